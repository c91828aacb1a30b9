"""The file of the goals: JSON, written in one piece, with who changed it last and when."""

from __future__ import annotations

import json
import logging
import os
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from callyzer.errors import CallyzerError, GoalsChanged, GoalsUnavailable
from callyzer.model.goals import NONE, Goal, Goals

_LOG = logging.getLogger("callyzer.goals")


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
        self._path, self._clock = path, clock
        self._lock = threading.Lock()
        self._read: tuple[tuple[int, int] | None, Kept] = (None, Kept(start))

    def kept(self) -> Kept:
        """What the file says now; read again only after it was changed, by whomever."""
        with self._lock:
            mark = self._mark()
            if mark != self._read[0]:
                self._read = mark, self._load()
            return self._read[1]

    def keep(self, goals: Goals, who: str, instead_of: Goals) -> None:
        """Writes goals that were made from `instead_of`.

        Raises GoalsChanged where somebody else changed them meanwhile, GoalsUnavailable where they cannot be written.
        """
        before = self.kept()
        if before.goals != instead_of:
            raise GoalsChanged(before.changed_by)
        with self._lock:
            now = self._clock()
            if self._path is None:
                self._read = None, Kept(goals, who, now)
                return
            try:
                _write(self._path, _content(goals, who, now))
            except OSError as error:
                raise GoalsUnavailable(type(error).__name__) from error

    def _mark(self) -> tuple[int, int] | None:
        """Another one: the file was changed."""
        if self._path is None:
            return None
        try:
            stat = self._path.stat()
        except OSError:
            return 0, 0
        return stat.st_mtime_ns, stat.st_size

    def _load(self) -> Kept:
        try:
            return _told(json.loads(self._path.read_text(encoding="utf-8"))) if self._path else Kept()
        except FileNotFoundError:
            return Kept()
        except (OSError, ValueError, KeyError, TypeError, CallyzerError) as error:
            _LOG.error("The goals cannot be read: %s", type(error).__name__)
            return Kept(problem="The file of the goals cannot be read: it was changed by hand, or is damaged.")


def _told(content: Any) -> Kept:
    goals = Goals(tuple(Goal(**each) for each in content["goals"]), tuple(content["weekdays"]),
                  tuple(date.fromisoformat(day) for day in content["days_off"]))
    return Kept(goals, str(content["changed_by"]), datetime.fromisoformat(content["changed_at"]))


def _content(goals: Goals, who: str, at: datetime) -> str:
    return json.dumps({
        "goals": [asdict(goal) for goal in goals.goals], "weekdays": list(goals.weekdays),
        "days_off": [day.isoformat() for day in goals.days_off], "changed_by": who, "changed_at": at.isoformat(),
    }, indent=2, ensure_ascii=False)


def _write(path: Path, content: str) -> None:
    """Whoever reads sees the old file or the new one, whole."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}.new")
    beside.write_text(content, encoding="utf-8")
    beside.replace(path)
