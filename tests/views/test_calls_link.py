"""Links to the calls behind a figure: what is written is read again, and a damaged link still opens."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from callyzer.model import CALL_TYPES, WEEKDAYS, Subset
from callyzer.model.subset import NUMBERED, PICKS, RANGED
from callyzer.views.calls_link import PARAMETERS, from_query, to_query
from callyzer.views.link import Selection
from callyzer.views.link import to_query as filter_query

FULL = Subset(
    first=date(2026, 11, 3), last=date(2026, 11, 9), until=time(15, 30), weekdays=("Tue",), slot=(840, 900),
    emp_numbers=("91-9001",), client_of="a1", call_types=("Missed",), connected=False, pick="waits", over=300,
    within=900, recorded=True, noted=False, crm_status="Won")


@st.composite
def subsets(draw: st.DrawFn) -> Subset:
    maybe, flags = st.booleans(), st.sampled_from([None, True, False])
    first = draw(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
    parts: dict[str, Any] = {}
    if draw(maybe):
        parts |= {"first": first, "last": draw(st.dates(first, date(2030, 1, 2)))}
        parts["until"] = draw(st.sampled_from([None, time(0, 15), time(23, 45)]))
    if draw(maybe):
        start = draw(st.integers(0, 1439))
        parts["slot"] = (start, draw(st.integers(start + 1, 1440)))
    pick = parts["pick"] = draw(st.sampled_from([None, *PICKS]))
    if pick in RANGED:
        parts |= {"over": draw(st.sampled_from([None, 0, 300])), "within": draw(st.sampled_from([None, 900]))}
    elif pick in NUMBERED:
        parts["within"] = draw(st.integers(1, 10_000))
    return Subset(
        **parts, weekdays=tuple(draw(st.sets(st.sampled_from(WEEKDAYS)))),
        call_types=tuple(draw(st.sets(st.sampled_from(CALL_TYPES)))), connected=draw(flags), recorded=draw(flags),
        noted=draw(flags), emp_numbers=tuple(draw(st.sets(st.sampled_from(["91-9001", "9002"])))),
        client_of=draw(st.sampled_from(["", "DHzRrID509SxPt2L3-sdquQDBOfnDE0GGgNMxAkpR-o"])),
        crm_status=draw(st.sampled_from(["", "Call back"])))


def listed(subset: Subset) -> dict[str, list[str]]:
    return {name: [value] if isinstance(value, str) else value for name, value in to_query(subset).items()}


@given(subsets())
def test_a_link_says_what_it_leads_to(subset: Subset) -> None:
    assert from_query(listed(subset)) == (subset, [])


def test_a_link_is_short_and_can_be_read() -> None:
    assert to_query(FULL) == {
        "day": "2026-11-03/2026-11-09", "until": "15:30", "weekday": ["Tue"], "slot": "14:00-15:00", "who": ["91-9001"],
        "client": "a1", "kind": ["Missed"], "connected": "no", "pick": "waits:300:900", "recorded": "yes",
        "noted": "no", "status": "Won"}
    assert to_query(Subset()) == {}


def test_what_was_searched_for_stays_out_of_the_address_it_may_be_a_number() -> None:
    assert to_query(Subset(text="9800000001")) == {}


def test_no_parameter_is_one_of_the_filter_bars() -> None:
    chosen = Selection(emp_tags=("a",), emp_numbers=("91-9001",), call_types=("Missed",), exclude_days=("Sun",),
                       duration_grt_than=1, duration_les_than=9, is_exclude_numbers=False)
    assert not set(PARAMETERS) & {*filter_query(chosen), "range", "from", "to", "hours", "call"}


@given(st.dictionaries(st.sampled_from(PARAMETERS), st.lists(st.text(max_size=12), max_size=3)))
def test_a_damaged_link_opens_with_what_can_be_understood(query: dict[str, list[str]]) -> None:
    _, problems = from_query(query)
    assert all(problem.startswith("The link's “") for problem in problems)


def test_a_part_that_cannot_be_understood_is_named() -> None:
    subset, problems = from_query({"slot": ["25:00-26:00"], "connected": ["yes"], "pick": ["everything"]})
    assert subset == Subset(connected=True)
    assert len(problems) == 2
    assert problems[0] == "The link's “slot” was left out: must lie within a day."
