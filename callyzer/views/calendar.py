"""Holidays of the account's country."""

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


@lru_cache(maxsize=64)
def _year(country: str, year: int) -> Mapping[date, str]:
    try:
        return dict(holidays.country_holidays(country, years=year))
    except NotImplementedError:  # the package does not know the country
        return {}
