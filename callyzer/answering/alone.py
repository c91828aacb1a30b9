"""What the call store alone can tell: questions over all calls, which the API has no answer to."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from callyzer.answering.shelf import Shelf
from callyzer.model import CallFilter, History, Page, RowOrder, Subset, UniqueClients
from callyzer.model.account import (
    CallBacks,
    ClientSpread,
    ConnectRates,
    GroupFigures,
    Grouping,
    LongestCalls,
    NewClients,
    NotPickedUp,
    ReturningClients,
    TimeToCallBack,
    TryRates,
)
from callyzer.store.store import CallStore

R = TypeVar(
    "R", CallBacks, TimeToCallBack, NotPickedUp, ConnectRates, TryRates, NewClients, ClientSpread, ReturningClients,
    UniqueClients, LongestCalls, GroupFigures, History)


class StoreAlone:
    """Implements `callyzer.source.WholeAccount`, as of `as_of`. An answer is kept while it rests on the same."""

    def __init__(self, store: CallStore, shelf: Shelf, rests_on: Hashable, as_of: datetime) -> None:
        self._store, self._shelf, self._rests_on, self._as_of = store, shelf, rests_on, as_of

    def new_clients(self, question: CallFilter) -> NewClients:
        """Rests on all days: an older one that arrives tells that a client is not new."""
        return self._kept(("new_clients", question), self._store.versions.latest,
                          lambda: self._store.new_clients(question))

    def client_spread(self, question: CallFilter) -> ClientSpread:
        return self._kept(("client_spread", question), None, lambda: self._store.client_spread(question))

    def returning_clients(self, question: CallFilter) -> ReturningClients:
        return self._kept(("returning_clients", question), None, lambda: self._store.returning_clients(question))

    def clients(self, question: CallFilter, text: str, first: int | None, order: RowOrder | None = None,
                ) -> UniqueClients:
        return self._kept(("clients", question, text, first, order), None,
                          lambda: self._store.clients(question, text, first, order))

    def call_backs(self, question: CallFilter) -> CallBacks:
        """Rests on all days: whose client somebody is, and what was noted, is looked up in all calls."""
        return self._kept(("call_backs", question), self._store.versions.latest,
                          lambda: self._store.call_backs(question))

    def time_to_call_back(self, question: CallFilter) -> TimeToCallBack:
        return self._kept(("time_to_call_back", question), None, lambda: self._store.time_to_call_back(question))

    def not_picked_up(self, question: CallFilter) -> NotPickedUp:
        """Rests on all days: when the clients were talked to is looked up before the range and after it."""
        return self._kept(("not_picked_up", question), self._store.versions.latest,
                          lambda: self._store.not_picked_up(question))

    def connect_rates(self, question: CallFilter) -> ConnectRates:
        return self._kept(("connect_rates", question), None, lambda: self._store.connect_rates(question))

    def try_rates(self, question: CallFilter) -> TryRates:
        """Rests on all days: tries before the range count."""
        return self._kept(("try_rates", question), self._store.versions.latest,
                          lambda: self._store.try_rates(question))

    def longest_calls(self, question: CallFilter) -> LongestCalls:
        return self._kept(("longest_calls", question), None, lambda: self._store.longest_calls(question))

    def figures(self, question: CallFilter, by: Grouping) -> GroupFigures:
        return self._kept(("figures", question, by), None, lambda: self._store.figures(question, by))

    def calls(self, question: CallFilter, subset: Subset, page: Page | None = None) -> History:
        """Rests on all days: who is new, and what a client is called, may change with any of them."""
        return self._kept(("calls", question, subset, page), self._store.versions.latest,
                          lambda: self._store.calls(question, subset, page))

    def _kept(self, name: Hashable, also: Hashable, ask: Callable[[], R]) -> R:
        def make() -> R:
            report = ask()
            return replace(report, provenance=replace(report.provenance, as_of=self._as_of))

        return self._shelf.remembered(name, (self._rests_on, also), make)
