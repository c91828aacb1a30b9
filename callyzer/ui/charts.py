"""A figure with its heading, its definition, what is to be said beside it, and the buttons that take it along."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import streamlit as st

from callyzer.figures import heatmap
from callyzer.ui import markup
from callyzer.ui.downloads import csv_button, picture_of
from callyzer.ui.markup import Frame
from callyzer.ui.screen import Screen
from callyzer.ui.tiles import notes
from callyzer.views.parts import Chart

CONFIG = {"displayModeBar": False, "displaylogo": False, "scrollZoom": False, "doubleClick": False,
          "modeBarButtonsToRemove": ["sendChartToCloud"]}
Point = Mapping[str, Any]


def chart(screen: Screen, ask: Callable[[], Chart], frame: Frame, *,
          clicked: Callable[[Point], None] | None = None) -> None:
    """Draws a figure; its frame is `frame.height` pixels high, heading included. `clicked` gets a clicked point."""
    with st.container(key=f"chart-{frame.key}"):
        screen.section(ask, partial(_place, screen, frame, clicked), frame)


def heatmap_frame(screen: Screen, key: str, title: str, lines: int = 1) -> Frame:
    """The frame of a heatmap, which has a row for each slot of the working hours and `lines` of labels below."""
    height = heatmap.height_of(len(screen.question.working_hours.slots), lines)
    return Frame(key, title, "When are the calls?", markup.HEADING + height)


def _place(screen: Screen, frame: Frame, clicked: Callable[[Point], None] | None, answer: Chart) -> None:
    with st.container(key=f"head-{frame.key}", horizontal=True, vertical_alignment="top", gap="xxsmall", wrap=False):
        picture = None if answer.empty else picture_of(screen, frame.key, answer.title)
        st.html(markup.heading(answer.title, answer.question, answer.help, picture))
        if not answer.empty:
            csv_button(screen, frame.key, answer.data)
    if answer.empty:
        st.html(markup.empty(answer.empty, frame.height - markup.HEADING))
    else:
        _figure(answer, frame.key, clicked)
    notes(answer.notes)


def _figure(answer: Chart, key: str, clicked: Callable[[Point], None] | None) -> None:
    name = f"figure-{key}"
    selecting: Any = partial(_pass_on, name, clicked) if clicked and answer.selectable else "ignore"
    st.plotly_chart(answer.figure, theme=None, key=name, height=answer.height, config=CONFIG, alt=answer.alt,
                    on_select=selecting, selection_mode="points")


def _pass_on(name: str, clicked: Callable[[Point], None]) -> None:
    """Streamlit calls this before the page runs again. Taking a selection back is no click."""
    points = st.session_state[name].selection.points
    if points:
        clicked(points[0])
