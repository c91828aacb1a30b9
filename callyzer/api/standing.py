"""How the queue and the cache stand: what a status page, and whoever waits, is told."""

from __future__ import annotations

from dataclasses import dataclass

from callyzer.api.line import Priority


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question in the queue: for whom, how many are served before it, and the seconds it will take."""

    name: str
    priority: Priority
    viewers: tuple[str, ...]
    ahead: int
    seconds: float
    in_flight: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """Since the start: requests sent, of which `retried` again and `refused` with a 429; questions that joined another
    one and that nobody wanted any more; answers and failures."""

    sent: int = 0
    retried: int = 0
    refused: int = 0
    joined: int = 0
    dropped: int = 0
    answered: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """One moment. `hits` and `misses` count questions put to the cache, which a sync does not use. `problem` tells why
    the account refuses everything, "" where it does not."""

    waiting: tuple[Waiting, ...]
    counts: Counts
    hits: int
    misses: int
    problem: str
