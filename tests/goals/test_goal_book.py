from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from callyzer.errors import BookUnavailable, GoalsChanged
from callyzer.goals.book import GoalBook
from callyzer.model.goals import CALLED_BACK, NONE, Goal, Goals
from tests.builders import NOW, fixed_clock

CALLS = Goal("everybody", "", "total_calls", 45)
BACK = Goal("employee", "91-9000000001", CALLED_BACK, 80, 900)
GOALS = Goals((CALLS, Goal("tag", "=1+1", "total_duration", 3600), BACK), ("Sat", "Mon"), (date(2026, 11, 20),))


def book_in(folder: Path) -> GoalBook:
    return GoalBook(folder / "kept" / "goals.json", fixed_clock())


def test_what_is_kept_is_read_again_by_another_process_with_who_and_when(tmp_path: Path) -> None:
    book_in(tmp_path).keep(GOALS, "lead@example.invalid", NONE)
    kept = book_in(tmp_path).kept()
    assert (kept.goals, kept.changed_by, kept.changed_at) == (GOALS, "lead@example.invalid", NOW)
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["goals.json"]


def test_before_anything_is_kept_there_are_no_goals(tmp_path: Path) -> None:
    assert book_in(tmp_path).kept().goals == NONE


def test_whoever_did_not_see_the_latest_goals_overwrites_nothing(tmp_path: Path) -> None:
    one, other = book_in(tmp_path), book_in(tmp_path)
    assert one.kept().goals == other.kept().goals == NONE
    one.keep(GOALS, "asha", NONE)
    with pytest.raises(GoalsChanged) as raised:
        other.keep(Goals((CALLS,)), "bina", NONE)
    assert raised.value.who == "asha"
    assert other.kept().goals == GOALS


def test_a_file_changed_by_hand_counts_at_once(tmp_path: Path) -> None:
    book = book_in(tmp_path)
    book.keep(GOALS, "asha", NONE)
    path = tmp_path / "kept" / "goals.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["goals"] = content["goals"][:1]
    path.write_text(json.dumps(content), encoding="utf-8")
    assert book.kept().goals.goals == (CALLS,)


@pytest.mark.parametrize("content", [
    "gibberish", "[]", '{"goals": [{"scope": "planet"}], "weekdays": [], "days_off": []}', "\x00"])
def test_a_damaged_file_is_told_and_no_goal_is_made_up(tmp_path: Path, content: str) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "goals.json").write_text(content, encoding="utf-8")
    kept = book_in(tmp_path).kept()
    assert kept.goals == NONE
    assert "cannot be read" in kept.problem


def test_goals_that_cannot_be_written_stay_as_they_were() -> None:
    book = GoalBook(Path("/dev/null/goals.json"), fixed_clock())
    with pytest.raises(BookUnavailable):
        book.keep(GOALS, "asha", NONE)
    assert book.kept().goals == NONE


def test_without_a_file_they_last_as_long_as_the_book() -> None:
    book = GoalBook(None, fixed_clock(), start=Goals((CALLS,)))
    assert book.kept().goals.goals == (CALLS,)
    book.keep(GOALS, "asha", Goals((CALLS,)))
    assert (book.kept().goals, book.kept().changed_by) == (GOALS, "asha")


def test_a_damaged_file_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "kept" / "goals.json"
    path.parent.mkdir()
    path.write_text("gibberish", encoding="utf-8")
    with pytest.raises(BookUnavailable):
        book_in(tmp_path).keep(GOALS, "asha", NONE)
    assert path.read_text(encoding="utf-8") == "gibberish"
