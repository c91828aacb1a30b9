"""Taking a page along: what is offered, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from callyzer.errors import NothingToReport
from callyzer.exports.formats import FORMATS
from callyzer.ui.exports import _MAKING, _Making
from tests.exports.spreadsheet import read
from tests.pages.refusing import Refusal
from tests.pages.visits import html, visit

DAYS = {"from": "2026-11-09", "to": "2026-11-10"}
WITHIN = 60.0


def offered(test: AppTest) -> list[str]:
    return [key for button in test.button if (key := str(button.key)).startswith("export-")]


def pressed(test: AppTest, key: str) -> _Making:
    """Presses a button and waits for the file, not for the page."""
    test.button(key=key).click().run()
    making: _Making = test.session_state[_MAKING]
    making.made.exception(WITHIN)
    return making


def saving(test: AppTest) -> list[str]:
    return [button.proto.label for button in test.get("download_button") if "export-save" in button.proto.id]


def test_nothing_is_made_before_it_is_asked_for() -> None:
    test = visit("pages/team/leaderboard.py", **DAYS)
    assert offered(test) == [f"export-{what}-{name}" for what in ("leaderboard", "report") for name in FORMATS]
    assert _MAKING not in test.session_state or test.session_state[_MAKING] is None
    assert not saving(test)


def test_a_page_without_a_section_of_its_own_offers_all_sections() -> None:
    assert offered(visit("pages/clients/calls.py", **DAYS)) == [f"export-report-{name}" for name in FORMATS]
    assert offered(visit("pages/account/handsets.py")) == []


def test_the_file_of_a_page_holds_its_section_and_can_be_saved() -> None:
    test = visit("pages/team/leaderboard.py", **DAYS)
    making = pressed(test, "export-leaderboard-xlsx")
    assert read(making.made.result().file.content).sheetnames == ["About", "Leaderboard", "Leaderboard table"]
    assert making.name == "callyzer-leaderboard-2026-11-09-2026-11-10"
    assert saving(test.run()) == ["Save the Excel workbook"]


def test_a_file_of_other_calls_than_those_on_the_page_is_offered_no_more() -> None:
    test = visit("pages/team/leaderboard.py", **DAYS)
    pressed(test, "export-leaderboard-csv")
    assert saving(test.run())
    test.query_params["type"] = "Outgoing"
    assert not saving(test.run())


def test_a_refusal_reaches_the_person_as_a_sentence(refused: Callable[[Refusal], None]) -> None:
    refused(Refusal(401, {"message": "no"}))
    test = visit("pages/team/leaderboard.py", **DAYS)
    making = pressed(test, "export-leaderboard-xlsx")
    test.run()
    assert isinstance(making.made.exception(), NothingToReport)
    assert "No file could be made" in html(test)
    assert not saving(test)


def test_an_error_of_the_dashboard_reaches_the_person_and_the_log(caplog: pytest.LogCaptureFixture) -> None:
    test = visit("pages/team/leaderboard.py", **DAYS)
    pressed(test, "export-leaderboard-xlsx")
    broken = _Making(test.session_state[_MAKING].question, "Excel workbook", "name")
    broken.made.set_exception(ValueError("91-9000000000"))
    test.session_state[_MAKING] = broken
    test.run()
    assert not saving(test)
    assert 'role="alert"' in html(test)
    assert "9000000000" not in html(test)
