"""Clicks on figures: what they put in force, and the way back."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.pages.visits import address


def a_click(kind: str, customdata: list[object]) -> None:
    import streamlit as st  # noqa: PLC0415 - the test bed runs this function as a script

    from callyzer.ui import ways  # noqa: PLC0415
    from callyzer.ui.page import page  # noqa: PLC0415

    with page("Overview", "What is it about?"):
        st.button("Click", key="click", on_click=getattr(ways, kind), args=({"customdata": customdata},))


def clicked(kind: str, *customdata: object) -> AppTest:
    test = AppTest.from_function(a_click, args=(kind, list(customdata)), default_timeout=60).run()
    return test.button(key="click").click().run()


def test_a_cell_leads_to_its_day_and_hour() -> None:
    test = clicked("to_cell", "2026-11-03", 1)
    assert address(test) == {"from": ["2026-11-03"], "to": ["2026-11-03"], "hours": ["10:00-11:00"]}
    assert test.button(key="filter-back").label == "Tue 3 Nov, 10 – 11 AM · clear"


def test_clearing_goes_back_to_what_was_shown_before() -> None:
    test = clicked("to_cell", "2026-11-03", 1)
    test.button(key="filter-back").click().run()
    assert address(test) == {"range": ["last-7-days"]}


def test_a_weekday_leads_to_that_weekday_in_the_same_range() -> None:
    test = clicked("to_cell", "Tue", 2)
    assert address(test)["off"] == ["Mon", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert test.button(key="filter-back").label == "Tue, 11 AM – 12 PM · clear"


def test_a_bar_leads_to_its_employee() -> None:
    test = clicked("to_employee", "91-9000000001")
    assert address(test)["emp"] == ["91-9000000001"]


def test_the_bar_of_all_others_leads_nowhere() -> None:
    assert address(clicked("to_employee", "")) == {}
