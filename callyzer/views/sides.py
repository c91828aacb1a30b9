"""The two sides of a comparison: two periods, two tags or two employees, all else the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal

from callyzer.model import CallFilter, Employees
from callyzer.views import behind, people, periods, words
from callyzer.views.parts import Behind

Kind = Literal["periods", "tags", "employees"]
KINDS: Mapping[str, str] = {"periods": "Periods", "tags": "Tags", "employees": "Employees"}

BACK: Mapping[str, tuple[str, int]] = {
    "previous": ("Previous period", 0), "week": ("A week before", 7), "4-weeks": ("4 weeks before", 28),
    "52-weeks": ("52 weeks before", 364), "since": ("Days of choice", 0),
}
"""What a period is compared with, and how many days that lies back; 0 where the period or a person says it. In whole
weeks, so that a Monday is compared with a Monday."""


_BESIDE = ("Measure", "Employee", "Slot", "Type", "Difference", "Change", "Change in")


@dataclass(frozen=True, slots=True)
class Side:
    """`name` may come from outside."""

    name: str
    question: CallFilter

    def behind(self, measure: str, figures: Mapping[str, Any], **who: Any) -> tuple[Behind, ...]:
        """The calls behind a measure of this side whose figures these are."""
        team = self.question.emp_tags, self.question.emp_numbers
        days = behind.of_days(self.question.window)
        return tuple(replace(each, team=team) for each in behind.of_measure(measure, figures, **who, **days))


@dataclass(frozen=True, slots=True)
class Sides:
    """`one` is what the page is about, `other` what it is held against."""

    kind: Kind
    one: Side
    other: Side

    @property
    def columns(self) -> tuple[str, str]:
        """What the columns with the figures of each side are called: unlike each other and any beside them,
        and never like one of seconds."""
        names = self.one.name, self.other.name
        if len({*names, *_BESIDE}) < len(names) + len(_BESIDE) or any(name.endswith(" (s)") for name in names):
            return f"{names[0]} (1)", f"{names[1]} (2)"
        return names


def tags_of(known: Employees) -> dict[str, str]:
    """The tags there are, each under its name, in the order in which they are offered."""
    return {tag: tag for tag in people.tags(known)}


def employees_of(known: Employees) -> dict[str, str]:
    """The same for employees, by number."""
    return dict(sorted(people.by_number(known).items(), key=lambda person: person[1].casefold()))


def first_two(names: Mapping[str, str], one: str = "", other: str = "") -> tuple[str, str] | None:
    """Which two of them are compared where nobody chooses, or only `one` or `other`; None where there are no two."""
    if len(names) < 2:
        return None
    one = one if one in names else next(iter(names))
    rest = [name for name in names if name != one]
    return one, other if other in rest else rest[0]


def from_query(query: Mapping[str, Sequence[str]], question: CallFilter, now: datetime,
               known: Employees | None) -> Sides | None:
    """What the address of the page that compares tells; None where it names nothing that there is."""
    given = {name: values[-1] for name, values in query.items() if values}
    kind = given.get("compare", "periods")
    if kind == "periods":
        against = given.get("against", "")
        since = _day(given.get("since", ""))
        return of_periods(question, now, against if against in offered(question) else "previous", since)
    if kind not in KINDS or known is None:
        return None
    names = tags_of(known) if kind == "tags" else employees_of(known)
    pair = first_two(names, given.get("one", ""), given.get("other", ""))
    if pair is None:
        return None
    return of_tags(question, *pair) if kind == "tags" else of_employees(question, *pair, names)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def offered(question: CallFilter) -> dict[str, str]:
    """The ways to compare the period with one that does not overlap it."""
    length = len(question.window.days)
    return {name: label for name, (label, back) in BACK.items() if not back or back >= length}


def of_periods(question: CallFilter, now: datetime, against: str, since: date | None = None) -> Sides:
    """`against` is a name of BACK; for "since" the other period begins on that day and is as long. A range that still
    runs is compared up to the same time of day."""
    length = len(question.window.days)
    back = (question.window.first_day - since).days if against == "since" and since else BACK[against][1]
    before = (periods.earlier(question, now, timedelta(days=back)) if back >= length
              else periods.previous(question, now))
    return Sides("periods", Side(_days(question), question), Side(_days(before), before))


def of_tags(question: CallFilter, one: str, other: str) -> Sides:
    """Each side is everybody with the tag, whomever the question names."""
    sides = [Side(tag, replace(question, emp_tags=(tag,), emp_numbers=())) for tag in (one, other)]
    return Sides("tags", *sides)


def of_employees(question: CallFilter, one: str, other: str, names: Mapping[str, str]) -> Sides:
    """Two numbers as on the wire, whatever their tags."""
    sides = [Side(names.get(number, number), replace(question, emp_tags=(), emp_numbers=(number,)))
             for number in (one, other)]
    return Sides("employees", *sides)


def _days(question: CallFilter) -> str:
    return words.days(question.window.first_day, question.window.last_day)
