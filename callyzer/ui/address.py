"""The address bar and the selection in force: one and the same.

The address is the source of truth. A visit starts from it, going back and forward follows it, and each choice is
written into it. Changing the page loses the parameters, so a visit remembers its selection and writes it back.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import streamlit as st

from callyzer.model import Subset
from callyzer.views import calls_link
from callyzer.views.link import Query, Selection, from_query, to_query
from callyzer.views.parts import Behind

_STATE = "_selection"
KEPT = ("call", "lead", "compare", "against", "since", "one", "other", *calls_link.PARAMETERS)
"""Parameters of a page itself, no part of the selection: they stay as they are while the page does."""


@dataclass(frozen=True)
class Narrowing:
    """A click on a chart narrowed the selection: to what, in words, and what was in force `before`."""

    label: str
    before: Selection


@dataclass
class _Visit:
    """What one browser tab has chosen. `written` is what we put into the address last, on `page`."""

    selection: Selection
    problems: list[str] = field(default_factory=list)
    written: dict[str, list[str]] | None = None
    page: str = ""
    narrowing: Narrowing | None = None


def selection_in_force(page: str) -> Selection:
    """The selection for this run of `page`: the address's where somebody changed it, else what was chosen last."""
    given = _given()
    visit: _Visit | None = st.session_state.get(_STATE)
    lost_by_changing_the_page = visit is not None and not given and page != visit.page
    if visit is None or (given != visit.written and not lost_by_changing_the_page):
        selection, problems = from_query(given)
        if visit is None or problems or selection != visit.selection:
            visit = _Visit(selection, problems)
    visit.page = page
    st.session_state[_STATE] = visit
    _write(visit)
    return visit.selection


def choose(selection: Selection) -> None:
    """Put a new selection in force from the next run on, which writes it into the address."""
    visit = _visit()
    visit.selection, visit.problems, visit.narrowing = selection, [], None


def narrow(selection: Selection, label: str) -> None:
    """Put a narrower selection in force, with a way back to what was in force before the first narrowing."""
    visit = _visit()
    if selection != visit.selection:
        narrowing = Narrowing(label, visit.narrowing.before if visit.narrowing else visit.selection)
        choose(selection)
        visit.narrowing = narrowing


def chosen() -> Selection:
    """The selection in force."""
    return _visit().selection


def page_in_force() -> str:
    """The title of the page that is shown."""
    return _visit().page


def link_problems() -> list[str]:
    """What could not be understood in the link this visit came by, until something is chosen."""
    return _visit().problems


def narrowing() -> Narrowing | None:
    """What a click on a chart narrowed to, None where none did."""
    return _visit().narrowing


def address_of(selection: Selection) -> dict[str, list[str]]:
    """The parameters of a link. The range is always named, so that a link says what it shows."""
    named: Query = to_query(selection)
    if selection.first is None:
        named = {"range": selection.preset, **named}
    return _listed(named)


def address_of_calls(selection: Selection, behind: Behind) -> dict[str, list[str]]:
    """The parameters of a link to the calls behind a figure of this selection."""
    if behind.team:
        selection = replace(selection, emp_tags=behind.team[0], emp_numbers=behind.team[1])
    return {**address_of(selection), **_listed(calls_link.to_query(behind.subset))}


def subset_in_address() -> tuple[Subset, list[str]]:
    """Which of the calls the address leads to, and a sentence for each part that cannot be understood."""
    return calls_link.from_query({name: st.query_params.get_all(name) for name in calls_link.PARAMETERS})


def put_subset(subset: Subset) -> None:
    """Lead to other calls from now on."""
    wanted = _listed(calls_link.to_query(subset))
    others = {name: st.query_params.get_all(name) for name in st.query_params if name not in calls_link.PARAMETERS}
    st.query_params.from_dict(others | wanted)


def _listed(query: Query) -> dict[str, list[str]]:
    return {name: [value] if isinstance(value, str) else list(value) for name, value in query.items()}


def _visit() -> _Visit:
    visit: _Visit = st.session_state[_STATE]
    return visit


def _write(visit: _Visit) -> None:
    """A plain first visit keeps its plain address; after that it always names the selection."""
    wanted = address_of(visit.selection)
    if not visit.written and visit.selection == Selection():
        wanted = {}
    if _given() != wanted:
        st.query_params.from_dict(wanted | {name: st.query_params.get_all(name) for name in KEPT
                                            if name in st.query_params})
    visit.written = wanted


def _given() -> dict[str, list[str]]:
    """The parameters of the address that tell the selection."""
    return {name: st.query_params.get_all(name) for name in st.query_params if name not in KEPT}
