"""The call store: every report of `callyzer.source.Account` computed from calls that are at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import pandas as pd

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
    RowOrder,
    SavedLead,
    Subset,
    Summary,
    UniqueClients,
)
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
    SharedClients,
    TimeToCallBack,
    TryRates,
)
from callyzer.model.coverage import AuditResult, Coverage
from callyzer.store import (
    absences,
    analysis,
    behind,
    directory,
    ingest,
    journal,
    lead_rows,
    leads,
    ledger,
    opening,
    recordings,
    reports,
    rollup,
    slots,
    tries,
    waits,
    whole_account,
)
from callyzer.store.database import Connection, Database
from callyzer.store.journal import Event
from callyzer.store.known_ids import KnownIds
from callyzer.store.leads import LeadBook
from callyzer.store.ledger import Ledger, LedgerStep
from callyzer.store.owner import Owner
from callyzer.store.reading import Reading
from callyzer.store.versions import Part, Versions

Clock = Callable[[], datetime]
"""What time it is, with a zone."""

Origin = Literal["callyzer", "store", "sandbox"]


class CallStore:
    """Implements `callyzer.source.Account`. Many threads may read while one writes, and see a load whole or not at all.

    Instants are told in `zone`. `clock` tells the time of a question and of a write.
    """

    def __init__(self, database: Database, zone: ZoneInfo, *, clock: Clock, origin: Origin,
                 lead_statuses: Sequence[str], owner: Owner | None = None, begins: date | None = None) -> None:
        self._database = database
        self._owner = owner
        self._zone = zone
        self._clock = clock
        self._origin: Origin = origin
        self._begins = begins
        self._lead_statuses = tuple(lead_statuses)
        self._known = KnownIds()
        self.versions = Versions()

    @classmethod
    def in_memory(cls, zone: ZoneInfo, *, clock: Clock, origin: Origin = "sandbox",
                  lead_statuses: Sequence[str] = leads.STATUSES, begins: date | None = None) -> CallStore:
        """An empty store that lasts as long as the object. `lead_statuses` are those a lead may be given; before the
        day on which the account `begins` it had no calls."""
        return cls(Database.in_memory(), zone, clock=clock, origin=origin, lead_statuses=lead_statuses, begins=begins)

    @classmethod
    def open(cls, path: Path, zone: ZoneInfo, *, clock: Clock, account: str = "") -> CallStore:
        """The store in this file, made where there is none; nobody else has it until `close`.

        `account` says whose calls they are (a fingerprint, no secret). A file that is damaged, of a newer version or of
        another account is set aside under a name that says when, and a new one is begun: `events` tells.
        Raises StoreInUse where somebody has the file, StoreUnavailable where it cannot be read or written.
        """
        now = clock()
        database, owner, notes = opening.open_file(path, zone, account, now)
        store = cls(database, zone, clock=clock, origin="store", lead_statuses=leads.STATUSES, owner=owner)
        for text in notes:
            store.note("store", text)
        return store

    def close(self) -> None:
        self._database.close()
        if self._owner:
            self._owner.release()

    @contextmanager
    def _reading(self) -> Iterator[Reading]:
        with self._database.reading() as connection:
            yield Reading(connection, self._zone, Provenance(self._clock().astimezone(UTC), self._origin))

    @contextmanager
    def _writing(self, *parts: Part) -> Iterator[Connection]:
        with self._database.writing() as connection:
            yield connection
        self.versions.wrote(parts, self._clock().astimezone(UTC))

    # What is loaded

    def add_calls(self, calls: pd.DataFrame) -> None:
        """Adds or renews calls (rows.HISTORY) by id: the newest version wins, a blank erases no note or recording."""
        with self._writing(*self._days_of(calls)) as connection:
            ingest.add_calls(connection, calls, self._zone, self._known)

    def add_employees(self, employees: pd.DataFrame) -> None:
        """Adds or renews employees (rows.EMPLOYEES) by number."""
        with self._writing("employees", "reports") as connection:
            ingest.add_employees(connection, employees)

    def exclude_numbers(self, numbers: Iterable[str]) -> None:
        """Puts client numbers on the account's exclude list; a bare number counts in any country."""
        with self._writing("reports") as connection:
            ingest.exclude_numbers(connection, numbers)

    def add_leads(self, leads: pd.DataFrame) -> None:
        """Adds or renews leads (rows.LEADS) by id; attempts and last calls are told by the calls."""
        with self._writing("leads", "reports") as connection:
            lead_rows.add_leads(connection, leads)

    # What is no longer there

    def keep_employees(self, employees: pd.DataFrame) -> None:
        """Adds or renews these employees; all others have left the account. Their calls and names stay."""
        with self._writing("employees", "reports") as connection:
            ingest.add_employees(connection, employees)
            absences.unregister_others(connection, employees)

    def keep_leads(self, leads: pd.DataFrame) -> None:
        """Adds or renews these leads; all others are gone. Their calls stay."""
        with self._writing("leads", "all leads", "reports") as connection:
            lead_rows.add_leads(connection, leads)
            absences.remove_other_leads(connection, leads["id"])

    def include_numbers(self, numbers: Iterable[str]) -> None:
        """Takes client numbers ("91-9876543210") off the account's exclude list."""
        with self._writing("reports") as connection:
            absences.include_numbers(connection, numbers)

    def roll_up(self) -> int:
        """Counts up to a month's worth of days that no longer change once and for all, newest first. How many days
        it were: 0 once all are; reports give the same answers before, in between and after."""
        with self._database.writing() as connection:
            return rollup.roll_up(connection, self._clock().astimezone(self._zone).date())

    # How far the synchronisation has come

    def ledger(self) -> Ledger:
        with self._database.reading() as connection:
            return ledger.read_ledger(connection, self._zone)

    def apply_page(self, rows: pd.DataFrame, step: LedgerStep) -> None:
        """Writes calls (rows.HISTORY) as `add_calls` does, and moves the ledger, both or neither."""
        with self._writing(*self._days_of(rows), *_emptied(step)) as connection:
            ingest.add_calls(connection, rows, self._zone, self._known)
            ledger.move(connection, step, rows["id"])
        self._tidy(step)

    def move_ledger(self, step: LedgerStep) -> None:
        """A step without calls."""
        with self._writing(*_emptied(step)) as connection:
            ledger.move(connection, step, pd.Series([], dtype="str"))
        self._tidy(step)

    def _tidy(self, step: LedgerStep) -> None:
        """A window that was read to its end is a good moment to roll up what it settled."""
        if step.finished:
            self.roll_up()

    def coverage(self) -> Coverage:
        with self._database.reading() as connection:
            known = ledger.read_ledger(connection, self._zone)
            compared = journal.audits(connection)
        return Coverage(
            days=known.covered_days(self._zone), known_until=known.synced_until, backfill_end=known.backfill_end,
            begins=self._begins, exclusions_since=known.exclusions_since,
            audited_at=compared[0].at if compared else None, differing_days=journal.differing_days(compared))

    def record_audit(self, audit: AuditResult) -> None:
        """Keeps the latest comparison of every day."""
        with self._writing() as connection:
            journal.record_audit(connection, audit)

    def audits(self) -> list[AuditResult]:
        """The latest comparison of every day, as the audits they came from, newest first."""
        with self._database.reading() as connection:
            return journal.audits(connection)

    def note(self, kind: str, text: str) -> None:
        """Writes an event down, now: `kind` is a word such as "sync", `text` a sentence without client data."""
        with self._writing() as connection:
            journal.note(connection, Event(self._clock(), kind, text))

    def events(self, limit: int = 100) -> list[Event]:
        """The latest events, newest first."""
        with self._database.reading() as connection:
            return journal.events(connection, limit)

    # What is asked

    def summary(self, question: CallFilter) -> Summary:
        with self._reading() as reading:
            return reports.summary(reading, question)

    def employee_summary(self, question: CallFilter, page: Page | None = None) -> EmployeeSummary:
        with self._reading() as reading:
            return reports.employee_summary(reading, question, page)

    def analysis(self, question: CallFilter) -> Analysis:
        with self._reading() as reading:
            return analysis.analysis(reading, question)

    def never_attended(self, question: CallFilter, page: Page | None = None) -> NeverAttended:
        with self._reading() as reading:
            return reports.never_attended(reading, question, page)

    def not_pickup_by_client(self, question: CallFilter, page: Page | None = None) -> NotPickupByClient:
        with self._reading() as reading:
            return reports.not_pickup_by_client(reading, question, page)

    def unique_clients(self, question: CallFilter, page: Page | None = None) -> UniqueClients:
        with self._reading() as reading:
            return reports.unique_clients(reading, question, page)

    def hourly_analytics(self, question: CallFilter) -> HourlyAnalytics:
        with self._reading() as reading:
            return slots.hourly_analytics(reading, question)

    def daywise_analytics(self, question: CallFilter) -> DaywiseAnalytics:
        with self._reading() as reading:
            return slots.daywise_analytics(reading, question)

    def history(self, question: CallFilter, page: Page | None = None) -> History:
        with self._reading() as reading:
            return reports.history(reading, question, page)

    def get_calls(self, unique_ids: Sequence[str]) -> History:
        """The calls with these ids, latest first; unknown ids are left out."""
        with self._reading() as reading:
            return reports.get_calls(reading, unique_ids)

    def get_employees(self, query: EmployeeQuery, page: Page | None = None) -> Employees:
        with self._reading() as reading:
            return directory.get_employees(reading, query, page)

    def get_leads(self, query: LeadQuery, page: Page | None = None) -> Leads:
        with self._reading() as reading:
            return lead_rows.get_leads(reading, query, page)

    # What is asked over the whole account: callyzer.model.account

    def whole_account(self, _question: CallFilter) -> CallStore:
        return self

    def call_backs(self, question: CallFilter, page: Page | None = None) -> CallBacks:
        with self._reading() as reading:
            return whole_account.call_backs(reading, question, page)

    def time_to_call_back(self, question: CallFilter) -> TimeToCallBack:
        with self._reading() as reading:
            return waits.time_to_call_back(reading, question)

    def calls(self, question: CallFilter, subset: Subset, page: Page | None = None) -> History:
        """The calls behind a figure, latest first: `model.subset`. The question is about the subset's `scope`."""
        with self._reading() as reading:
            return behind.calls(reading, question, subset, page)

    def connect_rates(self, question: CallFilter) -> ConnectRates:
        with self._reading() as reading:
            return whole_account.connect_rates(reading, question)

    def not_picked_up(self, question: CallFilter) -> NotPickedUp:
        with self._reading() as reading:
            return tries.not_picked_up(reading, question)

    def try_rates(self, question: CallFilter) -> TryRates:
        with self._reading() as reading:
            return tries.try_rates(reading, question)

    def new_clients(self, question: CallFilter) -> NewClients:
        with self._reading() as reading:
            return whole_account.new_clients(reading, question)

    def client_spread(self, question: CallFilter) -> ClientSpread:
        with self._reading() as reading:
            return whole_account.client_spread(reading, question)

    def returning_clients(self, question: CallFilter) -> ReturningClients:
        with self._reading() as reading:
            return whole_account.returning_clients(reading, question)

    def clients(self, question: CallFilter, text: str, first: int | None, order: RowOrder | None = None,
                ) -> UniqueClients:
        """As `unique_clients`, only those in whose name or number the text stands, and the `first` of them in this
        order: by a column of theirs, or by `client`, the name or else the number, or `number`."""
        with self._reading() as reading:
            return reports.clients(reading, question, text, first, order)

    def longest_calls(self, question: CallFilter) -> LongestCalls:
        with self._reading() as reading:
            return whole_account.longest_calls(reading, question)

    def shared_clients(self, question: CallFilter, page: Page | None = None) -> SharedClients:
        """A page holds so many clients."""
        with self._reading() as reading:
            return whole_account.shared_clients(reading, question, page)

    def figures(self, question: CallFilter, by: Grouping) -> GroupFigures:
        """The figures by tag, day, week or month; those by employee are `employee_summary`."""
        with self._reading() as reading:
            return whole_account.figures(reading, question, by)

    # What is changed

    def remove_recordings(self, unique_ids: Sequence[str]) -> list[RemovedRecording]:
        with self._writing("reports") as connection:
            return recordings.remove_recordings(connection, unique_ids, self._now())

    def save_lead(self, lead: LeadDraft) -> SavedLead:
        """Raises BadRequest with the documented message where the account would refuse."""
        with self._writing("leads", "reports") as connection:
            return LeadBook(connection, self._now(), self._lead_statuses, "save_lead").save(lead)

    def bulk_save_leads(self, batch: LeadBatch) -> BulkSaved:
        with self._writing("leads", "reports") as connection:
            return LeadBook(connection, self._now(), self._lead_statuses, "bulk_save_leads").save_all(batch)

    def _now(self) -> int:
        return int(self._clock().timestamp())

    def _days_of(self, calls: pd.DataFrame) -> list[date]:
        return list(calls["call_at"].dt.tz_convert(self._zone).dt.date.unique())


def _emptied(step: LedgerStep) -> list[date]:
    """The days from which calls may have been removed."""
    return step.window.window.days if step.window and step.finished and step.drop_unlisted else []
