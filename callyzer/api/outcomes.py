"""What became of the questions: failures are remembered for a while, so that asking again costs no slot."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass

from callyzer.api.line import Errand
from callyzer.errors import Abandoned, CallyzerError, Forbidden, Unauthorized

REMEMBERED = 15.0
"""Seconds for which a question that failed is not asked again."""

ACCOUNT_REMEMBERED = 60.0
"""Seconds for which an account that refused its token or its subscription is not asked at all."""


@dataclass(frozen=True, slots=True)
class _Failure:
    """Of a question to the endpoint `name`, remembered `until` then."""

    name: str
    until: float
    error: BaseException


class Outcomes:
    """`changes` grows with every answer, failure and dropped question."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failed: dict[str, _Failure] = {}
        self._refused: tuple[float, CallyzerError] | None = None
        self.changes = 0

    def landed(self, errand: Errand, error: BaseException | None) -> None:
        now = self._clock()
        with self._lock:
            self.changes += 1
            self._failed = {key: known for key, known in self._failed.items() if known.until > now}
            if error is None:
                self._failed.pop(errand.key, None)
            elif isinstance(error, (Unauthorized, Forbidden)):
                self._refused = (now + ACCOUNT_REMEMBERED, error)
            elif not isinstance(error, Abandoned) and not errand.writes:
                self._failed[errand.key] = _Failure(errand.name, now + REMEMBERED, error)

    def problem(self, key: str) -> BaseException | None:
        """Why this question is not asked at the moment."""
        now = self._clock()
        with self._lock:
            if self._refused and self._refused[0] > now:
                return self._refused[1]
            known = self._failed.get(key)
            return known.error if known and known.until > now else None

    @property
    def refusal(self) -> CallyzerError | None:
        """The account's refusal, while it is remembered."""
        problem = self.problem("")
        return problem if isinstance(problem, CallyzerError) else None

    def disown(self, names: Collection[str]) -> None:
        """Something was written meanwhile: what these endpoints refused, they may answer now."""
        with self._lock:
            self._failed = {key: known for key, known in self._failed.items() if known.name not in names}

    def forget(self) -> None:
        with self._lock:
            self._failed.clear()
            self._refused = None
            self.changes += 1
