"""A figure with its heading, its definition, what is to be said beside it, and the buttons that take it along."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from callyzer.figures import heatmap
from callyzer.ui import markup
from callyzer.ui.downloads import csv_button, picture_of
from callyzer.ui.markup import Frame
from callyzer.ui.offers import Way, offer, take_back
from callyzer.ui.screen import Screen
from callyzer.ui.selecting import figure_name
from callyzer.ui.tiles import notes
from callyzer.views.csv import saved_chart
from callyzer.views.parts import Chart, Marks

CONFIG = {"displayModeBar": False, "displaylogo": False, "scrollZoom": False, "doubleClick": False,
          "modeBarButtonsToRemove": ["sendChartToCloud"]}


def chart(screen: Screen, ask: Callable[[], Chart], frame: Frame, *, clicked: Way | None = None) -> None:
    """Draws a figure; its frame is `frame.height` pixels high, heading included. A click on a mark offers the calls
    behind it, and where `clicked` leads, which gets the point."""
    with st.container(key=f"chart-{frame.key}"):
        screen.section(ask, partial(_place, screen, frame, clicked), frame)


def heatmap_frame(screen: Screen, key: str, title: str, lines: int = 1) -> Frame:
    """The frame of a heatmap, which has a row for each slot of the working hours and `lines` of labels below."""
    height = heatmap.height_of(len(screen.question.working_hours.slots), lines)
    return Frame(key, title, "When are the calls?", markup.HEADING + height)


def _place(screen: Screen, frame: Frame, clicked: Way | None, answer: Chart) -> None:
    with st.container(key=f"head-{frame.key}", horizontal=True, vertical_alignment="top", gap="xxsmall", wrap=False):
        picture = None if answer.empty else picture_of(screen, frame.key, answer.title)
        st.html(markup.heading(answer.title, answer.question, answer.help, picture))
        if not answer.empty:
            csv_button(screen, frame.key, lambda: saved_chart(answer))
    if answer.empty:
        st.html(markup.empty(answer.empty, frame.height - markup.HEADING))
    else:
        _figure(answer, frame.key, clicked)
    notes(answer.notes)


def _figure(answer: Chart, key: str, clicked: Way | None) -> None:
    name = figure_name(key)
    selecting: Any = partial(_pass_on, name, key, answer.marks, clicked) if answer.marks else "ignore"
    st.plotly_chart(answer.figure, theme=None, key=name, height=answer.height, config=CONFIG, alt=answer.alt,
                    on_select=selecting, selection_mode="points")


def _pass_on(name: str, element: str, marks: Marks, clicked: Way | None) -> None:
    """Streamlit calls this before the page runs again. A click on a selected mark takes the selection back."""
    for point in st.session_state[name].selection.points:
        key = tuple(point.get("customdata") or ())
        if key in marks:
            offer(element, marks[key], clicked if key[0] else None, point)
            return
    take_back(element)
