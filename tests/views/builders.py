"""Reports of a few rows in a line each, and a source that tells them and counts what was asked. Names are made up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from callyzer.errors import CallyzerError, StillWaiting
from callyzer.model import (
    Analysis,
    CallFilter,
    DailyAverage,
    DaywiseAnalytics,
    EmployeeQuery,
    Employees,
    EmployeeSummary,
    History,
    HourlyAnalytics,
    LeadQuery,
    Leads,
    NeverAttended,
    NotPickupByClient,
    Page,
    Provenance,
    RowOrder,
    Subset,
    Summary,
    UniqueClients,
    Window,
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
from callyzer.model.rows import (
    CLIENT_SPREAD,
    DAY_WISE,
    DAYWISE_SLOTS,
    EMPLOYEE_SUMMARY,
    PERIOD_FIGURES,
    TIME_SLOTS,
    UNIQUE_CLIENTS,
    Columns,
    Kind,
    frame,
)
from callyzer.source import WholeAccount

ZONE = ZoneInfo("Asia/Kolkata")
NOW = datetime(2026, 11, 22, 15, 40, tzinfo=ZONE)
"""A Sunday."""

TODAY = NOW.date()
SURE = Provenance(datetime(2026, 11, 22, 10, 10, tzinfo=UTC), "callyzer")

_BLANK: Mapping[Kind, Any] = {
    Kind.TEXT: "", Kind.COUNT: 0, Kind.PERCENT: 0.0, Kind.SECONDS: 0, Kind.TAGS: (), Kind.INSTANT: None, Kind.DAY: None}


def asks(first: date, last: date, **more: Any) -> CallFilter:
    """A question about whole local days."""
    return CallFilter(Window.of_days(first, last, ZONE), **more)


def _record(columns: Columns, given: Mapping[str, Any]) -> dict[str, Any]:
    assert given.keys() <= columns.keys()
    return {name: given.get(name, _BLANK[kind]) for name, kind in columns.items()}


def person(name: str, number: str, *, outgoing: int = 0, reached: int = 0, incoming: int = 0, missed: int = 0,
           rejected: int = 0, talk: int = 0, hours: float = 8.0, **more: Any) -> dict[str, Any]:
    """An employee: `reached` of the `outgoing` calls connected, as did all `incoming` ones; `talk` in seconds."""
    return _record(EMPLOYEE_SUMMARY, {
        "emp_name": name, "emp_country_code": "91", "emp_number": number,
        "total_outgoing_calls": outgoing, "total_outgoing_connected_calls": reached,
        "total_incoming_calls": incoming, "total_incoming_connected_calls": incoming,
        "total_missed_calls": missed, "total_rejected_calls": rejected,
        "total_calls": outgoing + incoming + missed + rejected, "total_connected_calls": reached + incoming,
        "total_duration": talk, "total_working_hours": round(hours * 3600), **more})


def team(*people: Mapping[str, Any], provenance: Provenance = SURE) -> EmployeeSummary:
    return EmployeeSummary(frame(people, EMPLOYEE_SUMMARY, ZONE), len(people), provenance)


def summary(*, clients: int = 0, never: int = 0, hours: float = 0.0) -> Summary:
    """The account's own figures that cannot be added up; the others are 0 here."""
    return Summary(0, 0, 0, 0, 0, 0, 0, 0, never, 0, clients, 0, round(hours * 3600), SURE)


_COUNTED = ("total_calls", "total_connected_calls", "total_duration")
Cells = Mapping[tuple[date, int], tuple[int, int, int]]
"""By day and position of the slot: calls, connected calls, seconds."""


def daywise(question: CallFilter, cells: Cells, provenance: Provenance = SURE) -> DaywiseAnalytics:
    """Every slot of every day that has a cell."""
    slots = question.working_hours.slots
    records = [
        {"slot": slot.label, "date": day, **dict(zip(_COUNTED, cells.get((day, place), (0, 0, 0)), strict=True))}
        for day in sorted({day for day, _ in cells}) for place, slot in enumerate(slots)
    ]
    return DaywiseAnalytics(0, 0, 0, 0, DailyAverage(0, 0, 0), frame([], DAYWISE_SLOTS, ZONE),
                            frame(records, DAY_WISE, ZONE), provenance)


def hourly(question: CallFilter, slots: Mapping[int, tuple[int, int, int]]) -> HourlyAnalytics:
    """By position of the slot: calls, connected calls, seconds; the others are 0."""
    records = [{"slot": slot.label, **dict(zip(_COUNTED, slots.get(place, (0, 0, 0)), strict=True))}
               for place, slot in enumerate(question.working_hours.slots)]
    rows = frame([_record(TIME_SLOTS, record) for record in records], TIME_SLOTS, ZONE)
    return HourlyAnalytics(0, 0, 0, DailyAverage(0, 0, 0), rows, SURE)


