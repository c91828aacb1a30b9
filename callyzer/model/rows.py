"""What the columns of every row set are called and hold.

A row set is a pandas frame with exactly the columns of one of the mappings below, in that order. A nested object of
the API is flattened with a dot, as `pandas.json_normalize` does: `last_call_log.duration`. A missing text is "",
a missing number <NA>, a missing instant NaT. Instants are told in the account's zone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum, auto
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd


class Kind(Enum):
    """What a column holds."""

    TEXT = auto()
    COUNT = auto()
    SECONDS = auto()
    PERCENT = auto()
    NUMBER = auto()  # a whole number that may be missing
    FLAG = auto()  # true, false or not known
    TAGS = auto()  # a tuple of texts
    DAY = auto()  # a local day, at midnight and without a zone
    INSTANT = auto()


_DTYPES: Mapping[Kind, Any] = {
    Kind.COUNT: "int64", Kind.SECONDS: "int64", Kind.PERCENT: "float64", Kind.NUMBER: "Int64", Kind.FLAG: "boolean",
    Kind.TAGS: "object",
}

Columns = Mapping[str, Kind]
T, C, S, I = Kind.TEXT, Kind.COUNT, Kind.SECONDS, Kind.INSTANT

EMPLOYEE: Columns = {"emp_name": T, "emp_code": T, "emp_country_code": T, "emp_number": T, "emp_tags": Kind.TAGS}
CLIENT: Columns = {"client_name": T, "client_country_code": T, "client_number": T}
CALL: Columns = {
    "id": T, "duration": S, "call_type": T, "call_at": I, "note": T, "call_recording_url": T,
    "synced_at": I, "modified_at": I,
}
"""What every mention of a call carries. `call_at` is `call_date` and `call_time` in the account's zone."""

HISTORY: Columns = {
    **EMPLOYEE, **CLIENT, **CALL,
    "crm_status": T, "reminder_at": I, "lead_id": T, "call_method": T, "call_mode": T,
}
"""/call-log/history and /call-log/get. `call_method` and `call_mode` come with API v2.2 only."""


def nested(name: str, columns: Columns) -> Columns:
    return {f"{name}.{column}": kind for column, kind in columns.items()}


EMPLOYEE_SUMMARY: Columns = {
    **EMPLOYEE,
    "total_incoming_calls": C, "total_incoming_duration": S, "total_incoming_connected_calls": C,
    "total_outgoing_calls": C, "total_outgoing_duration": S, "total_outgoing_connected_calls": C,
    "total_missed_calls": C, "total_rejected_calls": C,
    "total_calls": C, "total_duration": S, "total_connected_calls": C,
    "total_never_attended_calls": C, "total_not_pickup_by_clients_calls": C,
    "total_unique_clients": C, "total_working_hours": S,
    "avg_duration_per_call": S, "avg_incoming_duration": S, "avg_outgoing_duration": S,
    **nested("last_call_log", {**CLIENT, **CALL}),
}
UNIQUE_CLIENTS: Columns = {
    **CLIENT,
    "total_incoming_calls": C, "total_incoming_duration": S,
    "total_outgoing_calls": C, "total_outgoing_duration": S,
    "total_missed_calls": C, "total_rejected_calls": C,
    "total_calls": C, "total_duration": S, "total_connected_calls": C,
    "total_never_attended_calls": C, "total_not_pickup_by_clients_calls": C,
    **nested("last_call_log", {**EMPLOYEE, **CALL}),
}
PAIRS: Columns = {**EMPLOYEE, **CLIENT}
"""never-attended and not-pickup-by-client: one row per employee and client."""

PAIR_CALLS: Columns = {
    "emp_country_code": T, "emp_number": T, "client_country_code": T, "client_number": T, **CALL,
}
"""The calls of those pairs, one row per call."""

TIME_SLOTS: Columns = {
    "slot": T, "total_calls": C, "total_connected_calls": C, "total_duration": S,
    "total_call_perc": Kind.PERCENT, "total_connected_calls_perc": Kind.PERCENT, "total_duration_perc": Kind.PERCENT,
}
DAYWISE_SLOTS: Columns = {
    "slot": T, "days_with_no_calls_in_time_slot": C,
    "avg_calls": C, "avg_connected_calls": C, "avg_duration": S,
}
DAY_WISE: Columns = {
    "slot": T, "date": Kind.DAY, "total_calls": C, "total_connected_calls": C, "total_duration": S,
}
EMPLOYEES: Columns = {
    **EMPLOYEE,
    "app_version": T, "registered_at": I, "modified_at": I, "last_call_at": I, "last_sync_req_at": I,
    "is_lead_active": Kind.FLAG, "is_call_recording_active": Kind.FLAG,
    **nested("device_details", {
        "device_model": T, "version_code": T, "board": T, "android_version": T, "sdk_version": T, "unique_sim_id": T}),
    **nested("device_preference", {"is_app_uninstalled": Kind.FLAG, "battery_percentage": Kind.NUMBER}),
    **nested("app_settings", {
        "default_home_screen": T, "note_dialog": T, "call_recording_location": T, "is_log_active": Kind.FLAG}),
}
LEADS: Columns = {
    "id": T,
    **nested("details", {
        "first_name": T, "last_name": T, "email": T, "company_name": T, "address1": T, "address2": T, "city": T,
        "state": T, "country": T, "zip": T, "source": T, "description": T, "price": T,
        "contact_numbers": Kind.TAGS}),
    **nested("status", {"lead_status": T, "reminder_at": I}),
    **nested("assigned_to", {"all_employees": Kind.FLAG, "employee": Kind.TAGS}),
    **nested("last_call_log", {**EMPLOYEE, **CALL}),
    "lead_tags": Kind.TAGS, "no_of_attempts": C, "created_at": I, "modified_at": I,
}

