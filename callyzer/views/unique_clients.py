"""Which clients were reached, how concentrated the calls are, and who is new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from callyzer.figures.concentration import Point, concentration
from callyzer.figures.theme import Theme
from callyzer.model import CallFilter, Provenance, Subset, UniqueClients
from callyzer.source import Source
from callyzer.views import behind, trust, words
from callyzer.views.client_tiles import LABELS, tiles
from callyzer.views.clients import named
from callyzer.views.definitions import CONCENTRATION, MEASURES, RETURNING, SMALL_SAMPLE
from callyzer.views.parts import Chart, Column, ColumnKind, Mark, Marks, Note, RowTable, Tile, Tiles
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


def clients(source: Source, question: CallFilter) -> RowTable:
    """A row per client, most calls first."""
    report = source.unique_clients(question)
    return _clients(question, report)


@lru_cache(maxsize=16)
def _clients(question: CallFilter, report: UniqueClients) -> RowTable:
    rows = named(report.rows).assign(key=report.rows["last_call_log.id"])
    columns = tuple(
        Column(name, label, kind, MEASURES[name].help if name in MEASURES else "", _largest(rows, name, kind),
               pinned=name == "client", width=150 if name == "client" else None)
        for name, label, kind in _TABLE)
    known = report.total_records or len(rows)
    return RowTable(
        "clients", "Clients", "Who was called, and who called?", rows, columns,
        caption=f"{words.counted(known, 'client')}.",
        alt=f"A row for each of {words.counted(known, 'client')}.", mark=_mark,
        empty="" if len(rows) else EMPTY, waiting=bool(report.provenance.pending_rows),
        notes=trust.notes(question, report.provenance), as_of=report.provenance.as_of,
    )


def _mark(row: Mapping[str, Any], column: str) -> Mark:
    """Behind a measure's cell its calls; behind the others all of the client's."""
    return Mark(str(row["client"]), behind.of_measure(column if column in MEASURES else "total_calls", row,
                                                      client_of=str(row["key"])))


def _largest(rows: pd.DataFrame, name: str, kind: ColumnKind) -> float:
    return float(rows[name].max()) if kind in {ColumnKind.BAR, ColumnKind.SECONDS_BAR} and len(rows) else 0.0


def concentrated(source: Source, question: CallFilter, theme: Theme) -> Chart:
    """How many of the calls the busiest clients hold. It needs all clients, so it waits until all rows are there."""
    report = source.unique_clients(question)
    return _concentrated(question, report, theme)


@lru_cache(maxsize=16)
def _concentrated(question: CallFilter, report: UniqueClients, theme: Theme) -> Chart:
    pending = report.provenance.pending_rows
    calls = np.sort(report.rows["total_calls"].to_numpy())[::-1]
    points = _curve(calls)
    figure = concentration(points, theme)
    said = " ".join(f"The top {name} of clients hold {words.percent(_held(calls, share))} of the calls."
                    for name, share in (("10%", 0.1), ("20%", 0.2)) if len(calls))
    waits = f"Comes when all clients are there: {words.counted(pending, 'row')} to go." if pending else ""
    return Chart(
        "concentration", "How concentrated the calls are",
        said if said and not waits else "Do few clients hold most calls?", figure, alt=said or EMPTY,
        data=pd.DataFrame({"Share of clients": [point.clients for point in points],
                           "Share of calls": [point.calls for point in points]}),
        height=int(figure.layout.height), help=CONCENTRATION, empty=waits or ("" if len(calls) else EMPTY),
        notes=trust.notes(question, report.provenance), waiting=bool(pending), as_of=report.provenance.as_of,
        marks=_top_marks(calls, points),
    )


def _top_marks(calls: np.ndarray[tuple[int], np.dtype[np.int64]], points: list[Point]) -> Marks:
    """The calls of as many of the busiest clients as a point stands for."""
    held = np.cumsum(calls)
    return {(point.key,): Mark(f"Top {words.counted(point.key, 'client')}", behind.of(
        words.counted(int(held[point.key - 1]), "call"), held[point.key - 1],
        Subset(pick="top-clients", within=point.key))) for point in points if point.key}


def first_clients(count: int, share: float) -> int:
    """How many clients the top `share` are, at least one."""
    return max(round(count * share), 1)


def _held(calls: np.ndarray[tuple[int], np.dtype[np.int64]], share: float) -> float | None:
    return words.share_of(int(calls[:first_clients(len(calls), share)].sum()), int(calls.sum()))


def _curve(calls: np.ndarray[tuple[int], np.dtype[np.int64]]) -> list[Point]:
    count, whole = len(calls), int(calls.sum())
    if not count:
        return []
    held = np.cumsum(calls)
    marked = {first_clients(count, share): f"{share:.0%}" for share in (0.1, 0.2)} if count >= SMALL_SAMPLE else {}
    places = sorted({round(place) for place in np.linspace(1, count, min(count, CURVE_POINTS))} | set(marked))
    points = [Point(0.0, 0.0, ("No client",), 0)]
    for place in places:
        share = float(held[place - 1]) / whole
        lines = (f"{words.counted(place, 'client')} ({words.percent(place / count)})",
                 f"{words.counted(int(held[place - 1]), 'call')}, {words.percent(share)} of all")
        label = f"{marked[place]} of clients: {share:.0%} of calls" if place in marked else ""
        points.append(Point(place / count, share, lines, place, label))
    return points


def returning(source: Source, question: CallFilter) -> Tiles:
    """Clients of both ranges, of this one only, and of the previous one only.

    It asks for all clients of the whole previous range too, which costs a request per hundred of them.
    """
    now = source.unique_clients(question)
    before = source.unique_clients(replace(question, window=question.window.previous()))
    return _returning(question, now, before)


@lru_cache(maxsize=16)
def _returning(question: CallFilter, now: UniqueClients, before: UniqueClients) -> Tiles:
    current, earlier = _keys(now.rows), _keys(before.rows)
    known = set(earlier)
    known_again = np.asarray([key in known for key in current], dtype=bool)
    back, gone = int(known_again.sum()), len(known.difference(current))
    calls = int(now.rows["total_calls"].to_numpy()[known_again].sum())
    window = question.window.previous()
    period, length = words.days(window.first_day, window.last_day), len(window.days)
    tiles = (
        _tile("both", "In both periods", back, f"{words.percent(words.share_of(back, len(current)))} of clients,"
              f" {words.percent(words.share_of(calls, int(now.rows['total_calls'].sum())))} of calls", RETURNING,
              subset=Subset(pick="called-before", within=length)),
        _tile("now", "Only now", len(current) - back,
              f"{words.percent(words.share_of(len(current) - back, len(current)))} of clients",
              f"Clients of this range without a call from {period}.", subset=Subset(pick="not-before", within=length)),
        _tile("before", "Only before", gone, f"of {words.counted(len(earlier), 'client')} before",
              f"Clients of {period} without a call in this range.",
              subset=Subset(pick="not-after", within=length, **behind.of_days(window))),
    )
    return Tiles(tiles, _partial(question, now.provenance, before.provenance),
                 waiting=bool(now.provenance.pending_rows or before.provenance.pending_rows),
                 as_of=trust.as_of(now.provenance, before.provenance))


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
