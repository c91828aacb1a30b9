"""What comes next, decided without a store and without an account."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callyzer.model import Window
from callyzer.store.ledger import Ledger, OpenWindow
from callyzer.store.sync_pages import after_page, is_read, next_window_days
from callyzer.store.sync_plan import plan
from callyzer.store.sync_units import (
    DAYS,
    DELTA,
    Audit,
    Begin,
    CloseWindow,
    CompareExclusions,
    Memory,
    ReadEmployees,
    ReadLeads,
    ReadPage,
    Rest,
    Schedule,
    Unit,
)
from tests.builders import BERLIN, KOLKATA

NOW = datetime(2026, 11, 20, 13, 0, tzinfo=UTC)  # 18:30 in Kolkata
TODAY = date(2026, 11, 20)
END = TODAY - timedelta(days=9)
UNTIL = NOW - timedelta(seconds=60)
USUAL = Schedule()


def before(days: int) -> date:
    return TODAY - timedelta(days=days)


def ledger(read: dict[date, datetime] | None = None, **more: Any) -> Ledger:
    begun: dict[str, Any] = {"synced_from": UNTIL, "synced_until": UNTIL, "backfill_end": END}
    return Ledger(**{**begun, "days": read or {}, **more})


ALL_READ = {before(n): NOW for n in range(10)}


def memory(**more: Any) -> Memory:
    """People, leads and the exclude list are known, and every day was compared just now."""
    known: dict[str, Any] = {
        "since": END, "employees_at": NOW, "leads_at": NOW, "exclusions": dict.fromkeys(ALL_READ, NOW),
        "audited": dict.fromkeys(ALL_READ, NOW)}
    return Memory(**{**known, **more})


def following(held: Ledger, remembered: Memory | None = None, now: datetime = NOW) -> Unit:
    return plan(held, remembered or memory(), now, KOLKATA, USUAL)


def days_of(unit: Unit) -> list[date]:
    assert isinstance(unit, ReadPage)
    assert unit.window.purpose == DAYS
    return unit.window.window.days


def test_the_delta_begins_before_anything_is_read() -> None:
    assert plan(Ledger(), Memory(since=END), NOW, KOLKATA, USUAL) == Begin(END, UNTIL)


def test_without_a_wish_the_days_reach_two_years_back() -> None:
    unit = plan(Ledger(), Memory(), NOW, KOLKATA, USUAL)
    assert isinstance(unit, Begin)
    assert unit.backfill_end == TODAY - timedelta(days=730)


def test_a_wish_for_more_days_is_written_down_and_the_delta_goes_on() -> None:
    assert following(ledger(), memory(since=before(30))) == Begin(before(30), None)


def test_people_come_first_and_leads_after_a_week_of_calls() -> None:
    nobody = memory(employees_at=None, leads_at=None)
    assert following(ledger(), nobody) == ReadEmployees()
    known = replace(nobody, employees_at=NOW)
    assert days_of(following(ledger(), known)) == [TODAY]
    assert days_of(following(ledger({TODAY: NOW}), known)) == [before(1)]
    assert following(ledger({before(n): NOW for n in range(7)}), known) == ReadLeads()
    assert following(ledger({TODAY: NOW}, backfill_end=TODAY), replace(known, since=TODAY)) == ReadLeads()


def test_today_is_read_up_to_what_callyzer_surely_knows() -> None:
    unit = following(ledger())
    assert isinstance(unit, ReadPage)
    assert unit.window.window == Window(datetime(2026, 11, 19, 18, 30, tzinfo=UTC), UNTIL, KOLKATA)


def test_days_are_read_newest_first_and_whole() -> None:
    unit = following(ledger({TODAY: NOW}))
    assert days_of(unit) == [before(1)]
    assert isinstance(unit, ReadPage)
    assert unit.window.window.is_whole_days


def test_a_window_holds_days_that_follow_each_other() -> None:
    wide = memory(window_days=4)
    assert days_of(following(ledger({TODAY: NOW}), wide)) == [before(4), before(3), before(2), before(1)]
    assert days_of(following(ledger({TODAY: NOW, before(3): NOW}), wide)) == [before(2), before(1)]
    assert days_of(following(ledger({day: NOW for day in ALL_READ if day != END}), wide)) == [END]


def test_days_that_began_after_the_delta_are_not_read() -> None:
    held = ledger({before(2): NOW}, synced_from=datetime(2026, 11, 18, 5, 0, tzinfo=UTC))
    assert days_of(following(held)) == [before(3)]


def test_a_window_under_way_is_continued_before_another_is_opened() -> None:
    window = OpenWindow(DAYS, Window.of_days(before(5), before(2), KOLKATA), "call", NOW, 3, 1000, 200)
    assert following(ledger({TODAY: NOW}, windows={DAYS: window})) == ReadPage(window)
    read = replace(window, next_page=11)
    assert following(ledger({TODAY: NOW}, windows={DAYS: read})) == CloseWindow(read)


def test_the_delta_goes_before_days_once_it_is_due() -> None:
    window = OpenWindow(DAYS, Window.of_days(before(5), before(2), KOLKATA), "call", NOW, 3, 1000, 200)
    unit = following(ledger({TODAY: NOW}, windows={DAYS: window}), now=NOW + timedelta(seconds=60))
    assert isinstance(unit, ReadPage)
    assert (unit.window.purpose, unit.window.by) == (DELTA, "synced")
    assert unit.window.window == Window(UNTIL - USUAL.overlap, UNTIL + timedelta(seconds=60), KOLKATA)


def test_a_delta_after_a_long_pause_comes_day_by_day() -> None:
    pause = ledger(ALL_READ, synced_until=NOW - timedelta(days=20))
    unit = following(pause)
    assert isinstance(unit, ReadPage)
    assert unit.window.window.end == NOW - timedelta(days=19)


@pytest.mark.parametrize(("read", "again"), [
    (timedelta(hours=23), True), (timedelta(hours=25), False), (timedelta(days=2, hours=23), False)])
def test_a_day_is_read_again_once_it_has_settled(read: timedelta, again: bool) -> None:
    """before(3) ended two days and 18.5 hours ago; it settles a day after its end, and then three days after it."""
    end = datetime(2026, 11, 17, 18, 30, tzinfo=UTC)
    unit = following(ledger(ALL_READ | {before(3): end + read}))
    assert (days_of(unit) == [before(3)]) if again else isinstance(unit, Rest)


def test_a_day_that_came_by_delta_alone_is_read_once_it_has_settled() -> None:
    since = datetime(2026, 11, 17, 5, 0, tzinfo=UTC)
    held = ledger({day: NOW for day in ALL_READ if day < before(2)}, synced_from=since)
    assert days_of(following(held)) == [before(2)]


def test_a_day_that_differs_is_read_again_then_compared_again_and_then_left_for_hours() -> None:
    audited = NOW - timedelta(minutes=5)
    read = ALL_READ | {before(4): audited - timedelta(hours=1)}
    differs = memory(differing=frozenset({before(4)}), audited=dict.fromkeys(ALL_READ, audited))
    assert days_of(following(ledger(read), differs)) == [before(4)]

    mended = replace(differs, mended={before(4): NOW})
    unit = following(ledger(ALL_READ), mended)
    assert isinstance(unit, Audit)
    assert max(unit.days) == before(4)

    still = replace(mended, audited={**mended.audited, before(4): NOW + timedelta(seconds=1)})
    assert isinstance(following(ledger(ALL_READ), still), Rest)


def test_a_new_day_is_compared_once_the_backfill_is_done() -> None:
    some = {day: NOW for day in ALL_READ if day > before(5)}
    never = memory(audited={})
    assert days_of(following(ledger(some), never)) == [before(5)]
    unit = following(ledger(ALL_READ), never)
    assert isinstance(unit, Audit)
    assert unit.days == tuple(before(n) for n in range(9, 0, -1)), "today is not over"


def test_a_long_backfill_is_compared_on_its_way() -> None:
    some = {day: NOW - timedelta(hours=7) for day in ALL_READ if day > before(5)}
    assert isinstance(following(ledger(some), memory(audited={})), Audit)


def test_an_audit_fits_one_request() -> None:
    years = {before(n): NOW for n in range(400)}
    held = ledger(years, backfill_end=before(399))
    known = memory(since=before(399), audited={}, exclusions=dict.fromkeys(years, NOW))
    unit = following(held, known)
    assert isinstance(unit, Audit)
    assert Window.of_days(min(unit.days), max(unit.days), BERLIN).fits_one_request
    older = following(held, replace(known, audited=dict.fromkeys(unit.days, NOW)))
    assert isinstance(older, Audit)
    assert max(older.days) == min(unit.days) - timedelta(days=1)


def test_the_exclude_list_is_learned_as_soon_as_a_day_is_there_and_whenever_there_are_twice_as_many() -> None:
    learned: dict[date, datetime] = {}
    asked_after = []
    for last in range(1, 9):
        held = ledger({before(n): NOW for n in range(last + 1)})
        unit = following(held, memory(exclusions=learned))
        if isinstance(unit, CompareExclusions):
            asked_after.append(last)
            learned |= dict.fromkeys(unit.days, NOW)
            unit = following(held, memory(exclusions=learned))
        assert days_of(unit) == [before(last + 1)]
    assert asked_after == [1, 2, 4, 8]
    assert len(learned) == 8
    few = memory(exclusions={before(n): NOW for n in range(1, 9)})
    assert following(ledger(ALL_READ), few) == CompareExclusions((before(9),)), "once more when all are there"


def test_a_day_that_cannot_be_read_whole_does_not_hold_up_the_older_ones() -> None:
    postponed = memory(postponed={before(1): NOW + timedelta(hours=1)})
    assert days_of(following(ledger({TODAY: NOW}), postponed)) == [before(2)]
    assert days_of(following(ledger({TODAY: NOW}), memory(postponed={before(1): NOW}))) == [before(1)]


def test_what_one_lane_is_refused_does_not_hold_up_the_others() -> None:
    resting = memory(employees_at=None, resting={"employees": NOW + timedelta(seconds=30)})
    assert days_of(following(ledger(), resting)) == [TODAY]


def test_with_everything_done_it_rests_until_something_is_due() -> None:
    assert following(ledger(ALL_READ)) == Rest(NOW + timedelta(seconds=60)), "the next delta"
    later = NOW + timedelta(seconds=20)
    failed = memory(resting={"delta": later})
    assert following(ledger(ALL_READ, synced_until=NOW - timedelta(hours=1)), failed) == Rest(later)


def test_the_first_page_fixes_the_total_and_a_short_page_ends_the_window() -> None:
    opened = OpenWindow(DELTA, Window(NOW - timedelta(hours=1), NOW, KOLKATA), "synced", NOW)
    first = after_page(opened, 250, 100, NOW + timedelta(seconds=2))
    assert (first.next_page, first.total_records, first.opened_at) == (2, 250, NOW + timedelta(seconds=2))
    assert not is_read(first)
    assert is_read(after_page(first, 250, 99, NOW))
    last = after_page(after_page(first, 250, 100, NOW), 250, 50, NOW)
    assert (last.next_page, is_read(last)) == (4, True)
    assert is_read(after_page(opened, 0, 0, NOW))


@given(days=st.integers(1, 179), pages=st.integers(0, 5000))
def test_a_window_grows_towards_its_pages_and_never_more_than_twofold(days: int, pages: int) -> None:
    following_days = next_window_days(days, pages, 20)
    assert 1 <= following_days <= min(179, 2 * days)
    assert following_days <= max(1, days * 20 // max(1, pages))
    assert pages > 20 or following_days >= days


@given(
    read=st.sets(st.integers(0, 40)), since=st.integers(0, 40), width=st.integers(1, 50),
    delta_days=st.integers(0, 40), seconds=st.integers(0, 86_400))
def test_whatever_is_read_the_next_days_are_missing_and_closed(
    read: set[int], since: int, width: int, delta_days: int, seconds: int,
) -> None:
    now = NOW + timedelta(seconds=seconds)
    held = ledger({before(n): now for n in read}, backfill_end=before(since),
                  synced_from=UNTIL - timedelta(days=delta_days), synced_until=now - timedelta(seconds=60))
    known = Memory(since=before(since), window_days=width, employees_at=now, leads_at=now,
                   exclusions={before(n): now for n in range(-2, 50)},
                   audited={before(n): now for n in range(-2, 50)})
    unit = plan(held, known, now, KOLKATA, replace(USUAL, settled=()))
    if isinstance(unit, ReadPage):
        assert not set(unit.window.window.days) & held.covered_days(KOLKATA)
        assert unit.window.window.end <= now - timedelta(seconds=60)
        assert unit.window.window.first_day >= before(since)
        assert len(unit.window.window.days) <= width
    else:
        assert isinstance(unit, Rest)
        today = (now - timedelta(seconds=61)).astimezone(KOLKATA).date()
        wanted = {before(since) + timedelta(days=n) for n in range((today - before(since)).days + 1)}
        assert wanted <= held.covered_days(KOLKATA)
