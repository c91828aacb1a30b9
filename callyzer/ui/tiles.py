"""Figures and honours in cards, side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from callyzer.ui import markup
from callyzer.ui.screen import Screen
from callyzer.views.parts import Cards, Movers, Note, Tiles

TILE_HEIGHT = 142


def tiles(screen: Screen, ask: Callable[[], Tiles], labels: Sequence[str], *, compared: bool = True) -> None:
    """A row of tiles with these labels. One whose figure is still to come keeps its place.

    `compared`: each with a line for the change against the previous period.
    """

    def place(answer: Tiles) -> None:
        st.html(markup.tiles(answer.tiles, screen.theme, screen.link, compared=compared, gap=screen.gap))
        notes(answer.notes)

    waiting = partial(markup.waiting_tiles, labels, screen.theme, compared=compared)
    screen.section(ask, place, markup.Frame("tiles", "", "", TILE_HEIGHT), waiting)


def cards(screen: Screen, ask: Callable[[], Cards]) -> None:
    """A row of honours."""

    def place(answer: Cards) -> None:
        st.html(markup.cards(answer.cards, screen.link, screen.link_to_call))
        notes(answer.notes)

    screen.section(ask, place, markup.Frame("cards", "", "", TILE_HEIGHT))


def notes(given: tuple[Note, ...]) -> None:
    """What has to be said beside figures; nothing where all is well."""
    if given:
        st.html(markup.notes(given))


def note(text: str) -> None:
    """A sentence about a page as a whole."""
    notes((Note("info", text),))


def changes(screen: Screen, ask: Callable[[], Movers], frame: markup.Frame) -> None:
    """What changed most, in sentences."""

    def place(answer: Movers) -> None:
        st.html(markup.heading(frame.title, frame.question))
        nothing = markup.empty("Nothing changed.", frame.height - markup.HEADING)
        st.html(markup.changes(answer.changes, screen.link) if answer.changes else nothing)
        notes(answer.notes)

    screen.section(ask, place, frame)
