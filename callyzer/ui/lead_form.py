"""Filling in a lead: checked when that is asked for, looked at once more, then saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from callyzer.errors import ApiError
from callyzer.leads import form
from callyzer.leads.columns import FIELDS
from callyzer.model import LeadDraft
from callyzer.ui import account, markup
from callyzer.ui.filter_bar import Offered
from callyzer.ui.lead_attempt import Attempt
from callyzer.ui.lead_fields import EVERYBODY, TEXTS, Fields, cells_of, code_of, lead_fields, offered_on, plan_of
from callyzer.ui.screen import Screen
from callyzer.ui.states import state_of
from callyzer.views import words
from callyzer.views.leads import Detail, Known
from callyzer.views.parts import soon
from callyzer.views.uploads import price
from callyzer.wiring import Priority
from callyzer.writes.writer import may_have_happened

_TARGET, _SERIAL, _ATTEMPT, _SAVES = "_lead_form", "_lead_form_serial", "_lead_attempt", "_lead_saves"


def begin(target: str | None) -> None:
    """Open the form for a lead's id, "" for a new lead; None closes it."""
    state = st.session_state
    state[_TARGET], state[_SERIAL] = target, state.get(_SERIAL, 0) + 1
    state.pop(_ATTEMPT, None)


def saves() -> int:
    """How often this tab saved a lead: the list is another one afterwards."""
    return int(st.session_state.get(_SAVES, 0))


def form_is_open(target: str) -> bool:
    return bool(st.session_state.get(_TARGET) == target)


def lead_form(screen: Screen, lead: Detail | None, known: Callable[[], Known]) -> None:
    """The form, or the last look at what it holds; above it why it was not saved, where that was tried."""
    attempt: Attempt | None = st.session_state.get(_ATTEMPT)
    with st.container(key="head-lead-form", horizontal=True, vertical_alignment="top", gap="xxsmall", wrap=False):
        st.html(markup.heading(f"Edit {lead.title}" if lead else "New lead", "Checked before anything is sent"))
        st.button("Cancel", key="cancel-lead", type="tertiary", icon=":material/close:", on_click=begin, args=(None,))
    if attempt and attempt.is_confirming:
        _last_look(attempt)
        return
    if attempt and attempt.error:
        _failed(attempt)
    offered = offered_on(screen)
    if not offered.waits:  # they tell the country of a number without one, too
        _form(lead, attempt, soon(known).value or Known(), offered)


def _form(lead: Detail | None, attempt: Attempt | None, known: Known, offered: Offered) -> None:
    prefix = f"lead-{st.session_state[_SERIAL]}"
    shown = attempt.cells if attempt else _start(lead)
    fields = Fields(prefix, shown, attempt.filled.problems if attempt else {})
    with st.form(f"form-{prefix}", border=False):
        lead_fields(fields, known, offered, is_new=lead is None)
        st.form_submit_button("Check", type="primary", on_click=_check, args=(lead, prefix, code_of(offered)))
        if count := len(fields.problems):
            st.html(markup.problem(f"Not sent: {words.counted(count, 'thing')} to be mended, told above."))


def _start(lead: Detail | None) -> dict[str, Any]:
    return {**form.texts_of(lead.row), "lead_tags": list(lead.row["lead_tags"])} if lead else {}


def _check(lead: Detail | None, prefix: str, code: str) -> None:
    """What was filled in, and what is wrong with it, before the page runs again."""
    cells = cells_of(prefix)
    texts, tags, plan = {name: cells[name] or "" for name in TEXTS}, cells["lead_tags"], plan_of(cells, code)
    filled = form.changed(lead.row, texts, tags, plan) if lead else form.new(texts, tags, plan)
    st.session_state[_ATTEMPT] = Attempt(cells, filled, is_confirming=not filled.problems)


def _last_look(attempt: Attempt) -> None:
    """Says what will be sent, and sends it when that is confirmed."""
    st.html(markup.definitions(_told(attempt.filled.draft)))
    with st.container(horizontal=True):
        wanted = st.button("Save", key="save-lead", type="primary", icon=":material/save:")
        st.button("Back", key="back-to-lead", on_click=setattr, args=(attempt, "is_confirming", False))
    if wanted or attempt.began:
        with st.spinner("Saving. Callyzer takes one request at a time."):
            attempt.send(account.writer().save_lead)
        _ended(attempt)


def _ended(attempt: Attempt) -> None:
    attempt.is_confirming = False
    if attempt.error is None:
        begin(None)
        st.session_state[_SAVES] = saves() + 1
        if attempt.lead_id:
            st.query_params["lead"] = attempt.lead_id
        st.toast("The lead was saved.", icon=":material/check:")
    st.rerun()


def _failed(attempt: Attempt) -> None:
    """Why it was not saved, in Callyzer's own words where it has some."""
    error = attempt.error
    state = state_of(error) if error else None
    if error is None or state is None:
        return
    message = error.message if isinstance(error, ApiError) else ""
    st.html(markup.refused(state.title, message or state.happened, "" if message else state.advice))
    if not may_have_happened(error):
        return
    if st.button("Look whether it arrived", key="look-lead", icon=":material/search:"):
        with st.spinner("Asking Callyzer."):
            attempt.look(account.callyzer(Priority.SYNC).get_leads)
        if attempt.error is None:
            _ended(attempt)
    if attempt.seen:
        st.html(markup.problem(attempt.seen))


def _told(draft: LeadDraft) -> list[tuple[str, str]]:
    """What will be sent, in words."""
    texts = [name for name in TEXTS if name not in {"number", "second_number", "price"}]
    facts = [("Number", ", ".join(draft.contact_numbers)), *((FIELDS[name], getattr(draft, name)) for name in texts),
             ("Price", price(draft)), ("Tags", ", ".join(draft.lead_tags)),
             ("Assigned to", _whose(draft))]
    return [(name, text) for name, text in facts if text]


def _whose(draft: LeadDraft) -> str:
    if draft.assignment is None or (draft.id and draft.existing_lead and draft.existing_lead.assignee == "Ignore"):
        return "Stays as it is"
    people = ", ".join((*draft.assignment.emp_numbers, *draft.assignment.emp_tags))
    return f"{people or EVERYBODY}, by {draft.assignment.strategy}"
