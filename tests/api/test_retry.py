"""What is asked again, and when."""

from __future__ import annotations

from random import Random

import pytest

from callyzer.api.retry import Outage, Retry, gate_pause
from callyzer.errors import (
    BadRequest,
    CallyzerError,
    DeadlineExceeded,
    Forbidden,
    RateLimited,
    ServerFault,
    Unauthorized,
    UncertainWrite,
    UnexpectedAnswer,
    Unreachable,
)

RANDOM = Random(3)  # noqa: S311 - repeatable
FAULT = ServerFault("summary", 500)


@pytest.mark.parametrize("error", [
    Unauthorized("summary", 401), Forbidden("summary", 403), BadRequest("summary", 400),
    UnexpectedAnswer("summary", 200), UncertainWrite("save_lead", "ReadError"),
])
def test_what_another_try_cannot_change_is_left(error: CallyzerError) -> None:
    assert Retry().delay(error, 1, 0, RANDOM) is None
    assert Retry().verdict("summary", error, 3, 9) is error


def test_pauses_grow_up_to_the_longest_and_are_spread_over_all_of_it() -> None:
    retry = Retry(deadline=1000, first=1, longest=8)
    for attempts, most in ((1, 1), (2, 2), (3, 4), (4, 8), (9, 8)):
        pauses = [retry.delay(FAULT, attempts, 0, RANDOM) for _ in range(300)]
        found = [pause for pause in pauses if pause is not None]
        assert len(found) == 300
        assert min(found) < most / 10
        assert most * 0.9 < max(found) <= most


def test_it_ends_with_the_deadline() -> None:
    assert Retry(deadline=10).delay(FAULT, 2, 10, RANDOM) is None
    verdict = Retry().verdict("summary", Unreachable("summary", "ConnectError"), 4, 44)
    assert isinstance(verdict, DeadlineExceeded)
    assert verdict.sentence == "Callyzer cannot be reached. Tried 4 times."


def test_a_refusal_waits_at_the_gate_and_gives_up_after_some() -> None:
    refused = RateLimited("summary", 429, retry_after=60)
    assert Retry(deadline=10).delay(refused, 1, 500, RANDOM) == 0
    assert Retry(refusals=6).delay(refused, 6, 0, RANDOM) is None


def test_the_gate_closes_for_as_long_as_the_account_says_or_a_few_spacings() -> None:
    assert gate_pause(RateLimited("summary", 429, retry_after=7), 2.04, RANDOM) == 7
    assert all(2 * 2.04 <= gate_pause(RateLimited("summary", 429), 2.04, RANDOM) <= 4 * 2.04 for _ in range(50))


def test_an_outage_lasts_from_its_first_failure_to_the_next_answer() -> None:
    outage = Outage()
    assert [outage.seconds(FAULT, now) for now in (10.0, 30.0, 70.0)] == [0.0, 20.0, 60.0]
    assert outage.seconds(BadRequest("summary", 400), 75.0) == 0.0, "a refusal is an answer"
    assert outage.seconds(FAULT, 80.0) == 0.0
    outage.end()
    assert outage.seconds(FAULT, 90.0) == 0.0


def test_an_outage_of_which_nothing_was_heard_for_a_while_may_be_over() -> None:
    outage = Outage(forgotten=60.0)
    assert [outage.seconds(FAULT, now) for now in (0.0, 60.0, 120.5, 130.0)] == [0.0, 60.0, 0.0, 9.5]
