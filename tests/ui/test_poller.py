from __future__ import annotations

from typing import NoReturn

from callyzer.errors import StillWaiting, Unauthorized
from callyzer.ui.poller import Probe


def test_an_answer_that_is_not_there_yet_is_no_news() -> None:
    def wait() -> NoReturn:
        raise StillWaiting("summary", 1, 2.0)

    assert not Probe(wait, None, 2.0).has_news()


def test_the_answer_that_is_shown_already_is_no_news() -> None:
    shown = object()
    assert not Probe(lambda: shown, shown, 2.0).has_news()


def test_another_answer_is_news() -> None:
    assert Probe(object, object(), 2.0).has_news()


def test_a_refusal_is_news() -> None:
    def refuse() -> NoReturn:
        raise Unauthorized("summary", 401)

    assert Probe(refuse, None, 2.0).has_news()


def test_a_try_that_failed_is_news_once() -> None:
    def wait() -> NoReturn:
        raise StillWaiting("summary", 0, 2.0, "Callyzer cannot be reached.")

    assert Probe(wait, None, 2.0).has_news()
    assert not Probe(wait, None, 2.0, "Callyzer cannot be reached.").has_news()
