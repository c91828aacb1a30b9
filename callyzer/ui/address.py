"""The address bar and the selection in force: one and the same.

The address is the source of truth. A visit starts from it, going back and forward follows it, and each choice is
written into it. Changing the page loses the parameters, so a visit remembers its selection and writes it back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import streamlit as st

from callyzer.model import Subset
from callyzer.views import calls_link
from callyzer.views.link import Query, Selection, from_query, to_query
from callyzer.views.parts import Behind
from callyzer.views.shown import PARAMETER

_STATE, _ENTRY, _MEANS, _ARRIVALS = "_selection", "_entry", "_means", "_arrivals"
KEPT = ("call", "employee", "lead", "compare", "against", "since", "one", "other", *calls_link.PARAMETERS)
"""Parameters of a page itself, no part of the selection: they stay as they are while the page does."""

_OPEN_BESIDE = {"call", "lead"}
"""Of these, what is only looked at: the page is the same without."""


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
    figures_of: Selection = field(default_factory=Selection)


def enter(entry: str, means: Mapping[str, list[str]]) -> None:
    """Is at an entry of the menu, whose address without any parameters `means` these.

    They are written into it at the arrival alone: who goes back to it shall be able to go back further.
    """
    state = st.session_state
    if means and state.get(_ENTRY) != entry and not st.query_params.to_dict():
        st.query_params.from_dict(means)
    state[_ENTRY], state[_MEANS] = entry, means


def take_in() -> None:
    """Takes in the filter by which this visit came, before there is a menu: a click on it may end the first run before
    a page has asked."""
    given = _given()
    if given and _STATE not in st.session_state:
        st.session_state[_STATE] = _Visit(*from_query(given))


def has_begun() -> bool:
    """Whether a page was shown in this visit."""
    return _STATE in st.session_state


def entry() -> str:
    """The entry of the menu one came to last; "" for the first."""
    return str(st.session_state.get(_ENTRY, ""))


def selection_in_force(title: str) -> Selection:
    """The selection for this run of the page: the address's where somebody changed it, else what was chosen last."""
    given, page = _given(), f"{entry()}/{title}"
    visit: _Visit | None = st.session_state.get(_STATE)
    lost_by_changing_the_page = visit is not None and not given and page != visit.page
    if visit is None or page != visit.page:
        st.session_state[_ARRIVALS] = arrivals() + 1
    if visit is None or (given != visit.written and not lost_by_changing_the_page):
        selection, problems = from_query(given or _means())
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


def start_over() -> None:
    """Put the plain selection in force, and all that the page itself was told by its address out of it."""
    choose(Selection())
    for name in KEPT:
        st.query_params.pop(name, None)


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


def put_figures_of(selection: Selection) -> None:
    """Tell of which selection the figures of this page are: it may show one employee out of the one in force."""
    _visit().figures_of = selection


def figures_of() -> Selection:
    """The selection that the figures of the page are of."""
    return _visit().figures_of


def page_in_force() -> str:
    """What tells the page that is shown, as this entry of the menu, from the others."""
    return _visit().page


def link_problems() -> list[str]:
    """What could not be understood in the link this visit came by, until something is chosen."""
    return _visit().problems


def narrowing() -> Narrowing | None:
    """What a click on a chart narrowed to, None where none did."""
    return _visit().narrowing


def arrivals() -> int:
    """How often somebody came to a page in this visit."""
    return int(st.session_state.get(_ARRIVALS, 0))


def choice_in_address(key: str) -> str | None:
    """What the address says about a choice of the page; None where it leaves it out."""
    return st.query_params.get(PARAMETER + key)


def is_saved_view() -> bool:
    """Whether the address is the one of a saved view, which says everything about the page."""
    return bool(_means())


def put_choice(key: str, chosen: str, start: str) -> None:
    """Tell what is chosen from now on."""
    if chosen != start:
        st.query_params[PARAMETER + key] = chosen
    else:
        st.query_params.pop(PARAMETER + key, None)


def address_of(selection: Selection) -> dict[str, list[str]]:
    """The parameters of a link. The range is always named, so that a link says what it shows."""
    named: Query = to_query(selection)
    if selection.first is None:
        named = {"range": selection.preset, **named}
    return _listed(named)


def address_of_page() -> dict[str, list[str]]:
    """The parameters of a link to the page as it is, without what is only looked at beside it."""
    own = {name: values for name, values in _given_to_the_page().items() if name not in _OPEN_BESIDE}
    return {**address_of(chosen()), **own}


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


def _means() -> Mapping[str, list[str]]:
    means: Mapping[str, list[str]] = st.session_state.get(_MEANS, {})
    return means


def _listed(query: Query) -> dict[str, list[str]]:
    return {name: [value] if isinstance(value, str) else list(value) for name, value in query.items()}


def _visit() -> _Visit:
    visit: _Visit = st.session_state[_STATE]
    return visit


def _write(visit: _Visit) -> None:
    """A plain first visit keeps its plain address; after that it always names the selection."""
    wanted = address_of(visit.selection)
    if not visit.written and not _given() and visit.selection == from_query(_means())[0]:
        wanted = {}
    if _given() != wanted:
        st.query_params.from_dict(wanted | _given_to_the_page())
    visit.written = wanted


def _given() -> dict[str, list[str]]:
    """The parameters of the address that tell the selection."""
    return {name: st.query_params.get_all(name) for name in st.query_params if not _is_of_the_page(name)}


def _given_to_the_page() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params if _is_of_the_page(name)}


def _is_of_the_page(name: str) -> bool:
    return name in KEPT or name.startswith(PARAMETER)
