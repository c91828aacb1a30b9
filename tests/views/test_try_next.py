from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from callyzer.views.definitions import SMALL_SAMPLE
from callyzer.views.try_next import Rate, next_slot, surest

NONE = Rate(0, 0)
RATES = st.tuples(st.integers(0, 400), st.floats(0, 1)).map(lambda drawn: Rate(drawn[0], round(drawn[0] * drawn[1])))
SLOTS = st.integers(1, 11)


def test_a_rate_is_told_with_its_interval() -> None:
    # Newcombe 1998: 81 of 263 is 0.3080 with Wilson bounds 0.2553 and 0.3662
    assert Rate(263, 81).text == "30.8% (25.5 – 36.6%)"
    assert NONE.text == "–"


def test_the_surest_rate_is_not_the_one_of_a_few_lucky_calls() -> None:
    assert surest([Rate(19, 19), Rate(20, 14), Rate(400, 240)]) == 2  # 19 are too few; 48.1% and 55.1% at the low end


def test_without_enough_calls_nothing_is_said() -> None:
    assert surest([Rate(19, 10), NONE]) is None
    assert next_slot([Rate(19, 10), NONE], [Rate(1, 1), NONE], [0, 3]) is None


def test_the_best_slot_of_clients_like_it_is_tried_next() -> None:
    found = next_slot([Rate(400, 100), Rate(400, 240), Rate(400, 160)], [NONE] * 3, [1, 0, 0])
    assert found
    assert (found.place, found.rate, found.own) == (1, Rate(400, 240), False)


def test_of_slots_that_cannot_be_told_from_the_best_the_one_tried_least_comes_first() -> None:
    like = [Rate(400, 240), Rate(60, 35), Rate(400, 160)]  # 60%, 58.3% (45.7 – 69.9), 40% (35.3 – 44.9)
    assert [next_slot(like, [NONE] * 3, tried).place for tried in ([2, 0, 0], [0, 0, 0], [2, 3, 0])] == [  # type: ignore[union-attr]  # each rests on enough
        1, 0, 0]


def test_a_client_who_always_picks_up_is_tried_there_again() -> None:
    found = next_slot([NONE], [Rate(84, 84)], [0])
    assert found
    assert found.place == 0


def test_a_clients_own_calls_go_before_those_of_others_once_there_are_enough() -> None:
    like = [Rate(400, 240), Rate(400, 120)]
    found = next_slot(like, [Rate(SMALL_SAMPLE, 2), Rate(19, 19)], [0, 0])
    assert found
    assert (found.place, found.own) == (1, False)  # the first slot is bad for this client: 2 of 20
    own = next_slot(like, [NONE, Rate(SMALL_SAMPLE, SMALL_SAMPLE)], [0, 0])
    assert own
    assert (own.place, own.rate, own.own) == (1, Rate(SMALL_SAMPLE, SMALL_SAMPLE), True)


@given(RATES)
def test_the_interval_holds_the_rate_and_lies_between_nothing_and_all(rate: Rate) -> None:
    lower, upper = rate.bounds
    assert 0 <= lower <= upper <= 1
    assert rate.share is None or lower - 1e-12 <= rate.share <= upper + 1e-12


@given(st.integers(1, 200), st.floats(0, 1), st.integers(2, 9))
def test_more_calls_of_the_same_rate_make_it_surer(tries: int, share: float, times: int) -> None:
    hits = round(tries * share)
    (low, high), (lower, upper) = Rate(tries * times, hits * times).bounds, Rate(tries, hits).bounds
    assert high - low < upper - lower


@given(st.data(), SLOTS)
def test_what_is_tried_next_rests_on_enough_and_no_other_is_surely_better(data: st.DataObject, slots: int) -> None:
    def drawn(values: st.SearchStrategy[Rate]) -> list[Rate]:
        return data.draw(st.lists(values, min_size=slots, max_size=slots))

    like, own = drawn(RATES), drawn(RATES)
    tried = data.draw(st.lists(st.integers(0, 3), min_size=slots, max_size=slots))
    used = [mine if mine.enough else theirs for mine, theirs in zip(own, like, strict=True)]
    found = next_slot(like, own, tried)
    assert (found is None) == (not any(rate.enough for rate in used))
    if found:
        assert found.rate == used[found.place]
        assert found.own == own[found.place].enough
        assert all(found.rate.bounds[1] >= rate.bounds[0] for rate in used if rate.enough)
