"""The calls behind a figure, by hand. They are as many as figures say: tests/views/test_calls_behind_figures.py."""

from __future__ import annotations

import pytest

from callyzer.model import Page, Subset
from tests.builders import ASHA, BINA, RAVI, SITA, TARA, call, days
from tests.store.conftest import Stored

DAY = days("2026-11-02")
WEEK = days("2026-11-02", "2026-11-08")


def found(store: object, subset: Subset, question: object = DAY) -> list[str]:
    return list(store.calls(question, subset).rows["id"])  # type: ignore[attr-defined]  # any store


def test_a_slot_holds_its_first_minute_and_not_the_first_after_it(stored: Stored) -> None:
    store = stored(call("2026-11-02 09:59:59", id="early"), call("2026-11-02 10:00", id="first"),
                   call("2026-11-02 10:59:59", id="last"), call("2026-11-02 11:00", id="late"))
    assert found(store, Subset(slot=(600, 660))) == ["last", "first"]


def test_the_page_tells_how_many_calls_all_pages_hold(stored: Stored) -> None:
    store = stored(*(call(f"2026-11-02 10:{minute}", "Missed", id=str(minute)) for minute in (10, 11, 12)))
    report = store.calls(DAY, Subset(slot=(600, 612)), Page(1, 1))
    assert (list(report.rows["id"]), report.total_records) == (["11"], 2)


def test_the_last_unanswered_call_of_each_pair_is_picked(stored: Stored) -> None:
    store = stored(
        call("2026-11-02 10:00", "Missed", id="first"), call("2026-11-02 11:00", "Rejected", id="last"),
        call("2026-11-02 12:00", "Outgoing", 2, id="a try"), call("2026-11-02 10:00", "Missed", emp=BINA, id="other"),
        call("2026-11-02 10:00", "Missed", client=SITA, id="talked"),
        call("2026-11-02 11:00", "Incoming", 30, client=SITA, id="talk"))
    assert found(store, Subset(pick="never-attended")) == ["last", "other"]


def test_who_is_due_is_seen_among_everybodys_calls_and_narrowed_only_then(stored: Stored) -> None:
    store = stored(
        call("2026-11-02 10:00", "Missed", id="ours"), call("2026-11-02 12:00", "Incoming", 60, emp=BINA, id="talk"),
        call("2026-11-02 13:00", "Missed", client=SITA, id="due"))
    assert found(store, Subset(pick="call-backs", emp_numbers=(f"91-{ASHA}",))) == ["due"]


def test_a_wait_belongs_to_the_employee_and_the_slot_of_its_first_call(stored: Stored) -> None:
    store = stored(call("2026-11-02 10:50", "Missed", id="first"),
                   call("2026-11-02 11:05", "Missed", emp=BINA, id="next"),
                   call("2026-11-02 11:10", "Outgoing", 60, emp=BINA, id="talk"))
    assert found(store, Subset(pick="waits", within=1200, slot=(600, 660))) == ["first"]
    assert found(store, Subset(pick="waits", emp_numbers=(f"91-{BINA}",))) == []
    assert found(store, Subset(pick="waits", within=1199)) == []


def test_clients_of_both_periods_and_of_one_of_them(stored: Stored) -> None:
    store = stored(call("2026-11-01 10:00", client=RAVI), call("2026-11-02 10:00", client=RAVI, id="both"),
                   call("2026-11-02 11:00", client=SITA, id="now"), call("2026-11-01 12:00", client=TARA, id="gone"))
    assert found(store, Subset(pick="called-before", within=1)) == ["both"]
    assert found(store, Subset(pick="not-before", within=1)) == ["now"]
    assert found(store, Subset(pick="not-after", within=1), days("2026-11-01")) == ["gone"]


@pytest.mark.parametrize(("text", "ids"), [
    ("ravi", ["b", "a"]), ("QUOTE", ["a"]), ("+91 80000 00002", ["c"]), ("000000", ["c", "b", "a"]),
    ("asha", ["c", "a"]), ("won", ["b"]), ("%", []), ("'; DROP TABLE calls; --", []), ("91", [])])
def test_calls_are_looked_for_by_name_number_note_and_status(stored: Stored, text: str, ids: list[str]) -> None:
    store = stored(call("2026-11-02 10:00", note="Wants a quote", id="a"),
                   call("2026-11-02 11:00", emp=BINA, crm_status="Won", id="b"),
                   call("2026-11-02 12:00", client=SITA, id="c"))
    assert found(store, Subset(text=text)) == ids


def test_calls_with_and_without_a_recording_and_a_note(stored: Stored) -> None:
    store = stored(call("2026-11-02 10:00", call_recording_url="https://r.example/1.mp3", id="heard"),
                   call("2026-11-02 11:00", note="Late", id="noted"))
    assert found(store, Subset(recorded=True)) == ["heard"]
    assert found(store, Subset(recorded=False)) == ["noted"]
    assert found(store, Subset(noted=True)) == ["noted"]
    store.remove_recordings(["heard"])
    assert found(store, Subset(recorded=True)) == []


def test_where_no_call_can_be_meant_the_list_is_empty(stored: Stored) -> None:
    report = stored(call("2026-11-02 10:00")).calls(days("2026-11-02", call_types=("Missed",)), Subset(connected=True))
    assert (len(report.rows), report.total_records) == (0, 0)


def test_tries_are_numbered_among_everybodys_since_the_last_talk(stored: Stored) -> None:
    store = stored(
        call("2026-10-02 10:00", "Outgoing", 0, id="long ago"), call("2026-11-01 10:00", "Outgoing", 0, id="before"),
        call("2026-11-02 10:00", "Outgoing", 0, emp=BINA, id="hers"),
        call("2026-11-02 10:15", "Outgoing", 60, id="talk"),
        call("2026-11-02 11:00", "Outgoing", 0, id="anew"), call("2026-11-02 12:00", "Incoming", 60, id="called"),
        call("2026-11-02 13:00", "Outgoing", 2, client=SITA, id="other"))

    def numbered(over: int, within: int | None, **who: tuple[str, ...]) -> list[str]:
        return found(store, Subset(pick="tries-by-number", over=over, within=within, **who))  # type: ignore[arg-type]

    assert numbered(0, 1) == ["other", "anew"]
    assert (numbered(1, 2), numbered(2, 3), numbered(2, None)) == (["hers"], ["talk"], ["talk"])
    assert numbered(1, None, emp_numbers=(f"91-{ASHA}",)) == ["talk"]
    assert found(store, Subset(pick="tries-after-pause", within=900)) == ["talk"]
    assert found(store, Subset(pick="tries-after-pause", over=900)) == ["hers"], "a day after the one before"


def test_a_client_of_two_employees_is_a_pair_with_each(stored: Stored) -> None:
    store = stored(call("2026-11-02 10:00", id="asha"), call("2026-11-02 11:00", emp=BINA, id="bina"),
                   call("2026-11-02 12:00", emp=BINA, id="last"))
    assert found(store, Subset(pick="pairs")) == ["last", "asha"]
    assert found(store, Subset(pick="clients")) == ["last"]
