"""The filter as it is written down: options and keys mean what the pages' filter means."""

from __future__ import annotations

from datetime import date

import pytest

from callyzer.errors import RuleViolation
from callyzer.model import WorkingHours
from callyzer.views.choices import selection
from callyzer.views.link import Selection

LINK = "https://host/leaderboard?from=2026-11-01&to=2026-11-05&tag=North&type=Incoming&excluded=1"


def test_nothing_given_is_what_the_pages_open_with() -> None:
    assert selection("", dict.fromkeys(("range", "tags", "from"))) == (Selection(), [])


def test_texts_numbers_days_and_lists_are_taken_alike() -> None:
    written = {"tags": "North", "types": ["Missed", "Outgoing"], "over": 5, "under": "60", "without": ("Sun",),
               "employees": ["9000000001"], "working-hours": "09:00-18:00", "from": date(2026, 11, 1),
               "to": "2026-11-02", "include-excluded": True}
    assert selection("", written) == (Selection(
        "custom", date(2026, 11, 1), date(2026, 11, 2), emp_tags=("North",), call_types=("Missed", "Outgoing"),
        duration_grt_than=5, duration_les_than=60, exclude_days=("Sun",), emp_numbers=("9000000001",),
        working_hours=WorkingHours.parse("09:00", "18:00"), is_exclude_numbers=False), [])


def test_one_day_alone_means_that_day() -> None:
    for name in ("from", "to"):
        chosen, _ = selection("", {name: "2026-11-02"})
        assert (chosen.first, chosen.last) == (date(2026, 11, 2), date(2026, 11, 2))


def test_what_is_given_goes_before_the_link_and_leaves_its_other_parts() -> None:
    days = {"preset": "custom", "first": date(2026, 11, 1), "last": date(2026, 11, 5)}
    assert selection(LINK, {"types": "Missed"})[0] == Selection(
        **days, emp_tags=("North",), call_types=("Missed",), is_exclude_numbers=False)  # type: ignore[arg-type]
    assert selection(LINK, {"range": "last-week", "include-excluded": False})[0] == Selection(
        "last-week", emp_tags=("North",), call_types=("Incoming",))


def test_what_is_damaged_in_the_link_is_told_and_left_out() -> None:
    assert selection("?range=soon&type=Missed", {}) == (
        Selection(call_types=("Missed",)), [selection("?range=soon", {})[1][0]])
    assert selection("?range=soon", {})[1][0].startswith("The link's “range” was left out: it must be one of today")


@pytest.mark.parametrize(("link", "told"), [
    ("http://127.0.0.1:8501/view-be31053b", "is the short one of a saved view"),
    ("nonsense", "is no address of a page"), ("leaderboard", "is no address of a page")])
def test_a_link_that_does_not_say_what_it_shows_is_refused(link: str, told: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        selection(link, {})
    assert told in caught.value.sentence


def test_the_address_of_a_page_as_it_opens_means_what_it_shows() -> None:
    assert selection("http://127.0.0.1:8501/leaderboard", {}) == (Selection(), [])
    assert selection("http://127.0.0.1:8501/view-be31053b?range=today", {}) == (Selection("today"), [])


@pytest.mark.parametrize(("written", "told"), [
    ({"range": "soon"}, "range: it must be one of today"),
    ({"range": "today", "to": "2026-11-02"}, "range: it has either"),
    ({"from": "2 Nov"}, "range: a day is written 2026-11-22"),
    ({"to": "2026-11-02", "from": "2026-11-03"}, "not be after"),
    ({"over": "long"}, "over: a duration is a whole number"), ({"over": -1}, "over: "), ({"over": True}, "over: "),
    ({"tags": []}, "tags: is empty"), ({"tags": ["North", " "]}, "tags: is empty"),
    ({"employees": "Asha"}, "employees: a number is digits"), ({"types": ["Fax"]}, "types: it must be"),
    ({"working-hours": "19:00-10:00"}, "working-hours: from must be before to"),
    ({"without": "Sunday"}, "without: it must be one of"),
])
def test_what_cannot_be_understood_is_refused_by_its_name(written: dict[str, object], told: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        selection("", written)
    assert told in caught.value.sentence


@pytest.mark.parametrize("query", ["employee=91-9000000001&tag=North", "emp=91-9000000001&employee=91-9000000002"])
def test_a_link_to_an_employee_s_page_means_that_employee_whatever_the_tags(query: str) -> None:
    chosen, problems = selection(f"http://our-host/employee?range=last-month&{query}", {})
    assert (chosen.emp_numbers, chosen.emp_tags, chosen.preset, problems) == (
        ("91-9000000001",), (), "last-month", [])


def test_on_other_pages_an_employee_in_the_address_means_nothing() -> None:
    chosen, _ = selection("http://our-host/leaderboard?employee=91-9000000001&tag=North", {})
    assert (chosen.emp_numbers, chosen.emp_tags) == ((), ("North",))
