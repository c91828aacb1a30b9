"""Loading calls and employees: vectorised, idempotent, in whichever order they arrive."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from callyzer.model import Number, rows
from callyzer.store import rollup
from callyzer.store.database import Connection, sql
from callyzer.store.frames import epoch, json_lists
from callyzer.store.known_ids import KnownIds

_PEOPLE = ("new_employees", "employee_labels")
_STEPS = ("new_clients", "client_labels", "lead_ids", "fresh")
_FRESH = "SELECT id_hash, call_at, is_registered FROM fresh"
_FOUND = (
    "CREATE OR REPLACE TEMP TABLE found AS"
    " SELECT id, id_hash, employee_key, client_key, call_at, local_day, call_type, duration FROM calls"
    " WHERE call_at BETWEEN $oldest AND $newest AND id_hash IN (SELECT id_hash FROM fresh)")
_EVER = (0, 2**62)
_EMPLOYEE = ("emp_country_code", "emp_number")


def add_calls(connection: Connection, calls: pd.DataFrame, zone: ZoneInfo, known: KnownIds) -> None:
    """Writes calls (rows.HISTORY). The newest version of a call wins; a blank note or recording erases nothing."""
    prepared = _prepared_calls(calls, zone)
    # Versions of one call inside one frame are written one after the other, as if they had come in frames of their own.
    version = prepared.groupby("id", sort=False).cumcount()
    for turn in range(int(version.max()) + 1 if len(version) else 0):
        _merge(connection, known, _fresh(connection, prepared[version == turn]))


def _fresh(connection: Connection, calls: pd.DataFrame) -> pd.DataFrame:
    """Fills the table `fresh` with these calls, their people and clients known. Their hashes and starts."""
    connection.stage("incoming", calls, "*, hash_of(id) AS id_hash")
    _run(connection, _STEPS)
    fresh = connection.frame(_FRESH)
    # Nearly everybody on nearly every page is registered: only where somebody is not, labels come from the calls.
    if len(fresh) < len(calls) or not fresh["is_registered"].all():
        _run(connection, (*_PEOPLE, "fresh"))
        fresh = connection.frame(_FRESH)
    return fresh


def _run(connection: Connection, steps: Iterable[str]) -> None:
    for step in steps:
        connection.run(sql(f"writes/{step}"))


def _merge(connection: Connection, known: KnownIds, fresh: pd.DataFrame) -> None:
    """Writes the calls of the table `fresh`. Only the part of the calls is searched that may hold one of them."""
    expected = int(known.known(connection, fresh["id_hash"]).sum())
    around = (int(fresh["call_at"].min()) - 86_400, int(fresh["call_at"].max()) + 86_400)
    oldest, newest = _found(connection, expected, around if expected else (0, 0))
    rollup.forget(connection, sql("writes/touched_days"))
    # Literals, since the bounds of a join leave most of the table unread only when they are known beforehand.
    connection.run(sql("writes/merge_calls").replace("{oldest}", str(oldest)).replace("{newest}", str(newest)))


def _found(connection: Connection, expected: int, around: tuple[int, int]) -> tuple[int, int]:
    """Fills the table `found` with the calls that are there already; between which starts they lie."""
    for oldest, newest in (around, _EVER):
        connection.run(_FOUND, {"oldest": oldest, "newest": newest})
        count, first, last = connection.tuples("SELECT COUNT(*), MIN(call_at), MAX(call_at) FROM found")[0]
        if count >= expected:
            break
    return (first, last) if count else (0, 0)


def _prepared_calls(calls: pd.DataFrame, zone: ZoneInfo) -> pd.DataFrame:
    at = epoch(calls["call_at"]).astype("int64")
    local = calls["call_at"].dt.tz_convert(zone).dt.tz_localize(None).to_numpy("datetime64[s]").astype("int64")
    modified, synced = epoch(calls["modified_at"]), epoch(calls["synced_at"])
    texts = {name: calls[name] for name, kind in rows.HISTORY.items() if kind is rows.Kind.TEXT}
    return pd.DataFrame({
        **texts,
        "emp_tags": json_lists(calls["emp_tags"]),
        "duration": calls["duration"],
        "call_at": at,
        "local_day": pd.Series((local // 86_400).astype("datetime64[D]").astype("datetime64[s]"), index=calls.index),
        "local_minute": pd.Series(local % 86_400 // 60, index=calls.index),
        "synced_at": synced,
        "modified_at": modified,
        "reminder_at": epoch(calls["reminder_at"]),
        "recency": modified.fillna(synced).fillna(at).astype("int64"),
    })


def add_employees(connection: Connection, employees: pd.DataFrame) -> None:
    """Writes employees (rows.EMPLOYEES); their labels go before those that calls carry."""
    latest = employees.drop_duplicates(subset=list(_EMPLOYEE), keep="last")
    stored = {name: _stored(latest[name], kind) for name, kind in rows.EMPLOYEES.items()}
    connection.stage("incoming", pd.DataFrame(stored))
    connection.run(sql("writes/new_employees"))
    columns = [name for name in rows.EMPLOYEES if name not in _EMPLOYEE]
    assignments = ", ".join(f'"{name}" = incoming."{name}"' for name in columns)
    connection.run(
        f"UPDATE employees SET {assignments}, is_registered = TRUE FROM incoming"
        " WHERE employees.emp_country_code = incoming.emp_country_code AND employees.emp_number = incoming.emp_number")


def _stored(values: pd.Series[Any], kind: rows.Kind) -> pd.Series[Any]:
    if kind is rows.Kind.INSTANT:
        return epoch(values)
    return json_lists(values) if kind is rows.Kind.TAGS else values


def exclude_numbers(connection: Connection, numbers: Iterable[str]) -> None:
    """Puts numbers on the account's exclude list ("91-9876543210", or bare for any country)."""
    parsed = [Number.parse(text) for text in numbers]
    listed = pd.DataFrame(
        {"country_code": [each.country_code for each in parsed], "number": [each.number for each in parsed]},
        dtype="str")
    connection.stage("listed", listed, "DISTINCT country_code, number")
    connection.run(
        "INSERT INTO excluded_numbers (country_code, number) SELECT country_code, number FROM listed"
        " EXCEPT SELECT country_code, number FROM excluded_numbers")
    rollup.forget(connection, sql("writes/days_of_newly_excluded"))
    connection.run(sql("writes/excluded_clients"))
