"""The answers, one frozen class per report, named after the endpoints. Fields keep the API's words.

Durations are whole seconds. Two reports are equal only when they are the same object: whoever computes something from
a report may remember it under the report itself. Take the frames as read-only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import pandas as pd


@dataclass(frozen=True, slots=True)
class Provenance:
    """How far an answer can be trusted.

    `as_of` (UTC) is when the figures were true; `origin` who computed them ("merged": the store some of the days, and
    Callyzer the others). `complete` is False where `ignored`
    parts of the filter could not be applied, or rows are still to come (`pending_rows`, seconds in `pending_seconds`).
    `refreshing`: older than it should be, and a newer answer is on its way. `problem`: why it could not be renewed.
    """

    as_of: datetime
    origin: Literal["callyzer", "store", "sandbox", "merged"]
    ignored: tuple[str, ...] = ()
    pending_rows: int = 0
    pending_seconds: float = 0.0
    refreshing: bool = False
    problem: str = ""

    @property
    def complete(self) -> bool:
        return not self.ignored and not self.pending_rows


@dataclass(frozen=True, slots=True)
class Employee:
    """An employee is `(emp_country_code, emp_number)`; name, code and tags are labels and change."""

    emp_name: str
    emp_code: str
    emp_country_code: str
    emp_number: str
    emp_tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """One call as `longest_duration.call_log` shows it."""

    id: str
    client_name: str
    client_country_code: str
    client_number: str
    duration: int
    call_type: str
    call_at: datetime
    note: str
    call_recording_url: str
    synced_at: datetime | None
    modified_at: datetime | None

    def __repr__(self) -> str:
        return f"Call({self.call_type}, {self.duration} s, {self.call_at:%Y-%m-%d %H:%M:%S})"


@dataclass(frozen=True, slots=True, eq=False)
class Summary:
    """/call-log/summary"""

    total_incoming_calls: int
    total_incoming_duration: int
    total_outgoing_calls: int
    total_outgoing_duration: int
    total_missed_calls: int
    total_rejected_calls: int
    total_calls: int
    total_duration: int
    total_never_attended_calls: int
    total_not_pickup_by_clients_calls: int
    total_unique_clients: int
    total_connected_calls: int
    total_working_hours: int
    provenance: Provenance


@dataclass(frozen=True, slots=True, eq=False)
class EmployeeSummary:
    """/call-log/employee-summary. `rows`: EMPLOYEE_SUMMARY, most calls first."""

    rows: pd.DataFrame
    total_records: int
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class AverageDuration:
    """Calls are Incoming and Outgoing ones; averages are seconds, `per_day` over the `total_days` with a call."""

    total_duration: int
    per_call: int
    total_calls: int
    per_day: int
    total_days: int
    per_incoming_call: int
    total_incoming_calls: int
    per_outgoing_call: int
    total_outgoing_calls: int


@dataclass(frozen=True, slots=True)
class Honour:
    """An employee and the number of calls that earned the title."""

    employee: Employee
    calls: int


@dataclass(frozen=True, slots=True)
class HighestDuration:
    employee: Employee
    total_duration: int
    total_calls: int
    total_incoming_duration: int
    total_outgoing_duration: int


@dataclass(frozen=True, slots=True)
class LongestCall:
    employee: Employee
    call: Call


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """/call-log/analysis. An honour is None where no call earns it."""

    average_duration: AverageDuration
    top_dialer: Honour | None
    top_answered: Honour | None
    top_caller: Honour | None
    highest_total_duration: HighestDuration | None
    longest_duration: LongestCall | None
    provenance: Provenance


@dataclass(frozen=True, slots=True, eq=False)
class _Pairs:
    rows: pd.DataFrame
    call_logs: pd.DataFrame
    total_records: int
    provenance: Provenance


class NeverAttended(_Pairs):
    """/call-log/never-attended. `rows`: PAIRS, latest call first; `call_logs`: PAIR_CALLS of the window, same order."""

    __slots__ = ()


class NotPickupByClient(_Pairs):
    """/call-log/not-pickup-by-client. Frames as in NeverAttended."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, eq=False)
class UniqueClients:
    """/call-log/unique-clients. `rows`: UNIQUE_CLIENTS, most calls first."""

    rows: pd.DataFrame
    total_records: int
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class DailyAverage:
    """Per active day, rounded half up."""

    avg_calls: int
    avg_connected_calls: int
    avg_duration: int


@dataclass(frozen=True, slots=True, eq=False)
class HourlyAnalytics:
    """/call-log/hourly-analytics. `time_slots`: TIME_SLOTS, in the order of the day."""

    total_calls: int
    total_connected_calls: int
    total_duration: int
    daily_average: DailyAverage
    time_slots: pd.DataFrame
    provenance: Provenance


@dataclass(frozen=True, slots=True, eq=False)
class DaywiseAnalytics:
    """/call-log/daywise-analytics. `time_slots`: DAYWISE_SLOTS; `day_wise`: DAY_WISE, every slot of every active day.

    `total_days_with_no_calls_in_time_slot`: active days that have a slot without calls;
    `days_with_no_calls_in_time_slot`: active days without a call in that slot.
    """

    total_calls: int
    total_connected_calls: int
    total_duration: int
    total_days_with_no_calls_in_time_slot: int
    daily_average: DailyAverage
    time_slots: pd.DataFrame
    day_wise: pd.DataFrame
    provenance: Provenance


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """/call-log/history and /call-log/get. `rows`: HISTORY, latest first."""

    rows: pd.DataFrame
    total_records: int
    provenance: Provenance


@dataclass(frozen=True, slots=True, eq=False)
class Employees:
    """/employee/get. `rows`: EMPLOYEES, by name."""

    rows: pd.DataFrame
    total_records: int
    provenance: Provenance


@dataclass(frozen=True, slots=True, eq=False)
class Leads:
    """/lead/get. `rows`: LEADS, latest modification first."""

    rows: pd.DataFrame
    total_records: int
    provenance: Provenance
