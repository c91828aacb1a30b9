"""How the phones behind the calls are: in its calls alone, a dead one looks exactly like a quiet week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import IntEnum
from functools import lru_cache
from typing import Any

import pandas as pd

from callyzer.model import CallFilter, Employees, Number, each_day
from callyzer.views import calendar, people, words

SILENT_AFTER = timedelta(days=1)
"""A phone asks for a synchronisation every quarter of an hour, but it may be off at night, at weekends and on holidays:
so much time on working days without a request is no pause any more."""

LOW_BATTERY = 15
"""Percent. Android itself warns at this level; what is below is often off within the hour, and then uploads nothing."""


class Trouble(IntEnum):
    """What needs attention, the most urgent first. After one of GONE no calls arrive."""

    UNINSTALLED = 0
    SILENT = 1
    LOW_BATTERY = 2
    NOT_RECORDING = 3


GONE = frozenset({Trouble.UNINSTALLED, Trouble.SILENT})


@dataclass(frozen=True, slots=True)
class Phone:
    """An employee's phone. Instants are in the account's zone; what the account does not tell is None.

    `name` is unambiguous; `battery` in percent, as of `last_sync`.
    """

    number: Number
    name: str
    tags: tuple[str, ...]
    app_version: str
    model: str
    registered_at: datetime | None
    last_sync: datetime | None
    last_call: datetime | None
    battery: int | None
    recording: bool | None
    leads: bool | None
    uninstalled: bool | None
    troubles: tuple[Trouble, ...] = ()

    @property
    def is_gone(self) -> bool:
        """Whether no calls arrive from it any more."""
        return not GONE.isdisjoint(self.troubles)


def team(report: Employees, question: CallFilter, now: datetime, country: str) -> tuple[Phone, ...]:
    """The phones of the employees the question is about, in the order of the report."""
    every = phones(report, now, country)
    wanted = [Number.parse(text) for text in question.emp_numbers]
    return tuple(phone for phone in every
                 if (not question.emp_tags or not set(question.emp_tags).isdisjoint(phone.tags))
                 and (not wanted or any(same(phone.number, number) for number in wanted)))


def same(one: Number, asked: Number) -> bool:
    """A bare number matches any country, and so does a phone whose country is not told."""
    codes = {one.country_code, asked.country_code}
    return one.number == asked.number and (len(codes) == 1 or "" in codes)


def phones(report: Employees, now: datetime, country: str) -> tuple[Phone, ...]:
    """Everybody's phone with its troubles when the report was true: of the time since it tells nothing. `now` is in the
    account's zone, `country` has its holidays."""
    return _phones(report, min(now, report.provenance.as_of.astimezone(now.tzinfo)), country)


@lru_cache(maxsize=16)
def _phones(report: Employees, now: datetime, country: str) -> tuple[Phone, ...]:
    names = people.names(report.rows)
    found = [_phone(name, row) for name, row in zip(
        names, report.rows.astype("object").to_dict("records"), strict=True)]
    return tuple(replace(phone, troubles=_troubles(phone, now, country)) for phone in found)


def _phone(name: str, row: Mapping[Any, Any]) -> Phone:
    def known(column: str) -> Any:
        return None if pd.isna(row[column]) else row[column]

    def instant(column: str) -> datetime | None:
        value = known(column)
        return value.to_pydatetime() if value is not None else None

    return Phone(
        Number(row["emp_country_code"], row["emp_number"]), name, row["emp_tags"], row["app_version"],
        row["device_details.device_model"], instant("registered_at"), instant("last_sync_req_at"),
        instant("last_call_at"), known("device_preference.battery_percentage"), known("is_call_recording_active"),
        known("is_lead_active"), known("device_preference.is_app_uninstalled"))


def _troubles(phone: Phone, now: datetime, country: str) -> tuple[Trouble, ...]:
    """A phone without the app is no silent one, and the battery of a phone that is gone is old news."""
    heard = phone.last_sync or phone.registered_at
    found: list[Trouble] = []
    if phone.uninstalled:
        found.append(Trouble.UNINSTALLED)
    elif heard is None or is_silent(heard, now, country):
        found.append(Trouble.SILENT)
    elif phone.battery is not None and phone.battery <= LOW_BATTERY:
        found.append(Trouble.LOW_BATTERY)
    if phone.recording is False:
        found.append(Trouble.NOT_RECORDING)
    return tuple(found)


def is_silent(heard: datetime, now: datetime, country: str) -> bool:
    """Whether more than SILENT_AFTER of working days went by since `heard`. Both in the account's zone."""
    passed = timedelta()
    for day in each_day(heard.date(), now.date()):
        if calendar.is_working_day(day, country):
            begins = datetime.combine(day, time.min, now.tzinfo)
            passed += min(now, begins + timedelta(days=1)) - max(heard, begins)
        if passed > SILENT_AFTER:
            return True
    return False


def in_trouble(given: Sequence[Phone], trouble: Trouble) -> list[Phone]:
    return [phone for phone in given if trouble in phone.troubles]


def gone(given: Sequence[Phone], question: CallFilter, now: datetime) -> list[Phone]:
    """The phones of which calls may be missing in the question's range: it goes on after they were heard last."""
    until = min(question.window.end, now)
    return [phone for phone in given
            if phone.is_gone and question.window.start < now and (phone.last_sync is None or phone.last_sync < until)]


def since(phone: Phone) -> str:
    """When it was heard last, for a sentence: "since Fri 13 Nov"; a phone that never was has no day."""
    return f"since {words.day(phone.last_sync)}" if phone.last_sync else "never heard of"
