"""What a synchronisation could not have: told once, left alone for a while, and longer when it fails again."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from callyzer.errors import CallyzerError, DeadlineExceeded, Unreachable
from callyzer.store.sync_units import EVERY_LANE

FIRST_REST, LONGEST_REST = timedelta(seconds=30), timedelta(minutes=10)
"""How long a lane is left alone after a failure, and at most after many in a row."""


class Troubles:
    """By lane: how often it failed in a row, and why the last time."""

    def __init__(self) -> None:
        self._failures: dict[str, int] = defaultdict(int)
        self._sentences: dict[str, str] = {}

    @property
    def sentence(self) -> str:
        """Why something cannot be had now; "" where everything can."""
        return next(iter(self._sentences.values()), "")

    def over(self, lane: str) -> None:
        self._failures.pop(lane, None)
        self._sentences.pop(lane, None)

    def happened(self, lane: str, error: CallyzerError) -> bool:
        """Whether that is news."""
        is_news = self._sentences.get(lane) != error.sentence
        self._failures[lane] = min(self._failures[lane] + 1, 10)
        self._sentences[lane] = error.sentence
        return is_news

    def resting(self, lane: str, error: CallyzerError, now: datetime) -> dict[str, datetime]:
        """Which lanes are left alone after this failure, and until when."""
        rest = min(FIRST_REST * 2 ** (self._failures[lane] - 1), LONGEST_REST)
        return dict.fromkeys(EVERY_LANE if _is_away(error) else (lane,), now + rest)


def _is_away(error: CallyzerError) -> bool:
    """Nobody is there for the other lanes either."""
    return isinstance(error.last if isinstance(error, DeadlineExceeded) else error, Unreachable)
