"""What is worth asking again, and when. Pure; the queue does the waiting."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from callyzer.errors import CallyzerError, DeadlineExceeded, RateLimited, ServerFault, Unreachable


@dataclass(frozen=True, slots=True)
class Retry:
    """Exponential back-off with full jitter. `deadline` seconds are allowed from the first request on.

    A 429 does not use them up: the pause it asks for is kept by the gate, for everybody, and it gives up after
    `refusals` requests instead.
    """

    deadline: float = 45.0
    first: float = 1.0
    longest: float = 15.0
    refusals: int = 6

    def delay(self, error: CallyzerError, attempts: int, elapsed: float, random: Random) -> float | None:
        """Seconds until the question, asked `attempts` times by now, may be asked again; None: leave it."""
        if isinstance(error, RateLimited):
            return 0.0 if attempts < self.refusals else None
        if not isinstance(error, (Unreachable, ServerFault)):
            return None
        pause = random.uniform(0, min(self.longest, self.first * 2 ** (attempts - 1)))
        return pause if elapsed + pause < self.deadline else None

    def verdict(self, endpoint: str, error: CallyzerError, attempts: int, elapsed: float) -> CallyzerError:
        """What those who wait are told in the end."""
        if attempts > 1 and isinstance(error, (RateLimited, Unreachable, ServerFault)):
            return DeadlineExceeded(endpoint, elapsed, attempts, error)
        return error


def gate_pause(error: RateLimited, spacing: float, random: Random) -> float:
    """For how many seconds a 429 closes the gate; where it does not say, for a few spacings, or for a few
    seconds where we keep no spacing but the account does."""
    if error.retry_after is None or error.retry_after < 0:
        return random.uniform(2, 4) * max(spacing, 1.0)
    return error.retry_after
