from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from callyzer.model import CallFilter, Page
from callyzer.ui import account
from tests.pages.test_call_backs_page import kept
from tests.pages.visits import PAGES, address, html, settled, visit

PAGE = PAGES["Calls"]


def visited(question: CallFilter, **more: str) -> AppTest:
    return visit(PAGE, **{"from": str(question.window.first_day), "to": str(question.window.last_day), **more})


def test_all_calls_of_the_range_are_listed() -> None:
    question = kept()
    test = visited(question)
    total = account.opened().source.history(question, Page(1, 1)).total_records
    assert not test.exception
    assert len(test.dataframe[0].value) == total > 0
    assert "Choose a call to see it in full" in html(test)


def test_a_link_opens_a_call_with_its_clients_story() -> None:
    question = kept()
    row = account.opened().source.history(question, Page(1, 1)).rows.iloc[0]
    test = visited(question, call=row["id"])
    assert address(test)["call"] == [row["id"]]
    assert f"<dd>{row['call_type']}</dd>" in html(test)
    assert len(test.dataframe) == 2
    close = next(button for button in test.button if button.label == "Close")
    test = settled(close.click().run())
    assert "call" not in address(test)
    assert "Choose a call to see it in full" in html(test)


def test_a_link_to_a_call_that_is_gone_says_so() -> None:
    assert "This call is not known any more." in html(visited(kept(), call="nothing"))


@pytest.mark.usefixtures("without_store")
def test_without_a_call_store_the_latest_hundred_are_listed_and_the_others_on_demand() -> None:
    test = visit(PAGE)
    assert len(test.dataframe[0].value) == 100
    assert any("List all calls" in toggle.label for toggle in test.toggle)
