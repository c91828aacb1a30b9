"""The book of the goals, with who changed them last and when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from callyzer.book import Book
from callyzer.errors import BookUnavailable, GoalsChanged
from callyzer.model.goals import NONE, Goal, Goals


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Kept:
    """`changed_at` in UTC; None where nobody set any goal yet. `problem`: why the file cannot be read."""

    goals: Goals = NONE
    changed_by: str = ""
    changed_at: datetime | None = None
    problem: str = ""


class GoalBook:
    """Shared by all threads of a process. Without a `path` it is in memory, with `start` in it."""

    def __init__(self, path: Path | None, clock: Callable[[], datetime] = utc_now, *, start: Goals = NONE) -> None:
        self._book, self._clock = Book(path, "goals", Kept(start), _read, _spell), clock

    def kept(self) -> Kept:
        try:
            return self._book.content()
        except BookUnavailable as error:
            return Kept(problem=error.sentence)

    def keep(self, goals: Goals, who: str, instead_of: Goals) -> None:
        """Writes goals that were made from `instead_of`.

        Raises GoalsChanged where somebody else changed them meanwhile, BookUnavailable where they cannot be written.
        """
        def make(before: Kept) -> Kept:
            if before.goals != instead_of:
                raise GoalsChanged(before.changed_by)
            return Kept(goals, who, self._clock())

        self._book.change(make)


def _read(content: Any) -> Kept:
    goals = Goals(tuple(Goal(**each) for each in content["goals"]), tuple(content["weekdays"]),
                  tuple(date.fromisoformat(day) for day in content["days_off"]))
    return Kept(goals, str(content["changed_by"]), datetime.fromisoformat(content["changed_at"]))


def _spell(kept: Kept) -> Any:
    return {
        "goals": [asdict(goal) for goal in kept.goals.goals], "weekdays": list(kept.goals.weekdays),
        "days_off": [day.isoformat() for day in kept.goals.days_off], "changed_by": kept.changed_by,
        "changed_at": kept.changed_at.isoformat() if kept.changed_at else None,
    }
