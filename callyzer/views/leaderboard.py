"""Who does how much: a ranked table, the honours, and any two measures against each other."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from callyzer.figures.comparison import Dot, Side, comparison
from callyzer.figures.theme import colour
from callyzer.model import CallFilter, EmployeeSummary
from callyzer.source import Source
from callyzer.views import people, periods, trust, words
from callyzer.views.definitions import GOAL, MEASURES, PREVIOUS, SMALL_SAMPLE, Measure
from callyzer.views.goals import REACHED, Aims, shares, ticks
from callyzer.views.honours import honours
from callyzer.views.parts import Chart, Column, ColumnKind, Later, Mark, Plot, Reference, RowTable, Theme, soon
from callyzer.views.rhythm import EMPTY

__all__ = ["MEASURED", "compare", "honours", "ranking"]

MEASURED = (
    "total_calls", "total_connected_calls", "connect_rate", "total_duration", "calls_per_hour", "talk_per_hour",
    "avg_duration_per_call", "total_unique_clients", "total_outgoing_calls", "total_incoming_calls",
    "total_missed_calls", "total_rejected_calls", "total_never_attended_calls", "total_not_pickup_by_clients_calls",
    "total_working_hours",
)
"""Measures an employee has; any of them ranks the table and stands on an axis of the comparison."""


def ranking(source: Source, question: CallFilter, now: datetime, by: str = "total_calls",
            aims: Aims | None = None) -> RowTable:
    """The employees ranked by a measure of MEASURED, with the change of rank against the previous period, and how much
    of their goal is done.

    Who rests on too little has no rank and stands last. `key` of a row is the employee's number: see
    `Selection.of_employee`.
    """
    employees = source.employee_summary(question)
    before = periods.previous(question, now)
    earlier = soon(lambda: source.employee_summary(before))
    reached = shares(aims, question, employees, now, by) if aims else ()
    return _ranking(question, employees, earlier, MEASURES[by], reached)


@lru_cache(maxsize=64)
def _ranking(
    question: CallFilter, employees: EmployeeSummary, earlier: Later[EmployeeSummary], by: Measure,
    reached: tuple[tuple[str, float], ...],
) -> RowTable:
    order = ranked(employees, by)
    unranked, small = (_places(people.unsure(order, name)) for name in (by.key, "connect_rate"))
    change, new = _rank_change(order, earlier.value, by)
    goal = order["key"].map(dict(reached)).astype("float64") * 100
    rows = order.assign(change=change, connect_rate=order["connect_rate"] * 100, goal=goal, reached=ticks(goal))
    columns = _columns(rows, by, barred=not small, aimed=bool(reached))
    return RowTable(
        "ranking", "Leaderboard", f"Ranked by {by.label.lower()}", rows, columns,
        caption=_caption(len(rows), len(unranked), by), alt=_alt(employees, by),
        quiet=unranked or small, quiet_columns=() if unranked else ("connect_rate",),
        new=_places(new), mark=_mark(by), empty="" if len(rows) else EMPTY, waiting=earlier.waits,
        as_of=employees.provenance.as_of,
        notes=(*trust.notes(question, employees.provenance), *trust.missing("No change of rank for now", earlier)),
    )


@lru_cache(maxsize=64)
def ranked(report: EmployeeSummary, by: Measure) -> pd.DataFrame:
    """The employees in order, with `rank` (equal figures share one, missing where too little stands behind it).

    More calls come first; where more is bad (missed, never attended) the fewest come first.
    """
    rows = people.figures(report)
    unsure = people.unsure(rows, by.key)
    values = rows[by.key].astype("float64").mask(unsure)
    ranks = values.rank(method="min", ascending=by.better < 0).astype("Int64")
    order = pd.DataFrame({"rank": ranks, "calls": -rows["total_calls"], "key": rows["key"]})
    places = order.sort_values(["rank", "calls", "key"], na_position="last", kind="stable").index
    return rows.assign(rank=ranks).loc[places].reset_index(drop=True)


def _mark(by: Measure) -> Callable[[Mapping[str, Any], str], Mark]:
    """Behind a measure's cell its calls; behind the others those of the measure that ranks."""
    return lambda row, column: people.mark(row, column if column in MEASURED else by.key)


def _rank_change(
    rows: pd.DataFrame, earlier: EmployeeSummary | None, by: Measure,
) -> tuple[pd.Series[int], pd.Series[bool]]:
    """How many places up (positive) or down, and who is new: had no rank before. Who is new comes from behind all who
    had one. Missing for who has no rank now."""
    if earlier is None:
        return pd.Series(pd.NA, index=rows.index, dtype="Int64"), pd.Series(False, index=rows.index)
    ranks = ranked(earlier, by).set_index("key")["rank"].dropna()
    before = rows["key"].map(ranks).astype("Int64")
    new = before.isna() & rows["rank"].notna()
    return (before.fillna(len(ranks) + 1) - rows["rank"]).astype("Int64"), new


def _caption(count: int, quiet: int, by: Measure) -> str:
    said = words.counted(count, "employee")
    if not quiet:
        return f"{said}."
    why = f"under {SMALL_SAMPLE} attempts" if by.key == "connect_rate" else "too little to go by"
    return f"{said}; {words.count(quiet)} of them not ranked: {why}."


def _places(rows: pd.Series[bool]) -> tuple[int, ...]:
    return tuple(n for n, chosen in enumerate(rows.tolist()) if chosen)


