from __future__ import annotations

from datetime import date
from typing import Any

from callyzer.model import CallFilter, NeverAttended, rows
from callyzer.model.account import CallBacks, TimeToCallBack
from callyzer.source import WholeAccount
from callyzer.views import call_back_times, call_backs
from callyzer.views.csv import saved
from callyzer.views.parts import Tiles
from tests.builders import KOLKATA, at
from tests.views.builders import NOW, SURE, Holds, Told, asks

WEEK = asks(date(2026, 11, 16), date(2026, 11, 22))
HOUR = 3600


def waiting(client: str, since: str, *, name: str = "", attempts: int = 0, emp: str = "1", owner: str = "",
            **more: Any) -> dict[str, Any]:
    number = f"900000000{emp}"
    return {
        "client_name": name, "client_country_code": "91", "client_number": client, "unanswered_calls": 1,
        "waiting_since": at(since), "last_unanswered_at": at(since), "id": f"id-{client}",
        "call_type": "Missed", "attempts": attempts, "last_attempt_at": None,
        "emp_name": f"Employee {emp}", "emp_code": "", "emp_country_code": "91", "emp_number": number,
        "emp_tags": (), "owner.emp_name": f"Employee {owner}" if owner else "",
        "owner.emp_country_code": "91" if owner else "", "owner.emp_number": f"900000000{owner}" if owner else "",
        "note": "", **more}


def wait(emp: str, slot: str, within: int | None, waits: int, *, called_back: int | None = None,
         seconds: int = 0) -> dict[str, Any]:
    return {
        "emp_name": f"Employee {emp}", "emp_code": "", "emp_country_code": "91", "emp_number": f"900000000{emp}",
        "emp_tags": (), "slot": slot, "within": within, "waits": waits, "seconds": seconds,
        "called_back": waits if called_back is None else called_back}


class Keeps(Holds):
    """A store that knows who waits, and how long waits were."""

    def __init__(self, due: list[dict[str, Any]], times: list[dict[str, Any]], median: int = 0) -> None:
        super().__init__({})
        self._due = CallBacks(rows.frame(due, rows.CALL_BACKS, KOLKATA), len(due), SURE)
        waits, ended, seconds = (sum(each[name] for each in times) for name in ("waits", "called_back", "seconds"))
        self._times = TimeToCallBack(waits, ended, seconds // ended if ended else 0, median,
                                     rows.frame(times, rows.CALL_BACK_TIMES, KOLKATA), SURE)

    def call_backs(self, question: CallFilter) -> CallBacks:
        return self._due

    def time_to_call_back(self, question: CallFilter) -> TimeToCallBack:
        return self._times


TEN, ELEVEN = "10:00 AM - 10:59 AM", "11:00 AM - 11:59 AM"
TIMES = [
    wait("1", TEN, 300, 10, seconds=1_000), wait("1", ELEVEN, 3600, 10, seconds=20_000),
    wait("1", ELEVEN, 259_200, 4, seconds=400_000), wait("1", ELEVEN, None, 6, called_back=2, seconds=600_000),
    wait("2", TEN, 300, 10, seconds=2_000),
]
DUE = [
    waiting("8000000001", "2026-11-20 17:00", name="Sita", attempts=2, emp="1", owner="2"),
    waiting("8000000002", "2026-11-18 11:00", emp="2", note="=1+1"),
    waiting("8000000003", "2026-11-22 11:00", name="<b>Ravi</b>", emp="2", owner="2"),
]


def told(tiles: Tiles) -> dict[str, tuple[str, str]]:
    return {tile.key: (tile.value, tile.detail) for tile in tiles.tiles}


def test_who_waits_longest_comes_first_with_the_wait_in_working_hours() -> None:
    table = call_backs.due(Keeps(DUE, []), WEEK, NOW, "IN")
    assert table.frame["client"].tolist() == ["+91 8000000002", "Sita", "<b>Ravi</b>"]
    # Wednesday 11:00 to Friday evening: 8 + 9 + 9 hours; Friday 17:00: 2; Sunday is no working day
    assert table.frame["waiting"].tolist() == [26 * HOUR, 2 * HOUR, 0]
    assert table.frame["dial"].tolist()[0] == "+918000000002"
    assert table.frame["owner"].tolist() == ["", "Employee 2", "Employee 2"]
    assert table.frame["missed_by"].tolist() == ["Employee 2", "Employee 1", "Employee 2"]
    assert table.caption.startswith("3 clients waiting.")
    assert "Call" not in saved(table).columns


def test_a_range_that_is_over_is_told_as_of_its_end() -> None:
    past = asks(date(2026, 11, 18), date(2026, 11, 18))
    table = call_backs.due(Keeps(DUE[1:2], []), past, NOW, "IN")
    assert table.frame["waiting"].tolist() == [8 * HOUR]


