"""A synchronisation in a thread of its own, one at a time, and behind whoever looks at a page."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from callyzer.api.line import Priority
from callyzer.model import CallFilter, Window, start_of_day
from callyzer.store.sync import Sync
from tests.builders import KOLKATA, PATIENCE, call, calls, soon
from tests.store.syncing import FRIDAY, Synced, begin, end, until


@contextmanager
def account(interval: float = 0.0) -> Iterator[Synced]:
    synced = begin(employees=4, days=5, interval=interval)
    try:
        yield synced
    finally:
        end(synced)


@contextmanager
def running(sync: Sync) -> Iterator[threading.Thread]:
    stop = threading.Event()
    thread = threading.Thread(target=sync.run, args=(stop,))
    thread.start()
    try:
        yield thread
    finally:
        stop.set()
        thread.join(PATIENCE)
        assert not thread.is_alive()


def test_it_runs_until_it_is_stopped_and_can_be_paused() -> None:
    with account() as synced:
        sync = synced.sync(since=FRIDAY - timedelta(days=4))
        with running(sync):
            soon(lambda: sync.progress.pages_done > 2)
            sync.pause()
            soon(lambda: sync.progress.state == "paused")
            done = sync.progress.pages_done
            sync.resume()
            soon(lambda: sync.progress.state == "resting")
            assert sync.progress.pages_done > done
            assert synced.store.coverage().is_backfilled
        assert sync.progress.state == "stopped"


def test_days_settle_while_it_is_paused_since_deliveries_go_on() -> None:
    with account() as synced:
        synced.store.add_calls(calls(call(start_of_day(FRIDAY - timedelta(days=30), KOLKATA))))
        sync = synced.sync()
        sync.pause()
        with running(sync):
            soon(lambda: sync.progress.state == "paused")
        assert synced.store.roll_up() == 0, "nothing was left to be counted"


def test_a_wish_wakes_it() -> None:
    with account() as synced:
        sync = synced.sync(since=FRIDAY - timedelta(days=4))
        with running(sync):
            soon(lambda: sync.progress.state == "resting")
            compared = synced.store.coverage().audited_at
            sync.audit_now()
            soon(lambda: synced.store.coverage().audited_at != compared)
            asked = len(synced.account.asked)
            sync.hurry()
            soon(lambda: any(question.by == "synced" for question, _ in synced.account.asked[asked:]))


def test_a_comparison_that_is_wished_for_does_not_wait_for_the_days_that_are_still_to_come() -> None:
    with account() as synced:
        sync = synced.sync(since=FRIDAY - timedelta(days=4))
        until(sync, lambda _: len(synced.store.coverage().days) >= 2)
        sync.audit_now()
        until(sync, lambda _: synced.store.coverage().audited_at is not None)
        assert not synced.store.coverage().is_backfilled


def test_it_ends_when_the_account_is_closed() -> None:
    with account(interval=5.0) as synced:
        sync = synced.sync()
        with running(sync) as thread:
            soon(lambda: any(not each.in_flight for each in synced.client.standing().waiting))
            synced.client.close()
            thread.join(PATIENCE)
            assert not thread.is_alive()


def test_a_click_waits_for_one_slot_of_the_synchronisation_at_most() -> None:
    with account(interval=0.15) as synced:
        viewer = synced.client.asking("somebody", Priority.CLICK, None)
        sync = synced.sync()
        with running(sync):
            soon(lambda: sync.progress.pages_done > 1)
            for seconds in range(4):
                before = synced.client.standing().counts.sent
                window = Window.of_days(FRIDAY, FRIDAY, KOLKATA)
                viewer.summary(CallFilter(window, duration_grt_than=seconds))
                assert synced.client.standing().counts.sent - before <= 3, "its own, one before it, one since"
