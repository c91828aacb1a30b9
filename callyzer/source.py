"""Who can answer. Every implementation gives the same figures for the same calls.

A report with rows takes a `page`; without one it holds all rows. Every method may raise a CallyzerError.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

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
    TimeToCallBack,
    TryRates,
)


class WholeAccount(Protocol):
    """Answers what the API cannot, from all of the calls: `callyzer.model.account`."""

    def call_backs(self, question: CallFilter) -> CallBacks: ...
    def time_to_call_back(self, question: CallFilter) -> TimeToCallBack: ...
    def not_picked_up(self, question: CallFilter) -> NotPickedUp: ...
    def connect_rates(self, question: CallFilter) -> ConnectRates: ...
    def try_rates(self, question: CallFilter) -> TryRates: ...
    def new_clients(self, question: CallFilter) -> NewClients: ...
    def client_spread(self, question: CallFilter) -> ClientSpread: ...
    def returning_clients(self, question: CallFilter) -> ReturningClients: ...  # and the window before it
    def clients(self, question: CallFilter, text: str, first: int | None, order: RowOrder | None = None,
                ) -> UniqueClients: ...
    def longest_calls(self, question: CallFilter) -> LongestCalls: ...
    def figures(self, question: CallFilter, by: Grouping) -> GroupFigures: ...
    def calls(self, question: CallFilter, subset: Subset, page: Page | None = None) -> History: ...


class Source(Protocol):
    """Reads an account."""

    def summary(self, question: CallFilter) -> Summary: ...
    def employee_summary(self, question: CallFilter, page: Page | None = None) -> EmployeeSummary: ...
    def analysis(self, question: CallFilter) -> Analysis: ...
    def never_attended(self, question: CallFilter, page: Page | None = None) -> NeverAttended: ...
    def not_pickup_by_client(self, question: CallFilter, page: Page | None = None) -> NotPickupByClient: ...
    def unique_clients(self, question: CallFilter, page: Page | None = None) -> UniqueClients: ...
    def hourly_analytics(self, question: CallFilter) -> HourlyAnalytics: ...
    def daywise_analytics(self, question: CallFilter) -> DaywiseAnalytics: ...
    def history(self, question: CallFilter, page: Page | None = None) -> History: ...
    def get_calls(self, unique_ids: Sequence[str]) -> History: ...
    def get_employees(self, query: EmployeeQuery, page: Page | None = None) -> Employees: ...
    def get_leads(self, query: LeadQuery, page: Page | None = None) -> Leads: ...
    def whole_account(self, question: CallFilter) -> WholeAccount | None: ...  # None: nobody holds all of its calls


class Account(Source, Protocol):
    """Reads an account and changes it."""

    def remove_recordings(self, unique_ids: Sequence[str]) -> list[RemovedRecording]: ...
    def save_lead(self, lead: LeadDraft) -> SavedLead: ...
    def bulk_save_leads(self, batch: LeadBatch) -> BulkSaved: ...
