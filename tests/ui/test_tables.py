from __future__ import annotations

from typing import Any

import pandas as pd

from callyzer.ui import tables
from callyzer.ui.tables import marked
from callyzer.views.parts import Column, ColumnKind, RowTable

FRAME = pd.DataFrame({"name": ["Asha", "Bina", "Chetan", "Diya", "Esha"],
                      "change": pd.array([3, -2, 0, 4, None], dtype="Int64")})
COLUMNS = (Column("name", "Employee", ColumnKind.TEXT), Column("change", "±", ColumnKind.CHANGE))


def drawn(**more: Any) -> Any:
    return tables._shown(RowTable("key", "", "", FRAME, COLUMNS, FRAME, **more), "light")


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
    table = RowTable("key", "", "", FRAME[["name"]], COLUMNS[:1], FRAME)
    assert isinstance(tables._shown(table, "light"), pd.DataFrame)


def test_of_very_many_rows_the_first_are_sent_in_the_unit_of_all() -> None:
    seconds = pd.DataFrame({"talk": [60, 0, 0, 36_000]})
    columns = (Column("talk", "Talk time", ColumnKind.SECONDS),)
    shown = tables._shown(RowTable("key", "", "", seconds, columns, seconds, quiet=(3,), most_rows=3), "light")
    assert len(shown) == 3
    assert shown["talk"].iloc[0] * 60 == 1.0  # a minute, in hours


def table(**columns: list[str]) -> RowTable:
    frame = pd.DataFrame(columns)
    return RowTable("t", "", "", frame, (Column("name", "Name", ColumnKind.TEXT),), data=frame)


def test_employees_whose_calls_may_be_missing_have_a_sign_behind_their_names() -> None:
    people = table(key=["91-1", "91-2"], name=["Asha", "Bina"])
    shown = marked(people, frozenset({"91-2", "91-3"}))
    assert list(shown.frame["name"]) == ["Asha", "Bina \N{WARNING SIGN}"]
    assert list(shown.data["name"]) == ["Asha", "Bina"], "what is saved holds names"
    assert marked(people, frozenset({"91-2", "91-3"})) is shown


def test_rows_that_are_no_employees_have_none() -> None:
    people, clients = table(key=["91-1"], name=["Asha"]), table(name=["Ravi"])
    assert marked(people, frozenset()) is people
    assert marked(clients, frozenset({"91-1"})) is clients
