"""Employees with their figures: what the leaderboard and the overview's changes and leaders are made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal

import pandas as pd

from callyzer.model import Employees, EmployeeSummary
from callyzer.views import behind
from callyzer.views.definitions import SMALL_SAMPLE
from callyzer.views.parts import Mark, Marks

LEAST_HOURS = 1.0
"""Figures per hour of less working time than this say nothing."""

ADDITIVE = (
    "total_calls", "total_connected_calls", "total_outgoing_calls", "total_incoming_calls", "total_missed_calls",
    "total_rejected_calls", "total_duration", "total_never_attended_calls", "total_not_pickup_by_clients_calls",
    "total_working_hours", "total_outgoing_connected_calls",
)
"""Measures whose sum over the employees is that of the team."""


@lru_cache(maxsize=128)
def figures(report: EmployeeSummary) -> pd.DataFrame:
    """The rows with `key` (the number as on the wire), `name` (unambiguous), and the measures that follow from others:
    connect_rate, calls_per_hour, talk_per_hour; missing where there is nothing to divide by. Sorted as the report."""
    rows = report.rows.reset_index(drop=True)
    hours = rows["total_working_hours"] / 3600
    enough = hours.where(hours >= LEAST_HOURS)
    attempts = rows["total_outgoing_calls"]
    return rows.assign(
        key=keys(rows), name=names(rows),
        connect_rate=rows["total_outgoing_connected_calls"] / attempts.where(attempts > 0),
        calls_per_hour=rows["total_calls"] / enough,
        talk_per_hour=rows["total_duration"] / enough,
    )


@lru_cache(maxsize=128)
def by_number(report: EmployeeSummary | Employees) -> Mapping[str, str]:
    """Their unambiguous names, by number as on the wire."""
    return dict(zip(keys(report.rows), names(report.rows), strict=True))


def tags(known: Employees) -> tuple[str, ...]:
    """The account's tags, in the order of the alphabet."""
    return tuple(sorted({tag for tags in known.rows["emp_tags"] for tag in tags}))


@lru_cache(maxsize=128)
def totals(report: EmployeeSummary) -> Mapping[str, int]:
    """The team's sums of the additive measures."""
    return {name: int(report.rows[name].sum()) for name in ADDITIVE}


def sums(report: EmployeeSummary, keys: Sequence[str]) -> Mapping[str, int]:
    """The additive measures of these employees together."""
    rows = figures(report)
    chosen = rows[rows["key"].isin(keys)]
    return {name: int(chosen[name].sum()) for name in ADDITIVE}


def marks(rows: pd.DataFrame, *measures: str) -> Marks:
    """The calls behind each employee's figures, by the employee's number."""
    return {(row["key"],): mark(row, *measures) for row in rows.to_dict("records")}


def mark(row: Mapping[Any, Any], *measures: str) -> Mark:
    """The calls behind the figures of an employee's row of `figures`, each only once."""
    found = [each for measure in measures for each in behind.of_measure(measure, row, emp_numbers=(row["key"],))]
    return Mark(str(row["name"]), tuple(dict.fromkeys(found)))


def unsure(rows: pd.DataFrame, measure: str) -> pd.Series[bool]:
    """Which rows rest on too little to be ranked by the measure."""
    if measure == "connect_rate":
        return rows["total_outgoing_calls"] < SMALL_SAMPLE
    return rows[measure].isna()


def differences(now: EmployeeSummary, before: EmployeeSummary, measure: str) -> pd.DataFrame:
    """One row per employee of either report: key, name, now, before, difference; the largest difference first.

    Somebody without a call in one of the two counts as zero there, so the differences add up to the team's.
    """
    both = _paired(now, before)
    new, old = both[f"{measure}_now"], both[f"{measure}_before"]
    table = pd.DataFrame({"key": both["key"], "name": both["name"], "now": new, "before": old, "difference": new - old})
    order = (-table["difference"].abs()).argsort(kind="stable")
    return table.iloc[order].reset_index(drop=True)


@lru_cache(maxsize=64)
def _paired(now: EmployeeSummary, before: EmployeeSummary) -> pd.DataFrame:
    columns = ["key", "name", *ADDITIVE]
    both = figures(now)[columns].merge(figures(before)[columns], on="key", how="outer", suffixes=("_now", "_before"))
    counted = [f"{name}_{time}" for name in ADDITIVE for time in ("now", "before")]
    names = both["name_now"].fillna(both["name_before"])
    return pd.concat([both["key"], names.rename("name"), both[counted].fillna(0)], axis=1)


def keys(rows: pd.DataFrame, who: Literal["emp", "client"] = "emp") -> pd.Series[str]:
    """The numbers of employees or clients as on the wire: `Number.wire` for each row."""
    code, number = rows[f"{who}_country_code"], rows[f"{who}_number"]
    return (code + "-" + number).where(code != "", number)


def names(rows: pd.DataFrame) -> pd.Series[str]:
    """Who has no name goes by the number, and who shares one gets its last digits."""
    given = rows["emp_name"].where(rows["emp_name"].str.strip() != "", rows["emp_number"])
    shared = given.duplicated(keep=False)
    return given.where(~shared, given + " …" + rows["emp_number"].str[-4:])


def names_of_calls(rows: pd.DataFrame) -> pd.Series[str]:
    """The same for rows in which an employee comes more than once; nobody at all has no name."""
    keys = list(zip(rows["emp_country_code"], rows["emp_number"], strict=True))
    firsts = rows[(rows["emp_number"] != "") & ~pd.Series(keys, index=rows.index, dtype="object").duplicated()]
    known = dict(zip(zip(firsts["emp_country_code"], firsts["emp_number"], strict=True), names(firsts), strict=True))
    return pd.Series([known.get(key, "") for key in keys], index=rows.index, dtype="str")
