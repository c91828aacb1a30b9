"""How many clients there were, how many were reached, and how many of them are new."""

from __future__ import annotations

from functools import lru_cache

from callyzer.model import CallFilter, Subset, UniqueClients
from callyzer.model.account import ClientSpread, NewClients
from callyzer.source import Source
from callyzer.views import behind, trust, words
from callyzer.views.definitions import MEASURES
from callyzer.views.parts import Amount, Tile, Tiles, soon

LABELS = ("Clients", "Reached", "New", "Returning")


def tiles(source: Source, question: CallFilter) -> Tiles:
    """Who is new needs the calls of all time: it is told where somebody at hand holds them."""
    spread = client_spread(source, question)
    whole = source.whole_account(question)
    new = soon(lambda: whole.new_clients(question) if whole else None)
    return Tiles(_tiles(question, spread, new.value), trust.missing("Without new clients for now", new),
                 waiting=bool(spread.provenance.pending_rows), as_of=spread.provenance.as_of)


def client_spread(source: Source, question: CallFilter) -> ClientSpread:
    """Counted where all calls are kept; else out of all clients, of whom some may still be to come."""
    whole = source.whole_account(question)
    return whole.client_spread(question) if whole else _spread(source.unique_clients(question))


@lru_cache(maxsize=16)
def _spread(report: UniqueClients) -> ClientSpread:
    reached = report.rows["total_connected_calls"] > 0
    counted = reached.groupby(report.rows["total_calls"]).agg(clients="size", reached_clients="sum")
    rows = counted.sort_index(ascending=False).reset_index()
    return ClientSpread(rows, report.total_records or len(report.rows), report.provenance)


@lru_cache(maxsize=64)
def _tiles(question: CallFilter, spread: ClientSpread, new: NewClients | None) -> tuple[Tile, ...]:
    count, reached, known = spread.total_records, spread.reached_clients, not spread.provenance.pending_rows
    return (
        _tile("clients", "Clients", words.count(count), MEASURES["total_unique_clients"].help,
              calls=count, subset=Subset(pick="clients")),
        _tile("reached", "Reached", words.count(reached) if known else "",
              "Clients with at least one connected call in the range.", _part(reached, count) if known else "",
              calls=reached if known else 0, subset=Subset(pick="clients", connected=True)),
        *_new_and_returning(question, count, new),
    )


def _new_and_returning(question: CallFilter, count: int, new: NewClients | None) -> tuple[Tile, Tile]:
    since, counts = new.known_from if new else None, (0, 0)
    if new is None or since is None:
        first, again, why, part = "–", "–", "It takes the calls of all time to tell.", ("not known here yet",) * 2
    elif since >= question.window.first_day:  # every client would be new
        first, again, why = "–", "–", f"Calls are kept from {words.days(since, since)} on only."
        part = ("no older calls are kept",) * 2
    else:
        counts = new.new_clients, new.returning_clients
        first, again = map(words.count, counts)
        day = words.days(since, since)
        why = f"Calls are kept from {day} on; who called before that only counts as new."
        part = (f"{words.percent(words.share_of(new.new_clients, count))}, known since {day}",
                _part(new.returning_clients, count))
    return (
        _tile("new", "New", first, f"Clients whose first call of all, with anybody in the account, lies in this range."
              f" {why}", part[0], calls=counts[0], subset=Subset(pick="new-clients")),
        _tile("returning", "Returning", again, f"Clients with a call in this range and one before it, however long ago."
              f" {why}", part[1], calls=counts[1], subset=Subset(pick="known-clients")))


def _part(count: int, whole: int) -> str:
    if not whole:
        return ""
    return f"{words.percent(words.share_of(count, whole))} of clients"


def _tile(key: str, label: str, value: str, meaning: str, detail: str = "", *, calls: int, subset: Subset) -> Tile:
    found = behind.of(words.counted(calls, "client"), calls, subset)
    return Tile(key, label, value, meaning, "clients", detail=detail, behind=found[0] if found else None,
                amount=Amount(calls) if value not in {"", "–"} else None)
