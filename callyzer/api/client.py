"""The account as a `callyzer.source.Account`, answered by Callyzer itself."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import httpx

from callyzer.api import derive, paging, ranges
from callyzer.api.cache import Cache, Inquiry, Origin, Report
from callyzer.api.desk import Desk, Known, Who
from callyzer.api.disk import Disk
from callyzer.api.exchange import Exchange
from callyzer.api.gate import fingerprint, open_gate
from callyzer.api.line import Priority
from callyzer.api.outcomes import Outcomes
from callyzer.api.queue import SlotQueue
from callyzer.api.slots import SlotReports
from callyzer.api.standing import Standing
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
from callyzer.wire import ask, read
from callyzer.wire.ask import Question
from callyzer.wire.endpoints import Version

R = TypeVar("R", bound=Report)
P = TypeVar("P", bound=paging.Rows)
Asked = Callable[[CallFilter, Version], Question]
AskedPage = Callable[[CallFilter, Page, Version], Question]
Reader = Callable[[Any, ZoneInfo, Provenance], R]


class ApiClient:
    """All methods of `Account`, from the cache where it knows, else through the account's slot queue.

    `asking` gives a view for one viewer. A view without patience waits for ever. One with patience gets what is known,
    however old, and says so in `provenance`; where nothing is known after that many seconds StillWaiting is raised,
    and the question stays queued as long as somebody asks again within ten seconds.
    """

    def __init__(self, desk: Desk, version: Version = "v2.1", who: Who | None = None) -> None:
        self._desk, self._version, self._who = desk, version, who or Who()

    @classmethod
    def open(
        cls, base_url: str, token: str, zone: ZoneInfo, *, version: Version = "v2.1", interval: float = 2.0,
        data: Path | None = None, origin: Origin = "callyzer", transport: httpx.BaseTransport | None = None,
        read_only: bool = False,
    ) -> ApiClient:
        """An account. `data` is the folder of the cache and of what processes share; without it both live in memory.

        `interval` is in seconds, 0 lifts the limit. Where it is `read_only`, every write raises ReadOnly. Close the
        client when done.
        """
        account, outcomes = fingerprint(base_url, token), Outcomes()
        disk = Disk(data / f"answers-{account}.sqlite") if data else None
        queue = SlotQueue(open_gate(interval, data, account), on_landing=outcomes.landed)
        exchange = Exchange(base_url, token, transport=transport)
        return cls(Desk(exchange, queue, Cache(zone, origin, disk), outcomes, read_only=read_only), version)

    def asking(self, viewer: str, priority: Priority, patience: float | None) -> ApiClient:
        """A cheap view for one viewer that shares everything else. `patience` in seconds, None: for ever."""
        view = copy.copy(self)
        view._who = Who(viewer, priority, patience)  # noqa: SLF001 - its own copy
        return view

    @property
    def changes(self) -> int:
        """Grows whenever an answer or a failure lands, or a question is dropped."""
        return self._desk.changes

    def standing(self) -> Standing:
        return self._desk.standing()

    def retry(self) -> None:
        """Forget failures, so that the next question is asked at once."""
        self._desk.retry()

    def close(self) -> None:
        self._desk.close()

    def summary(self, question: CallFilter) -> Summary:
        """/call-log/summary, under 180 days."""
        return self._whole("summary", ask.summary, read.summary, question)

    def analysis(self, question: CallFilter) -> Analysis:
        """/call-log/analysis, under 180 days."""
        return self._whole("analysis", ask.analysis, read.analysis, question)

    def employee_summary(self, question: CallFilter, page: Page | None = None) -> EmployeeSummary:
        """/call-log/employee-summary, under 180 days. Tags and employees are rows of the answer for everybody."""
        ranges.refuse_long("employee_summary", question)
        if bool(question.emp_tags) != bool(question.emp_numbers):
            everybody = self.employee_summary(replace(question, emp_tags=(), emp_numbers=()))
            chosen = self._desk.combined(
                ("employees", question, page), (everybody,),
                lambda: derive.employees(everybody, question.emp_tags, question.emp_numbers, page))
            if chosen is not None:
                return chosen
        pages = partial(self._page, ask.employee_summary, read.employee_summary, question)
        found = self._desk.answer(pages(page), self._who) if page else paging.gather_uncounted(
            self._desk, pages, self._who)
        return self._applied("employee_summary", question, found)

    def never_attended(self, question: CallFilter, page: Page | None = None) -> NeverAttended:
        """/call-log/never-attended, under 180 days."""
        return self._rows("never_attended", ask.never_attended, read.never_attended, question, page)

    def not_pickup_by_client(self, question: CallFilter, page: Page | None = None) -> NotPickupByClient:
        """/call-log/not-pickup-by-client, under 180 days."""
        return self._rows("not_pickup_by_client", ask.not_pickup_by_client, read.not_pickup_by_client, question, page)

    def unique_clients(self, question: CallFilter, page: Page | None = None) -> UniqueClients:
        """/call-log/unique-clients, under 180 days."""
        return self._rows("unique_clients", ask.unique_clients, read.unique_clients, question, page)

    def hourly_analytics(self, question: CallFilter) -> HourlyAnalytics:
        """Cut from a daywise answer that covers it, if one is known or queued; else /call-log/hourly-analytics."""
        return self._applied("hourly_analytics", question, self._slots.hourly(question))

    def daywise_analytics(self, question: CallFilter) -> DaywiseAnalytics:
        """/call-log/daywise-analytics, or a part of an answer that covers the question. Any length of range."""
        return self._applied("daywise_analytics", question, self._slots.daywise(question))

    def history(self, question: CallFilter, page: Page | None = None) -> History:
        """/call-log/history. Any length of range."""
        if question.window.fits_one_request:
            return self._rows("history", ask.history, read.history, question, page)
        slices, total = ranges.history_slices(question, self.history, page)
        reports = tuple(part.report for part in slices)
        return self._desk.combined(("history", question, page), reports, lambda: ranges.history_of(slices, total))

    def get_calls(self, unique_ids: Sequence[str]) -> History:
        """/call-log/get: 1 to 20 ids."""
        return self._desk.answer(Inquiry(ask.get_calls(unique_ids), read.get_calls), self._who)

    def get_employees(self, query: EmployeeQuery, page: Page | None = None) -> Employees:
        """/employee/get"""
        return self._listed(lambda page: Inquiry(ask.get_employees(query, page), read.get_employees), page)

    def knows_employees(self) -> bool:
        """Whether `get_employees` of everybody has an answer, however old, before anything is asked."""
        known = self._desk.known(Inquiry(ask.get_employees(EmployeeQuery(), Page(1)), read.get_employees))
        return known in (Known.FRESH, Known.OLDER)

    def get_leads(self, query: LeadQuery, page: Page | None = None) -> Leads:
        """/lead/get"""
        return self._listed(lambda page: Inquiry(ask.get_leads(query, page), read.get_leads), page)

    def whole_account(self, _question: CallFilter) -> None:
        """Callyzer gives no answers over the whole account."""

    def remove_recordings(self, unique_ids: Sequence[str]) -> list[RemovedRecording]:
        """/call-log/call-recording/remove: 1 to 20 ids. Waits for the account, whatever the patience; so do all writes.

        Raises UncertainWrite where the connection broke after it was sent: it is never sent twice.
        """
        return self._desk.write(ask.remove_recordings(unique_ids), read.remove_recordings, self._who)

    def save_lead(self, lead: LeadDraft) -> SavedLead:
        """/lead/save: creates, or changes where `lead.id` is given."""
        return self._desk.write(ask.save_lead(lead), read.save_lead, self._who)

    def bulk_save_leads(self, batch: LeadBatch) -> BulkSaved:
        """/lead/bulksave"""
        return self._desk.write(ask.bulk_save_leads(batch), read.bulk_save_leads, self._who)

    def iter_history(self, question: CallFilter) -> Iterator[History]:
        """All calls page by page, latest first, each call once although new ones push the others down meanwhile."""
        for window in reversed(question.window.split()):
            part = replace(question, window=window)
            yield from self._each(partial(self._page, ask.history, read.history, part))

    def iter_unique_clients(self, question: CallFilter) -> Iterator[UniqueClients]:
        """All clients page by page, each once. Under 180 days."""
        ranges.refuse_long("unique_clients", question)
        return self._each(partial(self._page, ask.unique_clients, read.unique_clients, question))

    def iter_employees(self, query: EmployeeQuery) -> Iterator[Employees]:
        """All employees page by page, each once."""
        return self._each(lambda page: Inquiry(ask.get_employees(query, page), read.get_employees))

    def iter_leads(self, query: LeadQuery) -> Iterator[Leads]:
        """All leads page by page, each once."""
        return self._each(lambda page: Inquiry(ask.get_leads(query, page), read.get_leads))

    def _each(self, pages: paging.Pages[P]) -> Iterator[P]:
        """An iterator waits for each page, whatever the patience."""
        return paging.each_page(self._desk, pages, replace(self._who, patience=None))

    @property
    def _slots(self) -> SlotReports:
        return SlotReports(self._desk, self._version, self._who)

    def _whole(self, name: str, asked: Asked, reader: Reader[R], question: CallFilter) -> R:
        """A report that is one answer."""
        ranges.refuse_long(name, question)
        inquiry = Inquiry(asked(question, self._version), reader, question.window)
        return self._applied(name, question, self._desk.answer(inquiry, self._who))

    def _rows(
        self, name: str, asked: AskedPage, reader: Reader[P], question: CallFilter, page: Page | None,
    ) -> P:
        """A report with rows that tells how many there are."""
        ranges.refuse_long(name, question)
        return self._applied(name, question, self._listed(partial(self._page, asked, reader, question), page))

    def _page(self, asked: AskedPage, reader: Reader[P], question: CallFilter, page: Page) -> Inquiry[P]:
        return Inquiry(asked(question, page, self._version), reader, question.window)

    def _listed(self, pages: paging.Pages[P], page: Page | None) -> P:
        return self._desk.answer(pages(page), self._who) if page else paging.gather(self._desk, pages, self._who)

    def _applied(self, name: str, question: CallFilter, report: R) -> R:
        """Says which parts of the filter the endpoint left out; excluded days are applied to slots by dropping days."""
        ignored = tuple(part for part in ask.ignored(name, question)
                        if part != "exclude_days" or name != "daywise_analytics")
        if not ignored:
            return report
        provenance = replace(report.provenance, ignored=ignored)
        return self._desk.combined(("ignored", name, question), report,
                                   lambda: replace(report, provenance=provenance))  # type: ignore[type-var]
