"""How much of a stretch of time was working time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, time

from callyzer.model import WorkingHours, each_day, weekday
from callyzer.views import calendar


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """`hours` of the days that are neither a holiday or weekend of `country` (an ISO code) nor a weekday of `off`."""

    hours: WorkingHours
    country: str
    off: Collection[str] = field(default_factory=tuple)

    def seconds(self, start: datetime, end: datetime) -> int:
        """Working seconds from `start` to `end`; both in the same zone, the account's."""
        return sum(self._of_day(day, start, end) for day in each_day(start.date(), end.date()) if self._is_worked(day))

    def _of_day(self, day: date, start: datetime, end: datetime) -> int:
        begins, ends = (datetime.combine(day, time(minute // 60, minute % 60), start.tzinfo).timestamp()
                        for minute in (self.hours.start, self.hours.end))
        return max(0, round(min(ends, end.timestamp()) - max(begins, start.timestamp())))

    def _is_worked(self, day: date) -> bool:
        return weekday(day) not in self.off and calendar.is_working_day(day, self.country)

