"""The order of service, without threads and without a clock."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from callyzer.api.line import Errand, Line, Priority, Ticket

CLICK, PAINT, SYNC, BACKFILL = Priority.CLICK, Priority.FIRST_PAINT, Priority.SYNC, Priority.BACKFILL


def add(line: Line, key: str, viewer: str, priority: Priority = CLICK) -> Ticket:
    ticket = line.ticket(Errand(key, key, lambda _: None), priority)
    line.join(ticket, viewer, priority, until=10)
    line.add(ticket)
    return ticket


def served(line: Line) -> list[str]:
    keys = []
    while ticket := line.take():
        keys.append(ticket.errand.key)
    return keys


def test_a_click_overtakes_a_backfill() -> None:
    line = Line()
    add(line, "old", "backfill", BACKFILL)
    add(line, "click", "asha")
    assert served(line) == ["click", "old"]


def test_viewers_of_one_class_take_turns() -> None:
    line = Line()
    for key in ("a1", "a2", "a3"):
        add(line, key, "asha")
    add(line, "b1", "binod")
    add(line, "c1", "chitra")
    assert served(line) == ["a1", "b1", "c1", "a2", "a3"]


def test_one_who_was_served_goes_behind_one_who_came_before_that() -> None:
    line = Line()
    add(line, "a1", "asha")
    add(line, "a2", "asha")
    add(line, "b1", "binod")
    assert line.take() is not None  # a1
    add(line, "c1", "chitra")
    assert served(line) == ["b1", "a2", "c1"]


def test_a_stream_of_newcomers_does_not_starve_who_waits() -> None:
    line = Line()
    add(line, "a1", "asha")
    add(line, "a2", "asha")
    taken = []
    for n in range(4):
        add(line, f"n{n}", f"newcomer {n}")
        ticket = line.take()
        taken.append(ticket.errand.key if ticket else "")
    assert taken == ["a1", "n0", "a2", "n1"]


def test_a_shared_question_takes_the_best_turn_of_those_who_share_it() -> None:
    line = Line()
    add(line, "a1", "asha")
    shared = add(line, "a2", "asha")
    add(line, "c1", "chitra")
    line.join(shared, "binod", CLICK, until=10)
    assert served(line) == ["a1", "a2", "c1"]


def test_joining_with_a_higher_class_promotes() -> None:
    line = Line()
    add(line, "first", "asha", PAINT)
    ticket = add(line, "second", "asha", BACKFILL)
    line.join(ticket, "binod", CLICK, until=10)
    assert served(line) == ["second", "first"]
    line.join(ticket, "binod", BACKFILL, until=10)
    assert ticket.priority is CLICK


def test_sync_and_backfill_keep_a_tenth_of_the_slots_each() -> None:
    line = Line()
    for n in range(100):
        add(line, f"click {n}", "asha")
        add(line, f"sync {n}", "sync", SYNC)
        add(line, f"fill {n}", "fill", BACKFILL)
    kinds = [key.split()[0] for key in served(line)[:100]]
    assert Counter(kinds) == {"click": 81, "sync": 10, "fill": 9}
    assert "sync" in kinds[:10]


def test_a_class_that_had_no_work_has_saved_up_nothing() -> None:
    line = Line()
    for n in range(20):
        add(line, f"click {n}", "asha")
    for _ in range(15):
        line.take()
    add(line, "sync", "sync", SYNC)
    assert served(line)[-1] == "sync"


def test_the_position_is_the_number_of_those_served_before() -> None:
    line = Line()
    tickets = [add(line, f"{viewer}{n}", viewer) for viewer in "ab" for n in range(3)]
    positions = {ticket.errand.key: line.position(ticket) for ticket in tickets}
    assert positions == {"a0": 0, "b0": 1, "a1": 2, "b1": 3, "a2": 4, "b2": 5}


def test_a_retry_rests_and_comes_back_with_its_old_number() -> None:
    line = Line()
    add(line, "again", "asha")
    ticket = line.take()
    assert ticket is not None
    line.rest(ticket, until=5)
    add(line, "new", "asha")
    assert line.wake(4) == 5
    assert len(line) == 2
    assert [other.errand.key for other in line.order()] == ["new"]
    assert line.wake(5) is None
    assert served(line) == ["again", "new"]


def test_the_unwanted_are_taken_out_and_renewed_ones_stay() -> None:
    line = Line()
    add(line, "left", "asha")
    renewed = add(line, "renewed", "asha")
    held = add(line, "held", "asha")
    line.join(renewed, "asha", CLICK, until=20)
    held.holders = 1
    assert [ticket.errand.key for ticket in line.drop(lambda ticket: not ticket.wanted(10))] == ["left"]
    assert served(line) == ["renewed", "held"]


entries = st.tuples(st.sampled_from("abcd"), st.sampled_from(list(Priority)), st.booleans())


@settings(deadline=None)
@given(st.lists(entries, max_size=40))
def test_the_order_told_is_the_order_kept(script: list[tuple[str, Priority, bool]]) -> None:
    line = Line()
    for count, (viewer, priority, take) in enumerate(script):
        add(line, f"{viewer} {count}", viewer, priority)
        if take:
            line.take()
    told = [ticket.errand.key for ticket in line.order()]
    assert served(line) == told
    assert len(line) == 0
