"""The first page: how the team does, against the period before, and why.

Its first complete view costs two requests: `employee_summary` of the range, and one `daywise_analytics` over the
range and the one before. Three more bring what can come later: `summary` of both ranges (unique clients; the account's
own never attended and working hours) and `employee_summary` of the previous one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache

from callyzer.figures.bars import Bar, bars
from callyzer.figures.theme import colour
from callyzer.model import CallFilter, DaywiseAnalytics, EmployeeSummary, Summary
from callyzer.model.account import GroupFigures
from callyzer.source import Source
from callyzer.views import behind, daily, people, periods, tile_trends, trust, words
from callyzer.views.changes import delta
from callyzer.views.definitions import MEASURES, SMALL_SAMPLE, Measure
from callyzer.views.goals import Aims, progress
from callyzer.views.link import Selection
from callyzer.views.movers import movers
from callyzer.views.parts import Amount, Chart, Delta, Later, Plot, Theme, Tile, Tiles, Trend, soon
from callyzer.views.rhythm import BY_DAY, EMPTY, day_shape, trend

__all__ = ["BY_DAY", "LEADING", "day_shape", "employee", "leaders", "movers", "tiles", "trend"]

TILES = ("total_calls", "total_connected_calls", "connect_rate", "total_duration", "total_unique_clients",
         "total_never_attended_calls", "total_working_hours")
OWN = ("total_unique_clients", "total_never_attended_calls", "total_working_hours")
"""Measures for which the account's own figure is shown once it is there."""

LEADERS = 7

LEADING = ("total_calls", "total_connected_calls", "connect_rate", "total_duration", "total_unique_clients")
"""Measures the leaders can be chosen by."""


def tiles(source: Source, question: CallFilter, now: datetime, aims: Aims | None = None) -> Tiles:
    """The seven key figures with their change, their days where the answers give them, and how far the goals are
    reached."""
    before, today = periods.previous(question, now), periods.local_day(question, now)
    answers = _Answers(
        source.employee_summary(question),
        soon(lambda: daily.ask(source, question)),
        soon(lambda: source.summary(question)),
        soon(lambda: source.employee_summary(before)),
        soon(lambda: source.summary(before)),
        soon(lambda: tile_trends.figures(source, question, today)),
    )
    provenance = answers.employees.provenance
    goals = progress(aims, question, answers.employees, now) if aims else {}
    return Tiles(
        tuple(replace(tile, progress=goals.get(tile.key)) for tile in _tiles(question, before, today, answers)),
        (*trust.notes(question, provenance),
         *trust.missing("No comparison for now", answers.team_before, answers.summary_before),
         *trust.missing("Without unique clients for now", answers.summary),
         *trust.uneven(question, answers.days.value)),
        waiting=answers.waits, as_of=provenance.as_of,
    )


@dataclass(frozen=True, slots=True)
class _Answers:
    """What the tiles are made from; all but the first may come later."""

    employees: EmployeeSummary
    days: Later[DaywiseAnalytics]
    summary: Later[Summary]
    team_before: Later[EmployeeSummary]
    summary_before: Later[Summary]
    by_day: Later[GroupFigures | None]

    @property
    def waits(self) -> bool:
        return any(one.waits for one in (self.days, self.summary, self.team_before, self.summary_before))


@lru_cache(maxsize=64)
def _tiles(question: CallFilter, before: CallFilter, today: date, answers: _Answers) -> tuple[Tile, ...]:
    values = figures_of(answers.employees, answers.summary.value)
    earlier = _earlier(question, before, answers)
    trends = tile_trends.trends(question, today, answers.days.value, answers.by_day.value)
    period = "in the previous period, " + words.days(before.window.first_day, before.window.last_day)
    return tuple(
        _tile(MEASURES[name], values, earlier, trends.get(name), period,
              waits=answers.summary_before.waits if name in OWN else answers.team_before.waits)
        for name in TILES)


def figures_of(employees: EmployeeSummary, summary: Summary | None) -> Mapping[str, float]:
    """The team's figures: sums over its employees, and the account's own where those cannot be added up."""
    figures: dict[str, float] = dict(people.totals(employees))
    if summary is not None:
        figures |= {name: getattr(summary, name) for name in OWN}
    return figures


