"""What is selected in a figure or a table, which the browser keeps until it is told otherwise.

A click on what is selected already takes the selection back, so that it would lead nowhere once: what a click opened is
let go of when it is closed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from callyzer.ui.address import arrivals


def let_go(element: str) -> None:
    """Nothing is selected in this element, by its frame's key, from when it is drawn next."""
    st.session_state[_waiting(element)] = True


def figure_name(element: str) -> str:
    """The key of a figure: a chart's selection cannot be told to it, but another chart has none."""
    turn = f"turn-{element}"
    if st.session_state.pop(_waiting(element), False):
        st.session_state[turn] = st.session_state.get(turn, 0) + 1
    turns = st.session_state.get(turn)
    return f"figure-{element}-{turns}" if turns else f"figure-{element}"


def free_cells(element: str, name: str) -> None:
    """Before a table is drawn under this name: no cell is selected where it was let go of; what is ticked stays."""
    state: Any = st.session_state.get(name)
    if st.session_state.pop(_waiting(element), False) and state is not None:
        st.session_state[name] = {"selection": {"rows": list(state.selection.rows), "columns": [], "cells": []}}


def put_place(element: str, cells: Sequence[tuple[int, str]]) -> None:
    """Where somebody is in a table."""
    st.session_state[_place(element)] = tuple(cells)


def stay_in(element: str, column: str) -> None:
    """A table was ordered by this column, and is drawn anew: who came to it with the keyboard goes on from there."""
    cells = [cell for cell in st.session_state.get(_place(element), ()) if cell[1] == column]
    put_place(element, cells)
    selected = {"selection": {"rows": [], "columns": [], "cells": cells}} if cells else None
    st.session_state[f"start-{element}"] = arrivals(), selected


def place_in(element: str) -> Any:
    """What is selected in a table when it is drawn for the first time; None for nothing, as for who comes back to the
    page."""
    arrival, selected = st.session_state.get(f"start-{element}", (None, None))
    return selected if arrival == arrivals() else None


def _place(element: str) -> str:
    return f"place-{element}"


def _waiting(element: str) -> str:
    return f"let-go-{element}"
