from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.visits import MOST_RUNS, PAGES, ROOT, address, html, settled, visit

OVERVIEW = PAGES["Overview"]


def test_a_plain_visit_keeps_a_plain_address_and_shows_the_last_seven_days() -> None:
    test = visit(OVERVIEW)
    assert address(test) == {}
    assert test.button_group(key="filter-range").value == "last-7-days"


def test_a_chosen_range_is_written_into_the_address_and_asked() -> None:
    test = visit(OVERVIEW)
    test.button_group(key="filter-range").set_value("yesterday").run()
    assert address(test) == {"range": ["yesterday"]}


def test_back_at_the_default_the_address_still_says_what_is_shown() -> None:
    test = visit(OVERVIEW, range="yesterday")
    test.button_group(key="filter-range").set_value("last-7-days").run()
    assert address(test) == {"range": ["last-7-days"]}


def test_a_link_sets_every_widget() -> None:
    test = visit(
        OVERVIEW, **{"from": "2026-11-02", "to": "2026-11-08"}, tag=["North"], type=["Missed", "Outgoing"], over="10",
        under="600", hours="09:30-18:00", off=["Sun"], excluded="1")
    assert test.button_group(key="filter-range").value == "custom"
    assert test.date_input(key="filter-days").value == (date(2026, 11, 2), date(2026, 11, 8))
    assert test.multiselect(key="filter-tags").value == ["North"]
    assert test.button_group(key="filter-types").value == ["Outgoing", "Missed"]
    assert test.number_input(key="filter-over").value == 10
    assert test.number_input(key="filter-under").value == 600
    assert test.time_input(key="filter-from").value == time(9, 30)
    assert test.time_input(key="filter-to").value == time(18)
    assert test.button_group(key="filter-off").value == ["Sun"]
    assert test.toggle(key="filter-excluded").value is True


def told(test: AppTest) -> dict[str, Any]:
    """What the browser is told of widgets: those that it draws for the first time show the default, the others a
    value that is to be set."""
    return {key: widget.proto for key, widget in (
        *((key, test.button_group(key=key)) for key in ("filter-range", "filter-types", "filter-off", "choice-trend")),
        ("filter-tags", test.multiselect(key="filter-tags")), ("filter-over", test.number_input(key="filter-over")),
        ("filter-from", test.time_input(key="filter-from")), ("filter-excluded", test.toggle(key="filter-excluded")),
        ("choice-leaders", test.selectbox(key="choice-leaders")))}


def test_a_browser_that_draws_a_widget_late_finds_what_is_chosen_as_its_default() -> None:
    link: dict[str, str | list[str]] = {
        "range": "yesterday", "tag": ["North"], "type": ["Missed"], "off": ["Sun"], "over": "10", "excluded": "1",
        "hours": "09:30-18:00", "show-trend": "total_connected_calls", "show-leaders": "total_duration"}
    test = visit(OVERVIEW, **link)
    for _ in range(2):
        test.run()
        widgets = told(test)
        assert [key for key, proto in widgets.items() if proto.set_value] == []
        assert {key: widgets[key].default for key in ("filter-over", "filter-from", "filter-excluded")} == {
            "filter-over": 10, "filter-from": "09:30", "filter-excluded": True}
        assert {key: [shown(proto, place) for place in proto.default] for key, proto in widgets.items()
                if key in {"filter-range", "filter-types", "filter-off", "filter-tags", "choice-trend"}} == {
            "filter-range": ["Yesterday"], "filter-types": ["Missed"], "filter-off": ["Sun"],
            "filter-tags": ["North"], "choice-trend": ["Connected"]}
        assert widgets["choice-leaders"].options[widgets["choice-leaders"].default] == "Leaders by: Talk time"


def shown(proto: Any, place: int) -> str:
    option = proto.options[place]
    return str(getattr(option, "content", option))


def test_what_a_run_that_did_not_come_to_its_end_told_is_told_again() -> None:
    test = visit(OVERVIEW, range="yesterday", tag=["North"])
    test.session_state["_run_ended"] = False
    test.run()
    assert [key for key, proto in told(test).items() if not proto.set_value] == []
    test.run()
    assert [key for key, proto in told(test).items() if proto.set_value] == []


def test_an_open_list_in_which_somebody_may_look_for_a_name_is_not_told_again() -> None:
    test = visit(OVERVIEW, tag=["North"])
    test.session_state["filter-team"] = True
    for _ in range(2):
        test.session_state["_run_ended"] = False
        test.run()
        assert test.button_group(key="filter-range").proto.set_value
        assert not test.multiselect(key="filter-tags").proto.set_value
        assert test.multiselect(key="filter-tags").value == ["North"]


def test_a_browser_that_missed_a_run_and_tells_no_range_changes_nothing() -> None:
    test = visit(OVERVIEW, range="yesterday")
    test.button_group(key="filter-range").set_value(None).run()
    assert address(test) == {"range": ["yesterday"]}
    assert test.button_group(key="filter-range").value == "yesterday"
    assert not test.warning


def test_a_link_is_written_back_as_it_came() -> None:
    link = {"from": ["2026-11-02"], "to": ["2026-11-08"], "tag": ["North"], "over": ["10"]}
    assert address(visit(OVERVIEW, **link)) == link


def test_each_choice_adds_to_the_others() -> None:
    test = visit(OVERVIEW, range="yesterday", tag=["North"])
    test.button_group(key="filter-types").set_value(["Outgoing"]).run()
    test.number_input(key="filter-over").set_value(30).run()
    assert address(test) == {"range": ["yesterday"], "tag": ["North"], "type": ["Outgoing"], "over": ["30"]}


