"""One request per interval."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from callyzer.sandbox.limit import TOLERANCE, Limit


def test_the_first_request_passes_and_the_next_is_told_what_is_left() -> None:
    now = [10.0]
    limit = Limit(2.0, lambda: now[0])
    assert limit.wait() == 0.0
    now[0] = 10.5
    assert limit.wait() == 1.5
    now[0] = 12.0
    assert limit.wait() == 0.0


def test_a_refused_request_does_not_push_the_next_slot_back() -> None:
    now = [0.0]
    limit = Limit(2.0, lambda: now[0])
    limit.wait()
    for now[0] in (0.5, 1.0, 1.9):
        assert limit.wait() > 0
    now[0] = 2.0
    assert limit.wait() == 0.0


def test_a_few_milliseconds_early_are_forgiven_and_no_more() -> None:
    now = [0.0]
    limit = Limit(2.0, lambda: now[0])
    limit.wait()
    now[0] = 2.0 - 3 * TOLERANCE
    assert limit.wait() > 0
    now[0] = 2.0 - TOLERANCE / 2
    assert limit.wait() == 0.0


@given(st.lists(st.floats(0, 5), max_size=50), st.floats(0.1, 3))
def test_requests_that_pass_are_never_closer_than_the_interval(pauses: list[float], interval: float) -> None:
    now = [0.0]
    limit = Limit(interval, lambda: now[0])
    passed = []
    for pause in pauses:
        now[0] += pause
        if limit.wait() == 0.0:
            passed.append(now[0])
    assert all(later - earlier >= interval - TOLERANCE - 1e-9 for earlier, later in pairwise(passed))
