from __future__ import annotations

import time
from datetime import datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from callyzer.answering import Answering
from callyzer.model import CallFilter, Window
from callyzer.ui import account
from tests.pages.visits import PAGES, html, settled, visit

PAGE = PAGES["Call-backs"]
ENOUGH = 120.0


def kept(days: int = 2) -> CallFilter:
    """The question of the last days before today, once the call store holds all of their calls."""
    zone = account.settings().zone
    today = datetime.now(zone).date()
    question = CallFilter(Window.of_days(today - timedelta(days=days), today - timedelta(days=1), zone))
    source = account.opened().source
    assert isinstance(source, Answering)
    until = time.monotonic() + ENOUGH
    while source.whole_account(question) is None:
        assert time.monotonic() < until, "the days were not synchronised in time"
        time.sleep(0.2)
    return question


def visited(question: CallFilter) -> AppTest:
    return visit(PAGE, **{"from": str(question.window.first_day), "to": str(question.window.last_day)})


def test_the_list_holds_who_is_due_across_the_team() -> None:
    question = kept()
    test = visited(question)
    assert not test.exception
    due = account.opened().source.store.call_backs(question)  # type: ignore[union-attr]  # kept() has seen to it
    assert len(test.dataframe[0].value) == due.total_records > 0
    assert 'data-tile="due"' in html(test)
    assert len(test.get("plotly_chart")) == 2


def test_callyzers_own_list_is_one_click_away() -> None:
    question = kept()
    test = visited(question)
    test = settled(test.button_group(key="choice-call-backs").set_value("pairs").run())
    own = account.opened().source.never_attended(question)
    assert len(test.dataframe[0].value) == own.total_records
    assert "Never attended" in html(test)


def test_another_target_changes_the_share_in_time() -> None:
    test = visited(kept())
    assert "within 1 h" in html(test)
    target = next(each for each in test.selectbox if each.label == "Call back within")
    assert "within 15 min" in html(settled(target.set_value("900").run()))


@pytest.mark.usefixtures("without_store")
def test_without_a_call_store_the_list_is_callyzers_own_and_the_page_says_why() -> None:
    test = visit(PAGE)
    page = html(test)
    assert "Callyzer lists missed calls for each employee alone." in page
    assert "Never attended" in page
    assert len(test.dataframe) == 1
    assert test.get("plotly_chart") == []
