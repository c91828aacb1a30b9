"""The same elements from constants: what a rerun of a page is compared with.

A tab with `?record=RANGE&page=PAGE` runs the page and writes down what it hands to Streamlit. A tab with `?page=PAGE`
only hands the same over again: no question, no view, and none of the dashboard's own layout.
"""

from __future__ import annotations

import runpy
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

PAGES = Path(__file__).parent.parent / "pages"
DRAWING = ("html", "plotly_chart", "dataframe", "download_button", "caption", "selectbox", "segmented_control",
           "multiselect", "number_input", "toggle", "time_input")
RANGES = {"last-30-days": "30 days", "last-90-days": "90 days"}

Drawn = Callable[[], object]


@st.cache_resource
def constants(page: str, chosen: str) -> list[Drawn]:  # noqa: ARG001 - the arguments tell the lists apart
    return []


@contextmanager
def written_down(calls: list[Drawn]) -> Iterator[None]:
    originals = {name: getattr(st, name) for name in DRAWING}
    for name, original in originals.items():
        setattr(st, name, partial(_write_down, calls, original))
    try:
        yield
    finally:
        for name, original in originals.items():
            setattr(st, name, original)


def _write_down(calls: list[Drawn], draw: Callable[..., Any], *given: Any, **named: Any) -> Any:
    plain = {name: value for name, value in named.items() if not (name.startswith("on_") and callable(value))}
    if plain.keys() != named.keys() and "on_select" in named:
        plain["on_select"] = "rerun"
    calls.append(partial(draw, *given, **plain))
    return draw(*given, **named)


def record(page: str, chosen: str) -> None:
    calls: list[Drawn] = []
    with written_down(calls):
        runpy.run_path(str(PAGES / f"{page}.py"))
    constants(page, chosen)[:] = calls


def draw(page: str) -> None:
    chosen = st.pills("Range", list(RANGES), format_func=RANGES.__getitem__, default="last-30-days", required=True)
    for call in constants(page, chosen):
        call()


if __name__ == "__main__":
    st.set_page_config(layout="wide")
    asked = st.session_state.setdefault("asked", dict(st.query_params))  # a page writes its own address
    if "record" in asked:
        record(asked["page"], asked["record"])
    else:
        draw(asked["page"])
