"""Answers put together from the store's days and Callyzer's, where days add up exactly. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from callyzer.api import derive
from callyzer.model import DaywiseAnalytics, Window, start_of_day


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a range: the store answers it where it is `kept`, else Callyzer."""

    window: Window
    kept: bool


def parts(window: Window, kept: Collection[date]) -> list[Part]:
    """The window cut at midnights around the days that are not kept, which are one question to Callyzer: the kept days
    between two of them are asked along. Empty where there is nothing to put together."""
    missing = [day for day in window.days if day not in kept]
    if not missing:
        return []
    first, after = (start_of_day(day, window.zone) for day in (missing[0], missing[-1] + timedelta(days=1)))
    bounds = [window.start, max(window.start, first), min(after, window.end), window.end]
    found = [Part(Window(start, end, window.zone), kept=place != 1)
             for place, (start, end) in enumerate(pairwise(bounds)) if start < end]
    return found if len(found) > 1 else []


def daywise(reports: Sequence[DaywiseAnalytics]) -> DaywiseAnalytics:
    """The reports of such parts as one, as old as the oldest of them."""
    merged = derive.daywise_of_parts(reports)
    return replace(merged, provenance=replace(merged.provenance, origin="merged"))
