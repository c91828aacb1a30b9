"""How fast a synchronisation reads, and how long it will take."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta

LOOKED_BACK = 30
"""Pages from which the rate is told."""

LONGEST_PAGE = timedelta(seconds=60)
"""A gap longer than this is a rest, not a page."""


class Meter:
    """Counts pages as they come, and days as their windows are closed.

    From page to page: what is asked in between (people, audits, the exclude list) takes its share of the slots too.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._took: deque[timedelta] = deque(maxlen=LOOKED_BACK)
        self._began: datetime | None = None
        self._ended: datetime | None = None
        self.pages = 0
        self._day_pages = self._days = 0

    def begin(self) -> None:
        """A page is asked for."""
        self._began = self._clock()

    def page(self) -> None:
        """It is written."""
        now = self._clock()
        for since in (self._ended, self._began):
            if since and now - since <= LONGEST_PAGE:
                self._took.append(now - since)
                break
        self.pages, self._ended = self.pages + 1, now

    def window(self, days: int, pages: int) -> None:
        """A window of days is complete."""
        self._days += days
        self._day_pages += pages

    @property
    def seconds_per_page(self) -> float | None:
        return sum(self._took, timedelta()).total_seconds() / len(self._took) if self._took else None

    @property
    def pages_per_minute(self) -> float | None:
        seconds = self.seconds_per_page
        return 60 / seconds if seconds else None

    def pages_for(self, days: int) -> int | None:
        """How many pages so many days will have, going by those read so far."""
        return round(days * self._day_pages / self._days) if self._days else None
