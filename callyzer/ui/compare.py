"""What is compared with what: chosen on the page, and kept in its address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import streamlit as st

from callyzer.model import CallFilter
from callyzer.ui import account, markup
from callyzer.ui.filter_bar import Offered
from callyzer.ui.poller import SOON, Probe
from callyzer.ui.screen import Screen
from callyzer.views import sides
from callyzer.views.link import EARLIEST
from callyzer.views.parts import soon
from callyzer.views.sides import Sides

_SIDES = "_sides"


def chosen_sides(screen: Screen) -> Sides | None:
    """Draws the choice. None where there is nothing to compare, which is said in its place."""
    with st.container(key="sides", horizontal=True, vertical_alignment="center", gap="small"):
        chosen = _chosen(screen)
    st.session_state[_SIDES] = screen.question, chosen
    return chosen


def sides_of(question: CallFilter) -> Sides | None:
    """What was chosen last for this question; None where nothing was."""
    asked, chosen = st.session_state.get(_SIDES, (None, None))
    return chosen if asked == question else None


def _chosen(screen: Screen) -> Sides | None:
    kind = _kept("compare", "Compare", sides.KINDS, "periods")
    if kind == "periods":
        return _periods(screen)
    known = soon(account.employees)
    if known.value is None:
        _tell_why(screen, account.offered())
        return None
    if kind == "tags":
        chosen = _two("tag", sides.tags_of(known.value))
        return sides.of_tags(screen.question, *chosen) if chosen else None
    names = sides.employees_of(known.value)
    chosen = _two("employee", names)
    return sides.of_employees(screen.question, *chosen, names) if chosen else None


def _periods(screen: Screen) -> Sides:
    against = _kept("against", "With", sides.offered(screen.question), "previous")
    since = _since(screen) if against == "since" else None
    return sides.of_periods(screen.question, screen.now, against, since)


def _since(screen: Screen) -> date:
    """The first day of the other period, which is as long and over before the one shown begins."""
    window = screen.question.window
    latest = window.first_day - timedelta(days=len(window.days))
    try:
        given = min(max(date.fromisoformat(st.query_params.get("since", "")), EARLIEST), latest)
    except ValueError:
        given = latest
    chosen = st.date_input("First day of the other period", given, min_value=EARLIEST, max_value=latest,
                           format="DD/MM/YYYY", label_visibility="collapsed", width=150)
    st.query_params["since"] = chosen.isoformat()
    return chosen


def _two(what: str, names: Mapping[str, str]) -> tuple[str, str] | None:
    usual = sides.first_two(names)
    if usual is None:
        st.html(markup.empty(f"There are no two {what}s to compare.", 96))
        return None
    one = _kept("one", f"One {what}", names, usual[0])
    others = {name: label for name, label in names.items() if name != one}
    return one, _kept("other", f"Other {what}", others, next(iter(others)))


def _kept(name: str, label: str, options: Mapping[str, str], start: str) -> str:
    """A choice that the address tells, where it differs from `start`; a link, or going back, makes it again."""
    key, told = f"kept-{name}", f"_kept-{name}"
    given = st.query_params.get(name, start)
    if given in options and given != st.session_state.get(told):
        st.session_state[key] = given
    elif st.session_state.get(key) not in options:
        st.session_state[key] = start
    chosen = st.selectbox(label, list(options), key=key, format_func=lambda each: f"{label}: {options[each]}",
                          label_visibility="collapsed", width=280)
    st.session_state[told] = chosen
    if chosen != start:
        st.query_params[name] = chosen
    else:
        st.query_params.pop(name, None)
    return chosen


def _tell_why(screen: Screen, offered: Offered) -> None:
    if offered.waits:
        screen.probes.append(Probe(account.employees, None, SOON))
    st.html(markup.empty(offered.missing, 96))
