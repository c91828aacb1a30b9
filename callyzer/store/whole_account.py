"""The questions over the whole account, which the API cannot answer: `callyzer.model.account`."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pandas as pd

from callyzer.model import WEEKDAYS, CallFilter, Page, rows
from callyzer.model.account import (
    MOST_LONGEST,
    CallBacks,
    ClientSpread,
    ConnectRates,
    GroupFigures,
    Grouping,
    LongestCalls,
    NewClients,
    ReturningClients,
    SharedClients,
    wilson,
)
from callyzer.store.arithmetic import half_up
from callyzer.store.frames import row_set, texts_of
from callyzer.store.matching import CallMatching, ever, matching_calls
from callyzer.store.reading import Reading


def call_backs(reading: Reading, question: CallFilter, page: Page | None) -> CallBacks:
    matching = beside_anyone(reading, question)
    matching.fill("ever", ever(reading.connection, reading.zone))
    data, total = reading.page("call_backs", matching, page)
    data = data.assign(**reading.labels({"": data["employee_key"], "owner.": data["owner_key"]}))
    return CallBacks(row_set(data, rows.CALL_BACKS, reading.zone), total, reading.provenance)


def beside_anyone(reading: Reading, question: CallFilter, back: timedelta = timedelta(0)) -> CallMatching:
    """The question's calls, and {anyone}: all calls of its window and of the time `back` before it, whosoever they
    are."""
    anyone = anybodys(replace(question, window=replace(question.window, start=question.window.start - back)))
    matching = matching_calls(reading.connection, question, "summary")
    others = matching_calls(reading.connection, anyone, "summary")
    matching.fill("anyone", others.condition.replace("$window_start", "$since"))
    matching.parameters["since"] = others.parameters["window_start"]
    return matching


def anybodys(question: CallFilter) -> CallFilter:
    """The same question about all calls of its window."""
    return replace(question, emp_numbers=(), emp_tags=(), call_types=(), duration_grt_than=None,
                   duration_les_than=None, exclude_days=())


def numbered_slots(matching: CallMatching, question: CallFilter) -> tuple[list[str], int]:
    """The labels of the slots in the order of the day, and the number of the first; gives a text its hours."""
    hours = question.working_hours
    labels = [slot.label for slot in hours.slots]
    inside = sum(1 for slot in hours.slots if hours.start <= slot.start < hours.end)
    matching.parameters.update(hours_start=hours.start, hours_end=hours.end, after=inside)
    return labels, inside + 1 - len(labels)


def connect_rates(reading: Reading, question: CallFilter) -> ConnectRates:
    matching = matching_calls(reading.connection, question, "summary")
    labels, first = numbered_slots(matching, question)
    counted = {
        (weekday - 1, slot - first): (tries, hits)
        for weekday, slot, tries, hits in reading.report("connect_rates", matching).itertuples(index=False)}
    cells = [
        _rate(WEEKDAYS[day], label, *counted.get((day, place), (0, 0)))
        for day in range(7) for place, label in enumerate(labels)]
    return ConnectRates(rows.frame(cells, rows.CONNECT_RATES, reading.zone), reading.provenance)


def _rate(weekday: str, slot: str, tries: int, hits: int) -> dict[str, object]:
    lower, upper = wilson(int(hits), int(tries))
    return {
        "weekday": weekday, "slot": slot, "total_outgoing_calls": tries, "total_outgoing_connected_calls": hits,
        "connect_rate": half_up(10_000 * int(hits), int(tries)) / 100,
        "lower": round(lower * 100, 2), "upper": round(upper * 100, 2)}


def new_clients(reading: Reading, question: CallFilter) -> NewClients:
    matching = matching_calls(reading.connection, question, "summary")
    matching.fill("ever", ever(reading.connection, reading.zone))
    data = reading.report("new_clients", matching)
    data = data.assign(returning_clients=data["clients"] - data["new_clients"])
    known_from = reading.connection.tuples("SELECT MIN(local_day) FROM calls")[0][0]
    return NewClients(
        total_clients=int(data["total_clients"].iloc[0]) if len(data) else 0,
        new_clients=int(data["new_clients"].sum()), known_from=known_from,
        rows=row_set(data, rows.CLIENT_DAYS, reading.zone), provenance=reading.provenance)


def client_spread(reading: Reading, question: CallFilter) -> ClientSpread:
    data = reading.report("client_spread", matching_calls(reading.connection, question, "unique_clients"))
    return ClientSpread(row_set(data, rows.CLIENT_SPREAD, reading.zone), int(data["clients"].sum()), reading.provenance)


def returning_clients(reading: Reading, question: CallFilter) -> ReturningClients:
    matching = matching_calls(reading.connection, question, "unique_clients")
    before = matching_calls(
        reading.connection, replace(question, window=question.window.previous()), "unique_clients")
    pairs, parameters = before.apart("{pairs}", "before")
    matching.fill("pairs_before", pairs)
    matching.parameters.update(parameters)
    figures = reading.report("returning_clients", matching).iloc[0]
    return ReturningClients(**{str(name): int(value) for name, value in figures.items()},
                            provenance=reading.provenance)


def longest_calls(reading: Reading, question: CallFilter) -> LongestCalls:
    matching = matching_calls(reading.connection, question, "summary")
    matching.parameters.update(limit=MOST_LONGEST)
    return LongestCalls(
        row_set(reading.report("longest_calls", matching), rows.LONGEST_CALLS, reading.zone), reading.provenance)


def shared_clients(reading: Reading, question: CallFilter, page: Page | None) -> SharedClients:
    data, total = reading.page("shared_clients", matching_calls(reading.connection, question, "summary"), page)
    return SharedClients(row_set(data, rows.SHARED_CLIENTS, reading.zone), total, reading.provenance)


def figures(reading: Reading, question: CallFilter, by: Grouping) -> GroupFigures:
    matching = matching_calls(reading.connection, question, "summary")
    if by == "tag":
        matching.fill("members", _members(reading, matching))
        data = reading.report("figures_by_tag", matching)
    else:
        matching.fill("period", "local_day" if by == "day" else f"CAST(DATE_TRUNC('{by}', local_day) AS DATE)")
        data = reading.report("figures_by_period", matching)
    data = _with_totals(data)
    columns = rows.TAG_FIGURES if by == "tag" else rows.PERIOD_FIGURES
    return GroupFigures(by, row_set(data, columns, reading.zone), reading.provenance)


def _with_totals(data: pd.DataFrame) -> pd.DataFrame:
    kinds = ("incoming", "outgoing", "missed", "rejected")
    calls = sum((data[f"total_{kind}_calls"] for kind in kinds), start=pd.Series(0, index=data.index))
    return data.assign(
        total_calls=calls, total_duration=data["total_incoming_duration"] + data["total_outgoing_duration"])


def _members(reading: Reading, matching: CallMatching) -> str:
    """Who has which tag, as rows of VALUES; the tags travel as parameters."""
    people = reading.connection.tuples("SELECT employee_key, emp_tags FROM employees ORDER BY employee_key")
    pairs = [(key, tag) for key, encoded in people for tag in dict.fromkeys(texts_of(encoded))]
    matching.parameters.update({f"tag_of_{place}": tag for place, (_, tag) in enumerate(pairs)})
    # The first row gives the columns their types and matches nobody.
    return ", ".join(["(-1, '')", *(f"({key}, $tag_of_{place})" for place, (key, _) in enumerate(pairs))])
