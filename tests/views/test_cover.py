from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from callyzer.errors import CallyzerError, DeadlineExceeded, NothingToReport, Unauthorized, Unreachable
from callyzer.model import CallFilter, WorkingHours
from callyzer.model.coverage import Coverage
from callyzer.model.goals import Goal, Goals
from callyzer.model.progress import SyncProgress
from callyzer.store import CallStore
from callyzer.views.cover import document, filters
from callyzer.views.document import topic_of
from callyzer.views.link import Selection
from callyzer.views.parts import RowTable, Tiles
from callyzer.views.topics import Wanted
from tests.builders import ASHA, BINA, call, calls, employee, employees, fixed_clock
from tests.views.builders import Told

ZONE = ZoneInfo("Asia/Kolkata")
NOW = datetime(2026, 11, 16, 9, 0, tzinfo=ZONE)
CHOSEN = Selection("custom", date(2026, 11, 9), date(2026, 11, 15), emp_tags=("North",), emp_numbers=(f"91-{ASHA}",),
                   call_types=("Outgoing",), duration_grt_than=5, exclude_days=("Sun",), is_exclude_numbers=False,
                   working_hours=WorkingHours.parse("09:30", "18:00"))


@dataclass(frozen=True)
class Asked:
    """An account without a store."""

    origin: str = "callyzer"
    without_store: str = "Somebody has it."

    def coverage(self) -> Coverage | None:
        return None

    def progress(self) -> SyncProgress:
        return SyncProgress()

    def edition(self, question: CallFilter) -> Hashable | None:
        return None


class Failing(Told):
    """A source that refuses every question, each after another number of attempts."""

    def __init__(self, error: CallyzerError) -> None:
        super().__init__({})
        self._error = error

    def _tell(self, name: str, question: CallFilter) -> Any:
        self.asked.append((name, question))
        if isinstance(self._error, DeadlineExceeded):
            raise replace(self._error, attempts=len(self.asked))
        raise self._error


def store() -> CallStore:
    made = CallStore.in_memory(ZONE, clock=fixed_clock())
    made.add_employees(employees(employee(ASHA, tags=("North",)), employee(BINA), zone=ZONE))
    made.add_calls(calls(call("2026-11-10 10:00", "Outgoing", 60, zone=ZONE), zone=ZONE))
    return made


def test_everything_that_is_in_force_is_said_with_names_instead_of_numbers() -> None:
    assert filters(CHOSEN, {f"91-{ASHA}": "Asha"}.__getitem__) == (
        "North", "Asha", "Outgoing", "over 5 s", "without Sun", "excluded numbers included",
        "working hours 9:30 AM – 6 PM")
    assert filters(Selection(), str) == ("working hours 10 AM – 7 PM",)


def test_a_document_says_whose_figures_it_holds_of_which_days_and_how_far_they_can_be_trusted() -> None:
    wanted = Wanted(store(), CHOSEN.question(NOW.date(), ZONE), NOW, "IN")
    made = document(wanted, CHOSEN, Asked(), ["overview"])
    cover = made.cover
    assert (cover.account, cover.days, cover.made_at) == ("Callyzer account", "9 – 15 Nov 2026", NOW)
    assert "Asha" in cover.filters
    assert cover.as_of is not None
    assert cover.as_of.tzinfo is ZONE
    assert cover.as_of == fixed_clock()()
    assert [fact.text for fact in cover.trust] == ["No call store", "Phones: 1 silent"]
    assert cover.gap == "May lack calls: nothing arrives from the phones of Asha (never heard of)."
    assert [section.topic for section in made.sections] == ["overview"]


def test_goals_are_held_against_the_figures_of_those_whom_they_are_for() -> None:
    wanted = Wanted(store(), CHOSEN.question(NOW.date(), ZONE), NOW, "IN")
    everyday = Goals((Goal("everybody", "", "total_calls", 1),), ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))
    plain = replace(CHOSEN, call_types=(), duration_grt_than=None)  # a goal counts all calls
    week = replace(wanted, question=plain.question(NOW.date(), ZONE))
    overview, ranking = document(week, plain, Asked(), ["overview", "leaderboard"], goals=everyday).sections
    (calls_made,) = (part for part in overview.parts if isinstance(part, Tiles))
    # Monday to Saturday, Sunday left out; of the two employees the question is about Asha alone, who made one call.
    assert [tile.progress.said for tile in calls_made.tiles if tile.progress] == ["16.7% of 6"]
    (table,) = (part for part in ranking.parts if isinstance(part, RowTable))
    assert table.frame["goal"].tolist() == pytest.approx([100 / 6])


@pytest.mark.parametrize(("error", "passes"), [
    (DeadlineExceeded("employee-summary", 60, 9, Unreachable("employee-summary", "ConnectError")), True),
    (Unauthorized("employee-summary", 401), False)])
def test_where_nothing_can_be_had_one_sentence_says_why_and_whether_to_try_again(
    error: CallyzerError, passes: bool,
) -> None:
    wanted = Wanted(Failing(error), CHOSEN.question(NOW.date(), ZONE), NOW, "IN")
    with pytest.raises(NothingToReport) as caught:
        document(wanted, CHOSEN, Asked(), ("time-slots", "leaderboard"))
    assert caught.value.passes is passes
    assert caught.value.sentence == error.cause.sentence


def test_a_page_is_known_by_its_title() -> None:
    assert topic_of("Time slots") == "time-slots"
    assert topic_of("Handsets") is None
