from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import duckdb
import pytest

from tests.builders import SITA, call, calls, days
from tests.store.conftest import Stored

LOAD = 50


def test_readers_see_every_load_whole_or_not_at_all_while_a_writer_writes(stored: Stored) -> None:
    store = stored()
    start = call("2026-11-02 10:00")["call_at"]
    loads = [
        calls(*(call(start + timedelta(seconds=second), "Incoming", 9, client=SITA) for second in seconds))
        for seconds in (range(first, first + LOAD) for first in range(0, 12 * LOAD, LOAD))]
    written, failures = threading.Event(), []

    def read() -> int:
        seen = 0
        while not written.is_set():
            calls_seen = store.summary(days("2026-11-02")).total_calls
            page = store.unique_clients(days("2026-11-02"))
            if calls_seen % LOAD or calls_seen < seen or page.rows["total_calls"].sum() % LOAD:
                failures.append(calls_seen)
            seen = calls_seen
        return seen

    with ThreadPoolExecutor(6) as pool:
        readers = [pool.submit(read) for _ in range(6)]
        for load in loads:
            store.add_calls(load)
        written.set()
        for reader in readers:
            reader.result()
    assert failures == []
    assert store.summary(days("2026-11-02")).total_calls == 12 * LOAD


def test_several_writers_take_turns(stored: Stored) -> None:
    store = stored()
    frames = [calls(call(f"2026-11-02 10:{minute:02}", client=f"80000010{minute:02}")) for minute in range(20)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(store.add_calls, frames))
    report = store.summary(days("2026-11-02"))
    assert (report.total_calls, report.total_unique_clients) == (20, 20)


def test_a_load_that_fails_leaves_nothing_behind(stored: Stored) -> None:
    store = stored(call("2026-11-02 10:00"))
    with pytest.raises(duckdb.Error):
        store.add_calls(calls(call("2026-11-02 11:00"), call("2026-11-02 12:00", "Teleported")))
    assert store.summary(days("2026-11-02")).total_calls == 1
    store.add_calls(calls(call("2026-11-02 11:00")))
    assert store.summary(days("2026-11-02")).total_calls == 2
