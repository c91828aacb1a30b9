"""One call beside the list, and the address that leads to it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from callyzer.ui import account, markup
from callyzer.ui.markup import Frame
from callyzer.ui.screen import Screen
from callyzer.ui.tables import table
from callyzer.views import calls
from callyzer.views.calls import Detail
from callyzer.views.parts import RowTable

PARAMETER = "call"
LONGEST_ID = 200
FRAME = Frame("call", "Call", "", 300)


def call_in_address() -> str:
    """The id of the call that the address leads to; "" where it leads to none."""
    given = str(st.query_params.get(PARAMETER, ""))
    return given if given.isprintable() and len(given) <= LONGEST_ID else ""


def put_into_address(rows: RowTable, place: int) -> None:
    """Lead to the call of a row."""
    st.query_params[PARAMETER] = str(rows.frame.iloc[place]["key"])


def call_beside(screen: Screen) -> None:
    """The call that the address leads to in full, and the client's story; a hint where there is none."""
    call_id = call_in_address()
    if not call_id:
        st.html(markup.empty("Choose a call to see it in full, with everything between its client and the company.",
                             FRAME.height))
        return
    screen.section(partial(calls.detail, screen.source, call_id, screen.now), partial(_place, screen), FRAME)


def _place(screen: Screen, found: Detail | None) -> None:
    with st.container(key="head-call", horizontal=True, vertical_alignment="top", gap="xxsmall", wrap=False):
        st.html(markup.heading(found.title if found else calls.GONE, "The address of this page leads to this call"))
        st.button("Close", key="close-call", type="tertiary", icon=":material/close:", on_click=_close)
    if found is None:
        return
    st.html(markup.definitions(found.facts))
    kept = account.coverage()
    table(screen, partial(calls.story, screen.source, screen.question, found.client, kept.since if kept else None),
          Frame("story", "With the company", "Everything between this client and the company", 420))


def _close() -> None:
    st.query_params.pop(PARAMETER, None)
