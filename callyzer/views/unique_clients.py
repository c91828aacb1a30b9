"""Which clients were reached, how concentrated the calls are, and who is new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from callyzer.figures.concentration import Point, concentration
from callyzer.figures.theme import Theme
from callyzer.model import CallFilter, Provenance, RowOrder, Subset, UniqueClients
from callyzer.model.account import ClientSpread, ReturningClients
from callyzer.source import Source
from callyzer.views import behind, trust, words
from callyzer.views.client_tiles import LABELS, client_spread, tiles
from callyzer.views.clients import named
from callyzer.views.definitions import CONCENTRATION, MEASURES, RETURNING, SMALL_SAMPLE
from callyzer.views.parts import MOST_ROWS, Chart, Column, ColumnKind, Mark, Marks, Note, Plot, RowTable, Tile, Tiles
from callyzer.views.rhythm import EMPTY

__all__ = ["LABELS", "clients", "concentrated", "returning", "tiles"]

_TABLE = (
    ("client", "Client", ColumnKind.TEXT), ("number", "Number", ColumnKind.TEXT),
    ("total_calls", "Calls", ColumnKind.BAR), ("total_outgoing_calls", "Outgoing", ColumnKind.COUNT),
    ("total_incoming_calls", "Incoming", ColumnKind.COUNT), ("total_connected_calls", "Connected", ColumnKind.COUNT),
    ("total_duration", "Talk time", ColumnKind.SECONDS_BAR), ("last_call_log.call_at", "Last call", ColumnKind.INSTANT),
    ("last_call_log.call_type", "Last type", ColumnKind.TEXT), ("last_call_log.emp_name", "Last by", ColumnKind.TEXT),
    ("total_missed_calls", "Missed", ColumnKind.COUNT), ("total_rejected_calls", "Rejected", ColumnKind.COUNT),
    ("total_never_attended_calls", "Never attended", ColumnKind.COUNT),
    ("total_not_pickup_by_clients_calls", "Not picked up", ColumnKind.COUNT),
)
CURVE_POINTS = 200


def clients(source: Source, question: CallFilter, text: str = "", *, everything: bool = False,
            order: RowOrder | None = None) -> RowTable:
    """A row per client, most calls first; with a `text` for those in whose name or number it stands.

    Where all calls are kept here MOST_ROWS are read unless `everything` is asked for, the first ones in this `order`;
    elsewhere all are, and a `text` is not looked for.
    """
    whole = source.whole_account(question)
    if whole is None:
        return _clients(question, source.unique_clients(question), "")
    if everything:  # for a file: too much to be kept afterwards
        return _clients.__wrapped__(question, whole.clients(question, text, None), text)
    report = whole.clients(question, text, MOST_ROWS)
    if order and report.total_records > MOST_ROWS:
        report = whole.clients(question, text, MOST_ROWS, order)
    return _clients(question, report, text)


@lru_cache(maxsize=16)
def _clients(question: CallFilter, report: UniqueClients, text: str) -> RowTable:
    rows = named(report.rows).assign(key=report.rows["last_call_log.id"])
    columns = tuple(
        Column(name, label, kind, MEASURES[name].help if name in MEASURES else "", _largest(rows, name, kind),
               pinned=name == "client", width=150 if name == "client" else None)
        for name, label, kind in _TABLE)
    known = report.total_records or len(rows)
    return RowTable(
        "clients", "Clients", "Who was called, and who called?", rows, columns,
        caption=f"{words.counted(known, 'client')}{' found' if text else ''}.", total_records=known,
        alt=f"A row for each of {words.counted(known, 'client')}.", mark=_mark,
        empty="" if len(rows) or text else EMPTY, waiting=bool(report.provenance.pending_rows),
        notes=trust.notes(question, report.provenance), as_of=report.provenance.as_of,
    )


def _mark(row: Mapping[str, Any], column: str) -> Mark:
    """Behind a measure's cell its calls; behind the others all of the client's."""
    return Mark(str(row["client"]), behind.of_measure(column if column in MEASURES else "total_calls", row,
                                                      client_of=str(row["key"])), str(row["number"]))


def _largest(rows: pd.DataFrame, name: str, kind: ColumnKind) -> float:
    return float(rows[name].max()) if kind in {ColumnKind.BAR, ColumnKind.SECONDS_BAR} and len(rows) else 0.0


def concentrated(source: Source, question: CallFilter, theme: Theme) -> Chart:
    """How many of the calls the busiest clients hold. It needs all clients, so it waits until all rows are there."""
    return _concentrated(question, client_spread(source, question), theme)


@lru_cache(maxsize=16)
def _concentrated(question: CallFilter, spread: ClientSpread, theme: Theme) -> Chart:
    pending = spread.provenance.pending_rows
    held = _Held.of(spread)
    points = _curve(held)
    figure = concentration(points, theme)
    said = " ".join(f"The top {name} of clients hold {words.percent(held.share(share))} of the calls."
                    for name, share in (("10%", 0.1), ("20%", 0.2)) if held.clients)
    waits = f"Comes when all clients are there: {words.counted(pending, 'row')} to go." if pending else ""
    return Chart(
        "concentration", "How concentrated the calls are",
        said if said and not waits else "Do few clients hold most calls?", figure, alt=said or EMPTY,
        data=pd.DataFrame({"Share of clients": [point.clients for point in points],
                           "Share of calls": [point.calls for point in points]}),
        plot=Plot("line", "Share of clients", ("Share of calls",), ("calls",), ("share",)),
        height=int(figure.layout.height), help=CONCENTRATION, empty=waits or ("" if held.clients else EMPTY),
        notes=trust.notes(question, spread.provenance), waiting=bool(pending), as_of=spread.provenance.as_of,
        marks=_top_marks(held, points),
    )


@dataclass(frozen=True, slots=True)
class _Held:
    """How many calls the busiest clients hold: those of so many `places`, in between in equal parts."""

    places: tuple[int, ...]
    calls: tuple[int, ...]

    @classmethod
    def of(cls, spread: ClientSpread) -> _Held:
        clients, each = (spread.rows[name].to_numpy() for name in ("clients", "total_calls"))
        return cls((0, *np.cumsum(clients).tolist()), (0, *np.cumsum(clients * each).tolist()))

    @property
    def clients(self) -> int:
        return self.places[-1]

    def by(self, place: int) -> int:
        """The calls of the busiest clients, so many of them."""
        return round(float(np.interp(place, self.places, self.calls)))

    def share(self, share: float) -> float | None:
        """Of all calls, those of the top `share` of clients."""
        return words.share_of(self.by(first_clients(self.clients, share)), self.calls[-1])


def _top_marks(held: _Held, points: list[Point]) -> Marks:
    """The calls of as many of the busiest clients as a point stands for."""
    return {(point.key,): Mark(f"Top {words.counted(point.key, 'client')}", behind.of(
        words.counted(held.by(point.key), "call"), held.by(point.key),
        Subset(pick="top-clients", within=point.key))) for point in points if point.key}


def first_clients(count: int, share: float) -> int:
    """How many clients the top `share` are, at least one."""
    return max(round(count * share), 1)


def _curve(held: _Held) -> list[Point]:
    count, whole = held.clients, held.calls[-1]
    if not count:
        return []
    marked = {first_clients(count, share): f"{share:.0%}" for share in (0.1, 0.2)} if count >= SMALL_SAMPLE else {}
    places = sorted({round(place) for place in np.linspace(1, count, min(count, CURVE_POINTS))} | set(marked))
    points = [Point(0.0, 0.0, ("No client",), 0)]
    for place in places:
        share = held.by(place) / whole
        lines = (f"{words.counted(place, 'client')} ({words.percent(place / count)})",
                 f"{words.counted(held.by(place), 'call')}, {words.percent(share)} of all")
        label = f"{marked[place]} of clients: {share:.0%} of calls" if place in marked else ""
        points.append(Point(place / count, share, lines, place, label))
    return points


def returning(source: Source, question: CallFilter) -> Tiles:
    """Clients of both ranges, of this one only, and of the previous one only.

    Where their calls are not all kept here, all clients of the whole previous range are asked for too, which costs a
    request per hundred of them.
    """
    previous = question.window.previous()
    whole = source.whole_account(replace(question, window=replace(question.window, start=previous.start)))
    if whole:
        report = whole.returning_clients(question)
        return _returning(question, report, report.provenance)
    now = source.unique_clients(question)
    before = source.unique_clients(replace(question, window=previous))
    return _returning(question, _told_apart(now, before), now.provenance, before.provenance)


@lru_cache(maxsize=16)
def _told_apart(now: UniqueClients, before: UniqueClients) -> ReturningClients:
    current, earlier = _keys(now.rows), set(_keys(before.rows))
    again = np.asarray([key in earlier for key in current], dtype=bool)
    calls = now.rows["total_calls"].to_numpy()
    return ReturningClients(
        both=int(again.sum()), only_now=int((~again).sum()), only_before=len(earlier.difference(current)),
        total_calls=int(calls.sum()), calls_of_both=int(calls[again].sum()), provenance=now.provenance)


@lru_cache(maxsize=16)
def _returning(question: CallFilter, found: ReturningClients, *provenances: Provenance) -> Tiles:
    clients, earlier = found.both + found.only_now, found.both + found.only_before
    window = question.window.previous()
    period, length = words.days(window.first_day, window.last_day), len(window.days)
    tiles = (
        _tile("both", "In both periods", found.both, f"{words.percent(words.share_of(found.both, clients))} of clients,"
              f" {words.percent(words.share_of(found.calls_of_both, found.total_calls))} of calls", RETURNING,
              subset=Subset(pick="called-before", within=length)),
        _tile("now", "Only now", found.only_now,
              f"{words.percent(words.share_of(found.only_now, clients))} of clients",
              f"Clients of this range without a call from {period}.", subset=Subset(pick="not-before", within=length)),
        _tile("before", "Only before", found.only_before, f"of {words.counted(earlier, 'client')} before",
              f"Clients of {period} without a call in this range.",
              subset=Subset(pick="not-after", within=length, **behind.of_days(window))),
    )
    return Tiles(tiles, _partial(question, *provenances),
                 waiting=any(provenance.pending_rows for provenance in provenances), as_of=trust.as_of(*provenances))


def _keys(rows: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(rows["client_country_code"].tolist(), rows["client_number"].tolist(), strict=True))


def _tile(key: str, label: str, value: int, detail: str, meaning: str, *, subset: Subset) -> Tile:
    found = behind.of(words.counted(value, "client"), value, subset)
    return Tile(key, label, words.count(value), meaning, "clients", detail=detail, behind=found[0] if found else None)


def _partial(question: CallFilter, *provenances: Provenance) -> tuple[Note, ...]:
    notes = trust.notes(question, *provenances)
    if any(provenance.pending_rows for provenance in provenances):
        return (*notes, Note("waiting", "A client counts as one of this range only until the other is complete."))
    return notes
