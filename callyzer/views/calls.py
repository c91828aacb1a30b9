"""The calls themselves: a list to look through, one call in full, and a client's whole story."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, partial
from zoneinfo import ZoneInfo

import pandas as pd

from callyzer.errors import RecordingUnavailable
from callyzer.model import CallFilter, History, Number, Page, Subset, Window
from callyzer.model.rows import HISTORY
from callyzer.model.rows import frame as rows_of
from callyzer.model.subset import askable, narrowed, scope
from callyzer.source import Source
from callyzer.views import behind, people, trust, words
from callyzer.views.clients import named
from callyzer.views.parts import Column, ColumnKind, RowTable
from callyzer.views.rhythm import EMPTY

__all__ = ["Detail", "address_of_recording", "client_of", "detail", "listed", "story"]

MOST = 100_000
"""Calls of a list. More are not looked through, and would take long to arrive."""

FIRST = Page(1, 100)
TITLE, QUESTION = "Calls", "Which calls were made, latest first?"
GONE = "This call is not known any more."
UNTOLD = ("Callyzer cannot be asked for these calls alone. Which they are can be told once all calls of these days are"
          " kept here: the Data page says how far that is.")
UTC_ZONE = ZoneInfo("UTC")
_LIST = (
    Column("call_at", "When", ColumnKind.INSTANT, pinned=True), Column("client", "Client", ColumnKind.TEXT),
    Column("employee", "Employee", ColumnKind.TEXT), Column("call_type", "Type", ColumnKind.TEXT, width=88),
    Column("duration", "Duration", ColumnKind.SECONDS, width=88), Column("note", "Note", ColumnKind.TEXT),
    Column("number", "Number", ColumnKind.TEXT), Column("dial", "Call", ColumnKind.PHONE),
    Column("crm_status", "CRM status", ColumnKind.TEXT), Column("recording", "Recording", ColumnKind.TEXT, width=92),
)
_STORY = (
    Column("call_at", "When", ColumnKind.INSTANT), Column("call_type", "Type", ColumnKind.TEXT, width=88),
    Column("duration", "Duration", ColumnKind.SECONDS, width=88), Column("employee", "Employee", ColumnKind.TEXT),
    Column("note", "Note", ColumnKind.TEXT),
)


@dataclass(frozen=True, slots=True)
class Detail:
    """One call in full: `title` is the client, `facts` are pairs of what and which; `client` as on the wire.
    `recorded`: there is a recording to be played."""

    title: str
    facts: tuple[tuple[str, str], ...]
    client: str
    as_of: datetime
    recorded: bool


def listed(source: Source, question: CallFilter, subset: Subset, *, everything: bool = False) -> RowTable:
    """The calls, latest first. `everything`: even where Callyzer is asked, a request for each hundred of them.

    A row's `key` is the call's id. Where Callyzer has no words for the subset and its calls are not all kept here, the
    table is empty and says so.
    """
    client = _client(source, subset)
    if subset.client_of and client is None:
        return _nothing(GONE)
    asked = scope(question, subset, client)
    whole = source.whole_account(asked)
    if whole and not subset.is_everything:
        return _all_of(partial(whole.calls, asked, subset), asked, subset, everything=True)
    narrower = narrowed(asked, subset)
    told = askable(narrower, subset) if narrower else None
    if told is None:
        return _nothing(EMPTY if narrower is None else UNTOLD)
    return _all_of(partial(source.history, told), told, subset, everything=everything or whole is not None)


def _client(source: Source, subset: Subset) -> Number | None:
    """Whom the subset means by one of the client's calls."""
    if not subset.client_of:
        return None
    rows = source.get_calls([subset.client_of]).rows
    return Number(*rows[["client_country_code", "client_number"]].iloc[0]) if len(rows) else None


def client_of(source: Source, call_id: str) -> str:
    """What the client of a call is called; a word for somebody where the call is not known."""
    rows = source.get_calls([call_id]).rows
    return str(named(rows)["client"].iloc[0]) if len(rows) else "One client"


