"""How much of what a lead wants is done, by employee. Pure arithmetic: `views.goals` shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from callyzer.model import CallFilter, Employees, EmployeeSummary, each_day, weekday
from callyzer.model.account import TimeToCallBack
from callyzer.model.goals import CALLED_BACK, COUNTED, Goals
from callyzer.views import calendar, people, phones


@dataclass(frozen=True, slots=True)
class Member:
    """`number` as on the wire; `name` and `tags` come from outside."""

    number: str
    name: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Aims:
    """The goals of these people; `country` has their holidays."""

    goals: Goals
    members: tuple[Member, ...]
    country: str

    @property
    def measures(self) -> tuple[str, ...]:
        """Those with a goal, in a fixed order."""
        named = {goal.measure for goal in self.goals.goals}
        return tuple(name for name in (*COUNTED, CALLED_BACK) if name in named)


@lru_cache(maxsize=16)
def of(goals: Goals, known: Employees | None, question: CallFilter, now: datetime, country: str) -> Aims | None:
    """The goals of the employees the question is about; None where nobody set any, or the people are not known."""
    if known is None or not goals.goals:
        return None
    team = phones.team(known, question, now, country)
    return Aims(goals, tuple(Member(phone.number.wire, phone.name, phone.tags) for phone in team), country)


@dataclass(frozen=True, slots=True)
class Reached:
    """What was done, what was wanted for the whole range, and how much of that by now."""

    actual: float
    target: float
    expected: float

    @property
    def share(self) -> float:
        return self.actual / self.target if self.target else 0.0

    @property
    def on_track(self) -> bool:
        return self.actual >= self.expected


def applies(question: CallFilter) -> bool:
    """A goal counts all calls; a filter that leaves some out cannot show how far it is reached."""
    return not question.call_types and question.duration_grt_than is None and question.duration_les_than is None


def worked(goals: Goals, days: Sequence[date], country: str, off: Sequence[str] = ()) -> list[date]:
    """The working days among `days`; `off` are weekdays left out of the question."""
    def is_worked(day: date) -> bool:
        if day in goals.days_off or weekday(day) in off:
            return False
        if not goals.weekdays:
            return calendar.is_working_day(day, country)
        return weekday(day) in goals.weekdays and not calendar.marks([day], country)
    return [day for day in days if is_worked(day)]


@lru_cache(maxsize=64)
def spans(goals: Goals, question: CallFilter, now: datetime, country: str) -> tuple[float, float]:
    """Working days of the range, and how many of them are over by now; of today as much as of its working hours is."""
    days, hours = question.window.days, question.working_hours
    local = now.astimezone(question.window.zone)
    found = worked(goals, each_day(days[0], days[-1]), country, question.exclude_days)
    minute = local.hour * 60 + local.minute
    today = min(max((minute - hours.start) / (hours.end - hours.start), 0.0), 1.0)
    over = sum(1.0 if day < local.date() else today for day in found if day <= local.date())
    return float(len(found)), over


@dataclass(frozen=True, slots=True)
class Done:
    """What was done. `waits` is None where nobody knows; `now` is in the account's zone."""

    question: CallFilter
    report: EmployeeSummary
    now: datetime
    waits: TimeToCallBack | None = None


@lru_cache(maxsize=64)
def reached(aims: Aims, done: Done, measure: str) -> Mapping[str, Reached]:
    """By number: everybody who has this goal; of the counted measures those without a call too."""
    if not applies(done.question):
        return {}
    if measure == CALLED_BACK:
        return _called_back(aims, done.waits) if done.waits else {}
    return _counted(aims, done, measure)


def _counted(aims: Aims, done: Done, measure: str) -> dict[str, Reached]:
    days, over = spans(aims.goals, done.question, done.now, aims.country)
    rows = people.figures(done.report)
    counted = dict(zip(rows["key"], rows[measure], strict=True))
    goals = {member.number: aims.goals.of(member.number, member.tags, measure) for member in aims.members}
    return {number: Reached(float(counted.get(number, 0)), goal.amount * days, goal.amount * over)
            for number, goal in goals.items() if goal}


def _called_back(aims: Aims, report: TimeToCallBack) -> dict[str, Reached]:
    """Of the clients left waiting, how many were called back in time, and how many had to be."""
    rows = report.rows
    keys = people.keys(rows)
    found = {}
    for member in aims.members:
        goal, mine = aims.goals.of(member.number, member.tags, CALLED_BACK), rows[keys == member.number]
        if goal and len(mine):
            needed = float(mine["waits"].sum()) * goal.amount / 100
            in_time = float(mine.loc[(mine["within"] <= goal.within).fillna(value=False), "waits"].sum())
            found[member.number] = Reached(in_time, needed, needed)
    return found


def of_team(each: Mapping[str, Reached]) -> Reached | None:
    """All of them together; None where nobody has the goal, or there is nothing to be done."""
    parts = each.values()
    together = Reached(*(sum(getattr(part, name) for part in parts) for name in ("actual", "target", "expected")))
    return together if together.target else None
