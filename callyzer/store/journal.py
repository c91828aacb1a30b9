"""Audits and events: what was compared with Callyzer, and what sync and webhook did, in short."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from callyzer.model.coverage import AuditedDay, AuditResult, Figures
from callyzer.store.database import Connection

KEPT_EVENTS = 1000


@dataclass(frozen=True, slots=True)
class Event:
    """`kind` is a word such as "sync", "webhook" or "store"; `text` a sentence without client data or secrets."""

    at: datetime
    kind: str
    text: str


def record_audit(connection: Connection, audit: AuditResult) -> None:
    """Keeps the latest comparison of every day."""
    at = int(audit.at.timestamp())
    for each in audit.days:
        connection.run("DELETE FROM audits WHERE local_day = $day", {"day": each.day})
        connection.run("INSERT INTO audits VALUES ($day, $at, $a, $b, $c, $d, $e, $f)", {
            "day": each.day, "at": at, "a": each.ours.total_calls, "b": each.ours.total_connected_calls,
            "c": each.ours.total_duration, "d": each.theirs.total_calls, "e": each.theirs.total_connected_calls,
            "f": each.theirs.total_duration})


def audits(connection: Connection) -> list[AuditResult]:
    """The latest comparison of every day, as the audits they came from, newest first; days in order."""
    found = connection.tuples("SELECT * FROM audits ORDER BY audited_at DESC, local_day")
    results: dict[int, list[AuditedDay]] = {}
    for day, at, *figures in found:
        results.setdefault(at, []).append(AuditedDay(day, Figures(*figures[:3]), Figures(*figures[3:])))
    return [AuditResult(datetime.fromtimestamp(at, UTC), tuple(days)) for at, days in results.items()]


def differing_days(results: list[AuditResult]) -> tuple[date, ...]:
    return tuple(sorted(day for result in results for day in result.differing_days))


def note(connection: Connection, event: Event) -> None:
    """Writes an event down; the oldest beyond KEPT_EVENTS are forgotten."""
    connection.run(
        "INSERT INTO events SELECT COALESCE(MAX(number), 0) + 1, $at, $kind, $text FROM events",
        {"at": int(event.at.timestamp()), "kind": event.kind, "text": event.text})
    connection.run(
        "DELETE FROM events WHERE number <= (SELECT MAX(number) FROM events) - $kept", {"kept": KEPT_EVENTS})


def events(connection: Connection, limit: int) -> list[Event]:
    """The latest events, newest first."""
    found = connection.tuples(
        "SELECT happened_at, kind, text FROM events ORDER BY number DESC LIMIT $limit", {"limit": limit})
    return [Event(datetime.fromtimestamp(at, UTC), kind, text) for at, kind, text in found]
