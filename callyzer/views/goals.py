"""How far the goals are reached: for each employee, and for all of them together."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from functools import lru_cache, partial
from typing import Any

import pandas as pd

from callyzer.model import CallFilter, EmployeeSummary, Subset
from callyzer.model.account import TimeToCallBack
from callyzer.model.goals import CALLED_BACK, COUNTED
from callyzer.source import Source, WholeAccount
from callyzer.views import behind, people, trust, words
from callyzer.views.aims import Aims, Done, Reached, applies, of_team, reached
from callyzer.views.definitions import GOAL, MEASURES, Measure
from callyzer.views.parts import Amount, Behind, Column, ColumnKind, Mark, Note, Progress, RowTable, Tile, Tiles

__all__ = ["REACHED", "Aims", "progress", "shares", "table", "ticks", "tiles"]

REACHED = Column("reached", "Reached", ColumnKind.TEXT, "✓ where all that is wanted for the whole range is done.",
                 width=76)
"""Beside a goal's bar, which is full whether it is reached or passed."""

NARROWED = "Goals count all calls: take the call types and durations out of the filter to see how far they are reached."
NONE_YET = "There are no goals for these people yet: set them below, and the pages show how far they are reached."
NOBODY = "Nobody has this goal here."
NO_STORE = "How many call-backs are in time is told where the calls of these days are kept."


def _done(source: Source, question: CallFilter, aims: Aims, now: datetime) -> Done:
    """What was done in the range; of call-backs only where somebody has such a goal."""
    whole: WholeAccount | None = source.whole_account(question) if CALLED_BACK in aims.measures else None
    return Done(question, source.employee_summary(question), now, whole.time_to_call_back(question) if whole else None)


def progress(aims: Aims, question: CallFilter, report: EmployeeSummary, now: datetime) -> dict[str, Progress]:
    """The team's progress in each measure of COUNTED that has a goal, to be shown beside the figure."""
    found = {name: of_team(reached(aims, Done(question, report, now), name))
             for name in aims.measures if name in COUNTED}
    return {name: drawn(MEASURES[name], team) for name, team in found.items() if team}


def shares(aims: Aims, question: CallFilter, report: EmployeeSummary, now: datetime,
           name: str) -> tuple[tuple[str, float], ...]:
    """Number by number, how much of the goal for a measure is done, as parts of one; nothing where nobody has one."""
    if name not in COUNTED:
        return ()
    found = reached(aims, Done(question, report, now), name)
    return tuple((number, part.share) for number, part in found.items() if part.target)


def drawn(measure: Measure, team: Reached) -> Progress:
    """A goal as a tile shows it."""
    said = f"{words.percent(team.share)} of {measure.text(team.target)}"
    by_now = team.expected / team.target
    told = "all of it" if by_now >= 1 else f"{words.percent(by_now)} of it"
    done = f"Goal reached: {said}. " if team.share >= 1 else ""
    return Progress(team.share, by_now, said, f"{done}Wanted by now: {told}. {GOAL}", Amount(team.target, measure.unit))


def tiles(source: Source, question: CallFilter, aims: Aims, now: datetime) -> Tiles:
    """Each goal of the team: how far, and how far it had to be."""
    given = _done(source, question, aims, now)
    provenance = given.report.provenance
    missing = [Note("info", NO_STORE)] if CALLED_BACK in aims.measures and given.waits is None else []
    narrowed = [] if applies(given.question) else [Note("warning", NARROWED)]
    return Tiles(_tiles(aims, given), (*trust.notes(given.question, provenance), *narrowed, *missing),
                 as_of=provenance.as_of)


@lru_cache(maxsize=16)
def _tiles(aims: Aims, given: Done) -> tuple[Tile, ...]:
    found = {name: reached(aims, given, name) for name in aims.measures}
    return tuple(_tile(MEASURES[name], team, _counting(aims, given, name, each))
                 for name, each in found.items() if (team := of_team(each)))


def _tile(measure: Measure, team: Reached, calls: tuple[Behind, ...]) -> Tile:
    return Tile(measure.key, measure.label, words.percent(team.share), f"{measure.help} {GOAL}", measure.colour,
                amount=Amount(team.share, "share"), detail=_counted(measure, team), progress=drawn(measure, team),
                behind=next(iter(calls), None))


def _counted(measure: Measure, team: Reached) -> str:
    done, wanted = measure.text(team.actual), measure.text(team.target)
    return f"{done} in time, {wanted} wanted" if measure.key == CALLED_BACK else f"{done} of {wanted}"


