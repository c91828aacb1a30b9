"""A comparison's measures, side by side."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from callyzer.ui import markup
from callyzer.ui.downloads import csv_button
from callyzer.ui.markup import Frame
from callyzer.ui.screen import Screen
from callyzer.ui.tiles import notes
from callyzer.views.parts import Pairs


def pairs(screen: Screen, ask: Callable[[], Pairs], frame: Frame) -> None:
    """Draws the measures in a frame of `frame.height` pixels."""
    with st.container(key=f"pairs-{frame.key}"):
        screen.section(ask, partial(_place, screen, frame), frame)


def _place(screen: Screen, frame: Frame, answer: Pairs) -> None:
    with st.container(key=f"head-{frame.key}", horizontal=True, vertical_alignment="top", gap="xxsmall", wrap=False):
        st.html(markup.heading(frame.title, frame.question))
        if not answer.empty:
            csv_button(screen, frame.key, lambda: answer.data)
    nothing = markup.empty(answer.empty, frame.height - markup.HEADING)
    st.html(nothing if answer.empty else markup.pairs(answer, screen.link))
    notes(answer.notes)
