from __future__ import annotations

from callyzer.api.line import Priority
from callyzer.api.standing import Counts, Standing, Waiting
from callyzer.views import queue
from callyzer.views.csv import saved

BUSY = Standing(
    (Waiting("history", Priority.BACKFILL, ("sync",), 2, 8.0, in_flight=False),
     Waiting("summary", Priority.FIRST_PAINT, ("a", "b"), 0, 2.4, in_flight=False),
     Waiting("employee_summary", Priority.CLICK, ("a",), 0, 0.6, in_flight=True)),
    Counts(sent=1204, retried=3, refused=1, joined=17, failed=2), hits=75, misses=25, problem="")
IDLE = Standing((), Counts(), 0, 0, "")


def test_the_line_is_told_in_the_order_in_which_it_is_served() -> None:
    rows = saved(queue.waiting(BUSY))
    assert rows.to_dict("records") == [
        {"Question": "employee summary", "For": "A click", "Who share it": 1, "Place": "Being answered",
         "Answered in (s)": 1},
        {"Question": "summary", "For": "A page", "Who share it": 2, "Place": "Next", "Answered in (s)": 2},
        {"Question": "history", "For": "Days gone by", "Who share it": 1, "Place": "2 before it", "Answered in (s)": 8}]


def test_the_tiles_count_requests_and_what_was_known_without_one() -> None:
    assert {tile.label: (tile.value, tile.detail) for tile in queue.tiles(BUSY).tiles} == {
        "Requests sent": ("1,204", "17 questions shared one"), "From the cache": ("75.0%", "75 of 100 questions"),
        "Waiting": ("3", "the last for about 8 s"), "Sent again": ("3", "1 over the limit"), "Failed": ("2", "")}


def test_where_nobody_waits_it_says_so() -> None:
    assert queue.waiting(IDLE).empty == "Nobody waits."
    assert queue.tiles(IDLE).tiles[1].value == "–"


def test_why_the_account_refuses_everything_is_told() -> None:
    refused = Standing((), Counts(), 0, 0, "Callyzer does not accept the access token.")
    assert [note.text for note in queue.tiles(refused).notes] == ["Callyzer does not accept the access token."]


def test_every_class_of_the_queue_has_a_name() -> None:
    assert set(queue.FOR) == {priority.name for priority in Priority}
