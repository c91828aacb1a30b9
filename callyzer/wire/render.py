"""What is answered by whoever serves the API: from a report to the complete JSON answer, as documented.

The reverse of `read`. Everything given back is made of dicts, lists, texts, numbers, booleans and None.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import pandas as pd

from callyzer.model import (
    Analysis,
    BulkSaved,
    Call,
    DailyAverage,
    DaywiseAnalytics,
    Employee,
    Employees,
    EmployeeSummary,
    History,
    HourlyAnalytics,
    Leads,
    NeverAttended,
    NotPickupByClient,
    Page,
    RemovedRecording,
    SavedLead,
    Summary,
    UniqueClients,
)
from callyzer.model.rows import (
    CALL,
    CLIENT,
    DAYWISE_SLOTS,
    EMPLOYEE,
    EMPLOYEE_SUMMARY,
    EMPLOYEES,
    HISTORY,
    LEADS,
    PAIR_CALLS,
    PAIRS,
    TIME_SLOTS,
    UNIQUE_CLIENTS,
)
from callyzer.wire.endpoints import Version
from callyzer.wire.records import clock, instant, records

Json = dict[str, Any]
SUCCESS = "Success"
_PAIR_KEY = ("emp_country_code", "emp_number", "client_country_code", "client_number")
_V22 = ("call_method", "call_mode")
_DELIVERED = ("id", *CLIENT, "duration", "call_type", "call_date", "call_time", "note", "call_recording_url",
              "crm_status", "reminder_date", "reminder_time", "synced_at", "modified_at")
"""What a webhook tells of a call."""


def summary(report: Summary) -> Json:
    result = {name: getattr(report, name) for name in Summary.__slots__ if name != "provenance"}
    return _answer({**result, "total_working_hours": clock(report.total_working_hours)})


def employee_summary(report: EmployeeSummary) -> Json:
    """As documented: an object with `employees`, and no number of records. The real API sends the list alone."""
    return _answer({"employees": records(report.rows, EMPLOYEE_SUMMARY)})


def analysis(report: Analysis) -> Json:
    dialer, answered, caller = (report.top_dialer, report.top_answered, report.top_caller)
    highest, longest = report.highest_total_duration, report.longest_duration
    return _answer({
        "average_duration": asdict(report.average_duration),
        "top_dialer": dialer and {**_employee(dialer.employee), "total_outgoing_calls": dialer.calls},
        "top_answered": answered and {**_employee(answered.employee), "total_incoming_calls": answered.calls},
        "top_caller": caller and {**_employee(caller.employee), "total_calls": caller.calls},
        "highest_total_duration": highest and {
            **_employee(highest.employee),
            **{name: value for name, value in asdict(highest).items() if name != "employee"}},
        "longest_duration": longest and {**_employee(longest.employee), "call_log": _call(longest.call)},
    })


def never_attended(report: NeverAttended, page: Page) -> Json:
    return _paged(_pairs(report), report.total_records, page)


def not_pickup_by_client(report: NotPickupByClient, page: Page) -> Json:
    return _paged(_pairs(report), report.total_records, page)


def unique_clients(report: UniqueClients, page: Page) -> Json:
    return _paged(records(report.rows, UNIQUE_CLIENTS), report.total_records, page)


def hourly_analytics(report: HourlyAnalytics) -> Json:
    return _answer({
        **_totals(report),
        "daily_average": asdict(report.daily_average),
        "time_slots": records(report.time_slots, TIME_SLOTS),
    })


def daywise_analytics(report: DaywiseAnalytics) -> Json:
    days = dict(tuple(report.day_wise.groupby("slot", sort=False)))
    slots = records(report.time_slots, DAYWISE_SLOTS)
    for slot in slots:
        slot["daily_average"] = {name: slot.pop(name) for name in DailyAverage.__slots__}
        slot["day_wise"] = _days(days.get(slot["slot"], report.day_wise.iloc[:0]))
    return _answer({
        **_totals(report),
        "total_days_with_no_calls_in_time_slot": report.total_days_with_no_calls_in_time_slot,
        "daily_average": asdict(report.daily_average),
        "time_slots": slots,
    })


def history(report: History, page: Page, version: Version = "v2.1") -> Json:
    return _paged(_calls(report, version), report.total_records, page)


def get_calls(report: History, version: Version = "v2.1") -> Json:
    return _answer(_calls(report, version))


def get_employees(report: Employees, page: Page) -> Json:
    return _paged(records(report.rows, EMPLOYEES), report.total_records, page)


def get_leads(report: Leads, page: Page) -> Json:
    return _paged(records(report.rows, LEADS), report.total_records, page)


def remove_recordings(removed: Sequence[RemovedRecording]) -> Json:
    return {"result": [asdict(recording) for recording in removed], "message": ""}


def save_lead(saved: SavedLead) -> Json:
    return _answer(_saved(saved))


def bulk_save_leads(saved: BulkSaved) -> Json:
    return _answer({
        "savedLeads": [_saved(lead) for lead in saved.saved],
        "errors": [
            {"name": error.name, "contact_numbers": list(error.contact_numbers), "errorMessage": error.message}
            for error in saved.errors
        ],
    })


def webhook(report: History) -> list[Json]:
    """The calls by employee, in the order of the report; durations are texts, and instants carry no zone."""
    employees: dict[tuple[str, str], Json] = {}
    for row in records(report.rows, HISTORY):
        key = (row["emp_country_code"], row["emp_number"])
        wrapper = employees.setdefault(key, {**{name: row[name] for name in EMPLOYEE}, "call_logs": []})
        told = {name: row[name] for name in _DELIVERED}
        without_zone = {name: told[name] and told[name][:19] for name in ("synced_at", "modified_at")}
        wrapper["call_logs"].append({**told, **without_zone, "duration": str(row["duration"])})
    return list(employees.values())


def refusal(message: str) -> Json:
    """The body of every status but 200."""
    return {"result": None, "message": message}


def _answer(result: Any) -> Json:
    return {"result": result, "message": SUCCESS}


def _paged(result: list[Json], total_records: int, page: Page) -> Json:
    return {**_answer(result), "total_records": total_records, "page_no": page.number, "page_size": page.size}


def _totals(report: HourlyAnalytics | DaywiseAnalytics) -> Json:
    return {name: getattr(report, name) for name in ("total_calls", "total_connected_calls", "total_duration")}


def _days(rows: pd.DataFrame) -> list[Json]:
    names = ("total_calls", "total_connected_calls", "total_duration")
    days = zip(rows["date"].dt.strftime("%Y-%m-%d"), rows["date"].dt.day_name(),
               *(rows[name].tolist() for name in names), strict=True)
    return [{"date": date, "day": day, **dict(zip(names, figures, strict=True))} for date, day, *figures in days]


def _pairs(report: NeverAttended | NotPickupByClient) -> list[Json]:
    calls: dict[tuple[str, ...], list[Json]] = {}
    for call in records(report.call_logs, PAIR_CALLS):
        key = tuple(call.pop(name) for name in _PAIR_KEY)
        calls.setdefault(key, []).append(call)
    return [
        {**pair, "call_logs": calls.get(tuple(pair[name] for name in _PAIR_KEY), [])}
        for pair in records(report.rows, PAIRS)
    ]


def _calls(report: History, version: Version) -> list[Json]:
    columns = {name: kind for name, kind in HISTORY.items() if version == "v2.2" or name not in _V22}
    return records(report.rows, columns)


def _employee(employee: Employee) -> Json:
    return {**asdict(employee), "emp_tags": list(employee.emp_tags)}


def _call(call: Call) -> Json:
    told: Mapping[str, Any] = asdict(call)
    return {
        **{name: told[name] for name in (*CLIENT, *CALL) if name in told and name not in _INSTANTS},
        "call_date": f"{call.call_at:%Y-%m-%d}", "call_time": f"{call.call_at:%H:%M:%S}",
        "synced_at": instant(call.synced_at), "modified_at": instant(call.modified_at),
    }


_INSTANTS = ("call_at", "synced_at", "modified_at")


def _saved(lead: SavedLead) -> Json:
    return {"id": lead.id, "contact_numbers": list(lead.contact_numbers)}
