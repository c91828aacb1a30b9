"""Calls as rows: ids, names, notes, recordings, and when each call reached the account."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from callyzer.model import CALL_TYPES
from callyzer.model.rows import HISTORY
from callyzer.sandbox import texts
from callyzer.sandbox.clients import STRIDE, client_names, is_lead, number_parts
from callyzer.sandbox.draws import Flags, Integers, below, choice, names, normal, uniform
from callyzer.sandbox.people import Person
from callyzer.sandbox.stories import MISSED, Calls

RECORDINGS = "https://recordings.example.invalid/"
"""Where recordings are, unless somebody serves them."""

_DAY = 24 * 60 * 60
_NEVER = np.iinfo(np.int64).min  # how numpy spells a missing instant


def history(calls: Calls, staff: Sequence[Person], zone: ZoneInfo, seed: int, recordings: str) -> pd.DataFrame:
    """The calls as HISTORY rows in the given order, as they will be known in the end (see `as_first_seen`). Their
    recordings are at addresses that begin with `recordings`."""
    call_at = noons(calls.day, zone) - _DAY // 2 + calls.start
    ids = _text(names(calls.salt, "id", 27))
    recorded = _recorded(calls, staff)
    status = _status(calls)
    notes = _notes(calls)
    synced = _synced(calls, staff, call_at)
    columns: dict[str, Any] = {
        **_people(calls.employee, staff),
        **_clients(calls, seed),
        "id": ids,
        "duration": calls.duration,
        "call_type": pick(CALL_TYPES, calls.kind),
        "call_at": instants(call_at, zone),
        "note": notes,
        "call_recording_url": (recordings + ids + ".wav").where(recorded, ""),
        "synced_at": instants(synced, zone),
        "modified_at": instants(_modified(calls, synced, recorded, (notes != "") | (status != "")), zone),
        "crm_status": status,
        "reminder_at": instants(_reminders(calls, status, call_at), zone),
        "lead_id": _lead_ids(calls.client, seed),
        "call_method": pick(["PhoneCall"], np.zeros_like(calls.kind)),
        "call_mode": pick(["Voice"], np.zeros_like(calls.kind)),
    }
    return pd.DataFrame({name: columns[name] for name in HISTORY}, columns=list(HISTORY))


def as_first_seen(rows: pd.DataFrame) -> pd.DataFrame:
    """The same calls as they looked when they arrived: note, status, reminder and recording come later."""
    blank = pd.Series("", index=rows.index, dtype="str")
    return rows.assign(note=blank, crm_status=blank, call_recording_url=blank,
                       reminder_at=pd.Series(pd.NaT, index=rows.index, dtype=rows["reminder_at"].dtype),
                       modified_at=rows["synced_at"])


def lead_ids(keys: Integers) -> pd.Series[str]:
    """The id of each client's lead."""
    return _text(names(keys.astype(np.uint64), "lead id", 43))


def _people(employee: Integers, staff: Sequence[Person]) -> dict[str, Any]:
    tags = np.empty(len(staff), dtype=object)
    tags[:] = [person.tags for person in staff]
    return {
        "emp_name": pick([person.name for person in staff], employee),
        "emp_code": pick([person.code for person in staff], employee),
        "emp_country_code": pick(["91"], np.zeros_like(employee)),
        "emp_number": pick([person.number for person in staff], employee),
        "emp_tags": tags[employee],
    }


