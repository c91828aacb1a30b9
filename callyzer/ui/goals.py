"""The goals on a page: whose they are, and the form that changes them."""

from __future__ import annotations

import os
from typing import Any

import pandas as pd
import streamlit as st

from callyzer.errors import CallyzerError
from callyzer.goals.book import GoalBook, Kept
from callyzer.model import WEEKDAYS, CallFilter, Employees
from callyzer.model.goals import Goals
from callyzer.settings import Settings
from callyzer.ui import account, markup
from callyzer.ui.markup import Frame
from callyzer.ui.poller import SOON, Probe
from callyzer.ui.screen import Screen
from callyzer.ui.tiles import note
from callyzer.views import goal_sheet
from callyzer.views.aims import Aims, of
from callyzer.wiring import open_goals

_EDITION = "_goals_edition"
_TOLD = "_goals_told"


@st.cache_resource(show_spinner=False)
def book() -> GoalBook:
    """The goals of the settings' account. Raises SettingsError."""
    return open_goals(Settings.read(os.environ))


def aims(screen: Screen, question: CallFilter | None = None) -> Aims | None:
    """The goals of the employees whom the page is about, or else the question; None where nobody set any, or the people
    are not known yet."""
    return of(wanted(), account.known_employees(), question or screen.question, screen.now, screen.country)


def wanted() -> Goals:
    """What was set; nothing where the goals cannot be read."""
    return _kept().goals


def are_set() -> bool:
    """Whether anybody set a goal, for whomever."""
    return bool(wanted().goals)


def without_people(screen: Screen) -> None:
    """In place of the goals while the people whom they are for are not known: why, or how long that takes."""

    def place(_known: Employees) -> None:  # only this moment: the page is drawn again with them
        screen.probes.append(Probe(account.employees, None, SOON))

    screen.section(account.employees, place, Frame("goals", "Who is on track", "Whom are the goals for?", 200))


def _kept() -> Kept:
    try:
        return book().kept()
    except CallyzerError:  # the pages tell what is wrong with the settings
        return Kept()


def editor(screen: Screen) -> None:
    """The form; without it where nothing may be changed."""
    kept = _kept()
    st.html(markup.heading("Goals of the team", "For each employee and working day; holidays are no working days"))
    if kept.problem:
        st.warning(kept.problem, icon=":material/warning:")
    at = kept.changed_at.astimezone(screen.now.tzinfo) if kept.changed_at else None
    if account.may_write():
        _form(screen, kept)
    note(goal_sheet.changed(kept.changed_by, at))


def _form(screen: Screen, kept: Kept) -> None:
    offered = account.offered()
    if offered.waits:
        screen.probes.append(Probe(account.employees, None, SOON))
    if offered.missing:
        note(f"{offered.missing} Until they are, goals can be set for everybody.")
    whom = goal_sheet.people(offered.tags, offered.employees, kept.goals)
    edition = st.session_state.setdefault(_EDITION, 0)  # after saving the form begins anew with what was saved
    with st.form(f"goals-{edition}", border=False):
        rows = st.data_editor(
            goal_sheet.rows(kept.goals), num_rows="dynamic", hide_index=True, key=f"goal-rows-{edition}",
            alt="A row for each goal.", column_config={
                "whom": st.column_config.SelectboxColumn(
                    "For", options=list(whom), format_func=lambda each: whom[str(each)], required=True),
                "measure": st.column_config.SelectboxColumn(
                    "Goal", options=list(goal_sheet.WANTED), required=True,
                    format_func=lambda each: goal_sheet.WANTED[str(each)]),
                "amount": st.column_config.NumberColumn("How much", min_value=1, step=1, required=True),
                "within": st.column_config.SelectboxColumn(
                    "Within", options=list(goal_sheet.WITHIN), format_func=lambda each: goal_sheet.WITHIN[int(each)],
                    help="For call-backs: the time within which they are made; an hour where nothing is chosen.")})
        weekdays = st.pills("Working days", WEEKDAYS, selection_mode="multi", default=list(kept.goals.weekdays),
                            help="None chosen means those that are no weekend in the account's country")
        off = st.data_editor(
            goal_sheet.days_off(kept.goals), num_rows="dynamic", hide_index=True, key=f"goal-days-{edition}", width=240,
            alt="Days off of our own.", column_config={
                "day": st.column_config.DateColumn("Days off of our own", format="DD/MM/YYYY", required=True)})
        if st.form_submit_button("Save goals", type="primary"):
            _save(kept, rows, weekdays, off)
    if told := st.session_state.pop(_TOLD, ""):
        st.success(told, icon=":material/check:")


def _save(kept: Kept, rows: pd.DataFrame, weekdays: Any, off: pd.DataFrame) -> None:
    try:
        goals = goal_sheet.read(rows, weekdays, off["day"])
        book().keep(goals, account.person(), kept.goals)
    except CallyzerError as error:
        st.error(error.sentence, icon=":material/error:")
        return
    st.session_state[_EDITION] += 1
    st.session_state[_TOLD] = "The goals are kept, and count for everybody who opens this dashboard."
    st.rerun()
