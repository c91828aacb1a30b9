"""Which part of a question the roll-up answers, and which part is left to the calls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from callyzer.model import CallFilter, Window, start_of_day
from callyzer.store.database import Connection
from callyzer.store.rollup import last_of_month, runs

Grain = Literal["days", "months"]

_MOST_PIECES = 6
"""A roll-up in more pieces than this is being mended: the longest of them are taken."""


@dataclass(frozen=True, slots=True)
class Split:
    """`rolled`: runs of local days, first and last of each; `rest`: ranges of UTC seconds [start, end)."""

    rolled: tuple[tuple[date, date], ...]
    rest: tuple[tuple[int, int], ...]


def may_be_rolled(question: CallFilter, source: str) -> bool:
    """Whether the tallies keep apart what the question tells apart."""
    if question.by != "call" or question.call_types:
        return False
    if question.duration_grt_than is not None or question.duration_les_than is not None:
        return False
    if source == "pairs":
        return not question.exclude_days
    hours = question.working_hours
    on_quarters = hours.start % 15 == 0 and hours.end % 15 == 0
    return not question.client_numbers and (source != "slots" or on_quarters)


def split(connection: Connection, window: Window, grain: Grain) -> Split | None:
    """None where nothing of the window is rolled up."""
    first, last = _whole_days(window)
    if grain == "days":
        days = connection.tuples(
            "SELECT local_day FROM rolled_days WHERE local_day BETWEEN $first AND $last ORDER BY local_day",
            {"first": first, "last": last})
        pieces = runs([day for (day,) in days])
    else:
        months = connection.tuples("SELECT month FROM rolled_months ORDER BY month")
        pieces = _joined([
            (month, last_of_month(month)) for (month,) in months if first <= month and last_of_month(month) <= last])
    longest = sorted(sorted(pieces, key=lambda piece: piece[0] - piece[1])[:_MOST_PIECES])
    return Split(tuple(longest), tuple(_rest(window, longest))) if longest else None


def _whole_days(window: Window) -> tuple[date, date]:
    first, last = window.first_day, window.last_day
    if start_of_day(first, window.zone) < window.start:
        first += timedelta(days=1)
    if start_of_day(last + timedelta(days=1), window.zone) > window.end:
        last -= timedelta(days=1)
    return first, last


def _joined(pieces: list[tuple[date, date]]) -> list[tuple[date, date]]:
    joined: list[tuple[date, date]] = []
    for first, last in pieces:
        if joined and joined[-1][1] + timedelta(days=1) == first:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined


def _rest(window: Window, pieces: list[tuple[date, date]]) -> list[tuple[int, int]]:
    start, end = window.seconds[0], window.seconds[1] + 1
    rest = []
    for first, last in pieces:
        begin = int(start_of_day(first, window.zone).timestamp())
        if start < begin:
            rest.append((start, begin))
        start = int(start_of_day(last + timedelta(days=1), window.zone).timestamp())
    return [*rest, (start, end)] if start < end else rest
