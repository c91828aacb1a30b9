"""What a lead wants of the team, and on which days. Frozen, checked, no I/O."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from callyzer.errors import RuleViolation
from callyzer.model.time import WEEKDAYS

Scope = Literal["everybody", "tag", "employee"]
COUNTED = ("total_calls", "total_connected_calls", "total_duration", "total_unique_clients")
"""Measures with so many (or seconds) for each employee on each working day."""

CALLED_BACK = "called_back_in_time"
"""A share of the call-backs, in percent, within a time."""

MEASURED = (*COUNTED, CALLED_BACK)
MOST = 10_000_000
MOST_GOALS, MOST_DAYS_OFF = 500, 1_000


@dataclass(frozen=True, slots=True)
class Goal:
    """`amount` for each employee whom it is about and each working day: a number, seconds for total_duration; for
    CALLED_BACK the percent of call-backs to be made within `within` seconds, whatever the days.

    `whom` is a tag or a number as on the wire; "" for everybody.
    """

    scope: Scope
    whom: str
    measure: str
    amount: int
    within: int = 0

    def __post_init__(self) -> None:
        """Raises RuleViolation."""
        if self.measure not in MEASURED or self.scope not in ("everybody", "tag", "employee"):
            raise RuleViolation("goal", "is about a measure or people that are not known", "")
        if (self.scope == "everybody") != (not self.whom):
            raise RuleViolation("goal", "needs to say whom it is for", "")
        most = 100 if self.measure == CALLED_BACK else MOST
        if not 1 <= self.amount <= most:
            raise RuleViolation("goal", f"needs an amount from 1 to {most:,}", "")
        if (self.measure == CALLED_BACK) != (self.within > 0):
            raise RuleViolation("goal", "of call-backs, and no other, needs a time within which they are made", "")


@dataclass(frozen=True, slots=True)
class Goals:
    """`weekdays` are worked on; none named: those that are no weekend in the account's country. `days_off` are not
    worked on, as holidays are not."""

    goals: tuple[Goal, ...] = ()
    weekdays: tuple[str, ...] = ()
    days_off: tuple[date, ...] = ()

    def __post_init__(self) -> None:
        """Raises RuleViolation. Brings equal goals into one spelling."""
        told = {(goal.scope, goal.whom, goal.measure) for goal in self.goals}
        if len(told) < len(self.goals):
            raise RuleViolation("goals", "name the same people and measure twice", "")
        if len(self.goals) > MOST_GOALS or len(self.days_off) > MOST_DAYS_OFF:
            raise RuleViolation("goals", f"may be {MOST_GOALS} at most, with {MOST_DAYS_OFF:,} days off", "")
        if not set(self.weekdays) <= set(WEEKDAYS):
            raise RuleViolation("goals", "name a weekday that there is not", "")
        object.__setattr__(self, "weekdays", tuple(day for day in WEEKDAYS if day in self.weekdays))
        object.__setattr__(self, "days_off", tuple(sorted(set(self.days_off))))

    def of(self, number: str, tags: Sequence[str], measure: str) -> Goal | None:
        """The one that holds for an employee: her own before those of her tags, of these the highest, before
        everybody's."""
        about = [goal for goal in self.goals if goal.measure == measure]
        for found in ([goal for goal in about if goal.scope == "employee" and goal.whom == number],
                      [goal for goal in about if goal.scope == "tag" and goal.whom in tags],
                      [goal for goal in about if goal.scope == "everybody"]):
            if found:
                return max(found, key=lambda goal: goal.amount)
        return None


NONE = Goals()
