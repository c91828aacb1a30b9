"""What the API cannot answer and a store can: questions over the whole account. Frozen, as the reports.

`rows` have the columns named in each class, declared in `callyzer.model.rows`. Durations are whole seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from callyzer.model.reports import Provenance

Table = npt.NDArray[np.int64]
Grouping = Literal["tag", "day", "week", "month"]
CALLED_BACK_WITHIN = (300, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400, 259_200)
"""Seconds by which times to call back are told apart: five minutes to three days."""

MOST_PAIRS = 5000
"""More are not looked through."""

MOST_LONGEST = 10
"""So many of the longest calls are looked at."""

LOOK_BACK_DAYS = 30
"""Tries before a window count so far back when its own are numbered."""

KNOWN_DAYS = 90
"""A client's own record goes back so far from a window's end, or to its start."""

MOST_TRIES = 6
"""The sixth try and all after it count together."""

PAUSES = (900, 3600, 14_400, 86_400, 259_200, 604_800)
"""Seconds by which pauses between two tries are told apart: a quarter of an hour to a week."""

_95_PERCENT = 1.959963984540054


@dataclass(frozen=True, slots=True, eq=False)
class CallBacks:
    """Clients with a Missed or Rejected call whom nobody in the account has talked to since. `rows`: CALL_BACKS,
    latest unanswered call first; the employee is who missed or rejected that one."""

    rows: pd.DataFrame
    total_records: int
    provenance: Provenance


@dataclass(frozen=True, slots=True, eq=False)
class TimeToCallBack:
    """From a client's first unanswered call to the next connected one by anyone. `waits` counts them all, `called_back`
    those that ended in the window; average (rounded half up) and median are theirs. `rows`: CALL_BACK_TIMES, by who
    missed or rejected the first of the calls asked for, and by the slot of that call."""

    waits: int
    called_back: int
    avg_seconds: int
    median_seconds: int
    rows: pd.DataFrame
    provenance: Provenance


@dataclass(frozen=True, slots=True, eq=False)
class ConnectRates:
    """Connected Outgoing of Outgoing. `rows`: CONNECT_RATES, every weekday and slot, bounds of the 95 % Wilson
    interval beside the rate. Below 20 attempts a rate says little."""

    rows: pd.DataFrame
    provenance: Provenance


@dataclass(frozen=True, slots=True, eq=False)
class TryRates:
    """Connected Outgoing of Outgoing by which try it was since anybody talked to the client, by the pause since the try
    before, and by slot. `rows`: TRY_RATES. What lies more than LOOK_BACK_DAYS before the window is not looked at."""

    rows: pd.DataFrame
    provenance: Provenance


@dataclass(frozen=True, slots=True, eq=False)
class NotPickedUp:
    """Pairs with an Outgoing call and no connected one, as NotPickupByClient. `rows`: NOT_PICKED_UP, the latest call
    first and the first `account.MOST_PAIRS` of `total_records`; the totals are those of all pairs.

    The tables have a line for each row and a column for each slot: `attempts` of the pair in the window; `tries` of the
    client by anybody, and the `hits` among them that connected, from the day `known_since` on and until now.
    """

    rows: pd.DataFrame
    attempts: Table
    tries: Table
    hits: Table
    total_records: int
    total_clients: int
    total_attempts: int
    tried_once: int
    known_since: date
    provenance: Provenance


@dataclass(frozen=True, slots=True, eq=False)
class LongestCalls:
    """The MOST_LONGEST longest connected calls. `rows`: LONGEST_CALLS, the longest first, of equals the latest."""

    rows: pd.DataFrame
    provenance: Provenance


@dataclass(frozen=True, slots=True, eq=False)
class NewClients:
    """A client is new on the day of the first call that is known of, whoever had it; `known_from` is the first day of
    all, before which nothing is known. `rows`: CLIENT_DAYS, every day with calls."""

    total_clients: int
    new_clients: int
    known_from: date | None
    rows: pd.DataFrame
    provenance: Provenance

    @property
    def returning_clients(self) -> int:
        return self.total_clients - self.new_clients


@dataclass(frozen=True, slots=True, eq=False)
class ClientSpread:
    """How many clients had how many calls. `rows`: CLIENT_SPREAD, most calls first; `total_records` counts the clients,
    those whose rows are still to come too."""

    rows: pd.DataFrame
    total_records: int
    provenance: Provenance

    @property
    def reached_clients(self) -> int:
        return int(self.rows["reached_clients"].sum())


@dataclass(frozen=True, slots=True, eq=False)
class ReturningClients:
    """Clients with calls in a window and in the previous one, in one of the two only, and the calls of the window."""

    both: int
    only_now: int
    only_before: int
    total_calls: int
    calls_of_both: int
    provenance: Provenance


@dataclass(frozen=True, slots=True, eq=False)
class SharedClients:
    """Clients with Outgoing calls of several employees. `rows`: SHARED_CLIENTS, a row per client and employee, most
    employees first; `total_records` counts clients, and so does a page."""

    rows: pd.DataFrame
    total_records: int
    provenance: Provenance


@dataclass(frozen=True, slots=True, eq=False)
class GroupFigures:
    """`rows`: TAG_FIGURES by tag, or PERIOD_FIGURES by the first day of each day, week (Monday) or month with calls.
    A week or month that the window cuts holds what lies inside. Each figure is what the summary of that period alone
    would tell: clients and never attended pairs of several periods do not add up."""

    by: Grouping
    rows: pd.DataFrame
    provenance: Provenance


def wilson(hits: int, tries: int) -> tuple[float, float]:
    """The 95 % Wilson interval of hits / tries, as parts of one; (0, 1) where nothing was tried."""
    if not tries:
        return 0.0, 1.0
    share, z = hits / tries, _95_PERCENT
    middle = share + z * z / (2 * tries)
    spread = z * sqrt(share * (1 - share) / tries + z * z / (4 * tries * tries))
    whole = 1 + z * z / tries
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)
