from __future__ import annotations

import pandas as pd

from callyzer.ui.tables import marked
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
