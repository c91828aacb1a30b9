"""What was written, counted, so that whoever remembers an answer knows whether it still holds."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

Part = date | Literal["reports", "employees", "leads", "all leads"]
"""The calls of a local day; what all reports rest on besides; people and their phones; leads, some or
all of them."""


class Versions:
    """A number for each part, which grows when it is written. Kept in memory: whoever writes is in this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._latest = 0
        self._parts: dict[Part, int] = {}
        self._times: dict[Part, datetime] = {}

    @property
    def latest(self) -> int:
        """Grows with every write."""
        return self._latest

    def wrote(self, parts: Iterable[Part], at: datetime) -> None:
        """To be told after the commit: an answer is read after its version, so it may be newer but never older."""
        with self._lock:
            self._latest += 1
            for part in parts:
                self._parts[part], self._times[part] = self._latest, at

    def of(self, parts: Iterable[Part]) -> int:
        with self._lock:
            return max((self._parts.get(part, 0) for part in parts), default=0)

    def time_of(self, part: Part) -> datetime | None:
        """When it was last written; None where it was not since the store was opened."""
        return self._times.get(part)
