"""The longest calls: what somebody takes time for."""

from __future__ import annotations

from dataclasses import asdict
from functools import lru_cache

import pandas as pd

from callyzer.model import Analysis, CallFilter, Provenance
from callyzer.model.account import LongestCalls
from callyzer.source import Source
from callyzer.views import trust, words
from callyzer.views.clients import named
from callyzer.views.parts import Column, ColumnKind, Note, RowTable

ONE_ONLY = Note("info", "Callyzer tells the longest call alone; the next ones come once these days are kept here.")
NOTHING = "No call of this range was connected."


def longest(source: Source, question: CallFilter) -> RowTable:
    """The longest calls, longest first; without the store the longest alone. A row's `key` is the call's id."""
    whole = source.whole_account(question)
    return _of_store(whole.longest_calls(question), question) if whole else _alone(source.analysis(question), question)


@lru_cache(maxsize=32)
def _of_store(report: LongestCalls, question: CallFilter) -> RowTable:
    return _table(report.rows, question, report.provenance, ())


@lru_cache(maxsize=32)
def _alone(report: Analysis, question: CallFilter) -> RowTable:
    found = [asdict(report.longest_duration.call)] if report.longest_duration else []
    names = ["id", "client_name", "client_country_code", "client_number", "call_at", "duration", "call_type", "note"]
    return _table(pd.DataFrame(found, columns=names), question, report.provenance, (ONE_ONLY,) if found else ())


def _table(rows: pd.DataFrame, question: CallFilter, provenance: Provenance, said: tuple[Note, ...]) -> RowTable:
    kind = ColumnKind
    rows = named(rows).assign(key=rows["id"]) if len(rows) else rows
    columns = (
        Column("client", "Client", kind.TEXT, pinned=True, width=150),
        Column("duration", "Duration", kind.SECONDS_BAR, "", float(rows["duration"].max()) if len(rows) else 0.0),
        Column("call_type", "Type", kind.TEXT, width=88), Column("call_at", "When", kind.INSTANT, width=160),
        Column("note", "Note", kind.TEXT), Column("number", "Number", kind.TEXT),
    )
    return RowTable(
        "longest", "The longest calls", "What takes time?", rows, columns,
        hint="A click on a row opens the call.",
        alt=f"A row for each of {words.counted(len(rows), 'call')}, the longest first.",
        empty="" if len(rows) else NOTHING, notes=(*said, *trust.notes(question, provenance)),
        as_of=provenance.as_of,
    )
