"""Ranges of 180 days and more: asked in parts where the parts add up exactly, refused with the reason where not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

import pandas as pd

from callyzer.api.derive import joined
from callyzer.errors import RangeTooLong, StillWaiting
from callyzer.model import CallFilter, History, Page, Window

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


def all_parts(windows: Iterable[Window], ask: Callable[[Window], T]) -> list[T]:
    """The answers for all windows, every one asked for before the first wait is raised."""
    answers, waits = [], []
    for window in windows:
        try:
            answers.append(ask(window))
        except StillWaiting as waiting:
            waits.append(waiting)
    if waits:
        raise max(waits, key=lambda waiting: waiting.seconds)
    return answers


def history(question: CallFilter, ask: Callable[[CallFilter, Page | None], History], page: Page | None) -> History:
    """`ask` answers ranges under 180 days. Latest first, as one range would be."""
    windows = question.window.split()[::-1]
    if page is None:
        parts = all_parts(windows, lambda window: ask(replace(question, window=window), None))
        return _together([(part, part.rows) for part in parts])
    first_pages = all_parts(windows, lambda window: ask(replace(question, window=window), Page(1, page.size)))
    slices, start = [], page.offset
    for window, first in zip(windows, first_pages, strict=True):
        wanted = range(max(0, start), min(first.total_records, start + page.size))
        start -= first.total_records
        slices.append((first, first.rows.iloc[:0]))
        slices += _pages_with(wanted, page.size, replace(question, window=window), ask)
    return replace(_together(slices), total_records=sum(first.total_records for first in first_pages))


def _pages_with(
    wanted: range, size: int, question: CallFilter, ask: Callable[[CallFilter, Page | None], History],
) -> list[tuple[History, pd.DataFrame]]:
    """The wanted rows of one part, each with the page it stands on; a page of the whole may touch two of the part."""
    found = []
    for number in range(wanted.start // size + 1, (wanted.stop - 1) // size + 2) if wanted else ():
        page, offset = ask(question, Page(number, size)), (number - 1) * size
        rows = page.rows.iloc[max(0, wanted.start - offset):wanted.stop - offset]
        found.append((page, rows))
    return found


def _together(parts: Sequence[tuple[History, pd.DataFrame]]) -> History:
    return History(
        pd.concat([rows for _, rows in parts], ignore_index=True),
        sum(part.total_records for part, _ in parts),
        joined(part.provenance for part, _ in parts))
