"""How far the synchronisation has come. It moves in the same transaction as the rows it speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

import pandas as pd

from callyzer.model import Window, start_of_day
from callyzer.store import meta, rollup
from callyzer.store.database import Connection

_MARKS = ("synced_from", "synced_until", "backfill_end", "exclusions_since")


@dataclass(frozen=True, slots=True)
class OpenWindow:
    """A window that is being read page by page. There is at most one per `purpose`, such as "backfill" or "delta".

    `next_page` is the first page not yet read, `total_records` what the window's first page promised, `distinct_ids`
    how many different calls its pages held so far (counted by the store; ignored in a step).
    """

    purpose: str
    window: Window
    by: Literal["call", "synced"]
    opened_at: datetime
    next_page: int = 1
    total_records: int | None = None
    distinct_ids: int = 0


@dataclass(frozen=True, slots=True)
class LedgerStep:
    """What becomes of the ledger together with a page; whatever is left out stays as it is.

    `window` is the window the page belongs to as it stands after the page. After its page 1 (`next_page` of 2 or less)
    the ids are counted anew. `finished` closes it; with `drop_unlisted` the calls of a window by "call" that no page
    listed are removed, unless they reached Callyzer after the window was opened. `completed_days` are whole now, as of
    `completed_at`; `reopened_days` no longer are. Every call that reached Callyzer from `synced_from` on and before
    `synced_until` is known. `backfill_end` is the oldest day the backfill means to reach. The exclude list was learned
    from the complete days from `exclusions_since` on.
    """

    window: OpenWindow | None = None
    finished: bool = False
    drop_unlisted: bool = False
    completed_days: tuple[date, ...] = ()
    completed_at: datetime | None = None
    reopened_days: tuple[date, ...] = ()
    synced_from: datetime | None = None
    synced_until: datetime | None = None
    backfill_end: date | None = None
    exclusions_since: date | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """A snapshot. `days`: complete local days and when each was completed (UTC); `windows` by purpose."""

    days: Mapping[date, datetime] = field(default_factory=dict)
    windows: Mapping[str, OpenWindow] = field(default_factory=dict)
    synced_from: datetime | None = None
    synced_until: datetime | None = None
    backfill_end: date | None = None
    exclusions_since: date | None = None

    def covered_days(self, zone: ZoneInfo) -> frozenset[date]:
        """Days that were completed, and days that began after the delta: all their calls came since."""
        covered = set(self.days)
        if self.synced_from and self.synced_until:
            day = self.synced_from.astimezone(zone).date()
            while start_of_day(day, zone) < self.synced_until:
                if start_of_day(day, zone) >= self.synced_from:
                    covered.add(day)
                day += timedelta(days=1)
        return frozenset(covered)


def read_ledger(connection: Connection, zone: ZoneInfo) -> Ledger:
    days = connection.tuples("SELECT local_day, completed_at FROM ledger_days ORDER BY local_day")
    marks = {name: meta.get(connection, name) for name in _MARKS}
    return Ledger(
        days={day: _instant(at) for day, at in days},
        windows={each.purpose: each for each in _open_windows(connection, zone)},
        synced_from=_instant(marks["synced_from"]) if marks["synced_from"] else None,
        synced_until=_instant(marks["synced_until"]) if marks["synced_until"] else None,
        backfill_end=_day(marks["backfill_end"]), exclusions_since=_day(marks["exclusions_since"]))


def _open_windows(connection: Connection, zone: ZoneInfo) -> list[OpenWindow]:
    found = connection.tuples(
        "SELECT purpose, window_start, window_end, matched_by, opened_at, next_page, total_records,"
        " (SELECT COUNT(*) FROM window_ids WHERE window_ids.purpose = ledger_windows.purpose)"
        " FROM ledger_windows ORDER BY purpose")
    return [
        OpenWindow(purpose, Window(_instant(start), _instant(end), zone), by, _instant(opened), page, total, ids)
        for purpose, start, end, by, opened, page, total, ids in found]


def _instant(seconds: Any) -> datetime:
    return datetime.fromtimestamp(int(seconds), UTC)


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _seconds(instant: datetime) -> int:
    return int(instant.timestamp())


def move(connection: Connection, step: LedgerStep, ids: pd.Series[Any]) -> None:
    """Writes the step; `ids` are those of the page's calls."""
    if step.window:
        _move_window(connection, step, step.window, ids)
    _complete(connection, step)
    marks = {"synced_from": step.synced_from, "synced_until": step.synced_until}
    for name, instant in marks.items():
        if instant:
            meta.put(connection, name, str(_seconds(instant)))
    for name, day in {"backfill_end": step.backfill_end, "exclusions_since": step.exclusions_since}.items():
        if day:
            meta.put(connection, name, day.isoformat())


def _move_window(connection: Connection, step: LedgerStep, window: OpenWindow, ids: pd.Series[Any]) -> None:
    named = {"purpose": window.purpose}
    if window.next_page <= 2:
        connection.run("DELETE FROM window_ids WHERE purpose = $purpose", named)
    connection.stage("page_ids", pd.DataFrame({"id": ids.astype("str")}), "DISTINCT hash_of(id) AS id_hash")
    connection.run(
        "INSERT INTO window_ids (purpose, id_hash) SELECT $purpose, id_hash FROM page_ids"
        " WHERE id_hash NOT IN (SELECT id_hash FROM window_ids WHERE purpose = $purpose)", named)
    if step.finished and step.drop_unlisted:
        _drop_unlisted(connection, window)
    connection.run("DELETE FROM ledger_windows WHERE purpose = $purpose", named)
    if step.finished:
        connection.run("DELETE FROM window_ids WHERE purpose = $purpose", named)
        return
    connection.run(
        "INSERT INTO ledger_windows"
        " (purpose, window_start, window_end, matched_by, opened_at, next_page, total_records)"
        " VALUES ($purpose, $window_start, $window_end, $matched_by, $opened_at, $next_page, $total_records)",
        named | _bounds(window) | {
            "matched_by": window.by, "next_page": window.next_page, "total_records": window.total_records})


def _bounds(window: OpenWindow) -> dict[str, int]:
    start, last = window.window.seconds
    return {"window_start": start, "window_end": last + 1, "opened_at": _seconds(window.opened_at)}


def _drop_unlisted(connection: Connection, window: OpenWindow) -> None:
    if window.by != "call":
        raise ValueError("what a window by synced time does not list may well exist")
    connection.run(
        "CREATE OR REPLACE TEMP TABLE unlisted AS SELECT id, local_day FROM calls"
        " WHERE call_at >= $window_start AND call_at < $window_end AND COALESCE(synced_at, call_at) < $opened_at"
        " AND id_hash NOT IN (SELECT id_hash FROM window_ids WHERE purpose = $purpose)",
        {"purpose": window.purpose, **_bounds(window)})
    rollup.forget(connection, "SELECT local_day FROM unlisted")
    connection.run(
        "DELETE FROM calls WHERE call_at >= $window_start AND call_at < $window_end"
        " AND id IN (SELECT id FROM unlisted)", _bounds(window))


def _complete(connection: Connection, step: LedgerStep) -> None:
    for day in (*step.reopened_days, *step.completed_days):
        connection.run("DELETE FROM ledger_days WHERE local_day = $day", {"day": day})
    for day in step.completed_days:
        if step.completed_at is None:
            raise ValueError("days are completed as of an instant")
        connection.run(
            "INSERT INTO ledger_days (local_day, completed_at) VALUES ($day, $at)",
            {"day": day, "at": _seconds(step.completed_at)})
