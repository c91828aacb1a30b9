from __future__ import annotations

import pandas as pd

from callyzer.ui.tables import found, marked
from callyzer.views.parts import Column, ColumnKind, RowTable


def table(**columns: list[str]) -> RowTable:
    frame = pd.DataFrame(columns)
    return RowTable("t", "", "", frame, (Column("name", "Name", ColumnKind.TEXT),))


def test_employees_whose_calls_may_be_missing_have_a_sign_behind_their_names() -> None:
    people = table(key=["91-1", "91-2"], name=["Asha", "Bina"])
    shown = marked(people, frozenset({"91-2", "91-3"}))
    assert list(shown.frame["name"]) == ["Asha", "Bina \N{WARNING SIGN}"]
    assert marked(people, frozenset({"91-2", "91-3"})) is shown


def test_rows_that_are_no_employees_have_none() -> None:
    people, clients = table(key=["91-1"], name=["Asha"]), table(name=["Ravi"])
    assert marked(people, frozenset()) is people
    assert marked(clients, frozenset({"91-1"})) is clients


def test_a_search_looks_through_texts_and_tags_whatever_the_case_and_keeps_what_is_said_of_its_rows() -> None:
    frame = pd.DataFrame({"name": ["Asha", "Bina", "Chetan"], "tags": [("North",), (), ("South", "New")],
                          "calls": [1, 2, 3]})
    columns = (Column("name", "Name", ColumnKind.TEXT), Column("tags", "Tags", ColumnKind.TAGS),
               Column("calls", "Calls", ColumnKind.COUNT))
    people = RowTable("t", "", "", frame, columns, quiet=(0, 2), new=(2,))
    assert list(found(people, "NA").frame["name"]) == ["Bina"]
    south = found(people, "south")
    assert (list(south.frame["name"]), south.quiet, south.new) == (["Chetan"], (0,), (0,))
    assert found(people, "3").frame.empty, "numbers are not searched"
    assert found(people, "") is people
