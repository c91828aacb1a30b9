"""Today on a television: what is done of what is wanted, the last hour, who waits, and who leads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache

from callyzer.model import CallFilter, EmployeeSummary, Summary, Window
from callyzer.model.account import CallBacks
from callyzer.source import Source
from callyzer.views import goals, people, trust, words
from callyzer.views.aims import Aims
from callyzer.views.call_backs import waiting
from callyzer.views.definitions import MEASURES, Measure
from callyzer.views.overview import figures_of
from callyzer.views.parts import Later, Note, Tile, Tiles, soon

__all__ = ["Line", "Lines", "call_backs", "last_hour", "leaders", "today"]

MEASURED = ("total_calls", "total_connected_calls", "total_duration", "total_unique_clients")
SHOWN = 6
WAITING_SINCE = 7
"""Days: who called longer ago is not waiting any more, but lost."""

STEP = timedelta(minutes=5)
"""The last hour moves on in steps, so that its question repeats."""

NO_STORE = "Who waits is told once the calls of these days are kept here."
NOBODY_WAITS = "Nobody is waiting."


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list: `name` from outside, `text` beside it, `share` of the longest line for its bar."""

    name: str
    text: str
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Lines:
    """A list under its `title`, with one figure in large type; `empty` in place of lines."""

    title: str
    figure: str
    detail: str
    lines: tuple[Line, ...]
    measure: str
    empty: str = ""
    notes: tuple[Note, ...] = ()
    as_of: datetime | None = None


def today(source: Source, question: CallFilter, now: datetime, aims: Aims | None) -> Tiles:
    """The day so far, each figure with how much of the goal it is."""
    employees = source.employee_summary(question)
    summary = soon(lambda: source.summary(question))
    reached = goals.progress(aims, question, employees, now) if aims else {}
    tiles = tuple(replace(tile, progress=reached.get(tile.key)) for tile in _today(employees, summary))
    return Tiles(tiles, trust.notes(question, employees.provenance), waiting=summary.waits,
                 as_of=employees.provenance.as_of)


@lru_cache(maxsize=8)
def _today(employees: EmployeeSummary, summary: Later[Summary]) -> tuple[Tile, ...]:
    figures = figures_of(employees, summary.value)
    return tuple(_tile(MEASURES[name], figures.get(name)) for name in MEASURED)


def _tile(measure: Measure, value: float | None) -> Tile:
    return Tile(measure.key, measure.label, "" if value is None else measure.text(value), measure.help, measure.colour)


def last_hour(source: Source, question: CallFilter, now: datetime) -> Tiles:
    """The sixty minutes up to the last five minutes that are over."""
    hour = _hour(question, now)
    employees = source.employee_summary(hour)
    return Tiles(_last_hour(employees), trust.notes(hour, employees.provenance), as_of=employees.provenance.as_of)


def _hour(question: CallFilter, now: datetime) -> CallFilter:
    end = now - timedelta(minutes=now.minute % 5, seconds=now.second, microseconds=now.microsecond)
    return replace(question, window=Window(end - timedelta(hours=1), end, question.window.zone))


@lru_cache(maxsize=8)
def _last_hour(employees: EmployeeSummary) -> tuple[Tile, ...]:
    sums = people.totals(employees)
    calling = int((employees.rows["total_calls"] > 0).sum())
    counted = ("total_calls", "total_connected_calls", "total_missed_calls")
    tiles = [_tile(MEASURES[name], sums[name]) for name in counted]
    return (*tiles, Tile("employees", "On the phone", words.count(calling), MEASURES["employees"].help, "clients"))


def call_backs(source: Source, question: CallFilter, now: datetime, country: str) -> Lines:
    """Clients who wait for a call back, who waits longest first. Numbers are not for a wall."""
    first = question.window.last_day - timedelta(days=WAITING_SINCE - 1)
    asked = replace(question, window=Window.of_days(first, question.window.last_day, question.window.zone))
    whole = source.whole_account(asked)
    if whole is None:
        return Lines("Call-backs due", "–", "", (), "missed", NO_STORE)
    return _call_backs(whole.call_backs(asked), asked, now, country)


@lru_cache(maxsize=8)
def _call_backs(report: CallBacks, question: CallFilter, now: datetime, country: str) -> Lines:
    rows = waiting(report, question, now, country)
    first = rows.head(SHOWN)
    longest = max(first["waiting"], default=0)
    lines = tuple(Line(client or "Unknown caller", words.duration(wait), wait / longest if longest else 0.0)
                  for client, wait in zip(first["client_name"], first["waiting"], strict=True))
    untried = int((rows["attempts"] == 0).sum())
    return Lines(
        "Call-backs due", words.count(len(rows)), f"{words.count(untried)} not yet tried · in working hours", lines,
        "missed", "" if lines else NOBODY_WAITS, trust.notes(question, report.provenance), report.provenance.as_of)


def leaders(source: Source, question: CallFilter, by: str = "total_calls") -> Lines:
    """Who has the most today."""
    return _leaders(source.employee_summary(question), question, MEASURES[by])


@lru_cache(maxsize=8)
def _leaders(employees: EmployeeSummary, question: CallFilter, measure: Measure) -> Lines:
    rows = people.figures(employees)
    rows = rows[rows[measure.key] > 0].sort_values([measure.key, "key"], ascending=[False, True], kind="stable")
    most = float(rows[measure.key].max()) if len(rows) else 1.0
    lines = tuple(Line(name, measure.text(value), value / most)
                  for name, value in zip(rows["name"].head(SHOWN), rows[measure.key].head(SHOWN), strict=True))
    return Lines(f"Most {measure.label.lower()}", "", "", lines, measure.colour,
                 "" if lines else "No calls yet today.", trust.notes(question, employees.provenance),
                 employees.provenance.as_of)
