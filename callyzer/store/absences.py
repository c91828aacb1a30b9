"""What the account no longer has: people who left, leads that are gone, numbers taken off the exclude list."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from callyzer.model import Number
from callyzer.store import rollup
from callyzer.store.database import Connection

_EMPLOYEE = ["emp_country_code", "emp_number"]


def unregister_others(connection: Connection, employees: pd.DataFrame) -> None:
    """Whoever is not among these rows (rows.EMPLOYEES) has left; calls and names stay."""
    connection.stage("present", employees[_EMPLOYEE].drop_duplicates())
    connection.run(
        "UPDATE employees SET is_registered = FALSE WHERE is_registered AND NOT EXISTS (SELECT 1 FROM present"
        " WHERE present.emp_country_code = employees.emp_country_code AND present.emp_number = employees.emp_number)")


def remove_other_leads(connection: Connection, ids: Iterable[str]) -> None:
    """Leads that are not among these are gone; their calls stay."""
    connection.stage("present", pd.DataFrame({"id": pd.Series(list(ids), dtype="str")}), "DISTINCT id")
    connection.run("DELETE FROM lead_numbers WHERE lead_id NOT IN (SELECT id FROM present)")
    connection.run("DELETE FROM leads WHERE id NOT IN (SELECT id FROM present)")


def include_numbers(connection: Connection, numbers: Iterable[str]) -> None:
    """Takes numbers ("91-9876543210") off the exclude list, and what hides them in any country with them."""
    parsed = [Number.parse(text) for text in numbers]
    connection.stage("present", pd.DataFrame(
        {"country_code": [each.country_code for each in parsed], "number": [each.number for each in parsed]},
        dtype="str"))
    connection.run("DELETE FROM excluded_numbers WHERE EXISTS (SELECT 1 FROM present"
                   " WHERE present.number = excluded_numbers.number"
                   " AND excluded_numbers.country_code IN ('', present.country_code))")
    rollup.forget(
        connection, "SELECT DISTINCT local_day FROM calls INNER JOIN clients ON calls.client_key = clients.client_key"
        " INNER JOIN present ON number = client_number AND country_code = client_country_code WHERE is_excluded")
    connection.run("UPDATE clients SET is_excluded = FALSE FROM present WHERE present.number = client_number"
                   " AND present.country_code = client_country_code")
