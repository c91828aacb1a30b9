"""The small lines of the overview's tiles: how a figure ran over the days that are over.

Half a day at the end of a small line would look like a fall, so a running day is left out. Calls, connected calls and
talk time of a day are in the daywise answer; the others need whoever holds all of the calls, or have no line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from callyzer.model import CallFilter, DaywiseAnalytics, Window
from callyzer.model.account import GroupFigures
from callyzer.source import Source
from callyzer.views import daily, words
from callyzer.views.daily import Values
from callyzer.views.definitions import MEASURES, SMALL_SAMPLE, Measure
from callyzer.views.parts import Trend

BY_DAYWISE = ("total_calls", "total_connected_calls", "total_duration")
"""Measures of which the daywise answer has a value for each day."""

BY_STORE = (*BY_DAYWISE, "connect_rate", "total_unique_clients", "total_never_attended_calls", "total_working_hours")

MOST_DAYS = 45
"""A line of more days has a value for each seven of them."""

_COUNTED_BY_DAY = {
    "total_unique_clients": " A client counts on each day anew.",
    "total_never_attended_calls": " A pair that talked on a later day only counts on the day of the missed call.",
}
_PARTS = {"connect_rate": ("total_outgoing_connected_calls", "total_outgoing_calls")}


def figures(source: Source, question: CallFilter, today: date) -> GroupFigures | None:
    """What each day that is over had; None where nobody at hand can tell."""
    over = _over(question, today)
    whole = source.whole_account(over) if over else None
    return whole.figures(over, "day") if over and whole else None


def _over(question: CallFilter, today: date) -> CallFilter | None:
    """The same question about the days that are over. They hardly change, so that its answer lasts."""
    window = question.window
    last = min(window.last_day, today - timedelta(days=1))
    if last < window.first_day:
        return None
    return replace(question, window=Window.of_days(window.first_day, last, window.zone))


@lru_cache(maxsize=64)
def trends(
    question: CallFilter, today: date, report: DaywiseAnalytics | None, by_day: GroupFigures | None,
) -> Mapping[str, Trend]:
    """By measure, as far as the answers go; none for fewer than two days, and none where there was nothing."""
    days = _shown([day for day in question.kept_days if day < today])
    if len(days) < 2:
        return {}
    if by_day is not None:
        columns = {name: _columns(by_day, days, name) for name in BY_STORE}
    elif report is not None:
        table = daily.current(report, question, days[-1])
        table = table.only(range(len(table.days) - len(days), len(table.days)))
        columns = {name: [table.per_day(name)] for name in BY_DAYWISE}
    else:
        return {}
    return {name: _trend(MEASURES[name], days, each) for name, each in columns.items() if each[-1].any()}


def _shown(days: Sequence[date]) -> Sequence[date]:
    """Many days go by sevens: the last seven are whole, what is left over at the start is left out."""
    return days[len(days) % 7:] if len(days) > MOST_DAYS else days


def _columns(by_day: GroupFigures, days: Sequence[date], name: str) -> list[Values]:
    """The measure's values, or what makes a share. A day without a row had no calls."""
    rows = by_day.rows.set_index(by_day.rows["date"].dt.date)
    return [rows[column].reindex(list(days), fill_value=0).to_numpy(dtype=np.float64)
            for column in _PARTS.get(name, (name,))]


def _trend(measure: Measure, days: Sequence[date], columns: Sequence[Values]) -> Trend:
    per = 7 if len(days) > MOST_DAYS else 1
    sums = [column.reshape(-1, per).sum(axis=1) for column in columns]
    values = _share(*sums) if measure.unit == "share" else sums[0] / per
    shown = tuple(None if np.isnan(value) else float(value) for value in values)
    return Trend(shown, _said(measure, days, values, per))


def _share(part: Values, whole: Values) -> Values:
    """NaN where there are too few to take a share of."""
    return np.where(whole >= SMALL_SAMPLE, daily.ratio(part, whole), np.nan)


def _said(measure: Measure, days: Sequence[date], values: Values, per: int) -> str:
    average = " a day" if measure.unit != "share" else ""
    by = "day by day" if per == 1 else f"{average} in steps of seven days".strip()
    said = f"{measure.label} {by}, {words.days(days[0], days[-1])}"
    if np.isnan(values).all():
        return f"{said}: too few attempts to tell."
    top = int(np.nanargmax(values))
    until = words.day(days[top * per + per - 1])
    when = f"on {until}" if per == 1 else f"in the seven days to {until}"
    return f"{said}: highest {measure.text(float(values[top]))} {when}.{_COUNTED_BY_DAY.get(measure.key, '')}"
