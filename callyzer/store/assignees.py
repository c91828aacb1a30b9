"""To whom a lead goes."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass

from callyzer.errors import UnknownNumbers
from callyzer.model import Assignment
from callyzer.store.database import Connection
from callyzer.store.frames import texts_of
from callyzer.store.matching import Matching, keys_of_employees, keys_of_tags

_UNKNOWN = "The ‘{}’ doesn’t exist."


@dataclass(frozen=True, slots=True)
class Assignees:
    """Numbers as on the wire; or `everybody` whose lead feature is on."""

    numbers: tuple[str, ...] = ()
    everybody: bool = False


def choose(connection: Connection, assignment: Assignment, endpoint: str) -> Assignees:
    """Whom the strategy picks. Raises the documented refusal for unknown numbers and tags."""
    candidates = _candidates(connection, assignment, endpoint)
    strategy = assignment.strategy.casefold()
    if strategy == "assign to all selected":
        named = assignment.emp_numbers or assignment.emp_tags
        return Assignees(tuple(candidates)) if named else Assignees(everybody=True)
    if not candidates:
        return Assignees()
    if strategy == "minimum leads":
        held = _leads_held(connection)
        return Assignees((min(candidates, key=lambda number: (held[number], number)),))
    if strategy == "round robin":
        ((leads,),) = connection.tuples("SELECT COUNT(*) FROM leads")
        return Assignees((candidates[leads % len(candidates)],))
    return Assignees((random.choice(candidates),))  # noqa: S311  dealing out work is no secret


def _candidates(connection: Connection, assignment: Assignment, endpoint: str) -> list[str]:
    """By number, so that turns come in the same order each time."""
    matching = Matching()
    if assignment.emp_numbers:
        refusal = UnknownNumbers(endpoint, 400, _UNKNOWN)
        keys = keys_of_employees(connection, assignment.emp_numbers, refusal)
        matching.require_any("employee_key", keys, name="employee")
    elif assignment.emp_tags:
        keys = keys_of_tags(connection, assignment.emp_tags, endpoint, _UNKNOWN)
        matching.require_any("employee_key", keys, name="tagged")
    else:
        matching.require("is_registered AND is_lead_active")
    found = connection.tuples(
        f"SELECT emp_country_code, emp_number FROM employees WHERE {matching.condition} ORDER BY 2, 1",
        matching.parameters)
    return [f"{code}-{number}" for code, number in found]


def _leads_held(connection: Connection) -> Counter[str]:
    lists = connection.tuples("SELECT assignees FROM leads")
    return Counter(number for (assignees,) in lists for number in texts_of(assignees))
