"""The arithmetic of pages and windows."""

from __future__ import annotations

from datetime import datetime
from math import ceil

from callyzer.store.ledger import OpenWindow
from callyzer.store.sync_units import LONGEST_WINDOW

PAGE_SIZE = 100


def is_read(window: OpenWindow) -> bool:
    """Whether every page the total promises has been read."""
    return window.total_records is not None and window.next_page > pages_of(window.total_records)


def pages_of(total_records: int) -> int:
    return max(1, ceil(total_records / PAGE_SIZE))


def next_window_days(days: int, pages: int, wanted: int) -> int:
    """How many days the next window holds, after one of so many days had so many pages; at most twice as many."""
    return max(1, min(2 * days, days * wanted // max(1, pages), LONGEST_WINDOW))


def after_page(window: OpenWindow, total_records: int, rows: int, opened_at: datetime) -> OpenWindow:
    """The window once its next page is read: it told the total, and held so many rows.

    The first page fixes the total, and the moment as of which the window is read. A page that is not full is the last
    one, whatever the total says.
    """
    first = window.next_page == 1
    total = total_records if first or window.total_records is None else window.total_records
    ended = rows < PAGE_SIZE and window.next_page < pages_of(total)
    return OpenWindow(
        window.purpose, window.window, window.by, opened_at if first else window.opened_at,
        next_page=pages_of(total) + 1 if ended else window.next_page + 1, total_records=total)
