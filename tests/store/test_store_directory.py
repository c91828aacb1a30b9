from __future__ import annotations

from typing import Any

import pytest

from callyzer.errors import BadRequest, UnknownNumbers, UnknownTags
from callyzer.model import EmployeeQuery, Page
from callyzer.store import CallStore
from tests.builders import ASHA, BINA, CHETAN, at, call, employee, employees, records
from tests.store.conftest import Stored

PEOPLE = (
    employee(BINA, "Bina", ("South",), emp_code="2"),
    employee(ASHA, "Asha", ("North",), emp_code="1", registered_at=at("2026-01-01 09:00"),
             **{"device_details.device_model": "M31", "device_preference.battery_percentage": None}),
    employee("9000000004", "Asha", (), emp_code="4", is_lead_active=None))


@pytest.fixture
def store(stored: Stored) -> CallStore:
    store = stored(call("2026-11-02 10:00", emp=CHETAN))
    store.add_employees(employees(*PEOPLE))
    return store


def test_the_registered_employees_come_by_name_with_everything_known(store: CallStore) -> None:
    report = store.get_employees(EmployeeQuery())
    assert records(report.rows) == [PEOPLE[1], PEOPLE[2], PEOPLE[0]]
    assert report.total_records == 3


@pytest.mark.parametrize(("query", "numbers"), [
    ({"emp_numbers": (ASHA, f"91-{BINA}")}, [ASHA, BINA]),
    ({"emp_tags": ("South", "North")}, [ASHA, BINA]),
    ({"emp_name": "aSHA"}, [ASHA, "9000000004"]),
    ({"emp_codes": ("2", "4")}, ["9000000004", BINA]),
    ({"emp_codes": ("2",), "emp_name": "Asha"}, []),
])
def test_a_query_finds_who_fits_every_part(store: CallStore, query: dict[str, Any], numbers: list[str]) -> None:
    assert list(store.get_employees(EmployeeQuery(**query)).rows["emp_number"]) == numbers


def test_pages_hold_their_share_and_tell_the_total(store: CallStore) -> None:
    report = store.get_employees(EmployeeQuery(), Page(2, 2))
    assert (list(report.rows["emp_number"]), report.total_records) == ([BINA], 3)


@pytest.mark.parametrize(("query", "error", "message"), [
    ({"emp_numbers": ("1112223334",)}, UnknownNumbers, "The ‘1112223334’ doesn’t exist."),
    ({"emp_tags": ("West",)}, UnknownTags, "The ‘West’ doesn’t exist."),
    ({"emp_name": "Ash"}, BadRequest, "Invalid “emp_name”. Employee doesn’t exist for a given name."),
    ({"emp_codes": ("9", "1")}, BadRequest, "The ‘9’ doesn’t exist."),
])
def test_who_is_unknown_is_refused_as_the_api_refuses(
    store: CallStore, query: dict[str, Any], error: type[BadRequest], message: str,
) -> None:
    with pytest.raises(error) as refused:
        store.get_employees(EmployeeQuery(**query))
    assert refused.value.message == message


def test_an_employee_registered_again_is_renewed(store: CallStore) -> None:
    store.add_employees(employees(employee(ASHA, "Asha Rao", ("East",))))
    store.add_employees(employees(employee(CHETAN)))
    assert list(store.get_employees(EmployeeQuery()).rows["emp_name"]) == ["Asha", "Asha Rao", "Bina", "Chetan"]
