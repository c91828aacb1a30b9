"""Saving a page with its filter, and finding it again, through the front door."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from callyzer.model.saved import EVERYBODY, SavedView, SavedViews, parameters
from callyzer.ui import saved
from callyzer.ui.saved_popover import DELETE, NO_START, POPOVER, RENAME, START
from tests.builders import NOW
from tests.pages.refusing import Refusal
from tests.pages.visits import PAGES, ROOT, address, html, settled, visit

ME = "person test@example.com"
"""Whom the test bed signs in."""

NORTH = {"range": ["last-month"], "tag": ["North"]}


def view(key: str, name: str, owner: str = EVERYBODY, page: str = "team/leaderboard",
         query: dict[str, list[str]] = NORTH) -> SavedView:
    return SavedView(key, name, page, parameters(query), owner, "asha", NOW)


@pytest.fixture(autouse=True)
def keep() -> Iterator[Callable[..., None]]:
    """Puts views into the book, which begins and ends empty."""
    saved.book.clear()

    def put(*views: SavedView, start: str | None = None) -> None:
        saved.book().change(lambda _views: SavedViews(views, {ME: start} if start else {}))

    yield put
    saved.book.clear()


def arrive(page: str = "Overview", **query: str | list[str]) -> AppTest:
    test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    if page != "Overview":
        test.switch_page(PAGES[page])
    for name, value in query.items():
        test.query_params[name] = value
    test = settled(test.run())
    test._page_hash = ""  # from here on it goes where a click leads
    return test


def opened(test: AppTest) -> AppTest:
    """With the popover open."""
    test.session_state[POPOVER] = True
    return test.run()


def label(test: AppTest) -> str:
    """What the closed button says."""
    return str(test.get("popover")[0].proto.popover.label)


def save(test: AppTest, name: str, owner: str = ME) -> AppTest:
    test = opened(test)
    test.text_input(key="view-name").set_value(name)
    test.button_group(key="view-for").set_value(owner)
    return next(button for button in test.button if button.label == "Save view").click().run()


def do(test: AppTest, key: str, what: str) -> AppTest:
    """Choose in the menu of a row."""
    return opened(test).menu_button(key=f"view-menu-{key}").click(what).run()


def kept() -> tuple[SavedView, ...]:
    return saved.book().content().views


def test_a_page_is_saved_with_its_filter_and_the_button_says_which_view_it_is() -> None:
    test = arrive("Leaderboard", range="last-month", tag=["North"])
    assert label(test) == "Views"
    test = save(test, "  North,  last month ")
    (view,) = kept()
    assert (view.name, view.page, view.parameters, view.owner) == ("North, last month", "team/leaderboard", NORTH, ME)
    assert view.made_by == "test@example.com"
    assert label(test) == "North, last month"
    assert not test.session_state[POPOVER]
    assert not test.exception


def test_what_belongs_to_the_page_is_saved_and_the_one_call_beside_it_is_not() -> None:
    save(arrive("Calls", range="yesterday", kind="Missed", call="0000aaaa1111"), "Missed")
    assert kept()[0].parameters == {"range": ["yesterday"], "kind": ["Missed"]}


def test_a_closed_button_draws_nothing_of_what_it_offers(keep: Callable[..., None]) -> None:
    keep(view("1", "North"))
    test = arrive("Handsets")
    assert not [button for button in test.button if str(button.key).startswith("view-")]
    assert label(test) == "Views"


@pytest.mark.parametrize(("name", "told"), [
    ("", "The name is missing."), ("N\u202eorth", "The name has characters that nobody can see.")])
def test_a_name_that_is_none_is_refused_with_the_reason(name: str, told: str) -> None:
    test = save(arrive("Handsets"), name)
    assert [error.value for error in test.error] == [told]
    assert kept() == ()
    assert test.session_state[POPOVER]


def test_saving_under_a_name_that_is_there_offers_to_replace_it(keep: Callable[..., None]) -> None:
    keep(view("1", "North", ME), view("2", "NORTH"))
    test = save(arrive("Handsets", tag=["North"]), "north")
    assert [warning.value for warning in test.warning] == ["There is a view “north” already."]
    assert {each.page for each in kept()} == {"team/leaderboard"}
    test.button(key="view-replace").click().run()
    assert [(each.key, each.name, each.page) for each in kept()] == [
        ("1", "north", "account/handsets"), ("2", "NORTH", "team/leaderboard")]


def test_a_view_opens_as_it_was_saved_and_is_told_when_it_is_changed(keep: Callable[..., None]) -> None:
    keep(view("1", "North"))
    test = opened(arrive("Handsets"))
    test = settled(test.button(key="view-open-1").click().run())
    assert "<h1>Leaderboard</h1>" in html(test)
    assert address(test) == NORTH
    assert test.button_group(key="filter-range").value == "last-month"
    assert test.multiselect(key="filter-tags").value == ["North"]
    assert label(test) == "North"

    test = settled(test.button_group(key="filter-range").set_value("yesterday").run())
    assert label(test) == "North · changed"
    test = settled(opened(test).button(key="view-back").click().run())
    assert (label(test), address(test)) == ("North", NORTH)

    test = settled(test.button_group(key="filter-range").set_value("yesterday").run())
    test = opened(test).button(key="view-keep").click().run()
    assert label(test) == "North"
    assert kept()[0].parameters == {"range": ["yesterday"], "tag": ["North"]}


def test_a_long_name_leaves_room_to_say_that_it_was_changed(keep: Callable[..., None]) -> None:
    keep(view("1", "The North in the months before"))
    test = settled(opened(arrive("Handsets")).button(key="view-open-1").click().run())
    test = settled(test.button_group(key="filter-range").set_value("yesterday").run())
    assert label(test) == "The North in the mont… · changed"


def test_what_a_page_was_chosen_to_show_comes_along_and_nothing_else(keep: Callable[..., None]) -> None:
    keep(view("1", "By calls"), view("2", "By talk time", query={**NORTH, "show-ranking": ["total_duration"]}))
    test = settled(opened(arrive("Handsets")).button(key="view-open-2").click().run())
    assert test.selectbox(key="choice-ranking").value == "total_duration"
    assert label(test) == "By talk time"
    test = settled(test.selectbox(key="choice-ranking").set_value("connect_rate").run())
    assert label(test) == "By talk time · changed"
    test = settled(opened(test).button(key="view-open-1").click().run())
    assert (label(test), address(test)) == ("By calls", NORTH)
    assert test.selectbox(key="choice-ranking").value == "total_calls"


def test_the_page_itself_keeps_the_filter_after_its_view(keep: Callable[..., None]) -> None:
    keep(view("1", "North"))
    test = settled(opened(arrive("Handsets")).button(key="view-open-1").click().run())
    test.query_params.clear()
    test = settled(test.switch_page(PAGES["Leaderboard"]).run())
    assert address(test) == NORTH
    assert test.button_group(key="filter-range").value == "last-month"


def test_going_back_to_the_plain_address_of_a_view_shows_it_and_writes_nothing(keep: Callable[..., None]) -> None:
    keep(view("1", "North"))
    test = settled(opened(arrive("Handsets")).button(key="view-open-1").click().run())
    test = settled(test.button_group(key="filter-range").set_value("yesterday").run())
    test.query_params.clear()
    test = settled(test.run())
    assert (address(test), label(test)) == ({}, "North")
    assert test.button_group(key="filter-range").value == "last-month"


def test_a_plain_visit_begins_with_the_start_page_and_the_overview_is_still_there(keep: Callable[..., None]) -> None:
    keep(view("1", "North"))
    test = do(arrive("Handsets"), "1", START)
    assert saved.book().content().starts == {ME: "1"}
    assert "<h1>Leaderboard</h1>" in html(arrive())
    assert "<h1>Overview</h1>" in html(arrive(range="yesterday"))
    begun = arrive()
    begun.query_params.clear()
    assert "<h1>Overview</h1>" in html(settled(begun.switch_page(PAGES["Overview"]).run()))
    do(test, "1", NO_START)
    assert "<h1>Overview</h1>" in html(arrive())


def test_a_view_is_renamed_and_deleted_after_asking_once(keep: Callable[..., None]) -> None:
    keep(view("1", "North"), start="1")
    test = do(arrive("Leaderboard", **NORTH), "1", RENAME)
    test.text_input(key="view-name-1").set_value("South")
    test = next(button for button in test.button if button.label == "Rename").click().run()
    assert (label(test), kept()[0].name) == ("South", "South")

    test = do(test, "1", DELETE)
    assert len(kept()) == 1
    test = test.button(key="view-stay-1").click().run()
    assert [button.key for button in test.button if str(button.key).startswith("view-delete")] == []
    do(test, "1", DELETE).button(key="view-delete-1").click().run()
    assert saved.book().content() == SavedViews()
    assert "<h1>Overview</h1>" in html(arrive())


def test_who_deletes_the_view_in_force_stays_on_its_page(keep: Callable[..., None]) -> None:
    keep(view("1", "North"))
    test = settled(opened(arrive("Handsets")).button(key="view-open-1").click().run())
    test = settled(do(test, "1", DELETE).button(key="view-delete-1").click().run())
    assert "<h1>Leaderboard</h1>" in html(test)
    assert (address(test), label(test)) == (NORTH, "Views")


def test_what_somebody_else_deleted_meanwhile_is_told(keep: Callable[..., None]) -> None:
    keep(view("1", "North"), view("2", "Other"))
    test = do(arrive("Handsets"), "1", RENAME)
    keep(view("2", "Other"))
    test = next(button for button in test.button if button.label == "Rename").click().run()
    assert [error.value for error in test.error] == ["This view is not there any more: somebody deleted it."]
    assert not test.exception


def test_the_views_of_others_are_not_shown_and_those_for_everybody_are(keep: Callable[..., None]) -> None:
    keep(view("1", "Mine", ME), view("2", "Hers", "person asha"), view("3", "Everybody's"))
    test = opened(arrive("Handsets"))
    assert [button.key for button in test.button if str(button.key).startswith("view-open")] == [
        "view-open-3", "view-open-1"]


def test_a_dashboard_that_only_reads_keeps_views_of_ones_own(keep: Callable[..., None],
                                                             setting: Callable[[str, str], None]) -> None:
    setting("CALLYZER_READ_ONLY", "1")
    keep(view("1", "Mine", ME), view("2", "Everybody's"))
    test = opened(arrive("Handsets"))
    assert test.button_group(key="view-for").options == ["Only me"]
    assert test.menu_button(key="view-menu-1").options == [START, RENAME, DELETE]
    assert test.menu_button(key="view-menu-2").options == [START]
    save(test, "Another")
    assert len(kept()) == 3


def test_without_sign_in_and_cookies_a_view_is_for_everybody_and_says_why(keep: Callable[..., None]) -> None:
    keep(view("1", "Mine", ME), view("2", "Everybody's"))
    test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    test.user["email"] = test.user["name"] = None
    test = opened(settled(test.switch_page(PAGES["Handsets"]).run()))
    assert test.button_group(key="view-for").options == ["Everybody"]
    assert "keeps no cookies" in " ".join(caption.value for caption in test.caption)
    assert test.menu_button(key="view-menu-2").options == [RENAME, DELETE]
    assert not [button for button in test.button if button.key == "view-open-1"]


def test_a_link_carries_page_and_filter_whatever_becomes_of_the_view(keep: Callable[..., None]) -> None:
    keep(view("1", "North", ME), view("2", "Start", query={"range": ["today"]}, page="team/overview"))
    links = re.findall('data-copy="([^"]+)"', html(opened(arrive("Handsets"))))
    assert [link.rpartition("/")[2] for link in links] == ["leaderboard?range=last-month&amp;tag=North", "?range=today"]


def test_a_name_is_shown_letter_by_letter(keep: Callable[..., None]) -> None:
    keep(view("1", "**b** [x](javascript:hurt) $x$"))
    test = arrive("Leaderboard", **NORTH)
    shown = r"\*\*b\*\* \[x\]\(javascript\:hurt\) \$x\$"
    assert label(test) == shown
    assert opened(test).button(key="view-open-1").label.startswith(shown)
    test = save(test, "**b** [x](javascript:hurt) $x$", EVERYBODY)
    assert [warning.value for warning in test.warning] == [f"There is a view “{shown}” already."]
    test = do(test, "1", DELETE)
    assert f"Delete “{shown}” for everybody?" in [text.value for text in test.markdown]


def test_a_view_of_a_page_that_is_no_more_says_so_and_can_be_deleted(keep: Callable[..., None]) -> None:
    keep(view("1", "Old", page="team/../../secrets"), start="1")
    test = opened(arrive())
    assert "<h1>Overview</h1>" in html(test)
    assert "its page is not there any more" in test.button(key="view-open-1").label
    assert test.button(key="view-open-1").disabled
    do(test, "1", DELETE).button(key="view-delete-1").click().run()
    assert kept() == ()


def test_parts_of_a_filter_that_cannot_be_understood_are_told_as_in_any_link(keep: Callable[..., None]) -> None:
    keep(view("1", "Old", query={"range": ["next-century"], "tag": ["North"]}))
    test = settled(opened(arrive("Handsets")).button(key="view-open-1").click().run())
    assert "left out" in test.warning[0].value
    assert test.multiselect(key="filter-tags").value == ["North"]


def test_a_damaged_file_is_told_and_neither_overwritten_nor_in_the_way(
        refused: Callable[[Refusal], None], tmp_path: Path) -> None:
    refused(Refusal(403, {"message": "Your subscription has expired."}))
    saved.book().change(lambda views: views.with_view(view("1", "North")))
    (path,) = tmp_path.glob("views-*.json")
    path.write_text("damaged", encoding="utf-8")
    test = save(arrive("Handsets"), "South")
    assert [error.value for error in test.error] == [
        f"The saved views cannot be read: {path.name} in CALLYZER_DATA was changed by hand, or is damaged."]
    assert path.read_text(encoding="utf-8") == "damaged"
    assert "<h1>Handsets</h1>" in html(test)


def test_pages_without_a_filter_have_no_button() -> None:
    assert not [each for each in visit(PAGES["Leads"]).get("popover") if each.proto.popover.label == "Views"]
