from __future__ import annotations

from datetime import date
from typing import Any

from callyzer.model import WEEKDAYS, CallFilter, rows
from callyzer.model.account import ConnectRates, TryRates, wilson
from callyzer.views import connect_rates
from callyzer.views.try_next import Rate
from tests.views.builders import SURE, ZONE, Holds, asks

WEEK = asks(date(2026, 11, 16), date(2026, 11, 22))
TEN, FIVE, LATE = "10:00 AM - 10:59 AM", "05:00 PM - 05:59 PM", "After 07:00 PM"
Cells = dict[tuple[str, str], tuple[int, int]]


def weekly(cells: Cells, question: CallFilter = WEEK) -> ConnectRates:
    """Tries and how many of them connected; none elsewhere."""
    records = []
    for day in WEEKDAYS:
        for slot in question.working_hours.slots:
            tries, hits = cells.get((day, slot.label), (0, 0))
            lower, upper = wilson(hits, tries)
            records.append({
                "weekday": day, "slot": slot.label, "total_outgoing_calls": tries,
                "total_outgoing_connected_calls": hits, "connect_rate": 100 * hits / tries if tries else 0.0,
                "lower": 100 * lower, "upper": 100 * upper})
    return ConnectRates(rows.frame(records, rows.CONNECT_RATES, ZONE), SURE)


def tried(number: int, pause: int | None, slot: str, tries: int, hits: int) -> dict[str, Any]:
    return {"number": number, "pause": pause, "slot": slot, "total_outgoing_calls": tries,
            "total_outgoing_connected_calls": hits}


def tries(*given: dict[str, Any]) -> TryRates:
    return TryRates(rows.frame(given, rows.TRY_RATES, ZONE), SURE)


class Knows(Holds):
    """A store that knows when clients pick up."""

    def __init__(self, cells: Cells | None = None, *given: dict[str, Any]) -> None:
        super().__init__({})
        self._rates, self._tries = weekly(cells or {}), tries(*given)

    def connect_rates(self, question: CallFilter) -> ConnectRates:
        return self._rates

    def try_rates(self, question: CallFilter) -> TryRates:
        return self._tries


CELLS: Cells = {("Tue", FIVE): (400, 240), ("Tue", TEN): (4, 4), ("Fri", TEN): (19, 19), ("Fri", LATE): (40, 40)}
TRIES = (
    tried(1, None, TEN, 100, 50), tried(1, None, FIVE, 100, 60), tried(2, 900, TEN, 10, 1),
    tried(2, 604_800, FIVE, 40, 20), tried(3, None, FIVE, 30, 3), tried(6, 604_800, TEN, 5, 5))


def test_the_surest_hour_is_named_with_its_interval_and_sample() -> None:
    chart = connect_rates.by_weekday(Knows(CELLS), WEEK, "light")
    assert chart.question == "Surest on Tuesdays, 5 – 6 PM: 60.0% (55.1 – 64.7%) of 400 tries."


def test_hours_with_few_tries_are_in_brackets_and_have_no_colour() -> None:
    figure = connect_rates.by_weekday(Knows(CELLS), WEEK, "light").figure
    texts = {(day, row): text for trace in figure.data[5:] for row, line in enumerate(trace.text)
             for day, text in zip(trace.x, line, strict=True) if text}
    assert texts == {("Tue", 1): "(100%)", ("Tue", 8): "60%", ("Fri", 1): "(100%)", ("Fri", 10): "100%"}
    coloured = [(row, column) for row, line in enumerate(figure.data[1].z)
                for column, value in enumerate(line) if value is not None]
    assert coloured == [(8, 1), (10, 4)]
    hovers = dict(zip(map(tuple, figure.data[4].customdata), figure.data[4].hovertext, strict=True))
    assert hovers["Fri", 1].endswith("19 of 19 tries<br>95% interval 83.2 – 100.0%<br>Not enough calls to go by")


def test_the_best_time_lies_within_working_hours_and_rests_on_enough() -> None:
    assert connect_rates.best_time(weekly(CELLS), WEEK) == (("Tue", 8), Rate(400, 240))
    assert connect_rates.best_time(weekly({("Fri", LATE): (40, 40), ("Mon", TEN): (19, 19)}), WEEK) is None


def test_where_no_hour_has_enough_tries_the_page_says_so() -> None:
    chart = connect_rates.by_weekday(Knows({("Mon", TEN): (19, 19)}), WEEK, "dark")
    assert chart.question == "Not enough calls: no hour of the week has 20 tries yet."
    assert connect_rates.by_weekday(Knows({}), WEEK, "dark").empty


def test_tries_are_told_by_number() -> None:
    chart = connect_rates.by_number(Knows({}, *TRIES), WEEK, "light")
    assert [tuple(row)[:3] for row in chart.data.itertuples(index=False)] == [
        ("1st", 200, 110), ("2nd", 50, 21), ("3rd", 30, 3), ("4th", 0, 0), ("5th", 0, 0), ("6th+", 5, 5)]
    assert chart.question == "55.0% at the 1st try, 10.0% at the 3rd try."


def test_tries_are_told_by_the_pause_before_them_first_ones_left_out() -> None:
    chart = connect_rates.by_pause(Knows({}, *TRIES), WEEK, "light")
    assert {name: (count, hits) for name, count, hits, *_ in chart.data.itertuples(index=False) if count} == {
        "up to 15 min": (10, 1), "3 – 7 days": (45, 25), "over 7 days": (30, 3)}
    assert chart.data["Pause"].tolist()[1:5] == ["15 min – 1 h", "1 – 4 h", "4 h – 1 day", "1 – 3 days"]
    assert chart.question == "Surest after 3 – 7 days: 55.6% (41.2 – 69.1%)."


def test_clients_alike_are_those_at_the_same_try() -> None:
    second = connect_rates.like(tries(*TRIES), WEEK, 2)
    assert (second[1], second[8], second[2]) == (Rate(10, 1), Rate(40, 20), Rate(0, 0))
    assert connect_rates.like(tries(*TRIES), WEEK)[8] == Rate(170, 83)


def test_behind_a_cell_are_its_tries_and_those_that_were_connected() -> None:
    marks = connect_rates.by_weekday(Knows(CELLS), WEEK, "light").marks
    tries, hits = marks["Tue", 8].behind
    assert (marks["Tue", 8].name, tries.said, tries.calls, hits.calls) == ("Tue, 5 – 6 PM", "400 tries", 400, 240)
    assert (tries.subset.weekdays, tries.subset.slot, tries.subset.connected) == (("Tue",), (1020, 1080), None)
    assert (hits.subset.call_types, hits.subset.connected) == (("Outgoing",), True)


def test_behind_a_bar_are_its_tries_and_those_that_were_connected() -> None:
    sixth = connect_rates.by_number(Knows({}, *TRIES), WEEK, "light").marks[5,]
    assert [(each.said, each.subset.over, each.subset.within, each.subset.connected) for each in sixth.behind] == [
        ("5 tries", 5, None, None), ("5 connected calls", 5, None, True)]
    marks = connect_rates.by_pause(Knows({}, *TRIES), WEEK, "light").marks
    assert {mark.name: [(each.calls, each.subset.over, each.subset.within) for each in mark.behind]
            for mark in marks.values() if mark.behind} == {
        "Pause up to 15 min": [(10, None, 900), (1, None, 900)],
        "Pause 3 – 7 days": [(45, 259_200, 604_800), (25, 259_200, 604_800)],
        "Pause over 7 days": [(30, 604_800, None), (3, 604_800, None)]}
