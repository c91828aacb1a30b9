"""How much of a stretch of time was working time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, time, tzinfo

import numpy as np
import pandas as pd

from callyzer.model import WorkingHours, each_day, weekday
from callyzer.views import calendar


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """`hours` of the days that are neither a holiday or weekend of `country` (an ISO code) nor a weekday of `off`."""

    hours: WorkingHours
    country: str
    off: Collection[str] = field(default_factory=tuple)

    def seconds(self, starts: pd.Series[pd.Timestamp], end: datetime) -> pd.Series[int]:
        """Working seconds from each start to `end`; all in the account's zone."""
        if starts.empty:
            return pd.Series(0, index=starts.index, dtype="int64")
        spans = np.array([self._span(day, end.tzinfo) for day in each_day(starts.min().date(), end.date())
                          if self._is_worked(day)], dtype="int64").reshape(-1, 2)
        begins, ends = np.minimum(spans, round(end.timestamp())).T
        begin = starts.dt.tz_convert("UTC").to_numpy("datetime64[s]").astype("int64")
        day = np.searchsorted(ends, begin, side="right")  # the first that ends later
        left = np.append(np.cumsum((ends - begins)[::-1])[::-1], 0)[day]
        gone = np.maximum(begin - np.append(begins, begin.max())[day], 0)
        return pd.Series(left - gone, index=starts.index, dtype="int64")

    def _span(self, day: date, zone: tzinfo | None) -> tuple[int, int]:
        """Its working hours as UTC seconds since 1970."""
        begins, ends = (int(datetime.combine(day, time(minute // 60, minute % 60), zone).timestamp())
                        for minute in (self.hours.start, self.hours.end))
        return begins, ends

    def _is_worked(self, day: date) -> bool:
        return weekday(day) not in self.off and calendar.is_working_day(day, self.country)
