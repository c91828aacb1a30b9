"""What comes back: one function per endpoint, from the whole decoded answer to a report.

Everything the API has been seen to send is accepted. What is not understood raises UnexpectedAnswer with the path of
the field; a required number that is missing is never taken for 0. `zone` is the account's.
"""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from callyzer.model import (
    Employees,
    EmployeeSummary,
    History,
    Leads,
    NeverAttended,
    NotPickupByClient,
    Provenance,
    Summary,
    UniqueClients,
)
from callyzer.model.rows import (
    CALL,
    EMPLOYEE,
    EMPLOYEE_SUMMARY,
    EMPLOYEES,
    HISTORY,
    LEADS,
    PAIR_CALLS,
    PAIRS,
    UNIQUE_CLIENTS,
    Columns,
    Kind,
    frame,
)
from callyzer.wire import values
from callyzer.wire.answer import Answer, Json
from callyzer.wire.read_analysis import analysis
from callyzer.wire.read_slots import daywise_analytics, hourly_analytics
from callyzer.wire.read_writes import bulk_save_leads, remove_recordings, save_lead
from callyzer.wire.rules import NO_EMPLOYEES

__all__ = [
    "analysis", "bulk_save_leads", "daywise_analytics", "employee_summary", "get_calls", "get_employees", "get_leads",
    "history", "hourly_analytics", "is_empty_result", "never_attended", "not_pickup_by_client", "remove_recordings",
    "save_lead", "summary", "total_records", "unique_clients", "webhook",
]
C, S = Kind.COUNT, Kind.SECONDS
_SUMMARY: Columns = {
    "total_incoming_calls": C, "total_incoming_duration": S, "total_outgoing_calls": C, "total_outgoing_duration": S,
    "total_missed_calls": C, "total_rejected_calls": C, "total_calls": C, "total_duration": S,
    "total_never_attended_calls": C, "total_not_pickup_by_clients_calls": C, "total_unique_clients": C,
    "total_connected_calls": C, "total_working_hours": S,
}


def is_empty_result(status: int, body: Any) -> bool:
    """Whether this is employee-summary's 400 for a valid question that no employee answers."""
    return status == 400 and isinstance(body, dict) and NO_EMPLOYEES.rstrip(".") in str(body.get("message"))


def total_records(body: Any) -> int | None:
    """How many rows all pages have together; None where the answer does not say, as employee-summary does not."""
    try:
        return values.optional_count(body.get("total_records")) if isinstance(body, dict) else None
    except ValueError:
        return None


def summary(body: Any, zone: ZoneInfo, provenance: Provenance) -> Summary:
    answer = Answer("summary", zone)
    result = _result(answer, body)
    return Summary(**answer.fields(result, _SUMMARY, "result"), provenance=provenance)


def employee_summary(body: Any, zone: ZoneInfo, provenance: Provenance) -> EmployeeSummary:
    """Also from the body of the 400 that means no rows. Without `total_records` it is the number of rows given."""
    answer = Answer("employee_summary", zone)
    if is_empty_result(400, body):
        return EmployeeSummary(answer.rows([], EMPLOYEE_SUMMARY, "result"), 0, provenance)
    result, path = answer.object(body, "the body").get("result"), "result"
    if isinstance(result, dict):
        result, path = result.get("employees"), "result.employees"
    rows = answer.rows(answer.objects(result, path), EMPLOYEE_SUMMARY, path)
    total = total_records(body)
    return EmployeeSummary(rows, len(rows) if total is None else total, provenance)


def never_attended(body: Any, zone: ZoneInfo, provenance: Provenance) -> NeverAttended:
    answer = Answer("never_attended", zone)
    return NeverAttended(*_pairs(answer, body), _total(answer, body), provenance)


def not_pickup_by_client(body: Any, zone: ZoneInfo, provenance: Provenance) -> NotPickupByClient:
    answer = Answer("not_pickup_by_client", zone)
    return NotPickupByClient(*_pairs(answer, body), _total(answer, body), provenance)


def unique_clients(body: Any, zone: ZoneInfo, provenance: Provenance) -> UniqueClients:
    answer = Answer("unique_clients", zone)
    return UniqueClients(_rows(answer, body, UNIQUE_CLIENTS), _total(answer, body), provenance)


def history(body: Any, zone: ZoneInfo, provenance: Provenance) -> History:
    answer = Answer("history", zone)
    return History(_rows(answer, body, HISTORY), _total(answer, body), provenance)


def get_calls(body: Any, zone: ZoneInfo, provenance: Provenance) -> History:
    answer = Answer("get_calls", zone)
    rows = _rows(answer, body, HISTORY)
    return History(rows, len(rows), provenance)


def get_employees(body: Any, zone: ZoneInfo, provenance: Provenance) -> Employees:
    answer = Answer("get_employees", zone)
    return Employees(_rows(answer, body, EMPLOYEES), _total(answer, body), provenance)


def get_leads(body: Any, zone: ZoneInfo, provenance: Provenance) -> Leads:
    """The documentation shows `"result": null` for no leads."""
    answer = Answer("get_leads", zone)
    if answer.object(body, "the body").get("result", "") is None:
        return Leads(answer.rows([], LEADS, "result"), total_records(body) or 0, provenance)
    return Leads(_rows(answer, body, LEADS), _total(answer, body), provenance)


def webhook(body: Any, zone: ZoneInfo) -> pd.DataFrame:
    """A delivery as HISTORY rows, in the order sent; the same call may come again later."""
    answer = Answer("webhook", zone)
    calls: list[dict[str, Any]] = []
    paths: list[str] = []
    for place, employee in enumerate(answer.objects(body, "the body")):
        path = f"[{place}].call_logs"
        logs = employee.get("call_logs")
        found = [] if logs is None else answer.objects(logs, path)
        named = {name: employee.get(name) for name in EMPLOYEE}
        calls.extend({**log, **named} for log in found)
        paths.extend(f"{path}[{log}]" for log in range(len(found)))
    data = answer.columns(calls, HISTORY, paths.__getitem__)
    return frame(pd.DataFrame(data, columns=list(HISTORY)), HISTORY, zone)


def _result(answer: Answer, body: Any) -> Json:
    return answer.object(answer.object(body, "the body").get("result"), "result")


def _rows(answer: Answer, body: Any, columns: Columns) -> pd.DataFrame:
    found = answer.objects(answer.object(body, "the body").get("result"), "result")
    return answer.rows(found, columns, "result")


def _total(answer: Answer, body: Any) -> int:
    total: int = answer.value(body, "total_records", C, "")
    return total


def _pairs(answer: Answer, body: Any) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The pairs, and the calls of all of them."""
    pairs = answer.objects(answer.object(body, "the body").get("result"), "result")
    calls: list[Json] = []
    paths: list[str] = []
    for place, pair in enumerate(pairs):
        path = f"result[{place}].call_logs"
        logs = answer.objects(pair.get("call_logs"), path)
        named = {name: pair.get(name) for name in PAIR_CALLS if name not in CALL}
        calls.extend({**log, **named} for log in logs)
        paths.extend(f"{path}[{log}]" for log in range(len(logs)))
    data = answer.columns(calls, PAIR_CALLS, paths.__getitem__)
    call_logs = frame(pd.DataFrame(data, columns=list(PAIR_CALLS)), PAIR_CALLS, answer.zone)
    return answer.rows(pairs, PAIRS, "result"), call_logs
