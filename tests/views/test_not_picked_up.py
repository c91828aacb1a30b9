from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np

from callyzer.model import CallFilter, NotPickupByClient, Page, rows
from callyzer.model.account import NotPickedUp, TryRates
from callyzer.source import WholeAccount
from callyzer.views import not_picked_up
from tests.builders import at
from tests.views.builders import SURE, ZONE, Told, asks
from tests.views.test_call_backs import logged, pair
from tests.views.test_connect_rates import CELLS, FIVE, TEN, WEEK, Knows, tried, tries

ONE, TWO = "9000000001", "9000000002"
NO_TALK = {"since_talk": 1, "last_talk_at": None, "owner.emp_name": "", "owner.emp_country_code": "",
           "owner.emp_number": ""}
SLOTS = len(WEEK.working_hours.slots)


def missed(client: str, emp: str, slots: dict[int, int], **more: Any) -> tuple[dict[str, Any], dict[int, int]]:
    """A pair and how often it was tried in which slot."""
    row = {**pair(client, emp), "attempts": sum(slots.values()), "last_attempt_at": at("2026-11-20 17:00"), **NO_TALK}
    return {**row, **more}, slots


def talked(when: str, emp: str) -> dict[str, Any]:
    return {"since_talk": 0, "last_talk_at": at(when), "owner.emp_name": "Bina", "owner.emp_country_code": "91",
            "owner.emp_number": emp}


class Keeps(Knows):
    """A store that knows who did not pick up. `own`: tries and hits of each pair's client by slot."""

    def __init__(self, *pairs: tuple[dict[str, Any], dict[int, int]], own: dict[int, dict[int, tuple[int, int]]]
                 | None = None, known: tuple[dict[str, Any], ...] = (), total: int = 0) -> None:
        super().__init__(CELLS, *known)
        tables = np.zeros((3, len(pairs), SLOTS), dtype=np.int64)
        for line, (_, slots) in enumerate(pairs):
            for slot, count in slots.items():
                tables[0, line, slot] = count
            for slot, (made, hits) in (own or {}).get(line, {}).items():
                tables[1:, line, slot] = made, hits
        frame = rows.frame([row for row, _ in pairs], rows.NOT_PICKED_UP, ZONE)
        numbers = frame["client_number"].nunique()
        self._report = NotPickedUp(
            frame, tables[0], tables[1], tables[2], total or len(pairs), numbers, int(tables[0].sum()),
            int((frame["attempts"] == 1).sum()), date(2026, 5, 27), SURE)

    def not_picked_up(self, question: CallFilter) -> NotPickedUp:
        return self._report


ALIKE = (tried(2, 900, TEN, 100, 40), tried(2, 900, FIVE, 100, 60), tried(3, 900, TEN, 19, 19))
PAIRS = (
    missed("8000000001", ONE, {1: 2, 8: 1}, client_name="Sita", emp_name="Asha", since_talk=3),
    missed("8000000002", ONE, {8: 1}, emp_name="Asha"),
    missed("8000000001", TWO, {10: 1}, client_name="Sita", emp_name="Bina", since_talk=3),
    missed("8000000003", TWO, {1: 1}, client_name="=1+1", emp_name="Bina", **talked("2026-11-16 00:00", TWO)),
    missed("8000000004", TWO, {1: 1}, emp_name="Bina", **{**talked("2026-11-15 23:59", TWO), "since_talk": 1}),
)


def listed(whole: Keeps, *, everybody: bool = False) -> Any:
    return not_picked_up.listed(whole, whole, WEEK, everybody=everybody)


def test_the_tiles_count_pairs_clients_and_tries() -> None:
    whole: WholeAccount = Keeps(*PAIRS)
    found = {tile.key: (tile.value, tile.detail) for tile in not_picked_up.tiles(whole, WEEK).tiles}
    assert found == {
        "pairs": ("5", "pairs of employee and client"), "clients": ("4", "different ones"),
        "tries": ("7", "1.4 for each pair"), "once": ("80.0%", "4 of 5 pairs"),
        "best": ("Tue, 5 PM", "60.0% (55.1 – 64.7%) of 400 tries")}


def test_who_was_talked_to_by_anybody_since_the_range_began_is_left_out_at_first() -> None:
    table = listed(Keeps(*PAIRS))
    assert table.frame["number"].str[-1].tolist() == ["1", "2", "1", "4"]
    assert table.caption.startswith("4 pairs; 1 more were talked to by somebody since the range began.")
    assert len(listed(Keeps(*PAIRS), everybody=True).frame) == 5


