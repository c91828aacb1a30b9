"""What the call store said already, kept as long as it holds."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from cachetools import LRUCache

from callyzer.model.coverage import Coverage
from callyzer.store.store import CallStore

T = TypeVar("T")

ROWS = 300_000
"""Rows of reports that are kept."""

_TURNS = 64


class Shelf:
    """Shared by all who ask the same store."""

    def __init__(self, store: CallStore) -> None:
        self._store = store
        self._reports: LRUCache[Hashable, tuple[Hashable, Any]] = LRUCache(ROWS, getsizeof=_weight)
        self._lock = threading.Lock()
        self._turns = [threading.Lock() for _ in range(_TURNS)]
        self._coverage: tuple[int, Coverage] = (-1, Coverage())

    def coverage(self) -> Coverage:
        """Read again only after something was written."""
        written = self._store.versions.latest
        at, known = self._coverage
        if at != written:
            known = self._store.coverage()
            self._coverage = (written, known)
        return known

    def remembered(self, name: Hashable, rests_on: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives: the same object while it rests on the same, however many ask at the same time."""
        with self._turns[hash(name) % _TURNS]:
            with self._lock:
                known = self._reports.get(name)
            if known and known[0] == rests_on:
                return cast(T, known[1])
            made = make()
            self._keep(name, (rests_on, made))
            return made

    def _keep(self, name: Hashable, entry: tuple[Hashable, Any]) -> None:
        with self._lock:
            self._reports.pop(name, None)
            if _weight(entry) <= ROWS:
                self._reports[name] = entry


def _weight(entry: tuple[Hashable, Any]) -> int:
    """Rows, and something for being there at all."""
    return 100 + sum(len(getattr(entry[1], name, ())) for name in ("rows", "call_logs", "day_wise"))
