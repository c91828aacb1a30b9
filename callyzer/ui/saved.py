"""The saved views as somebody sees them: whose they are, which there are, and what may be done with them."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from secrets import token_hex

import streamlit as st

from callyzer.book import Book
from callyzer.errors import CallyzerError
from callyzer.model.saved import EVERYBODY, Parameters, SavedView, SavedViews
from callyzer.settings import Settings
from callyzer.ui import account
from callyzer.ui.browsers import browser
from callyzer.wiring import open_views

_IN_MENU = "_views_in_menu"


@st.cache_resource(show_spinner=False)
def book() -> Book[SavedViews]:
    """The saved views of the settings' account. Raises SettingsError."""
    return open_views(Settings.read(os.environ))


def me() -> str:
    """Whose one's own views are: of who is signed in, else of this browser; "" where neither is known."""
    if (person := account.person()) != account.SOMEBODY:
        return f"person {person}"
    return f"browser {known}" if (known := browser()) else ""


def is_only_this_browser() -> bool:
    """Whether one's own views are those of this browser, since nobody is signed in."""
    return account.person() == account.SOMEBODY


def owners() -> dict[str, str]:
    """Whose views can be saved and changed here, and what they are called. A dashboard that only reads changes nothing
    for everybody."""
    everybody = {EVERYBODY: "Everybody"} if account.may_write() else {}
    return {me(): "Only me", **everybody} if me() else everybody


def visible() -> tuple[SavedView, ...]:
    """One's own and those for everybody, by name; none while they cannot be read."""
    return _content().seen_by(me())


def start() -> SavedView | None:
    """The view with which one's visits begin."""
    return _content().start_of(me())


def problem() -> str:
    """Why the views cannot be read; "" where they can."""
    try:
        book().content()
    except CallyzerError as error:
        return error.sentence
    return ""


def new(name: str, page: str, query: Parameters, owner: str) -> SavedView:
    """One that is not kept yet. Raises RuleViolation."""
    return SavedView(token_hex(4), name, page, query, owner, account.person(), datetime.now(UTC))


def in_menu_from_now_on() -> tuple[SavedView, ...]:
    """Those that are visible, for the menu of this run."""
    views = st.session_state[_IN_MENU] = visible()
    return views


def is_in_menu(views: tuple[SavedView, ...]) -> bool:
    """Whether the menu shows these, which are visible now; a page that is drawn without one needs none."""
    return bool(st.session_state.get(_IN_MENU, views) == views)


def _content() -> SavedViews:
    try:
        return book().content()
    except CallyzerError:  # told where the views are kept
        return SavedViews()
