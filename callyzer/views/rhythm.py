"""The overview's two looks at time: how a day runs, and how the days ran."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from callyzer.figures.slot_profile import SlotBar, slot_profile
from callyzer.figures.trend import DayPoint
from callyzer.figures.trend import trend as draw_trend
from callyzer.model import CallFilter, DaywiseAnalytics, weekday
from callyzer.source import Source
from callyzer.views import behind, calendar, daily, periods, trust, words
from callyzer.views.daily import Days
from callyzer.views.definitions import EARLIER_DAY, MEASURES, Measure
from callyzer.views.parts import Chart, Mark, Marks, Plot, Theme

BY_DAY = ("total_calls", "total_connected_calls", "connected_share", "total_duration")
"""Measures that can be shown by day and slot."""

SHAPE_HEIGHT = 332
"""As high as the trend with the choice at its foot."""

EMPTY = "No calls match the filter in this range. Choose other days, or take something out of the filter."


def day_shape(source: Source, question: CallFilter, now: datetime, theme: Theme) -> Chart:
    """Calls by slot over all days of the range, the connected ones in front."""
    return _shape(daily.ask(source, question), question, periods.local_day(question, now), theme)


@lru_cache(maxsize=64)
def _shape(report: DaywiseAnalytics, question: CallFilter, today: date, theme: Theme) -> Chart:
    days = daily.current(report, question, today)
    calls = days.calls.sum(axis=0)
    total = int(calls.sum())
    shown = [n for n, works in enumerate(days.working) if calls[n] or works]
    figure = slot_profile([slot_bar(days, n) for n in shown], theme, height=SHAPE_HEIGHT)
    top = days.busiest("total_calls")
    share = words.percent(words.share_of(int(calls[top]), total))
    said = f"Most calls start {words.slot_name(days.slots[top])}: {share} of all."
    return Chart(
        "day-shape", "The day's shape", said if total else "When is the team on the phone?", figure,
        alt=f"Calls by time of day. {said}" if total else EMPTY,
        data=pd.DataFrame({
            "Slot": [slot.label for slot in days.slots], "Calls": calls, "Connected": days.connected.sum(axis=0),
            "Talk time (s)": days.duration.sum(axis=0)}),
        height=int(figure.layout.height), empty="" if total else EMPTY, marks=slot_marks(days),
        plot=Plot("columns", "Slot", ("Calls", "Connected"), ("calls", "calls")),
        help="Calls by the time they started, added up over the days of the range. Connected calls are drawn stronger.",
        notes=trust.notes(question, report.provenance), as_of=report.provenance.as_of,
    )


def slot_bar(days: Days, place: int) -> SlotBar:
    """A slot of the day's shape: the connected calls of all calls, the share on top."""
    calls, connected = int(days.calls[:, place].sum()), int(days.connected[:, place].sum())
    share = words.share_of(calls, int(days.calls.sum()))
    name = words.slot_name(days.slots[place])
    return SlotBar(
        words.slot_tick(days.slots[place]), calls, connected, f"{share:.0%}" if share else "",
        (name[0].upper() + name[1:], f"{words.counted(calls, 'call')}, {words.percent(share)} of all",
         f"{words.count(connected)} connected ({words.percent(words.share_of(connected, calls))})",
         f"{words.duration(int(days.duration[:, place].sum()))} of talk",
         f"{words.decimal(calls / days.active_days)} calls on an active day" if days.active_days else ""), place,
    )


def slot_marks(days: Days) -> Marks:
    """The calls behind each slot, by its position."""
    return {(place,): mark(words.slot_name(slot), days.calls[:, place].sum(), days.connected[:, place].sum(),
                           **behind.in_slot(slot)) for place, slot in enumerate(days.slots)}


def mark(name: str, calls: int, connected: int, **narrower: Any) -> Mark:
    """The calls of some days or slots and the connected ones among them."""
    figures = {"total_calls": calls, "total_connected_calls": connected}
    return Mark(name, (*behind.of_measure("total_calls", figures, **narrower),
                       *behind.of_measure("total_connected_calls", figures, **narrower)))


