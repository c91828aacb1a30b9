"""Who is served next: the order of the waiting questions. No threads, no clock; seconds are handed in."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

LEASE = 10.0
"""Seconds for which a question stays wanted after somebody asked for it."""

FLOOR_EVERY = 10
"""A class with a floor gets at least every tenth slot while it has work."""


class Priority(IntEnum):
    """For whom a slot is spent; the lower number goes first."""

    CLICK = 0
    FIRST_PAINT = 1
    REFRESH = 2
    SYNC = 3
    PREFETCH = 4
    BACKFILL = 5


WITH_FLOOR = (Priority.SYNC, Priority.BACKFILL)


@dataclass(frozen=True, slots=True)
class Errand:
    """What one slot is spent on. Errands with the same `key` are the same question; a write is never joined."""

    key: str = field(repr=False)  # it may hold phone numbers
    name: str
    run: Callable[[Ticket], Any] = field(repr=False)
    writes: bool = False


@dataclass(slots=True, eq=False)
class Ticket:
    """An errand somebody waits for. `leases`: until when each viewer wants it; `holders`: threads that block on it.

    `problem` is the sentence of the last failure, after which it is tried again.
    """

    errand: Errand
    number: int
    priority: Priority
    leases: dict[str, float] = field(default_factory=dict)
    holders: int = 0
    attempts: int = 0
    first_sent: float | None = None
    problem: str = ""
    future: Future[Any] = field(default_factory=Future)

    def wanted(self, now: float) -> bool:
        return self.holders > 0 or any(until > now for until in self.leases.values())


class Line:
    """The waiting tickets. `order` is the one rule; taking the next and telling the position both follow it."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._waiting: dict[str, Ticket] = {}
        self._resting: dict[str, tuple[float, Ticket]] = {}
        self._served: dict[tuple[Priority, str], int] = {}  # when each viewer was last served in a class
        self._passed_over = dict.fromkeys(WITH_FLOOR, 0)
        self._order: list[Ticket] | None = None

    def __len__(self) -> int:
        return len(self._waiting) + len(self._resting)

    def ticket(self, errand: Errand, priority: Priority) -> Ticket:
        """A new ticket, not in the line yet."""
        return Ticket(errand, next(self._numbers), priority)

    def add(self, ticket: Ticket) -> None:
        self._waiting[ticket.errand.key] = ticket
        self._order = None

    def rest(self, ticket: Ticket, until: float) -> None:
        """Keep a ticket out of the line up to a moment; it comes back with its old number."""
        self._resting[ticket.errand.key] = (until, ticket)

    def join(self, ticket: Ticket, viewer: str, priority: Priority, until: float) -> None:
        """One more asks for it, or the same one again: it is served with the highest class of those who ask."""
        if viewer not in ticket.leases or priority < ticket.priority:
            self._order = None
        ticket.leases[viewer] = max(until, ticket.leases.get(viewer, until))
        ticket.priority = min(ticket.priority, priority)

    def wake(self, now: float) -> float | None:
        """Bring back whose rest is over. When the next rest ends, None if nobody rests."""
        for key, (until, ticket) in list(self._resting.items()):
            if until <= now:
                del self._resting[key]
                self.add(ticket)
        return min((until for until, _ in self._resting.values()), default=None)

    def drop(self, unwanted: Callable[[Ticket], bool]) -> list[Ticket]:
        """Take out the tickets `unwanted` holds for."""
        gone = [ticket for ticket in self if unwanted(ticket)]
        for ticket in gone:
            self._waiting.pop(ticket.errand.key, None)
            self._resting.pop(ticket.errand.key, None)
        if gone:
            self._order = None
        return gone

    def __iter__(self) -> itertools.chain[Ticket]:
        return itertools.chain(self._waiting.values(), [ticket for _, ticket in self._resting.values()])

    def order(self) -> list[Ticket]:
        """All that wait (without those that rest), as they would be served if nobody else came."""
        if self._order is None:
            lanes = self._lanes()
            passed_over = self._passed_over
            self._order = []
            while waiting := [priority for priority in Priority if lanes[priority]]:
                chosen = _choose(waiting, passed_over)
                self._order.append(lanes[chosen].popleft())
                passed_over = _after(chosen, waiting, passed_over)
        return self._order

    def take(self) -> Ticket | None:
        """The next ticket; it leaves the line."""
        ticket = next(iter(self.order()), None)
        if ticket is None:
            return None
        waiting = {other.priority for other in self._waiting.values()}
        self._passed_over = _after(ticket.priority, waiting, self._passed_over)
        self._order = None
        del self._waiting[ticket.errand.key]
        self._note_served(ticket)
        return ticket

    def position(self, ticket: Ticket) -> int:
        """How many are served before it. One that rests is told the whole line, one that has left 0."""
        if ticket.errand.key in self._waiting:
            return self.order().index(ticket)
        return len(self._waiting) if ticket.errand.key in self._resting else 0

    def _note_served(self, ticket: Ticket) -> None:
        number = next(self._numbers)
        present = {viewer for other in self for viewer in other.leases}
        served = self._served | {(ticket.priority, viewer): number for viewer in ticket.leases}
        self._served = {(priority, viewer): at for (priority, viewer), at in served.items() if viewer in present}

    def _lanes(self) -> dict[Priority, deque[Ticket]]:
        lanes: dict[Priority, list[Ticket]] = {priority: [] for priority in Priority}
        for ticket in sorted(self._waiting.values(), key=lambda ticket: ticket.number):
            lanes[ticket.priority].append(ticket)
        return {priority: deque(self._in_turn(tickets)) for priority, tickets in lanes.items()}

    def _in_turn(self, tickets: list[Ticket]) -> list[Ticket]:
        """Round robin: everybody's oldest ticket, then everybody's second, … A shared ticket takes its best turn.

        Within a round goes first who has waited longest since the last turn, or since coming.
        """
        rounds: dict[str, int] = {}
        came: dict[str, int] = {}
        turns: dict[int, tuple[int, int]] = {}
        for ticket in tickets:
            for viewer in ticket.leases:
                rounds[viewer] = rounds.get(viewer, -1) + 1
                since = max(came.setdefault(viewer, ticket.number), self._served.get((ticket.priority, viewer), 0))
                turn = (rounds[viewer], since)
                turns[ticket.number] = min(turn, turns.get(ticket.number, turn))
        return sorted(tickets, key=lambda ticket: (*turns[ticket.number], ticket.number))


def _choose(waiting: Iterable[Priority], passed_over: dict[Priority, int]) -> Priority:
    """The highest class, unless one with a floor has been passed over too often."""
    overdue = [priority for priority in waiting if passed_over.get(priority, 0) >= FLOOR_EVERY - 1]
    return max(overdue, key=lambda priority: passed_over[priority]) if overdue else min(waiting)


def _after(chosen: Priority, waiting: Iterable[Priority], passed_over: dict[Priority, int]) -> dict[Priority, int]:
    """How often each class with a floor has been passed over while it had work, once `chosen` is served."""
    return {
        priority: 0 if priority == chosen or priority not in waiting else passed_over[priority] + 1
        for priority in passed_over
    }
