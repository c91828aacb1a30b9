"""Visiting a page without a browser."""

from __future__ import annotations

import time
from pathlib import Path

import streamlit as st
from streamlit.testing.v1 import AppTest

from callyzer.ui import account

ROOT = Path(__file__).parent.parent.parent

ABOUT_CALLS = {
    "Overview": "pages/team/overview.py",
    "Time slots": "pages/team/time_slots.py",
    "Leaderboard": "pages/team/leaderboard.py",
    "Compare": "pages/team/compare.py",
    "Unique clients": "pages/clients/unique_clients.py",
}
ASKING = {**ABOUT_CALLS, "Handsets": "pages/account/handsets.py"}
"""Pages that ask Callyzer, or the call store in its place."""

PAGES = {**ASKING, "Goals": "pages/team/goals.py", "Wallboard": "pages/team/wallboard.py",
         "Employee": "pages/team/employee.py", "Call-backs": "pages/clients/call_backs.py",
         "Not picked up": "pages/clients/not_picked_up.py", "Calls": "pages/clients/calls.py",
         "Leads": "pages/leads/leads.py", "Upload leads": "pages/leads/upload.py", "Data": "pages/account/data.py",
         "Reports": "pages/account/reports.py"}
CHARTS = {"Overview": 4, "Time slots": 3, "Leaderboard": 1, "Compare": 2, "Unique clients": 1, "Handsets": 0}
TABLES = {"Overview": 0, "Time slots": 1, "Leaderboard": 1, "Compare": 0, "Unique clients": 1, "Handsets": 1}
MOST_RUNS = 150
SANDBOX_DAYS = "45"
"""Enough for thirty days and some before them. Reading them all into a store goes on beside the tests."""


def visit(script: str, **query: str | list[str]) -> AppTest:
    """A first visit with these parameters in the address, run until nothing is waited for."""
    test = AppTest.from_file(str(ROOT / script), default_timeout=60)
    for name, value in query.items():
        test.query_params[name] = value
    return settled(test.run())


def known(script: str, **query: str | list[str]) -> AppTest:
    """The page once the account's people are known."""
    until = time.monotonic() + 60
    while account.known_employees() is None:
        assert time.monotonic() < until
        settled(visit(PAGES["Handsets"]))
    return visit(script, **query)


def settled(test: AppTest) -> AppTest:
    """The page once everything has been answered. Each run waits a little for its first question."""
    for _ in range(MOST_RUNS):
        if not waits(test):
            return test
        test.run()
    raise AssertionError(f"still waiting:\n{html(test)}")


def settings_changed() -> None:
    """Opens all that the pages share anew: other settings may be another account, with goals and views of its own."""
    st.cache_resource.clear()


def waits(test: AppTest) -> bool:
    page = html(test)
    return any(mark in page for mark in ("is-waiting", "over-tiles", 'class="ghost', "note-waiting"))


def html(test: AppTest) -> str:
    """All HTML on the page, as one text, without the style sheet."""
    bodies = [element.proto.body for element in test.get("html")]
    return "\n".join(body for body in bodies if not body.startswith("<style>"))


def address(test: AppTest) -> dict[str, list[str]]:
    """The parameters of the address; the test bed gives a single value bare."""
    given = {name: test.query_params[name] for name in test.query_params}
    return {name: [value] if isinstance(value, str) else value for name, value in given.items()}
