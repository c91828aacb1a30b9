"""The reports over calls: SQL does the counting, here it takes the model's shape. The slots have their own module."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from callyzer.model import (
    CallFilter,
    EmployeeSummary,
    History,
    NeverAttended,
    NotPickupByClient,
    Page,
    RowOrder,
    Summary,
    UniqueClients,
    rows,
)
from callyzer.store.arithmetic import half_up_each
from callyzer.store.database import sql
from callyzer.store.frames import row_set
from callyzer.store.looking import called
from callyzer.store.matching import CallMatching, Matching, calls_by_id, matching_calls
from callyzer.store.reading import Reading


def summary(reading: Reading, question: CallFilter) -> Summary:
    matching = matching_calls(reading.connection, question, "summary")
    figures = {str(name): int(value) for name, value in reading.report("summary", matching).iloc[0].items()}
    return Summary(
        **figures,
        total_calls=sum(figures[f"total_{kind}_calls"] for kind in ("incoming", "outgoing", "missed", "rejected")),
        total_duration=figures["total_incoming_duration"] + figures["total_outgoing_duration"],
        provenance=reading.provenance)


def employee_summary(reading: Reading, question: CallFilter, page: Page | None) -> EmployeeSummary:
    matching = matching_calls(reading.connection, question, "employee_summary")
    data, total = reading.page("employee_summary", matching, page)
    incoming, outgoing = data["total_incoming_connected_calls"], data["total_outgoing_connected_calls"]
    incoming_seconds, outgoing_seconds = data["incoming_connected_duration"], data["outgoing_connected_duration"]
    data = data.assign(
        total_duration=data["total_incoming_duration"] + data["total_outgoing_duration"],
        total_connected_calls=incoming + outgoing,
        avg_duration_per_call=half_up_each(incoming_seconds + outgoing_seconds, incoming + outgoing),
        avg_incoming_duration=half_up_each(incoming_seconds, incoming),
        avg_outgoing_duration=half_up_each(outgoing_seconds, outgoing))
    return EmployeeSummary(row_set(data, rows.EMPLOYEE_SUMMARY, reading.zone), total, reading.provenance)


def unique_clients(reading: Reading, question: CallFilter, page: Page | None) -> UniqueClients:
    matching = _by_client(reading, question)
    if page is None:
        return _clients(reading, matching)
    # First who is on the page, then everything about those few: all figures of all clients would cost more.
    top, total = reading.page("top_clients", _ranked(matching, None), page)
    matching.only_clients(_any_of(top))
    return _clients(reading, matching, total)


def clients(reading: Reading, question: CallFilter, text: str, first: int | None, order: RowOrder | None,
            ) -> UniqueClients:
    """As `unique_clients`, only those in whose name or number a text stands, and the `first` of them in this order."""
    matching = _by_client(reading, question)
    if text:
        condition, parameters = called(text)
        matching.only_clients(condition, **parameters)
    if first is None:
        return _clients(reading, matching)
    top, total = reading.first("top_clients", _ranked(matching, order), first)
    matching.only_clients(_any_of(top))
    return _clients(reading, matching, total)


def _by_client(reading: Reading, question: CallFilter) -> CallMatching:
    matching = matching_calls(reading.connection, question, "unique_clients")
    matching.fill("by_client", sql("sources/by_client"))
    return matching


_WRITTEN = ("CASE WHEN client_country_code = '' THEN client_number"
            " ELSE '+' || client_country_code || ' ' || client_number END")
_RANKS = {
    **{name: name for name in rows.UNIQUE_CLIENTS if name.startswith("total_")},
    "client": f"LOWER(CASE WHEN TRIM(client_name) <> '' THEN client_name ELSE {_WRITTEN} END)", "number": _WRITTEN,
    "last_call_log.call_at": "last_call_at", "last_call_log.call_type": "last_call.call_type",
    "last_call_log.emp_name": "LOWER(last_call.emp_name)",
}
"""By what clients are ordered."""


def _ranked(matching: CallMatching, order: RowOrder | None) -> CallMatching:
    rank = _RANKS[order.column] if order else ""
    matching.fill("rank", f"{rank} {'DESC' if order.descending else 'ASC'} NULLS LAST, " if order else "")
    matching.fill("also", f"INNER JOIN ({sql('sources/last_call')}) AS last_call"
                          " ON by_client.client_key = last_call.client_key" if "last_call." in rank else "")
    return matching


def _any_of(clients: pd.DataFrame) -> str:
    return f"client_key IN ({', '.join(map(str, clients['client_key'].tolist())) or 'NULL'})"


def _clients(reading: Reading, matching: CallMatching, total: int | None = None) -> UniqueClients:
    data, count = reading.page("unique_clients", matching, None)
    rows_of_clients = row_set(data, rows.UNIQUE_CLIENTS, reading.zone)
    return UniqueClients(rows_of_clients, count if total is None else total, reading.provenance)


def never_attended(reading: Reading, question: CallFilter, page: Page | None) -> NeverAttended:
    pairs, call_logs, total = _pairs(reading, question, page, "never_attended")
    return NeverAttended(pairs, call_logs, total, reading.provenance)


def not_pickup_by_client(reading: Reading, question: CallFilter, page: Page | None) -> NotPickupByClient:
    pairs, call_logs, total = _pairs(reading, question, page, "not_pickup_by_client")
    return NotPickupByClient(pairs, call_logs, total, reading.provenance)


def _pairs(
    reading: Reading, question: CallFilter, page: Page | None, name: str
) -> tuple[pd.DataFrame, pd.DataFrame, int]:
    matching = matching_calls(reading.connection, question, name)
    data, total = reading.page(name, matching, page)
    firsts = data.drop_duplicates(subset=["employee_key", "client_key"]).reset_index(drop=True)
    return row_set(firsts, rows.PAIRS, reading.zone), row_set(data, rows.PAIR_CALLS, reading.zone), total


def history(reading: Reading, question: CallFilter, page: Page | None) -> History:
    matching = matching_calls(reading.connection, question, "history")
    return _history(reading, matching, page)


def get_calls(reading: Reading, unique_ids: Sequence[str]) -> History:
    return _history(reading, calls_by_id(unique_ids), None)


def _history(reading: Reading, matching: Matching, page: Page | None) -> History:
    data, total = reading.page("history", matching, page)
    return History(row_set(data, rows.HISTORY, reading.zone), total, reading.provenance)
