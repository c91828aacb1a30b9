"""Lists that are read as a whole, a page at a time: employees and leads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import pandas as pd

from callyzer.model import Page
from callyzer.store.sync_pages import pages_of


class Listed(Protocol):
    @property
    def rows(self) -> pd.DataFrame: ...
    @property
    def total_records(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Everything:
    """All rows. `is_whole`: they are as many as were promised, and the promise did not change on the way."""

    rows: pd.DataFrame
    is_whole: bool


class Listing:
    """`ask` gives a page of the list."""

    def __init__(self, ask: Callable[[Page], Listed]) -> None:
        self._ask = ask
        self._pages: list[Listed] = []

    def next_page(self) -> Everything | None:
        """Reads one page; with the last one, all of them."""
        self._pages.append(self._ask(Page(len(self._pages) + 1)))
        last = self._pages[-1]
        if len(self._pages) < pages_of(last.total_records) and len(last.rows):
            return None
        pages, self._pages = self._pages, []
        rows = pd.concat([page.rows for page in pages], ignore_index=True)
        return Everything(rows, {page.total_records for page in pages} == {len(rows)})

    def forget(self) -> None:
        """Begin again with page 1."""
        self._pages = []
