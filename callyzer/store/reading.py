"""One report's view of the store: a snapshot, the account's zone, and how far the answer can be trusted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from callyzer.model import Page, Provenance
from callyzer.store.database import Connection, sql
from callyzer.store.matching import Matching

_ALL_ROWS = 2**62


@dataclass(frozen=True, slots=True)
class Reading:
    connection: Connection
    zone: ZoneInfo
    provenance: Provenance

    def report(self, name: str, matching: Matching) -> pd.DataFrame:
        """The rows of the report's SQL file."""
        return self.connection.frame(matching.into(sql(f"reports/{name}")), matching.parameters)

    def page(self, name: str, matching: Matching, page: Page | None) -> tuple[pd.DataFrame, int]:
        """One page of a report with rows, all of it without a page, and how many records all pages hold."""
        if page is None:
            return self.first(name, matching, _ALL_ROWS)
        matching.parameters.update(limit=page.size, offset=page.offset)
        data = self.report(name, matching)
        if data.empty and page.offset:
            # Every row tells the total, and there is none behind the last page: look at the first record.
            return data, self.first(name, matching, 1)[1]
        return data, _total(data)

    def first(self, name: str, matching: Matching, count: int) -> tuple[pd.DataFrame, int]:
        """The first rows of a report, so many at most, and how many records there are."""
        matching.parameters.update(limit=count, offset=0)
        data = self.report(name, matching)
        return data, _total(data)

    def people(self) -> pd.DataFrame:
        """What employees are called and dialled by, with their tags as a JSON list: by number, under the employee_key.

        Hundreds of people are read once and laid beside thousands of rows: a database hands out texts one by one.
        """
        return self.connection.frame(
            "SELECT employee_key, emp_name, emp_code, emp_country_code, emp_number, emp_tags FROM employees"
            " ORDER BY emp_number, emp_country_code").set_index("employee_key")

    def labels(self, keys: Mapping[str, pd.Series[Any]]) -> dict[str, Any]:
        """The columns of `people` for keys of employees, each after its prefix: "owner." for owner.emp_name. They are
        missing for a missing key."""
        people = self.people()
        columns = {}
        for prefix, wanted in keys.items():
            places = people.index.get_indexer(pd.Index(wanted.fillna(-1).astype("int64")))
            for name, values in people.items():
                columns[f"{prefix}{name}"] = pd.Series(values.array.take(places, allow_fill=True), index=wanted.index)
        return columns


def _total(data: pd.DataFrame) -> int:
    return 0 if data.empty else int(data["total_records"].iloc[0])
