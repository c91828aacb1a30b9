"""Who answers: the call store what it covers, Callyzer the rest. Chosen for every question anew, told in the report.

Where days add up exactly (daywise and hourly analytics), the store answers its days of a question and Callyzer the
others; all other reports come from one of the two as a whole.
"""

from __future__ import annotations

import copy
import logging
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from callyzer.answering import knowing, merging
from callyzer.answering.alone import StoreAlone
from callyzer.answering.knowing import Known
from callyzer.answering.shelf import Shelf
from callyzer.api import derive
from callyzer.api.client import ApiClient
from callyzer.api.line import Priority
from callyzer.api.standing import Standing
from callyzer.errors import BadRequest, CallyzerError, StillWaiting, StoreUnavailable
from callyzer.model import (
    Analysis,
    BulkSaved,
    CallFilter,
    DaywiseAnalytics,
    EmployeeQuery,
    Employees,
    EmployeeSummary,
    History,
    HourlyAnalytics,
    LeadBatch,
    LeadDraft,
    LeadQuery,
    Leads,
    NeverAttended,
    NotPickupByClient,
    Page,
    Provenance,
    RemovedRecording,
    SavedLead,
    Summary,
    UniqueClients,
)
from callyzer.model.coverage import Coverage
from callyzer.source import Source
from callyzer.store.store import CallStore

LISTS_LAG = timedelta(minutes=30)
"""As knowing.LAG, for people and their phones, which are read every few minutes."""

MOST_NUMBERS = 100
"""Contact numbers that one request may name."""

_LOG = logging.getLogger("callyzer.answering")


class _Report(Protocol):
    @property
    def provenance(self) -> Provenance: ...


R = TypeVar("R", bound=_Report)
Ask = Callable[[Source], R]


