"""One person's figures beside the team's and their own before, and the phone they come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

import pandas as pd

from callyzer.errors import RuleViolation
from callyzer.figures.standing import Standing, standing
from callyzer.figures.theme import colour
from callyzer.model import CallFilter, EmployeeQuery, Employees, EmployeeSummary, Number
from callyzer.source import Source
from callyzer.views import handsets, overview, people, periods, phones, trust, words
from callyzer.views.aims import Aims
from callyzer.views.csv import headed, written
from callyzer.views.definitions import MEASURES, STANDING, Measure
from callyzer.views.link import Selection
from callyzer.views.parts import Chart, Later, Note, Plot, Theme, Tile, Tiles, soon
from callyzer.views.rhythm import EMPTY

__all__ = ["PARAMETER", "Person", "choices", "number_of", "of_employee", "of_team", "only", "person", "stands", "tiles",
           "whose"]

PARAMETER = "employee"
"""Of the page's address."""

COMPARED = (
    "total_calls", "total_connected_calls", "connect_rate", "total_duration", "avg_duration_per_call",
    "total_unique_clients", "total_working_hours", "calls_per_hour", "total_never_attended_calls",
    "total_not_pickup_by_clients_calls",
)
LEAST_TEAM = 3
"""A median of fewer people says who they are, and nothing else."""

MULTIPLE = "Of the team's median"
TOO_FEW = "There are too few colleagues with calls in this range to compare with."


@dataclass(frozen=True, slots=True)
class Person:
    """Who it is, the phone in pairs of what and which, and what is wrong with it as `notes`."""

    name: str
    facts: tuple[tuple[str, str], ...]
    notes: tuple[Note, ...]
    as_of: datetime


def number_of(text: str) -> str:
    """The number an address names, as on the wire; "" where it is none."""
    try:
        return Number.parse(text).wire
    except RuleViolation:
        return ""


def whose(selection: Selection, named: str) -> str:
    """Whose page it is: the single employee of the filter, else the one the address `named`; "" where neither names
    one."""
    return selection.emp_numbers[0] if len(selection.emp_numbers) == 1 else number_of(named)


def only(selection: Selection, named: str) -> Selection:
    """The selection for that employee, whatever the tags; all of it where the page is nobody's."""
    number = whose(selection, named)
    return replace(selection, emp_numbers=(number,), emp_tags=()) if number else selection


def of_employee(question: CallFilter, number: str) -> CallFilter:
    """The question for this employee alone, whatever the tags."""
    return replace(question, emp_numbers=(number,), emp_tags=())


def of_team(question: CallFilter, number: str) -> CallFilter:
    """The question for those the employee is compared with: the team of the filter, all where it names the employee
    alone."""
    return replace(question, emp_numbers=()) if set(question.emp_numbers) <= {number} else question


def choices(source: Source, team: CallFilter) -> Mapping[str, str]:
    """The names of the employees with calls, by number and in the order of the alphabet."""
    return _choices(source.employee_summary(team))


def shown(number: str, offered: Mapping[str, str], known: Employees | None) -> tuple[str, str]:
    """Number and name of who has this number, which a link may give without its country code."""
    everybody = {**(people.by_number(known) if known else {}), **offered}
    return next(((each, name) for each, name in everybody.items() if each.endswith(number)), (number, number))


@lru_cache(maxsize=32)
def _choices(report: EmployeeSummary) -> Mapping[str, str]:
    return dict(sorted(people.by_number(report).items(), key=lambda pair: pair[1].casefold()))


def person(source: Source, number: str, now: datetime, country: str) -> Person:
    """The employee and the phone, as the account knows them now."""
    return _person(source.get_employees(EmployeeQuery()), number, now, country)


@lru_cache(maxsize=32)
def _person(report: Employees, number: str, now: datetime, country: str) -> Person:
    wanted = Number.parse(number)
    found = [phone for phone in phones.phones(report, now, country) if phones.same(phone.number, wanted)]
    if not found:
        return Person(number, (), (Note("warning", "The account does not know this employee any more."),),
                      report.provenance.as_of)
    phone = found[0]
    instants = (("Last sync", phone.last_sync), ("Last call", phone.last_call))
    facts = (
        ("Number", phone.number.wire), ("Tags", ", ".join(phone.tags)),
        ("Phone", " · ".join(filter(None, (phone.model, phone.app_version)))),
        *((name, words.moment(when) if when else "") for name, when in instants),
        ("Battery", "" if phone.battery is None else f"{phone.battery}%"),
        ("Recording", {True: "On", False: "Off", None: ""}[phone.recording]))
    notes = tuple(Note("warning", f"{reason}.") for reason in handsets.reasons(phone, now))
    return Person(phone.name, tuple(fact for fact in facts if fact[1]), notes, report.provenance.as_of)


def tiles(source: Source, question: CallFilter, number: str, now: datetime, aims: Aims | None = None) -> Tiles:
    """The key figures as the overview has them, goals included, each with the team's median below."""
    team = source.employee_summary(of_team(question, number))
    own = overview.tiles(source, of_employee(question, number), now, aims)
    return replace(own, tiles=tuple(_with_median(tile, team) for tile in own.tiles))


