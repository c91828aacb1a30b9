"""A rolled-up answer equals the one counted from the calls, whatever happened to the calls before."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from callyzer.model import CALL_TYPES, WEEKDAYS, CallFilter, Page, Window, WorkingHours
from callyzer.store import CallStore
from callyzer.store.ledger import LedgerStep, OpenWindow
from tests.builders import (
    ASHA,
    BERLIN,
    BINA,
    CHETAN,
    KOLKATA,
    RAVI,
    SITA,
    TARA,
    Record,
    call,
    calls,
    days,
    employee,
    employees,
    fixed_clock,
)
from tests.store.conftest import Stored
from tests.store.test_store_oracle import REPORTS, plain

FIRST, LAST = date(2026, 8, 20), date(2026, 11, 5)
OCTOBER = date(2026, 10, 1)
ALONE = ("call_backs", "new_clients", "client_spread", "returning_clients")
NOTES = st.sampled_from(["", "", "Wants a demo", "Paid"])


def answers(store: CallStore, question: CallFilter) -> dict[str, Any]:
    whole = {name: plain(getattr(store, name)(question)) for name in (*REPORTS, *ALONE)}
    return whole | {"a page": plain(store.unique_clients(question, Page(1, 2)))}


@st.composite
def accounts(draw: st.DrawFn, zone: ZoneInfo) -> list[Record]:
    start = datetime(2026, 8, 20, tzinfo=zone).astimezone(UTC)
    drawn = draw(st.lists(st.tuples(
        st.integers(0, 77), st.sampled_from([0, 899, 900, 36_000, 36_500, 86_399]), st.sampled_from(CALL_TYPES),
        st.sampled_from([0, 2, 3, 400]), st.sampled_from([ASHA, BINA, CHETAN]), st.sampled_from([RAVI, SITA, TARA])),
        max_size=25))
    return [
        call(start + timedelta(days=day, seconds=second), kind, talk if kind in CALL_TYPES[:2] else 0, emp=emp,
             client=client, id=f"id-{place:02}", zone=zone, note=draw(NOTES))
        for place, (day, second, kind, talk, emp, client) in enumerate(drawn)]


@st.composite
def questions(draw: st.DrawFn, zone: ZoneInfo) -> CallFilter:
    first = draw(st.sampled_from([FIRST, date(2026, 9, 1), date(2026, 9, 17), OCTOBER]))
    last = draw(st.sampled_from([date(2026, 9, 30), date(2026, 10, 31), LAST]).filter(lambda day: day >= first))
    window = Window.of_days(first, last, zone)
    if draw(st.booleans()):
        window = Window(window.start + timedelta(hours=draw(st.integers(0, 20))), window.end, zone)
    return CallFilter(
        window,
        emp_numbers=draw(st.sampled_from([(), (), (ASHA,)])), emp_tags=draw(st.sampled_from([(), (), ("North",)])),
        client_numbers=draw(st.sampled_from([(), (), (RAVI,)])),
        call_types=draw(st.sampled_from([(), (), ("Missed", "Outgoing")])),
        duration_grt_than=draw(st.sampled_from([None, None, 2])),
        working_hours=draw(st.sampled_from([WorkingHours(), WorkingHours(15, 600), WorkingHours(10, 605)])),
        exclude_days=draw(st.sampled_from([(), (), WEEKDAYS[5:]])), is_exclude_numbers=draw(st.booleans()))


@pytest.mark.parametrize("zone", [KOLKATA, BERLIN], ids=str)
@settings(max_examples=8, deadline=None, phases=set(Phase) - {Phase.explain})
@given(data=st.data())
def test_a_rolled_up_answer_equals_the_one_counted_from_the_calls(zone: ZoneInfo, data: st.DataObject) -> None:
    early, late = data.draw(accounts(zone)), data.draw(accounts(zone))
    excluded = data.draw(st.sampled_from([[], [TARA]]))
    question = data.draw(questions(zone))
    rolled, counted = (CallStore.in_memory(zone, clock=fixed_clock()) for _ in range(2))
    for store in (rolled, counted):
        store.exclude_numbers(excluded)
        store.add_employees(employees(employee(ASHA, tags=("North",)), zone=zone))
        store.add_calls(calls(*early, zone=zone))
    roll_up_all(rolled)
    for store in (rolled, counted):  # calls that come late, that move and that change, and a list that changes
        store.add_calls(calls(*late, zone=zone))
        store.exclude_numbers([SITA])
        store.include_numbers([f"91-{each}" for each in excluded])
    expected = answers(counted, question)
    assert answers(rolled, question) == expected
    roll_up_all(rolled)
    assert answers(rolled, question) == expected
    rolled.close()
    counted.close()


def roll_up_all(store: CallStore) -> None:
    while store.roll_up():
        pass


def rolled_days(store: CallStore) -> set[date]:
    with store._database.reading() as connection:
        return {day for (day,) in connection.tuples("SELECT local_day FROM rolled_days")}


def rolled_months(store: CallStore) -> set[date]:
    with store._database.reading() as connection:
        return {month for (month,) in connection.tuples("SELECT month FROM rolled_months")}


def test_days_that_may_still_change_are_not_rolled_up(stored: Stored) -> None:
    store = stored(call("2026-10-01 10:00"), call("2026-11-14 10:00"), call("2026-11-15 10:00"))
    roll_up_all(store)
    assert max(rolled_days(store)) == date(2026, 11, 14)
    assert rolled_months(store) == {OCTOBER}


def test_a_late_call_takes_its_day_and_month_off_the_roll_up_until_the_next(stored: Stored) -> None:
    store = stored(call("2026-10-01 10:00"))
    roll_up_all(store)
    store.add_calls(calls(call("2026-10-07 09:00")))
    assert date(2026, 10, 7) not in rolled_days(store)
    assert rolled_months(store) == set()
    assert store.roll_up() == 1
    assert rolled_months(store) == {OCTOBER}
    assert store.summary(days("2026-10-01", "2026-10-31")).total_calls == 2


def test_a_repeated_delivery_leaves_the_roll_up_alone(stored: Stored) -> None:
    delivered = call("2026-10-01 10:00", note="a")
    store = stored(delivered)
    roll_up_all(store)
    later = delivered["modified_at"] + timedelta(days=1)
    store.add_calls(calls({**delivered, "note": "another", "modified_at": later}))
    assert date(2026, 10, 1) in rolled_days(store)


def test_a_dropped_call_is_dropped_from_the_roll_up_too(stored: Stored) -> None:
    store = stored(call("2026-10-01 10:00"), call("2026-10-02 10:00"))
    roll_up_all(store)
    day = Window.of_days(OCTOBER, OCTOBER, KOLKATA)
    window = OpenWindow("audit", day, "call", datetime(2026, 11, 22, tzinfo=UTC), next_page=2)
    store.apply_page(calls(), LedgerStep(window, finished=True, drop_unlisted=True))
    assert store.summary(days("2026-10-01", "2026-10-31")).total_calls == 1


def test_a_window_that_was_read_to_its_end_is_rolled_up_with_the_settled_days(stored: Stored) -> None:
    store = stored(call("2026-11-10 10:00"))
    window = OpenWindow("backfill", days("2026-11-10").window, "call", datetime(2026, 11, 22, tzinfo=UTC), next_page=2)
    store.move_ledger(LedgerStep(window))
    assert rolled_days(store) == set()
    store.move_ledger(LedgerStep(window, finished=True))
    assert rolled_days(store) == {date(2026, 11, day) for day in range(10, 15)}


def test_the_answer_is_read_from_the_roll_up(stored: Stored) -> None:
    store = stored(call("2026-10-01 10:00"))
    roll_up_all(store)
    with store._database.writing() as connection:
        connection.run("UPDATE quarter_tallies SET outgoing_calls = 7")
    assert store.summary(days("2026-10-01", "2026-10-31")).total_outgoing_calls == 7
    assert store.summary(days("2026-10-01", "2026-10-31", call_types=("Outgoing",))).total_outgoing_calls == 1
