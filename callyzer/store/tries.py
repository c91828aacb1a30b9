"""Whom we dialled and never reached, and what tries come to: callyzer.model.account.NotPickedUp and TryRates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from callyzer.model import CallFilter, rows, start_of_day
from callyzer.model.account import (
    KNOWN_DAYS,
    LOOK_BACK_DAYS,
    MOST_PAIRS,
    MOST_TRIES,
    PAUSES,
    NotPickedUp,
    Table,
    TryRates,
)
from callyzer.store.frames import row_set
from callyzer.store.matching import CallMatching, matching_calls
from callyzer.store.reading import Reading
from callyzer.store.waits import changes
from callyzer.store.whole_account import beside_anyone, numbered_slots

_CLIENT, _SECOND, _SLOT = 40, 8, 31
_TALKED, _NO_TRY, _NOT_ASKED = 128, 64, 32
"""Where the client and the second of a packed call begin, and the bits of its slot and of what it is: try_calls.sql."""

_CELLS = (MOST_TRIES + 1, len(PAUSES) + 1, _SLOT + 1)
"""The table of counts: number, pause and slot."""

_TOTALS = ("total_records", "total_clients", "total_attempts", "tried_once")


def try_rates(reading: Reading, question: CallFilter) -> TryRates:
    matching = beside_anyone(reading, question, timedelta(days=LOOK_BACK_DAYS))
    labels, first = numbered_slots(matching, question)
    packed = reading.report("try_calls", matching)["packed"].to_numpy("int64")
    counted = numbered(packed)
    told = counted.assign(
        slot=[labels[place - 1 - first] for place in counted["slot"]],
        pause=pd.array([PAUSES[place] if place < len(PAUSES) else pd.NA for place in counted["pause"]], dtype="Int64"))
    return TryRates(row_set(told, rows.TRY_RATES, reading.zone), reading.provenance)


def numbered(packed: Table, at_once: int = 1_000_000) -> pd.DataFrame:
    """The tries asked for and how many of them connected, by number, pause (the position in PAUSES, one more for longer
    ones and for first tries) and slot. `packed` are the rows of try_calls.sql, in any order.

    In arrays and not in SQL: a database sorts windows of ten million calls ten times slower.
    """
    packed = np.sort(packed)
    tries, hits = np.zeros(_CELLS, dtype=np.int64), np.zeros(_CELLS, dtype=np.int64)
    for part in _parts(packed, at_once):
        asked, talked, cells = _cells(part)
        tries += np.bincount(cells[asked], minlength=tries.size).reshape(_CELLS)
        hits += np.bincount(cells[asked & talked], minlength=hits.size).reshape(_CELLS)
    number, pause, slot = tries.nonzero()
    return pd.DataFrame({
        "number": number, "pause": pause, "slot": slot, "total_outgoing_calls": tries[tries > 0],
        "total_outgoing_connected_calls": hits[tries > 0]})


def _parts(packed: Table, at_once: int) -> Iterator[Table]:
    """Whole clients, about so many calls at a time: the arrays beside all calls would hold hundreds of MB."""
    start = 0
    while start < len(packed):
        end = len(packed)
        if start + at_once < end:
            end = int(np.searchsorted(packed, ((packed[start + at_once] >> _CLIENT) + 1) << _CLIENT))
        yield packed[start:end]
        start = end


def _cells(packed: Table) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_], Table]:
    """Of every call whether it is a try asked for, whether it is a talk, and its place in the table of counts."""
    client, seconds = packed >> _CLIENT, (packed & ((1 << _CLIENT) - 1)) >> _SECOND
    talked = packed & _TALKED > 0
    begins = changes(client)  # nobody has tried the client since it was last talked to
    begins[1:] |= talked[:-1]
    place = np.arange(len(packed))
    number = np.minimum(place - np.maximum.accumulate(np.where(begins, place, 0)) + 1, MOST_TRIES)
    paused = np.searchsorted(PAUSES, np.where(begins, PAUSES[-1] + 1, np.diff(seconds, prepend=0)))
    cells: Table = np.ravel_multi_index((number, paused, packed & _SLOT), _CELLS)
    return packed & (_NO_TRY | _NOT_ASKED) == 0, talked, cells


def not_picked_up(reading: Reading, question: CallFilter) -> NotPickedUp:
    matching = matching_calls(reading.connection, question, "not_pickup_by_client")
    labels, first = numbered_slots(matching, question)
    known_since = _known_since(question)
    matching.parameters.update(limit=MOST_PAIRS)
    pairs = reading.report("not_picked_up", matching)
    history = _history(reading, matching, question, known_since, pairs["client_key"].unique().tolist())
    history["slot"] -= first
    shape = (len(pairs), len(labels))
    by_pair = _placed(pairs, history, ["employee_key", "client_key"])
    by_client = _placed(pairs, history, ["client_key"])
    told = _told(reading, pairs, by_pair, by_client)
    totals = {name: int(pairs[name].iloc[0]) if len(pairs) else 0 for name in _TOTALS}
    return NotPickedUp(
        row_set(told, rows.NOT_PICKED_UP, reading.zone), attempts=_table(by_pair, "attempts", shape),
        tries=_table(by_client, "tries", shape), hits=_table(by_client, "hits", shape), **totals,
        known_since=known_since, provenance=reading.provenance)


def _known_since(question: CallFilter) -> date:
    window = question.window
    return min(window.first_day, window.last_day - timedelta(days=KNOWN_DAYS - 1))


def _history(reading: Reading, matching: CallMatching, question: CallFilter, since: date,
             clients: Sequence[int]) -> pd.DataFrame:
    """The rows of tries_of_clients.sql. A call that was synchronised in the window may be as old as can be."""
    begin = start_of_day(since, question.window.zone) if question.by == "call" else None
    matching.parameters.update(since=int(begin.timestamp()) if begin else 0, clients=list(clients))
    return reading.report("tries_of_clients", matching)


def _placed(pairs: pd.DataFrame, history: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """The rows of the history with the `line` of the pair they belong to; one for each where they belong to several."""
    return pairs[keys].assign(line=range(len(pairs))).merge(history, on=keys)


def _table(placed: pd.DataFrame, name: str, shape: tuple[int, int]) -> Table:
    cells = placed["line"].to_numpy("int64") * shape[1] + placed["slot"].to_numpy("int64")
    summed = np.zeros(shape[0] * shape[1], dtype=np.int64)
    np.add.at(summed, cells, placed[name].to_numpy("int64"))
    return summed.reshape(shape)


def _told(reading: Reading, pairs: pd.DataFrame, by_pair: pd.DataFrame, by_client: pd.DataFrame) -> pd.DataFrame:
    """The pairs with what their clients' calls tell."""
    lines = range(len(pairs))
    talked = by_client[by_client["last_talk_at"].notna()].sort_values(["last_talk_at", "employee_key"])
    last = talked.groupby("line").last().reindex(lines)
    owners = reading.labels({"owner.": last.get("employee_key", pd.Series(index=lines, dtype="Int64"))})
    return pairs.assign(
        last_attempt_at=by_pair.groupby("line")["last_attempt_at"].max().reindex(lines),
        since_talk=by_client.groupby("line")["since_talk"].sum().reindex(lines, fill_value=0),
        last_talk_at=last["last_talk_at"], **owners)
