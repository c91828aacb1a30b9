from __future__ import annotations

from typing import Any

import pytest

from callyzer.errors import UnknownNumbers, UnknownTags
from callyzer.store import CallStore
from tests.builders import ASHA, BINA, CHETAN, RAVI, SITA, call, calls, days, employee, employees
from tests.store.conftest import Stored


@pytest.fixture
def store(stored: Stored) -> CallStore:
    """Asha (North, Field), Bina (South), and Chetan, whose account is deleted and whose calls carry the tag Old."""
    store = stored(
        call("2026-11-02 10:00", "Outgoing", 10, emp=ASHA, client=RAVI),
        call("2026-11-02 11:00", "Incoming", 20, emp=BINA, client=SITA),
        call("2026-11-02 12:00", "Missed", 0, emp=CHETAN, client=RAVI, emp_tags=("Old",)),
        call("2026-11-02 13:00", "Outgoing", 30, emp=ASHA, client=RAVI, client_country_code="49"))
    store.add_employees(employees(employee(ASHA, tags=("North", "Field")), employee(BINA, tags=("South",))))
    return store


@pytest.mark.parametrize(("part", "hours"), [
    ({}, [10, 11, 12, 13]),
    ({"emp_numbers": (BINA,)}, [11]),
    ({"emp_numbers": (f"91-{ASHA}", CHETAN)}, [10, 12, 13]),
    ({"emp_tags": ("Field", "South")}, [10, 11, 13]),
    ({"emp_tags": ("Old",)}, [12]),
    ({"emp_tags": ("North",), "emp_numbers": (BINA,)}, []),
    ({"client_numbers": (RAVI,)}, [10, 12, 13]),
    ({"client_numbers": (f"91-{RAVI}",)}, [10, 12]),
    ({"client_numbers": ("5550001111",)}, []),
    ({"call_types": ("Outgoing", "Missed")}, [10, 12, 13]),
    ({"duration_grt_than": 10}, [11, 13]),
    ({"duration_les_than": 20}, [10, 12]),
    ({"duration_grt_than": 10, "duration_les_than": 30}, [11]),
    ({"exclude_days": ("Mon",)}, []),
    ({"exclude_days": ("Tue",)}, [10, 11, 12, 13]),
])
def test_a_filter_keeps_the_calls_that_fit_every_part(store: CallStore, part: dict[str, Any], hours: list[int]) -> None:
    found = store.history(days("2026-11-02", **part)).rows
    assert sorted(found["call_at"].dt.hour) == hours


def test_days_are_the_accounts_local_days(stored: Stored) -> None:
    store = stored(call("2026-11-01 23:59:59"), call("2026-11-02 00:00"), call("2026-11-02 23:59:59"),
                   call("2026-11-03 00:00"))
    assert store.summary(days("2026-11-02")).total_calls == 2


def test_a_question_by_synced_time_finds_late_calls_and_no_call_without_that_time(stored: Stored) -> None:
    late = call("2026-11-01 10:00", synced_at=call("2026-11-02 08:00")["call_at"])
    store = stored(late, call("2026-11-02 10:00", synced_at=None), call("2026-11-02 23:59:30"))
    report = store.history(days("2026-11-02", by="synced"))
    assert list(report.rows["id"]) == [late["id"]]


def test_ranges_longer_than_the_api_answers_are_no_matter(stored: Stored) -> None:
    store = stored(call("2024-12-01 10:00"), call("2026-11-02 10:00"))
    assert store.summary(days("2024-11-22", "2026-11-22")).total_calls == 2


def test_excluded_numbers_are_left_out_unless_asked_for(store: CallStore) -> None:
    store.exclude_numbers([SITA, f"49-{RAVI}"])
    assert store.summary(days("2026-11-02")).total_calls == 2
    assert store.summary(days("2026-11-02", is_exclude_numbers=False)).total_calls == 4


def test_a_number_excluded_before_its_first_call_is_left_out_too(stored: Stored) -> None:
    store = stored()
    store.exclude_numbers([f"91-{RAVI}"])
    store.add_calls(calls(call("2026-11-02 10:00"), call("2026-11-02 11:00", client_country_code="49")))
    assert store.summary(days("2026-11-02")).total_calls == 1


def test_unknown_employee_numbers_are_refused_as_the_api_refuses_them(store: CallStore) -> None:
    asked = days("2026-11-02", emp_numbers=(ASHA, "91-1112223334", f"49-{ASHA}"))
    with pytest.raises(UnknownNumbers) as refused:
        store.summary(asked)
    assert refused.value.message == f"The ‘49-{ASHA}, 91-1112223334’ numbers doesn’t exist."
    assert (refused.value.status, refused.value.endpoint) == (400, "summary")
    with pytest.raises(UnknownNumbers, match="employee numbers") as refused:
        store.employee_summary(asked)
    assert refused.value.message.startswith("Invalid numbers ‘")


def test_unknown_tags_are_refused_as_the_api_refuses_them(store: CallStore) -> None:
    with pytest.raises(UnknownTags) as refused:
        store.history(days("2026-11-02", emp_tags=("North", "West", "East")))
    assert refused.value.message == "The ‘East, West’ tags doesn’t exist."


def test_what_a_person_types_is_data_and_never_sql(store: CallStore) -> None:
    with pytest.raises(UnknownTags):
        store.summary(days("2026-11-02", emp_tags=("x') OR 1=1 --",)))
