"""Where every question goes: known answers from the cache, the others through the slot queue."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum
from typing import Any, TypeVar, cast

from cachetools import LRUCache

from callyzer.api.cache import Cache, Entry, Inquiry, Report
from callyzer.api.exchange import Exchange, utc_now
from callyzer.api.line import Errand, Priority, Ticket
from callyzer.api.outcomes import Outcomes
from callyzer.api.queue import SlotQueue
from callyzer.api.standing import Standing
from callyzer.errors import Abandoned, CallyzerError, ReadOnly, StillWaiting, UncertainWrite
from callyzer.wire.ask import Question

R = TypeVar("R", bound=Report)
T = TypeVar("T")

COMBINED = 1_000_000
"""Rows of reports put together from several answers that are remembered."""

RECORDED = frozenset({
    "employee_summary", "analysis", "never_attended", "not_pickup_by_client", "unique_clients", "history", "get_calls",
    "get_leads",
})
AFFECTED = {
    "save_lead": frozenset({"get_leads", "history", "get_calls"}),  # calls carry the id of their lead
    "bulk_save_leads": frozenset({"get_leads", "history", "get_calls"}),
    "remove_recordings": RECORDED,  # they mention calls with the address of the recording
}
"""Which answers a write makes untrue."""


class Known(IntEnum):
    """What there is of an answer, the best first."""

    FRESH = 1
    ASKED = 2
    OLDER = 3


@dataclass(frozen=True, slots=True)
class Who:
    """Who asks, for what, and how long they wait in seconds (None: for ever). `older`: a known answer will do."""

    viewer: str = "program"
    priority: Priority = Priority.CLICK
    patience: float | None = None

    @property
    def older(self) -> bool:
        """Who waits for ever waits for the newer answer too."""
        return self.patience is not None

    @property
    def uses_cache(self) -> bool:
        """A sync wants what the account says now, and its thousands of pages would only push others out."""
        return self.priority not in (Priority.SYNC, Priority.BACKFILL)

    def behind(self) -> Who:
        """The same for what is not looked at yet."""
        return replace(self, priority=max(self.priority, Priority.REFRESH), patience=0.0)


class Desk:
    """Shared by all who ask the same account."""

    def __init__(
        self, exchange: Exchange, queue: SlotQueue, cache: Cache, outcomes: Outcomes,
        now: Callable[[], datetime] = utc_now, *, read_only: bool = False,
    ) -> None:
        self._exchange, self._queue, self._cache, self._outcomes, self._now = exchange, queue, cache, outcomes, now
        self._read_only = read_only
        self._combined: LRUCache[Hashable, tuple[object, Any]] = LRUCache(COMBINED, getsizeof=_weight)
        self._lock = threading.Lock()
        self._writes = itertools.count(1)
        self._spans: dict[str, set[tuple[int, int]]] = {}
        self._hits = self._misses = 0

    def answer(self, inquiry: Inquiry[R], who: Who) -> R:
        """The report. Raises StillWaiting when patience ends, or the question's failure when nothing is known."""
        while True:
            entry = self._cache.get(inquiry) if who.uses_cache else None
            if entry and self._fresh(inquiry, entry):
                self._hits += 1
                return entry.report
            problem = self._outcomes.problem(inquiry.key)
            if problem is not None:
                return self._despite(entry, problem)
            asking = replace(who, priority=max(who.priority, Priority.REFRESH)) if entry and who.older else who
            ticket = self._ask(inquiry, asking)
            if ticket is None:
                continue  # it came in this moment
            self._misses += who.uses_cache
            if entry and who.older:
                return entry.older(refreshing=True)
            return self._waited(ticket, entry, who)

    def refresh(self, inquiry: Inquiry[Any], who: Who) -> bool:
        """Ask for a newer answer, however fresh the known one is. Whether it is on its way."""
        if self._outcomes.problem(inquiry.key) is not None:
            return False
        self._queue.ask(self._errand(inquiry), who.viewer, max(who.priority, Priority.REFRESH))
        return True

    def newer(self, inquiry: Inquiry[R], who: Who) -> R:
        """Wait for a newer answer, however fresh the known one is."""
        ticket = self._queue.ask(self._errand(inquiry), who.viewer, who.priority)
        return self._waited(ticket, None, who)

    def ask_ahead(self, inquiry: Inquiry[Any], who: Who) -> Ticket | None:
        """Queue what `answer_to` will be asked for soon; None if it is known."""
        entry = self._cache.get(inquiry) if who.uses_cache else None
        return None if entry and self._fresh(inquiry, entry) else self._ask(inquiry, who)

    def answer_to(self, ticket: Ticket | None, inquiry: Inquiry[R], who: Who) -> R:
        """The answer to what was asked ahead; asked once more if it was dropped meanwhile."""
        try:
            return self._waited(ticket, None, who) if ticket else self.answer(inquiry, who)
        except Abandoned:
            return self.answer(inquiry, who)

    def write(self, question: Question, read: Callable[[Any], T], who: Who) -> T:
        """Waits until it is done, whatever the patience. Never sent twice; where all is read only, not once."""
        if self._read_only:
            raise ReadOnly(question.endpoint.name)
        if refusal := self._outcomes.refusal:
            raise refusal
        errand = Errand(f"write {next(self._writes)}", question.endpoint.name,
                        lambda _: self._written(question, read), writes=True)
        ticket = self._queue.ask(errand, who.viewer, who.priority)
        return cast(T, self._queue.wait(ticket, who.viewer, None))

    def known(self, inquiry: Inquiry[Any]) -> Known | None:
        """What there is of an answer, without asking for it."""
        entry = self._cache.get(inquiry)
        if entry and self._fresh(inquiry, entry):
            return Known.FRESH
        if self._queue.find(inquiry.key):
            return Known.ASKED
        if entry is None:
            self._spans.get(inquiry.family, set()).discard(inquiry.span)
        return Known.OLDER if entry else None

    def spans(self, family: str) -> set[tuple[int, int]]:
        """The spans, in seconds, of the questions of a family that were asked, before the last restart too."""
        return self._cache.spans(family) | self._spans.get(family, set())

    def combined(self, name: Hashable, rests_on: object, make: Callable[[], T]) -> T:
        """What `make` gives: the same object as long as the reports it `rests_on` are the same objects."""
        with self._lock:
            known = self._combined.get(name)
            if known is None or known[0] != rests_on:
                known = (rests_on, make())
                self._combined.pop(name, None)
                if _weight(known) <= COMBINED:
                    self._combined[name] = known
            return cast(T, known[1])

    @property
    def changes(self) -> int:
        return self._outcomes.changes

    def retry(self) -> None:
        self._outcomes.forget()

    def standing(self) -> Standing:
        refusal = self._outcomes.refusal
        return Standing(tuple(self._queue.waiting()), self._queue.counts(), self._hits, self._misses,
                        refusal.sentence if refusal else "")

    def close(self) -> None:
        """Nobody waits for an answer any more; what it comes by is closed behind the last one."""
        self._queue.close(self._release)

    def _release(self) -> None:
        self._cache.close()
        self._exchange.close()

    def _fresh(self, inquiry: Inquiry[R], entry: Entry[R]) -> bool:
        return entry.is_fresh(inquiry.window, self._now())

    def _ask(self, inquiry: Inquiry[Any], who: Who) -> Ticket | None:
        """None when the answer or the failure landed since it was looked for."""
        if inquiry.family:
            self._spans.setdefault(inquiry.family, set()).add(inquiry.span)

        def landed() -> bool:
            entry = self._cache.peek(inquiry) if who.uses_cache else None
            return bool(entry and self._fresh(inquiry, entry)) or self._outcomes.problem(inquiry.key) is not None

        return self._queue.ask_unless(landed, self._errand(inquiry), who.viewer, who.priority)

    def _errand(self, inquiry: Inquiry[Any]) -> Errand:
        return Errand(inquiry.key, inquiry.name, lambda ticket: self._fetched(inquiry, ticket))

    def _fetched(self, inquiry: Inquiry[R], ticket: Ticket) -> R:
        season = self._cache.season(inquiry.name)
        reply = self._exchange(inquiry.question)
        report = self._cache.report(inquiry, reply.body, reply.as_of)
        if Who(priority=ticket.priority).uses_cache:
            self._cache.put(inquiry, report, reply.text, season)
        return report

    def _written(self, question: Question, read: Callable[[Any], T]) -> T:
        try:
            reply = self._exchange(question)
        except UncertainWrite:
            self._forget(question)
            raise
        self._forget(question)
        return read(reply.body)

    def _forget(self, question: Question) -> None:
        affected = AFFECTED[question.endpoint.name]
        self._cache.drop(affected)
        self._queue.disown(affected)
        self._outcomes.disown(affected)

    def _waited(self, ticket: Ticket, entry: Entry[R] | None, who: Who) -> R:
        try:
            return cast(R, self._queue.wait(ticket, who.viewer, who.patience))
        except TimeoutError:
            raise StillWaiting(ticket.errand.name, *self._queue.outlook(ticket), ticket.problem) from None
        except CallyzerError as error:
            return self._despite(entry, error)

    def _despite(self, entry: Entry[R] | None, problem: BaseException) -> R:
        """The last answer with its time, where there is one, instead of a blank."""
        if entry is None:
            raise problem.with_traceback(None)
        words = problem.sentence if isinstance(problem, CallyzerError) else CallyzerError().sentence
        return entry.older(problem=words)


def _weight(remembered: tuple[object, Any]) -> int:
    """Rows, and something for being there at all."""
    frames = (getattr(remembered[1], name, ()) for name in ("rows", "call_logs", "day_wise"))
    return 100 + sum(map(len, frames))
