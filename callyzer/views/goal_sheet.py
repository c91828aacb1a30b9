"""The goals as rows that a person edits, and back again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, cast

import pandas as pd

from callyzer.errors import RuleViolation
from callyzer.model.goals import CALLED_BACK, Goal, Goals, Scope
from callyzer.views import words
from callyzer.views.call_back_times import TARGETS
from callyzer.views.definitions import MEASURES

EVERYBODY = "everybody:"
WANTED: Mapping[str, str] = {
    "total_calls": "Calls a day", "total_connected_calls": "Connected calls a day",
    "total_duration": "Minutes of talk a day", "total_unique_clients": "Unique clients a day",
    CALLED_BACK: "% of call-backs in time"}
WITHIN = {seconds: name for seconds, name in TARGETS.items() if seconds <= 86_400}
COLUMNS = ("whom", "measure", "amount", "within")


def people(tags: Iterable[str], employees: Mapping[str, str] | None, goals: Goals) -> dict[str, str]:
    """Whom a goal can be for; who or what is not there any more keeps its goal until somebody removes it. `employees`
    are None while nobody knows who is there."""
    options = {EVERYBODY: "Everybody", **{f"tag:{tag}": f"Tag: {tag}" for tag in tags},
               **{f"employee:{number}": name for number, name in (employees or {}).items()}}
    why = "" if employees is None else " (no longer there)"
    return options | {_option(goal): f"{goal.whom}{why}" for goal in goals.goals if _option(goal) not in options}


@lru_cache(maxsize=8)
def rows(goals: Goals) -> pd.DataFrame:
    """A row per goal in COLUMNS; talk time in minutes."""
    return pd.DataFrame({
        "whom": pd.Series([_option(goal) for goal in goals.goals], dtype="str"),
        "measure": pd.Series([goal.measure for goal in goals.goals], dtype="str"),
        "amount": pd.Series([_shown(goal) for goal in goals.goals], dtype="Int64"),
        "within": pd.Series([goal.within or None for goal in goals.goals], dtype="Int64")})


@lru_cache(maxsize=8)
def days_off(goals: Goals) -> pd.DataFrame:
    """A row per day off of the team's own."""
    return pd.DataFrame({"day": pd.to_datetime(pd.Series(goals.days_off, dtype="object"))})


def read(edited: pd.DataFrame, weekdays: Sequence[str], days_off: Iterable[object]) -> Goals:
    """What the rows say; empty ones say nothing. Raises RuleViolation, whose sentence names the row."""
    found = [_goal(place, row) for place, row in enumerate(edited.to_dict("records"), 1)
             if not all(pd.isna(row[name]) for name in COLUMNS)]
    return Goals(tuple(found), tuple(weekdays), tuple(_day(day) for day in days_off if not pd.isna(cast(Any, day))))


def _option(goal: Goal) -> str:
    return f"{goal.scope}:{goal.whom}"


def _shown(goal: Goal) -> int:
    return round(goal.amount / 60) if MEASURES[goal.measure].unit == "seconds" else goal.amount


def _goal(place: int, row: Mapping[Any, Any]) -> Goal:
    def given(name: str) -> Any:
        return None if pd.isna(row[name]) else row[name]

    whom, measure, amount = (given(name) for name in ("whom", "measure", "amount"))
    if whom is None or measure is None or amount is None:
        raise RuleViolation(f"row {place}", "needs to say for whom, what, and how much", "")
    scope, _, name = str(whom).partition(":")
    within = int(given("within") or 3600) if measure == CALLED_BACK else 0
    seconds = MEASURES[measure].unit == "seconds" if measure in MEASURES else False
    try:
        return Goal(cast(Scope, scope), name, str(measure), int(amount) * (60 if seconds else 1), within)
    except RuleViolation as violation:
        raise RuleViolation(f"row {place}", violation.rule, "") from violation


def _day(day: object) -> date:
    return day.date() if isinstance(day, datetime) else cast(date, day)


def changed(who: str, at: datetime | None) -> str:
    """Who set the goals, and when; `at` in the account's zone."""
    return f"Changed last on {words.moment(at)} by: {who or 'somebody'}." if at else "Nobody has changed them yet."
