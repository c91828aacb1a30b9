"""What a page is chosen to show: kept while pages change, and told by the address."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.pages.visits import PAGES, ROOT, address, settled, visit

LEADERBOARD, SLOTS = PAGES["Leaderboard"], PAGES["Time slots"]


def ranked(test: AppTest) -> object:
    return test.selectbox(key="choice-ranking").value


def test_a_choice_is_written_into_the_address_where_it_is_not_the_usual_one() -> None:
    test = visit(LEADERBOARD, range="yesterday")
    test = settled(test.selectbox(key="choice-ranking").set_value("total_duration").run())
    assert address(test) == {"range": ["yesterday"], "show-ranking": ["total_duration"]}
    test = settled(test.button_group(key="filter-range").set_value("last-week").run())
    assert address(test) == {"range": ["last-week"], "show-ranking": ["total_duration"]}
    test = settled(test.selectbox(key="choice-ranking").set_value("total_calls").run())
    assert address(test) == {"range": ["last-week"]}


def test_a_link_chooses_and_what_it_cannot_mean_is_left_out() -> None:
    assert visit(SLOTS, **{"show-slots": "total_duration"}).button_group(key="choice-slots").value == "total_duration"
    test = visit(SLOTS, **{"show-slots": "happiness"})
    assert test.button_group(key="choice-slots").value == "total_calls"
    assert address(test) == {}


def test_going_back_takes_a_choice_back() -> None:
    test = visit(LEADERBOARD, range="yesterday")
    test = settled(test.selectbox(key="choice-ranking").set_value("total_duration").run())
    del test.query_params["show-ranking"]
    test = settled(test.run())
    assert ranked(test) == "total_calls"
    test.query_params["show-ranking"] = "connect_rate"
    assert ranked(settled(test.run())) == "connect_rate"


def test_a_choice_survives_a_change_of_page_that_loses_the_parameters() -> None:
    test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).switch_page(LEADERBOARD)
    test = settled(test.run())
    test = settled(test.selectbox(key="choice-ranking").set_value("total_duration").run())
    for page in (PAGES["Handsets"], LEADERBOARD):
        test.query_params.clear()
        test = settled(test.switch_page(page).run())
    assert ranked(test) == "total_duration"
    assert address(test)["show-ranking"] == ["total_duration"]
