from __future__ import annotations

import re
from collections.abc import Callable

from callyzer.model.goals import NONE, Goal, Goals
from callyzer.ui import goals
from tests.pages.refusing import Refusal
from tests.pages.visits import PAGES, html, known, settled, visit

PAGE = PAGES["Goals"]


def test_the_page_shows_how_far_each_goal_is_reached_and_the_form_that_changes_them() -> None:
    test = known(PAGE, range="last-week")
    assert not test.exception
    page = html(test)
    assert 'data-tile="total_calls"' in page
    assert 'class="goal"' in page
    assert len(test.dataframe[0].value) > 30
    assert [button.label for button in test.button if button.label == "Save goals"] == ["Save goals"]
    test = settled(test.button_group(key="choice-goal").set_value("total_duration").run())
    assert "Talk time: who is on track" in html(test)


def test_saving_tells_so_and_names_who_changed_them_last() -> None:
    test = known(PAGE, range="last-week")
    test = settled(next(button for button in test.button if button.label == "Save goals").click().run())
    assert not test.exception
    assert [each.value for each in test.success] == [
        "The goals are kept, and count for everybody who opens this dashboard."]
    assert re.search(r"Changed last on .+ by: test@example\.com\.", html(test)), "whom the test bed signs in"


def test_the_overview_and_the_leaderboard_show_the_goals() -> None:
    assert 'class="goal"' in html(known(PAGES["Overview"], range="last-week"))
    assert "goal" in known(PAGES["Leaderboard"], range="last-week").dataframe[0].value.columns


def test_without_goals_the_page_says_how_to_begin() -> None:
    book = goals.book()
    before = book.kept().goals
    book.keep(NONE, "", before)
    try:
        test = known(PAGE)
        assert "There are no goals for these people yet" in html(test)
        assert 'class="goal"' not in html(visit(PAGES["Overview"]))
    finally:
        book.keep(before, "", NONE)


def test_where_nothing_may_be_changed_there_is_no_form(setting: Callable[[str, str], None]) -> None:
    setting("CALLYZER_READ_ONLY", "1")
    test = known(PAGE, range="last-week")
    assert not [button for button in test.button if button.label == "Save goals"]
    assert 'class="goal"' in html(test)


def test_while_the_people_are_not_known_the_page_says_why_and_not_that_there_are_no_goals(
        refused: Callable[[Refusal], None]) -> None:
    refused(Refusal(403, {"message": "Your subscription has expired."}))
    goals.book().keep(Goals((Goal("tag", "North", "total_calls", 5),)), "", NONE)
    page = html(settled(visit(PAGE)))
    assert "The Callyzer subscription has expired" in page
    assert "There are no goals" not in page
    assert "The account&#x27;s tags and employees are not known for now." in page
