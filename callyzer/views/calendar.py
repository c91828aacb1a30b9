"""Holidays and weekends of the account's country."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

import holidays


def marks(days: Sequence[date], country: str) -> Mapping[date, str]:
    """The days that are holidays, with their names. `country` is an ISO code ("IN"); none are known for some."""
    if not days:
        return {}
    known = {name: title for year in range(days[0].year, days[-1].year + 1)
             for name, title in _year(country, year).items()}
    return {day: known[day] for day in days if day in known}


def is_working_day(day: date, country: str) -> bool:
    """Neither a holiday nor on the country's weekend: Saturday and Sunday in most, Friday and Saturday in some.

    Many work on Saturdays too. Who takes a free day for a working one accuses phones that were just switched off; the
    other way round a dead phone is found a day later.
    """
    return day.weekday() not in _weekend(country) and day not in _year(country, day.year)


@lru_cache(maxsize=64)
def _year(country: str, year: int) -> Mapping[date, str]:
    try:
        return dict(holidays.country_holidays(country, years=year))
    except NotImplementedError:  # the package does not know the country
        return {}


@lru_cache(maxsize=64)
def _weekend(country: str) -> frozenset[int]:
    try:
        return frozenset(holidays.country_holidays(country).weekend)
    except NotImplementedError:
        return frozenset({5, 6})