def every_day(
    first: date, last: date, calls: int, connected: int = 0, *, seconds: int = 0, slot: int = 1,
) -> Cells:
    """The same figures on each day, in one slot."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return {(day, slot): (calls, connected, seconds) for day in days}


def client(name: str, number: str, calls: int, **more: Any) -> dict[str, Any]:
    return _record(UNIQUE_CLIENTS, {
        "client_name": name, "client_country_code": "91", "client_number": number, "total_calls": calls, **more})


def unique_clients(*clients: Mapping[str, Any], provenance: Provenance = SURE) -> UniqueClients:
    return UniqueClients(frame(clients, UNIQUE_CLIENTS, ZONE), len(clients), provenance)


class Told:
    """A source that knows the answers it was told, by report and question; all others are still on their way.

    `asked` holds every different question once, as the cache before the API does.
    """

    def __init__(self, answers: Mapping[tuple[str, CallFilter], object], people: Employees | None = None) -> None:
        self.answers, self._people = dict(answers), people
        self.asked: list[tuple[str, CallFilter]] = []

    def _tell(self, name: str, question: CallFilter) -> Any:
        if (name, question) not in self.asked:
            self.asked.append((name, question))
        answer = self.answers.get((name, question), StillWaiting(name, ahead=0, seconds=2.0))
        if isinstance(answer, CallyzerError):
            raise answer
        return answer

    def summary(self, question: CallFilter) -> Summary:
        return self._tell("summary", question)  # type: ignore[no-any-return]  # told in the test that asks

    def employee_summary(self, question: CallFilter, page: Page | None = None) -> EmployeeSummary:
        return self._tell("employee_summary", question)  # type: ignore[no-any-return]  # as above

    def analysis(self, question: CallFilter) -> Analysis:
        return self._tell("analysis", question)  # type: ignore[no-any-return]  # as above

    def daywise_analytics(self, question: CallFilter) -> DaywiseAnalytics:
        return self._tell("daywise_analytics", question)  # type: ignore[no-any-return]  # as above

    def unique_clients(self, question: CallFilter, page: Page | None = None) -> UniqueClients:
        return self._tell("unique_clients", question)  # type: ignore[no-any-return]  # as above

    def hourly_analytics(self, question: CallFilter) -> HourlyAnalytics:
        return self._tell("hourly_analytics", question)  # type: ignore[no-any-return]  # as above

    def never_attended(self, question: CallFilter, page: Page | None = None) -> NeverAttended:
        raise AssertionError("no view shows it yet")

    def not_pickup_by_client(self, question: CallFilter, page: Page | None = None) -> NotPickupByClient:
        raise AssertionError("no view shows it yet")

    def history(self, question: CallFilter, page: Page | None = None) -> History:
        raise AssertionError("a page of totals reads no single calls")

    def get_calls(self, unique_ids: Sequence[str]) -> History:
        raise AssertionError("a page of totals reads no single calls")

    def get_employees(self, query: EmployeeQuery, page: Page | None = None) -> Employees:
        if self._people is None:
            raise StillWaiting("get_employees", ahead=0, seconds=2.0)
        return self._people

    def get_leads(self, query: LeadQuery, page: Page | None = None) -> Leads:
        raise AssertionError("no view shows it yet")

    def whole_account(self, question: CallFilter) -> WholeAccount | None:
        return None


class Holds(Told):
    """A source behind which a store holds all calls of every question."""

    def __init__(self, answers: Mapping[tuple[str, CallFilter], object], *, by_day: GroupFigures | None = None,
                 new: NewClients | None = None) -> None:
        super().__init__(answers)
        self._by_day, self._new = by_day, new

    def whole_account(self, question: CallFilter) -> WholeAccount | None:
        return self

    def call_backs(self, question: CallFilter) -> CallBacks:
        raise AssertionError("asked for by the page of call-backs alone")

    def time_to_call_back(self, question: CallFilter) -> TimeToCallBack:
        return self._tell("time_to_call_back", question)  # type: ignore[no-any-return]  # told in the test that asks

    def not_picked_up(self, question: CallFilter) -> NotPickedUp:
        raise AssertionError("asked for by the page of who did not pick up alone")

    def connect_rates(self, question: CallFilter) -> ConnectRates:
        raise AssertionError("asked for by the page of who did not pick up alone")

    def try_rates(self, question: CallFilter) -> TryRates:
        raise AssertionError("asked for by the page of who did not pick up alone")

    def longest_calls(self, question: CallFilter) -> LongestCalls:
        raise AssertionError("asked for by the page of an employee alone")

    def client_spread(self, question: CallFilter) -> ClientSpread:
        report = self.unique_clients(question)
        each = Counter(report.rows["total_calls"].tolist())
        reached = Counter(report.rows.loc[report.rows["total_connected_calls"] > 0, "total_calls"].tolist())
        rows = [{"total_calls": calls, "clients": each[calls], "reached_clients": reached[calls]}
                for calls in sorted(each, reverse=True)]
        return ClientSpread(frame(rows, CLIENT_SPREAD, ZONE), report.total_records, report.provenance)

    def returning_clients(self, question: CallFilter) -> ReturningClients:
        raise AssertionError("asked for by the page of unique clients alone")

    def clients(self, question: CallFilter, text: str, first: int | None, order: RowOrder | None = None,
                ) -> UniqueClients:
        report = self.unique_clients(question)
        rows = report.rows[report.rows["client_name"].str.contains(text)]
        if order:
            rows = rows.sort_values(order.column, ascending=not order.descending)
        return replace(report, rows=rows.head(first or 100_000))

    def calls(self, question: CallFilter, subset: Subset, page: Page | None = None) -> History:
        raise AssertionError("a page of totals reads no single calls")

    def figures(self, question: CallFilter, by: Grouping) -> GroupFigures:
        assert by == "day"
        assert self._by_day
        return self._by_day

    def new_clients(self, question: CallFilter) -> NewClients:
        assert self._new
        return self._new


def by_day(figures: Mapping[date, Mapping[str, int]]) -> GroupFigures:
    """The figures of days with calls; what is not given is 0."""
    rows = [_record(PERIOD_FIGURES, {"date": day, **given}) for day, given in figures.items()]
    return GroupFigures("day", frame(rows, PERIOD_FIGURES, ZONE), SURE)
