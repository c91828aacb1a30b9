"""The two sides of a comparison: two periods, two tags or two employees, all else the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal

from callyzer.model import CallFilter
from callyzer.views import behind, periods, words
from callyzer.views.parts import Behind

Kind = Literal["periods", "tags", "employees"]
KINDS: Mapping[str, str] = {"periods": "Periods", "tags": "Tags", "employees": "Employees"}

BACK: Mapping[str, tuple[str, int]] = {
    "previous": ("Previous period", 0), "week": ("A week before", 7), "4-weeks": ("4 weeks before", 28),
    "52-weeks": ("52 weeks before", 364), "since": ("Days of choice", 0),
}
"""What a period is compared with, and how many days that lies back; 0 where the period or a person says it. In whole
weeks, so that a Monday is compared with a Monday."""


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
