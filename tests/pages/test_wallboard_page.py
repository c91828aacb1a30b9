from __future__ import annotations

import pytest

from tests.pages.visits import PAGES, html, visit

PAGE = PAGES["Wallboard"]


def test_the_wallboard_shows_the_day_and_nothing_that_needs_a_hand() -> None:
    test = visit(PAGE)
    assert not test.exception
    page = html(test)
    assert "<h1>Today</h1>" in page
    for part in ("Last hour", "Call-backs due", "Most calls", 'data-tile="total_calls"', "As of "):
        assert part in page
    assert not [button.key for button in test.button_group]
    assert len(test.dataframe) == 0


@pytest.mark.usefixtures("without_store")
def test_without_a_store_the_wallboard_says_who_it_cannot_tell_of() -> None:
    page = html(visit(PAGE))
    assert "Who waits is told once the calls of these days are kept here." in page
    assert 'data-tile="total_calls"' in page
