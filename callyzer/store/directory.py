"""The account's registered employees."""

from __future__ import annotations

from callyzer.errors import BadRequest, UnknownNumbers
from callyzer.model import EmployeeQuery, Employees, Page, rows
from callyzer.store.frames import row_set
from callyzer.store.matching import Matching, keys_of_employees, keys_of_tags
from callyzer.store.reading import Reading

_ENDPOINT = "get_employees"
_UNKNOWN = "The ‘{}’ doesn’t exist."


def get_employees(reading: Reading, query: EmployeeQuery, page: Page | None) -> Employees:
    """Whoever fits every part of the query. Raises the documented refusal for numbers, tags, names or codes unknown."""
    data, total = reading.page("employees", _matching(reading, query), page)
    return Employees(row_set(data, rows.EMPLOYEES, reading.zone), total, reading.provenance)


def _matching(reading: Reading, query: EmployeeQuery) -> Matching:
    matching = Matching()
    if query.emp_numbers:
        refusal = UnknownNumbers(_ENDPOINT, 400, _UNKNOWN)
        keys = keys_of_employees(reading.connection, query.emp_numbers, refusal)
        matching.require_any("employee_key", keys, name="employee")
    if query.emp_tags:
        keys = keys_of_tags(reading.connection, query.emp_tags, _ENDPOINT, _UNKNOWN)
        matching.require_any("employee_key", keys, name="tagged")
    if query.emp_name:
        _check_name(reading, query.emp_name)
        matching.require("LOWER(emp_name) = LOWER($emp_name)", emp_name=query.emp_name)
    if query.emp_codes:
        _check_codes(reading, query.emp_codes)
        matching.require_any("emp_code", query.emp_codes, name="emp_code")
    return matching


def _check_name(reading: Reading, name: str) -> None:
    text = "SELECT 1 FROM employees WHERE is_registered AND LOWER(emp_name) = LOWER($emp_name) LIMIT 1"
    if not reading.connection.tuples(text, {"emp_name": name}):
        raise BadRequest(_ENDPOINT, 400, "Invalid “emp_name”. Employee doesn’t exist for a given name.")


def _check_codes(reading: Reading, codes: tuple[str, ...]) -> None:
    known = {code for (code,) in reading.connection.tuples("SELECT emp_code FROM employees WHERE is_registered")}
    unknown = [code for code in codes if code not in known]
    if unknown:
        raise BadRequest(_ENDPOINT, 400, _UNKNOWN.format(", ".join(unknown)))
