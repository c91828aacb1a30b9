from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from callyzer.model import each_day
from callyzer.model.coverage import Coverage
from callyzer.model.progress import SyncProgress
from callyzer.views import trust_strip, words
from callyzer.views.phones import Phone, Trouble
from callyzer.views.trust_strip import Fact
from tests.builders import at
from tests.views.builders import NOW, TODAY, asks
from tests.views.test_phones import one

WEEK = asks(date(2026, 11, 16), date(2026, 11, 22))
WHOLE = Coverage(
    days=frozenset(each_day(date(2026, 9, 1), TODAY)), known_until=NOW, backfill_end=date(2026, 9, 1),
    audited_at=at("2026-11-22 11:02"))

RESTS = SyncProgress(state="resting")


def phone(name: str, *troubles: Trouble, heard: str = "2026-11-18 21:40") -> Phone:
    return replace(one(), name=name, troubles=troubles, last_sync=at(heard))


def texts(facts: tuple[Fact, ...]) -> list[str]:
    return [fact.text for fact in facts]


def test_phones_are_counted_by_what_they_suffer_from() -> None:
    team = [phone("Asha", Trouble.SILENT, Trouble.NOT_RECORDING), phone("Bina", Trouble.NOT_RECORDING), phone("Chetan")]
    assert trust_strip.team(team) == Fact("Phones: 1 silent, 2 not recording", "warning")


def test_only_phones_from_which_nothing_comes_are_a_warning() -> None:
    fact = trust_strip.team([phone("Asha", Trouble.LOW_BATTERY)])
    assert fact == Fact("Phones: 1 low on battery", "info")


def test_phones_that_all_report_are_said_so_and_no_phones_say_nothing() -> None:
    assert trust_strip.team([phone("Asha"), phone("Bina")]) == Fact("All 2 phones report")
    assert trust_strip.team([phone("Asha")]) == Fact("The phone reports")
    assert trust_strip.team([]) is None


def test_a_figure_is_marked_with_whose_calls_it_may_lack_and_since_when() -> None:
    bina = phone("Bina", Trouble.UNINSTALLED, heard="2026-11-17 09:00")
    team = [phone("Asha", Trouble.SILENT), bina, phone("Chetan")]
    assert trust_strip.gap(team, WEEK, NOW) == (
        "May lack calls: nothing arrives from the phones of Asha (since Wed 18 Nov) and Bina (since Tue 17 Nov).")
    assert trust_strip.gap(team, asks(date(2026, 11, 17), date(2026, 11, 17)), NOW) == (
        "May lack calls: nothing arrives from the phones of Bina (since Tue 17 Nov).")
    assert trust_strip.gap(team, asks(date(2026, 11, 9), date(2026, 11, 15)), NOW) == ""


def test_a_name_without_end_is_cut_in_a_sentence() -> None:
    assert words.short("A" * 60) == "A" * 60
    assert words.short("A" * 61) == "A" * 59 + "…"


def test_of_many_silent_phones_a_few_are_named() -> None:
    team = [phone(f"Employee {n}", Trouble.SILENT) for n in range(7)]
    assert trust_strip.gap(team, WEEK, NOW).endswith("Employee 3 (since Wed 18 Nov) and 3 more.")


@pytest.mark.parametrize(("oldest", "said"), [
    ("2026-11-22 15:38", "As of 3:38 PM"), ("2026-11-21 15:38", "As of Sat 21 Nov, 3:38 PM")])
def test_the_time_of_the_oldest_figure_has_its_day_unless_that_is_today(oldest: str, said: str) -> None:
    assert trust_strip.as_of(at(oldest), NOW).text == said


def test_a_store_says_how_far_back_it_reaches_and_that_its_totals_are_callyzers() -> None:
    assert texts(trust_strip.store(WHOLE, RESTS, WEEK, NOW, answers=True)) == [
        "Calls kept since Tue 1 Sep 2026", "Totals equal Callyzer's, 11:02 AM"]


def test_a_store_that_is_being_filled_says_so() -> None:
    empty, half = Coverage(), replace(WHOLE, backfill_end=date(2025, 1, 1), audited_at=None)
    assert texts(trust_strip.store(empty, RESTS, WEEK, NOW, answers=True)) == ["Calls are being fetched"]
    assert texts(trust_strip.store(half, RESTS, WEEK, NOW, answers=True)) == ["Calls kept since Tue 1 Sep 2026 so far"]


def test_a_store_that_cannot_be_filled_says_why() -> None:
    refused = SyncProgress(state="resting", last_error="Callyzer does not accept the token.")
    assert trust_strip.store(Coverage(), refused, WEEK, NOW, answers=False) == (
        Fact("Calls cannot be fetched", "warning", "Callyzer does not accept the token."),)
    paused = trust_strip.store(Coverage(), SyncProgress(state="paused"), WEEK, NOW, answers=False)
    assert texts(paused) == ["Fetching calls is paused"]


def test_a_store_that_has_fallen_behind_says_since_when_and_why() -> None:
    refused = SyncProgress(state="resting", last_error="The subscription has expired.")
    behind = replace(WHOLE, known_until=NOW - timedelta(minutes=40))
    fact = trust_strip.store(behind, refused, WEEK, NOW, answers=True)[1]
    assert fact == Fact("No new calls are read since 3:00 PM", "warning", "The subscription has expired.")
    assert "No new calls" not in str(trust_strip.store(behind, RESTS, WEEK, NOW, answers=True)), "the next minute helps"
    assert "No new calls" not in str(trust_strip.store(WHOLE, refused, WEEK, NOW, answers=True)), "nothing is missing"


def test_figures_that_callyzer_answers_are_told() -> None:
    assert texts(trust_strip.store(WHOLE, RESTS, WEEK, NOW, answers=False))[0] == (
        "Calls kept since Tue 1 Sep 2026, these figures asked from Callyzer")


def test_where_there_is_no_store_the_reason_is_told() -> None:
    (fact,) = trust_strip.answered(None, SyncProgress(), None, NOW, without_store="The call store is in use already.")
    assert fact.text == "No call store"
    assert fact.help == "Every figure is asked from Callyzer, a little slower. The call store is in use already."


def test_days_that_differ_are_a_warning_only_where_they_are_shown() -> None:
    differing = replace(WHOLE, differing_days=(date(2026, 11, 10), date(2026, 11, 17)))
    shown = trust_strip.store(differing, RESTS, WEEK, NOW, answers=True)[1]
    assert (shown.text, shown.kind) == ("1 day shown here differs from Callyzer's count", "warning")
    elsewhere = trust_strip.store(differing, RESTS, asks(date(2026, 11, 1), date(2026, 11, 7)), NOW, answers=True)[1]
    assert (elsewhere.text, elsewhere.kind) == ("These totals equal Callyzer's", "info")
    assert "2 other days did not" in elsewhere.help


def test_a_page_without_figures_of_calls_tells_of_every_day_that_differs() -> None:
    differing = replace(WHOLE, differing_days=(date(2026, 11, 10), date(2026, 11, 17)))
    assert texts(trust_strip.store(differing, RESTS, None, NOW)) == [
        "Calls kept since Tue 1 Sep 2026", "2 days differ from Callyzer's count"]


def test_an_old_comparison_is_told_with_its_day() -> None:
    assert WHOLE.audited_at
    old = replace(WHOLE, audited_at=WHOLE.audited_at - timedelta(days=1))
    assert texts(trust_strip.store(old, RESTS, WEEK, NOW, answers=True))[1] == "Totals equal Callyzer's, Sat 21 Nov"
