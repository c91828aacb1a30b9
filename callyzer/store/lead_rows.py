"""Leads as rows: loaded, read, and told with their calls."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from callyzer.errors import BadRequest
from callyzer.model import LeadQuery, Leads, Number, Page, rows
from callyzer.store.database import Connection, sql
from callyzer.store.frames import epoch, json_lists, json_of, row_set, texts_of
from callyzer.store.matching import Matching
from callyzer.store.reading import Reading

Lead = Mapping[str, Any]
"""A row of the table `leads`, its lists as tuples."""

LISTS = ("details.contact_numbers", "assignees", "lead_tags")
_OF_CALLS = ("last_call_log.", "no_of_attempts", "assigned_to.employee")
_KEPT = {name: kind for name, kind in rows.LEADS.items() if not name.startswith(_OF_CALLS)}
_NUMBER_IN_LABEL = re.compile(r"\(\+?(\d+-\d+)\)\s*$")


def add_leads(connection: Connection, leads: pd.DataFrame) -> None:
    """Adds or renews leads (rows.LEADS) by id. Attempts and last call are not loaded: the calls tell them."""
    latest = leads.drop_duplicates(subset="id", keep="last").reset_index(drop=True)
    stored = {name: _stored(latest[name], kind) for name, kind in _KEPT.items()}
    created = stored["created_at"].fillna(0).astype("int64")
    assignees = [_numbers_in(labels) for labels in latest["assigned_to.employee"]]
    known = {"created_at": created, "modified_at": stored["modified_at"].fillna(created), "assignees": assignees}
    _replace(connection, pd.DataFrame({**stored, **known}), created)


def _stored(values: pd.Series[Any], kind: rows.Kind) -> pd.Series[Any]:
    if kind is rows.Kind.INSTANT:
        return epoch(values)
    return json_lists(values) if kind is rows.Kind.TAGS else values


def _numbers_in(labels: Sequence[str]) -> str:
    """The numbers of assignees told as "Rahul (+91-9558434554)"."""
    found = map(_NUMBER_IN_LABEL.search, labels)
    return json_of([match[1] for match in found if match])


def write_lead(connection: Connection, lead: Lead, *, mapped_from: int) -> None:
    """Adds or renews one lead; calls with its numbers from `mapped_from` on belong to it."""
    row = {name: json_of(value) if name in LISTS else value for name, value in lead.items()}
    row["status.reminder_at"] = pd.NA if row["status.reminder_at"] is None else row["status.reminder_at"]
    frame = pd.DataFrame([row]).astype({"status.reminder_at": "Int64"})
    _replace(connection, frame, pd.Series([mapped_from]))


def _replace(connection: Connection, leads: pd.DataFrame, mapped_from: pd.Series[Any]) -> None:
    connection.stage("incoming_leads", leads)
    connection.stage("incoming_numbers", _lead_numbers(leads, mapped_from))
    for step in ("replace_leads", "map_calls_to_leads"):
        connection.run(sql(f"writes/{step}"))


def _lead_numbers(leads: pd.DataFrame, mapped_from: pd.Series[Any]) -> pd.DataFrame:
    numbers = [
        (lead, number.country_code, number.number, start)
        for lead, texts, start in zip(leads["id"], leads["details.contact_numbers"], mapped_from, strict=True)
        for number in map(Number.parse, texts_of(texts))
    ]
    columns = {"lead_id": "str", "country_code": "str", "number": "str", "mapped_from": "int64"}
    return pd.DataFrame(numbers, columns=list(columns)).astype(columns)


def lead_by_id(connection: Connection, lead_id: str) -> Lead | None:
    frame = connection.frame("SELECT * FROM leads WHERE id = $id", {"id": lead_id})
    if frame.empty:
        return None
    row = {str(name): value for name, value in frame.astype("object").iloc[0].items()}
    lists = {name: texts_of(row[name]) for name in LISTS}
    reminder = row["status.reminder_at"]
    return {**row, **lists, "status.reminder_at": None if pd.isna(reminder) else int(reminder)}


def owners(connection: Connection, numbers: Sequence[str]) -> dict[str, str]:
    """Which of the numbers are a lead's already, and whose: number -> lead id."""
    found = connection.tuples("SELECT lead_id, country_code, number FROM lead_numbers ORDER BY lead_id")
    taken: dict[str, str] = {}
    for text in numbers:
        wanted = Number.parse(text)
        for lead_id, code, number in found:
            if number == wanted.number and (not code or code == wanted.country_code or not wanted.country_code):
                taken.setdefault(text, lead_id)
    return taken


def get_leads(reading: Reading, query: LeadQuery, page: Page | None) -> Leads:
    """Raises the documented refusal for contact numbers that are no lead's."""
    data, total = reading.page("leads", _matching(reading.connection, query), page)
    names = {
        f"{code}-{number}": f"{name} (+{code}-{number})" for code, number, name in
        reading.connection.tuples("SELECT emp_country_code, emp_number, emp_name FROM employees")}
    data["assigned_to.employee"] = [
        json_of(names.get(number, f"(+{number})") for number in texts_of(assignees)) for assignees in data["assignees"]]
    return Leads(row_set(data, rows.LEADS, reading.zone), total, reading.provenance)


def _matching(connection: Connection, query: LeadQuery) -> Matching:
    matching = Matching()
    for column in ("first_name", "last_name"):
        if wanted := getattr(query, column):
            matching.require(f'LOWER("details.{column}") = LOWER(${column})', **{column: wanted})
    if query.contact_numbers:
        found = owners(connection, query.contact_numbers)
        if unknown := [number for number in query.contact_numbers if number not in found]:
            raise BadRequest("get_leads", 400, f"The ‘{', '.join(unknown)}’ doesn’t exist.")
        matching.require_any("id", sorted(set(found.values())), name="lead")
    return matching
