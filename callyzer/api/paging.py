"""Reports that come in pages, put together.

Rows move while pages are read: a client who calls moves up, a new call pushes the others down. So rows are taken once
by their identity, the newest page tells how many there are, and pages that told another number are read once more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count
from typing import Any, Generic, Protocol, TypeVar

import pandas as pd

from callyzer.api.cache import PAGE_SIZE, PER_PAGE, Inquiry, pages_of
from callyzer.api.derive import joined
from callyzer.api.desk import Desk, Who
from callyzer.api.line import Ticket
from callyzer.errors import CallyzerError, StillWaiting
from callyzer.model import NeverAttended, NotPickupByClient, Page, Provenance

EMP = ["emp_country_code", "emp_number"]
CLIENT = ["client_country_code", "client_number"]
IDENTITY: Mapping[str, list[str]] = {
    "employee_summary": EMP, "get_employees": EMP, "unique_clients": CLIENT, "history": ["id"], "get_leads": ["id"],
    "never_attended": [*EMP, *CLIENT], "not_pickup_by_client": [*EMP, *CLIENT],
}
"""The columns by which a row of each report is known."""

ONE_READING = timedelta(seconds=20)
"""Pages that differ in age by less, and PER_PAGE, belong together: their totals are no reason to read them again."""
ASKED_AHEAD = 3
"""Pages asked for while one is waited for, so that slow answers leave no slot unused."""


class Rows(Protocol):
    @property
    def rows(self) -> pd.DataFrame: ...
    @property
    def total_records(self) -> int: ...
    @property
    def provenance(self) -> Provenance: ...


R = TypeVar("R", bound=Rows)
Pages = Callable[[Page], Inquiry[R]]


@dataclass(slots=True)
class Gathered(Generic[R]):
    """The pages that are there, by number; the waits for those that are not; why one could not be had."""

    pages: dict[int, R]
    waiting: list[StillWaiting] = field(default_factory=list)
    problem: str = ""
    refreshing: bool = False

    @property
    def newest(self) -> R:
        return max(sorted(self.pages.items(), reverse=True), key=lambda page: page[1].provenance.as_of)[1]

    @property
    def last_page(self) -> int:
        return pages_of(self.newest.total_records)

    @property
    def from_another_reading(self) -> list[int]:
        """Pages that told another number of rows than the newest one."""
        total = self.newest.total_records
        return [number for number, page in self.pages.items() if page.total_records != total]


def gather(desk: Desk, pages: Pages[R], who: Who) -> R:
    """All rows, or what is there of them where `who` does not wait for ever and page 1 has come."""
    first = pages(Page(1))
    found = Gathered({1: desk.answer(first, who)})
    if found.last_page == 1:
        return found.pages[1]
    (_read_all if who.patience is None else _read_known)(desk, pages, who, found)
    rests_on = (*found.pages.items(), len(found.waiting), found.problem, found.refreshing)
    return desk.combined(first.key, rests_on, lambda: _together(first.name, found))


def gather_uncounted(desk: Desk, pages: Pages[R], who: Who) -> R:
    """All rows of a report that does not tell how many there are: a page that is full means one more request."""
    found = [desk.answer(pages(Page(1)), who)]
    while len(found[-1].rows) >= PAGE_SIZE:
        found.append(desk.answer(pages(Page(len(found) + 1)), who))
    if len(found) == 1:
        return found[0]
    first = pages(Page(1))
    gathered = Gathered(dict(enumerate(found, 1)))
    return desk.combined(first.key, tuple(found), lambda: _together(first.name, gathered))


def each_page(desk: Desk, pages: Pages[R], who: Who) -> Iterator[R]:
    """Page by page, each with the rows that no earlier page had, until one is not full."""
    reader = _Reader(desk, pages, who)
    seen: set[tuple[Any, ...]] = set()
    last = 1
    for number in count(1):
        page = reader.read(number, max(last, number))
        last = pages_of(page.total_records)
        keys = [tuple(row) for row in page.rows[IDENTITY[pages(Page(1)).name]].to_numpy()]
        new = [key not in seen for key in keys]
        seen.update(keys)
        yield page if all(new) else _changed(page, rows=page.rows[new].reset_index(drop=True))
        if len(keys) < PAGE_SIZE:
            return


class _Reader(Generic[R]):
    """Reads pages in order for one who waits for each, and asks for a few ahead, so that no slot passes unused."""

    def __init__(self, desk: Desk, pages: Pages[R], who: Who) -> None:
        self._desk, self._pages, self._who = desk, pages, who
        self._asked: dict[int, Ticket | None] = {}

    def read(self, number: int, last: int) -> R:
        """A page; `last` is the last one as far as is known."""
        for soon in range(number, min(number + ASKED_AHEAD, last) + 1):
            if soon not in self._asked:
                self._asked[soon] = self._desk.ask_ahead(self._pages(Page(soon)), self._who)
        return self._desk.answer_to(self._asked.pop(number), self._pages(Page(number)), self._who)


def _read_all(desk: Desk, pages: Pages[R], who: Who, found: Gathered[R]) -> None:
    """Wait for every page, and once more for those of another reading."""
    reader = _Reader(desk, pages, who)
    number = 2
    while number <= found.last_page:
        found.pages[number] = reader.read(number, found.last_page)
        if found.pages[number].rows.empty:
            break  # there are fewer by now
        number += 1
    for number in found.from_another_reading:
        found.pages[number] = desk.newer(pages(Page(number)), who)


def _read_known(desk: Desk, pages: Pages[R], who: Who, found: Gathered[R]) -> None:
    """Take the pages that are known and ask for the others, behind what somebody looks at."""
    for number in range(2, found.last_page + 1):
        try:
            found.pages[number] = desk.answer(pages(Page(number)), who.behind())
        except StillWaiting as waiting:
            found.waiting.append(waiting)
        except CallyzerError as error:
            found.problem = error.sentence
            break
    for number in found.from_another_reading:
        age = found.newest.provenance.as_of - found.pages[number].provenance.as_of
        if age > ONE_READING + found.last_page * PER_PAGE:
            found.refreshing |= desk.refresh(pages(Page(number)), who)


def _together(name: str, found: Gathered[R]) -> R:
    pages = [page for _, page in sorted(found.pages.items())]
    rows = _once([page.rows for page in pages], IDENTITY[name])
    missing = max(0, found.newest.total_records - len(rows)) if found.waiting or found.problem else 0
    provenance = replace(
        joined(page.provenance for page in pages), pending_rows=missing,
        pending_seconds=max((waiting.seconds for waiting in found.waiting), default=0.0))
    if found.problem:
        provenance = replace(provenance, problem=found.problem)
    if found.refreshing:
        provenance = replace(provenance, refreshing=True)
    parts: dict[str, Any] = {"rows": rows, "total_records": len(rows) + missing, "provenance": provenance}
    if isinstance(pages[0], (NeverAttended, NotPickupByClient)):
        logs = [page.call_logs for page in pages if isinstance(page, (NeverAttended, NotPickupByClient))]
        parts["call_logs"] = _once(logs, ["id", *EMP, *CLIENT])
    return _changed(pages[0], **parts)


def _once(frames: Iterable[pd.DataFrame], identity: list[str]) -> pd.DataFrame:
    together = pd.concat(list(frames), ignore_index=True)
    return together.drop_duplicates(identity, ignore_index=True)


def _changed(report: R, **changes: Any) -> R:
    return replace(report, **changes)  # type: ignore[type-var]  # every report is a dataclass
