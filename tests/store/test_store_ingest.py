from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from callyzer.store import CallStore
from tests.builders import ASHA, KOLKATA, RAVI, Record, call, calls, days, employee, employees, fixed_clock, records
from tests.store.conftest import Stored

DAY = days("2026-11-02")


def version(minutes: int | None, **more: Any) -> Record:
    """The call "a" as it was after some minutes; None: the delivery says nothing of when."""
    first = call("2026-11-02 10:00", "Outgoing", 30, id="a")
    return {**first, "modified_at": None if minutes is None else first["call_at"] + timedelta(minutes=minutes), **more}


def only(store: CallStore) -> Record:
    (row,) = records(store.history(DAY).rows)
    return row


def test_a_repeated_delivery_changes_nothing(stored: Stored) -> None:
    delivered = [call("2026-11-02 10:00"), call("2026-11-02 11:00", "Incoming", 5)]
    store = stored(*delivered)
    before = records(store.history(DAY).rows)
    store.add_calls(calls(*delivered))
    assert records(store.history(DAY).rows) == before


def test_the_newest_version_wins_in_whichever_order_they_come(stored: Stored) -> None:
    old, new = version(1, crm_status="New", duration=30), version(5, crm_status="Won", duration=31)
    for first, second in ((old, new), (new, old)):
        store = stored(first)
        store.add_calls(calls(second))
        assert (only(store)["crm_status"], only(store)["duration"]) == ("Won", 31)


def test_a_blank_never_erases_a_recording_or_a_note(stored: Stored) -> None:
    store = stored(version(1, note="call again", call_recording_url="https://media.example/1.mp3"))
    store.add_calls(calls(version(5, crm_status="Won")))
    row = only(store)
    assert (row["note"], row["call_recording_url"], row["crm_status"]) == (
        "call again", "https://media.example/1.mp3", "Won")


def test_an_older_delivery_fills_in_a_recording_that_is_missing(stored: Stored) -> None:
    store = stored(version(5))
    store.add_calls(calls(version(1, call_recording_url="https://media.example/1.mp3")))
    assert only(store)["call_recording_url"] == "https://media.example/1.mp3"


def test_the_second_delivery_may_say_nothing_of_its_time(stored: Stored) -> None:
    store = stored(version(None))
    store.add_calls(calls(version(None, call_recording_url="https://media.example/1.mp3")))
    assert only(store)["call_recording_url"] == "https://media.example/1.mp3"


def test_versions_of_one_call_in_one_frame_are_one_call(stored: Stored) -> None:
    store = stored(
        version(5, crm_status="Won"), version(1, note="old"), call("2026-11-02 11:00"), version(3, note="mid"))
    first = records(store.history(DAY).rows)[1]
    assert store.summary(DAY).total_calls == 2
    assert (first["crm_status"], first["note"]) == ("Won", "old")


def test_a_call_whose_start_was_corrected_moves_to_its_day(stored: Stored) -> None:
    store = stored(version(1))
    store.add_calls(calls(version(5, call_at=call("2026-11-03 09:00")["call_at"])))
    assert store.summary(DAY).total_calls == 0
    assert store.summary(days("2026-11-03")).total_calls == 1


@settings(max_examples=10, deadline=None)
@given(st.randoms(use_true_random=False), st.lists(st.integers(1, 9), min_size=1, max_size=6, unique=True))
def test_order_and_repetition_of_deliveries_do_not_matter(chance: random.Random, minutes: list[int]) -> None:
    versions = [version(each, crm_status=f"after {each}", client_name=f"Ravi {each}") for each in minutes]
    shuffled = chance.sample(versions, len(versions)) + chance.choices(versions, k=3)
    store = CallStore.in_memory(KOLKATA, clock=fixed_clock())
    for delivery in shuffled:
        store.add_calls(calls(delivery))
    row = only(store)
    assert (row["crm_status"], row["client_name"]) == (f"after {max(minutes)}", f"Ravi {max(minutes)}")
    store.close()


def test_a_client_keeps_the_name_last_learned(stored: Stored) -> None:
    store = stored(call("2026-11-02 12:00", client_name="Ravi Traders"), call("2026-11-02 10:00", client_name="Ravi"),
                   call("2026-11-02 13:00", client_name=""))
    assert set(store.history(DAY).rows["client_name"]) == {"Ravi Traders"}


def test_an_employee_nobody_registered_goes_by_the_labels_of_the_newest_call(stored: Stored) -> None:
    store = stored(call("2026-11-02 12:00", emp_name="Asha K", emp_tags=("North",)), call("2026-11-02 10:00"))
    (row,) = records(store.employee_summary(DAY).rows)
    assert (row["emp_name"], row["emp_tags"]) == ("Asha K", ("North",))


def test_a_registered_employee_goes_by_the_registered_labels(stored: Stored) -> None:
    store = stored(call("2026-11-02 10:00", emp_name="Old name", emp_tags=("Old",)))
    store.add_employees(employees(employee(ASHA, "Asha Rao", ("North",), emp_code="7")))
    store.add_calls(calls(call("2026-11-02 11:00", emp_name="Newer name")))
    (row,) = records(store.employee_summary(DAY).rows)
    assert (row["emp_name"], row["emp_code"], row["emp_tags"]) == ("Asha Rao", "7", ("North",))


def test_blank_tags_are_no_tags(stored: Stored) -> None:
    store = stored(call("2026-11-02 10:00", emp_tags=("", "North")))
    assert records(store.history(DAY).rows)[0]["emp_tags"] == ("North",)


def test_an_empty_frame_is_no_matter(stored: Stored) -> None:
    store = stored()
    store.add_calls(calls())
    store.add_employees(employees())
    store.exclude_numbers([])
    assert store.summary(DAY).total_calls == 0


def test_names_with_quotes_and_other_scripts_survive(stored: Stored) -> None:
    name = "O'Brien “अशोक” \\ 100 % $x {matching}"
    store = stored(call("2026-11-02 10:00", client=RAVI, client_name=name, note=name, emp_tags=(name,)))
    row = only(store)
    assert (row["client_name"], row["note"], row["emp_tags"]) == (name, name, (name,))