def _alt(employees: EmployeeSummary, by: Measure) -> str:
    rows = ranked(employees, by)
    first = rows[rows["rank"].notna()].head(3)
    names = [f"{name} ({by.text(value)})" for name, value in zip(first["name"], first[by.key], strict=True)]
    return f"Employees ranked by {by.label.lower()}: {words.listed(names)} lead." if names else EMPTY


_BARS = ("total_calls", "total_connected_calls", "total_duration")


def _columns(rows: pd.DataFrame, by: Measure, *, barred: bool, aimed: bool) -> tuple[Column, ...]:
    """`barred`: shares have bars too. Those of a few attempts would look as sure as the others. `aimed`: somebody has a
    goal for the measure."""
    kind = ColumnKind
    kinds = {"count": kind.COUNT, "seconds": kind.SECONDS, "share": kind.PERCENT_BAR if barred else kind.PERCENT,
             "per_hour": kind.NUMBER}
    bars = {"count": kind.BAR, "seconds": kind.SECONDS_BAR, "share": kind.PERCENT_BAR, "per_hour": kind.NUMBER}

    def measured(name: str) -> Column:
        measure = MEASURES[name]
        chosen = bars if name in _BARS or name == by.key else kinds
        largest = float(rows[name].max()) if len(rows) and rows[name].notna().any() else 0.0
        return Column(name, measure.label, chosen[measure.unit], measure.help, largest)

    others = [name for name in MEASURED if name != by.key]
    return (
        Column("rank", "#", kind.COUNT, f"Rank by {by.label.lower()}; equal figures share a rank.", pinned=True,
               width=44),
        Column("name", "Employee", kind.TEXT, pinned=True, width=164),
        Column("change", "±", kind.CHANGE, "Places up or down against the previous period; = is unchanged, new had no"
               f" rank then. Previous period: {PREVIOUS[0].lower()}{PREVIOUS[1:]}", width=64),
        measured(by.key), *([Column("goal", "Of the goal", ColumnKind.PERCENT_BAR, GOAL), REACHED] if aimed else []),
        Column("emp_tags", "Tags", kind.TAGS), *(measured(name) for name in others),
    )


def compare(
    source: Source, question: CallFilter, theme: Theme, x: str = "total_calls", y: str = "connect_rate",
) -> Chart:
    """A dot for each employee; a click gives the employee's number (`customdata[0]`)."""
    return _compare(question, source.employee_summary(question), theme, MEASURES[x], MEASURES[y])


@lru_cache(maxsize=64)
def _compare(question: CallFilter, employees: EmployeeSummary, theme: Theme, x: Measure, y: Measure) -> Chart:
    rows = people.figures(employees)
    rows = rows[rows[x.key].notna() & rows[y.key].notna()]
    unsure = people.unsure(rows, x.key) | people.unsure(rows, y.key)
    sure = rows[~unsure]
    dots = [
        Dot(row["name"], float(row[x.key]), float(row[y.key]),
            (row["name"], f"{x.label}: {x.text(row[x.key])}", f"{y.label}: {y.text(row[y.key])}", _sample(row, x, y)),
            row["key"], quiet=quiet)
        for row, quiet in zip(rows.to_dict("records"), unsure.tolist(), strict=True)
    ]
    named = {"name": "Employee", x.key: x.label, y.key: y.label}  # one column where a measure stands against itself
    sides = _side(sure, x), _side(sure, y)
    figure = comparison(dots, *sides, theme, colour_code=colour(y.colour, theme))
    return Chart(
        f"compare-{x.key}-{y.key}", f"{y.label} against {x.label.lower()}", _said(sure, x, y), figure,
        alt=f"A dot for each of {words.counted(len(rows), 'employee')}. {_said(sure, x, y)}",
        data=rows[list(named)].rename(columns=named),
        plot=Plot("dots", "Employee", (x.label, y.label), (y.colour,), (x.unit, y.unit),
                  small=frozenset((row, 0) for row in np.flatnonzero(unsure).tolist()),
                  references=tuple(Reference(side.median, side.median_text, upright)
                                   for side, upright in zip(sides, (True, False), strict=True)
                                   if side.median is not None)),
        height=int(figure.layout.height), marks=people.marks(rows, x.key, y.key), empty="" if dots else EMPTY,
        help=f"{x.label}: {x.help} {y.label}: {y.help} Dotted lines are the medians.",
        notes=trust.notes(question, employees.provenance), as_of=employees.provenance.as_of,
    )


def _sample(row: Mapping[Hashable, Any], x: Measure, y: Measure) -> str:
    attempts = words.counted(row["total_outgoing_calls"], "attempt")
    return f"Out of {attempts}" if "connect_rate" in {x.key, y.key} else ""


def _side(rows: pd.DataFrame, measure: Measure) -> Side:
    median = float(rows[measure.key].median()) if len(rows) else None
    return Side(measure.label, measure.unit, median, f"median {measure.text(median)}")


def _said(rows: pd.DataFrame, x: Measure, y: Measure) -> str:
    """How many are above both medians."""
    if not len(rows):
        return "Nobody has enough calls to be compared yet."
    both = int(((rows[x.key] > rows[x.key].median()) & (rows[y.key] > rows[y.key].median())).sum())
    return f"{words.count(both)} of {words.count(len(rows))} are above the median in both."
