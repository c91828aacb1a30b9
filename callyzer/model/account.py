"""What the API cannot answer and a store can: questions over the whole account. Frozen, as the reports.

`rows` have the columns named in each class, declared in `callyzer.model.rows`. Durations are whole seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import Literal

import pandas as pd

from callyzer.model.reports import Provenance

Grouping = Literal["tag", "day", "week", "month"]
CALLED_BACK_WITHIN = (300, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400, 259_200)
"""Seconds by which times to call back are told apart: five minutes to three days."""

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
