"""What a click on a mark offers: the calls behind it, and perhaps narrower choices.

One bar at the foot of the window, the same on every page: a click, or a tap that shows a tip on a phone, leads nowhere
by itself. The numbers in it are links to the page of calls.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from callyzer.ui import markup
from callyzer.ui.address import address_of_calls, figures_of, page_in_force
from callyzer.ui.front import CALLS, file_of
from callyzer.ui.labels import plain
from callyzer.ui.selecting import let_go
from callyzer.views.link import Selection
from callyzer.views.parts import Mark

_STATE = "_offer"


@dataclass(frozen=True, slots=True)
class Way:
    """Where else a click may lead: `go` gets what was clicked, a figure's point or a table and the row's position."""

    label: str
    go: Callable[..., None]

    def __call__(self, *clicked: Any) -> None:
        self.go(*clicked)


@dataclass(frozen=True, slots=True)
class _Offer:
    """A mark that was clicked in an element of a page whose figures are of a selection: another one has others."""

    element: str
    mark: Mark
    way: Way | None
    clicked: tuple[Any, ...]
    page: str
    selection: Selection


def offer(element: str, mark: Mark, way: Way | None, *clicked: Any) -> None:
    """From the next run on; called before the page runs. `element` is the key of the frame in which the mark is."""
    standing = _standing()
    if standing and standing.element != element:
        let_go(standing.element)
    st.session_state[_STATE] = _Offer(element, mark, way, clicked, page_in_force(), figures_of())


def take_back(element: str) -> None:
    """Nothing is selected in the element any more: what it offered goes."""
    standing = _standing()
    if standing and standing.element == element:
        del st.session_state[_STATE]


def _standing() -> _Offer | None:
    standing: _Offer | None = st.session_state.get(_STATE)
    return standing


def _withdraw() -> None:
    standing = _standing()
    if standing:
        let_go(standing.element)
        del st.session_state[_STATE]


def show_offer() -> None:
    """The bar, where something was clicked on this page. Its place is always there: what stands below would else be
    drawn anew."""
    with st.container(key="offers"):
        _show()


def _show() -> None:
    offered = _standing()
    if offered is None:
        return
    if (offered.page, offered.selection) != (page_in_force(), figures_of()):
        _withdraw()
        return
    with st.container(key="offer", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(markup.clicked(offered.mark.name, offered.mark.number))
        for each in offered.mark.behind:
            st.page_link(file_of(CALLS), label=f"**{plain(each.said)}**", icon=":material/arrow_forward:",
                         query_params=address_of_calls(offered.selection, each))
        if offered.way and st.button(offered.way.label, key="offer-way", type="tertiary"):
            _withdraw()
            offered.way(*offered.clicked)
            st.rerun()
        st.button("Close", key="offer-close", type="tertiary", icon=":material/close:", on_click=_withdraw)
