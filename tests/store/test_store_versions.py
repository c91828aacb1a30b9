from __future__ import annotations

from datetime import UTC, date, datetime

from callyzer.model import Window
from callyzer.store import CallStore
from callyzer.store.ledger import LedgerStep, OpenWindow
from callyzer.store.versions import Part
from tests.builders import KOLKATA, NOW, call, calls, employee, employees
from tests.store.conftest import Stored

MONDAY, TUESDAY = date(2026, 11, 2), date(2026, 11, 3)
PARTS: tuple[Part, ...] = (MONDAY, TUESDAY, "reports", "employees", "leads")


def grown(store: CallStore, before: list[int]) -> set[Part]:
    return {part for part, was in zip(PARTS, before, strict=True) if store.versions.of([part]) > was}


def versions(store: CallStore) -> list[int]:
    return [store.versions.of([part]) for part in PARTS]


def test_a_call_is_counted_for_its_local_day_alone(stored: Stored) -> None:
    store = stored(call("2026-11-02 10:00"))
    before = versions(store)
    store.add_calls(calls(call("2026-11-03 00:05")))  # still the 2nd in UTC
    assert grown(store, before) == {TUESDAY}


def test_people_and_exclusions_concern_all_reports(stored: Stored) -> None:
    store = stored(call("2026-11-02 10:00"))
    before = versions(store)
    store.add_employees(employees(employee()))
    assert grown(store, before) == {"reports", "employees"}
    assert (store.versions.time_of("employees"), store.versions.time_of("leads")) == (NOW, None)
    before = versions(store)
    store.exclude_numbers(["91-8000000001"])
    assert grown(store, before) == {"reports"}


def test_a_page_that_closes_a_window_counts_for_the_days_it_may_have_emptied(stored: Stored) -> None:
    store = stored(call("2026-11-02 10:00"))
    before = versions(store)
    window = OpenWindow("days", Window.of_days(MONDAY, TUESDAY, KOLKATA), "call", datetime(2026, 11, 22, tzinfo=UTC))
    store.apply_page(calls(), LedgerStep(window=window, finished=True, drop_unlisted=True))
    assert grown(store, before) == {MONDAY, TUESDAY}


def test_every_write_moves_the_latest_and_no_reading_does(stored: Stored) -> None:
    store = stored(call("2026-11-02 10:00"))
    before = store.versions.latest
    store.coverage()
    assert store.versions.latest == before
    store.note("sync", "Nothing happened.")
    assert store.versions.latest == before + 1
