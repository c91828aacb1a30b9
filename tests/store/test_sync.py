"""A store synchronised with an account over a socket, whatever happens to the account meanwhile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from typing import Any, cast

import pandas as pd
import pytest

from callyzer.errors import DeadlineExceeded, Unreachable
from callyzer.model import CallFilter, EmployeeQuery, LeadQuery, Window
from callyzer.source import Source
from callyzer.store import CallStore
from callyzer.store.sync import Sync
from callyzer.store.sync_units import ReadPage, Schedule
from tests.builders import KOLKATA, at, records
from tests.store.syncing import EVERY_DAY, FRIDAY, SINCE, Clock, Synced, begin, end, page, until, until_rest

Begin = Callable[..., Synced]


@pytest.fixture
def account() -> Iterator[Begin]:
    """Starts an account with a store beside it that is still empty."""
    begun: list[Synced] = []

    def start(*quirks: str, **more: Any) -> Synced:
        begun.append(begin(quirks, **more))
        return begun[-1]

    yield start
    for each in begun:
        end(each)


def some_calls(synced: Synced, day: date, count: int = 1) -> pd.DataFrame:
    """Calls of that day as the account has them."""
    window = Window.of_days(day, day, KOLKATA)
    return synced.account.history(CallFilter(window, is_exclude_numbers=False)).rows.head(count)


def late(synced: Synced, day: date, name: str, count: int = 1) -> pd.DataFrame:
    """Calls of that day that reach Callyzer only now."""
    rows = some_calls(synced, day, count)
    return rows.assign(id=[f"{name}-{number}" for number in range(len(rows))], synced_at=synced.clock.now,
                       modified_at=synced.clock.now)


def test_after_a_sync_the_store_holds_the_account(account: Begin) -> None:
    synced = account()
    progress = synced.catch_up()
    assert synced.calls() == synced.account_calls()
    assert len(synced.calls()) > 500
    for name, query in (("get_employees", EmployeeQuery()), ("get_leads", LeadQuery())):
        theirs, ours = (records(getattr(source, name)(query).rows) for source in (synced.client, synced.store))
        assert ours == theirs, name
    coverage = synced.store.coverage()
    assert (coverage.since, coverage.is_backfilled, coverage.differing_days) == (SINCE, True, ())
    assert (progress.days_read, progress.days_wanted, progress.share) == (8, 8, 1.0)
    assert (progress.pages_to_go, progress.reached, progress.last_error) == (0, SINCE, "")


def test_days_come_newest_first_and_each_page_once(account: Begin) -> None:
    synced = account()
    synced.catch_up()
    asked = [(question.window, number) for question, number in synced.account.asked if not question.is_exclude_numbers
             and question.by == "call" and not question.client_numbers]
    assert max(Counter(asked).values()) == 1
    newest = [window.last_day for window, _ in asked]
    assert newest == sorted(newest, reverse=True)
    assert newest[0] == FRIDAY
    assert asked[-1][0].first_day == SINCE
    sizes = [len(window.days) for window, number in asked if number == 1]
    assert sizes[0] == 1
    assert max(sizes) > 1, "a window grows to a sensible number of pages"


@pytest.mark.parametrize("quirks", [
    ("string-numbers", "null-fields", "blank-tags", "plus-country-code", "no-zone", "ampm-dates"),
    ("database-exception=12",), ("flaky-connection=12",), ("html-error=12",)], ids=" ".join)
def test_however_odd_the_account_the_store_is_the_same(account: Begin, quirks: tuple[str, ...]) -> None:
    synced = account(*quirks, employees=3, days=4)
    progress = synced.catch_up(since=FRIDAY - timedelta(days=3))
    assert progress.last_error == ""
    assert synced.calls() == synced.account_calls()
    assert synced.store.coverage().differing_days == ()


def test_recordings_that_come_later_are_found_when_their_day_has_settled(account: Begin) -> None:
    synced = account("late-recordings", employees=3)
    synced.catch_up()
    recorded = [sum(call["call_recording_url"] != "" for call in calls)
                for calls in (synced.calls(), synced.account_calls())]
    assert recorded[0] < recorded[1]
    synced.clock.pass_by(days=38)
    synced.catch_up()
    assert synced.calls() == synced.account_calls()


def test_pages_that_shift_while_they_are_read_are_read_again(account: Begin) -> None:
    synced, sync = account(), None
    sync = synced.sync()
    unit: Any = until(sync, page(2, at_least=150))
    day = unit.window.window.last_day
    synced.account.add_calls(late(synced, day, "late", 3))
    until_rest(sync)
    assert synced.calls() == synced.account_calls()
    asked = Counter((question.window, number) for question, number in synced.account.asked
                    if not question.is_exclude_numbers)
    assert asked[unit.window.window, 1] == 2


def exchanged(synced: Synced, window: Window, gone: int, place: int) -> None:
    """Deletes a call of the window by its place in it, and adds one that starts when another does."""
    rows = synced.account.history(CallFilter(window, is_exclude_numbers=False)).rows
    now = synced.clock.now
    new = rows.iloc[[place]].assign(id="new", synced_at=now, modified_at=now).reset_index(drop=True)
    synced.account.forget(rows["id"].iloc[gone])
    synced.account.add_calls(new)


def test_a_total_that_stays_while_calls_shift_is_noticed_by_the_ids(account: Begin) -> None:
    """A new call on page 1, which was read, pushes one from there to page 2, and the last call of all goes."""
    synced = account()
    sync = synced.sync()
    unit: Any = until(sync, page(2, at_least=150))
    exchanged(synced, unit.window.window, gone=-1, place=0)
    until_rest(sync)
    asked = Counter(question.window for question, number in synced.account.asked if number == 1)
    assert asked[unit.window.window] == 2
    assert synced.calls() == synced.account_calls()


def test_what_neither_total_nor_ids_show_is_found_when_the_day_has_settled(account: Begin) -> None:
    """A call that was read goes, one slips unread to page 1, and a new one comes on the last page: all counts agree."""
    synced = account()
    sync = synced.sync()
    unit: Any = until(sync, page(2, at_least=150))
    exchanged(synced, unit.window.window, gone=5, place=-1)
    until_rest(sync)
    synced.clock.pass_by(days=38)
    until_rest(sync)
    assert synced.calls() == synced.account_calls()


def test_a_day_that_keeps_changing_is_left_and_read_later(account: Begin) -> None:
    synced = account(days=4)
    sync = synced.sync(since=FRIDAY - timedelta(days=3))
    until(sync, page(1))
    shifts = 0
    for _ in range(200):
        unit: Any = sync._next()
        if page(2)(unit) and unit.window.window.last_day == FRIDAY:
            shifts += 1
            synced.account.add_calls(late(synced, FRIDAY, f"shift {shifts}"))
        progress = sync.step()
        if progress.rests_until:
            break
    assert shifts == 3
    assert synced.store.coverage().days == {FRIDAY - timedelta(days=n) for n in (1, 2, 3)}
    assert progress.last_error == "20 Nov 2026 changed whenever read, and will be read again later."
    synced.clock.pass_by(hours=1)
    assert until_rest(sync).last_error == ""
    assert FRIDAY in synced.store.coverage().days
    assert synced.calls() == synced.account_calls()


def test_calls_that_arrive_during_the_backfill_are_found(account: Begin) -> None:
    synced = account(employees=6)
    sync = synced.sync()
    until(sync, lambda unit: (isinstance(unit, ReadPage) and unit.window.purpose == "days"
                              and unit.window.window.last_day < FRIDAY - timedelta(days=2)))
    known = synced.store.coverage().days
    assert FRIDAY in known
    synced.account.add_calls(late(synced, FRIDAY, "today", 2))
    synced.account.add_calls(late(synced, FRIDAY - timedelta(days=1), "yesterday"))
    until_rest(sync)
    synced.clock.pass_by(minutes=3)
    until_rest(sync)
    assert synced.calls() == synced.account_calls()


def test_nothing_is_lost_while_nobody_synchronises(account: Begin) -> None:
    synced = account(last=None, employees=3, days=4)
    synced.catch_up(since=FRIDAY - timedelta(days=3))
    synced.clock.pass_by(days=3, hours=2)
    synced.server.proceed()
    progress = synced.catch_up(since=FRIDAY - timedelta(days=3))
    assert progress.days_read == 7
    until_now = synced.clock.now - timedelta(minutes=3)
    settled = [call["id"] for call in synced.account_calls() if call["synced_at"] < until_now]
    assert {call["id"] for call in synced.calls()} >= set(settled)
    assert len(settled) > 300


def test_a_deleted_call_is_found_by_the_audit_and_taken_out(account: Begin) -> None:
    synced = account()
    sync = synced.sync()
    until_rest(sync)
    gone = some_calls(synced, FRIDAY - timedelta(days=4), 2)["id"]
    synced.account.forget(*gone)
    synced.clock.pass_by(hours=6)
    until_rest(sync)
    assert synced.calls() == synced.account_calls()
    assert synced.store.coverage().differing_days == ()
    told = [event.text for event in synced.store.events()]
    assert any("1 differ, most 16 Nov 2026" in text for text in told), told
    assert "every day is equal" in told[0]


def test_a_changed_call_is_mended(account: Begin) -> None:
    synced = account()
    sync = synced.sync()
    until_rest(sync)
    changed = some_calls(synced, FRIDAY - timedelta(days=4)).assign(
        duration=4321, call_type="Outgoing", modified_at=synced.clock.now, note="said so later")
    synced.account.add_calls(changed)
    synced.clock.pass_by(hours=6)
    until_rest(sync)
    assert synced.calls() == synced.account_calls()


def test_a_difference_that_stays_is_told_and_not_read_for_ever(account: Begin) -> None:
    """The store counts a call that reached Callyzer after the day was opened, and that no page lists."""
    synced = account()
    sync = synced.sync()
    until_rest(sync)
    ghost = late(synced, FRIDAY - timedelta(days=2), "ghost").assign(synced_at=at("2026-12-24 10:00"))
    synced.store.add_calls(ghost)
    synced.clock.pass_by(hours=6)
    before = len(synced.account.asked)
    progress = until_rest(sync)
    assert synced.store.coverage().differing_days == (FRIDAY - timedelta(days=2),)
    assert len(synced.account.asked) - before < 20
    assert (progress.days_read, progress.days_wanted) == (9, 9), "it is past midnight"
    assert until_rest(sync).pages_done == progress.pages_done, "not again before the next audit"


def test_the_exclude_list_is_learned_and_unlearned(account: Begin) -> None:
    synced = account()
    sync = synced.sync()
    rows = synced.account.history(EVERY_DAY).rows
    most = rows["client_number"].value_counts().index[:2]
    synced.account.exclude_numbers(list(most))
    until_rest(sync)

    def counts() -> list[int]:
        question = EVERY_DAY.__class__(EVERY_DAY.window, is_exclude_numbers=True)
        return [source.history(question).total_records for source in (synced.store, synced.account)]

    ours, theirs = counts()
    assert ours == theirs < len(rows)
    synced.account.include_numbers([f"91-{most[0]}"])
    synced.clock.pass_by(hours=6)
    until_rest(sync)
    ours, after = counts()
    assert ours == after > theirs


def test_people_who_leave_and_leads_that_go_are_gone(account: Begin) -> None:
    synced = account()
    sync = synced.sync()
    until_rest(sync)
    people, leads = synced.account.get_employees(EmployeeQuery()).rows, synced.account.get_leads(LeadQuery()).rows
    synced.server.arrivals._phones_reported = synced.clock.now + timedelta(days=1)
    synced.account.keep_employees(people.head(3))
    synced.account.keep_leads(leads.head(5))
    synced.clock.pass_by(hours=1)
    until_rest(sync)
    assert list(synced.store.get_employees(EmployeeQuery()).rows["emp_number"]) == list(people.head(3)["emp_number"])
    assert list(synced.store.get_leads(LeadQuery()).rows["id"]) == list(leads.head(5)["id"])
    assert synced.calls() == synced.account_calls(), "their calls stay"


def test_a_refusal_is_told_and_asked_again_later(account: Begin) -> None:
    synced = account("expired", days=2, employees=2)
    progress = synced.catch_up(since=FRIDAY - timedelta(days=1))
    assert progress.last_error == "Callyzer refuses to answer: the subscription has expired."
    assert progress.doing == "Waiting before it tries again"
    assert progress.rests_until
    assert progress.rests_until - synced.clock.now <= timedelta(seconds=30)
    assert synced.client.standing().counts.sent == 1


def test_where_callyzer_cannot_be_reached_one_attempt_speaks_for_all() -> None:
    class Away:
        asked = 0

        def __getattr__(self, name: str) -> Any:
            def ask(*_: object) -> None:
                self.asked += 1
                raise DeadlineExceeded(name, 45.0, 7, Unreachable(name, "ConnectError"))
            return ask

    clock, away = Clock(), Away()
    with closing(CallStore.in_memory(KOLKATA, clock=clock, origin="store")) as store:
        sync = Sync(cast(Source, away), store, KOLKATA, clock=clock)
        progress = until_rest(sync)
        assert (away.asked, progress.last_error) == (1, "Callyzer cannot be reached. Tried 7 times.")
        clock.pass_by(seconds=40)
        until_rest(sync)
        assert away.asked == 2


def test_a_synchronisation_goes_on_where_another_stopped(account: Begin) -> None:
    synced = account()
    until(synced.sync(), page(3))
    synced.catch_up()
    asked = Counter((question.window, number) for question, number in synced.account.asked
                    if not question.is_exclude_numbers and not question.client_numbers and question.by == "call")
    assert max(asked.values()) == 1
    assert synced.calls() == synced.account_calls()


def test_a_wish_for_older_days_reads_those_only(account: Begin) -> None:
    synced = account()
    synced.catch_up(since=FRIDAY - timedelta(days=2))
    assert synced.store.coverage().since == FRIDAY - timedelta(days=2)
    synced.account.asked.clear()
    synced.catch_up(since=SINCE)
    assert synced.calls() == synced.account_calls()
    read = {question.window.last_day for question, _ in synced.account.asked
            if question.by == "call" and not question.is_exclude_numbers}
    assert max(read) < FRIDAY - timedelta(days=2)


def test_progress_counts_down(account: Begin) -> None:
    synced = account(employees=8)
    sync = synced.sync(Schedule(pages_per_window=3))
    seen = [sync.step() for _ in range(25)]
    to_go = [progress.pages_to_go for progress in seen if progress.pages_to_go is not None]
    assert to_go[-1] < to_go[0]
    assert any("page 2 of" in progress.doing for progress in seen)
    assert all(progress.pages_per_minute for progress in seen if progress.pages_done)
    assert all(progress.seconds_to_go is not None for progress in seen if progress.pages_to_go)