def _earlier(question: CallFilter, before: CallFilter, answers: _Answers) -> Mapping[str, float]:
    """What is known of the previous range. Of whole days the daywise answer knows some figures before all else."""
    figures: dict[str, float] = {}
    if answers.days.value and daily.reaches_back(question) and before.window == question.window.previous():
        whole = daily.previous(answers.days.value, question)
        figures |= {name: whole.total(name) for name in tile_trends.BY_DAYWISE}
    if answers.team_before.value:
        sums = people.totals(answers.team_before.value)
        figures |= {name: value for name, value in sums.items() if name not in OWN}
    if answers.summary_before.value:
        figures |= {name: getattr(answers.summary_before.value, name) for name in OWN}
    return figures


def _tile(
    measure: Measure, values: Mapping[str, float], earlier: Mapping[str, float], trend: Trend | None, period: str,
    *, waits: bool,
) -> Tile:
    now, before = _value(measure, values), _value(measure, earlier)
    attempts, attempts_before = values["total_outgoing_calls"], earlier.get("total_outgoing_calls", 0)
    is_rate = measure.key == "connect_rate"
    change: Delta | None = None
    if now is not None and before is not None:
        sure = not is_rate or min(attempts, attempts_before) >= SMALL_SAMPLE
        change = delta(measure, now, before, period, sure=sure)
    known = measure.key in values or is_rate
    found = behind.of_measure(measure.key, values) if known else ()
    return Tile(
        measure.key, measure.label, measure.text(now) if known else "", measure.help, measure.colour,
        detail=f"of {words.counted(attempts, 'attempt')}" if is_rate else "",
        quiet=is_rate and attempts < SMALL_SAMPLE,
        delta=change, delta_waiting=change is None and waits, trend=trend, behind=found[0] if found else None,
        amount=Amount(now, measure.unit, before) if known and now is not None else None,
    )


def _value(measure: Measure, figures: Mapping[str, float]) -> float | None:
    if measure.key == "connect_rate":
        return words.share_of(figures.get("total_outgoing_connected_calls", 0), figures.get("total_outgoing_calls", 0))
    return figures.get(measure.key)


def leaders(source: Source, question: CallFilter, theme: Theme, measure: str = "total_calls") -> Chart:
    """The employees with the most; a click on a bar gives the employee's number (`customdata[0]`)."""
    employees = source.employee_summary(question)
    return _leaders(question, employees, theme, MEASURES[measure])


@lru_cache(maxsize=64)
def _leaders(question: CallFilter, employees: EmployeeSummary, theme: Theme, measure: Measure) -> Chart:
    rows = people.figures(employees)
    rows = rows[~people.unsure(rows, measure.key) & (rows[measure.key] > 0)]
    first = rows.sort_values(measure.key, ascending=False, kind="stable").head(LEADERS)
    whole = 0 if measure.unit == "share" else people.totals(employees).get(measure.key, 0)
    entries = [
        Bar(name, value, measure.text(value), colour(measure.colour, theme),
            (name, f"{measure.label}: {measure.text(value)}",
             f"{words.percent(value / whole)} of the team's {measure.text(whole)}" if whole else ""), key)
        for name, key, value in zip(first["name"], first["key"], first[measure.key].astype(float), strict=True)
    ]
    said = words.listed([f"{entry.name} ({entry.text})" for entry in entries])
    figure = bars(entries, theme)
    return Chart(
        f"leaders-{measure.key}", "Leaders", f"Who has the most: {measure.label.lower()}", figure,
        alt=f"{measure.label} of the first {len(entries)} employees: {said}." if entries else EMPTY,
        data=first[["name", "emp_tags", measure.key]].rename(columns={"name": "Employee", "emp_tags": "Tags",
                                                                      measure.key: measure.label}),
        height=int(figure.layout.height), help=measure.help, marks=people.marks(first, measure.key),
        plot=Plot("bars", "Employee", (measure.label,), (measure.colour,), (measure.unit,)),
        empty="" if entries else EMPTY,
        notes=trust.notes(question, employees.provenance), as_of=employees.provenance.as_of,
    )


def employee(selection: Selection, emp_number: str) -> Selection:
    """The same choices for one employee: where a click on a name leads."""
    return selection.of_employee(emp_number)
