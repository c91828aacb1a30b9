from __future__ import annotations

import pytest

from callyzer.views.changes import delta, signed
from callyzer.views.definitions import MEASURES


@pytest.mark.parametrize(("key", "now", "before", "said"), [
    ("total_calls", 112, 100, ("+12.0%", "up", "good")),
    ("total_calls", 88, 100, ("−12.0%", "down", "bad")),
    ("total_calls", 100, 100, ("0.0%", "flat", "neutral")),
    ("total_calls", 0, 0, ("0", "flat", "neutral")),
    ("total_calls", 42, 0, ("+42", "up", "good")),
    ("total_calls", 1200, 100, ("×12", "up", "good")),
    ("total_calls", 100_001, 100_000, ("0.0%", "flat", "neutral")),
    ("total_never_attended_calls", 5, 10, ("−50.0%", "down", "good")),
    ("total_never_attended_calls", 10, 5, ("+100.0%", "up", "bad")),
    ("total_working_hours", 3600, 7200, ("−50.0%", "down", "neutral")),
    ("connect_rate", 0.52, 0.501, ("+1.9 pts", "up", "good")),
    ("total_duration", 3600, 0, ("+1 h", "up", "good")),
])
def test_changes_in_words(key: str, now: float, before: float, said: tuple[str, str, str]) -> None:
    change = delta(MEASURES[key], now, before, "before")
    assert (change.text, change.direction, change.meaning) == said


@pytest.mark.parametrize(("key", "now", "before", "number"), [
    ("total_calls", 112, 100, (12.0, "percent")),
    ("total_calls", 100_001, 100_000, (0.0, "percent")),
    ("total_calls", 1249, 100, (12, "times")),
    ("total_calls", 42, 0, (42, "count")),
    ("total_duration", 3600, 0, (3600, "seconds")),
    ("connect_rate", 0.52, 0.501, (1.9, "points")),
    ("connect_rate", 0.5, 0.5004, (0.0, "points")),
])
def test_a_change_is_a_number_as_precise_as_it_is_said(
    key: str, now: float, before: float, number: tuple[float, str],
) -> None:
    change = delta(MEASURES[key], now, before, "before")
    assert (change.value, change.unit) == number


def test_the_figure_before_is_told_with_its_time() -> None:
    change = delta(MEASURES["total_duration"], 60, 11_520, "in the previous period, 2 – 8 Nov 2026")
    assert change.before == "3 h 12 min in the previous period, 2 – 8 Nov 2026"


def test_a_change_of_too_small_a_sample_has_no_meaning() -> None:
    assert delta(MEASURES["connect_rate"], 0.9, 0.1, "before", sure=False).meaning == "neutral"


def test_differences_carry_their_sign() -> None:
    assert [signed(MEASURES["total_duration"], seconds) for seconds in (90, -90, 0)] == [
        "+1 min 30 s", "−1 min 30 s", "0 s"]
