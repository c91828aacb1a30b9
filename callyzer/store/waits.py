"""How long clients wait until somebody calls them back: callyzer.model.account.TimeToCallBack."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from callyzer.model import CallFilter, rows
from callyzer.model.account import CALLED_BACK_WITHIN, Table, TimeToCallBack
from callyzer.store.arithmetic import half_up
from callyzer.store.frames import row_set
from callyzer.store.reading import Reading
from callyzer.store.whole_account import beside_anyone, numbered_slots

_SECONDS = 32
"""The bits of a second: a client and a second make one number, by which calls are sorted."""


def time_to_call_back(reading: Reading, question: CallFilter) -> TimeToCallBack:
    matching = beside_anyone(reading, question)
    labels, first = numbered_slots(matching, question)
    unanswered = reading.report("unanswered_calls", matching)
    people = reading.people()
    places = people.index.get_indexer(pd.Index(unanswered["employee_key"]))  # whose number is lower comes first
    waits = waited(_moments(reading.report("talks", matching)), unanswered.assign(place=places))
    ended = np.sort(waits["seconds"].dropna().to_numpy("int64"))
    counted = _counted(waits)
    told = counted.assign(
        **people.iloc[counted["place"]].set_index(counted.index),
        slot=[labels[place - first] for place in counted["slot"]])
    return TimeToCallBack(
        waits=len(waits), called_back=len(ended), avg_seconds=half_up(int(ended.sum()), len(ended)),
        median_seconds=int(ended[(len(ended) - 1) // 2]) if len(ended) else 0,
        rows=row_set(told, rows.CALL_BACK_TIMES, reading.zone), provenance=reading.provenance)


def waited(talks: Table, unanswered: pd.DataFrame) -> pd.DataFrame:
    """A row per wait that is asked for, as picks/waits.sql tells it: `seconds` until the next talk, missing while it
    goes on, and the `place` and `slot` of its first call that is asked for.

    `talks` are moments, in any order; `unanswered` has client_key, call_at, place, slot and asked. In arrays and not
    in SQL: a database sorts windows of ten million calls several times slower.
    """
    talks = np.sort(talks)
    moments = _moments(unanswered)
    order = np.argsort(moments)
    moments, asked = moments[order], unanswered["asked"].to_numpy("bool")[order]
    ends = np.searchsorted(talks, moments, side="right")  # the next talk of the client, or of a later one
    clients = moments >> _SECONDS
    begins = changes(clients) | changes(ends)
    since = moments[np.maximum.accumulate(np.where(begins, np.arange(len(moments)), 0))]
    wait = np.cumsum(begins)[asked]
    place, slot = (unanswered[name].to_numpy("int64")[order][asked] for name in ("place", "slot"))
    (seconds,) = changes(moments[asked]).nonzero()
    place[seconds] = np.minimum.reduceat(place, seconds) if len(seconds) else place
    first = changes(wait)
    ended = np.append(talks, 0)[ends[asked][first]]
    goes_on = ended >> _SECONDS != clients[asked][first]
    return pd.DataFrame({
        "place": place[first], "slot": slot[first],
        "seconds": pd.arrays.IntegerArray(np.where(goes_on, 0, ended - since[asked][first]), goes_on)})


def _moments(calls: pd.DataFrame) -> Table:
    """Client and second of every call as one number."""
    clients, seconds = (calls[name].to_numpy("int64") for name in ("client_key", "call_at"))
    moments: Table = (clients << _SECONDS) + seconds
    return moments


def changes(values: Table) -> npt.NDArray[np.bool_]:
    """Where a value is another than the one before it."""
    changed = np.ones(len(values), dtype=bool)
    np.not_equal(values[1:], values[:-1], out=changed[1:])
    return changed


def _counted(waits: pd.DataFrame) -> pd.DataFrame:
    """The waits by place, slot and length: `within` so many seconds, missing for longer ones and those that go on."""
    length = np.searchsorted(CALLED_BACK_WITHIN, waits["seconds"].fillna(CALLED_BACK_WITHIN[-1] + 1).to_numpy("int64"))
    within = pd.array([*CALLED_BACK_WITHIN, pd.NA], dtype="Int64")
    grouped = waits.assign(length=length).groupby(["place", "slot", "length"])["seconds"]
    counted = grouped.agg(waits="size", called_back="count", seconds="sum").reset_index()
    return counted.assign(within=within[counted["length"].to_numpy("int64")])
