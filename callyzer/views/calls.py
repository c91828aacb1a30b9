"""The calls themselves: a list to look through, one call in full, and a client's whole story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import pandas as pd

from callyzer.model import CallFilter, History, Number, Page, Window
from callyzer.source import Source
from callyzer.views import people, trust, words
from callyzer.views.clients import named
from callyzer.views.parts import Column, ColumnKind, RowTable
from callyzer.views.rhythm import EMPTY

__all__ = ["Detail", "detail", "listed", "story"]

MOST = 100_000
"""Calls of a list. More are not looked through, and would take long to arrive."""

FIRST = Page(1, 100)
GONE = "This call is not known any more."
_Told = tuple[str, str, ColumnKind, int | None]
_LIST: tuple[_Told, ...] = (
    ("call_at", "When", ColumnKind.INSTANT, 160), ("client", "Client", ColumnKind.TEXT, None),
    ("employee", "Employee", ColumnKind.TEXT, None), ("call_type", "Type", ColumnKind.TEXT, 88),
    ("duration", "Duration", ColumnKind.SECONDS, 88), ("note", "Note", ColumnKind.TEXT, None),
    ("number", "Number", ColumnKind.TEXT, None), ("dial", "Call", ColumnKind.PHONE, 56),
    ("crm_status", "CRM status", ColumnKind.TEXT, None), ("recording", "Recording", ColumnKind.TEXT, 92),
)
_STORY: tuple[_Told, ...] = (
    ("call_at", "When", ColumnKind.INSTANT, 160), ("call_type", "Type", ColumnKind.TEXT, 88),
    ("duration", "Duration", ColumnKind.SECONDS, 88), ("employee", "Employee", ColumnKind.TEXT, None),
    ("note", "Note", ColumnKind.TEXT, None),
)


@dataclass(frozen=True, slots=True)
class Detail:
    """One call in full: `title` is the client, `facts` are pairs of what and which; `client` as on the wire."""

    title: str
    facts: tuple[tuple[str, str], ...]
    client: str
    as_of: datetime


def listed(source: Source, question: CallFilter, *, everything: bool = False) -> RowTable:
    """The calls, latest first. `everything`: even where Callyzer is asked, a request for each hundred of them.

    A row's `key` is the call's id.
    """
    held = source.whole_account(question) is not None
    report = source.history(question, FIRST)
    few = report.total_records <= MOST
    if few and (held or everything) and report.total_records > len(report.rows):
        report = source.history(question)
    return _listed(question, report, few=few)


@lru_cache(maxsize=8)
def _listed(question: CallFilter, report: History, *, few: bool) -> RowTable:
    rows = _named(report.rows)
    count = words.counted(report.total_records, "call")
    shown = len(rows) >= report.total_records or report.provenance.pending_rows
    more = "" if few else f" More than {words.count(MOST)} are not listed: choose fewer days, or some employees."
    return RowTable(
        "calls", "Calls", "Which calls were made, latest first?", rows, _columns(_LIST, pinned="call_at"),
        data=_data(rows, _LIST),
        caption=f"{count}." if shown else f"The latest {words.count(len(rows))} of {count}.{more}",
        alt=f"A row for each of {words.counted(len(rows), 'call')}, the latest first.",
        empty="" if len(rows) else EMPTY,
        waiting=bool(report.provenance.pending_rows), notes=trust.notes(question, report.provenance),
        as_of=report.provenance.as_of, most_rows=MOST,
    )


def _named(rows: pd.DataFrame) -> pd.DataFrame:
    recorded = (rows["call_recording_url"] != "").map({True: "Yes", False: ""})
    return named(rows).assign(key=rows["id"], employee=people.names_of_calls(rows), recording=recorded.astype("str"))


def _columns(told: tuple[_Told, ...], pinned: str = "") -> tuple[Column, ...]:
    return tuple(Column(name, label, kind, pinned=name == pinned, width=width) for name, label, kind, width in told)


def _data(rows: pd.DataFrame, told: tuple[_Told, ...]) -> pd.DataFrame:
    kept = [each for each in told if each[2] is not ColumnKind.PHONE]
    return rows[[name for name, *_ in kept]].rename(columns={
        name: f"{label} (s)" if kind is ColumnKind.SECONDS else label for name, label, kind, _ in kept})


def detail(source: Source, call_id: str, now: datetime) -> Detail | None:
    """The call with this id; None where there is none."""
    report = source.get_calls([call_id])
    return _detail(report, now) if len(report.rows) else None


def _detail(report: History, now: datetime) -> Detail:
    (row,) = _named(report.rows).to_dict("records")
    facts = (
        ("Number", row["number"]), ("Employee", row["employee"]), ("Type", row["call_type"]),
        ("Started", _told(row["call_at"], now)), ("Duration", words.duration(row["duration"])),
        ("Note", row["note"]), ("CRM status", row["crm_status"]), ("Reminder", _told(row["reminder_at"], now)),
        ("Recording", row["recording"]), ("Lead", row["lead_id"]), ("Method", row["call_method"]),
        ("Mode", row["call_mode"]), ("Reached Callyzer", _told(row["synced_at"], now)),
        ("Changed", _told(row["modified_at"], now)),
    )
    client = Number(row["client_country_code"], row["client_number"]).wire
    return Detail(row["client"], tuple((name, text) for name, text in facts if text), client, report.provenance.as_of)


def _told(instant: Any, now: datetime) -> str:
    """With the year where it is not this one."""
    if pd.isna(instant):
        return ""
    when = instant.to_pydatetime()
    year = "" if when.year == now.year else f" {when.year}"
    return f"{words.day(when)}{year}, {words.clock(when)}"


def story(source: Source, question: CallFilter, client: str, since: date | None) -> RowTable:
    """All calls between the company and a client (as on the wire), whoever made them.

    From `since` on, the first day that is kept, up to the question's last day; where nothing is kept, within the
    question's days.
    """
    window = question.window
    if since and since < window.first_day:
        window = Window.of_days(since, window.last_day, window.zone)
    asked = CallFilter(window, client_numbers=(client,), is_exclude_numbers=False)
    return _story(asked, source.history(asked))


@lru_cache(maxsize=32)
def _story(asked: CallFilter, report: History) -> RowTable:
    rows = _named(report.rows)
    summed = _sums(report.rows)
    days = words.days(asked.window.first_day, asked.window.last_day)
    return RowTable(
        "story", "With the company", summed, rows, _columns(_STORY), data=_data(rows, _STORY), caption=f"{days}.",
        alt=f"The calls with this client: {summed}", empty="" if len(rows) else EMPTY,
        waiting=bool(report.provenance.pending_rows), notes=trust.notes(asked, report.provenance),
        as_of=report.provenance.as_of,
    )


def _sums(rows: pd.DataFrame) -> str:
    talked = rows["call_type"].isin(["Incoming", "Outgoing"]) & (rows["duration"] > 2)  # connected, by its definition
    employees = rows[["emp_country_code", "emp_number"]].drop_duplicates()
    return (f"{words.counted(len(rows), 'call')} with {words.counted(len(employees), 'employee')},"
            f" {words.count(int(talked.sum()))} connected, {words.duration(int(rows['duration'].sum()))} of talk.")
