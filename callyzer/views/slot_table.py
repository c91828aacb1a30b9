"""The slots of a day one by one: shares, averages, and days without a call."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from callyzer.figures import heatmap
from callyzer.figures.slot_profile import SlotBar, slot_profile
from callyzer.figures.theme import Theme
from callyzer.model import CallFilter, DaywiseAnalytics
from callyzer.source import Source
from callyzer.views import daily, periods, trust, words
from callyzer.views.daily import Days
from callyzer.views.definitions import DAILY_AVERAGE, MEASURES, QUIET_DAYS, Measure
from callyzer.views.parts import Chart, Column, ColumnKind, Mark, Plot, RowTable
from callyzer.views.rhythm import EMPTY, mark, slot_bar, slot_marks

HIGHEST = 460
_TABLES = (("total_calls", "calls"), ("total_connected_calls", "connected"), ("total_duration", "talk"))


def profile(
    source: Source, question: CallFilter, now: datetime, theme: Theme, measure: str = "total_calls",
) -> Chart:
    """A bar for each slot with its share of the day."""
    return _profile(daily.ask(source, question), question, theme, MEASURES[measure], periods.local_day(question, now))


def slots(source: Source, question: CallFilter, now: datetime) -> RowTable:
    """A row for each slot: figures, percentages of the whole, averages per active day, days without a call."""
    return _slots(daily.ask(source, question), question, periods.local_day(question, now))


@lru_cache(maxsize=64)
def _profile(
    report: DaywiseAnalytics, question: CallFilter, theme: Theme, measure: Measure, today: date,
) -> Chart:
    days = daily.current(report, question, today)
    bars = [_bar(days, n, measure) for n in range(len(days.slots))]
    figure = slot_profile(bars, theme, unit=measure.unit, colour_name=measure.colour, height=height(question))
    values = np.nan_to_num(days.per_slot(measure.key))
    top = days.busiest(measure.key)
    said = f"Highest {words.slot_name(days.slots[top])}: {measure.text(float(values[top]))}."
    return Chart(
        f"profile-{measure.key}", f"{measure.label} by slot", said if values.any() else "How does a day run?", figure,
        alt=f"{measure.label} by time of day. {said}" if values.any() else EMPTY,
        data=pd.DataFrame({"Slot": [slot.label for slot in days.slots], measure.label: values}),
        plot=Plot("columns", "Slot", (measure.label,), (measure.colour,), (measure.unit,)),
        height=int(figure.layout.height), help=f"{measure.help} Added up over the days of the range.",
        empty="" if values.any() else EMPTY, marks=slot_marks(days),
        notes=trust.notes(question, report.provenance), as_of=report.provenance.as_of,
    )


def height(question: CallFilter) -> int:
    """As high as the heatmap beside it, as long as bars do not become towers."""
    return min(heatmap.height_of(len(question.working_hours.slots)), HIGHEST)


def _bar(days: Days, place: int, measure: Measure) -> SlotBar:
    shape = slot_bar(days, place)
    if measure.key == "total_calls":
        return shape
    value = float(np.nan_to_num(days.per_slot(measure.key)[place]))
    share = value if measure.unit == "share" else words.share_of(value, days.total(measure.key)) or 0
    return SlotBar(shape.tick, value, value, f"{share:.0%}" if value else "", shape.hover, place)


@lru_cache(maxsize=64)
def _slots(report: DaywiseAnalytics, question: CallFilter, today: date) -> RowTable:
    days = daily.current(report, question, today)
    frame = _frame(days)
    busiest = float(frame["calls"].max())
    holes = int((days.calls[days.active] == 0).any(axis=1).sum())
    quiet = f"; on {words.count(holes)} of them some slot had no call" if holes else ", none with a slot without a call"
    caption = (f"{words.counted(days.active_days, 'active day')}{quiet}. Daily averages: {_averages(days)}."
               if days.active_days else "")
    return RowTable(
        "slots", "Slot by slot", "Shares, daily averages and quiet days", frame, _columns(busiest, days.active_days),
        mark=_mark, caption=caption, alt="Figures for each slot of the day.", empty="" if days.active_days else EMPTY,
        notes=trust.notes(question, report.provenance), as_of=report.provenance.as_of,
    )


def _mark(row: Mapping[str, Any], column: str) -> Mark | None:
    """The days without calls have none behind them."""
    if column == "days_without":
        return None
    return mark(str(row["slot"]), row["calls"], row["connected"], slot=(int(row["start"]), int(row["end"])))


def _averages(days: Days) -> str:
    calls, connected, talk = (_half_up(days.total(name) / days.active_days) for name, _ in _TABLES)
    return f"{words.counted(calls, 'call')}, {words.count(connected)} connected, {words.duration(talk)} of talk"


def _frame(days: Days) -> pd.DataFrame:
    frame = pd.DataFrame({"slot": [slot.label for slot in days.slots], "start": [slot.start for slot in days.slots],
                          "end": [slot.end for slot in days.slots]})
    for name, column in _TABLES:
        values, total = days.per_slot(name), days.total(name)
        frame[column] = values.astype("int64")
        frame[f"{column}_perc"] = (values / total * 100).round(2) if total else 0.0
        frame[f"avg_{column}"] = [_half_up(value / days.active_days) if days.active_days else 0 for value in values]
    return frame.assign(days_without=days.quiet_days)


def _half_up(value: float) -> int:
    return int(value + 0.5)


def _columns(busiest: float, active: int) -> tuple[Column, ...]:
    kind = ColumnKind
    return (
        Column("slot", "Slot", kind.TEXT, pinned=True),
        Column("calls", "Calls", kind.BAR, MEASURES["total_calls"].help, busiest),
        Column("calls_perc", "Calls %", kind.PERCENT, "Share of all calls."),
        Column("connected", "Connected", kind.COUNT, MEASURES["total_connected_calls"].help),
        Column("connected_perc", "Connected %", kind.PERCENT, "Share of all connected calls."),
        Column("talk", "Talk time", kind.SECONDS, MEASURES["total_duration"].help),
        Column("talk_perc", "Talk time %", kind.PERCENT, "Share of all talk time."),
        Column("avg_calls", "Calls a day", kind.COUNT, DAILY_AVERAGE),
        Column("avg_connected", "Connected a day", kind.COUNT, DAILY_AVERAGE),
        Column("avg_talk", "Talk a day", kind.SECONDS, DAILY_AVERAGE),
        Column("days_without", "Days without", kind.BAR, QUIET_DAYS, active),
    )
