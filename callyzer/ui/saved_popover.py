"""The button that keeps a page with its filter under a name, and finds it again. What it offers is drawn when it is
open."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape
from urllib.parse import urlencode, urljoin

import streamlit as st

from callyzer.errors import CallyzerError, NameTaken, RuleViolation
from callyzer.model.saved import (
    EVERYBODY,
    LONGEST_NAME,
    Parameters,
    SavedView,
    SavedViews,
    Standing,
    parameters,
    standing,
)
from callyzer.ui import saved
from callyzer.ui.address import address_of_page, entry
from callyzer.ui.front import PAGES, TITLES, file_of, open_view, path_of
from callyzer.ui.labels import plain
from callyzer.views import words

POPOVER = "views"
SCROLLS_FROM = 9
"""So many views have room; more are scrolled through."""

ROOM = 22
"""Characters of a name that leave room for what is said behind it."""

_NAME, _FOR = "view-name", "view-for"
_TAKEN, _PROBLEM, _DOING = "_view_taken", "_view_problem", "_view_doing"
_PASSING = (_TAKEN, _PROBLEM, _DOING)
"""What the last click led to, until the next one."""

_LEAVING = "_view_leaving"
"""What leaves the page, in the run after a callback, which itself cannot."""

START, NO_START, RENAME, DELETE = "Make it my start page", "No longer my start page", "Rename", "Delete"


@st.fragment
def saved_views(title: str) -> None:
    """The button of the page with this title. Runs alone while somebody is busy with it."""
    if leave := st.session_state.pop(_LEAVING, None):
        leave()
    views = saved.visible()
    if not saved.is_in_menu(views):
        st.rerun()
    page, query = PAGES[title], parameters(address_of_page())
    now = standing(views, page, query, entry())
    drawer = st.popover(_label(now), key=POPOVER, on_change="rerun",
                        icon=":material/bookmark_check:" if now.view and not now.changed else ":material/bookmark:")
    if not drawer.open:
        _forget()
        return
    with drawer:
        if problem := saved.problem() or st.session_state.get(_PROBLEM):
            st.error(problem, icon=":material/error:")
        if now.view and now.changed:
            _offer_to_keep(now.view, query)
        _form(page, query)
        _list(views)


def _label(now: Standing) -> str:
    if now.view is None:
        return "Views"
    if not now.changed:
        return plain(now.view.name)
    return f"{plain(words.short(now.view.name, ROOM))} · changed"


def _offer_to_keep(view: SavedView, query: Parameters) -> None:
    st.caption(f"Changed since “{plain(view.name)}” was saved")
    with st.container(horizontal=True, gap="small"):
        if view.owner in saved.owners():
            st.button("Save the change", key="view-keep", on_click=_close_after,
                      args=(lambda kept: kept.changed(view.key, query, saved.me()),))
        st.button("Back to the view", key="view-back", on_click=_open, args=(view,))


def _form(page: str, query: Parameters) -> None:
    owners = saved.owners()
    if not owners:
        st.caption("No view can be saved: this dashboard only reads, and this browser keeps no cookies.")
        return
    with st.form("view-form", border=False):
        st.text_input("Name", key=_NAME, max_chars=LONGEST_NAME, placeholder="Name this page and its filter",
                      label_visibility="collapsed")
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.segmented_control("For whom", list(owners), key=_FOR, format_func=owners.__getitem__, required=True,
                                 default=next(iter(owners)), label_visibility="collapsed")
            st.form_submit_button("Save view", type="primary", on_click=_save, args=(SavedViews.with_view, page, query))
    if taken := st.session_state.get(_TAKEN):
        st.warning(taken, icon=":material/warning:")
        st.button("Replace it", key="view-replace", on_click=_save, args=(SavedViews.in_place, page, query))
    if not saved.me():
        st.caption("This browser keeps no cookies, so a view cannot be for it alone.")
    elif saved.is_only_this_browser():
        st.caption("Nobody is signed in here: “Only me” means only this browser.")


def _list(views: tuple[SavedView, ...]) -> None:
    if not views:
        return
    start = saved.start()
    with st.container(height=320 if len(views) > SCROLLS_FROM else "content", border=False, key="view-list"):
        for view in views:
            _row(view, is_start=view == start)


def _row(view: SavedView, *, is_start: bool) -> None:
    doing = st.session_state.get(_DOING)
    if doing == (RENAME, view.key):
        _renaming(view)
    elif doing == (DELETE, view.key):
        _deleting(view)
    else:
        _row_at_rest(view, is_start=is_start)


def _row_at_rest(view: SavedView, *, is_start: bool) -> None:
    page = TITLES.get(view.page)
    whose = "everybody" if view.owner == EVERYBODY else "only me"
    about = f"{page or 'its page is not there any more'} · {whose}"
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key=f"view-row-{view.key}"):
        st.button(f"{plain(view.name)} :small[:gray[{about}]]", key=f"view-open-{view.key}", type="tertiary",
                  icon=":material/home:" if is_start else None, width="stretch", disabled=not page,
                  on_click=_open, args=(view,))
        if page:
            st.html(f'<button type="button" class="copy" data-copy="{escape(_link(view))}">Copy link</button>',
                    width="content")
        _menu(view, is_start=is_start)


def _menu(view: SavedView, *, is_start: bool) -> None:
    options = [NO_START if is_start else START] if saved.me() else []
    if view.owner in saved.owners():
        options += [RENAME, DELETE]
    if options:
        key = f"view-menu-{view.key}"
        st.menu_button("More", options, key=key, icon=":material/more_vert:", type="tertiary",
                       on_click=_chosen, args=(key, view.key))


def _link(view: SavedView) -> str:
    """It names the page and the filter, so that it works for whoever has it, and for good."""
    return urljoin(st.context.url or "", f"./{path_of(view.page)}?{urlencode(view.parameters, doseq=True)}")


def _renaming(view: SavedView) -> None:
    key = f"view-name-{view.key}"
    with st.form(f"view-rename-{view.key}", border=False), st.container(horizontal=True, gap="xsmall"):
        st.text_input("New name", view.name, key=key, max_chars=LONGEST_NAME, label_visibility="collapsed")
        st.form_submit_button("Rename", on_click=_rename, args=(key, view.key))


def _deleting(view: SavedView) -> None:
    whose = " for everybody" if view.owner == EVERYBODY else ""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.markdown(f"Delete “{plain(view.name)}”{whose}?", width="stretch")
        st.button("Delete", key=f"view-delete-{view.key}", type="primary", on_click=_delete, args=(view,))
        st.button("Keep", key=f"view-stay-{view.key}", on_click=_forget)


def _chosen(menu: str, key: str) -> None:
    """What was chosen in the menu of a row."""
    chosen = st.session_state[menu]
    if chosen in {START, NO_START}:
        start = key if chosen == START else None
        _is_changed(lambda kept: kept.starting(start, saved.me()))
    else:
        st.session_state[_DOING] = chosen, key


def _save(how: Callable[[SavedViews, SavedView], SavedViews], page: str, query: Parameters) -> None:
    state = st.session_state
    _forget()
    try:
        view = saved.new(state[_NAME], page, query, state[_FOR])
        saved.book().change(lambda kept: how(kept, view))
    except NameTaken as error:
        state[_TAKEN] = _sentence(error)
    except CallyzerError as error:
        state[_PROBLEM] = _sentence(error)
    else:
        state[_NAME] = ""
        _close()


def _rename(field: str, key: str) -> None:
    name = st.session_state[field]
    if not _is_changed(lambda kept: kept.renamed(key, name, saved.me())):
        st.session_state[_DOING] = RENAME, key


def _delete(view: SavedView) -> None:
    """Whoever looks at it goes on looking at its page."""
    if _is_changed(lambda kept: kept.without(view.key, saved.me())) and entry() == view.path:
        st.session_state[_LEAVING] = partial(st.switch_page, file_of(view.page), query_params=address_of_page())


def _is_changed(make: Callable[[SavedViews], SavedViews]) -> bool:
    """Changes the views. False: they stay as they were, and the reason will be told."""
    _forget()
    try:
        saved.book().change(make)
    except CallyzerError as error:
        st.session_state[_PROBLEM] = _sentence(error)
        return False
    return True


def _close_after(make: Callable[[SavedViews], SavedViews]) -> None:
    if _is_changed(make):
        _close()


def _open(view: SavedView) -> None:
    st.session_state[_LEAVING] = partial(open_view, view)
    _close()


def _close() -> None:
    st.session_state[POPOVER] = False


def _forget() -> None:
    for name in _PASSING:
        st.session_state.pop(name, None)


def _sentence(error: CallyzerError) -> str:
    """As Markdown, which a name in it is not."""
    if isinstance(error, NameTaken):
        return NameTaken(plain(error.name)).sentence
    return f"The {error.field} {error.rule}." if isinstance(error, RuleViolation) else error.sentence
