"""What is selected is let go of once, when its element is drawn next."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import streamlit as st
from streamlit.elements.arrow import DataframeState

from callyzer.ui.selecting import figure_name, free_cells, let_go, place_in, put_place, stay_in


@pytest.fixture(autouse=True)
def _visit() -> Iterator[None]:
    """Outside a page the state is that of the process."""
    yield
    for name in list(st.session_state):
        del st.session_state[name]


def test_a_figure_keeps_its_key_until_it_is_let_go_of_and_then_the_new_one() -> None:
    assert figure_name("trend") == figure_name("trend") == "figure-trend"
    let_go("trend")
    assert figure_name("trend") == figure_name("trend") == "figure-trend-1"
    let_go("trend")
    assert figure_name("trend") == "figure-trend-2"
    assert figure_name("by-day") == "figure-by-day", "another figure keeps what is selected in it"


def selected(*rows: int, cell: tuple[int, str]) -> DataframeState:
    return DataframeState({"selection": {"rows": list(rows), "columns": [], "cells": [cell]}})


def test_the_cell_of_a_table_is_let_go_of_and_its_ticks_stay() -> None:
    st.session_state["rows-calls"] = selected(2, 5, cell=(3, "name"))
    let_go("calls")
    free_cells("calls", "rows-calls")
    assert st.session_state["rows-calls"] == {"selection": {"rows": [2, 5], "columns": [], "cells": []}}


def test_a_cell_that_was_not_let_go_of_stays_selected_and_so_does_the_next_one() -> None:
    st.session_state["rows-calls"] = chosen = selected(cell=(3, "name"))
    free_cells("calls", "rows-calls")
    assert st.session_state["rows-calls"] == chosen
    let_go("calls")
    free_cells("calls", "rows-calls")
    st.session_state["rows-calls"] = later = selected(cell=(4, "name"))
    free_cells("calls", "rows-calls")
    assert st.session_state["rows-calls"] == later


def test_letting_go_of_a_table_that_has_never_been_drawn_leaves_no_trace() -> None:
    let_go("calls")
    free_cells("calls", "rows-calls")
    assert "rows-calls" not in st.session_state


def test_who_orders_a_table_in_the_column_where_they_are_stays_there() -> None:
    assert place_in("calls") is None
    put_place("calls", [(3, "duration")])
    assert place_in("calls") is None, "a table that is drawn for the first time has nothing selected"
    stay_in("calls", "duration")
    stay_in("calls", "duration")
    assert place_in("calls") == {"selection": {"rows": [], "columns": [], "cells": [(3, "duration")]}}


def test_who_orders_a_table_by_another_column_is_nowhere_in_it() -> None:
    put_place("calls", [(3, "duration")])
    stay_in("calls", "note")
    assert place_in("calls") is None
    stay_in("calls", "duration")
    assert place_in("calls") is None, "the mouse has left that place"


def test_who_comes_back_to_a_page_is_nowhere_in_its_tables() -> None:
    put_place("calls", [(3, "duration")])
    stay_in("calls", "duration")
    assert place_in("calls") is not None
    st.session_state["_arrivals"] = 1
    assert place_in("calls") is None