def trend(
    source: Source, question: CallFilter, now: datetime, theme: Theme, measure: str = "total_calls", *,
    country: str,
) -> Chart:
    """A measure of BY_DAY for each day, the previous period behind it, holidays and excluded days marked."""
    report = daily.ask(source, question)
    today = periods.local_day(question, now)
    return _trend(report, question, theme, MEASURES[measure], today=today, country=country)


@lru_cache(maxsize=64)
def _trend(
    report: DaywiseAnalytics, question: CallFilter, theme: Theme, measure: Measure, *, today: date, country: str,
) -> Chart:
    days = daily.current(report, question, today)
    values, earlier = _by_day(days, measure), _by_day(daily.behind(report, question), measure)
    length = daily.shift(question)
    holidays = calendar.marks(question.window.days, country)
    texts = {day: _hover(days, n) for n, day in enumerate(days.days)}

    def point(day: date) -> DayPoint:
        before = earlier.get(day - length)
        left_out = weekday(day) in question.exclude_days
        lines = (
            f"{words.day(day)}{', so far' if day == today else ''}",
            *texts.get(day, ("Left out by the filter",) if left_out else ()),
            "" if before is None else f"{measure.label} on {words.day(day - length)}: {measure.text(before)}",
            f"Holiday: {holidays[day]}" if day in holidays else "")
        mark = "left out" if left_out else holidays.get(day, "")
        return DayPoint(day, values.get(day), before, lines, mark, left_out=left_out, running=day == today)

    points = [point(day) for day in question.window.days]
    series = {measure.label: measure.colour}
    if earlier:  # none where the range is as long as one request reaches
        series[f"{measure.label} before"] = "previous"
    figure = draw_trend(points, theme, unit=measure.unit, colour_name=measure.colour,
                        names=(measure.label, _behind(length, question)))
    said = _said(values, measure)
    return Chart(
        f"trend-{measure.key}", f"{measure.label} by day", said or "How did the days run?", figure,
        alt=f"{measure.label} for each day of {_range(question)}. {said}",
        data=_data(points, length, measure), height=int(figure.layout.height),
        help=f"{measure.help} Grey: {EARLIER_DAY}",
        plot=Plot("columns", "Day", tuple(series), tuple(series.values()), (measure.unit,)),
        empty="" if days.calls.any() else EMPTY,
        marks={(day.isoformat(),): mark(words.day(day), days.calls[n].sum(), days.connected[n].sum(), first=day,
                                        last=day) for n, day in enumerate(days.days)},
        notes=trust.notes(question, report.provenance), as_of=report.provenance.as_of,
    )


def _behind(length: timedelta, question: CallFilter) -> str:
    return "Previous period" if length.days == len(question.window.days) else f"{length.days // 7} weeks before"


def _by_day(days: Days, measure: Measure) -> Mapping[date, float]:
    pairs = zip(days.days, days.per_day(measure.key), strict=True)
    return {day: float(value) for day, value in pairs if not np.isnan(value)}


def _hover(days: Days, place: int) -> tuple[str, ...]:
    calls, connected = int(days.calls[place].sum()), int(days.connected[place].sum())
    share = words.percent(words.share_of(connected, calls))
    return (words.counted(calls, "call"), f"{words.count(connected)} connected ({share})" if calls else "",
            f"{words.duration(int(days.duration[place].sum()))} of talk" if calls else "")


def _said(values: Mapping[date, float], measure: Measure) -> str:
    if len(values) < 2 or not any(values.values()):
        return ""
    best = max(values, key=lambda day: values[day])
    return f"Highest on {words.day(best)}: {measure.text(values[best])}."


def _range(question: CallFilter) -> str:
    return words.days(question.window.first_day, question.window.last_day)


def _data(points: list[DayPoint], length: timedelta, measure: Measure) -> pd.DataFrame:
    return pd.DataFrame({
        "Day": [point.day.isoformat() for point in points],
        measure.label: np.array([point.value for point in points], dtype="float64"),
        "Previous day": [(point.day - length).isoformat() for point in points],
        f"{measure.label} before": np.array([point.before for point in points], dtype="float64"),
        "Mark": [point.mark for point in points],
    })
