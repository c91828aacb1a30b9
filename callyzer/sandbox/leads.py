"""Leads of the made-up company: some of its clients, written down as somebody to win."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from callyzer.model.rows import LEADS, frame
from callyzer.sandbox import texts
from callyzer.sandbox.calls import instants, lead_ids, noons, pick
from callyzer.sandbox.clients import STRIDE, client_names, is_lead, number_parts, won_until
from callyzer.sandbox.draws import Integers, below, uniform
from callyzer.sandbox.people import Person

_DAY = 24 * 60 * 60


def lead_rows(staff: Sequence[Person], seed: int, zone: ZoneInfo, at: datetime) -> pd.DataFrame:
    """LEADS rows of the clients who are leads by then, latest first; `last_call_log` and attempts stay empty."""
    today = at.astimezone(zone).date()
    keys = np.concatenate([_won_by(person, today) for person in staff])
    keys = keys[is_lead(keys, seed)]
    created = noons(_won_on(keys, staff), zone)
    worked_on = created + below(keys, "worked on", 5) * _DAY + 3 * 60 * 60
    blank: dict[str, Any] = dict.fromkeys(LEADS, "")
    rows = pd.DataFrame(blank | _no_call(len(keys)), index=pd.RangeIndex(len(keys))).assign(**{
        **_who(keys, seed), **_what(keys),
        "assigned_to.all_employees": False,
        "assigned_to.employee": _tuples(pick([_label(person) for person in staff], keys // STRIDE)),
        "created_at": instants(created, zone),
        "modified_at": instants(np.minimum(worked_on, int(at.timestamp())), zone),
    })
    rows = rows.sort_values(["modified_at", "id"], ascending=[False, True], ignore_index=True)
    return frame(rows, LEADS, zone)


def _won_by(person: Person, today: date) -> Integers:
    won = int(won_until(person, min(today, person.last_day).toordinal()))
    return person.place * STRIDE + np.arange(min(STRIDE, max(0, won)), dtype=np.int64)


def _won_on(keys: Integers, staff: Sequence[Person]) -> Integers:
    """The day on which a portfolio reached that size; the core came along on the first day."""
    joined = np.array([person.joined.toordinal() for person in staff])[keys // STRIDE]
    portfolio = np.array([person.portfolio for person in staff])[keys // STRIDE]
    pace = np.array([person.new_clients for person in staff])[keys // STRIDE]
    return np.asarray(joined + np.maximum(0, (keys % STRIDE - portfolio) / pace).astype(np.int64))


def _who(keys: Integers, seed: int) -> dict[str, Any]:
    codes, numbers = number_parts(keys)
    names = client_names(keys, seed).replace("", "Unknown caller")
    parts = names.str.partition(" ")
    return {
        "id": lead_ids(keys), "details.first_name": parts[0], "details.last_name": parts[2],
        "details.company_name": names.where(parts[2].isin(texts.COMPANIES), ""),
        "details.email": pd.Series([f"lead{key}@example.invalid" for key in keys.tolist()], dtype="str").where(
            uniform(keys, "email") < 0.4, ""),
        "details.contact_numbers": _tuples(codes + "-" + numbers),
    }


def _what(keys: Integers) -> dict[str, Any]:
    city = below(keys, "city", len(texts.CITIES))
    cities, states, postcodes = zip(*texts.CITIES, strict=True)
    return {
        "details.city": pick(cities, city), "details.state": pick(states, city), "details.zip": pick(postcodes, city),
        "details.country": "India",
        "details.source": pick(texts.LEAD_SOURCES, below(keys, "source", len(texts.LEAD_SOURCES))),
        "details.price": (5000 + 500 * below(keys, "price", 190)).astype("U10"),
        "status.lead_status": pick(texts.STATUSES, below(keys, "lead status", len(texts.STATUSES))),
        "status.reminder_at": None,
        "lead_tags": _tuples(pick(texts.LEAD_TAGS, below(keys, "lead tag", len(texts.LEAD_TAGS)))),
        "no_of_attempts": 0,
    }


def _no_call(count: int) -> dict[str, Any]:
    return {
        "last_call_log.emp_tags": pd.Series([()] * count, dtype="object"), "last_call_log.duration": 0,
        "last_call_log.call_at": None, "last_call_log.synced_at": None, "last_call_log.modified_at": None,
    }


def _label(person: Person) -> str:
    return f"{person.name} (+91-{person.number})"


def _tuples(values: pd.Series[str]) -> pd.Series[Any]:
    return pd.Series([(value,) for value in values], index=values.index, dtype="object")
