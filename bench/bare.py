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
from streamlit.delta_generator import DeltaGenerator

PAGES = Path(__file__).parent.parent / "pages"
DRAWING = ("html", "plotly_chart", "dataframe", "download_button", "caption", "selectbox", "segmented_control", "pills",
           "multiselect", "number_input", "toggle", "time_input", "container", "columns", "popover", "text_input",
           "date_input", "data_editor", "form", "form_submit_button", "button")
RANGES = {"last-week": "Last week", "last-month": "Last month"}

Boxes = dict[int, DeltaGenerator]
"""What has been drawn that others stand in, by the number under which it was written down."""

Step = Callable[[Boxes], object]


@st.cache_resource
def constants(page: str, chosen: str) -> list[Step]:  # noqa: ARG001 - the arguments tell the lists apart
    return []


class Notes:
    """What a page hands to Streamlit while it runs, as steps that do the same again."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self._numbers: dict[int, int] = {}
        self._kept: list[object] = []  # so that no id is used twice

    @contextmanager
    def written_down(self) -> Iterator[None]:
        drawing = {name: getattr(st, name) for name in DRAWING}
        entering, leaving = DeltaGenerator.__enter__, DeltaGenerator.__exit__
        for name, original in drawing.items():
            setattr(st, name, partial(self._draw, original))
        DeltaGenerator.__enter__ = self._around(entering)  # type: ignore[method-assign] # for this one run
        DeltaGenerator.__exit__ = self._around(leaving)  # type: ignore[method-assign] # the same
        try:
            yield
        finally:
            for name, original in drawing.items():
                setattr(st, name, original)
            DeltaGenerator.__enter__ = entering  # type: ignore[method-assign] # back again
            DeltaGenerator.__exit__ = leaving  # type: ignore[method-assign] # back again

    def _draw(self, draw: Callable[..., Any], *given: Any, **named: Any) -> Any:
        plain = {name: value for name, value in named.items() if not (name.startswith("on_") and callable(value))}
        if plain.keys() != named.keys() and "on_select" in named:
            plain["on_select"] = "rerun"
        drawn = draw(*given, **named)
        boxes = [box for box in (drawn if isinstance(drawn, list) else [drawn]) if isinstance(box, DeltaGenerator)]
        numbers = [self._number(box) for box in boxes]

        def again(known: Boxes) -> None:
            result = draw(*given, **plain)
            known.update(zip(numbers, result if isinstance(result, list) else [result], strict=False))

        self.steps.append(again)
        return drawn

    def _number(self, box: DeltaGenerator) -> int:
        self._kept.append(box)
        return self._numbers.setdefault(id(box), len(self._numbers))

    def _around(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def around(box: DeltaGenerator, *given: Any) -> Any:
            number = self._numbers.get(id(box))
            if number is not None:
                self.steps.append(lambda known: original(known[number], *given))
            return original(box, *given)
        return around


def record(page: str, chosen: str) -> None:
    notes = Notes()
    with notes.written_down():
        runpy.run_path(str(PAGES / f"{page}.py"))
    constants(page, chosen)[:] = notes.steps


def draw(page: str) -> None:
    chosen = st.pills("Range", list(RANGES), format_func=RANGES.__getitem__, default="last-week", required=True)
    boxes: Boxes = {}
    for step in constants(page, chosen):
        step(boxes)


if __name__ == "__main__":
    st.set_page_config(layout="wide")
    asked = st.session_state.setdefault("asked", dict(st.query_params))  # a page writes its own address
    if "record" in asked:
        record(asked["page"], asked["record"])
    else:
        draw(asked["page"])
