from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from callyzer.model import Subset, Window
from callyzer.views import behind
from callyzer.views.parts import Behind
from tests.builders import KOLKATA


def names(number: str) -> str:
    return {"91-9001": "Asha", "91-9002": "Bina"}.get(number, number)


def said(subset: Subset) -> list[str]:
    return [text for text, _ in behind.chips(subset, names, "Ravi")]


def test_a_chip_for_each_part_in_words() -> None:
    assert said(Subset(
        connected=True, weekdays=("Tue",), slot=(840, 900), emp_numbers=("91-9001",), client_of="x")) == [
        "Connected", "Tue", "2 – 3 PM", "Asha", "Ravi"]
    assert said(Subset(first=date(2026, 11, 2), last=date(2026, 11, 8), until=time(15, 45))) == [
        "Mon 2 Nov – Sun 8 Nov, until 3:45 PM"]
    assert said(Subset(slot=(0, 600), call_types=("Missed", "Rejected"))) == ["Missed or Rejected", "before 10 AM"]
    assert said(Subset(slot=(1140, 1440), emp_numbers=("91-9001", "91-9002", "91-9003"))) == [
        "after 7 PM", "Asha and 2 others"]
    assert said(Subset()) == []


@pytest.mark.parametrize(("bounds", "text"), [
    ({}, "Waits"), ({"within": 900}, "Called back within 15 min"), ({"over": 0, "within": 300},
                                                                     "Called back within 5 min"),
    ({"over": 300, "within": 900}, "Called back 5 min – 15 min"), ({"over": 900}, "Called back after 15 min"),
    ({"over": 0}, "Called back")])
def test_waits_are_told_by_their_length(bounds: dict[str, Any], text: str) -> None:
    assert said(Subset(pick="waits", **bounds)) == [text]


def test_a_chip_takes_its_part_away_and_leaves_the_others() -> None:
    subset = Subset(pick="top-clients", within=9, connected=True)
    assert behind.chips(subset, names, "") == [("Top 9 clients", Subset(connected=True)),
                                               ("Connected", Subset(pick="top-clients", within=9))]


def test_behind_a_measure_lie_the_calls_it_counts_or_rests_on() -> None:
    figures = {"total_incoming_calls": 3, "total_outgoing_calls": 4, "total_never_attended_calls": 1}
    assert behind.of_measure("total_duration", figures, weekdays=("Tue",)) == (
        Behind("7 incoming or outgoing calls", 7, Subset(call_types=("Incoming", "Outgoing"), weekdays=("Tue",))),)
    assert behind.of_measure("connect_rate", figures)[0].said == "4 outgoing calls"
    assert behind.of_measure("total_never_attended_calls", figures)[0].said == "1 never attended"


def test_behind_nothing_lies_nothing() -> None:
    assert behind.of_measure("total_calls", {"total_calls": 0}) == ()


def test_a_window_that_ends_within_a_day_says_when() -> None:
    window = Window.of_days(date(2026, 11, 2), date(2026, 11, 8), KOLKATA, time(15, 45))
    assert behind.of_days(window) == {"first": date(2026, 11, 2), "last": date(2026, 11, 8), "until": time(15, 45)}


@pytest.mark.parametrize(("subset", "text"), [
    (Subset(pick="tries-by-number", over=1, within=2), "2nd tries"),
    (Subset(pick="tries-by-number", over=5), "6th and later tries"), (Subset(pick="tries-by-number"), "Tries"),
    (Subset(pick="tries-after-pause", within=900), "Further tries after up to 15 min"),
    (Subset(pick="tries-after-pause", over=604_800), "Further tries after over 7 days"),
    (Subset(pick="called-before", within=7), "Clients of both periods")])
def test_tries_are_told_by_their_number_and_pause(subset: Subset, text: str) -> None:
    assert said(subset) == [text]
