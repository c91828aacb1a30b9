"""The log of reports: one file per account. A line says how far an attempt is, or how it ended."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from callyzer.errors import RunNotLogged
from callyzer.journal import Journal
from callyzer.model.runs import RUN_OUTCOMES, Run

DIED_MAKING = "The process that made it ended before it was done."
DIED_SENDING = "The process that sent it ended before the mail server answered: it may have arrived."
LARGEST = 2_000_000
"""Bytes from which on the log is shortened."""

RUNS_KEPT = 1_000
"""How many of the latest runs it then still tells."""

_TIMES = ("planned", "began", "ended")
_LOG = logging.getLogger("callyzer.reporting")


class RunLog:
    """Shared by all threads of a process; several processes may add to one file. Without a `path` it is in memory."""

    def __init__(self, path: Path | None, clock: Callable[[], datetime]) -> None:
        self._journal, self._clock = Journal(path), clock
        self._lock = threading.Lock()
        self._read: tuple[int, tuple[Run, ...]] = (-1, ())

    def note(self, schedule: str, rule: str) -> None:
        """From now on the schedule has this rule. Raises RunNotLogged."""
        self._said(Run(uuid4().hex, schedule, self._clock(), self._clock(), rule, outcome="noted"))

    def begin(self, schedule: str, planned: datetime, attempt: int = 1, *, asked: bool = False) -> Run:
        """Notes that an attempt begins. Raises RunNotLogged: then it must not."""
        return self._said(Run(uuid4().hex, schedule, planned, self._clock(), attempt=attempt, asked=asked))

    def sending(self, run: Run) -> Run:
        """Notes that it is about to leave. Raises RunNotLogged: then it must not."""
        return self._said(replace(run, outcome="sending"))

    def end(self, run: Run) -> Run:
        """Notes how it ended. Never fails: what has happened has happened."""
        ended = replace(run, ended=self._clock())
        with suppress(RunNotLogged):
            return self._said(ended)
        _LOG.error("How a report ended could not be logged")
        return ended

    def settle(self) -> list[Run]:
        """Ends what is under way, and says what that was. Only for who has the turn: its process then is no more."""
        return [self.end(dead(run)) for run in self.runs() if is_under_way(run)]

    def shorten(self, needed: Callable[[Sequence[Run]], Collection[Run]]) -> None:
        """Forgets the oldest runs where there are very many, but none that is `needed`. Only for who has the turn.

        Raises RunNotLogged.
        """
        if self._journal.size <= LARGEST:
            return
        runs = self.runs()
        kept = {*runs[:RUNS_KEPT], *needed(runs)}
        with self._lock, _told():
            self._journal.rewrite(_spelled(run) for run in reversed(runs) if run in kept)

    def runs(self) -> tuple[Run, ...]:
        """The latest first. Read again only after something was added."""
        with self._lock:
            size = self._journal.size
            if size != self._read[0]:
                self._read = (size, _folded(self._journal.entries()))
            return self._read[1]

    def _said(self, run: Run) -> Run:
        with self._lock, _told():
            self._journal.add(_spelled(run))
        return run


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RunNotLogged(type(error).__name__) from None


def is_under_way(run: Run) -> bool:
    return run.outcome in {"making", "sending"}


def dead(run: Run) -> Run:
    """What becomes of a run whose process ended meanwhile."""
    if run.outcome == "sending":
        return replace(run, outcome="uncertain", reason=DIED_SENDING)
    return replace(run, outcome="failed", reason=DIED_MAKING, passes=True)


def _folded(entries: Iterable[Any]) -> tuple[Run, ...]:
    """The last that was said of each run; what cannot be read is left out."""
    found: dict[str, Run] = {}
    for entry in entries:
        with suppress(ValueError, KeyError, TypeError):
            run = _run(entry)
            found[run.key] = run
    return tuple(reversed(found.values()))


def _spelled(run: Run) -> dict[str, Any]:
    return {**asdict(run), **{name: at.isoformat() for name in _TIMES if (at := getattr(run, name))}}


def _run(entry: Mapping[str, Any]) -> Run:
    if entry["outcome"] not in RUN_OUTCOMES:
        raise ValueError(entry["outcome"])
    times = {name: datetime.fromisoformat(entry[name]).astimezone(UTC) for name in _TIMES if entry.get(name)}
    return Run(**{**entry, **times})
