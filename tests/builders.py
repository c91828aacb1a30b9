"""Small builders: a call, an employee, a lead or a question in one line. Numbers and names are made up."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from callyzer.model import CallFilter, Window, rows

KOLKATA = ZoneInfo("Asia/Kolkata")
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)

ASHA, BINA, CHETAN = "9000000001", "9000000002", "9000000003"
RAVI, SITA, TARA = "8000000001", "8000000002", "8000000003"

_NAMES = {ASHA: "Asha", BINA: "Bina", CHETAN: "Chetan", RAVI: "Ravi", SITA: "Sita", TARA: "Tara"}

Record = dict[str, Any]


def at(text: str, zone: ZoneInfo = KOLKATA) -> datetime:
    """A local time such as "2026-11-02 10:05" or "2026-11-02 10:05:30"."""
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def fixed_clock(now: datetime = NOW) -> Callable[[], datetime]:
    return lambda: now


def call(
    when: str | datetime,
    call_type: str = "Outgoing",
    duration: int = 0,
    *,
    emp: str = ASHA,
    client: str = RAVI,
    zone: ZoneInfo = KOLKATA,
    **more: Any,
) -> Record:
    """One call of rows.HISTORY: 91-numbers, known to Callyzer a minute after its start, without texts."""
    start = at(when, zone) if isinstance(when, str) else when
    blank = {name: "" for name, kind in rows.HISTORY.items() if kind is rows.Kind.TEXT}
    return {
        **blank, "emp_name": _NAMES.get(emp, f"Employee {emp}"), "emp_country_code": "91", "emp_number": emp,
        "emp_tags": (), "client_name": _NAMES.get(client, f"Client {client}"), "client_country_code": "91",
        "client_number": client, "id": f"{start:%Y%m%dT%H%M%S}-{emp}-{client}-{call_type}", "duration": duration,
        "call_type": call_type, "call_at": start, "synced_at": start + timedelta(minutes=1),
        "modified_at": start + timedelta(minutes=1), "reminder_at": None, **more}


def calls(*records: Mapping[str, Any], zone: ZoneInfo = KOLKATA) -> pd.DataFrame:
    return rows.frame(records, rows.HISTORY, zone)


def employee(number: str = ASHA, name: str | None = None, tags: tuple[str, ...] = (), **more: Any) -> Record:
    """One employee of rows.EMPLOYEES whose phone works and whose lead feature is on."""
    empty: Record = {name: "" if kind is rows.Kind.TEXT else None for name, kind in rows.EMPLOYEES.items()}
    return {
        **empty, "emp_name": name or _NAMES.get(number, f"Employee {number}"), "emp_country_code": "91",
        "emp_number": number, "emp_tags": tags, "is_lead_active": True, "is_call_recording_active": True,
        "device_preference.is_app_uninstalled": False, "device_preference.battery_percentage": 80, **more}


def employees(*records: Mapping[str, Any], zone: ZoneInfo = KOLKATA) -> pd.DataFrame:
    return rows.frame(records, rows.EMPLOYEES, zone)


def lead(lead_id: str, numbers: tuple[str, ...], **more: Any) -> Record:
    """One lead of rows.LEADS, created on 1 November 2026. Its attempts and last call are told by the calls."""
    empty: Record = {name: "" if kind is rows.Kind.TEXT else None for name, kind in rows.LEADS.items()}
    return {
        **empty, "id": lead_id, "details.first_name": "Lead", "details.contact_numbers": numbers,
        "assigned_to.all_employees": False, "assigned_to.employee": (), "lead_tags": (), "no_of_attempts": 0,
        "last_call_log.duration": 0, "last_call_log.emp_tags": (), "created_at": at("2026-11-01 12:00"),
        "modified_at": at("2026-11-01 12:00"), **more}


def leads(*records: Mapping[str, Any], zone: ZoneInfo = KOLKATA) -> pd.DataFrame:
    return rows.frame(records, rows.LEADS, zone)


def days(first: str, last: str | None = None, *, zone: ZoneInfo = KOLKATA, **more: Any) -> CallFilter:
    """The question for the local days `first` to `last`, such as "2026-11-02"."""
    window = Window.of_days(date.fromisoformat(first), date.fromisoformat(last or first), zone)
    return CallFilter(window, **more)


def records(frame: pd.DataFrame) -> list[Record]:
    """The rows of a row set as Python values, instants in UTC; None where something is missing."""
    return [
        {str(name): None if _is_missing(value) else _plain(value) for name, value in row.items()}
        for row in frame.astype("object").to_dict("records")]


def _is_missing(value: Any) -> bool:
    return not isinstance(value, tuple) and bool(pd.isna(value))


def _plain(value: Any) -> Any:
    # In UTC, since Python finds the two hours of a night on which clocks go back equal to nothing in another zone.
    if isinstance(value, pd.Timestamp):
        return value.tz_convert(UTC).to_pydatetime() if value.tzinfo else value.to_pydatetime()
    return value


PATIENCE = 20.0
"""Seconds another thread has for what a test waits for."""


def soon(happens: Callable[[], bool]) -> None:
    """Waits for another thread, no longer than needed."""
    pause = threading.Event()
    for _ in range(int(PATIENCE / 0.02)):
        if happens():
            return
        pause.wait(0.02)
    raise AssertionError("it never came")
