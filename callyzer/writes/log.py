"""The log of writes: one file per account, only ever added to. A line says that a write begins, another how it ended.

A write that is begun but has no end was under way when its process ended: whether it happened, nobody knows.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from callyzer.errors import WriteNotLogged
from callyzer.journal import Journal
from callyzer.model.writes import OUTCOMES, Write

LOST = "The dashboard ended before the answer came."

_LOG = logging.getLogger("callyzer.writes")


def utc_now() -> datetime:
    return datetime.now(UTC)


class WriteLog:
    """Shared by all threads of a process; several processes may add to one file. Without a `path` it is in memory."""

    def __init__(self, path: Path | None, clock: Callable[[], datetime] = utc_now) -> None:
        self._journal, self._clock = Journal(path), clock
        self._lock = threading.Lock()
        self._under_way: set[str] = set()
        self._read: tuple[int, tuple[Write, ...]] = (-1, ())

    def begin(self, who: str, endpoint: str, rows: int, ids: Iterable[str] = (), what: str = "") -> Write:
        """Notes that a write is about to be sent. Raises WriteNotLogged: then it must not be."""
        write = Write(uuid4().hex, self._clock(), who, endpoint, rows, tuple(ids), what)
        with self._lock:
            try:
                self._add(write)
            except OSError as error:
                raise WriteNotLogged(type(error).__name__) from None
            self._under_way.add(write.key)
        return write

    def end(self, write: Write) -> None:
        """Notes how it ended. Never fails: what has happened has happened."""
        with self._lock:
            try:
                self._add(write)
            except OSError as error:
                _LOG.error("How a %s ended could not be logged: %s", write.endpoint, type(error).__name__)
            self._under_way.discard(write.key)

    def writes(self) -> tuple[Write, ...]:
        """All of them, the latest first. Read again only after something was added."""
        with self._lock:
            size = self._journal.size
            if size != self._read[0]:
                self._read = (size, _folded(self._journal.entries()))
            under_way = frozenset(self._under_way)
        return tuple(_settled(write, under_way) for write in self._read[1])

    def _add(self, write: Write) -> None:
        self._journal.add({**asdict(write), "at": write.at.isoformat()})


def _folded(entries: Iterable[Any]) -> tuple[Write, ...]:
    """The last that was said of each write; what cannot be read is left out."""
    found: dict[str, Write] = {}
    for entry in entries:
        with suppress(ValueError, KeyError, TypeError):
            write = _read(entry)
            found[write.key] = replace(write, at=found.get(write.key, write).at)
    return tuple(reversed(found.values()))


def _read(entry: Mapping[str, Any]) -> Write:
    if entry["outcome"] not in OUTCOMES:
        raise ValueError(entry["outcome"])
    return Write(**{**entry, "at": datetime.fromisoformat(entry["at"]), "ids": tuple(entry["ids"])})


def _settled(write: Write, under_way: frozenset[str]) -> Write:
    if write.outcome != "under way" or write.key in under_way:
        return write
    return replace(write, outcome="uncertain", reason=LOST)
