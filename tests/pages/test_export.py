"""Taking a page along: what is offered, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from callyzer.errors import BrowserMissing, NothingToReport
from callyzer.exports.formats import FORMATS
from callyzer.model import CallFilter, Window
from callyzer.ui import account
from callyzer.ui.exports import _MAKING, POPOVER, _Making
from callyzer.views.document import title_of
from callyzer.views.topics import EVERY_TOPIC, Topic
from tests.exports.spreadsheet import read
from tests.pages.refusing import Refusal
from tests.pages.visits import PAGES, html, visit

DAYS = {"from": "2026-11-09", "to": "2026-11-10"}
QUESTION = CallFilter(Window.of_days(date(2026, 11, 9), date(2026, 11, 10), account.settings().zone))
WITHIN = 60.0


def opened(test: AppTest) -> AppTest:
    """With the popover open."""
    test.session_state[POPOVER] = True
    return test.run()


def offered(test: AppTest) -> list[str]:
    return [key for button in test.button if (key := str(button.key)).startswith("export-")]


def pressed(test: AppTest, key: str) -> _Making:
    """Presses a button and waits for the file, not for the page."""
    opened(test).button(key=key).click().run()
    making: _Making = test.session_state[_MAKING]
    making.made.exception(WITHIN)
    return making


def saving(test: AppTest) -> list[str]:
    return [button.proto.label for button in test.get("download_button") if "export-save" in button.proto.id]


def test_nothing_is_made_before_it_is_asked_for() -> None:
    test = visit("pages/team/leaderboard.py", **DAYS)
    assert offered(test) == [], "a closed one costs nothing"
    assert offered(opened(test)) == [f"export-{what}-{name}" for what in ("leaderboard", "report") for name in FORMATS]
    assert _MAKING not in test.session_state or test.session_state[_MAKING] is None
    assert not saving(test)


@pytest.mark.parametrize("topic", EVERY_TOPIC)
def test_every_page_about_calls_offers_itself_and_all_sections(topic: Topic) -> None:
    test = opened(visit(PAGES[title_of(topic)], **DAYS))
    assert offered(test) == [f"export-{what}-{name}" for what in (topic, "report") for name in FORMATS]


def test_a_page_about_people_as_they_are_today_offers_no_file() -> None:
    assert offered(visit("pages/account/handsets.py")) == []


def test_the_file_of_an_employee_s_page_is_about_that_employee_alone() -> None:
    everybody = account.opened().source.employee_summary(QUESTION).rows
    number = "-".join(everybody[["emp_country_code", "emp_number"]].iloc[0])
    making = pressed(visit(PAGES["Employee"], **DAYS, employee=number), "export-employee-csv")
    with ZipFile(BytesIO(making.made.result().file.content)) as files:
        trend = pd.read_csv(files.open("employee-trend-total_calls.csv"))
        sheets = files.namelist()
    alone = account.opened().source.employee_summary(replace(QUESTION, emp_numbers=(number,)))
    assert trend["Calls"].sum() == alone.rows["total_calls"].sum() > 0
    assert {"employee-standing.csv", "employee-longest.csv", "employee-clients.csv"} <= set(sheets)
    assert making.name.startswith("callyzer-employee-")


def test_the_file_of_calls_lists_those_that_the_page_does() -> None:
    test = visit("pages/clients/calls.py", **DAYS, kind="Missed")
    making = pressed(test, "export-calls-csv")
    rows = pd.read_csv(BytesIO(making.made.result().file.content))
    assert set(rows["Type"]) == {"Missed"}
    assert len(rows) == len(test.dataframe[0].value) > 0


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
    pressed(test, "export-leaderboard-csv")
    assert saving(test.run())
    assert not saving(test.selectbox(key="choice-ranking").set_value("total_duration").run())


def test_a_refusal_reaches_the_person_as_a_sentence(refused: Callable[[Refusal], None]) -> None:
    refused(Refusal(401, {"message": "no"}))
    test = visit("pages/team/leaderboard.py", **DAYS)
    making = pressed(test, "export-leaderboard-xlsx")
    test.run()
    assert isinstance(making.made.exception(), NothingToReport)
    assert "No file could be made" in html(test)
    assert not saving(test)


def test_a_template_that_is_gone_is_told_and_leaves_the_other_formats(setting: Callable[[str, str], None]) -> None:
    setting("CALLYZER_TEMPLATE", "/no/such/ours.pptx")
    test = visit("pages/team/leaderboard.py", **DAYS)
    pressed(test, "export-leaderboard-pptx")
    test.run()
    assert "The template /no/such/ours.pptx cannot be read: No such file or directory." in html(test)
    assert not saving(test)
    pressed(test, "export-leaderboard-csv")
    assert saving(test.run())


def test_an_error_of_the_dashboard_reaches_the_person_and_the_log(caplog: pytest.LogCaptureFixture) -> None:
    test = visit("pages/team/leaderboard.py", **DAYS)
    pressed(test, "export-leaderboard-xlsx")
    told = failed(test, ValueError("91-9000000000"))
    assert 'role="alert"' in told
    assert "9000000000" not in told
    assert "none is installed here" in failed(test, BrowserMissing())


def failed(test: AppTest, error: Exception) -> str:
    """What the page says once a file could not be made for this reason."""
    broken = _Making(test.session_state[_MAKING].of, "Excel workbook", "name")
    broken.made.set_exception(error)
    test.session_state[_MAKING] = broken
    test.run()
    assert not saving(test)
    return html(test)
