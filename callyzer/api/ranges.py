"""Ranges of 180 days and more: asked in parts where the parts add up exactly, refused with the reason where not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import pandas as pd

from callyzer.api.derive import joined
from callyzer.errors import RangeTooLong, StillWaiting
from callyzer.model import CallFilter, History, Page

T = TypeVar("T")
UNIQUE = "a client who called in two parts of a longer range would be counted twice"
REASONS = {
    "summary": UNIQUE,
    "employee_summary": UNIQUE,
    "unique_clients": UNIQUE,
    "analysis": "the best of each part need not be the best of a longer range",
    "never_attended": "a call missed in one part of a longer range may have been answered in the next",
    "not_pickup_by_client": "a client not reached in one part of a longer range may have been reached in another",
}


def refuse_long(name: str, question: CallFilter) -> None:
    if name in REASONS and not question.window.fits_one_request:
        raise RangeTooLong(f"{question.by}_to", REASONS[name], "The duration should be less than 180 days.",
                           report=name.replace("_", " "))


def all_parts(parts: Iterable[CallFilter], ask: Callable[[CallFilter], T]) -> list[T]:
    """The answers for all parts, every one asked for before the first wait is raised."""
    answers, waits = [], []
    for part in parts:
        try:
            answers.append(ask(part))
        except StillWaiting as waiting:
            waits.append(waiting)
    if waits:
        raise max(waits, key=lambda waiting: waiting.seconds)
    return answers


@dataclass(frozen=True, slots=True)
class Slice:
    """Some rows of one answer."""

    report: History
    rows: pd.DataFrame


def history_slices(
    question: CallFilter, ask: Callable[[CallFilter, Page | None], History], page: Page | None,
) -> tuple[list[Slice], int]:
    """What a long range is put together from, latest first, and how many calls it has; `ask` answers short ones."""
    parts = [replace(question, window=window) for window in question.window.split()[::-1]]
    if page is None:
        reports = all_parts(parts, lambda part: ask(part, None))
        return [Slice(report, report.rows) for report in reports], sum(report.total_records for report in reports)
    firsts = all_parts(parts, lambda part: ask(part, Page(1, page.size)))
    slices, start = [], page.offset
    for part, first in zip(parts, firsts, strict=True):
        wanted = range(max(0, start), min(first.total_records, start + page.size))
        slices += [Slice(first, first.rows.iloc[:0]), *_slices_of(part, wanted, page.size, ask)]
        start -= first.total_records
    return slices, sum(first.total_records for first in firsts)


def _slices_of(
    part: CallFilter, wanted: range, size: int, ask: Callable[[CallFilter, Page | None], History],
) -> list[Slice]:
    """The wanted rows of one part: a page of the whole may lie across two pages of the part."""
    slices = []
    for number in range(wanted.start // size + 1, (wanted.stop - 1) // size + 2) if wanted else ():
        report, offset = ask(part, Page(number, size)), (number - 1) * size
        slices.append(Slice(report, report.rows.iloc[max(0, wanted.start - offset):wanted.stop - offset]))
    return slices


def history_of(slices: Sequence[Slice], total: int) -> History:
    return History(pd.concat([part.rows for part in slices], ignore_index=True), total,
                   joined(part.report.provenance for part in slices))