def test_a_custom_range_starts_from_the_days_that_were_shown() -> None:
    test = visit(OVERVIEW, range="yesterday")
    test.button_group(key="filter-range").set_value("custom").run()
    days = test.date_input(key="filter-days").value
    assert isinstance(days, tuple)
    first, last = map(str, days)
    assert first == last
    assert address(test) == {"from": [first], "to": [last]}


def test_the_first_click_of_a_range_changes_nothing_yet() -> None:
    test = visit(OVERVIEW, **{"from": "2026-11-02", "to": "2026-11-08"})
    test.date_input(key="filter-days").set_value((date(2026, 11, 5),)).run()
    assert address(test) == {"from": ["2026-11-02"], "to": ["2026-11-08"]}
    assert not test.exception
    test.date_input(key="filter-days").set_value((date(2026, 11, 5), date(2026, 11, 6))).run()
    assert address(test) == {"from": ["2026-11-05"], "to": ["2026-11-06"]}


def test_bounds_that_exclude_each_other_change_nothing_and_say_why() -> None:
    test = visit(OVERVIEW, over="60")
    test.number_input(key="filter-under").set_value(30).run()
    assert address(test) == {"range": ["last-7-days"], "over": ["60"]}
    assert "the upper bound must be greater than the lower one" in test.warning[0].value


def test_working_hours_the_wrong_way_round_change_nothing_and_say_why() -> None:
    test = visit(OVERVIEW)
    test.time_input(key="filter-to").set_value(time(8)).run()
    assert address(test) == {}
    assert "from must be before to" in test.warning[0].value


def test_reset_goes_back_to_the_defaults() -> None:
    test = visit(OVERVIEW, range="yesterday", tag=["North"], type=["Missed"])
    test.button(key="filter-reset").click().run()
    assert address(test) == {"range": ["last-7-days"]}
    assert test.multiselect(key="filter-tags").value == []
    assert test.button_group(key="filter-types").value == []


@pytest.mark.parametrize("link", [
    {"range": "next-century"}, {"from": "soon", "to": "later"}, {"type": ["Telepathy"]}, {"over": "-5"},
    {"hours": "19:00-10:00"}, {"off": ["Funday"]}, {"emp": ["nobody"]}, {"over": "60", "under": "30"},
])
def test_a_damaged_link_opens_with_defaults_and_a_note(link: dict[str, str | list[str]]) -> None:
    test = visit(OVERVIEW, **link)
    assert not test.exception
    assert "left out" in test.warning[0].value
    assert "<h1>Overview</h1>" in html(test)


def test_the_note_goes_away_with_the_next_choice() -> None:
    test = visit(OVERVIEW, range="next-century")
    test.button_group(key="filter-range").set_value("yesterday").run()
    assert len(test.warning) == 0


def test_an_address_changed_from_outside_wins_as_going_back_does() -> None:
    test = visit(OVERVIEW)
    test.button_group(key="filter-range").set_value("yesterday").run()
    test.query_params["range"] = "last-30-days"
    test.run()
    assert test.button_group(key="filter-range").value == "last-30-days"


def test_the_filter_survives_a_change_of_page_that_loses_the_parameters() -> None:
    test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    test.query_params["range"] = "yesterday"
    test.query_params["tag"] = ["North"]
    settled(test.run())
    test.query_params.clear()
    settled(test.switch_page("pages/team/time_slots.py").run())
    assert "<h1>Time slots</h1>" in html(test)
    assert address(test) == {"range": ["yesterday"], "tag": ["North"]}
    assert test.button_group(key="filter-range").value == "yesterday"
    assert test.multiselect(key="filter-tags").value == ["North"]


def test_the_accounts_people_are_not_asked_for_before_somebody_needs_them() -> None:
    test = settled(visit(OVERVIEW).run())
    assert test.multiselect(key="filter-employees").options == []


def test_tags_and_employees_of_the_account_are_offered_where_names_are_needed() -> None:
    test = settled(visit(OVERVIEW, emp=["91-9000000001"]).run())
    for _ in range(MOST_RUNS):  # the names have no place on the page that would show that they are on their way
        if len(test.multiselect(key="filter-employees").options) > 1:
            break
        test.run()
    assert "North" in test.multiselect(key="filter-tags").options
    assert len(test.multiselect(key="filter-employees").options) > 30


def test_a_popover_says_what_is_set_inside() -> None:
    test = visit(OVERVIEW, tag=["North"], type=["Missed", "Outgoing"], over="10", off=["Sun"])
    labels = [popover.proto.popover.label for popover in test.get("popover")]
    assert labels == ["Views", "Export", "Team: North", "Calls: Outgoing, Missed +1", "Hours: no Sun"]


def an_entrance_whose_first_run_ends_before_its_page() -> None:
    import streamlit as st  # noqa: PLC0415 - the test bed runs the source of this function alone

    from callyzer.ui import address  # noqa: PLC0415 - the same

    address.take_in()
    if st.session_state.setdefault("runs", 0):
        st.text(address.selection_in_force("Handsets").preset)
    st.session_state["runs"] += 1


def test_who_leaves_by_the_menu_before_the_first_page_is_drawn_takes_the_filter_along() -> None:
    test = AppTest.from_function(an_entrance_whose_first_run_ends_before_its_page, default_timeout=60)
    test.query_params["range"] = "last-month"
    test.run()
    test.query_params.clear()  # the menu leads to the address of a page without any
    assert test.run().text[0].value == "last-month"
    assert address(test)["range"] == ["last-month"]
