"""From a file to leads: choose it, say what its columns hold, look at what is wrong, send it, see what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

import streamlit as st

from callyzer.errors import CallyzerError
from callyzer.leads import columns, entries, tables
from callyzer.leads.columns import FIELDS
from callyzer.leads.entries import Entry, Plan
from callyzer.leads.tables import Table
from callyzer.leads.upload import Upload
from callyzer.model import LeadQuery
from callyzer.ui import account, markup, uploads
from callyzer.ui.downloads import csv_button
from callyzer.ui.filter_bar import Offered
from callyzer.ui.labels import plain
from callyzer.ui.layout import card
from callyzer.ui.lead_fields import (
    Fields,
    assigning,
    cells_of,
    code_of,
    earlier_calls,
    existing,
    labels,
    offered_on,
    plan_of,
)
from callyzer.ui.markup import Frame
from callyzer.ui.screen import Screen
from callyzer.ui.tables import table as rows_of
from callyzer.ui.tiles import note
from callyzer.ui.upload_progress import under_way
from callyzer.views import leads, words
from callyzer.views import uploads as view
from callyzer.views.parts import soon

_TABLE, _PROBLEM, _SURE = "_upload_table", "_upload_problem", "_upload_sure"
MOST_MEGABYTES = 20
LEFT_OUT = "Leave it out"
ACROSS = 4
"""Columns of the file beside each other."""


def upload_page(screen: Screen) -> None:
    """The upload under way or just done; else the file to be uploaded."""
    found = uploads.current()
    if found:
        under_way(screen, found)
    elif not account.may_write():
        note("This dashboard only reads: leads are added in Callyzer itself.")
    elif table := st.session_state.get(_TABLE):
        _prepared(screen, table)
    else:
        _choose_file(screen)


def _choose_file(screen: Screen) -> None:
    with card("upload-file"):
        st.html(markup.heading("A file", "CSV or XLSX, its first row the headings, a lead in each row"))
        st.file_uploader("File", ["csv", "xlsx", "tsv", "txt"], key="upload-file", max_upload_size=MOST_MEGABYTES,
                         on_change=_read, label_visibility="collapsed")
        if problem := st.session_state.get(_PROBLEM):
            st.html(markup.problem(problem))
        with st.container(key="upload-hints", horizontal=True, vertical_alignment="center", gap="small"):
            csv_button(screen, "template", view.template, "An empty table to fill in")
            st.caption("Nothing is sent until you have seen what is in it. What was sent and never answered, before a"
                       " restart too: choose the file again and look first which are leads already.")


def _read() -> None:
    state, given = st.session_state, st.session_state["upload-file"]
    state[_PROBLEM] = ""
    if given is None:
        return
    try:
        state[_TABLE] = tables.read(given.name, given.getvalue())
    except CallyzerError as error:
        state[_PROBLEM] = error.sentence
        return
    for place, name in enumerate(columns.guessed(state[_TABLE].headings)):
        state[_column(place)] = name


def _column(place: int) -> str:
    return f"upload-column-{place}"


def _prepared(screen: Screen, table: Table) -> None:
    with card("upload-columns"):
        _head("What the columns hold", f"{words.counted(len(table.lines), 'row')}: guessed from their headings")
        chosen = _columns(table)
        wrong = columns.problem(chosen)
        if wrong:
            st.html(markup.problem(wrong))
    offered = offered_on(screen)
    if offered.waits:
        return
    with card("upload-plan"):
        st.html(markup.heading("What holds for all of them", "Whose they are, and what becomes of those there already"))
        plan = _plan(screen, chosen, offered)
    if wrong:
        return
    checked = _checked(table, chosen, plan)
    with card("upload-preview"):
        rows_of(screen, partial(view.preview, checked),
                Frame("preview", "What will be sent", "Row by row", 460), search="Name, number or what is wrong")
        _send(table, checked, plan, entries.plan_problems(plan, chosen))


@lru_cache(maxsize=4)
def _checked(table: Table, chosen: tuple[str, ...], plan: Plan) -> tuple[Entry, ...]:
    return entries.entries(table, chosen, plan)


def _head(title: str, question: str) -> None:
    with st.container(key="head-upload", horizontal=True, vertical_alignment="top", gap="xxsmall", wrap=False):
        st.html(markup.heading(title, question))
        st.button("Another file", key="upload-again", type="tertiary", on_click=_another)


def _another() -> None:
    for name in (_TABLE, _SURE, _PROBLEM):
        st.session_state.pop(name, None)


def _columns(table: Table) -> tuple[str, ...]:
    """The field of each column, as it is chosen."""
    examples, options = view.columns_of(table), ["", *FIELDS]
    chosen: list[str] = []
    for start in range(0, len(table.headings), ACROSS):
        places = range(start, min(start + ACROSS, len(table.headings)))
        for where, place in zip(st.columns(ACROSS), places, strict=False):
            with where:
                chosen.append(st.selectbox(
                    plain(table.headings[place]), options, key=_column(place), persist_state="session",
                    format_func=lambda name: FIELDS.get(name, LEFT_OUT)))
                st.html(markup.example(examples[place]))
    return tuple(chosen)


def _plan(screen: Screen, chosen: tuple[str, ...], offered: Offered) -> Plan:
    code = code_of(offered)
    known = soon(lambda: leads.known(screen.source, LeadQuery())).value or leads.Known()
    first = Fields("upload-plan", {}, {})
    cells = cells_of(first.prefix)
    problems = entries.plan_problems(_of(cells, code), chosen) if "strategy" in cells else {}
    fields = Fields(first.prefix, {"code": code}, problems, needed=())
    left, right = st.columns(2)
    with left:
        assigning(fields, offered)
        existing(fields)
    with right:
        labels(fields, known)
        st.text_input("Country of numbers without one", code, key=fields.key("code"), max_chars=4, width=220,
                      help="Its code, 91 for India. A number of eleven digits or more that begins so is taken to hold"
                           " it already. Empty: they are sent as they are")
        earlier_calls(fields)
    return _of(cells_of(first.prefix), code)


def _of(cells: Mapping[str, Any], code: str) -> Plan:
    given = str(cells.get("code", code)).strip().removeprefix("+")
    made = plan_of(cells, given if given.isdecimal() else "")
    return replace(made, lead_tags=tuple(cells["lead_tags"]), lead_status=cells["lead_status"] or "")


def _send(table: Table, checked: tuple[Entry, ...], plan: Plan, problems: Mapping[str, str]) -> None:
    """Sends what can be, after it was asked for twice."""
    count = sum(not entry.problems for entry in checked)
    if not count or problems:
        st.html(markup.problem("Nothing can be sent yet: see above."))
        return
    leads_ = words.counted(count, "lead")
    begin = partial(_begin, table, checked, plan)
    with st.container(key="upload-asking", horizontal=True, vertical_alignment="center", gap="small"):
        if st.session_state.get(_SURE) != leads_:
            st.button(f"Send {leads_}", key="upload-sure", type="primary", icon=":material/upload:",
                      on_click=lambda: st.session_state.update({_SURE: leads_}))
            if plan.existing_lead is None:  # else they are to be sent, too
                st.button("Look first which are leads already", key="upload-look", icon=":material/search:",
                          on_click=begin, args=(Upload.look,), help="Asks Callyzer for their numbers, sends nothing")
            return
        st.button(f"Yes, send {leads_} to Callyzer", key="upload-send", type="primary", on_click=begin,
                  args=(Upload.send,), icon=":material/upload:")
        st.button("Not yet", key="upload-not-yet", on_click=lambda: st.session_state.pop(_SURE))
        st.caption(f"{view.batches(count, account.settings().request_interval)}. You may leave the page meanwhile.")


def _begin(table: Table, checked: tuple[Entry, ...], plan: Plan, start: Callable[[Upload], object]) -> None:
    if uploads.begin(table, checked, plan, start):
        _another()
