"""What the synchronisation is doing, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from callyzer.store.ledger import OpenWindow
from callyzer.store.sync_pages import pages_of
from callyzer.store.sync_units import (
    DELTA,
    Audit,
    Begin,
    CloseWindow,
    CompareExclusions,
    ReadEmployees,
    ReadLeads,
    ReadPage,
    Rest,
    Unit,
)

_OTHERS = {
    Begin: "Beginning",
    ReadEmployees: "Reading employees and their phones",
    ReadLeads: "Reading leads",
    CompareExclusions: "Learning which numbers the account excludes",
    Rest: "Everything is there",
}


def in_words(unit: Unit) -> str:
    """A sentence about a unit of work, without its full stop."""
    match unit:
        case ReadPage(window) | CloseWindow(window):
            return f"{_window(window)}{_page(window)}"
        case Audit(days):
            return f"Comparing {span(days)} with Callyzer's own count"
        case _:
            return _OTHERS[type(unit)]


def _window(window: OpenWindow) -> str:
    return "Reading what is new" if window.purpose == DELTA else f"Reading {span(window.window.days)}"


def _page(window: OpenWindow) -> str:
    if window.total_records is None:
        return ""
    pages = pages_of(window.total_records)
    return f", page {min(window.next_page, pages)} of {pages}"


def span(days: Sequence[date]) -> str:
    """ "20 Nov 2026", "18 Nov to 20 Nov 2026" or "20 Dec 2025 to 3 Jan 2026"."""
    first, last = min(days), max(days)
    if first == last:
        return _day(last)
    return f"{first.day} {first:%b} to {_day(last)}" if first.year == last.year else f"{_day(first)} to {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
