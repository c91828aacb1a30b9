"""Leads of the made-up company: some of its clients, written down as somebody to win."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from callyzer.model.rows import LEADS, frame
from callyzer.sandbox import texts
from callyzer.sandbox.calls import lead_ids
from callyzer.sandbox.clients import STRIDE, client_names, is_lead, number_parts, won_until
from callyzer.sandbox.draws import Integers, below, uniform
from callyzer.sandbox.people import Person


def lead_rows(staff: Sequence[Person], seed: int, zone: ZoneInfo, at: datetime) -> pd.DataFrame:
    """LEADS rows of the clients who are leads by then, latest first; `last_call_log` and attempts stay empty."""
    today = at.astimezone(zone).date()
    keys = np.concatenate([_won_by(person, today) for person in staff])
    keys = keys[is_lead(keys, seed)]
    codes, numbers = number_parts(keys)
    facts = zip(keys.tolist(), lead_ids(keys), client_names(keys, seed), codes + "-" + numbers, strict=True)
    records = [_lead(staff[key // STRIDE], key, zone, at) | _who(*who) for key, *who in facts]
    records.sort(key=lambda record: (record["modified_at"], record["id"]), reverse=True)
    return frame(records, LEADS, zone)


def _won_by(person: Person, today: date) -> Integers:
    won = int(won_until(person, min(today, person.last_day).toordinal()))
    return person.place * STRIDE + np.arange(min(STRIDE, max(0, won)), dtype=np.int64)


def _who(lead_id: str, name: str, number: str) -> dict[str, Any]:
    first, _, last = (name or "Unknown caller").partition(" ")
    company = name if last in texts.COMPANIES else ""
    return {"id": lead_id, "details.first_name": first, "details.last_name": last, "details.company_name": company,
            "details.contact_numbers": (number,)}


def _lead(person: Person, key: int, zone: ZoneInfo, at: datetime) -> dict[str, Any]:
    draw = np.array([key])
    city, state, postcode = texts.CITIES[int(below(draw, "city", len(texts.CITIES))[0])]
    created = _won_at(person, key % STRIDE, zone)
    worked_on = min(at, created + timedelta(days=int(uniform(draw, "worked on")[0] * 5), hours=3))
    blank: dict[str, Any] = dict.fromkeys(LEADS, "")
    instants = ("status.reminder_at", *(f"last_call_log.{name}" for name in ("call_at", "synced_at", "modified_at")))
    return blank | dict.fromkeys(instants) | {
        "details.email": f"lead{key}@example.invalid" if uniform(draw, "email")[0] < 0.4 else "",
        "details.city": city, "details.state": state, "details.country": "India", "details.zip": postcode,
        "details.source": texts.LEAD_SOURCES[int(below(draw, "source", len(texts.LEAD_SOURCES))[0])],
        "details.price": str(5000 + 500 * int(below(draw, "price", 190)[0])),
        "status.lead_status": texts.STATUSES[int(below(draw, "lead status", len(texts.STATUSES))[0])],
        "assigned_to.all_employees": False, "assigned_to.employee": (f"{person.name} (+91-{person.number})",),
        "last_call_log.duration": 0, "last_call_log.emp_tags": (), "no_of_attempts": 0,
        "lead_tags": (texts.LEAD_TAGS[int(below(draw, "lead tag", len(texts.LEAD_TAGS))[0])],),
        "created_at": created, "modified_at": worked_on,
    }


def _won_at(person: Person, running: int, zone: ZoneInfo) -> datetime:
    """The noon of the day on which a portfolio reached that size; the core came along on the first day."""
    days = max(0.0, (running - person.portfolio) / person.new_clients)
    return datetime.combine(person.joined + timedelta(days=int(days)), time(12), zone).astimezone(UTC)