def _clients(calls: Calls, seed: int) -> dict[str, Any]:
    """A colleague's phone rarely knows the client's name."""
    keys, back = np.unique(calls.client, return_inverse=True)
    codes, numbers = number_parts(keys)
    label = client_names(keys, seed).take(back).reset_index(drop=True)
    stranger = (calls.client // STRIDE != calls.employee) & (uniform(calls.client, "saved by colleague") < 0.7)
    return {
        "client_name": label.mask(stranger, ""),
        "client_country_code": codes.take(back).reset_index(drop=True),
        "client_number": numbers.take(back).reset_index(drop=True),
    }


def _connected(calls: Calls) -> Flags:
    return np.asarray(calls.duration > 2)


def _recorded(calls: Calls, staff: Sequence[Person]) -> Flags:
    recording = np.array([person.recording for person in staff])[calls.employee]
    return np.asarray(recording & _connected(calls) & (uniform(calls.salt, "recorded") < 0.93))


def _status(calls: Calls) -> pd.Series[str]:
    statuses = pick(texts.STATUSES, choice(calls.salt, "status", texts.STATUS_SHARES))
    given = _connected(calls) & (uniform(calls.salt, "has status") < 0.22)
    return statuses.where(given, "")


def _notes(calls: Calls) -> pd.Series[str]:
    notes = pick(texts.NOTES, below(calls.salt, "note", len(texts.NOTES)))
    share = np.where(_connected(calls), 0.16, np.where(calls.kind >= MISSED, 0.0, 0.03))
    return notes.where(uniform(calls.salt, "has note") < share, "")


def _reminders(calls: Calls, status: pd.Series[str], call_at: Integers) -> Integers:
    days = 1 + below(calls.salt, "reminder", 10)
    quarter = (call_at + days * _DAY) // 900 * 900
    wanted = status.isin(texts.REMINDED) & (uniform(calls.salt, "reminds") < 0.8)
    return np.where(wanted.to_numpy(dtype=bool), quarter, _NEVER)


def _synced(calls: Calls, staff: Sequence[Person], call_at: Integers) -> Integers:
    """Seconds after the call mostly; hours or days where a phone had no network, often with some phones."""
    laggard = np.array([person.laggard for person in staff])[calls.employee]
    late = uniform(calls.salt, "uploads late") < np.where(laggard, 0.3, 0.015)
    days = uniform(calls.salt, "uploads days late") < 0.15
    hours = np.exp(np.where(days, 3.6, 0.9) + 0.5 * normal(calls.salt, "upload"))
    delay = np.where(late, hours * 3600, 4 + 50 * uniform(calls.salt, "upload"))
    return np.asarray(call_at + calls.duration + np.minimum(delay, 5 * _DAY).astype(np.int64))


def _modified(calls: Calls, synced: Integers, recorded: Flags, noted: pd.Series[bool]) -> Integers:
    """A recording is uploaded within minutes; a note or status is filled in within minutes, sometimes the next day."""
    upload = 40 + below(calls.salt, "recording upload", 900)
    thought = np.where(uniform(calls.salt, "tomorrow") < 0.1, 14 * 3600, 60) + below(calls.salt, "note after", 1800)
    later = np.where(noted.to_numpy(dtype=bool), np.where(recorded, np.maximum(upload, thought), thought),
                     np.where(recorded, upload, 0))
    return np.asarray(synced + later)


def _lead_ids(clients: Integers, seed: int) -> pd.Series[str]:
    keys, back = np.unique(clients, return_inverse=True)
    ids = lead_ids(keys).where(is_lead(keys, seed), "")
    return ids.take(back).reset_index(drop=True)


def noons(days: Integers, zone: ZoneInfo) -> Integers:
    """Noon of each local day in UNIX seconds. Times of the day are counted from there, since clocks change at night."""
    every, back = np.unique(days, return_inverse=True)
    noons = [datetime.combine(date.fromordinal(int(day)), time(12), zone).astimezone(UTC) for day in every]
    return np.array([int(noon.timestamp()) for noon in noons], dtype=np.int64)[back]


def instants(seconds: Integers, zone: ZoneInfo) -> pd.DatetimeIndex:
    return pd.DatetimeIndex(seconds.view("datetime64[s]")).tz_localize("UTC").tz_convert(zone)


def _text(values: NDArray[Any]) -> pd.Series[str]:
    return pd.Series(values, dtype="str")


def pick(pool: Sequence[str], places: Integers) -> pd.Series[str]:
    return pd.Series(pd.array(pool, dtype="str").take(places))
