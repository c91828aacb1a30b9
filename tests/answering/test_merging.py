"""Which days of a range come from whom."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from callyzer.answering import merging
from callyzer.model import Window
from tests.builders import BERLIN, KOLKATA, at

WEEK = [date(2026, 11, 16) + timedelta(days=n) for n in range(7)]
WINDOW = Window.of_days(WEEK[0], WEEK[-1], KOLKATA)


def told(window: Window, *missing: int) -> list[tuple[bool, int, int]]:
    """Whether the store answers, and the first and the last day, from 0 for Monday."""
    kept = {day for n, day in enumerate(WEEK) if n not in missing}
    return [(part.kept, (part.window.first_day - WEEK[0]).days, (part.window.last_day - WEEK[0]).days)
            for part in merging.parts(window, kept)]


@pytest.mark.parametrize(("missing", "parts"), [
    ((0, 1), [(False, 0, 1), (True, 2, 6)]),
    ((6,), [(True, 0, 5), (False, 6, 6)]),
    ((2, 4), [(True, 0, 1), (False, 2, 4), (True, 5, 6)]),
    ((0, 6), []), ((), []), (range(7), []),
], ids=["the oldest", "the newest", "a hole with a day in it", "both ends", "none", "all"])
def test_what_is_missing_is_one_question_and_the_store_has_the_days_around_it(
        missing: tuple[int, ...], parts: list[tuple[bool, int, int]]) -> None:
    assert told(WINDOW, *missing) == parts


def test_the_parts_meet_at_midnights_and_end_where_the_range_does() -> None:
    cut = Window(at("2026-11-16 09:00"), at("2026-11-18 17:30"), KOLKATA)
    older, newer = merging.parts(cut, {WEEK[1], WEEK[2]})
    assert (older.window.start, newer.window.end) == (cut.start, cut.end)
    assert older.window.end == newer.window.start == at("2026-11-17 00:00")


def test_a_day_of_25_hours_is_cut_at_its_own_midnights() -> None:
    first, long, last = date(2026, 10, 24), date(2026, 10, 25), date(2026, 10, 26)
    before, asked, after = merging.parts(Window.of_days(first, last, BERLIN), {first, last})
    assert asked.window == Window.of_days(long, long, BERLIN)
    assert asked.window.end - asked.window.start == timedelta(hours=25)
    assert (before.kept, asked.kept, after.kept) == (True, False, True)
