"""The page of the data, in front of the sandbox account, of one without a store, and of one that refuses."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from callyzer.ui import keeping
from callyzer.views.data import Held
from tests.pages.refusing import Refusal
from tests.pages.visits import PAGES, html, visit

PAGE = PAGES["Data"]
WITHIN = 60.0


def until(test: AppTest, reached: Callable[[], bool]) -> AppTest:
    """The page once something is so."""
    end = time.monotonic() + WITHIN
    while not reached():
        assert time.monotonic() < end, html(test)
        time.sleep(0.1)
        test.run()
    assert not test.exception
    return test


def held() -> Held:
    held = keeping.held()
    assert held is not None
    return held


def press(test: AppTest, label: str) -> AppTest:
    return next(button for button in test.button if button.label == label).click().run()


def labels(test: AppTest) -> list[str]:
    return [button.label for button in test.button]


def test_the_days_are_a_calendar_and_no_range_can_be_chosen() -> None:
    test = visit(PAGE, range="last-month")
    until(test, lambda: len(test.get("plotly_chart")) == 1)
    assert "To come" in test.get("plotly_chart")[0].proto.spec
    assert "Range" not in [pills.label for pills in test.pills]
    assert 'data-tile="since"' in html(test)
    assert 'data-tile="sent"' in html(test)


def test_pausing_stops_the_synchronisation_until_it_is_resumed() -> None:
    test = press(visit(PAGE), "Pause")
    until(test, lambda: held().progress.state == "paused")
    assert "Paused" in html(test.run())
    assert "Resume" in labels(test)
    assert next(button for button in test.button if button.label == "Sync now").disabled
    until(press(test, "Resume"), lambda: held().progress.state != "paused")
    assert "Pause" in labels(test.run())


def test_comparing_at_once_tells_that_the_days_are_as_callyzer_counts_them() -> None:
    test = visit(PAGE)
    until(test, lambda: len(held().coverage.days) > 2)  # today is compared tomorrow
    until(press(test, "Compare now"), lambda: held().coverage.audited_at is not None)
    until(press(test, "Sync now"), lambda: "all equal to Callyzer&#x27;s own count." in html(test))


@pytest.mark.usefixtures("without_store")
def test_without_a_store_the_page_says_so_and_shows_queue_and_cache() -> None:
    test = visit(PAGE)
    assert not test.exception
    assert "No call store: every figure is asked from Callyzer. The call store " in html(test)
    assert 'data-tile="sent"' in html(test)
    assert 'data-tile="since"' not in html(test)
    assert "Nobody waits." in html(test)
    assert test.get("plotly_chart") == []
    assert not {"Sync now", "Compare now", "Pause"} & set(labels(test))


def test_why_nothing_can_be_synchronised_is_told(refused: Callable[[Refusal], None]) -> None:
    refused(Refusal(401, {"message": "Unauthorized"}))
    test = visit(PAGE)
    until(test, lambda: "Callyzer does not accept the access token." in html(test))
    assert "Nothing was read yet." in html(test) or len(test.get("plotly_chart")) == 1


def test_a_setting_that_cannot_be_understood_is_named(setting: Callable[[str, str], None]) -> None:
    setting("CALLYZER_REQUEST_INTERVAL", "often")
    test = visit(PAGE)
    assert "The setting CALLYZER_REQUEST_INTERVAL must be a number of seconds." in html(test)
    assert not test.exception