class Answering:
    """Implements `callyzer.source.Account`; `asking`, `changes`, `standing` and `retry` as `ApiClient` has them.

    A question about days that the store holds completely is answered by it, at once and without a request. Where the
    store has fallen behind, it answers only until Callyzer has, and when Callyzer cannot: the report says so. The same
    question gives the same report object as long as nothing was written that it rests on.
    """

    def __init__(self, store: CallStore, client: ApiClient, clock: Callable[[], datetime]) -> None:
        self.store, self._client, self._clock = store, client, clock
        self._shelf = Shelf(store)

    def asking(self, viewer: str, priority: Priority, patience: float | None) -> Answering:
        """A cheap view for one viewer that shares everything else. `patience` in seconds, None: for ever."""
        view = copy.copy(self)
        view._client = self._client.asking(viewer, priority, patience)  # noqa: SLF001 - its own copy
        return view

    @property
    def changes(self) -> int:
        """Grows whenever something is written into the store, or an answer or a failure lands."""
        return self._client.changes + self.store.versions.latest

    @property
    def callyzer(self) -> ApiClient:
        """Callyzer itself, for what has to be as it is there now."""
        return self._client

    def standing(self) -> Standing:
        return self._client.standing()

    def retry(self) -> None:
        self._client.retry()

    def close(self) -> None:
        self._client.close()
        self.store.close()

    def coverage(self) -> Coverage:
        """What the store holds."""
        return self._shelf.coverage()

    def edition(self, question: CallFilter) -> Hashable | None:
        """What the store's answer to the question rests on: another value, other figures. None: Callyzer answers."""
        known = self._known(question)
        return None if known is None or known.lags else known

    def summary(self, question: CallFilter) -> Summary:
        return self._report("summary", question, lambda source: source.summary(question))

    def employee_summary(self, question: CallFilter, page: Page | None = None) -> EmployeeSummary:
        return self._report("employee_summary", question, lambda source: source.employee_summary(question, page), page)

    def analysis(self, question: CallFilter) -> Analysis:
        return self._report("analysis", question, lambda source: source.analysis(question))

    def never_attended(self, question: CallFilter, page: Page | None = None) -> NeverAttended:
        return self._report("never_attended", question, lambda source: source.never_attended(question, page), page)

    def not_pickup_by_client(self, question: CallFilter, page: Page | None = None) -> NotPickupByClient:
        return self._report(
            "not_pickup_by_client", question, lambda source: source.not_pickup_by_client(question, page), page)

    def unique_clients(self, question: CallFilter, page: Page | None = None) -> UniqueClients:
        return self._report("unique_clients", question, lambda source: source.unique_clients(question, page), page)

    def hourly_analytics(self, question: CallFilter) -> HourlyAnalytics:
        """Put together from the days of both where neither has them all."""
        return self._report("hourly_analytics", question, lambda source: source.hourly_analytics(question),
                            merged=self._merged_hourly)

    def daywise_analytics(self, question: CallFilter) -> DaywiseAnalytics:
        """Put together from the days of both where neither has them all."""
        return self._report("daywise_analytics", question, lambda source: source.daywise_analytics(question),
                            merged=self._merged_daywise)

    def history(self, question: CallFilter, page: Page | None = None) -> History:
        return self._report("history", question, lambda source: source.history(question, page), page)

    def get_calls(self, unique_ids: Sequence[str]) -> History:
        """From the store where it has them all."""
        known_until = self.coverage().known_until
        if known_until:
            known = Known(known_until, self.store.versions.latest)
            found = self._stored(("get_calls", *unique_ids), known, lambda source: source.get_calls(unique_ids))
            if found and found.total_records == len(set(unique_ids)):
                return found
        return self._client.get_calls(unique_ids)

    def get_employees(self, query: EmployeeQuery, page: Page | None = None) -> Employees:
        """From the store, as of when they were read: with the calls, unless that was since it was opened."""
        def ask(source: Source) -> Employees:
            return source.get_employees(query, page)

        read_at = self._employees_read_at()
        if read_at is None:
            return ask(self._client)
        lags = self._clock() - read_at > LISTS_LAG
        known = Known(read_at, self.store.versions.of(["employees"]), lags)
        return self._answered(("get_employees", query, page), known, ask, lambda: ask(self._client))

    def knows_employees(self) -> bool:
        """Whether `get_employees` of everybody has an answer, however old, before anything is asked."""
        return self._employees_read_at() is not None or self._client.knows_employees()

    def _employees_read_at(self) -> datetime | None:
        """None where the store knows nobody: calls may arrive before the list of people."""
        read_at, synced_until = self.store.versions.time_of("employees"), self.coverage().known_until
        if read_at or synced_until is None:
            return read_at
        known = Known(synced_until, self.store.versions.of(["employees"]))
        held = self._stored(("somebody",), known, lambda source: source.get_employees(EmployeeQuery(), Page(1, 1)))
        return synced_until if held and held.total_records else None

    def get_leads(self, query: LeadQuery, page: Page | None = None) -> Leads:
        """From the store once all of them were read since it was opened, as of then: that is done once an hour."""
        def ask(source: Source) -> Leads:
            return source.get_leads(query, page)

        read_at = self.store.versions.time_of("all leads")
        if read_at is None:
            return ask(self._client)
        known = Known(read_at, self.store.versions.of(["leads"]))
        return self._stored(("get_leads", query, page), known, ask) or ask(self._client)

    def leads_edition(self) -> int | None:
        """Another value: other leads. None where Callyzer is asked for them."""
        read = self.store.versions.time_of("all leads") is not None
        return self.store.versions.of(["leads"]) if read else None

    def whole_account(self, question: CallFilter) -> StoreAlone | None:
        known = self._known(question)
        return StoreAlone(self.store, self._shelf, known, known.as_of) if known and not known.lags else None

    def remove_recordings(self, unique_ids: Sequence[str]) -> list[RemovedRecording]:
        removed = self._client.remove_recordings(unique_ids)
        gone = [each.id for each in removed if each.status == "Success"]
        if gone:
            self.store.remove_recordings(gone)
        return removed

    def save_lead(self, lead: LeadDraft) -> SavedLead:
        saved = self._client.save_lead(lead)
        self._read_back(lead.contact_numbers)
        return saved

    def bulk_save_leads(self, batch: LeadBatch) -> BulkSaved:
        answer = self._client.bulk_save_leads(batch)
        self._read_back([number for lead in answer.saved for number in lead.contact_numbers])
        return answer

    def _read_back(self, numbers: Sequence[str]) -> None:
        """What was saved is read at once where all leads are kept; where that fails, the next reading brings it."""
        if self.leads_edition() is None:
            return
        try:
            for start in range(0, len(numbers), MOST_NUMBERS):
                query = LeadQuery(contact_numbers=tuple(numbers[start:start + MOST_NUMBERS]))
                self.store.add_leads(self._client.get_leads(query).rows)
        except CallyzerError as error:
            _LOG.info("What was saved could not be read back: %s", type(error).__name__)

    def _report(self, name: str, question: CallFilter, ask: Ask[R], page: Page | None = None,
                merged: Callable[[CallFilter], R | None] = lambda _: None) -> R:
        known = self._known(question)

        def elsewhere() -> R:
            return merged(question) or ask(self._client)

        return self._answered((name, question, page), known, ask, elsewhere) if known else elsewhere()

    def _answered(self, name: Hashable, known: Known, ask: Ask[R], elsewhere: Callable[[], R]) -> R:
        """By the store; `elsewhere` where the store has no answer, or has fallen behind and Callyzer has one."""
        if not known.lags:
            return self._stored(name, known, ask) or elsewhere()
        try:
            return elsewhere()
        except StillWaiting as waiting:
            return self._stored(name, known, ask, refreshing=True) or _raised(waiting)
        except CallyzerError as error:
            return self._stored(name, known, ask, problem=error.sentence) or _raised(error)

    def _merged_hourly(self, question: CallFilter) -> HourlyAnalytics | None:
        days = self._merged_daywise(question)
        if days is None:
            return None
        return self._shelf.remembered(("merged hourly", question), days, lambda: derive.hourly(days))

    def _merged_daywise(self, question: CallFilter) -> DaywiseAnalytics | None:
        """The store's days and Callyzer's; None where one of the two has them all, or leaves out a part of the
        filter."""
        kept_days = knowing.kept_days(question, self.coverage(), self._clock())
        asked = [(replace(question, window=part.window), part.kept)
                 for part in merging.parts(question.window, kept_days)]
        days = [self._daywise_kept(part) if kept else self._client.daywise_analytics(part) for part, kept in asked]
        reports = tuple(report for report in days if report and not report.provenance.ignored)
        if not days or len(reports) < len(days):
            return None
        return self._shelf.remembered(("merged daywise", question), reports, lambda: merging.daywise(reports))

    def _daywise_kept(self, part: CallFilter) -> DaywiseAnalytics | None:
        known = self._known(part)
        if known is None:
            return None
        return self._stored(("daywise_analytics", part, None), known, lambda source: source.daywise_analytics(part))

    def _stored(self, name: Hashable, known: Known, ask: Ask[R], **said: Any) -> R | None:
        """The store's report, as of when it was true; None where only Callyzer can tell."""
        def make() -> R:
            report = ask(self.store)
            provenance = replace(report.provenance, as_of=known.as_of, **said)
            return replace(report, provenance=provenance)  # type: ignore[type-var]  # a dataclass

        try:
            return self._shelf.remembered(name, (known, *said.items()), make)
        except BadRequest:
            return None  # the account may know people who have no calls here, and newer leads
        except StoreUnavailable as error:
            _LOG.error("The call store cannot answer: %s", error.sentence)
            return None

    def _known(self, question: CallFilter) -> Known | None:
        return knowing.known(question, self.coverage(), self.store.versions, self._clock())


def _raised(error: CallyzerError) -> Any:
    raise error
