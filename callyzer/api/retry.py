"""What is worth asking again, and when. Pure; the queue does the waiting."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from callyzer.errors import CallyzerError, DeadlineExceeded, RateLimited, ServerFault, Unreachable


@dataclass(frozen=True, slots=True)
class Retry:
    """Exponential back-off with full jitter. `deadline` seconds are allowed from the first request on, or from when
    Callyzer began to fail whoever asked: nobody waits as long again for what another has waited for in vain.

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
        if not is_outage(error):
            return None
        pause = random.uniform(0, min(self.longest, self.first * 2 ** (attempts - 1)))
        return pause if elapsed + pause < self.deadline else None

    def verdict(self, endpoint: str, error: CallyzerError, attempts: int, elapsed: float) -> CallyzerError:
        """What those who wait are told in the end."""
        if attempts > 1 and isinstance(error, (RateLimited, Unreachable, ServerFault)):
            return DeadlineExceeded(endpoint, elapsed, attempts, error)
        return error


def is_outage(error: CallyzerError) -> bool:
    """Whether it is Callyzer that failed, whatever it was asked."""
    return isinstance(error, (Unreachable, ServerFault))


@dataclass(slots=True)
class Outage:
    """Since when Callyzer has failed whatever it was asked. One of which nothing was heard for `forgotten` seconds may
    be over."""

    forgotten: float = 60.0
    _since: float | None = None
    _last: float = 0.0

    def seconds(self, error: CallyzerError, now: float) -> float:
        """How long it has lasted, now that another request has ended in this error."""
        if not is_outage(error):
            self.end()
            return 0.0
        if self._since is None or now - self._last > self.forgotten:
            self._since = now
        self._last = now
        return now - self._since

    def end(self) -> None:
        """Callyzer answered."""
        self._since = None


def gate_pause(error: RateLimited, spacing: float, random: Random) -> float:
    """For how many seconds a 429 closes the gate; where it does not say, for a few spacings, or for a few
    seconds where we keep no spacing but the account does."""
    if error.retry_after is None or error.retry_after < 0:
        return random.uniform(2, 4) * max(spacing, 1.0)
    return error.retry_after
