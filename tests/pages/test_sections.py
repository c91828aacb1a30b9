"""A part of a page in each of its states, inside a real page."""

from __future__ import annotations

import logging

import pytest
from streamlit.testing.v1 import AppTest

from callyzer.errors import (
    CallyzerError,
    RangeTooLong,
    RateLimited,
    ServerFault,
    StillWaiting,
    UnexpectedAnswer,
    Unreachable,
)
from tests.pages.visits import html


def a_failing_and_a_fine_part(error: Exception) -> None:
    from callyzer.ui.charts import chart  # noqa: PLC0415 - the test bed runs this function as a script
    from callyzer.ui.markup import Frame  # noqa: PLC0415
    from callyzer.ui.page import page  # noqa: PLC0415
    from callyzer.ui.tiles import tiles  # noqa: PLC0415
    from callyzer.views.parts import Chart, Tile, Tiles  # noqa: PLC0415

    def fail() -> Chart:
        raise error

    with page("Overview", "What is it about?") as on:
        chart(on, fail, Frame("part", "A part", "What does it show?", 300))
        tiles(on, lambda: Tiles((Tile("calls", "Calls", "12,345", "", "calls"),)), ["Calls"])


def a_page_that_breaks() -> None:
    from callyzer.ui.page import page  # noqa: PLC0415

    with page("Overview", "What is it about?"):
        raise ValueError("secret 91-9000000000")


def drawn(error: Exception) -> AppTest:
    return AppTest.from_function(a_failing_and_a_fine_part, args=(error,), default_timeout=60).run()


@pytest.mark.parametrize(("error", "told"), [
    (UnexpectedAnswer("summary", 200, field="result.total_calls", problem="is missing"),
     "Callyzer&#x27;s answer to summary cannot be understood: result.total_calls is missing."),
    (RangeTooLong("range", "clients of parts cannot be added up", "", "unique_clients"),
     "The range is too long for this part"),
    (ServerFault("summary", 500), "Callyzer had a fault of its own"),
])
def test_what_concerns_one_part_is_told_in_its_place(error: CallyzerError, told: str) -> None:
    test = drawn(error)
    assert told in html(test)
    assert "A part" in html(test)
    assert "12,345" in html(test)
    assert not test.exception


@pytest.mark.parametrize("error", [Unreachable("summary", "refused"), RateLimited("summary", 429)])
def test_what_concerns_the_account_leaves_what_is_known_on_the_page(error: CallyzerError) -> None:
    page = html(drawn(error))
    assert 'role="alert"' in page
    assert "Not available for now" in page
    assert "12,345" in page


def test_a_waiting_part_shows_its_frame_and_the_wait_in_words() -> None:
    page = html(drawn(StillWaiting("summary", 2, 6.0)))
    assert "A part" in page
    assert "min-height:300px" in page
    assert "Asking Callyzer: 3rd in line, about" in page
    assert "12,345" in page


def test_an_error_of_the_dashboard_is_logged_and_told_without_a_traceback(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "callyzer.ui"):
        test = drawn(KeyError("91-9000000000"))
    assert "This part could not be drawn" in html(test)
    assert "9000000000" not in html(test)
    assert "12,345" in html(test)
    assert "A part could not be drawn" in caplog.text


def test_a_page_that_breaks_keeps_its_head_and_says_so(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "callyzer.ui"):
        test = AppTest.from_function(a_page_that_breaks, default_timeout=60).run()
    assert "<h1>Overview</h1>" in html(test)
    assert "This part could not be drawn" in html(test)
    assert "9000000000" not in html(test)
    assert not test.exception
