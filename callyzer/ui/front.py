"""The front door: which pages there are, and how every one of them looks."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs

import streamlit as st

from callyzer.ui.address import address_of, chosen
from callyzer.ui.downloads import saving_pictures

_HERE = Path(__file__).parent
_PAGES = _HERE.parent.parent / "pages"

SECTIONS = {
    "Team": {"overview": "Overview", "time_slots": "Time slots", "leaderboard": "Leaderboard",
             "employee": "Employee", "compare": "Compare", "goals": "Goals", "wallboard": "Wallboard"},
    "Clients": {"call_backs": "Call-backs", "not_picked_up": "Not picked up", "unique_clients": "Unique clients",
                "calls": "Calls"},
    "Leads": {"leads": "Leads", "upload": "Upload"},
    "Account": {"handsets": "Handsets", "data": "Data"},
}
"""The menu: sections, and in each the pages by the name of their file."""

MENU_WIDTH = 200
"""Pixels: the pages need the rest."""


def open_front_door() -> None:
    """Shows the menu and runs the page the address names; an unknown address opens the overview."""
    st.set_page_config(page_icon=str(_HERE / "icon.png"), layout="wide", initial_sidebar_state=MENU_WIDTH)
    st.html(_HERE / "style.css")
    page = st.navigation(
        {section: [_page(section.lower(), name, title) for name, title in titles.items()]
         for section, titles in SECTIONS.items()},
        expanded=True,
    )
    st.set_page_config(page_title=f"{page.title} · Callyzer")
    _follow_links()
    page.run()
    saving_pictures()
    _copy(key="copy", height=1)


def _follow_links() -> None:
    """Goes to the calls behind a figure that was clicked in a tile or a sentence."""
    query = _follow(key="follow", height=1, on_query_change=lambda: None).query
    if query:
        st.switch_page(file_of(CALLS), query_params=parse_qs(str(query).removeprefix("?")))


_follow = st.components.v2.component("callyzer_follow", js=(_HERE / "follow.js").read_text(encoding="utf-8"))
_copy = st.components.v2.component("callyzer_copy", js=(_HERE / "copy.js").read_text(encoding="utf-8"))


def _page(folder: str, name: str, title: str) -> st.Page:
    default = name == "overview"
    return st.Page(_PAGES / folder / f"{name}.py", title=title, url_path=None if default else name.replace("_", "-"),
                   default=default)


CALLS = "clients/calls"


def file_of(page: str) -> Path:
    """The script of a page ("team/overview")."""
    return _PAGES / f"{page}.py"


def go_to(page: str, **more: str) -> None:
    """Opens another page ("team/overview") with the selection in force, and `more` in its address."""
    st.switch_page(file_of(page), query_params={**address_of(chosen()), **more})