def _with_median(tile: Tile, team: EmployeeSummary) -> Tile:
    median = _median(team, tile.key)
    said = f"median {MEASURES[tile.key].text(median)}" if median is not None else ""
    return replace(tile, detail=", ".join(filter(None, (tile.detail.removesuffix(" attempts"), said))))


@lru_cache(maxsize=256)
def _median(team: EmployeeSummary, measure: str) -> float | None:
    """Over those of the team whose figure rests on enough; None for too few of them."""
    values = _sure(people.figures(team), measure)[measure]
    return float(values.median()) if len(values) >= LEAST_TEAM else None


def _sure(rows: pd.DataFrame, measure: str) -> pd.DataFrame:
    return rows[~people.unsure(rows, measure)]


def stands(source: Source, question: CallFilter, number: str, now: datetime, theme: Theme) -> Chart:
    """Each measure against the team's median and the employee's previous period."""
    own = of_employee(question, number)
    team = source.employee_summary(of_team(question, number))
    earlier = soon(lambda: source.employee_summary(periods.previous(own, now)))
    return _stands(question, number, team, earlier, theme)


@lru_cache(maxsize=32)
def _stands(
    question: CallFilter, number: str, team: EmployeeSummary, earlier: Later[EmployeeSummary], theme: Theme,
) -> Chart:
    rows = people.figures(team)
    mine = rows[_is(rows, number)]
    before = people.figures(earlier.value) if earlier.value else rows.iloc[:0]
    compared = [found for name in COMPARED
                if len(mine) and (found := _compared(MEASURES[name], rows, mine.iloc[0], before, theme))]
    name = str(mine["name"].iloc[0]) if len(mine) else number
    figure = standing([each for each, _ in compared], theme, who=name)
    judged = [each for each, _ in compared if each.better and not each.quiet]
    ahead = [each.name.lower() for each in judged if (each.now - 1) * each.better > 0]
    said = f"Better than the team's median in {len(ahead)} of {words.counted(len(judged), 'measure')}."
    empty = "" if compared else TOO_FEW if len(mine) else EMPTY
    return Chart(
        "standing", "Beside the team", said if compared else "", figure,
        alt=f"{said} These are {words.listed(ahead)}." if ahead else said,
        data=pd.DataFrame([line for _, line in compared],
                          columns=["Measure", "Now", "Previous period", "Team median", "Place", "Of"]),
        native=_multiples([each for each, _ in compared]),
        plot=Plot("bars", "Measure", (MULTIPLE,), ("calls",), ("share",),
                  axis="100% is the team's median"),
        height=int(figure.layout.height), help=STANDING, empty=empty, waiting=earlier.waits,
        notes=(*trust.notes(question, team.provenance), *trust.missing("No comparison for now", earlier)),
        as_of=team.provenance.as_of,
    )


def _multiples(compared: Sequence[Standing]) -> pd.DataFrame:
    """Each measure as a share of the team's median, beside the figure itself in words."""
    return pd.DataFrame({"Measure": [each.name for each in compared],
                         MULTIPLE: pd.Series([each.now for each in compared], dtype="float64"),
                         "Figure": pd.Series([each.text for each in compared], dtype="str"),
                         "Details": pd.Series([", ".join(filter(None, each.hover[2:])) for each in compared],
                                              dtype="str")})


def _is(rows: pd.DataFrame, number: str) -> pd.Series[bool]:
    wanted = Number.parse(number)
    codes = {wanted.country_code} if wanted.country_code else set(rows["emp_country_code"])
    return (rows["emp_number"] == wanted.number) & rows["emp_country_code"].isin(codes)


Line = tuple[str, float | None, float | None, float | None, int | None, int]
"""What the file says of a measure: its name with its unit, the figures, the place, and among how many."""


def _compared(
    measure: Measure, rows: pd.DataFrame, mine: pd.Series[Any], before: pd.DataFrame, theme: Theme,
) -> tuple[Standing, Line] | None:
    """None where there is nothing to compare: too few colleagues, a median of nothing, or no figure."""
    sure = _sure(rows, measure.key)
    values, median = sure[measure.key].astype("float64"), float(sure[measure.key].median())
    now = float(mine[measure.key])
    if len(sure) < LEAST_TEAM or not median > 0 or pd.isna(now):
        return None
    past = float(before[measure.key].iloc[0]) if len(before) and pd.notna(before[measure.key].iloc[0]) else None
    others = values[sure["key"] != mine["key"]]
    quiet = len(others) == len(sure)  # not among those who rest on enough
    place = None if quiet else 1 + int((others > now).sum() if measure.better >= 0 else (others < now).sum())
    stands_at = "" if place is None else f"{words.ordinal(place)} of {words.count(len(sure))}" + (
        "" if measure.better >= 0 else ", the fewest first")
    lines = (
        measure.label, measure.text(now), f"Team median {measure.text(median)}",
        f"Previous period {measure.text(past)}" if past is not None else "",
        stands_at or "Rests on too little to be ranked")
    row = Standing(
        measure.label, now / median, None if past is None else past / median, [value / median for value in others],
        measure.text(now), colour(measure.colour, theme), lines, better=measure.better, quiet=quiet)
    one, before_that, middle = (written(value, measure.unit) for value in (now, past, median))
    return row, (headed(measure.label, measure.unit), one, before_that, middle, place, len(sure))
