"""Ranges of days that have a name, and what a range is compared with. `today` and `now` are always passed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from callyzer.model import CallFilter, Window

Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Preset:
    """`label` is what a person reads; `days` gives the first and the last local day."""

    label: str
    days: Callable[[date], Days]


def _last(count: int) -> Preset:
    return Preset(f"Last {count} days", lambda today: (today - timedelta(days=count - 1), today))


def _week(today: date, back: int) -> Days:
    monday = today - timedelta(days=today.weekday() + 7 * back)
    return monday, monday + timedelta(days=6)


def _this_month(today: date) -> Days:
    first = today.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def _last_month(today: date) -> Days:
    return _this_month(today.replace(day=1) - timedelta(days=1))


PRESETS: Mapping[str, Preset] = {
    "today": Preset("Today", lambda today: (today, today)),
    "yesterday": Preset("Yesterday", lambda today: (today - timedelta(days=1), today - timedelta(days=1))),
    "this-week": Preset("This week", lambda today: _week(today, 0)),
    "last-week": Preset("Last week", lambda today: _week(today, 1)),
    "this-month": Preset("This month", _this_month),
    "last-month": Preset("Last month", _last_month),
    "last-7-days": _last(7),
    "last-30-days": _last(30),
    "last-90-days": _last(90),
}
"""Weeks run from Monday to Sunday; the last 7, 30 and 90 days end today. A custom range has no entry here."""

CUSTOM = "custom"


def local_day(question: CallFilter, now: datetime) -> date:
    """Today, in the zone of the question."""
    return now.astimezone(question.window.zone).date()


def same_time(now: datetime) -> time:
    """The local time of day up to which a running day is compared, rounded down to 15 minutes so that questions repeat.

    Never midnight, which would leave nothing to compare with.
    """
    return max(time(now.hour, now.minute // 15 * 15), time(0, 15))


def previous(question: CallFilter, now: datetime) -> CallFilter:
    """The same question about the range of equal length that ends where this one starts.

    A range that is not over yet (it ends today, or is a week or month that still runs) is compared with the part that
    was over at the same time of the same day of the previous range.
    """
    if question.window.end <= now:
        return replace(question, window=question.window.previous())
    return earlier(question, now, timedelta(days=len(question.window.days)))


def earlier(question: CallFilter, now: datetime, back: timedelta) -> CallFilter:
    """The same question about the whole days that lie so many days before; of a range that is not over yet, about the
    part that was over at the same time."""
    window, local = question.window, now.astimezone(question.window.zone)
    if window.end <= now:
        return replace(question, window=Window.of_days(window.first_day - back, window.last_day - back, window.zone))
    reached = min(max(local.date(), window.first_day), window.last_day)
    before = Window.of_days(window.first_day - back, reached - back, window.zone, same_time(local))
    return replace(question, window=before)