def _counting(aims: Aims, given: Done, name: str, each: Mapping[str, Reached]) -> tuple[Behind, ...]:
    """The calls that count towards the goal of these employees; clients once for each of them."""
    if name == CALLED_BACK:
        return _called_back(aims, given.waits, each)
    everybody = people.figures(given.report)
    rows = everybody[everybody["key"].isin(each)]
    sums = {str(column): total for column, total in rows.sum(numeric_only=True).items()}
    who: Any = {"emp_numbers": tuple(rows["key"])} if len(rows) < len(everybody) else {}
    once_for_each: Any = {"pick": "pairs"} if name == "total_unique_clients" else {}
    return behind.of_measure(name, sums, **who, **once_for_each)


def _called_back(aims: Aims, waits: TimeToCallBack | None, each: Mapping[str, Reached]) -> tuple[Behind, ...]:
    """The waits that ended in time. Where the goals name several times, all waits: a link names one time."""
    goals = (aims.goals.of(member.number, member.tags, CALLED_BACK) for member in aims.members if member.number in each)
    within, picked = {goal.within for goal in goals if goal}, Subset(pick="waits", emp_numbers=tuple(each))
    if len(within) == 1:
        count = round(sum(part.actual for part in each.values()))
        return behind.of(f"{words.counted(count, 'wait')} in time", count, replace(picked, within=within.pop()))
    if waits is None:
        return ()
    count = int(waits.rows.loc[people.keys(waits.rows).isin(each), "waits"].sum())
    return behind.of(f"{words.counted(count, 'wait')}, in time or not", count, picked)


def table(source: Source, question: CallFilter, aims: Aims, now: datetime, *, name: str) -> RowTable:
    """Everybody who has this goal (its measure), the furthest first. `key` of a row is the employee's number."""
    return _table(aims, _done(source, question, aims, now), name)


@lru_cache(maxsize=16)
def _table(aims: Aims, given: Done, name: str) -> RowTable:
    measure, each = MEASURES[name], reached(aims, given, name)
    members = {member.number: member for member in aims.members}
    rows = pd.DataFrame(
        [(number, members[number].name, part.share * 100, round(part.actual), round(part.target),
          round(part.actual - part.expected), members[number].tags) for number, part in each.items()],
        columns=["key", "name", "share", "actual", "target", "ahead", "emp_tags"])
    rows["reached"] = ticks(rows["share"])
    rows = rows.sort_values(["share", "name"], ascending=[False, True], kind="stable").reset_index(drop=True)
    return RowTable(
        f"goals-{name}", f"{measure.label}: who is on track", _on_track(each.values()),
        rows, _columns(measure), alt=f"A row for each of {words.counted(len(rows), 'employee')}.",
        empty="" if len(rows) else _nobody(given, name), mark=partial(_mark, aims, given, name),
        notes=trust.notes(given.question, given.report.provenance), as_of=given.report.provenance.as_of)


def _nobody(given: Done, name: str) -> str:
    return NO_STORE if name == CALLED_BACK and given.waits is None else NOBODY


def _on_track(parts: Collection[Reached]) -> str:
    """How many have done what was wanted of them by now; on days off, and before the first working day, nothing is.
    Nobody: no word."""
    if not parts:
        return ""
    if not any(part.target for part in parts):
        return "Nothing is wanted on these days."
    if not any(part.expected for part in parts):
        return "Nothing is wanted yet."
    ahead = sum(round(part.actual - part.expected) >= 0 for part in parts)
    return f"{words.count(ahead)} of {words.counted(len(parts), 'employee')} are where they should be by now."


def _mark(aims: Aims, given: Done, name: str, row: Mapping[str, Any], _column: str) -> Mark:
    number = str(row["key"])
    return Mark(str(row["name"]), _counting(aims, given, name, {number: reached(aims, given, name)[number]}))


def ticks(shares: pd.Series[float]) -> pd.Series[str]:
    """For the column REACHED; `shares` in percent, missing for who has no goal."""
    return pd.Series("", index=shares.index, dtype="str").mask(shares >= 100, "✓")


def _columns(measure: Measure) -> tuple[Column, ...]:
    kind = ColumnKind.SECONDS if measure.unit == "seconds" else ColumnKind.COUNT
    return (
        Column("name", "Employee", ColumnKind.TEXT, pinned=True),
        Column("share", "Of the goal", ColumnKind.PERCENT_BAR, GOAL), REACHED,
        Column("actual", measure.label, kind, measure.help), Column("target", "Goal", kind, GOAL),
        Column("ahead", "Ahead", kind, "What was done beyond what was wanted by now; negative where it is behind."),
        Column("emp_tags", "Tags", ColumnKind.TAGS))
