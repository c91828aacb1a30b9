"""Today on a television: what is done of what is wanted, the last hour, who waits, and who leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from callyzer.model import CallFilter, EmployeeSummary, Subset, Summary, Window
from callyzer.model.account import CallBacks
from callyzer.source import Source
from callyzer.views import behind, goals, people, trust, words
from callyzer.views.aims import Aims
from callyzer.views.call_backs import waiting
from callyzer.views.definitions import MEASURES, Measure
from callyzer.views.overview import figures_of
from callyzer.views.parts import Behind, Later, Note, Tile, Tiles, soon

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
    """A line of a list: `name` from outside, `text` beside it, `share` of the longest line for its bar; `behind` it lie
    calls."""

    name: str
    text: str
    share: float = 0.0
    behind: Behind | None = None


@dataclass(frozen=True, slots=True)
class Lines:
    """A list under its `title`, with one figure in large type; `behind` it lie calls, and `also` behind the detail.
    `empty` in place of lines."""

    title: str
    figure: str
    detail: str
    lines: tuple[Line, ...]
    measure: str
    empty: str = ""
    notes: tuple[Note, ...] = ()
    as_of: datetime | None = None
    behind: Behind | None = None
    also: Behind | None = None


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
    return tuple(_tile(MEASURES[name], figures) for name in MEASURED)


def _tile(measure: Measure, figures: Mapping[str, Any], **narrower: Any) -> Tile:
    value = figures.get(measure.key)
    if value is None:
        return Tile(measure.key, measure.label, "", measure.help, measure.colour)
    return Tile(measure.key, measure.label, measure.text(value), measure.help, measure.colour,
                behind=_first(behind.of_measure(measure.key, figures, **narrower)))


def _first(found: tuple[Behind, ...]) -> Behind | None:
    return found[0] if found else None


def last_hour(source: Source, question: CallFilter, now: datetime) -> Tiles:
    """The sixty minutes up to the last five minutes that are over."""
    hour = _hour(question, now)
    employees = source.employee_summary(hour)
    return Tiles(_last_hour(employees, hour.window), trust.notes(hour, employees.provenance),
                 as_of=employees.provenance.as_of)


def _hour(question: CallFilter, now: datetime) -> CallFilter:
    end = now - timedelta(minutes=now.minute % 5, seconds=now.second, microseconds=now.microsecond)
    return replace(question, window=Window(end - timedelta(hours=1), end, question.window.zone))


@lru_cache(maxsize=8)
def _last_hour(employees: EmployeeSummary, hour: Window) -> tuple[Tile, ...]:
    sums, slot = people.totals(employees), _slot(hour)
    calling = int((employees.rows["total_calls"] > 0).sum())
    counted = ("total_calls", "total_connected_calls", "total_missed_calls")
    tiles = [_tile(MEASURES[name], sums, slot=slot) for name in counted]
    if slot is None:
        tiles = [replace(tile, behind=None) for tile in tiles]
    return (*tiles, Tile("employees", "On the phone", words.count(calling), MEASURES["employees"].help, "clients"))


def _slot(hour: Window) -> tuple[int, int] | None:
    """The same as minutes of today; None where the hour began yesterday, or the clock was put back or on."""
    start, end = (moment.astimezone(hour.zone) for moment in (hour.start, hour.end))
    first, last = (moment.hour * 60 + moment.minute for moment in (start, end))
    return (first, last) if last - first == 60 else None


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
    days: Any = behind.of_days(question.window)
    lines = tuple(Line(row["client_name"] or "Unknown caller", words.duration(row["waiting"]),
                       row["waiting"] / longest if longest else 0.0, _first(behind.of(
                           words.counted(row["unanswered_calls"], "unanswered call"), row["unanswered_calls"],
                           Subset(pick="unanswered", client_of=str(row["key"]), **days))))
                  for row in first.to_dict("records"))
    untried = int((rows["attempts"] == 0).sum())
    due, not_tried = (_first(behind.of(words.counted(count, "client"), count, subset)) for count, subset in (
        (len(rows), Subset(pick="call-backs", **days)), (untried, Subset(pick="untried", **days))))
    return Lines(
        "Call-backs due", words.count(len(rows)), f"{words.count(untried)} not yet tried · in working hours", lines,
        "missed", "" if lines else NOBODY_WAITS, trust.notes(question, report.provenance), report.provenance.as_of,
        due, not_tried)


def leaders(source: Source, question: CallFilter, by: str = "total_calls") -> Lines:
    """Who has the most today."""
    return _leaders(source.employee_summary(question), question, MEASURES[by])


@lru_cache(maxsize=8)
def _leaders(employees: EmployeeSummary, question: CallFilter, measure: Measure) -> Lines:
    rows = people.figures(employees)
    rows = rows[rows[measure.key] > 0].sort_values([measure.key, "key"], ascending=[False, True], kind="stable")
    most = float(rows[measure.key].max()) if len(rows) else 1.0
    lines = tuple(Line(row["name"], measure.text(row[measure.key]), row[measure.key] / most,
                       _first(people.mark(row, measure.key).behind)) for row in rows.head(SHOWN).to_dict("records"))
    return Lines(f"Most {measure.label.lower()}", "", "", lines, measure.colour,
                 "" if lines else "No calls yet today.", trust.notes(question, employees.provenance),
                 employees.provenance.as_of)
