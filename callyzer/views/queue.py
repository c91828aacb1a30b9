"""Who waits for what, and what the answers cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Protocol

import pandas as pd

from callyzer.views import words
from callyzer.views.parts import Column, ColumnKind, Note, RowTable, Tile, Tiles

__all__ = ["LABELS", "Standing", "tiles", "waiting"]

LABELS = ("Requests sent", "From the cache", "Waiting", "Sent again", "Failed")
FOR: Mapping[str, str] = {
    "CLICK": "A click", "FIRST_PAINT": "A page", "REFRESH": "Newer figures", "SYNC": "New calls",
    "PREFETCH": "Looking ahead", "BACKFILL": "Days gone by",
}
"""For whom a request is sent, by the name of its class, the most urgent first."""


class Waiting(Protocol):
    """A question in the queue; `seconds` until it is answered, `viewers` by the names they ask under."""

    @property
    def name(self) -> str: ...
    @property
    def priority(self) -> IntEnum: ...
    @property
    def viewers(self) -> Sequence[str]: ...
    @property
    def ahead(self) -> int: ...
    @property
    def seconds(self) -> float: ...
    @property
    def in_flight(self) -> bool: ...


class Counts(Protocol):
    """Since the start."""

    @property
    def sent(self) -> int: ...
    @property
    def retried(self) -> int: ...
    @property
    def refused(self) -> int: ...
    @property
    def joined(self) -> int: ...
    @property
    def failed(self) -> int: ...


class Standing(Protocol):
    """How the queue and the cache stand."""

    @property
    def waiting(self) -> Sequence[Waiting]: ...
    @property
    def counts(self) -> Counts: ...
    @property
    def hits(self) -> int: ...
    @property
    def misses(self) -> int: ...
    @property
    def problem(self) -> str: ...


def tiles(standing: Standing) -> Tiles:
    """What was sent, what was known already, who waits, what went wrong; since the dashboard was started."""
    counts, asked = standing.counts, standing.hits + standing.misses
    return Tiles((
        Tile("sent", LABELS[0], words.count(counts.sent), "Each takes one of the account's slots.", "calls",
             detail=f"{words.counted(counts.joined, 'question')} shared one"),
        Tile("cache", LABELS[1], words.percent(words.share_of(standing.hits, asked)),
             "Questions of the pages to Callyzer that were answered without a request. What the call store answers is"
             " not counted here.", "calls",
             detail=f"{words.count(standing.hits)} of {words.counted(asked, 'question')}"),
        Tile("waiting", LABELS[2], words.count(len(standing.waiting)), "Questions that wait for a slot.", "calls",
             detail=_last(standing.waiting)),
        Tile("retried", LABELS[3], words.count(counts.retried),
             "Requests repeated after a fault that passes, or because the limit was reached.", "calls",
             detail=f"{words.count(counts.refused)} over the limit"),
        Tile("failed", LABELS[4], words.count(counts.failed), "Questions that had no answer in the end.", "calls"),
    ), (Note("warning", standing.problem),) if standing.problem else ())


def _last(waiting: Sequence[Waiting]) -> str:
    return f"the last for about {words.duration(max(each.seconds for each in waiting))}" if waiting else ""


def waiting(standing: Standing) -> RowTable:
    """A row per question in the queue, in the order in which they are served."""
    line = sorted(standing.waiting, key=lambda each: (not each.in_flight, each.ahead, each.seconds))
    frame = pd.DataFrame({
        "what": pd.Series([each.name.replace("_", " ") for each in line], dtype="str"),
        "purpose": pd.Series([FOR[each.priority.name] for each in line], dtype="str"),
        "viewers": pd.Series([len(each.viewers) for each in line], dtype="int64"),
        "state": pd.Series([_place(each) for each in line], dtype="str"),
        "seconds": pd.Series([round(each.seconds) for each in line], dtype="int64")})
    columns = (Column("what", "Question", ColumnKind.TEXT), Column("purpose", "For", ColumnKind.TEXT),
               Column("viewers", "Who share it", ColumnKind.COUNT), Column("state", "Place", ColumnKind.TEXT),
               Column("seconds", "Answered in", ColumnKind.SECONDS))
    return RowTable(
        "queue", "Queue", "Who waits for what?", frame, columns,
        alt="A row for each question that waits.", empty="" if line else "Nobody waits.")


def _place(waiting: Waiting) -> str:
    if waiting.in_flight:
        return "Being answered"
    return f"{words.count(waiting.ahead)} before it" if waiting.ahead else "Next"
