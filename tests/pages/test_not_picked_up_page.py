from __future__ import annotations

import re

import pytest

from callyzer.model import CallFilter
from callyzer.ui import account
from tests.pages.test_call_backs_page import kept
from tests.pages.visits import PAGES, html, settled, visit

PAGE = PAGES["Not picked up"]


def own_number(question: CallFilter) -> int:
    """Pairs, as Callyzer's own list has them."""
    return account.opened().source.not_pickup_by_client(question).total_records


def test_the_list_begins_with_whom_nobody_reached_and_holds_all_pairs_one_click_away() -> None:
    question = kept()
    test = visit(PAGE, **{"from": str(question.window.first_day), "to": str(question.window.last_day)})
    assert not test.exception
    pairs = own_number(question)
    assert 0 < len(test.dataframe[0].value) <= pairs
    assert re.search(rf'<div class="tile-value"><a [^>]+pick=not-picked-up[^>]+>{pairs:,}</a>', html(test))
    assert len(test.get("plotly_chart")) == 3
    test = settled(test.button_group(key="choice-not-picked-up").set_value("pairs").run())
    assert len(test.dataframe[0].value) == pairs


@pytest.mark.usefixtures("without_store")
def test_without_a_call_store_the_list_is_callyzers_own_and_the_page_says_what_it_cannot_tell() -> None:
    test = visit(PAGE, range="yesterday")
    page = html(test)
    assert "when clients pick up can be told once the calls of these days are kept here" in page
    assert "Clients to try again" in page
    assert test.get("plotly_chart") == []
    assert "Try next" not in str(test.dataframe[0].proto.columns)


def test_a_range_without_calls_says_so() -> None:
    test = visit(PAGE, **{"from": "2020-01-01", "to": "2020-01-07"})
    assert not test.exception
    assert "Everybody who was called in this range was talked to, or nobody was called." in html(test)
