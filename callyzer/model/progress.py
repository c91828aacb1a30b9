"""How far a synchronisation is, as a page or a progress bar tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class SyncProgress:
    """One moment of a synchronisation.

    `doing` is a sentence about the work at hand. Pages are requests of up to 100 calls: `pages_done` since the start,
    `pages_to_go` until the backfill is done, as far as can be told, `seconds_to_go` likewise. `days_read` of
    `days_wanted` local days are complete. `last_error` is why something could not be had, "" once it could;
    `rests_until` (UTC) when there will be something to do again.
    """

    state: Literal["working", "resting", "paused", "stopped"] = "stopped"
    doing: str = ""
    pages_done: int = 0
    pages_to_go: int | None = None
    pages_per_minute: float | None = None
    seconds_to_go: float | None = None
    days_read: int = 0
    days_wanted: int = 0
    reached: date | None = None
    last_error: str = ""
    rests_until: datetime | None = None

    @property
    def share(self) -> float:
        """Of the days wanted, from 0 to 1."""
        return self.days_read / self.days_wanted if self.days_wanted else 0.0
