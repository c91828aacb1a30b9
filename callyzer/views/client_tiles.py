"""How many clients there were, how many were reached, and how many of them are new."""

from __future__ import annotations

from functools import lru_cache

from callyzer.model import CallFilter, UniqueClients
from callyzer.model.account import NewClients
from callyzer.source import Source
from callyzer.views import trust, words
from callyzer.views.definitions import MEASURES
from callyzer.views.parts import Note, Tile, Tiles, soon

LABELS = ("Clients", "Reached", "New", "Returning")


def tiles(source: Source, question: CallFilter) -> Tiles:
    """Who is new needs the calls of all time: it is told where somebody at hand holds them."""
    report = source.unique_clients(question)
    whole = source.whole_account(question)
    new = soon(lambda: whole.new_clients(question) if whole else None)
    return Tiles(
        _tiles(report, new.value if _reaches_back(question, new.value) else None),
        (*_known_from(question, new.value), *trust.missing("Without new clients for now", new)),
        waiting=bool(report.provenance.pending_rows), as_of=report.provenance.as_of)


def _reaches_back(question: CallFilter, new: NewClients | None) -> bool:
    """Whether calls are known from before the range: else every client would be new."""
    return new is not None and new.known_from is not None and new.known_from < question.window.first_day


def _known_from(question: CallFilter, new: NewClients | None) -> tuple[Note, ...]:
    if new is None or new.known_from is None:
        return ()
    since = f"{words.day(new.known_from)} {new.known_from.year}"
    if _reaches_back(question, new):
        return (Note("info", f"New: no call before this range, as far back as calls are kept, {since}."),)
    return (Note("info", f"Who is new cannot be told: no call from before {since} is kept."),)


@lru_cache(maxsize=64)
def _tiles(report: UniqueClients, new: NewClients | None) -> tuple[Tile, ...]:
    count = report.total_records or len(report.rows)
    reached, known = int((report.rows["total_connected_calls"] > 0).sum()), not report.provenance.pending_rows
    return (
        _tile("clients", "Clients", words.count(count), MEASURES["total_unique_clients"].help),
        _tile("reached", "Reached", words.count(reached) if known else "",
              "Clients with at least one connected call in the range.", _part(reached, count) if known else ""),
        _of_all("new", "New", new.new_clients if new else None, count,
                "Clients whose first call of all, with anybody in the account, lies in this range."),
        _of_all("returning", "Returning", new.returning_clients if new else None, count,
                "Clients with a call in this range and one before it, however long ago."),
    )


def _of_all(key: str, label: str, count: int | None, whole: int, meaning: str) -> Tile:
    if count is None:
        return _tile(key, label, "–", f"{meaning} It takes the calls of all time to tell.", "not known here yet")
    return _tile(key, label, words.count(count), meaning, _part(count, whole))


def _part(count: int, whole: int) -> str:
    if not whole:
        return ""
    return f"{words.percent(words.share_of(count, whole))} of clients"


def _tile(key: str, label: str, value: str, meaning: str, detail: str = "") -> Tile:
    return Tile(key, label, value, meaning, "clients", detail=detail)