CALL_BACKS: Columns = {
    **CLIENT, "unanswered_calls": C, "waiting_since": I, "last_unanswered_at": I, "id": T, "call_type": T,
    "attempts": C, "last_attempt_at": I, **EMPLOYEE,
    **nested("owner", {"emp_name": T, "emp_country_code": T, "emp_number": T}), "note": T,
}
"""A row per client. `waiting_since`: the first unanswered call since the last talk; `attempts`: Outgoing since then.
`id`, `call_type` and the employee are those of the last unanswered call; `owner` is whoever talked to the client last,
blank where nobody ever did; `note` is the last one of any call with the client."""

CALL_BACK_TIMES: Columns = {
    **EMPLOYEE, "slot": T, "within": Kind.NUMBER, "waits": C, "called_back": C, "seconds": S,
}
"""A row per employee, slot and length. `within` is the smallest of `account.CALLED_BACK_WITHIN` that holds the waits of
the row; missing for longer ones and those that go on. `seconds` of those `called_back` together."""

CONNECT_RATES: Columns = {
    "weekday": T, "slot": T, "total_outgoing_calls": C, "total_outgoing_connected_calls": C,
    "connect_rate": Kind.PERCENT, "lower": Kind.PERCENT, "upper": Kind.PERCENT,
}
TRY_RATES: Columns = {
    "number": C, "pause": Kind.NUMBER, "slot": T, "total_outgoing_calls": C, "total_outgoing_connected_calls": C,
}
"""A row per number, pause and slot with tries. `number` 1 is the first try since the last talk, `account.MOST_TRIES`
that one and all after it; `pause` is the smallest of `account.PAUSES` that holds the pause since the try before,
missing for longer ones and for first tries."""

NOT_PICKED_UP: Columns = {
    **EMPLOYEE, **CLIENT, "attempts": C, "last_attempt_at": I, "since_talk": C, "last_talk_at": I,
    **nested("owner", {"emp_name": T, "emp_country_code": T, "emp_number": T}),
}
"""A row per pair. `since_talk`: tries by anybody since the client was last talked to; `owner` is who did, blank where
nobody did."""

LONGEST_CALLS: Columns = {
    "emp_name": T, "emp_country_code": T, "emp_number": T, **CLIENT, "id": T, "call_at": I, "duration": S,
    "call_type": T, "note": T,
}
CLIENT_SPREAD: Columns = {"total_calls": C, "clients": C, "reached_clients": C}
CLIENT_DAYS: Columns = {"date": Kind.DAY, "clients": C, "new_clients": C, "returning_clients": C}
SHARED_CLIENTS: Columns = {
    **CLIENT, "total_employees": C, **EMPLOYEE, "total_outgoing_calls": C, "total_connected_calls": C,
    "last_call_at": I,
}
_FIGURES: Columns = {
    "total_calls": C, "total_duration": S, "total_connected_calls": C,
    "total_incoming_calls": C, "total_incoming_duration": S, "total_outgoing_calls": C, "total_outgoing_duration": S,
    "total_outgoing_connected_calls": C, "total_missed_calls": C, "total_rejected_calls": C,
    "total_unique_clients": C, "total_working_hours": S,
}
TAG_FIGURES: Columns = {"tag": T, **_FIGURES}
PERIOD_FIGURES: Columns = {"date": Kind.DAY, **_FIGURES, "total_never_attended_calls": C}


def frame(
    records: Iterable[Mapping[str, Any]] | Mapping[str, pd.Series[Any]] | pd.DataFrame, columns: Columns,
    zone: ZoneInfo,
) -> pd.DataFrame:
    """A row set with exactly `columns`, from columns or from records of Python values (datetimes with a zone, dates,
    tuples)."""
    by_column = isinstance(records, (pd.DataFrame, Mapping))
    data: Any = records if by_column else pd.DataFrame(list(records), columns=list(columns))
    return pd.DataFrame({name: _typed(data[name], kind, zone) for name, kind in columns.items()}, columns=list(columns))


def _typed(values: pd.Series[Any], kind: Kind, zone: ZoneInfo) -> pd.Series[Any]:
    if kind is Kind.INSTANT:
        return pd.to_datetime(values, utc=True).dt.as_unit("s").dt.tz_convert(zone)
    if kind is Kind.TEXT:
        texts = values if values.dtype == "str" else values.astype("object").where(values.notna(), "").astype("str")
        return texts.fillna("") if texts.hasnans else texts
    if kind is Kind.DAY:
        return pd.to_datetime(values).dt.as_unit("s")
    return values if values.dtype == _DTYPES[kind] else values.astype(_DTYPES[kind])
