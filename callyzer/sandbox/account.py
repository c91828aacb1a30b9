"""The made-up company as rows: all that an account holds, for any days, the same for the same arguments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from callyzer.model import Number
from callyzer.model.rows import EMPLOYEES, frame
from callyzer.sandbox import texts
from callyzer.sandbox.calls import RECORDINGS, history
from callyzer.sandbox.clients import excluded_keys, number_parts
from callyzer.sandbox.draws import below, uniform
from callyzer.sandbox.leads import lead_rows
from callyzer.sandbox.people import Person, hire
from callyzer.sandbox.stories import Stories

CHUNK = 250_000
"""Calls that are worked out at once: what a large account costs in memory."""

LastCalls = Mapping[str, datetime]
"""The latest call of each employee, by number."""


class Company:
    """Some people who sell by telephone, and their calls.

    `until` is the local day by which people have left, joined or lost their phone; `country` has the public holidays.
    `recordings`: what the addresses of recordings begin with.
    """

    def __init__(self, seed: int, employees: int, zone: ZoneInfo, country: str, until: date) -> None:
        self.zone, self.until = zone, until
        self._seed = seed
        self.recordings = RECORDINGS
        self.staff: tuple[Person, ...] = hire(seed, employees, until)
        self._stories = Stories(seed, self.staff, until, country)

    def calls(self, first: date, last: date) -> pd.DataFrame:
        """HISTORY rows of the calls on the local days `first` to `last`, earliest first, as known in the end."""
        return history(self._stories.calls(first, last), self.staff, self.zone, self._seed, self.recordings)

    def chunks(self, first: date, last: date, size: int = CHUNK) -> Iterator[pd.DataFrame]:
        """The same calls in pieces of whole days, of about `size` calls each."""
        days = max(1, size // (40 * len(self.staff)))
        while first <= last:
            end = min(last, first + timedelta(days=days - 1))
            yield self.calls(first, end)
            first = end + timedelta(days=1)

    def employees(self, at: datetime, last_calls: LastCalls) -> pd.DataFrame:
        """EMPLOYEES rows of those whose account exists at that instant, by name."""
        today = at.astimezone(self.zone).date()
        present = [person for person in self.staff
                   if person.joined <= today and (person.left is None or today < person.left)]
        records = [self._employee(person, at, last_calls) for person in present]
        return frame(sorted(records, key=lambda record: str(record["emp_name"])), EMPLOYEES, self.zone)

    def leads(self, at: datetime) -> pd.DataFrame:
        """LEADS rows of the leads known at that instant, without what follows from their calls."""
        return lead_rows(self.staff, self._seed, self.zone, at)

    def excluded_numbers(self) -> list[str]:
        """The account's exclude list, as on the wire: clients who are called for private reasons."""
        codes, numbers = number_parts(excluded_keys(self.staff))
        return [Number(code, number).wire for code, number in zip(codes, numbers, strict=True)]

    def _employee(self, person: Person, at: datetime, last_calls: LastCalls) -> dict[str, Any]:
        model, board, android, sdk = texts.PHONES[int(below(person.salt, "phone", len(texts.PHONES))[0])]
        joined = datetime.combine(person.joined, time(10, int(uniform(person.salt, "first minute")[0] * 60)), self.zone)
        return {
            "emp_name": person.name, "emp_code": person.code, "emp_country_code": "91", "emp_number": person.number,
            "emp_tags": person.tags,
            "app_version": texts.APP_VERSIONS[int(below(person.salt, "app", len(texts.APP_VERSIONS))[0])],
            "registered_at": joined, "modified_at": joined + timedelta(days=1, hours=2),
            "last_call_at": last_calls.get(person.number), "last_sync_req_at": self._last_sign_of_life(person, at),
            "is_lead_active": person.leads, "is_call_recording_active": person.recording,
            "device_details.device_model": model, "device_details.version_code": str(sdk),
            "device_details.board": board, "device_details.android_version": android,
            "device_details.sdk_version": str(sdk), "device_details.unique_sim_id": "",
            "device_preference.is_app_uninstalled": person.uninstalled,
            "device_preference.battery_percentage": None if person.uninstalled else person.battery,
            "app_settings.default_home_screen": "Dialer",
            "app_settings.note_dialog": "Always" if uniform(person.salt, "notes")[0] < 0.4 else "Never",
            "app_settings.call_recording_location": "/storage/emulated/0/Recordings/Call" if person.recording else "",
            "app_settings.is_log_active": False,
        }

    def _last_sign_of_life(self, person: Person, at: datetime) -> datetime:
        """Phones report every quarter of an hour; a silent one reported last in the evening of its last day."""
        if person.silent is not None:
            return min(at, datetime.combine(person.silent, time(21, 40), self.zone).astimezone(UTC))
        offset = int(uniform(person.salt, "report")[0] * 900)
        seconds = int(at.timestamp()) - offset
        return datetime.fromtimestamp(seconds - seconds % 900 + offset, UTC)