def test_a_row_tells_its_tries_over_the_day_and_whose_client_it_is() -> None:
    frame = listed(Keeps(*PAIRS)).frame
    assert frame["tried_at"].tolist() == ["10 AM ×2, 5 PM", "5 PM", "After 7 PM", "10 AM"]
    assert frame["spread"].tolist()[0] == [0, 2, 0, 0, 0, 0, 0, 0, 1, 0, 0]
    assert frame["owner"].tolist() == ["", "", "", "Bina"]
    assert frame["name"].tolist() == ["Asha", "Asha", "Bina", "Bina"]
    assert frame["key"].tolist() == [f"91-{ONE}", f"91-{ONE}", f"91-{TWO}", f"91-{TWO}"]
    assert frame["dial"].tolist()[0] == "+918000000001"


def test_what_to_try_next_comes_from_clients_at_the_same_try_or_from_all() -> None:
    frame = listed(Keeps(*PAIRS, known=ALIKE)).frame
    assert frame[["next", "basis"]].to_numpy().tolist() == [
        ["5 – 6 PM", "100 tries of all clients"],  # nobody was tried a fourth time: see the next test
        ["5 – 6 PM", "100 2nd tries"], ["5 – 6 PM", "100 tries of all clients"], ["5 – 6 PM", "100 2nd tries"]]
    assert frame["chance"].tolist()[1] == "60.0% (50.2 – 69.1%)"


def test_a_clients_own_calls_decide_where_they_are_enough() -> None:
    own = {1: {1: (30, 29), 8: (19, 0)}}
    frame = listed(Keeps(*PAIRS, known=ALIKE, own=own)).frame
    assert frame.loc[1, ["next", "basis"]].tolist() == ["10 – 11 AM", "30 this client's own calls"]


def test_without_enough_calls_the_row_says_so_in_grey() -> None:
    table = listed(Keeps(*PAIRS, known=(tried(2, 900, TEN, 19, 19),)))
    assert set(table.frame["next"]) == {"not enough calls"}
    assert table.quiet == (0, 1, 2, 3)
    assert table.quiet_columns == ("next",)


def test_hours_outside_work_are_not_suggested() -> None:
    late = tried(2, 900, "After 07:00 PM", 100, 100)
    assert set(listed(Keeps(*PAIRS, known=(late,))).frame["next"]) == {"not enough calls"}


def test_rates_of_a_short_range_rest_on_thirty_days() -> None:
    asked: list[CallFilter] = []

    class Asked(Keeps):
        def try_rates(self, question: CallFilter) -> TryRates:
            asked.append(question)
            return tries()

    listed(Asked(*PAIRS))
    assert [question.window.first_day for question in asked] == [date(2026, 11, 22) - timedelta(days=29)]


def test_a_list_that_leaves_some_out_says_so() -> None:
    table = listed(Keeps(*PAIRS, total=12_345))
    assert table.caption.startswith("The latest 5,000 of 12,345 pairs were looked at. 4 pairs;")


def test_nobody_left_is_good_news() -> None:
    assert listed(Keeps()).empty == "Everybody who was called in this range was talked to, or nobody was called."
    assert listed(Keeps(PAIRS[3])).empty == "Everybody who did not pick up was talked to by somebody since."


REPORT = NotPickupByClient(
    rows.frame([pair("8000000001", ONE), pair("8000000002", TWO)], rows.PAIRS, ZONE),
    rows.frame([
        logged("8000000001", ONE, "2026-11-18 13:00", "Missed"),
        logged("8000000001", ONE, "2026-11-18 12:59", "Outgoing"),
        logged("8000000001", ONE, "2026-11-18 12:00", "Outgoing"),
        logged("8000000001", ONE, "2026-11-17 09:59", "Outgoing"),
        logged("8000000002", TWO, "2026-11-19 19:00", "Outgoing")], rows.PAIR_CALLS, ZONE), 2, SURE)


class Lists(Told):
    def not_pickup_by_client(self, question: CallFilter, page: Page | None = None) -> NotPickupByClient:
        return REPORT


def test_without_the_store_the_pairs_are_those_of_callyzer_with_their_tries() -> None:
    table = not_picked_up.pairs(Lists({}), WEEK)
    assert table.frame["attempts"].tolist() == [3, 1]
    assert table.frame["tried_at"].tolist() == ["Before 10 AM, 12 PM ×2", "After 7 PM"]
    assert table.frame["last_attempt_at"].tolist() == [at("2026-11-18 12:59"), at("2026-11-19 19:00")]
    assert [column.label for column in table.columns] == [
        "Client", "Call", "Tried by", "Tries", "Over the day", "Last try", "Tried at", "Number"]
    last = not_picked_up.last_try(Lists({}), WEEK, table.frame.iloc[0].to_dict())
    assert last == "2026-11-18 12:59"


def test_a_range_without_such_pairs_is_told_in_words() -> None:
    class Nobody(Told):
        def not_pickup_by_client(self, question: CallFilter, page: Page | None = None) -> NotPickupByClient:
            return NotPickupByClient(rows.frame([], rows.PAIRS, ZONE), rows.frame([], rows.PAIR_CALLS, ZONE), 0, SURE)

    assert not_picked_up.pairs(Nobody({}), asks(date(2020, 1, 1), date(2020, 1, 1))).empty
