"""Row sets: their columns, what is missing in them, and the zone of their instants."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from callyzer.model import rows
from callyzer.model.rows import Columns, Kind, frame

INDIA = ZoneInfo("Asia/Kolkata")
EVERY: Columns = {
    "text": Kind.TEXT, "count": Kind.COUNT, "seconds": Kind.SECONDS, "percent": Kind.PERCENT, "number": Kind.NUMBER,
    "flag": Kind.FLAG, "tags": Kind.TAGS, "day": Kind.DAY, "instant": Kind.INSTANT,
}
FULL = {
    "text": "a", "count": 1, "seconds": 60, "percent": 12.5, "number": 80, "flag": True, "tags": ("North",),
    "day": date(2026, 7, 28), "instant": datetime(2026, 7, 28, 5, 0, tzinfo=UTC),
}
MISSING = FULL | {"text": None, "number": None, "flag": None, "tags": (), "instant": None}
DECLARED = {
    name: value for name, value in vars(rows).items() if name.isupper() and len(name) > 1 and not name.startswith("_")}


def test_what_is_there() -> None:
    row = frame([FULL], EVERY, INDIA).iloc[0]
    assert (row["text"], row["count"], row["seconds"], row["percent"], row["number"]) == ("a", 1, 60, 12.5, 80)
    assert row["tags"] == ("North",)
    assert row["day"] == pd.Timestamp("2026-07-28")
    assert row["instant"] == pd.Timestamp("2026-07-28 10:30", tz=INDIA)
    assert str(row["instant"]).startswith("2026-07-28 10:30:00")


def test_what_is_missing() -> None:
    row = frame([MISSING], EVERY, INDIA).iloc[0]
    assert (row["text"], row["tags"]) == ("", ())
    assert row["number"] is pd.NA
    assert row["flag"] is pd.NA
    assert row["instant"] is pd.NaT


def test_the_types_are_the_same_with_missing_values_and_without_rows() -> None:
    none: list[dict[str, Any]] = []
    full, missing, empty = (frame(records, EVERY, INDIA).dtypes for records in ([FULL], [MISSING], none))
    pd.testing.assert_series_equal(full, missing)
    pd.testing.assert_series_equal(full, empty)


def test_columns_come_in_the_declared_order_and_no_others() -> None:
    turned = {name: FULL[name] for name in reversed(list(EVERY))} | {"more": 1}
    assert list(frame([turned], EVERY, INDIA).columns) == list(EVERY)
    assert list(frame(pd.DataFrame([turned]), EVERY, INDIA).columns) == list(EVERY)


def test_a_required_number_that_is_missing_is_no_zero() -> None:
    with pytest.raises((TypeError, ValueError)):
        frame([FULL | {"count": None}], EVERY, INDIA)


@pytest.mark.parametrize("name", sorted(DECLARED))
def test_every_declared_row_set_can_be_empty(name: str) -> None:
    none: list[dict[str, Any]] = []
    assert list(frame(none, DECLARED[name], INDIA).columns) == list(DECLARED[name])
