from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.refusing import Refusal
from tests.pages.visits import ABOUT_CALLS, ASKING, CHARTS, PAGES, ROOT, TABLES, html, settled, visit

NO_CALLS = {"from": "2020-01-01", "to": "2020-01-07"}
every_page = pytest.mark.parametrize("title", ASKING)


def through_the_front_door(title: str, **query: str) -> AppTest:
    test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in query.items():
        test.query_params[name] = value
    return settled(test.run().switch_page(PAGES[title]).run())


@every_page
def test_a_page_alone_shows_all_its_parts(title: str) -> None:
    test = visit(PAGES[title])
    assert f"<h1>{title}</h1>" in html(test)
    assert not test.exception
    assert len(test.get("plotly_chart")) == CHARTS[title]
    assert len(test.dataframe) == TABLES[title]


@every_page
def test_a_page_through_the_front_door_shows_all_its_parts(title: str) -> None:
    test = through_the_front_door(title)
    assert f"<h1>{title}</h1>" in html(test)
    assert not test.exception
    assert len(test.get("plotly_chart")) == CHARTS[title]


@pytest.mark.parametrize("title", ABOUT_CALLS)
def test_a_range_without_calls_says_so_instead_of_drawing_empty_axes(title: str) -> None:
    test = visit(PAGES[title], **NO_CALLS)
    assert not test.exception
    assert test.get("plotly_chart") == []
    assert len(test.dataframe) == 0
    assert "No calls match the filter in this range." in html(test)


@every_page
def test_what_is_shown_is_dated_and_named(title: str) -> None:
    page = html(visit(PAGES[title]))
    assert "<li>Sandbox account</li>" in page
    assert "As of " in page


REFUSALS = {
    "a wrong token": (Refusal(401, {"message": "Unauthorized"}), "Callyzer does not accept the access token"),
    "an expired subscription": (Refusal(403, {"message": "Forbidden"}), "The Callyzer subscription has expired"),
    "a wrong address": (Refusal(404, {"message": "Not Found"}), "There is no Callyzer API at this address"),
    "an unknown employee": (Refusal(400, {"message": "Invalid numbers ‘91-9000000000’ doesn’t exist."}),
                            "An employee in the filter is not known"),
    "an unreadable answer": (Refusal(200, {"result": "gibberish"}), "Callyzer&#x27;s answer cannot be understood"),
}


@pytest.mark.parametrize("title", [*ASKING, "Call-backs", "Calls", "Not picked up", "Employee", "Leads"])
@pytest.mark.parametrize("case", REFUSALS)
def test_a_refusal_has_a_state_of_its_own(title: str, case: str, refused: Callable[[Refusal], None]) -> None:
    refusal, heading = REFUSALS[case]
    refused(refusal)
    test = visit(PAGES[title])
    page = html(test)
    assert not test.exception
    assert heading in page
    assert "Traceback" not in page
    assert any(button.label == "Try again" for button in test.button)


def test_what_concerns_the_account_is_told_once_at_the_top(refused: Callable[[Refusal], None]) -> None:
    refused(Refusal(401, {"message": "Unauthorized"}))
    page = html(visit(PAGES["Overview"]))
    assert page.count("<strong>Callyzer does not accept the access token</strong>") == 1  # the strip may hint at it too
    assert page.count("Not available for now") == 6


def test_trying_again_asks_again(refused: Callable[[Refusal], None]) -> None:
    refused(Refusal(403, {"message": "Forbidden"}))
    test = visit(PAGES["Overview"])
    refused(Refusal(401, {"message": "Unauthorized"}))
    again = next(button for button in test.button if button.label == "Try again")
    assert "Callyzer does not accept the access token" in html(settled(again.click().run()))


def test_a_setting_that_cannot_be_understood_is_named(setting: Callable[[str, str], None]) -> None:
    setting("CALLYZER_REQUEST_INTERVAL", "often")
    test = visit(PAGES["Overview"])
    assert "The setting CALLYZER_REQUEST_INTERVAL must be a number of seconds." in html(test)