def test_the_tiles_say_who_is_due_and_how_quick_the_team_is() -> None:
    whole: WholeAccount = Keeps(DUE, TIMES, median=900)
    assert told(call_backs.tiles(whole, WEEK, NOW, "IN", HOUR)) == {
        "due": ("3", "3 unanswered calls"),
        "untried": ("2", "of 3 clients"),
        "longest": ("26 h", "since Wed 18 Nov, 11:00 AM"),
        "in_time": ("75.0%", "of 40 waits, within 1 h"),  # 30 of 40
        "median": ("15 min", "7 h 54 min on average"),  # 1,023,000 s / 36
    }
    assert told(call_backs.tiles(whole, WEEK, NOW, "IN", 300))["in_time"][0] == "50.0%"


def test_nobody_waiting_is_good_news_and_no_empty_table() -> None:
    whole = Keeps([], [])
    assert call_backs.due(whole, WEEK, NOW, "IN").empty == (
        "Nobody is waiting: no missed or rejected call in this range is without a talk since.")
    found = told(call_backs.tiles(whole, WEEK, NOW, "IN", HOUR))
    assert (found["due"][0], found["longest"], found["in_time"][0], found["median"]) == ("0", ("–", ""), "–", ("–", ""))


def test_every_wait_has_a_length_or_still_goes_on() -> None:
    chart = call_back_times.lengths(Keeps([], TIMES), WEEK, "light", HOUR)
    found = dict(zip(chart.data["Time"], chart.data["Waits"], strict=True))
    assert {name: count for name, count in found.items() if count} == {
        "up to 5 min": 20, "30 min – 1 h": 10, "24 h – 72 h": 4, "over 72 h": 2, "still waiting": 4}
    assert sum(found.values()) == 40
    assert chart.question == "75.0% of 40 waits ended within 1 h."


def test_slots_tell_when_calls_are_left_unanswered() -> None:
    chart = call_back_times.by_slot(Keeps([], TIMES), WEEK, "light", HOUR)
    found = {slot: (waits, in_time) for slot, waits, in_time in chart.data.itertuples(index=False) if waits}
    assert found == {TEN: (20, 20), ELEVEN: (20, 10)}
    assert chart.question == "Most calls are left unanswered 10 – 11 AM: 20."


def test_employees_with_few_waits_stand_last_and_in_grey() -> None:
    table = call_back_times.by_employee(Keeps([], TIMES), WEEK, HOUR)
    assert table.frame["name"].tolist() == ["Employee 1", "Employee 2"]
    assert table.frame["in_time"].round(1).tolist() == [66.7, 100.0]
    assert table.frame["average"].tolist() == [39_269, 200]  # 1,021,000 s / 26; 2,000 s / 10
    assert table.quiet == (1,)
    assert table.frame["key"].tolist() == ["91-9000000001", "91-9000000002"]


def pair(client: str, emp: str) -> dict[str, Any]:
    return {"emp_name": "Asha", "emp_code": "", "emp_country_code": "91", "emp_number": emp, "emp_tags": (),
            "client_name": "", "client_country_code": "91", "client_number": client}


def logged(client: str, emp: str, when: str, call_type: str) -> dict[str, Any]:
    blank = dict.fromkeys(("note", "call_recording_url"), "")
    return {"emp_country_code": "91", "emp_number": emp, "client_country_code": "91", "client_number": client,
            "id": when, "duration": 0, "call_type": call_type, "call_at": at(when), "synced_at": None,
            "modified_at": None, **blank}


def test_the_pairs_are_those_of_callyzer_with_their_unanswered_calls() -> None:
    one, two = "9000000001", "9000000002"
    report = NeverAttended(
        rows.frame([pair("8000000001", one), pair("8000000001", two)], rows.PAIRS, KOLKATA),
        rows.frame([
            logged("8000000001", one, "2026-11-18 10:00", "Missed"),
            logged("8000000001", one, "2026-11-18 12:00", "Rejected"),
            logged("8000000001", one, "2026-11-18 13:00", "Outgoing"),
            logged("8000000001", two, "2026-11-19 10:00", "Missed")], rows.PAIR_CALLS, KOLKATA), 2, SURE)

    class Lists(Told):
        def never_attended(self, question: CallFilter, page: object = None) -> NeverAttended:
            return report

    table = call_backs.pairs(Lists({}), WEEK)
    assert table.frame["employee"].tolist() == ["Asha …0001", "Asha …0002"]
    assert table.frame["unanswered"].tolist() == [2, 1]
    assert table.frame["calls"].tolist() == [3, 1]
    assert table.frame["last"].tolist() == [at("2026-11-18 12:00"), at("2026-11-19 10:00")]
    assert table.caption.startswith("2 pairs of an employee and a client.")
