"""The slot queue of one account: one sender, so that no slot is exceeded, wasted or spent twice on one question.

The sender looks at the line only when a slot is due, so whoever comes in the meantime with a higher class is served
first. The request itself runs in the background: an answer that takes longer than the interval costs no slot.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable
from random import Random

from callyzer.api.gate import LONGEST_PAUSE, Gate
from callyzer.api.line import LEASE, Errand, Line, Priority, Ticket
from callyzer.api.retry import Outage, Retry, gate_pause
from callyzer.api.sender import Sender, in_a_thread
from callyzer.api.standing import Counts, Waiting
from callyzer.errors import Abandoned, CallyzerError, Forbidden, RateLimited, Unauthorized, UncertainWrite, Unreachable

log = logging.getLogger("callyzer.api")

MOST_IN_FLIGHT = 8
"""Requests that may be on their way at once; more only when the account hangs or has no limit."""

FIRST_GUESS = 1.0
"""Seconds an answer is expected to take before one has come."""


class SlotQueue:
    """`step` is the whole sender; `ask` starts a thread that repeats it, unless `threaded` is False.

    `on_landing` hears of every errand that is done, with its error or None, before those who wait do.
    """

    def __init__(
        self, gate: Gate, *, retry: Retry | None = None, clock: Callable[[], float] = time.monotonic,
        background: Callable[[Callable[[], None]], None] = in_a_thread, random: Random | None = None,
        threaded: bool = True,
        on_landing: Callable[[Errand, BaseException | None], None] = lambda _errand, _error: None,
    ) -> None:
        self._gate, self._retry, self._clock, self._background = gate, retry or Retry(), clock, background
        self._random = random or Random()  # noqa: S311 - spreads retries, guards nothing
        self._outage = Outage()
        self._on_landing = on_landing
        self._lock = threading.RLock()
        self._line = Line()
        self._open: dict[str, Ticket] = {}  # waiting, resting or in flight: can be joined
        self._flying: dict[Ticket, float] = {}
        self._slot_due = -float("inf")
        self._answer_takes = FIRST_GUESS
        self._counts = dict.fromkeys(Counts.__dataclass_fields__, 0)
        self._sender = Sender(self.step) if threaded else None
        self._closed = False

    def ask(self, errand: Errand, viewer: str, priority: Priority) -> Ticket:
        """The ticket for an errand: a new one, or the one that waits or flies already. Asking again renews it."""
        with self._lock:
            if self._closed:
                raise Abandoned(errand.name)
            ticket = self._open.get(errand.key)
            if ticket is None:
                ticket = self._open[errand.key] = self._line.ticket(errand, priority)
                self._line.add(ticket)
                self._news()
            else:
                self._counts["joined"] += viewer not in ticket.leases
            self._line.join(ticket, viewer, priority, self._clock() + LEASE)
        return ticket

    def ask_unless(
        self, landed: Callable[[], bool], errand: Errand, viewer: str, priority: Priority,
    ) -> Ticket | None:
        """The same, but None if it is in nobody's queue and `landed` says that its outcome is known by now.

        That is asked under the lock under which outcomes land, so that no question is sent again because its answer
        came between looking and asking.
        """
        with self._lock:
            return None if errand.key not in self._open and landed() else self.ask(errand, viewer, priority)

    def find(self, key: str) -> Ticket | None:
        """The ticket that waits or flies for a key."""
        with self._lock:
            return self._open.get(key)

    def wait(self, ticket: Ticket, viewer: str, patience: float | None) -> object:
        """Its answer. Raises its failure, or TimeoutError after `patience` seconds; None waits for ever."""
        if patience != 0:
            with self._lock:
                ticket.holders += 1
            try:
                return self._result(ticket, patience)
            finally:
                with self._lock:
                    ticket.holders -= 1
                    self._line.join(ticket, viewer, ticket.priority, self._clock() + LEASE)
        return self._result(ticket, 0)

    @staticmethod
    def _result(ticket: Ticket, patience: float | None) -> object:
        try:
            return ticket.future.result(patience)
        except CallyzerError as error:
            # One error is raised in every thread that waits; each starts its own traceback.
            raise error.with_traceback(None) from error.__cause__

    def outlook(self, ticket: Ticket) -> tuple[int, float]:
        """How many are served before it, and in how many seconds its answer is expected."""
        with self._lock:
            now = self._clock()
            if ticket in self._flying:
                return 0, max(0.1, self._flying[ticket] + self._answer_takes - now)
            ahead = self._line.position(ticket)
            slot = max(0.0, self._slot_due - now) + ahead * self._gate.spacing
            return ahead, slot + self._answer_takes

    def disown(self, names: Iterable[str]) -> None:
        """Nobody joins the requests in flight to these endpoints any more: something was written meanwhile."""
        with self._lock:
            for ticket in self._flying:
                if ticket.errand.name in set(names) and self._open.get(ticket.errand.key) is ticket:
                    del self._open[ticket.errand.key]

    def step(self) -> float | None:
        """One decision of the sender. Seconds until the next one is due; None: when there is news."""
        with self._lock:
            now = self._clock()
            self._drop(lambda ticket: not ticket.wanted(now))
            wakes = self._line.wake(now)
            if len(self._flying) >= MOST_IN_FLIGHT:
                return None
            if not self._line.order():
                return None if wakes is None else wakes - now
            if now < self._slot_due:
                return self._slot_due - now  # others may make it later, nobody makes it earlier
            wait = self._gate.claim()
            self._slot_due = now + (wait or self._gate.spacing)
            if wait:
                return wait
            ticket = self._take(now)
        try:
            self._background(lambda: self._serve(ticket))
        except RuntimeError:  # the system gives no further thread
            self._failed(ticket, Unreachable(ticket.errand.name, "no thread"))
        return 0.0

    def waiting(self) -> list[Waiting]:
        """Everything in flight and in the line, in the order of service."""
        with self._lock:
            in_order = set(self._line.order())
            resting = [ticket for ticket in self._line if ticket not in in_order]
            return [
                Waiting(ticket.errand.name, ticket.priority, tuple(ticket.leases), *self.outlook(ticket),
                        in_flight=ticket in self._flying)
                for ticket in (*self._flying, *self._line.order(), *resting)
            ]

    def counts(self) -> Counts:
        with self._lock:
            return Counts(**self._counts)

    def close(self, released: Callable[[], object] = lambda: None) -> None:
        """Send nothing any more. Those who wait are told at once; `released` is called when nothing flies any more."""
        with self._lock:
            already, self._closed, self._released = self._closed, True, released
            self._drop(lambda _: True)
            for ticket in () if already else self._flying:
                self._resolve(ticket, "dropped", error=_given_up(ticket.errand))
            self._release()
        if self._sender:
            self._sender.stop()

    def _take(self, now: float) -> Ticket:
        ticket = self._line.take()
        assert ticket is not None  # noqa: S101 - the line was not empty, and the lock is still held
        self._flying[ticket] = now
        ticket.attempts += 1
        if ticket.first_sent is None:
            ticket.first_sent = now
        self._counts["sent"] += 1
        self._counts["retried"] += ticket.attempts > 1
        return ticket

    def _serve(self, ticket: Ticket) -> None:
        try:
            answer = ticket.errand.run(ticket)
        except CallyzerError as error:
            self._failed(ticket, error)
        except BaseException as error:  # noqa: BLE001 - whatever it is, those who wait must hear of it
            # Without the traceback: its message may hold whatever the answer held.
            log.error("%s: %s, a fault of this program", ticket.errand.name, type(error).__name__)  # noqa: TRY400
            self._land(ticket, "failed", error=error)
        else:
            self._outage.end()
            self._land(ticket, "answered", answer)

    def _failed(self, ticket: Ticket, error: CallyzerError) -> None:
        now = self._clock()
        elapsed = 0.0 if ticket.first_sent is None else now - ticket.first_sent
        log.info("%s: %s at attempt %d", ticket.errand.name, type(error).__name__, ticket.attempts)
        if isinstance(error, RateLimited):
            self._refused(error)
        lasts = self._outage.seconds(error, now)
        delay = self._retry.delay(error, ticket.attempts, max(elapsed, lasts), self._random)
        if delay is not None:
            ticket.problem = error.sentence
            self._rest(ticket, now + delay)
            return
        self._land(ticket, "failed", error=self._retry.verdict(ticket.errand.name, error, ticket.attempts, elapsed))
        if isinstance(error, (Unauthorized, Forbidden)):
            self._refuse_all(error)

    def _refused(self, error: RateLimited) -> None:
        pause = gate_pause(error, self._gate.spacing, self._random)
        self._gate.postpone(pause)
        with self._lock:
            self._counts["refused"] += 1
            self._slot_due = max(self._slot_due, self._clock() + min(pause, LONGEST_PAUSE))

    def _rest(self, ticket: Ticket, until: float) -> None:
        with self._lock:
            del self._flying[ticket]
            if self._closed:
                self._release()
                return
            self._line.rest(ticket, until)
        self._news()

    def _refuse_all(self, error: CallyzerError) -> None:
        """The account refuses everything: no slot is spent on hearing it once more."""
        with self._lock:
            for ticket in self._line.drop(lambda _: True):
                self._resolve(ticket, "failed", error=error)

    def _drop(self, unwanted: Callable[[Ticket], bool]) -> None:
        for ticket in self._line.drop(unwanted):
            self._resolve(ticket, "dropped", error=Abandoned(ticket.errand.name))

    def _land(self, ticket: Ticket, outcome: str, answer: object = None, error: BaseException | None = None) -> None:
        with self._lock:
            took = self._clock() - self._flying.pop(ticket)
            if self._closed:
                self._release()
                return
            self._answer_takes += 0.2 * (took - self._answer_takes)
            self._resolve(ticket, outcome, answer, error)
        self._news()

    def _release(self) -> None:
        if not self._flying:
            self._released()

    def _resolve(self, ticket: Ticket, outcome: str, answer: object = None,
                 error: BaseException | None = None) -> None:
        self._counts[outcome] += 1
        if self._open.get(ticket.errand.key) is ticket:
            del self._open[ticket.errand.key]
        self._on_landing(ticket.errand, error)
        if error is None:
            ticket.future.set_result(answer)
        else:
            ticket.future.set_exception(error)

    def _news(self) -> None:
        if self._sender:
            self._sender.news()


def _given_up(errand: Errand) -> CallyzerError:
    """What is told of a request whose answer nobody will hear."""
    return UncertainWrite(errand.name, "closed") if errand.writes else Abandoned(errand.name)
