from __future__ import annotations

from typing import Any

import pandas as pd

from callyzer.ui import cells
from callyzer.views.parts import Column, ColumnKind, RowTable

FRAME = pd.DataFrame({"name": ["Asha", "Bina", "Chetan", "Diya", "Esha"],
                      "change": pd.array([3, -2, 0, 4, None], dtype="Int64")})
COLUMNS = (Column("name", "Employee", ColumnKind.TEXT), Column("change", "±", ColumnKind.CHANGE))


def drawn(**more: Any) -> Any:
    return cells.shown(RowTable("key", "", "", FRAME, COLUMNS, **more), "light")


def texts(style: Any) -> list[str]:
    return [row[-1]["display_value"] for row in style._translate(False, False)["body"]]


def test_places_are_told_with_their_direction_and_the_same_place_as_unchanged() -> None:
    assert texts(drawn())[:3] == ["▲ 3", "▼ 2", "="]


def test_who_had_no_place_before_is_new() -> None:
    assert texts(drawn(new=(3,)))[3] == "new"


def test_rows_that_rest_on_too_little_are_grey() -> None:
    html = drawn(quiet=(1,), quiet_columns=("name",)).to_html()
    assert html.count("opacity: 0.6") == 1


def test_a_table_without_changes_and_grey_rows_is_a_plain_frame() -> None:
    table = RowTable("key", "", "", FRAME[["name"]], COLUMNS[:1])
    assert isinstance(cells.shown(table, "light"), pd.DataFrame)


def test_of_very_many_rows_the_first_are_sent_in_the_unit_of_all() -> None:
    seconds = pd.DataFrame({"talk": [60, 0, 0, 36_000]})
    columns = (Column("talk", "Talk time", ColumnKind.SECONDS),)
    shown = cells.shown(RowTable("key", "", "", seconds, columns, quiet=(3,), most_rows=3), "light")
    assert len(shown) == 3
    assert shown["talk"].iloc[0] * 60 == 1.0  # a minute, in hours


def test_spans_that_are_not_known_yet_have_a_unit_all_the_same() -> None:
    seconds = pd.DataFrame({"took": pd.array([None, None], dtype="Int64")})
    table = RowTable("key", "", "", seconds, (Column("took", "Took", ColumnKind.SECONDS),))
    assert cells.shown(table, "light")["took"].isna().all()
    assert cells.configured(table, "light")["took"]["type_config"]["format"] == "%d s"