def _nothing(sentence: str) -> RowTable:
    none = rows_of([], HISTORY, UTC_ZONE)
    return RowTable("calls", TITLE, QUESTION, none, _LIST, empty=sentence)


def _all_of(ask: Callable[[Page | None], History], asked: CallFilter, subset: Subset, *, everything: bool) -> RowTable:
    report = ask(FIRST)
    few = report.total_records <= MOST
    if few and everything and report.total_records > len(report.rows):
        report = ask(None)
    return _listed(asked, subset, report, few=few)


@lru_cache(maxsize=8)
def _listed(question: CallFilter, subset: Subset, report: History, *, few: bool) -> RowTable:
    rows = _named(report.rows)
    count = words.counted(report.total_records, "call")
    which = f" {behind.explained(subset)}" if subset.pick else ""
    shown = len(rows) >= report.total_records or report.provenance.pending_rows
    more = "" if few else f" More than {words.count(MOST)} are not listed: choose fewer days, or some employees."
    return RowTable(
        "calls", TITLE, QUESTION, rows, _LIST,
        caption=f"{count}.{which}" if shown else f"The latest {words.count(len(rows))} of {count}.{which}{more}",
        alt=f"A row for each of {words.counted(len(rows), 'call')}, the latest first.",
        empty="" if len(rows) else EMPTY,
        waiting=bool(report.provenance.pending_rows), notes=trust.notes(question, report.provenance),
        as_of=report.provenance.as_of, most_rows=MOST,
    )


def _named(rows: pd.DataFrame) -> pd.DataFrame:
    recorded = (rows["call_recording_url"] != "").map({True: "Yes", False: ""})
    return named(rows).assign(key=rows["id"], employee=people.names_of_calls(rows), recording=recorded.astype("str"))


def detail(source: Source, call_id: str, now: datetime) -> Detail | None:
    """The call with this id; None where there is none."""
    report = source.get_calls([call_id])
    return _detail(report, now) if len(report.rows) else None


def _detail(report: History, now: datetime) -> Detail:
    (row,) = _named(report.rows).to_dict("records")
    facts = (
        ("Number", row["number"]), ("Employee", row["employee"]), ("Type", row["call_type"]),
        ("Started", words.dated(row["call_at"], now)), ("Duration", words.duration(row["duration"])),
        ("Note", row["note"]), ("CRM status", row["crm_status"]), ("Reminder", words.dated(row["reminder_at"], now)),
        ("Recording", row["recording"]), ("Lead", row["lead_id"]), ("Method", row["call_method"]),
        ("Mode", row["call_mode"]), ("Reached Callyzer", words.dated(row["synced_at"], now)),
        ("Changed", words.dated(row["modified_at"], now)),
    )
    client = Number(row["client_country_code"], row["client_number"]).wire
    return Detail(row["client"], tuple((name, text) for name, text in facts if text), client, report.provenance.as_of,
                  bool(row["recording"]))


def address_of_recording(source: Source, call_id: str) -> str:
    """Where a call's recording is, for the server alone: it stands on no page. Raises RecordingUnavailable."""
    rows = source.get_calls([call_id]).rows
    found = rows.loc[rows["call_recording_url"] != "", "call_recording_url"]
    if not len(found):
        raise RecordingUnavailable("is not there any more")
    return str(found.iloc[0])


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
        "story", "With the company", summed, rows, _STORY, caption=f"{days}.",
        alt=f"The calls with this client: {summed}", empty="" if len(rows) else EMPTY,
        waiting=bool(report.provenance.pending_rows), notes=trust.notes(asked, report.provenance),
        as_of=report.provenance.as_of,
    )


def _sums(rows: pd.DataFrame) -> str:
    talked = rows["call_type"].isin(["Incoming", "Outgoing"]) & (rows["duration"] > 2)  # connected, by its definition
    employees = rows[["emp_country_code", "emp_number"]].drop_duplicates()
    return (f"{words.counted(len(rows), 'call')} with {words.counted(len(employees), 'employee')},"
            f" {words.count(int(talked.sum()))} connected, {words.duration(int(rows['duration'].sum()))} of talk.")
