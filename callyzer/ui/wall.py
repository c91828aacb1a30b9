"""The parts of the wallboard, in type that is read from four metres."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape
from pathlib import Path

import streamlit as st

from callyzer.figures.theme import Theme, colour
from callyzer.ui.front import go_to
from callyzer.ui.markup import Frame, Link, behind, goal_bar
from callyzer.ui.poller import keep_time
from callyzer.ui.screen import Screen
from callyzer.ui.tiles import notes
from callyzer.views.parts import Tile, Tiles
from callyzer.views.wallboard import Line, Lines

_STYLE = Path(__file__).parent / "wall.css"
_ROOM = 8
"""So many letters of the largest type fit into a tile."""
_TILES, _LIST = Frame("wall-tiles", "", "", 190), Frame("wall-list", "", "", 420)


def full_screen() -> None:
    """Hides what a television has no hands for, and draws the page again every minute."""
    st.html(_STYLE)
    keep_time()


def way_back() -> None:
    """For whoever came here by the menu, which is hidden."""
    with st.container(key="wall-back"):
        if st.button("Back to the overview", type="tertiary", icon=":material/arrow_back:"):
            go_to("team/overview")


def figures(screen: Screen, ask: Callable[[], Tiles], title: str, *, small: bool = False) -> None:
    """Figures side by side, their goals below them."""
    with st.container(key=f"wall-{title.lower().replace(' ', '-')}"):
        screen.section(ask, partial(_figures, screen, title, small), _TILES)


def listed(screen: Screen, ask: Callable[[], Lines], key: str) -> None:
    """A list with its bars."""
    with st.container(key=f"wall-{key}"):
        screen.section(ask, partial(_listed, screen), _LIST)


def _figures(screen: Screen, title: str, small: bool, answer: Tiles) -> None:
    sections = "".join(_tile(tile, screen.theme, screen.link) for tile in answer.tiles)
    tiles = f'<div class="wall-tiles">{sections}</div>'
    st.html(f'<section class="wall wall-list wall-small"><h2>{escape(title)}</h2>{tiles}</section>' if small else
            f'<div class="wall" role="group" aria-label="{escape(title)}">{tiles}</div>')
    notes(answer.notes)


def _tile(tile: Tile, theme: Theme, link: Link) -> str:
    value = behind(escape(tile.value), tile.behind, link) or '<span class="ghost"></span>'
    goal = f'<div class="wall-goal">{escape(tile.progress.said)}</div>{goal_bar(tile, theme)}' if tile.progress else ""
    long = " is-long" if len(tile.value) > _ROOM else ""
    return (f'<section data-tile="{escape(tile.key)}"><h2>{escape(tile.label)}</h2>'
            f'<div class="wall-value{long}">{value}</div>{goal}</section>')


def _listed(screen: Screen, answer: Lines) -> None:
    link = screen.link
    lines = "".join(_line(line, colour(answer.measure, screen.theme), link) for line in answer.lines)
    figure = behind(escape(answer.figure), answer.behind, link)
    figure = f'<span class="wall-value">{figure}</span>' if figure else ""
    below = f"<ol>{lines}</ol>" if lines else f'<p class="wall-goal">{escape(answer.empty)}</p>'
    st.html(f'<section class="wall wall-list wall-small"><header><h2>{escape(answer.title)}</h2>'
            f'<span class="wall-goal">{behind(escape(answer.detail), answer.also, link)}</span></header>'
            f"{figure}{below}</section>")
    notes(answer.notes)


def _line(line: Line, shade: str, link: Link) -> str:
    text = behind(escape(line.text), line.behind, link)
    return (f"<li><span>{escape(line.name)}</span><span>{text}</span>"
            f'<i aria-hidden="true" style="width:{line.share * 100:.1f}%;background:{shade}"></i></li>')
