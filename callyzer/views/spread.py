"""A heatmap of slots over groups of days: what both looks at the time slots share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from callyzer.figures.heatmap import Cell, Column, heatmap
from callyzer.figures.theme import Theme, colour
from callyzer.model import WEEKDAYS
from callyzer.views import behind, words
from callyzer.views.daily import Days, Values
from callyzer.views.definitions import SMALL_CELL, SMALL_SAMPLE, Measure
from callyzer.views.parts import Mark, Marks, Plot
from callyzer.views.rhythm import mark

TEXT_COLUMNS = 10
"""Up to so many columns leave room for a figure in each cell."""


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """The days of one column: one day, a week, or all Mondays.

    `key` comes back from a click; `name` begins a sentence; `per` is what figures are divided by, where they are
    averages; `rests` says on how many days it stands; `mark` is a holiday's name, or why it is `left_out`.
    """

    x: date | str
    key: str
    name: str
    days: Days
    per: int = 1
    rests: str = ""
    mark: str = ""
    left_out: bool = False

    def by_slot(self, measure: Measure) -> Values:
        return _divided(self.days.per_slot(measure.key), measure, self.per)

    def total(self, measure: Measure) -> float:
        return float(_divided(np.asarray([self.days.total(measure.key)]), measure, self.per)[0])


def _divided(values: Values, measure: Measure, per: int) -> Values:
    return values if measure.unit == "share" else values / max(per, 1)


def draw(groups: Sequence[Group], whole: Group, measure: Measure, theme: Theme) -> go.Figure:
    """The heatmap; `whole` are all days together, whose figures stand at the right."""
    slots = whole.days.slots
    values = [group.by_slot(measure) for group in groups]
    cells = [[_cell(group, row, float(values[n][row]), measure, written=len(groups) <= TEXT_COLUMNS)
              for n, group in enumerate(groups)] for row in range(len(slots))]
    top = _top(groups, measure)
    return heatmap(
        [_column(group, measure) for group in groups], [words.slot_tick(slot) for slot in slots], cells, theme,
        colour_code=colour(measure.colour, theme), top=top,
        row_totals=[short(measure, float(value), whole.per) for value in whole.by_slot(measure)],
        scale_ends=("0", short(measure, top)),
    )


def data(groups: Sequence[Group], measure: Measure) -> pd.DataFrame:
    """A row per slot, a column per group."""
    slots = groups[0].days.slots if groups else ()
    columns = {str(group.x): group.by_slot(measure).round(4) for group in groups if not group.left_out}
    return pd.DataFrame({"Slot": [slot.label for slot in slots], **columns})


def plot(groups: Sequence[Group], measure: Measure) -> Plot:
    """How `data` is drawn natively."""
    return Plot("cells", "Slot", colours=(measure.colour,), units=(measure.unit,), top=_top(groups, measure),
                small=_small(groups, measure))


def _small(groups: Sequence[Group], measure: Measure) -> frozenset[tuple[int, int]]:
    """The cells of `data` whose share rests on too few calls to be drawn: row, and column after the slot's."""
    if measure.unit != "share":
        return frozenset()
    shown = [group.days.calls.sum(axis=0) for group in groups if not group.left_out]
    return frozenset((row, place) for place, calls in enumerate(shown)
                     for row in np.flatnonzero(calls < SMALL_CELL).tolist())


def best(groups: Sequence[Group], measure: Measure) -> tuple[Group, int] | None:
    """The group and the working slot with the highest value, among those that rest on enough."""
    found: tuple[float, Group, int] | None = None
    for group in groups:
        enough = group.days.calls.sum(axis=0) >= (SMALL_SAMPLE if measure.unit == "share" else 1)
        enough &= group.days.working
        values = np.where(enough, group.by_slot(measure), -1.0)
        place = int(values.argmax())
        if values[place] > max(found[0] if found else 0.0, 0.0):
            found = float(values[place]), group, place
    return (found[1], found[2]) if found else None


def short(measure: Measure, value: float, per: int = 1) -> str:
    """A value where there is little room: "1,204", "48%", "3.2 h", "12 min"; "4.0" where it is an average."""
    if np.isnan(value):
        return "–"
    if measure.unit == "share":
        return f"{value:.0%}"
    if measure.unit == "seconds":
        if value >= 36_000:
            return f"{value / 3600:,.0f} h"
        if value >= 3600:
            return f"{value / 3600:.1f} h"
        return f"{value / 60:.0f} min" if value >= 60 else f"{value:.0f} s"
    return words.count(value) if value >= 10 or per == 1 else words.decimal(value)


def _top(groups: Sequence[Group], measure: Measure) -> float:
    """The end of the scale. Five calls of five are no reason to draw all other shares pale."""
    for least in (SMALL_SAMPLE, SMALL_CELL) if measure.unit == "share" else (1,):
        values = [float(value) for group in groups
                  for value in group.by_slot(measure)[group.days.calls.sum(axis=0) >= least]]
        if values:
            return max(values) or 1.0
    return 1.0


def _cell(group: Group, row: int, value: float, measure: Measure, *, written: bool) -> Cell:
    calls, connected = int(group.days.calls[:, row].sum()), int(group.days.connected[:, row].sum())
    head = f"{group.name}, {words.slot_name(group.days.slots[row])}"
    if not calls:
        return Cell(None, (head, "No calls", group.rests), (group.key, row))
    average = f"{words.decimal(calls / group.per)} calls a day, " if group.per > 1 else ""
    lines = (
        head, f"{average}{words.counted(calls, 'call')}{' in all' if average else ''}",
        f"{words.count(connected)} connected ({words.percent(connected / calls)})",
        f"{words.duration(int(group.days.duration[:, row].sum()))} of talk", group.rests,
        f"Holiday: {group.mark}" if group.mark else "")
    if measure.unit == "share" and calls < SMALL_CELL:
        return Cell(None, lines, (group.key, row))
    return Cell(value, lines, (group.key, row), short(measure, value, group.per) if written else "")


def _column(group: Group, measure: Measure) -> Column:
    total = group.total(measure)
    text = measure.text(total) if group.per == 1 else f"{short(measure, total, group.per)} a day"
    lines = (group.name, f"{measure.label}: {text}" if not group.left_out else "Left out by the filter", group.rests,
             f"Holiday: {group.mark}" if group.mark and not group.left_out else "")
    return Column(group.x, 0.0 if np.isnan(total) else total, lines, group.mark, group.left_out, group.key)


def marks(groups: Sequence[Group]) -> Marks:
    """The calls behind each cell, by its group's key and its slot's position, and behind each whole group."""
    found: dict[tuple[object, ...], Mark] = {}
    for group in groups:
        days = in_days(group.key)
        found[group.key,] = mark(group.name, group.days.calls.sum(), group.days.connected.sum(), **days)
        calls, connected = group.days.calls.sum(axis=0), group.days.connected.sum(axis=0)
        for place, slot in enumerate(group.days.slots):
            found[group.key, place] = mark(f"{group.name}, {words.slot_name(slot)}", calls[place], connected[place],
                                           **days, **behind.in_slot(slot))
    return found


def in_days(key: str) -> dict[str, Any]:
    """The days of a group's key: a weekday, a day, or a week from its first to its last day."""
    if key in WEEKDAYS:
        return {"weekdays": (key,)}
    first, _, last = key.partition("/")
    return {"first": date.fromisoformat(first), "last": date.fromisoformat(last or first)}


def joined(days: Days, per: int = 1) -> Group:
    """All days as one group."""
    return Group("All", "", "All days", days, per)



