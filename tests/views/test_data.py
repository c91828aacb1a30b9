from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest

from callyzer.model import each_day
from callyzer.model.coverage import AuditedDay, AuditResult, Coverage, Figures
from callyzer.model.progress import SyncProgress
from callyzer.views import data
from callyzer.views.csv import saved
from callyzer.views.data import Held
from tests.builders import at
from tests.views.builders import NOW, TODAY

SATURDAY, FRIDAY, THURSDAY = (TODAY - timedelta(days=n) for n in (1, 2, 3))
AUDIT = AuditResult(at("2026-11-22 11:02"), (
    AuditedDay(FRIDAY, Figures(1678, 900, 60_000), Figures(1680, 901, 60_400)),
    AuditedDay(SATURDAY, Figures(866, 500, 30_000), Figures(866, 500, 30_000)),
))
HELD = Held(
    Coverage(days=frozenset({FRIDAY, SATURDAY, TODAY}), known_until=at("2026-11-22 15:38"),
             backfill_end=date(2026, 11, 18), audited_at=AUDIT.at, differing_days=(FRIDAY,)),
    SyncProgress("working", "Reading 19 Nov 2026, page 3 of 15", days_read=3, days_wanted=5, seconds_to_go=90.0),
    (AUDIT,))
EMPTY = Held(Coverage(), SyncProgress())


@dataclass(frozen=True)
class Event:
    at: datetime
    kind: str
    text: str


def told(held: Held) -> dict[str, tuple[str, str]]:
    return {tile.label: (tile.value, tile.detail) for tile in data.tiles(held, NOW).tiles}


def test_the_tiles_say_how_far_the_store_reaches_and_what_it_does() -> None:
    assert told(HELD) == {
        "Calls kept since": ("20 Nov 2026", "3 days in all"),
        "Known until": ("3:38 PM", "today"),
        "Days read": ("60%", "3 of 5 days, 1 min 30 s to go"),
        "Compared": ("1 day off", "Sun 22 Nov, 11:02 AM"),
        "Synchronisation": ("Working", "Reading 19 Nov 2026, page 3 of 15"),
    }


def test_a_store_in_which_there_is_nothing_yet_has_no_figures() -> None:
    assert told(EMPTY) == {
        "Calls kept since": ("–", "No whole day yet"), "Known until": ("–", ""), "Days read": ("–", ""),
        "Compared": ("Not yet", ""), "Synchronisation": ("Stopped", "")}
    assert data.calendar(EMPTY, NOW, "light").empty == "Nothing was read yet."
    assert data.compared(EMPTY).empty == "Nothing was compared yet."
    assert data.events(EMPTY, NOW).empty == "Nothing out of the ordinary."


def test_a_store_that_fell_behind_says_since_which_day() -> None:
    behind = replace(HELD, coverage=replace(HELD.coverage, known_until=at("2026-11-21 09:10")))
    assert told(behind)["Known until"] == ("Sat 21 Nov", "9:10 AM")


def test_days_are_never_told_to_be_all_read_before_they_are() -> None:
    almost = replace(HELD, progress=SyncProgress(days_read=729, days_wanted=730))
    assert told(almost)["Days read"] == ("99%", "729 of 730 days")


def test_what_could_not_be_had_is_told_below_the_tiles() -> None:
    failing = replace(HELD, progress=replace(HELD.progress, last_error="Callyzer cannot be reached."))
    assert [note.text for note in data.tiles(failing, NOW).notes] == ["Callyzer cannot be reached."]


@pytest.mark.parametrize(("progress", "said"), [
    (SyncProgress(state="resting", doing="Everything is there", days_read=5, days_wanted=5), "Up to date"),
    (SyncProgress(state="resting", days_read=4, days_wanted=5), "Interrupted"),
    (SyncProgress(state="resting", days_read=5, days_wanted=5, last_error="It cannot be reached."), "Interrupted"),
    (SyncProgress(state="paused", days_read=4, days_wanted=5), "Paused"),
])
def test_a_synchronisation_that_waits_to_try_again_is_not_up_to_date(progress: SyncProgress, said: str) -> None:
    assert told(replace(HELD, progress=progress))["Synchronisation"][0] == said


def test_until_a_day_is_there_nothing_is_known_however_far_the_delta_is() -> None:
    begun = replace(EMPTY, coverage=Coverage(known_until=NOW))
    assert told(begun)["Known until"] == ("–", "")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_calendar_tells_of_each_day_whether_it_is_here(theme: str) -> None:
    chart = data.calendar(HELD, NOW, "dark" if theme == "dark" else "light")
    assert dict(zip(chart.data["Day"], chart.data["State"], strict=True)) == {
        "2026-11-18": "To come", "2026-11-19": "To come", "2026-11-20": "Differs", "2026-11-21": "Kept",
        "2026-11-22": "So far"}
    assert chart.question == "Of 5 days: 1 differs, 1 kept, 1 so far, 2 to come"
    assert chart.data["Calls at Callyzer"].tolist() == [0, 0, 1680, 866, 0]
    assert chart.data["Compared"].tolist() == ["no", "no", "yes", "yes", "no"]


def test_a_day_in_the_calendar_says_how_it_compares() -> None:
    texts = data.calendar(HELD, NOW, "light").figure.to_dict()["data"][0]["hovertext"]
    assert texts[2] == "<b>Fri 20 Nov 2026</b><br>Differs<br>Here 1,678 calls, at Callyzer 1,680 calls"
    assert texts[3] == "<b>Sat 21 Nov 2026</b><br>Kept<br>866 calls, as Callyzer counts"


def test_a_calendar_of_two_years_ends_today_and_begins_where_the_backfill_will_end() -> None:
    first = date(2024, 11, 23)
    held = replace(EMPTY, coverage=Coverage(days=frozenset(each_day(FRIDAY, TODAY)), backfill_end=first))
    days = data.calendar(held, NOW, "light").data["Day"]
    assert (days.iloc[0], days.iloc[-1], len(days)) == ("2024-11-23", "2026-11-22", 730)


def test_only_days_that_differ_are_listed_with_both_counts() -> None:
    table = data.compared(HELD)
    assert saved(table).to_dict("records") == [{
        "Day": "Fri 20 Nov 2026", "Calls here": 1678, "Calls at Callyzer": 1680, "Connected here": 900,
        "Connected at Callyzer": 901, "Talk time here (s)": 60_000, "Talk time at Callyzer (s)": 60_400}]
    assert table.caption == "2 days compared, 1 of them differs."


def test_days_that_are_all_equal_are_counted_in_words() -> None:
    equal = replace(HELD, audits=(AuditResult(AUDIT.at, AUDIT.days[1:]),))
    assert data.compared(equal).empty == "1 day compared, all equal to Callyzer's own count."


def test_events_are_told_in_the_accounts_time() -> None:
    held = replace(HELD, happened=(Event(at("2026-11-22 11:02"), "audit", "1 of 2 days differ."),))
    row = saved(data.events(held, NOW)).iloc[0]
    assert (f"{row['When']:%H:%M}", row["Who"], row["What"]) == ("11:02", "audit", "1 of 2 days differ.")
