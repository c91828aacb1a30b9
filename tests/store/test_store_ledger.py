from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from callyzer.model import Window
from callyzer.model.coverage import AuditedDay, AuditResult, Figures
from callyzer.store import CallStore
from callyzer.store.ledger import LedgerStep, OpenWindow
from tests.builders import KOLKATA, NOW, at, call, calls, days, fixed_clock, records
from tests.store.conftest import Stored

DAY = date(2026, 11, 2)
BACKFILL = OpenWindow("backfill", Window.of_days(DAY, DAY, KOLKATA), "call", NOW)


def reopened(path: Path) -> CallStore:
    return CallStore.open(path, KOLKATA, clock=fixed_clock())


def test_a_page_and_its_step_are_still_there_when_the_file_is_opened_again(tmp_path: Path) -> None:
    store = reopened(tmp_path / "calls.duckdb")
    page = replace(BACKFILL, next_page=2, total_records=150)
    store.apply_page(calls(call("2026-11-02 10:00"), call("2026-11-02 11:00")), LedgerStep(page, backfill_end=DAY))
    store.close()
    store = reopened(tmp_path / "calls.duckdb")
    assert store.ledger().windows == {"backfill": replace(page, distinct_ids=2)}
    assert store.ledger().backfill_end == DAY
    assert store.summary(days("2026-11-02")).total_calls == 2
    store.close()


def test_a_step_that_fails_takes_its_page_with_it(stored: Stored) -> None:
    store = stored()
    with pytest.raises(ValueError, match="as of an instant"):
        store.apply_page(calls(call("2026-11-02 10:00")), LedgerStep(completed_days=(DAY,)))
    assert store.summary(days("2026-11-02")).total_calls == 0


def test_ids_of_a_window_are_counted_once_and_anew_after_its_first_page(stored: Stored) -> None:
    store = stored()
    first, second = call("2026-11-02 10:00"), call("2026-11-02 11:00")
    store.apply_page(calls(first), LedgerStep(replace(BACKFILL, next_page=2)))
    store.apply_page(calls(first, second), LedgerStep(replace(BACKFILL, next_page=3)))
    assert store.ledger().windows["backfill"].distinct_ids == 2
    store.apply_page(calls(second), LedgerStep(replace(BACKFILL, next_page=2)))
    assert store.ledger().windows["backfill"].distinct_ids == 1


def test_a_finished_window_may_drop_the_calls_no_page_listed(stored: Stored) -> None:
    late = call("2026-11-02 12:00", synced_at=NOW + timedelta(seconds=1))
    store = stored(call("2026-11-02 10:00"), call("2026-11-02 11:00"), late, call("2026-11-03 10:00"))
    store.apply_page(calls(call("2026-11-02 10:00")), LedgerStep(replace(BACKFILL, next_page=2)))
    store.move_ledger(LedgerStep(replace(BACKFILL, next_page=3), finished=True, drop_unlisted=True,
                                 completed_days=(DAY,), completed_at=NOW))
    left = records(store.history(days("2026-11-02", "2026-11-03")).rows)
    assert [row["call_at"] for row in left] == [
        at("2026-11-03 10:00").astimezone(UTC), at("2026-11-02 12:00").astimezone(UTC),
        at("2026-11-02 10:00").astimezone(UTC)]
    assert store.ledger().windows == {}
    assert store.ledger().days == {DAY: NOW}


def test_days_that_began_after_the_delta_are_covered_and_the_day_it_began_is_not(stored: Stored) -> None:
    store = stored()
    assert store.coverage().known_until is None
    store.move_ledger(LedgerStep(synced_from=at("2026-11-20 12:00"), synced_until=at("2026-11-22 09:00")))
    coverage = store.coverage()
    assert coverage.days == {date(2026, 11, 21), date(2026, 11, 22)}
    assert coverage.since == date(2026, 11, 21)
    assert coverage.known_until == at("2026-11-22 09:00").astimezone(UTC)
    store.move_ledger(LedgerStep(completed_days=(date(2026, 11, 20), date(2026, 11, 18)), completed_at=NOW))
    coverage = store.coverage()
    assert coverage.since == date(2026, 11, 20)
    assert coverage.covers(Window.of_days(date(2026, 11, 20), date(2026, 11, 30), KOLKATA), date(2026, 11, 22))
    assert not coverage.covers(Window.of_days(date(2026, 11, 18), date(2026, 11, 22), KOLKATA), date(2026, 11, 22))
    assert not coverage.covers(Window.of_days(date(2026, 11, 23), date(2026, 11, 23), KOLKATA), date(2026, 11, 23))


def test_a_reopened_day_is_no_longer_complete(stored: Stored) -> None:
    store = stored()
    store.move_ledger(LedgerStep(completed_days=(DAY,), completed_at=NOW))
    store.move_ledger(LedgerStep(reopened_days=(DAY,)))
    assert store.ledger().days == {}


def test_the_latest_audit_of_a_day_counts(stored: Stored) -> None:
    store = stored()
    one, two = Figures(1, 1, 60), Figures(2, 1, 60)
    other = AuditedDay(DAY + timedelta(days=1), one, one)
    store.record_audit(AuditResult(NOW, (AuditedDay(DAY, one, two), other)))
    assert store.coverage().differing_days == (DAY,)
    later = AuditResult(NOW + timedelta(hours=1), (AuditedDay(DAY, two, two),))
    store.record_audit(later)
    assert store.audits() == [later, AuditResult(NOW, (other,))]
    assert (store.coverage().differing_days, store.coverage().audited_at) == ((), later.at)


def test_events_come_newest_first(stored: Stored) -> None:
    store = stored()
    store.note("sync", "one")
    store.note("webhook", "two")
    assert [(event.kind, event.text, event.at) for event in store.events(5)] == [
        ("webhook", "two", NOW), ("sync", "one", NOW)]
    assert len(store.events(1)) == 1


def test_a_window_by_synced_time_drops_nothing(stored: Stored) -> None:
    delta = OpenWindow("delta", BACKFILL.window, "synced", datetime(2026, 11, 2, tzinfo=UTC), next_page=2)
    with pytest.raises(ValueError, match="may well exist"):
        stored().move_ledger(LedgerStep(delta, finished=True, drop_unlisted=True))
