"""Leads from a file on the page, in front of the sandbox account."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest

from callyzer.ui import account, uploads
from tests.builders import soon
from tests.leads.tables import workbook
from tests.pages.test_leads_page import lead_of, press
from tests.pages.visits import PAGES, html, settled, visit, waits

PAGE = PAGES["Upload leads"]
HOSTILE = "<img src=x onerror=1> $\\frac{1}{2}$ [a](b)"


@pytest.fixture(autouse=True)
def nothing_uploaded() -> Iterator[None]:
    uploads._desk.clear()
    yield
    uploads._desk.clear()


def chosen(name: str, content: bytes) -> AppTest:
    """The page once a file was chosen and whom leads can go to is known."""
    test = visit(PAGE)
    test.file_uploader[0].upload(name, content)
    test.run()
    soon(lambda: not waits(test) or not test.run())
    return test


def at_rest() -> AppTest:
    """A visit of its own once nothing is under way."""
    soon(lambda: (found := uploads.current()) is not None and not found.upload.progress.doing)
    return visit(PAGE)


def test_from_a_file_to_leads_with_what_came_of_each_row() -> None:
    test = chosen("leads.xlsx", workbook(
        ("Lead name", "Mobile", "City", "Shoe size"), (HOSTILE, 917333300001, "Pune", 42),
        ("Bina", 917333300002.0, "Pune", 43), ("No", 917333300003, "Pune", 44)))
    assert [box.value for box in test.selectbox[:4]] == ["first_name", "number", "city", ""]
    assert list(test.dataframe[0].value["number"]) == ["91-7333300003", "91-7333300001", "91-7333300002"]
    assert "2 leads can be sent, 1 row cannot" in html(test)
    test = press(press(test, "Send 2 leads"), "Yes, send 2 leads to Callyzer")
    shown = at_rest()
    assert list(shown.dataframe[0].value["outcome"]) == ["Cannot be sent", "Saved", "Saved"]
    assert lead_of("91-7333300001")["details.first_name"] == HOSTILE
    assert account.opened().log.writes()[0].what == "rows 2 to 3 of an upload of 3"
    assert "<img" not in html(shown)
    assert any(button.key == "csv-no-leads" for button in shown.download_button)
    assert press(shown, "Done").file_uploader
    assert not shown.exception


def test_a_column_can_be_chosen_otherwise_and_what_is_missing_is_said() -> None:
    test = chosen("leads.csv", b"Who,Mobile\nAsha,7333300004\n")
    assert "No column holds First name, which every lead needs." in html(test)
    assert not [button for button in test.button if button.label.startswith("Send")]
    test.selectbox(key="upload-column-0").set_value("first_name")
    assert "1 lead can be sent" in html(settled(test.run()))


def test_rows_that_are_leads_already_are_found_before_anything_is_sent() -> None:
    asked = press(chosen("a.csv", b"Name,Mobile\nAsha,7333300005\n"), "Send 1 lead")
    first = press(asked, "Yes, send 1 lead to Callyzer")
    assert not first.exception
    press(at_rest(), "Done")
    written = len(account.opened().log.writes())
    press(chosen("a.csv", b"Name,Mobile\nAsha,7333300005\nBina,7333300006\n"), "Look first which are leads already")
    shown = at_rest()
    assert list(shown.dataframe[0].value["outcome"]) == ["A lead already", "Not sent yet"]
    assert len(account.opened().log.writes()) == written
    press(shown, "Send the 1 lead not sent yet")
    assert list(at_rest().dataframe[0].value["outcome"]) == ["A lead already", "Saved"]


def test_a_file_that_cannot_be_read_says_why() -> None:
    assert "The file cannot be read as a workbook." in html(chosen("leads.xlsx", b"no workbook"))


def test_where_all_is_read_only_no_file_can_be_chosen(setting: Callable[[str, str], None]) -> None:
    setting("CALLYZER_READ_ONLY", "yes")
    test = visit(PAGE)
    assert not test.file_uploader
    assert "This dashboard only reads" in html(test)
