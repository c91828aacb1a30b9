"""The page of the phones, in front of the sandbox account."""

from __future__ import annotations

from collections.abc import Callable

from tests.pages.refusing import Refusal
from tests.pages.visits import PAGES, address, html, visit

PAGE = PAGES["Handsets"]
NOBODY = {"message": "Success", "result": [], "total_records": 0, "page_no": 1, "page_size": 100}


def test_phones_that_need_attention_come_first() -> None:
    shown = visit(PAGE).dataframe[0].value
    assert shown["reasons"].iloc[0] == "App uninstalled"
    assert shown["reasons"].str.startswith("No sync for").sum() == 2
    assert shown["reasons"].iloc[-1] == ""


def test_only_people_can_be_chosen_and_the_range_stays_as_it_was() -> None:
    test = visit(PAGE, range="last-month", tag="North")
    assert "Range" not in [pills.label for pills in test.pills]
    assert address(test) == {"range": ["last-month"], "tag": ["North"]}
    assert all("North" in tags for tags in test.dataframe[0].value["tags"])
    assert "Oct" not in html(test).split("</header>")[0]


def test_a_choice_of_people_leaves_the_rest_of_the_filter_alone() -> None:
    test = visit(PAGE, range="last-month", type="Missed", hours="08:00-12:00", tag="North")
    test.multiselect(key="filter-tags").set_value([]).run()
    assert address(test) == {"range": ["last-month"], "type": ["Missed"], "hours": ["08:00-12:00"]}


def test_a_search_that_finds_nothing_says_so() -> None:
    test = visit(PAGES["Handsets"])
    searched = test.text_input(key="search-handsets").set_value("no such phone").run()
    assert len(searched.dataframe) == 0
    assert "No row holds what is searched for. Clear the search to see all." in html(searched)
    assert len(searched.text_input(key="search-handsets").set_value("").run().dataframe) == 1


def test_what_is_searched_for_is_found_in_the_reasons() -> None:
    test = visit(PAGE)
    found = test.text_input(key="search-handsets").set_value("uninstalled").run().dataframe[0].value
    assert found["reasons"].tolist() == ["App uninstalled"]


def test_an_account_without_employees_says_so(refused: Callable[[Refusal], None]) -> None:
    refused(Refusal(200, NOBODY))
    test = visit(PAGE)
    assert "No employee matches the filter." in html(test)
    assert len(test.dataframe) == 0
