"""Whom we never reached and what tries come to, by hand and against plain Python over generated calls."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from callyzer.model import CallFilter
from callyzer.model.account import KNOWN_DAYS, LOOK_BACK_DAYS, MOST_TRIES, PAUSES, NotPickedUp, Table
from callyzer.store import CallStore
from callyzer.store.tries import numbered
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
from tests.store.oracle import client_of, emp_of, grouped, is_connected, is_not_picked_up, of_type, pair_of
from tests.store.test_store_oracle import EXCLUDED, PEOPLE, accounts, questions
from tests.store.test_store_whole_account import Whole

DAY = days("2026-11-02")
TEN, TWELVE = 1, 3
"""The places of 10 – 11 AM and 12 – 1 PM among the slots of a day."""


def numbers(store: CallStore, asked: CallFilter = DAY) -> list[tuple[int, int | None, int, int]]:
    """By number and pause, over all slots: tries and those that connected."""
    groups = grouped(records(store.try_rates(asked).rows), lambda row: (row["number"], row["pause"]))
    return [(*name, sum(row["total_outgoing_calls"] for row in mine),
             sum(row["total_outgoing_connected_calls"] for row in mine)) for name, mine in groups.items()]


def test_a_talk_with_anybody_begins_the_numbering_of_tries_anew(stored: Stored) -> None:
    store = stored(
        call("2026-11-02 10:00"), call("2026-11-02 10:10", emp=BINA), call("2026-11-02 12:00", "Outgoing", 60),
        call("2026-11-02 13:00"), call("2026-11-02 14:00", "Incoming", 60, emp=BINA), call("2026-11-02 15:00"))
    assert numbers(store) == [(1, None, 3, 0), (2, 900, 1, 0), (3, 14_400, 1, 1)]


def test_what_is_no_try_neither_counts_nor_begins_anew(stored: Stored) -> None:
    store = stored(
        call("2026-11-02 10:00"), call("2026-11-02 11:00", "Missed"), call("2026-11-02 11:30", "Incoming", 2),
        call("2026-11-02 12:00"))
    assert numbers(store) == [(1, None, 1, 0), (2, 14_400, 1, 0)]


def test_tries_before_the_range_count_as_far_as_is_looked_back(stored: Stored) -> None:
    near = at("2026-11-02 00:00") - timedelta(days=LOOK_BACK_DAYS)
    assert numbers(stored(call(near), call("2026-11-02 10:00"))) == [(2, None, 1, 0)]
    assert numbers(stored(call(near - timedelta(seconds=1)), call("2026-11-02 10:00"))) == [(1, None, 1, 0)]


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 9), st.sampled_from([0, 128, 192])), max_size=30),
       st.integers(1, 5))
def test_tries_are_the_same_in_parts(made: list[tuple[int, int, int]], at_once: int) -> None:
    packed = np.array([client << 40 | second << 8 | what | 10 for client, second, what in made], dtype=np.int64)
    pd.testing.assert_frame_equal(numbered(packed, at_once), numbered(packed))
    assert numbered(packed, at_once)["total_outgoing_calls"].sum() == sum(what < 192 for _, _, what in made)


def test_tries_of_colleagues_are_numbered_with_ones_own(stored: Stored) -> None:
    store = stored(call("2026-11-02 10:00", emp=BINA), call("2026-11-02 10:30"))
    assert numbers(store, days("2026-11-02", emp_numbers=(ASHA,))) == [(2, 3600, 1, 0)]


def test_the_sixth_try_and_all_after_it_count_together(stored: Stored) -> None:
    store = stored(*(call(f"2026-11-02 10:0{minute}") for minute in range(9)))
    assert numbers(store)[-1] == (MOST_TRIES, 900, 4, 0)


def test_a_pair_tells_its_tries_its_slots_and_who_talked_to_the_client_last(stored: Stored) -> None:
    store = stored(
        call("2026-10-01 12:10", "Outgoing", 60, emp=BINA), call("2026-11-02 10:00"), call("2026-11-02 10:30"),
        call("2026-11-02 12:00"), call("2026-11-02 13:00", "Missed"), call("2026-11-02 11:00", client=SITA, emp=BINA),
        call("2026-11-02 12:00", "Incoming", 60, client=SITA, emp=BINA))
    report = store.not_picked_up(DAY)
    (row,) = records(report.rows)
    assert (row["emp_number"], row["client_number"], row["attempts"], row["since_talk"]) == (ASHA, RAVI, 3, 3)
    assert row["last_attempt_at"] == at("2026-11-02 12:00").astimezone(UTC)
    assert (row["owner.emp_number"], row["last_talk_at"]) == (BINA, at("2026-10-01 12:10").astimezone(UTC))
    assert (report.attempts[0, TEN], report.attempts[0, TWELVE], report.attempts.sum()) == (2, 1, 3)
    assert (report.tries[0, TWELVE], report.hits[0, TWELVE], report.tries.sum(), report.hits.sum()) == (2, 1, 4, 1)
    assert (report.total_records, report.total_clients, report.total_attempts, report.tried_once) == (1, 1, 3, 0)


def test_what_happened_long_before_the_range_is_not_looked_at(stored: Stored) -> None:
    begins = date(2026, 11, 2) - timedelta(days=KNOWN_DAYS - 1)
    store = stored(call(at(f"{begins} 00:00") - timedelta(seconds=1), "Outgoing", 60), call("2026-11-02 10:00"))
    report = store.not_picked_up(DAY)
    assert report.known_since == begins
    (row,) = records(report.rows)
    assert (row["owner.emp_number"], row["last_talk_at"], report.tries.sum()) == ("", None, 1)


def test_a_talk_after_the_range_tells_that_the_client_was_reached_since(stored: Stored) -> None:
    store = stored(call("2026-11-02 10:00"), call("2026-11-05 10:00", "Incoming", 60, emp=BINA))
    (row,) = records(store.not_picked_up(DAY).rows)
    assert (row["owner.emp_number"], row["since_talk"]) == (BINA, 0)


def test_the_pairs_are_as_many_as_the_figure_says(stored: Stored) -> None:
    store = stored(
        call("2026-11-02 10:00"), call("2026-11-02 10:00", emp=BINA), call("2026-11-02 10:00", client=SITA),
        call("2026-11-02 10:30", client=SITA))
    report = store.not_picked_up(DAY)
    assert store.summary(DAY).total_not_pickup_by_clients_calls == 3 == report.total_records == len(report.rows)
    assert (report.total_clients, report.total_attempts, report.tried_once) == (2, 4, 2)


class Tried(Whole):
    """The questions about tries in plain Python."""

    def try_rates(self, asked: CallFilter) -> Counter[tuple[int, int | None, str, bool]]:
        """How many tries there were, by number, pause, slot, and whether they connected."""
        window = replace(asked.window, start=asked.window.start - timedelta(days=LOOK_BACK_DAYS))
        ids = {each["id"] for each in self.matching(asked)}
        slots = {each["id"]: label for label, inside in self._by_slot(self.matching(asked), asked) for each in inside}
        found = Counter[tuple[int, int | None, str, bool]]()
        for history in grouped(self.anyone(replace(asked, window=window)), client_of).values():
            number, before = 0, None
            for each in sorted(history, key=lambda one: (
                    one["call_at"], is_connected(one), one["call_type"] != "Outgoing", one["id"] not in ids)):
                if each["call_type"] == "Outgoing":
                    number += 1
                    paused = (each["call_at"] - before).total_seconds() if before else float("inf")
                    if each["id"] in ids:
                        pause = next((edge for edge in PAUSES if paused <= edge), None)
                        found[min(number, MOST_TRIES), pause, slots[each["id"]], is_connected(each)] += 1
                    before = each["call_at"]
                if is_connected(each):
                    number, before = 0, None
        return found

    def not_picked_up(self, asked: CallFilter, since: date | None) -> dict[Any, tuple[Any, ...]]:
        known = [each for each in self.labelled() if since is None or self.local_day(each) >= since]
        histories = grouped(known, client_of)
        pairs = {pair: mine for pair, mine in grouped(self.matching(asked), pair_of).items() if is_not_picked_up(mine)}
        return {pair: self._pair(of_type(mine, "Outgoing"), histories[pair[1]], asked) for pair, mine in pairs.items()}

    def _pair(self, mine: list[Record], history: list[Record], asked: CallFilter) -> tuple[Any, ...]:
        talks = [each for each in history if is_connected(each)]
        last = max((each["call_at"] for each in talks), default=None)
        tries = of_type(history, "Outgoing")
        return (
            len(mine), max(each["call_at"] for each in mine), last,
            sum(last is None or each["call_at"] > last for each in tries),
            {emp_of(each) for each in talks if each["call_at"] == last} or {("", "")},
            self._counts_by_slot(mine, asked), self._counts_by_slot(tries, asked),
            self._counts_by_slot(filter(is_connected, tries), asked))

    def _counts_by_slot(self, calls: Any, asked: CallFilter) -> list[int]:
        return [len(inside) for _, inside in self._by_slot(list(calls), asked)]


@pytest.mark.parametrize("zone", [KOLKATA, BERLIN], ids=str)
@settings(max_examples=25, deadline=None, phases=set(Phase) - {Phase.explain})
@given(data=st.data())
def test_every_answer_about_tries_equals_the_definitions(zone: ZoneInfo, data: st.DataObject) -> None:
    account, asked = data.draw(accounts(zone)), data.draw(questions(zone))
    store = CallStore.in_memory(zone, clock=fixed_clock())
    store.exclude_numbers(EXCLUDED)
    store.add_employees(employees(*PEOPLE, zone=zone))
    store.add_calls(calls(*account, zone=zone))
    oracle = Tried(account, PEOPLE, EXCLUDED, zone)
    rates = Counter[tuple[int, int | None, str, bool]]()
    for row in records(store.try_rates(asked).rows):
        hits, name = row["total_outgoing_connected_calls"], (row["number"], row["pause"], row["slot"])
        rates[*name, True] += hits
        rates[*name, False] += row["total_outgoing_calls"] - hits
    assert +rates == oracle.try_rates(asked)
    report = store.not_picked_up(asked)
    expected = oracle.not_picked_up(asked, report.known_since if asked.by == "call" else None)
    assert told(report, expected) == expected
    assert report.total_records == len(report.rows) == store.not_pickup_by_client(asked).total_records
    store.close()


def told(report: NotPickedUp, expected: dict[Any, tuple[Any, ...]]) -> dict[Any, tuple[Any, ...]]:
    """The report as the oracle tells it; of several who talked to a client in one second it names any."""
    found = {}
    for place, row in enumerate(records(report.rows)):
        pair, owner = pair_of(row), (row["owner.emp_country_code"], row["owner.emp_number"])
        owners = expected[pair][4]
        tables: list[Table] = [report.attempts, report.tries, report.hits]
        found[pair] = (row["attempts"], row["last_attempt_at"], row["last_talk_at"], row["since_talk"],
                       owners if owner in owners else {owner}, *(table[place].tolist() for table in tables))
    return found
