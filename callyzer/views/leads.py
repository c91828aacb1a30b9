"""The account's leads: a list to look through, and one of them in full."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from callyzer.errors import BadRequest
from callyzer.model import CallFilter, LeadQuery, Leads, Number, Page, Window
from callyzer.source import Source
from callyzer.views import calls, words
from callyzer.views.parts import Column, ColumnKind, Note, RowTable

__all__ = ["Detail", "Known", "detail", "known", "listed", "story"]

MOST = 100_000
"""Leads of a list. More are not looked through, and would take long to arrive."""

FIRST = Page(1, 100)
EMPTY = "No lead matches: first and last names are compared as a whole, without case."
NO_CALLS = "No call with this number is known in these days."
NO_SUCH_NUMBER = "Callyzer knows no lead with one of these numbers."
GONE = "This lead is not among those listed."
_LIST = (
    Column("lead", "Lead", ColumnKind.TEXT, pinned=True), Column("number", "Number", ColumnKind.TEXT),
    Column("dial", "Call", ColumnKind.PHONE), Column("status.lead_status", "Status", ColumnKind.TEXT),
    Column("assigned", "Assigned to", ColumnKind.TEXT), Column("no_of_attempts", "Calls", ColumnKind.COUNT, width=68),
    Column("last_call_log.call_at", "Last call", ColumnKind.INSTANT),
    Column("details.company_name", "Company", ColumnKind.TEXT), Column("details.city", "City", ColumnKind.TEXT),
    Column("details.source", "Source", ColumnKind.TEXT), Column("lead_tags", "Tags", ColumnKind.TAGS),
    Column("modified_at", "Changed", ColumnKind.INSTANT),
    Column("created_at", "Created", ColumnKind.INSTANT),
)


@dataclass(frozen=True, slots=True)
class Detail:
    """One lead in full: `facts` are pairs of what and which, `row` is the row of rows.LEADS, `client` its first number
    as on the wire."""

    title: str
    facts: tuple[tuple[str, str], ...] = field(repr=False)
    row: Mapping[str, Any] = field(repr=False)
    client: str = field(repr=False)
    as_of: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """What leads are given in this account, as far as the listed ones tell."""

    statuses: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


def listed(source: Source, query: LeadQuery, *, everything: bool = False) -> RowTable:
    """The leads, latest change first. `everything`: even where Callyzer is asked, a request for each hundred of them.

    A row's `key` is the lead's id.
    """
    try:
        return _listed(_report(source, query, everything=everything))
    except BadRequest:
        if not query.contact_numbers:
            raise
        return RowTable("leads", "Leads", "Who is to be won?", pd.DataFrame(), _LIST,
                        empty=NO_SUCH_NUMBER)


def detail(source: Source, query: LeadQuery, lead_id: str, now: datetime, *, everything: bool = False) -> Detail | None:
    """The lead with this id, out of the same list; None where it is not there."""
    report = _report(source, query, everything=everything)
    rows = report.rows[report.rows["id"] == lead_id]
    return _detail(rows.to_dict("records")[0], report.provenance.as_of, now) if len(rows) else None


def story(source: Source, zone: ZoneInfo, client: str, today: date, since: date | None) -> RowTable:
    """All calls between the company and a lead's number: from `since` on, the first day that is kept; else today's."""
    told = calls.story(source, CallFilter(Window.of_days(today, today, zone)), client, since)
    return replace(told, empty=NO_CALLS) if told.empty else told


def known(source: Source, query: LeadQuery) -> Known:
    return _known(_report(source, query, everything=False))


def _report(source: Source, query: LeadQuery, *, everything: bool) -> Leads:
    report = source.get_leads(query, FIRST)
    held = report.provenance.origin == "store"
    if (held or everything) and len(report.rows) < report.total_records <= MOST:
        return source.get_leads(query)
    return report


@lru_cache(maxsize=8)
def _listed(report: Leads) -> RowTable:
    rows = _named(report.rows)
    count = words.counted(report.total_records, "lead")
    shown = len(rows) >= report.total_records or report.provenance.pending_rows
    return RowTable(
        "leads", "Leads", "Who is to be won, and who is on it?", rows, _LIST,
        caption=f"{count}." if shown else f"The {words.count(len(rows))} that changed last of {count}.",
        alt=f"A row for each of {words.counted(len(rows), 'lead')}, the latest change first.",
        empty="" if len(rows) else EMPTY, waiting=bool(report.provenance.pending_rows), notes=_notes(report),
        as_of=report.provenance.as_of, most_rows=MOST,
    )


def _notes(report: Leads) -> tuple[Note, ...]:
    given = report.provenance
    if given.pending_rows:
        return (Note("waiting", f"{words.counted(given.pending_rows, 'lead')} still to come, in about"
                                f" {words.duration(given.pending_seconds)}."),)
    if given.problem:
        return (Note("warning", f"These leads are not the newest. {given.problem}"),)
    return (Note("waiting", "A newer answer is on its way."),) if given.refreshing else ()


def _named(rows: pd.DataFrame) -> pd.DataFrame:
    name = (rows["details.first_name"] + " " + rows["details.last_name"]).str.strip()
    numbers = pd.Series([_written(texts) for texts in rows["details.contact_numbers"]], index=rows.index, dtype="str")
    first = numbers.str.partition(", ")[0] if len(rows) else numbers
    assigned = [_assigned(everybody, labels) for everybody, labels in zip(
        rows["assigned_to.all_employees"], rows["assigned_to.employee"], strict=True)]
    return rows.assign(key=rows["id"], lead=name.where(name != "", first), number=numbers,
                       dial=first.str.replace(" ", ""), assigned=pd.Series(assigned, index=rows.index, dtype="str"))


def _written(texts: tuple[str, ...]) -> str:
    return ", ".join(f"+{text.replace('-', ' ')}" if "-" in text else text for text in texts)


def _assigned(everybody: bool | Any, labels: tuple[str, ...]) -> str:
    if not pd.isna(everybody) and everybody:
        return "Everybody"
    return ", ".join(label.rpartition(" (")[0] or label for label in labels)


@lru_cache(maxsize=8)
def _known(report: Leads) -> Known:
    rows = report.rows
    return Known(tuple(sorted({text for text in rows["status.lead_status"] if text.strip()})),
                 tuple(sorted({tag for tags in rows["lead_tags"] for tag in tags if tag.strip()})))


_FACTS = (
    ("Company", "details.company_name"), ("E-mail", "details.email"), ("Status", "status.lead_status"),
    ("Price", "details.price"), ("Source", "details.source"), ("Description", "details.description"),
)
_ADDRESS = ("address1", "address2", "zip", "city", "state", "country")


def _detail(row: Mapping[Any, Any], as_of: datetime, now: datetime) -> Detail:
    (named,) = _named(pd.DataFrame([dict(row)])).to_dict("records")
    address = ", ".join(filter(None, (row[f"details.{name}"].strip() for name in _ADDRESS)))
    facts = (
        ("Number", named["number"]), *((name, row[column]) for name, column in _FACTS), ("Address", address),
        ("Tags", ", ".join(row["lead_tags"])), ("Assigned to", named["assigned"]),
        ("Reminder", words.dated(row["status.reminder_at"], now)), ("Attempts", words.count(row["no_of_attempts"])),
        ("Last call", _last_call(row, now)), ("Last note", row["last_call_log.note"]),
        ("Created", words.dated(row["created_at"], now)), ("Changed", words.dated(row["modified_at"], now)),
        ("Id", row["id"]))
    numbers = row["details.contact_numbers"]
    client = Number.parse(numbers[0]).wire if numbers else ""
    return Detail(named["lead"], tuple((name, text) for name, text in facts if text), row, client, as_of)


def _last_call(row: Mapping[Any, Any], now: datetime) -> str:
    if not row["last_call_log.id"]:
        return ""
    parts = (words.dated(row["last_call_log.call_at"], now), row["last_call_log.call_type"],
             words.duration(row["last_call_log.duration"]), row["last_call_log.emp_name"])
    return " · ".join(filter(None, parts))
