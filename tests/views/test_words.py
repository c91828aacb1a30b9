from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callyzer.model import WorkingHours
from callyzer.views import words


@pytest.mark.parametrize(("number", "said"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"),
                                              (113, "113th")])
def test_places_in_a_line(number: int, said: str) -> None:
    assert words.ordinal(number) == said


@pytest.mark.parametrize(("seconds", "said"), [
    (0, "0 s"), (59, "59 s"), (60, "1 min"), (61, "1 min 1 s"), (599, "9 min 59 s"), (600, "10 min"), (3599, "1 h"),
    (3600, "1 h"), (11_520, "3 h 12 min"), (359_999, "100 h"), (360_000, "100 h"), (4_442_400, "1,234 h"),
    (-90, "−1 min 30 s")])
def test_durations(seconds: int, said: str) -> None:
    assert words.duration(seconds) == said


@given(st.integers(0, 10**9))
def test_a_duration_never_says_sixty_of_anything(seconds: int) -> None:
    assert "60 min" not in words.duration(seconds)
    assert " 60 s" not in words.duration(seconds)


@pytest.mark.parametrize(("number", "said"), [(0, "0"), (1234567, "1,234,567"), (-1200, "−1,200")])
def test_digits_are_grouped_in_threes(number: int, said: str) -> None:
    assert words.count(number) == said


@pytest.mark.parametrize(("over", "within", "said"), [
    (0, 900, "up to 15 min"), (900, 3600, "15 min – 1 h"), (3600, 14_400, "1 – 4 h"), (14_400, 86_400, "4 h – 1 day"),
    (86_400, 259_200, "1 – 3 days"), (604_800, None, "over 7 days")])
def test_bounds_share_their_unit(over: int, within: int | None, said: str) -> None:
    assert words.between(over, within) == said


def test_one_is_singular() -> None:
    assert (words.counted(1, "call"), words.counted(0, "call"), words.counted(2, "other", "others")) == (
        "1 call", "0 calls", "2 others")


def test_a_share_of_nothing_is_a_dash() -> None:
    assert (words.percent(words.share_of(0, 0)), words.percent(words.share_of(5, 8))) == ("–", "62.5%")


@pytest.mark.parametrize(("first", "last", "said"), [
    (date(2026, 11, 22), date(2026, 11, 22), "22 Nov 2026"),
    (date(2026, 11, 16), date(2026, 11, 22), "16 – 22 Nov 2026"),
    (date(2026, 10, 28), date(2026, 11, 3), "28 Oct – 3 Nov 2026"),
    (date(2025, 12, 28), date(2026, 1, 3), "28 Dec 2025 – 3 Jan 2026")])
def test_ranges_of_days(first: date, last: date, said: str) -> None:
    assert words.days(first, last) == said


def test_a_moment_is_told_by_the_twelve_hour_clock() -> None:
    assert words.moment(datetime(2026, 11, 22, 0, 5)) == "Sun 22 Nov, 12:05 AM"  # noqa: DTZ001 - told as it stands


def test_slots_on_an_axis_and_in_a_sentence() -> None:
    slots = WorkingHours.parse("10:00", "13:00").slots
    assert [words.slot_tick(slot) for slot in slots] == ["Before 10 AM", "10 AM", "11 AM", "12 PM", "After 1 PM"]
    assert [words.slot_name(slot) for slot in slots] == [
        "before 10 AM", "10 – 11 AM", "11 AM – 12 PM", "12 – 1 PM", "after 1 PM"]


def test_slots_that_start_at_the_half_hour() -> None:
    slots = WorkingHours.parse("00:00", "01:30").slots
    assert [words.slot_name(slot) for slot in slots] == ["12 – 1 AM", "1 – 1:30 AM", "after 1:30 AM"]


def test_lists_end_with_and() -> None:
    assert [words.listed(names) for names in (["A"], ["A", "B"], ["A", "B", "C"])] == ["A", "A and B", "A, B and C"]
