"""The line under a page's head, and what it costs."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from callyzer.ui import account
from tests.pages.refusing import Refusal
from tests.pages.visits import PAGES, ROOT, html, settled, visit

OVERVIEW = PAGES["Overview"]


def phones(test: AppTest) -> str:
    return next((button.label for button in test.button if button.key and button.key.startswith("strip-")), "")


def asked() -> int:
    return account.opened().source.standing().counts.sent


def kept(test: AppTest) -> AppTest:
    """The page once the call store knows people and some days."""
    until = time.monotonic() + 60
    while not (phones(test) and "Calls kept since" in html(test)):
        assert time.monotonic() < until, html(test)
        time.sleep(0.2)
        test.run()
    return test


def test_the_line_tells_how_the_phones_are_and_how_far_back_calls_are_kept() -> None:
    test = kept(visit(OVERVIEW))
    assert phones(test).startswith("Phones: 2 silent, 1 uninstalled, ")
    assert "As of " in html(test)


def test_figures_that_lack_the_calls_of_a_silent_phone_are_marked() -> None:
    page = html(kept(visit(OVERVIEW)))
    assert page.count('class="hint gap"') == 7
    assert "May lack calls: nothing arrives from the phones of " in page
    before = html(visit(OVERVIEW, **{"from": "2020-01-01", "to": "2020-01-07"}))
    assert 'class="hint gap"' not in before


@pytest.mark.parametrize("name", ["Leaderboard", "Unique clients", "Time slots"])
def test_tables_say_whose_calls_they_may_lack(name: str) -> None:
    kept(visit(OVERVIEW))
    test = visit(PAGES[name])
    assert "May lack calls: nothing arrives from the phones of " in html(test)
    signed = [name for name in test.dataframe[0].value.get("name", []) if "\N{WARNING SIGN}" in str(name)]
    assert bool(signed) == (name == "Leaderboard"), "clients and slots are nobody's alone"


def test_figures_without_a_comparison_are_marked_as_well() -> None:
    kept(visit(OVERVIEW))
    assert html(visit(PAGES["Unique clients"])).count('class="hint gap"') == 4


@pytest.mark.parametrize("name", ["Data", "Handsets"])
def test_pages_that_show_no_figures_of_calls_say_nothing_of_the_kind(name: str) -> None:
    kept(visit(OVERVIEW))
    assert "May lack calls" not in html(visit(PAGES[name]))


def test_the_figures_of_a_team_whose_phones_all_report_are_not_marked() -> None:
    kept(visit(OVERVIEW))
    test = visit(OVERVIEW, tag="New hires")
    assert phones(test)
    assert "silent" not in phones(test)
    assert 'class="hint gap"' not in html(test)


def test_from_any_page_the_line_leads_to_the_handsets() -> None:
    test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    kept(settled(test.run()))
    next(button for button in test.button if button.label == phones(test)).click().run()
    assert "<h1>Handsets</h1>" in html(test)


@pytest.mark.usefixtures("without_store")
def test_without_a_store_the_line_costs_a_first_visit_no_request() -> None:
    test = visit(OVERVIEW)
    assert asked() == 5
    assert phones(test) == ""
    assert "Calls kept" not in html(test)
    assert "No call store" in html(test)
    assert "its folder cannot be written" in html(test)
    visit(PAGES["Handsets"])
    assert asked() == 6
    assert phones(visit(OVERVIEW)).startswith("Phones: ")
    assert asked() == 6


def seeking() -> None:
    import streamlit as st  # noqa: PLC0415 - the test bed runs this function as a script

    from callyzer.ui import account  # noqa: PLC0415

    st.text(f"{account.may_seek_employees()} {account.seek_employees()} {account.known_employees() is not None}")


def sought() -> str:
    """What is told in the end: whether it may be sought, is over, and whether people are known."""
    test = AppTest.from_function(seeking, default_timeout=60).run()
    until = time.monotonic() + 20
    while "False" in (told := test.text[0].value).split()[1]:
        assert time.monotonic() < until
        time.sleep(0.05)
        test.run()
    test.run()
    return str(test.text[0].value) if told else ""


@pytest.mark.usefixtures("without_store")
def test_people_who_are_not_known_are_asked_for_when_there_is_nothing_else_to_do() -> None:
    assert sought() == "True True True"


def test_people_who_cannot_be_had_are_not_sought_again_and_again(
        refused: Callable[[Refusal], None], setting: Callable[[str, str], None]) -> None:
    refused(Refusal(404, {"message": "Not Found"}))
    setting("CALLYZER_DATA", "/dev/null/data")
    assert sought() == "False True False"
