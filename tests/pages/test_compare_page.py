from __future__ import annotations

from typing import Any

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Selectbox

from callyzer.ui import account
from tests.pages.visits import PAGES, address, html, known, settled, visit

PAGE = PAGES["Compare"]


def box(test: AppTest, label: str) -> Selectbox[Any]:
    return next(each for each in test.selectbox if each.label == label)


def test_two_tags_are_chosen_on_the_page_and_the_address_tells_which() -> None:
    test = visit(PAGE)
    test = settled(box(test, "Compare").set_value("tags").run())
    first, second, third = account.offered().tags[:3]
    assert f'<th scope="col">{first}</th><th scope="col">{second}</th>' in html(test)
    test = settled(box(test, "Other tag").set_value(third).run())
    assert f'<th scope="col">{first}</th><th scope="col">{third}</th>' in html(test)
    assert (address(test)["compare"], address(test)["other"]) == (["tags"], [third])
    assert "Employees" in html(test)


def test_a_link_brings_back_what_was_compared() -> None:
    test = visit(PAGE, against="since", since="2026-10-05", **{"from": "2026-11-09", "to": "2026-11-15"})
    assert '<th scope="col">9 – 15 Nov 2026</th><th scope="col">5 – 11 Oct 2026</th>' in html(test)
    assert address(test)["since"] == ["2026-10-05"]


def test_a_damaged_link_opens_with_what_is_usual() -> None:
    test = visit(PAGE, compare="planets", against="yesteryear", since="never")
    assert not test.exception
    assert box(test, "Compare").value == "periods"
    assert box(test, "With").value == "previous"


def test_two_people_are_compared_by_slot_and_type() -> None:
    test = known(PAGE, compare="employees")
    assert box(test, "Told apart").options == ["Told apart: By slot", "Told apart: By type"]
    assert "Calls per employee" not in html(test)
    test = settled(box(test, "Measure").set_value("total_missed_calls").run())
    assert not [each for each in test.selectbox if each.label == "Told apart"]
    assert "cannot be told apart" in html(test)
