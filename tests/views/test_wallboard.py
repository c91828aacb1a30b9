from __future__ import annotations

from datetime import date, datetime, timedelta

import pandas as pd

from callyzer.model import CallFilter, Window
from callyzer.model.account import CallBacks
from callyzer.model.rows import CALL_BACKS, frame
from callyzer.source import WholeAccount
from callyzer.views import wallboard
from tests.views.builders import SURE, ZONE, Holds, Told, _record, asks, person, summary, team
from tests.views.test_aims import TEAM

FRIDAY = asks(date(2026, 11, 13), date(2026, 11, 13))
NOW = datetime(2026, 11, 13, 14, 33, tzinfo=ZONE)
REPORT = team(person("Asha", "9000000001", outgoing=30, reached=20, talk=5400),
              person("Bina", "9000000002", outgoing=40, missed=5), person("Chetan", "9000000003"))


def test_the_day_stands_beside_what_is_wanted_of_it() -> None:
    source = Told({("employee_summary", FRIDAY): REPORT, ("summary", FRIDAY): summary(clients=51)})
    tiles = {tile.key: tile for tile in wallboard.today(source, FRIDAY, NOW, TEAM).tiles}
    assert [tile.value for tile in tiles.values()] == ["75", "20", "1 h 30 min", "51"]
    goal = tiles["total_calls"].progress
    assert goal
    assert goal.said == "57.7% of 130", "fifty of Asha, forty of each of the others"
    assert tiles["total_duration"].progress is None


def test_clients_that_are_still_to_come_keep_their_place() -> None:
    answer = wallboard.today(Told({("employee_summary", FRIDAY): REPORT}), FRIDAY, NOW, None)
    assert answer.waiting
    assert answer.tiles[-1].value == ""


def test_the_last_hour_ends_with_the_last_five_minutes_that_are_over() -> None:
    hour = CallFilter(Window(datetime(2026, 11, 13, 13, 30, tzinfo=ZONE), datetime(2026, 11, 13, 14, 30, tzinfo=ZONE),
                             ZONE))
    answer = wallboard.last_hour(Told({("employee_summary", hour): REPORT}), FRIDAY, NOW)
    assert [(tile.label, tile.value) for tile in answer.tiles] == [
        ("Calls", "75"), ("Connected", "20"), ("Missed", "5"), ("On the phone", "2")]


class Waiting(Holds):
    def __init__(self, report: CallBacks) -> None:
        super().__init__({})
        self.report, self.questions = report, list[CallFilter]()

    def whole_account(self, question: CallFilter) -> WholeAccount | None:
        return self

    def call_backs(self, question: CallFilter) -> CallBacks:
        self.questions.append(question)
        return self.report


def waits(*clients: tuple[str, datetime, int]) -> CallBacks:
    records = [_record(CALL_BACKS, {
        "client_name": name, "client_country_code": "91", "client_number": f"98765432{n:02}", "waiting_since": since,
        "attempts": attempts, "unanswered_calls": 1}) for n, (name, since, attempts) in enumerate(clients)]
    return CallBacks(frame(records, CALL_BACKS, ZONE), len(records), SURE)


def test_who_waits_longest_stands_first_and_no_number_on_the_wall() -> None:
    source = Waiting(waits(("Meera", datetime(2026, 11, 13, 12, 33, tzinfo=ZONE), 1),
                           ("", datetime(2026, 11, 12, 18, 0, tzinfo=ZONE), 0)))
    answer = wallboard.call_backs(source, FRIDAY, NOW, "IN")
    assert (answer.figure, answer.detail) == ("2", "1 not yet tried · in working hours")
    assert [(line.name, line.text) for line in answer.lines] == [
        ("Unknown caller", "5 h 33 min"), ("Meera", "2 h")], "an hour of Thursday and four and a half of Friday"
    assert "98765432" not in str(answer.lines)
    assert source.questions == [asks(date(2026, 11, 7), date(2026, 11, 13))]


def test_nobody_waiting_and_nobody_knowing_are_not_the_same() -> None:
    assert wallboard.call_backs(Waiting(waits()), FRIDAY, NOW, "IN").empty == wallboard.NOBODY_WAITS
    assert wallboard.call_backs(Told({}), FRIDAY, NOW, "IN").empty == wallboard.NO_STORE


def test_the_leaders_are_those_with_calls() -> None:
    answer = wallboard.leaders(Told({("employee_summary", FRIDAY): REPORT}), FRIDAY)
    assert [(line.name, line.text) for line in answer.lines] == [("Bina", "45"), ("Asha", "30")]
    assert [line.share for line in answer.lines] == [1.0, pd.Series([30 / 45]).iloc[0]]
    nobody = wallboard.leaders(Told({("employee_summary", FRIDAY): team()}), FRIDAY)
    assert nobody.empty == "No calls yet today."


def test_behind_figures_and_lines_lie_their_calls() -> None:
    source = Told({("employee_summary", FRIDAY): REPORT, ("summary", FRIDAY): summary(clients=51)})
    assert [tile.behind and tile.behind.calls for tile in wallboard.today(source, FRIDAY, NOW, None).tiles] == [
        75, 20, 70, 51]
    assert [line.behind and line.behind.calls for line in wallboard.leaders(source, FRIDAY).lines] == [45, 30]
    due = wallboard.call_backs(Waiting(waits(("Meera", datetime(2026, 11, 13, 12, 33, tzinfo=ZONE), 1))), FRIDAY, NOW,
                               "IN")
    assert due.behind
    assert (due.behind.calls, due.also, due.behind.subset.first) == (1, None, date(2026, 11, 7))


def test_the_last_hour_is_a_slot_of_today_or_has_no_link() -> None:
    for now, slot in ((NOW, (810, 870)), (datetime(2026, 11, 13, 0, 20, tzinfo=ZONE), None)):
        end = now.replace(minute=now.minute - now.minute % 5)
        hour = CallFilter(Window(end - timedelta(hours=1), end, ZONE))
        tile = wallboard.last_hour(Told({("employee_summary", hour): REPORT}), FRIDAY, now).tiles[0]
        assert (tile.behind.subset.slot if tile.behind else None) == slot
