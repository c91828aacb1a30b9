"""What is known already, and how long it may be taken for true.

Parsed reports in memory (the same answer is the same object), their text on disk. The key is the canonical question,
not who asks. An answer is put here only after it was understood.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from math import ceil
from typing import Any, Generic, Literal, Protocol, TypeVar
from zoneinfo import ZoneInfo

from cachetools import LRUCache

from callyzer.api.disk import Disk, Stored
from callyzer.errors import ApiError
from callyzer.model import Provenance, Window, start_of_day
from callyzer.wire.ask import Question

LIVE = timedelta(seconds=60)
"""The window touches today or the future."""

SETTLING = timedelta(hours=6)
"""It ended within the last SETTLED_AFTER: handsets still upload calls, notes and recordings."""

OLDER = timedelta(hours=24)
"""It ended before that. Nobody audits it, so it is not kept for good."""

SETTLED_AFTER = timedelta(days=7)
LISTS = timedelta(minutes=10)
"""Employees, leads, and calls by their ids."""

PER_PAGE = timedelta(seconds=10)
"""A list of many pages is fresh for at least this per page: five times as long as reading it again would take."""

PAGE_SIZE = 100
MEMORY = 32 * 2**20
"""Characters of JSON whose reports are kept in memory; the parsed form is a few times that."""
Origin = Literal["callyzer", "sandbox"]


class Report(Protocol):
    @property
    def provenance(self) -> Provenance: ...


R = TypeVar("R", bound=Report)


@dataclass(frozen=True, slots=True)
class Inquiry(Generic[R]):
    """A question with what it takes to understand and to keep its answer.

    `window` decides how long the answer stays fresh; None: a list. `family` names the answers from which a part of
    their `span` (seconds) can be cut.
    """

    question: Question
    read: Callable[[Any, ZoneInfo, Provenance], R] = field(repr=False)
    window: Window | None = None
    family: str = field(default="", repr=False)
    span: tuple[int, int] = (0, 0)

    @property
    def name(self) -> str:
        return self.question.endpoint.name

    @property
    def key(self) -> str:
        return f"{self.name} {self.question.key}"


def pages_of(total_records: int) -> int:
    """How many requests a list takes."""
    return max(1, ceil(total_records / PAGE_SIZE))


def shelf_life(window: Window | None, as_of: datetime, total_records: int = 0) -> timedelta:
    """How long an answer that arrived at `as_of` is fresh; it may be a page of a list of so many rows."""
    return max(_life(window, as_of), PER_PAGE * pages_of(total_records))


def _life(window: Window | None, as_of: datetime) -> timedelta:
    if window is None:
        return LISTS
    if window.end > start_of_day(as_of.astimezone(window.zone).date(), window.zone):
        return LIVE
    return SETTLING if window.end > as_of - SETTLED_AFTER else OLDER


@dataclass(slots=True, eq=False)
class Entry(Generic[R]):
    """A report and, as long as it is shown older than it should be, the same report saying so."""

    report: R
    size: int
    _older: R | None = None

    @property
    def as_of(self) -> datetime:
        return self.report.provenance.as_of

    def is_fresh(self, window: Window | None, now: datetime) -> bool:
        """An answer from the future was stamped by a clock that was wrong."""
        life = shelf_life(window, self.as_of, getattr(self.report, "total_records", 0))
        return timedelta(seconds=-5) < now - self.as_of < life

    def older(self, *, refreshing: bool = False, problem: str = "") -> R:
        """The same object for the same words, so that whoever memoises on it need not compute again."""
        provenance = replace(self.report.provenance, refreshing=refreshing, problem=problem)
        older = self._older
        if older is None or older.provenance != provenance:
            older = self._older = replace(self.report, provenance=provenance)  # type: ignore[type-var]  # a dataclass
        return older


class Cache:
    """Memory in front of an optional disk. `zone` and `origin` belong to the account."""

    def __init__(self, zone: ZoneInfo, origin: Origin, disk: Disk | None = None, memory: int = MEMORY) -> None:
        self._zone, self._origin, self._disk = zone, origin, disk
        self._lock, self._loading = threading.RLock(), threading.Lock()
        self._memory: LRUCache[str, Entry[Any]] = LRUCache(memory, getsizeof=lambda entry: entry.size)
        self._seasons: dict[str, int] = {}

    def get(self, inquiry: Inquiry[R]) -> Entry[R] | None:
        """What is known, however old."""
        if (entry := self.peek(inquiry)) or self._disk is None:
            return entry
        with self._loading:  # so that an answer is parsed once, and is one object
            return self.peek(inquiry) or self._from_disk(inquiry, self._disk)

    def peek(self, inquiry: Inquiry[R]) -> Entry[R] | None:
        """What is known in memory."""
        with self._lock:
            return self._memory.get(inquiry.key)

    def season(self, name: str) -> int:
        """Changes whenever the answers of an endpoint are dropped."""
        return self._seasons.get(name, 0)

    def report(self, inquiry: Inquiry[R], body: Any, as_of: datetime) -> R:
        """The body understood. Raises UnexpectedAnswer."""
        return inquiry.read(body, self._zone, Provenance(as_of, self._origin))

    def put(self, inquiry: Inquiry[R], report: R, text: str, season: int) -> None:
        """Keep an answer, unless its endpoint was written to since its request left in `season`."""
        if self._keep(inquiry, Entry(report, len(text)), season) and self._disk:
            as_of = report.provenance.as_of
            self._disk.put(inquiry.key, Stored(text, as_of, inquiry.name, inquiry.family, inquiry.span))
            if season != self.season(inquiry.name):
                self._disk.remove(inquiry.key)

    def spans(self, family: str) -> set[tuple[int, int]]:
        """The spans of the answers of a family that are on disk."""
        return self._disk.spans(family) if self._disk else set()

    def drop(self, names: frozenset[str]) -> None:
        """Forget the answers of these endpoints, those under way included."""
        with self._lock:
            for key in [key for key in self._memory if key.partition(" ")[0] in names]:
                del self._memory[key]
            for name in names:
                self._seasons[name] = self.season(name) + 1
        if self._disk:
            self._disk.drop(names)

    def close(self) -> None:
        if self._disk:
            self._disk.close()

    def _keep(self, inquiry: Inquiry[R], entry: Entry[R], season: int) -> bool:
        with self._lock:
            if season != self.season(inquiry.name):
                return False
            self._memory.pop(inquiry.key, None)
            if entry.size <= self._memory.maxsize:
                self._memory[inquiry.key] = entry
            return True

    def _from_disk(self, inquiry: Inquiry[R], disk: Disk) -> Entry[R] | None:
        season = self.season(inquiry.name)
        stored = disk.get(inquiry.key)
        if stored is None:
            return None
        try:
            entry = Entry(self.report(inquiry, json.loads(stored.text), stored.as_of), len(stored.text))
        except (ApiError, ValueError):
            disk.remove(inquiry.key)  # understood once, but not by this version
            return None
        return entry if self._keep(inquiry, entry, season) else None
