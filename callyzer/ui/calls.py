"""Which calls are listed, one of them beside the list, and the address that leads to both."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from callyzer.model import Subset
from callyzer.model.subset import LONGEST_TEXT
from callyzer.ui import account, markup
from callyzer.ui.address import put_subset, subset_in_address
from callyzer.ui.filter_bar import Offered
from callyzer.ui.labels import plain
from callyzer.ui.markup import Frame
from callyzer.ui.recordings import player
from callyzer.ui.screen import Screen
from callyzer.ui.selecting import let_go
from callyzer.ui.tables import table
from callyzer.views import behind, calls
from callyzer.views.calls import Detail
from callyzer.views.parts import RowTable, soon

PARAMETER = "call"
LONGEST_ID = 200
SEARCHED = "Client, number, employee, note or status"
_SEARCH = "search-all-calls"
FRAME = Frame("call", "Call", "", 300)


def calls_in_address(screen: Screen, *, whole: bool) -> Subset:
    """Which calls the address leads to, each part of it a chip that can be taken away, and filters to add parts.

    `whole`: somebody holds all calls, and can look for what Callyzer has no words for.
    """
    subset, problems = subset_in_address()
    if problems:
        st.warning(" ".join(problems), icon=":material/link_off:")
    with st.container(key="narrow-bar", horizontal=True, vertical_alignment="center", gap="small"):
        text = _searched() if whole else ""
        _more(subset, whole=whole)
        _chips(screen, subset)
    return replace(subset, text=text)


def subset_in_force(screen: Screen) -> Subset:
    """The calls that this page lists, once it has been drawn."""
    subset, _ = subset_in_address()
    text = str(st.session_state.get(_SEARCH, "")).strip()
    return replace(subset, text=text) if text and screen.source.whole_account(screen.question) else subset


def _searched() -> str:
    """What is looked for in all calls. It stays out of the address: it may be a client's number."""
    return st.text_input(SEARCHED, key=_SEARCH, type="search", placeholder=SEARCHED, width=320,
                         label_visibility="collapsed", icon=":material/search:", max_chars=LONGEST_TEXT,
                         persist_state="session").strip()


def _more(subset: Subset, *, whole: bool) -> None:
    """Filters of calls that no other page has."""
    with st.popover("More filters", key="narrow-more", help="Connected, recording, note, CRM status"):
        _either("Connected", "connected", subset.connected, ("Connected", "Not connected"))
        if not whole:
            st.caption("Recordings, notes and CRM status can be looked for once the calls of these days are kept here.")
            return
        _either("Recording", "recorded", subset.recorded, ("With recording", "Without"))
        _either("Note", "noted", subset.noted, ("With note", "Without"))
        key = "narrow-status"
        st.session_state[key] = subset.crm_status
        st.text_input("CRM status", key=key, placeholder="Any", max_chars=LONGEST_TEXT,
                      on_change=lambda: _put(crm_status=st.session_state[key].strip()))


def _either(label: str, name: str, value: bool | None, names: tuple[str, str]) -> None:
    key, told = f"narrow-{name}", {True: names[0], False: names[1]}
    st.session_state[key] = value
    st.pills(label, [True, False], key=key, format_func=told.__getitem__,
             on_change=lambda: _put(**{name: st.session_state[key]}))


def _put(**changes: Any) -> None:
    subset, _ = subset_in_address()
    put_subset(replace(subset, **changes))


def _chips(screen: Screen, subset: Subset) -> None:
    if subset.is_everything:
        return
    offered = account.offered() if subset.emp_numbers else Offered()
    client = soon(partial(calls.client_of, screen.source, subset.client_of)).value if subset.client_of else None
    parts = behind.chips(subset, offered.name, client or "One client")
    for place, (text, without) in enumerate(parts):
        st.button(plain(text), key=f"chip-{place}", icon=":material/close:", icon_position="right",
                  on_click=put_subset, args=(without,), help="Take this part of the filter away")
    if len(parts) > 1:
        st.button("All calls", key="chip-all", type="tertiary", on_click=put_subset, args=(Subset(),))


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
    if found.recorded:
        player(screen, call_in_address())
    kept = account.coverage()
    table(screen, partial(calls.story, screen.source, screen.question, found.client, kept.since if kept else None),
          Frame("story", "With the company", "Everything between this client and the company", 420))


def _close() -> None:
    st.query_params.pop(PARAMETER, None)
    let_go("calls")
