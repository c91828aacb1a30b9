"""Whose page it is: chosen by the address, by the filter, or here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import streamlit as st

from callyzer.model import CallFilter
from callyzer.ui import account, markup
from callyzer.ui.address import choose, chosen
from callyzer.ui.markup import Frame
from callyzer.ui.screen import Screen
from callyzer.ui.tiles import notes
from callyzer.views import employee, phones, trust_strip
from callyzer.views.employee import PARAMETER, Person
from callyzer.views.link import Selection


def employee_in_force(selection: Selection) -> str:
    """The number of the single employee of the filter, else the one of the address; "" where neither names one."""
    return employee.whose(selection, _named())


def only_employee(selection: Selection) -> Selection:
    """The selection for the employee whose page it is, whatever the tags; all of it where it is nobody's."""
    return employee.only(selection, _named())


def _named() -> str:
    return str(st.query_params.get(PARAMETER, ""))


def picker(screen: Screen, number: str) -> None:
    """Everybody with calls, by name; who is shown stays in the list without any."""
    with st.container(key="picker"):
        screen.section(partial(employee.choices, screen.source, employee.of_team(screen.question, number)),
                       partial(_place, number), Frame("picker", "", "", 40))


def _place(number: str, offered: Mapping[str, str]) -> None:
    shown, name = employee.shown(number, offered, account.known_employees()) if number else ("", "")
    names = {shown: name, **offered} if shown and shown not in offered else offered
    options = list(names)
    st.selectbox("Employee", options, key=f"employee-{number}", index=options.index(shown) if shown else None,
                 format_func=names.__getitem__, placeholder="Choose an employee", width=320,
                 label_visibility="collapsed", on_change=_chosen, args=(f"employee-{number}",))


def _chosen(key: str) -> None:
    put_into_address(st.session_state[key])


def put_into_address(number: str) -> None:
    """Lead to the page of an employee, whomever the filter named alone."""
    selection = chosen()
    if len(selection.emp_numbers) == 1:
        choose(replace(selection, emp_numbers=()))
    st.query_params[PARAMETER] = number


def narrow_gap(screen: Screen, own: CallFilter) -> None:
    """Of whom calls may be missing concerns this page only where it is its employee."""
    known = account.known_employees()
    team = phones.team(known, own, screen.now, screen.country) if known else ()
    screen.gap = trust_strip.gap(team, own, screen.now)


def who(screen: Screen, number: str) -> None:
    """The name, the phone, and what is wrong with it."""

    def place(found: Person) -> None:
        st.html(markup.heading(found.name, "The phone behind these figures"))
        notes(found.notes)
        st.html(markup.definitions(found.facts))

    screen.section(partial(employee.person, screen.source, number, screen.now, screen.country), place,
                   Frame("who", number, "The phone behind these figures", 150))
