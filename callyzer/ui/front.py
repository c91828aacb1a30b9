"""The front door: which pages there are, and how every one of them looks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NoReturn
from urllib.parse import parse_qs

import streamlit as st

from callyzer.model.saved import VIEW_PATH, SavedView
from callyzer.ui import saved
from callyzer.ui.address import address_of, chosen, enter, has_begun, take_in
from callyzer.ui.clicks import link_followed
from callyzer.ui.labels import plain

_HERE = Path(__file__).parent
_PAGES = _HERE.parent.parent / "pages"

SECTIONS = {
    "Team": {"overview": "Overview", "time_slots": "Time slots", "leaderboard": "Leaderboard",
             "employee": "Employee", "compare": "Compare", "goals": "Goals", "wallboard": "Wallboard"},
    "Clients": {"call_backs": "Call-backs", "not_picked_up": "Not picked up", "unique_clients": "Unique clients",
                "calls": "Calls"},
    "Leads": {"leads": "Leads", "upload": "Upload"},
    "Account": {"reports": "Reports", "handsets": "Handsets", "data": "Data"},
}
"""The menu: sections, and in each the pages by the name of their file."""

PAGES = {title: f"{section.lower()}/{name}" for section, titles in SECTIONS.items() for name, title in titles.items()}
"""The name of a page ("team/overview") by its title."""

TITLES = {name: title for title, name in PAGES.items()}
"""The other way round."""

MENU_WIDTH = 200
"""Pixels: the pages need the rest."""


def open_front_door() -> None:
    """Shows the menu and runs the page the address names; an unknown address opens the overview."""
    st.set_page_config(page_icon=str(_HERE / "icon.png"), layout="wide", initial_sidebar_state=MENU_WIDTH)
    st.html(_HERE / "style.css")
    take_in()
    views = {view.path: view for view in saved.in_menu_from_now_on() if view.page in TITLES}
    menu = {section: [_page(PAGES[title], title) for title in titles.values()]
            for section, titles in SECTIONS.items()}
    if lost := _lost(views):
        menu["Account"].append(lost)
    # The views come last: what leads to a page by its file leads to the first entry that has it.
    page = st.navigation({**menu, **({"Saved views": [*map(page_of, views.values())]} if views else {})}, expanded=True)
    view = views.get(page.url_path)
    if not page.url_path and not has_begun() and not st.query_params.to_dict():
        _begin(views)
    enter(page.url_path, view.parameters if view else {})
    st.set_page_config(page_title=f"{view.name if view else page.title} · Callyzer")
    _follow_links()
    page.run()


def _follow_links() -> None:
    """Goes to the calls behind a figure that was clicked in a tile or a sentence."""
    if query := link_followed():
        st.switch_page(file_of(CALLS), query_params=parse_qs(query.removeprefix("?")))


def _begin(views: Mapping[str, SavedView]) -> None:
    """A visit that begins at the plain address begins with the view that somebody chose for that."""
    start = saved.start()
    if start and start in views.values():
        open_view(start)


def _lost(views: Collection[str]) -> st.Page | None:
    """Stands where the address names a saved view that is not there, for whoever has come by it."""
    path = (st.context.url or "").rpartition("/")[2]
    if path in views or not path.startswith(VIEW_PATH):
        return None
    return st.Page(file_of("account/lost_view"), title="Saved view", url_path=path, visibility="hidden")


def _page(name: str, title: str) -> st.Page:
    path = path_of(name)
    return st.Page(file_of(name), title=title, url_path=path or None, default=not path)


def page_of(view: SavedView) -> st.Page:
    """The entry of a saved view: its page, under an address of its own."""
    name = plain(view.name)
    return st.Page(file_of(view.page), title=name, url_path=view.path, help=f"{TITLES[view.page]}: {name}")


CALLS = "clients/calls"


def file_of(page: str) -> Path:
    """The script of a page ("team/overview")."""
    return _PAGES / f"{page}.py"


def path_of(page: str) -> str:
    """Where a page is in the address; "" for the first."""
    return "" if page == "team/overview" else page.rpartition("/")[2].replace("_", "-")


def open_view(view: SavedView) -> NoReturn:
    """Opens a saved view as it was saved."""
    st.switch_page(page_of(view), query_params=view.parameters)


def go_to(page: str, **more: str) -> None:
    """Opens another page ("team/overview") with the selection in force, and `more` in its address."""
    st.switch_page(file_of(page), query_params={**address_of(chosen()), **more})
