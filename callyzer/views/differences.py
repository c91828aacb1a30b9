"""What makes up the difference between two sides: the parts always add up to the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import pandas as pd

from callyzer.figures.bars import Bar, bars
from callyzer.figures.slot_pairs import SlotPair, slot_pairs
from callyzer.figures.theme import PALETTES, colour
from callyzer.model import EmployeeSummary, HourlyAnalytics
from callyzer.source import Source
from callyzer.views import behind, connect_rates, people, trust, words
from callyzer.views.changes import signed
from callyzer.views.definitions import MEASURES, Measure
from callyzer.views.movers import MOVING
from callyzer.views.parts import Behind, Chart, Mark, Marks, Plot, Theme
from callyzer.views.rhythm import EMPTY
from callyzer.views.sides import Sides

EXPLAINED = MOVING
"""Measures whose difference is made up of parts."""

BY_SLOT = ("total_calls", "total_connected_calls", "total_duration")
WAYS: Mapping[str, str] = {"employee": "By employee", "slot": "By slot", "type": "By type"}
NO_PARTS = "Between two employees this measure cannot be told apart any further: choose calls, connected or talk time."
DRAWN = 8
_TYPES: Mapping[str, Mapping[str, str]] = {
    "total_calls": {"Outgoing": "total_outgoing_calls", "Incoming": "total_incoming_calls",
                    "Missed": "total_missed_calls", "Rejected": "total_rejected_calls"},
    "total_connected_calls": {"Outgoing": "total_outgoing_connected_calls",
                              "Incoming": "total_incoming_connected_calls"},
    "total_duration": {"Outgoing": "total_outgoing_duration", "Incoming": "total_incoming_duration"},
}
"""Columns of EMPLOYEE_SUMMARY that a measure is the sum of."""

_SLOT_SHOWS: Mapping[str, tuple[str, ...]] = {"total_duration": ("total_calls", "total_connected_calls")}
"""The measures whose calls are shown for the bars of a slot; a slot does not tell how many calls talk time rests on."""


def ways(sides: Sides, measure: str) -> dict[str, str]:
    """How the difference of a measure of EXPLAINED can be told apart."""
    by_employee = sides.kind != "employees"  # there the two sides are the employees
    return {name: label for name, label in WAYS.items() if (by_employee if name == "employee" else measure in _TYPES)}


def explained(source: Source, sides: Sides, theme: Theme, measure: str, way: str) -> Chart:
    """What makes up the difference of the measure: the bars add up to it. `way` is one of `ways`.

    A click on the bar of an employee gives the number (`customdata[0]`; "" on that of all others together).
    """
    if way == "slot":
        hours = source.hourly_analytics(sides.one.question), source.hourly_analytics(sides.other.question)
        return _explained_by_slot(sides, *hours, theme, MEASURES[measure])
    reports = source.employee_summary(sides.one.question), source.employee_summary(sides.other.question)
    made = _explained_by_type if way == "type" else _explained_by_employee
    return made(sides, *reports, theme, MEASURES[measure])


@lru_cache(maxsize=64)
def _explained_by_employee(sides: Sides, one: EmployeeSummary, other: EmployeeSummary, theme: Theme,
                           measure: Measure) -> Chart:
    table = people.differences(one, other, measure.key)
    parts = [_Part(*row) for row in table[["name", "now", "before", "key"]].itertuples(index=False)]
    moved = [part for part in parts if part.difference]
    groups = [*([part.key] for part in moved[:DRAWN]), [part.key for part in moved[DRAWN:]]]
    marks: Marks = {
        (part.key,): Mark(part.name, _on_both(sides, measure.key, people.sums(one, keys), people.sums(other, keys),
                                              emp_numbers=tuple(keys)))
        for part, keys in zip(_drawn(moved), groups, strict=False)}  # where all are drawn the last group is of nobody
    return _chart(sides, parts, theme, measure, "employee", marks=marks)


def _on_both(sides: Sides, measure: str, one: Mapping[Any, Any], other: Mapping[Any, Any], **narrower: Any,
             ) -> tuple[Behind, ...]:
    """The calls behind a measure on both sides, whose figures these are."""
    return tuple(
        replace(each, said=f"{each.said}, {side.name}")
        for side, figures in ((sides.one, one), (sides.other, other))
        for each in side.behind(measure, figures, **narrower))


@lru_cache(maxsize=64)
def _explained_by_type(sides: Sides, one: EmployeeSummary, other: EmployeeSummary, theme: Theme,
                       measure: Measure) -> Chart:
    columns = _TYPES[measure.key]
    parts = [_Part(name, int(one.rows[column].sum()), int(other.rows[column].sum()), name)
             for name, column in columns.items()]
    now, before = (report.rows.sum(numeric_only=True).to_dict() for report in (one, other))
    marks: Marks = {(name,): Mark(name, _on_both(sides, column, now, before)) for name, column in columns.items()}
    return _chart(sides, parts, theme, measure, "type", marks=marks)


@lru_cache(maxsize=64)
def _explained_by_slot(sides: Sides, one: HourlyAnalytics, other: HourlyAnalytics, theme: Theme,
                       measure: Measure) -> Chart:
    slots = _slots(sides, one, other, measure)
    parts = [_Part(each.tick, each.one, each.other, each.tick) for each in slots]
    return _chart(sides, parts, theme, measure, "slot", marks={(each.tick,): each.mark for each in slots})


@dataclass(frozen=True, slots=True)
class _Part:
    """`name` may come from outside."""

    name: str
    one: float
    other: float
    key: str = ""

    @property
    def difference(self) -> float:
        return self.one - self.other


def _chart(sides: Sides, parts: Sequence[_Part], theme: Theme, measure: Measure, way: str, *, marks: Marks) -> Chart:
    moved = [part for part in parts if part.difference]
    drawn = _drawn(moved) if way == "employee" else moved
    figure = bars([_bar(part, sides, theme, measure, others=way == "employee" and not part.key) for part in drawn],
                  theme)
    together = sum(part.difference for part in parts)
    said = f"Together {signed(measure, together)}{_above_all(moved, measure, together)}" if moved else "No difference"
    named = [f"{part.name} {signed(measure, part.difference)}" for part in drawn]
    category = WAYS[way].removeprefix("By ").capitalize()
    return Chart(
        f"explained-{measure.key}-{way}", f"{measure.label}: what makes the difference", said, figure,
        alt=f"{said}: {words.listed(named)}" if named else said,
        data=pd.DataFrame([(part.name, part.one, part.other, part.difference) for part in moved],
                          columns=[category, *sides.columns, "Difference"]),
        height=int(figure.layout.height), marks=marks,
        plot=Plot("bars", category, ("Difference",), (measure.colour,), (measure.unit,),
                  most=DRAWN if way == "employee" else 0, better=measure.better if sides.kind == "periods" else 0),
        empty="" if moved else "There is no difference.",
        help=f"{measure.help} Each bar is {sides.one.name} less {sides.other.name}; together they are the difference.",
    )


def _above_all(moved: Sequence[_Part], measure: Measure, together: float) -> str:
    """The two parts that went furthest the way of the whole."""
    along = sorted((part for part in moved if part.difference * together > 0), key=lambda part: -abs(part.difference))
    named = [f"{part.name} ({signed(measure, part.difference)})" for part in along[:2]]
    return f", above all {words.listed(named)}" if named else ""


def _drawn(moved: Sequence[_Part]) -> list[_Part]:
    """The largest, and all others together."""
    rest = moved[DRAWN:]
    if not rest:
        return list(moved)
    name = words.counted(len(rest), "other", "others")
    return [*moved[:DRAWN], _Part(name, sum(part.one for part in rest), sum(part.other for part in rest))]


def _bar(part: _Part, sides: Sides, theme: Theme, measure: Measure, *, others: bool) -> Bar:
    palette, good = PALETTES[theme], part.difference * measure.better
    shade = palette.good if good > 0 else palette.bad if good < 0 else palette.muted
    if sides.kind != "periods":  # nobody got better or worse: the colour is that of the side with more
        shade = colour(measure.colour, theme) if part.difference > 0 else palette.previous
    text = signed(measure, part.difference)
    return Bar(part.name, part.difference, text, palette.muted if others else shade,
               (part.name, f"{measure.label}: {text}", f"{sides.one.name}: {measure.text(part.one)}",
                f"{sides.other.name}: {measure.text(part.other)}"), part.key)


def by_slot(source: Source, sides: Sides, theme: Theme, measure: str) -> Chart:
    """A measure of BY_SLOT on both sides, slot by slot."""
    return _by_slot(sides, source.hourly_analytics(sides.one.question), source.hourly_analytics(sides.other.question),
                    theme, MEASURES[measure])


@lru_cache(maxsize=64)
def _by_slot(sides: Sides, one: HourlyAnalytics, other: HourlyAnalytics, theme: Theme, measure: Measure) -> Chart:
    slots = _slots(sides, one, other, measure)
    names = sides.one.name, sides.other.name
    drawn = [SlotPair(each.tick, each.one, each.other, (
        each.tick, f"{names[0]}: {measure.text(each.one)}", f"{names[1]}: {measure.text(each.other)}",
        f"Difference: {signed(measure, each.difference)}")) for each in slots]
    figure = slot_pairs(drawn, theme, names=names, unit="seconds" if measure.unit == "seconds" else "count",
                        colour_name=measure.colour)
    furthest = max(slots, key=lambda each: abs(each.difference))
    some = any(each.one or each.other for each in slots)
    apart = furthest.difference
    said = f"Furthest apart: {furthest.tick}, {signed(measure, apart)}" if apart else "No difference"
    return Chart(
        f"compare-slots-{measure.key}", f"{measure.label} over the day", said, figure,
        alt=f"{measure.label} by slot for {names[0]} and {names[1]}. {said}.",
        data=pd.DataFrame([(each.tick, each.one, each.other) for each in slots],
                          columns=["Slot", *sides.columns]),
        height=int(figure.layout.height), help=measure.help, empty="" if some else EMPTY,
        plot=Plot("columns", "Slot", sides.columns, (measure.colour, "previous"), (measure.unit,)),
        marks={(place,): each.mark for place, each in enumerate(slots)},
        notes=trust.notes(sides.one.question, one.provenance, other.provenance),
        as_of=trust.as_of(one.provenance, other.provenance),
    )


@dataclass(frozen=True, slots=True)
class _Slot:
    tick: str
    one: float
    other: float
    mark: Mark

    @property
    def difference(self) -> float:
        return self.one - self.other


def _slots(sides: Sides, one: HourlyAnalytics, other: HourlyAnalytics, measure: Measure) -> list[_Slot]:
    """Every slot with the values of both sides; outside working hours only where there is a call."""
    values, others = (report.time_slots.set_index("slot").to_dict("index") for report in (one, other))
    none: dict[Any, Any] = dict.fromkeys(BY_SLOT, 0)
    found = []
    for slot in sides.one.question.working_hours.slots:
        now, before = values.get(slot.label, none), others.get(slot.label, none)
        if connect_rates.is_working(slot.label) or now[measure.key] or before[measure.key]:
            calls = [each for name in _SLOT_SHOWS.get(measure.key, (measure.key,))
                     for each in _on_both(sides, name, now, before, **behind.in_slot(slot))]
            found.append(_Slot(words.slot_tick(slot), float(now[measure.key]), float(before[measure.key]),
                               Mark(words.slot_name(slot), tuple(calls))))
    return found
