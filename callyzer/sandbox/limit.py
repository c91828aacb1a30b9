"""One request per interval, as the API allows them."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable

TOLERANCE = 0.005
"""Seconds by which a request may come early: clocks and sockets are not exact."""


class Limit:
    """Says of each request whether it may pass. `interval` in seconds, 0 for no limit; `clock` is monotonic."""

    def __init__(self, interval: float, clock: Callable[[], float]) -> None:
        self._interval, self._clock = interval, clock
        self._free_at = -math.inf
        self._lock = threading.Lock()

    def wait(self) -> float:
        """0 when the request may pass, which uses the slot up; otherwise the seconds until the next one may."""
        with self._lock:
            now = self._clock()
            if now < self._free_at - TOLERANCE:
                return self._free_at - now
            self._free_at = now + self._interval
            return 0.0
