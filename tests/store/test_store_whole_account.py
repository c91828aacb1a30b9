"""The questions over the whole account, by hand and against plain Python over generated calls."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, timedelta
from fractions import Fraction
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from callyzer.model import WEEKDAYS, CallFilter, Page, RowOrder
from callyzer.model.account import CALLED_BACK_WITHIN, wilson
from callyzer.store import CallStore
from callyzer.views import unique_clients
from tests.builders import (
    ASHA,
    BERLIN,
    BINA,
    KOLKATA,
    RAVI,
    SITA,
    Record,
    at,
    call,
    calls,
    days,
    employees,
    fixed_clock,
    records,
)
from tests.store.conftest import Stored
from tests.store.oracle import (
    Oracle,
    Person,
    client_of,
    emp_of,
    grouped,
    half_up,
    is_connected,
    is_never_attended,
    of_type,
    pairs_where,
)
from tests.store.test_store_oracle import EXCLUDED, PEOPLE, accounts, plain, questions

DAY = days("2026-11-02")
orders = st.builds(RowOrder, st.sampled_from([name for name, *_ in unique_clients._TABLE]), st.booleans())
"""By every column of the page."""


def test_a_client_whom_a_colleague_called_back_is_not_due(stored: Stored) -> None:
    store = stored(
        call("2026-11-02 10:00", "Missed"), call("2026-11-02 10:05", "Rejected"), call("2026-11-02 11:00", "Outgoing"),
        call("2026-11-02 10:00", "Missed", client=SITA),
        call("2026-11-02 12:00", "Outgoing", 60, emp=BINA, client=SITA))
    assert store.never_attended(DAY).total_records == 2
    report = store.call_backs(DAY)
    (row,) = records(report.rows)
    assert report.total_records == 1
    assert (row["client_number"], row["unanswered_calls"], row["attempts"], row["call_type"], row["emp_number"]) == (
        RAVI, 2, 1, "Rejected", ASHA)
    assert row["waiting_since"] == at("2026-11-02 10:00").astimezone(UTC)
    assert row["last_attempt_at"] == at("2026-11-02 11:00").astimezone(UTC)


def test_a_call_back_belongs_to_whoever_talked_to_the_client_last_even_before_the_range(stored: Stored) -> None:
    store = stored(
        call("2026-10-01 10:00", "Outgoing", 60),
        call("2026-10-20 10:00", "Outgoing", 60, emp=BINA, note="Wants a demo"),
        call("2026-11-02 10:00", "Missed"), call("2026-11-02 10:00", "Missed", client=SITA, note="New number"))
    ravi, sita = sorted(records(store.call_backs(DAY).rows), key=lambda row: str(row["client_number"]))
    assert (ravi["emp_number"], ravi["owner.emp_number"], ravi["note"]) == (ASHA, BINA, "Wants a demo")
    assert (sita["owner.emp_number"], sita["note"]) == ("", "New number")


def test_asking_for_one_employee_still_knows_what_colleagues_did(stored: Stored) -> None:
    store = stored(call("2026-11-02 10:00", "Missed"), call("2026-11-02 12:00", "Incoming", 60, emp=BINA))
    assert store.call_backs(days("2026-11-02", emp_numbers=(ASHA,))).total_records == 0


def test_time_to_call_back_runs_from_the_first_unanswered_call_to_the_next_talk_by_anyone(stored: Stored) -> None:
    store = stored(
        call("2026-11-02 10:00", "Missed"), call("2026-11-02 10:20", "Missed"),
        call("2026-11-02 10:30", "Outgoing", 60, emp=BINA),  # 30 minutes after the first
        call("2026-11-02 11:00", "Rejected"), call("2026-11-02 11:10", "Outgoing", 5),  # 10 minutes
        call("2026-11-02 12:00", "Missed", client=SITA))  # still waits
    report = store.time_to_call_back(DAY)
    assert (report.waits, report.called_back, report.avg_seconds, report.median_seconds) == (3, 2, 1200, 600)
    assert [(row["slot"], row["within"], row["waits"], row["called_back"], row["seconds"])
            for row in records(report.rows)] == [
        ("10:00 AM - 10:59 AM", 1800, 1, 1, 1800), ("11:00 AM - 11:59 AM", 900, 1, 1, 600),
        ("12:00 PM - 12:59 PM", None, 1, 0, 0)]


def test_a_wait_belongs_to_who_missed_its_first_call(stored: Stored) -> None:
    store = stored(
        call("2026-11-02 10:00", "Missed"), call("2026-11-02 10:02", "Missed", emp=BINA),
        call("2026-11-02 10:05", "Outgoing", 60, emp=BINA))
    assert [row["emp_number"] for row in records(store.time_to_call_back(DAY).rows)] == [ASHA]
    (asked,) = records(store.time_to_call_back(days("2026-11-02", emp_numbers=(BINA,))).rows)
    assert (asked["emp_number"], asked["seconds"], asked["within"]) == (BINA, 300, 300)


def test_of_two_who_missed_a_client_in_the_same_second_the_lower_number_has_the_wait(stored: Stored) -> None:
    store = stored(
        call("2026-11-02 10:00", "Missed", emp=BINA, id="a"), call("2026-11-02 10:00", "Missed", emp=ASHA, id="b"),
        call("2026-11-02 10:05", "Missed", emp=BINA, id="c"))
    assert ASHA < BINA
    assert [row["emp_number"] for row in records(store.time_to_call_back(DAY).rows)] == [ASHA]


def test_a_time_to_call_back_on_the_edge_is_within_it(stored: Stored) -> None:
    talks = [(edge, late) for edge in CALLED_BACK_WITHIN for late in (0, 1)]
    first = at("2026-11-02 10:00")
    store = stored(*(each for place, (edge, late) in enumerate(talks) for each in (
        call(f"{first:%Y-%m-%d %H:%M:%S}", "Missed", client=f"80000001{place:02}"),
        call(f"{first + timedelta(seconds=edge + late):%Y-%m-%d %H:%M:%S}", "Outgoing", 60,
             client=f"80000001{place:02}"))))
    rows = records(store.time_to_call_back(days("2026-11-02", "2026-11-08")).rows)
    assert [(row["within"], row["waits"]) for row in rows] == [
        (CALLED_BACK_WITHIN[0], 1), *((edge, 2) for edge in CALLED_BACK_WITHIN[1:]), (None, 1)]


def test_the_wilson_interval_is_the_textbook_one() -> None:
    # 8 of 10: (0.4902, 0.9433), as in Newcombe 1998
    assert [round(bound, 4) for bound in wilson(8, 10)] == [0.4902, 0.9433]
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(0, 5)[0] == 0.0
    assert wilson(5, 5)[1] == 1.0


def test_a_client_is_new_once_and_returning_ever_after(stored: Stored) -> None:
    store = stored(
        call("2026-11-01 10:00"), call("2026-11-02 10:00", emp=BINA), call("2026-11-02 11:00", client=SITA),
        call("2026-11-03 11:00", client=SITA))
    report = store.new_clients(days("2026-11-02", "2026-11-03"))
    assert (report.total_clients, report.new_clients, report.returning_clients) == (2, 1, 1)
    assert report.known_from == date(2026, 11, 1)
    assert [(row["clients"], row["new_clients"], row["returning_clients"]) for row in records(report.rows)] == [
        (2, 1, 1), (1, 0, 1)]


def test_clients_are_found_by_a_part_of_their_name_or_number_and_the_busiest_come_first(stored: Stored) -> None:
    store = stored(
        call("2026-11-02 10:00", client_name="Ravi Kumar"), call("2026-11-02 10:01", client_name="Ravi Kumar"),
        call("2026-11-02 10:02", client=SITA, client_name="Sita"),
        call("2026-11-02 10:03", client="8123400009", client_name="kumari"))

    def found(text: str, first: int | None = None) -> list[str]:
        return [row["client_name"] for row in records(store.clients(DAY, text, first).rows)]

    assert found("KUMAR") == ["Ravi Kumar", "kumari"]
    assert found("+91 81234") == ["kumari"]
    assert found("", 1) == ["Ravi Kumar"]
    assert found("nobody", 5) == []
    assert store.clients(DAY, "kumar", 1).total_records == 2
    assert records(store.clients(DAY, "", None).rows) == records(store.unique_clients(DAY).rows)


def test_the_first_clients_in_an_order_are_found_among_all(stored: Stored) -> None:
    store = stored(
        call("2026-11-02 10:00", "Missed", client_name="ravi"), call("2026-11-02 10:01", "Missed", client_name="ravi"),
        call("2026-11-02 10:02", "Outgoing", 600, client=SITA, client_name="Sita", emp=BINA),
        call("2026-11-02 09:03", "Incoming", 60, client="8123400009", client_name=" "))

    def first(column: str, *, descending: bool) -> list[str]:
        report = store.clients(DAY, "", 1, RowOrder(column, descending))
        assert report.total_records == 3
        return [row["client_name"].strip() or row["client_number"] for row in records(report.rows)]

    assert first("total_missed_calls", descending=True) == ["ravi"]
    assert first("total_duration", descending=True) == first("last_call_log.call_at", descending=True) == ["Sita"]
    assert first("client", descending=False) == ["8123400009"], "without a name by its number"
    assert first("client", descending=True) == ["Sita"], "whatever the case"
    assert first("total_outgoing_calls", descending=False) == ["ravi"], "equal ones as they are: most calls first"
    assert first("last_call_log.emp_name", descending=True) == ["Sita"], "of Bina"
    assert first("last_call_log.call_type", descending=False) == ["8123400009"]


def test_a_page_of_shared_clients_holds_whole_clients(stored: Stored) -> None:
    store = stored(*(call(f"2026-11-02 10:0{place}", emp=emp, client=client) for place, (emp, client) in enumerate([
        (ASHA, RAVI), (BINA, RAVI), (ASHA, SITA), (BINA, SITA), (BINA, SITA), (ASHA, "8000000009")])))
    report = store.shared_clients(DAY, Page(1, 1))
    assert report.total_records == 2
    assert [(row["client_number"], row["emp_number"], row["total_outgoing_calls"]) for row in records(report.rows)] == [
        (SITA, BINA, 2), (SITA, ASHA, 1)]


def test_the_longest_call_comes_first_and_of_equals_the_latest(stored: Stored) -> None:
    store = stored(
        call("2026-11-02 10:00", "Outgoing", 60), call("2026-11-02 11:00", "Incoming", 900, client=SITA, note="Price"),
        call("2026-11-02 12:00", "Outgoing", 60), call("2026-11-02 13:00"), call("2026-11-02 14:00", "Outgoing", 2),
        call("2026-11-03 10:00", "Outgoing", 9000))
    found = records(store.longest_calls(DAY).rows)
    assert [(row["duration"], f"{row['call_at'].astimezone(KOLKATA):%H:%M}") for row in found] == [
        (900, "11:00"), (60, "12:00"), (60, "10:00")]
    assert (found[0]["client_number"], found[0]["note"], found[0]["emp_number"]) == (SITA, "Price", ASHA)


def test_of_many_calls_ten_are_told(stored: Stored) -> None:
    store = stored(*(call(f"2026-11-02 10:{minute}", "Outgoing", minute) for minute in range(10, 40)))
    assert [row["duration"] for row in records(store.longest_calls(DAY).rows)] == list(range(39, 29, -1))


def test_weeks_begin_on_monday(stored: Stored) -> None:
    store = stored(call("2026-11-01 10:00"), call("2026-11-02 10:00"), call("2026-11-08 23:00"))
    weeks = records(store.figures(days("2026-11-01", "2026-11-30"), "week").rows)
    assert [(row["date"].date(), row["total_calls"], row["total_unique_clients"]) for row in weeks] == [
        (date(2026, 10, 26), 1, 1), (date(2026, 11, 2), 2, 1)]


def test_who_is_called_back_the_next_day_was_never_attended_on_the_first(stored: Stored) -> None:
    store = stored(call("2026-11-02 17:00", "Missed"), call("2026-11-03 10:00", "Outgoing", 60))
    both = days("2026-11-02", "2026-11-03")
    assert store.summary(both).total_never_attended_calls == 0
    by_day = records(store.figures(both, "day").rows)
    assert [row["total_never_attended_calls"] for row in by_day] == [1, 0]


class Whole(Oracle):
    """The questions over the whole account in plain Python."""

    def anyone(self, asked: CallFilter) -> list[Record]:
        return self.matching(replace(
            asked, emp_numbers=(), emp_tags=(), call_types=(), duration_grt_than=None, duration_les_than=None,
            exclude_days=()))

    def call_backs(self, asked: CallFilter) -> list[tuple[Any, ...]]:
        due = []
        talks = grouped([each for each in self.anyone(asked) if is_connected(each)], client_of)
        tried = grouped(of_type(self.anyone(asked), "Outgoing"), client_of)
        for client, missed in grouped(of_type(self.matching(asked), "Missed", "Rejected"), client_of).items():
            last_talk = max((each["call_at"] for each in talks.get(client, [])), default=None)
            waiting = [each["call_at"] for each in missed if last_talk is None or each["call_at"] >= last_talk]
            if waiting:
                attempts = sum(each["call_at"] >= min(waiting) for each in tried.get(client, []))
                due.append((max(waiting), client, len(waiting), min(waiting), attempts))
        return sorted(due, key=lambda row: (-row[0].timestamp(), row[1]))

    def time_to_call_back(self, asked: CallFilter) -> list[tuple[Person, Person, int | None]]:
        """Of every wait whose client it is, who missed its first asked call, and the seconds, None while it goes on."""
        asked_ids = {each["id"] for each in self.matching(asked)}
        waits: list[tuple[Person, Person, int | None]] = []
        for client, history in grouped(self.anyone(asked), client_of).items():
            waiting: list[Record] = []
            in_order = sorted(history, key=lambda each: (each["call_at"], not is_connected(each)))
            for each in (*in_order, None):
                if each and each["call_type"] in ("Missed", "Rejected"):
                    waiting.append(each)
                elif each is None or is_connected(each):
                    mine = sorted((one for one in waiting if one["id"] in asked_ids),
                                  key=lambda one: (one["call_at"], one["emp_number"], one["emp_country_code"]))
                    if mine:
                        took = int((each["call_at"] - waiting[0]["call_at"]).total_seconds()) if each else None
                        waits.append((client, emp_of(mine[0]), took))
                    waiting = []
        return waits

    def connect_rates(self, asked: CallFilter) -> list[tuple[str, str, int, int]]:
        cells = []
        for weekday in WEEKDAYS:
            for slot, inside in self._by_slot(of_type(self.matching(asked), "Outgoing"), asked):
                mine = [each for each in inside if self.local_day(each).strftime("%a") == weekday]
                cells.append((weekday, slot, len(mine), sum(map(is_connected, mine))))
        return cells

    def new_clients(self, asked: CallFilter) -> list[tuple[date, int, int]]:
        firsts = {
            client: min(map(self.local_day, mine)) for client, mine in grouped(self.labelled(), client_of).items()}
        by_day = grouped(self.matching(asked), self.local_day)
        seen = {day: {client_of(each) for each in mine} for day, mine in by_day.items()}
        return sorted((day, len(who), sum(firsts[each] == day for each in who)) for day, who in seen.items())

    def client_spread(self, asked: CallFilter) -> list[tuple[int, int, int]]:
        clients = list(grouped(self.matching(asked), client_of).values())
        same = {size: [mine for mine in clients if len(mine) == size] for size in map(len, clients)}
        return [(size, len(same[size]), sum(any(map(is_connected, mine)) for mine in same[size]))
                for size in sorted(same, reverse=True)]

    def returning_clients(self, asked: CallFilter) -> tuple[int, ...]:
        now = grouped(self.matching(asked), client_of)
        before = grouped(self.matching(replace(asked, window=asked.window.previous())), client_of)
        both = now.keys() & before.keys()
        return (len(both), len(now.keys() - before.keys()), len(before.keys() - now.keys()),
                sum(map(len, now.values())), sum(len(now[client]) for client in both))

    def shared_clients(self, asked: CallFilter) -> list[tuple[Any, ...]]:
        found = []
        for client, mine in grouped(self.matching(asked), client_of).items():
            callers = {emp: each for emp, each in grouped(mine, emp_of).items() if of_type(each, "Outgoing")}
            for emp, each in callers.items() if len(callers) > 1 else ():
                found.append((client, len(callers), emp, len(of_type(each, "Outgoing")), sum(map(is_connected, each)),
                              max(one["call_at"] for one in each)))
        return sorted(found)

    def figures(self, mine: list[Record]) -> dict[str, int]:
        return {
            **self._counts(mine), "total_unique_clients": len({client_of(each) for each in mine}),
            "total_outgoing_connected_calls": sum(map(is_connected, of_type(mine, "Outgoing"))),
            "total_working_hours": self.working_seconds(mine)}


PERIODS = {
    "day": lambda day: day, "week": lambda day: day - timedelta(days=day.weekday()),
    "month": lambda day: day.replace(day=1)}


@pytest.mark.parametrize("zone", [KOLKATA, BERLIN], ids=str)
@settings(max_examples=20, deadline=None, phases=set(Phase) - {Phase.explain})
@given(data=st.data())
def test_every_answer_equals_the_definitions(zone: ZoneInfo, data: st.DataObject) -> None:
    account, asked = data.draw(accounts(zone)), data.draw(questions(zone))
    store = CallStore.in_memory(zone, clock=fixed_clock())
    store.exclude_numbers(EXCLUDED)
    store.add_employees(employees(*PEOPLE, zone=zone))
    store.add_calls(calls(*account, zone=zone))
    oracle = Whole(account, PEOPLE, EXCLUDED, zone)
    check_call_backs(store, oracle, asked)
    assert [tuple(row.values())[:4] for row in records(store.connect_rates(asked).rows)] == oracle.connect_rates(asked)
    new = store.new_clients(asked)
    assert [(row["date"], row["clients"], row["new_clients"]) for row in plain(new.rows)] == oracle.new_clients(asked)
    assert new.total_clients == store.summary(asked).total_unique_clients
    assert [tuple(row.values()) for row in records(store.client_spread(asked).rows)] == oracle.client_spread(asked)
    assert store.client_spread(asked).total_records == new.total_clients
    again = store.returning_clients(asked)
    assert (again.both, again.only_now, again.only_before, again.total_calls, again.calls_of_both) == (
        oracle.returning_clients(asked))
    check_first_clients(store, oracle, asked, data.draw(orders))
    shared = [(
        (row["client_country_code"], row["client_number"]), row["total_employees"],
        (row["emp_country_code"], row["emp_number"]), row["total_outgoing_calls"], row["total_connected_calls"],
        row["last_call_at"]) for row in records(store.shared_clients(asked).rows)]
    assert sorted(shared) == oracle.shared_clients(asked)
    check_figures(store, oracle, asked)
    store.close()


def check_first_clients(store: CallStore, oracle: Whole, asked: CallFilter, order: RowOrder) -> None:
    """The first half of all clients in an order are those that plain Python finds."""
    known = oracle.unique_clients(asked)["rows"]
    # Reversed, equal ones stay as they were: most calls first.
    ordered = sorted(known, key=partial(in_order, order.column), reverse=order.descending)
    half = len(known) // 2
    found = records(store.clients(asked, "", half, order).rows)
    assert {client_of(row) for row in found} == {client_of(row) for row in ordered[:half]}


def in_order(column: str, row: Record) -> Any:
    code, number = client_of(row)
    written = f"+{code} {number}" if code else number
    texts = {"number": written, "client": (row["client_name"] if row["client_name"].strip() else written).lower()}
    if column == "last_call_log.emp_name":
        return row[column].lower()
    return texts[column] if column in texts else row[column]


def check_call_backs(store: CallStore, oracle: Whole, asked: CallFilter) -> None:
    due = [(
        row["last_unanswered_at"], (row["client_country_code"], row["client_number"]), row["unanswered_calls"],
        row["waiting_since"], row["attempts"]) for row in records(store.call_backs(asked).rows)]
    assert due == oracle.call_backs(asked)
    took = store.time_to_call_back(asked)
    waits = oracle.time_to_call_back(asked)
    seconds = sorted(length for _, _, length in waits if length is not None)
    assert (took.waits, took.called_back) == (len(waits), len(seconds))
    assert took.avg_seconds == (half_up(Fraction(sum(seconds), len(seconds))) if seconds else 0)
    assert took.median_seconds == (seconds[(len(seconds) - 1) // 2] if seconds else 0)
    assert sum(row["called_back"] for row in records(took.rows)) == len(seconds)
    found = grouped(records(took.rows), emp_of)
    assert {emp: sum(row["waits"] for row in mine) for emp, mine in found.items()} == Counter(
        emp for _, emp, _ in waits)


def check_figures(store: CallStore, oracle: Whole, asked: CallFilter) -> None:
    matching = oracle.matching(asked)
    for by, period in PERIODS.items():
        groups = grouped(matching, lambda each, of=period: of(oracle.local_day(each)))  # type: ignore[misc]  # a default
        assert plain(store.figures(asked, by).rows) == [  # type: ignore[arg-type]  # the keys of PERIODS
            {"date": day, **oracle.figures(groups[day]),
             "total_never_attended_calls": pairs_where(groups[day], is_never_attended)} for day in sorted(groups)]
    tags = sorted({tag for each in matching for tag in each["emp_tags"]})
    assert plain(store.figures(asked, "tag").rows) == [
        {"tag": tag, **oracle.figures([each for each in matching if tag in each["emp_tags"]])}
        for tag in tags]

