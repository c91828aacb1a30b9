"""Judged by hand. The calendar of November 2026 in India: Sunday the 22nd is today, Tuesday the 24th is a holiday."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callyzer.model import Employees
from callyzer.views import phones
from callyzer.views.phones import Phone, Trouble, is_silent
from tests.builders import ASHA, BINA, CHETAN, at, employee, employees
from tests.views.builders import NOW, SURE, asks

FRIDAY = at("2026-11-20 19:00")
WEEK = asks(date(2026, 11, 16), date(2026, 11, 22))


def report(*people: dict[str, Any]) -> Employees:
    return Employees(employees(*people), len(people), SURE)


def one(now: datetime = NOW, **about: Any) -> Phone:
    given = {"last_sync_req_at": now, **about}
    renamed = {_NAMES.get(name, name): value for name, value in given.items()}
    told = replace(report(employee(ASHA, **renamed)), provenance=replace(SURE, as_of=now))
    return phones.phones(told, now, "IN")[0]


_NAMES = {"battery": "device_preference.battery_percentage", "uninstalled": "device_preference.is_app_uninstalled",
          "recording": "is_call_recording_active"}


def test_of_the_time_since_the_phones_were_read_nothing_is_told() -> None:
    known = report(employee(ASHA, last_sync_req_at=at("2026-11-17 10:00")))
    read = replace(known, provenance=replace(SURE, as_of=at("2026-11-17 10:15")))
    assert phones.phones(read, at("2026-11-22 10:00"), "IN")[0].troubles == ()
    assert phones.phones(known, at("2026-11-22 10:00"), "IN")[0].troubles == (Trouble.SILENT,)


@pytest.mark.parametrize(("heard", "now", "silent"), [
    ("2026-11-17 10:00", "2026-11-18 10:00", False),  # a day of a working day, and not more
    ("2026-11-17 10:00", "2026-11-18 10:01", True),
    ("2026-11-20 19:00", "2026-11-22 23:59", False),  # Friday evening; Saturday and Sunday do not count
    ("2026-11-20 19:00", "2026-11-23 18:59", False),  # five hours of Friday, nineteen of Monday
    ("2026-11-20 19:00", "2026-11-23 19:01", True),
    ("2026-11-23 12:00", "2026-11-25 11:59", False),  # the holiday between does not count
    ("2026-11-23 12:00", "2026-11-25 12:01", True),
    ("2025-11-17 10:00", "2026-11-18 10:00", True),
])
def test_a_phone_is_silent_after_a_whole_day_of_working_time_without_a_request(
        heard: str, now: str, silent: bool) -> None:
    assert is_silent(at(heard), at(now), "IN") is silent


@given(st.integers(0, 365 * 24), st.integers(1, 200), st.integers(1, 200))
def test_a_silent_phone_stays_silent_until_it_is_heard(since: int, passed: int, more: int) -> None:
    heard = at("2026-01-01 00:00") + timedelta(hours=since)
    then = heard + timedelta(hours=passed)
    if is_silent(heard, then, "IN"):
        assert is_silent(heard, then + timedelta(hours=more), "IN")


def test_where_the_weekend_is_on_friday_and_saturday_those_days_do_not_count() -> None:
    assert is_silent(at("2026-11-19 12:00"), at("2026-11-22 12:01"), "SA")
    assert not is_silent(at("2026-11-19 12:00"), at("2026-11-22 11:59"), "SA")


@pytest.mark.parametrize(("about", "troubles"), [
    ({}, ()),
    ({"battery": 16}, ()),
    ({"battery": 15}, (Trouble.LOW_BATTERY,)),
    ({"battery": None}, ()),
    ({"recording": False}, (Trouble.NOT_RECORDING,)),
    ({"recording": None}, ()),
    ({"uninstalled": True, "battery": 3, "last_sync_req_at": at("2026-11-01 10:00")}, (Trouble.UNINSTALLED,)),
    ({"battery": 3, "last_sync_req_at": at("2026-11-01 10:00"), "recording": False},
     (Trouble.SILENT, Trouble.NOT_RECORDING)),
    ({"last_sync_req_at": None, "registered_at": NOW}, ()),
    ({"last_sync_req_at": None, "registered_at": at("2026-11-01 10:00")}, (Trouble.SILENT,)),
    ({"last_sync_req_at": None, "registered_at": None}, (Trouble.SILENT,)),
])
def test_what_a_phone_suffers_from(about: dict[str, Any], troubles: tuple[Trouble, ...]) -> None:
    assert one(**about).troubles == troubles


def test_only_the_phones_of_the_chosen_people_are_told() -> None:
    everybody = report(employee(ASHA, tags=("North",)), employee(BINA, tags=("South", "Renewals")), employee(CHETAN))

    def names(**chosen: Any) -> list[str]:
        question = asks(date(2026, 11, 16), date(2026, 11, 22), **chosen)
        return [phone.name for phone in phones.team(everybody, question, NOW, "IN")]

    assert names() == ["Asha", "Bina", "Chetan"]
    assert names(emp_tags=("Renewals", "North")) == ["Asha", "Bina"]
    assert names(emp_numbers=(f"91-{CHETAN}",)) == ["Chetan"]
    assert names(emp_numbers=(BINA,)) == ["Bina"]
    assert names(emp_numbers=(f"44-{BINA}",)) == []
    assert names(emp_tags=("North",), emp_numbers=(BINA,)) == []


def test_a_phone_is_missed_in_ranges_that_go_on_after_it_was_heard_last() -> None:
    lost = one(last_sync_req_at=at("2026-11-18 21:40"))
    assert lost.is_gone

    def missed(first: date, last: date) -> bool:
        return bool(phones.gone([lost], asks(first, last), NOW))

    assert missed(date(2026, 11, 16), date(2026, 11, 22))
    assert missed(date(2026, 11, 18), date(2026, 11, 18))
    assert not missed(date(2026, 11, 9), date(2026, 11, 17))
    assert not missed(date(2026, 11, 23), date(2026, 11, 29))  # nothing is missing of days to come


def test_a_phone_that_works_or_only_runs_low_is_missed_nowhere() -> None:
    assert phones.gone([one(), one(battery=2), one(recording=False)], WEEK, NOW) == []


def test_since_when_a_phone_is_silent_is_told_by_the_day() -> None:
    assert phones.since(one(last_sync_req_at=FRIDAY)) == "since Fri 20 Nov"
    assert phones.since(one(last_sync_req_at=None)) == "never heard of"
