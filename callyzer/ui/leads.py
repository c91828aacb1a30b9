"""The list of leads, one of them beside it, and the address that leads to it."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial

import streamlit as st

from callyzer.leads import form
from callyzer.model import LeadQuery
from callyzer.ui import account, markup
from callyzer.ui.layout import on_demand
from callyzer.ui.lead_fields import Fields
from callyzer.ui.lead_form import begin, form_is_open, lead_form
from callyzer.ui.markup import Frame
from callyzer.ui.screen import Screen
from callyzer.ui.selecting import let_go
from callyzer.ui.tables import table
from callyzer.views import leads
from callyzer.views.leads import Detail
from callyzer.views.parts import RowTable

PARAMETER = "lead"
LONGEST_ID = 200
FRAME = Frame("lead", "Lead", "", 300)
READ_ONLY = "This dashboard only reads: leads are changed in Callyzer itself."
_QUERY = "_lead_query"


def finding() -> tuple[LeadQuery, bool]:
    """Which leads are asked for, and whether all of them: chosen in a bar above the list."""
    with st.container(key="lead-bar", horizontal=True, vertical_alignment="center", gap="small"):
        query = _found()
        everything = account.leads_edition() is not None or on_demand(
            "all-leads", "List all leads, not the hundred that changed last",
            "Asks Callyzer once for each hundred of them")
        if account.may_write():
            st.button("New lead", key="lead-new", type="primary", icon=":material/person_add:", on_click=_begin_new)
    if not account.may_write():
        st.caption(READ_ONLY)
    return query, everything


def _found() -> LeadQuery:
    """The question in force, and a form to put another one in its place."""
    query: LeadQuery = st.session_state.get(_QUERY, LeadQuery())
    chosen = [query.first_name, query.last_name, *query.contact_numbers]
    told = sum(map(bool, chosen))
    with st.popover(f"Find: {told} given" if told else "Find", key="lead-find", icon=":material/person_search:",
                    help="Whom Callyzer shall look for"), st.form("lead-find-form", border=False):
        fields = Fields("find", asdict(query), form.query_problems(query), needed=())
        fields.text("first_name")
        fields.text("last_name")
        st.text_area("Numbers", "\n".join(query.contact_numbers), key="find-numbers", height=96,
                     help="One in each line, at most 100: 91-9876543210, or without its country")
        fields.tell("contact_numbers")
        with st.container(horizontal=True):
            st.form_submit_button("Find", on_click=_find, type="primary")
            st.form_submit_button("Show all", on_click=_find_all)
    return LeadQuery() if fields.problems else query


def _find() -> None:
    state = st.session_state
    numbers = tuple(line.strip() for line in state["find-numbers"].splitlines() if line.strip())
    state[_QUERY] = LeadQuery(state["find-first_name"].strip(), state["find-last_name"].strip(), numbers)


def _find_all() -> None:
    state = st.session_state
    state.pop(_QUERY, None)
    state["find-first_name"] = state["find-last_name"] = state["find-numbers"] = ""


def lead_in_address() -> str:
    """The id of the lead that the address leads to; "" where it leads to none."""
    given = str(st.query_params.get(PARAMETER, ""))
    return given if given.isprintable() and len(given) <= LONGEST_ID else ""


def open_lead(rows: RowTable, place: int) -> None:
    """Lead to the lead of a row."""
    begin(None)
    st.query_params[PARAMETER] = str(rows.frame.iloc[place]["key"])


def lead_beside(screen: Screen, query: LeadQuery, *, everything: bool) -> None:
    """The lead that the address leads to, with its calls; or the form that is open; a hint where there is neither."""
    lead_id = lead_in_address()
    if form_is_open("") and account.may_write():
        lead_form(screen, None, partial(leads.known, screen.source, query))
    elif lead_id:
        screen.section(partial(leads.detail, screen.source, query, lead_id, screen.now, everything=everything),
                       partial(_place, screen, query), FRAME)
    else:
        st.html(markup.empty("Choose a lead to see it in full, with every call between it and the company.",
                             FRAME.height))


def _place(screen: Screen, query: LeadQuery, found: Detail | None) -> None:
    if found and form_is_open(found.row["id"]) and account.may_write():
        lead_form(screen, found, partial(leads.known, screen.source, query))
        return
    with st.container(key="head-lead", horizontal=True, vertical_alignment="top", gap="xxsmall", wrap=False):
        st.html(markup.heading(found.title if found else leads.GONE, "The address of this page leads to this lead"))
        if found and account.may_write():
            st.button("Edit", key="edit-lead", type="tertiary", icon=":material/edit:", on_click=begin,
                      args=(found.row["id"],))
        st.button("Close", key="close-lead", type="tertiary", icon=":material/close:", on_click=_close)
    if found is not None:
        st.html(markup.definitions(found.facts))
        _story(screen, found)


def _story(screen: Screen, found: Detail) -> None:
    """The calls with its first number, as far as they are kept; else those of the last days."""
    if not found.client:
        return
    kept = account.coverage()
    table(screen, partial(leads.story, screen.source, screen.question.window.zone, found.client, screen.now.date(),
                          kept.since if kept else None),
          Frame("lead-story", "With the company", "Every call between this lead and the company", 320))


def _begin_new() -> None:
    st.query_params.pop(PARAMETER, None)
    let_go("leads")
    begin("")


def _close() -> None:
    begin(None)
    st.query_params.pop(PARAMETER, None)
    let_go("leads")


