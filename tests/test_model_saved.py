from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from callyzer.errors import NameTaken, RuleViolation, ViewGone
from callyzer.model.saved import (
    EVERYBODY,
    LONGEST_NAME,
    MOST,
    SavedView,
    SavedViews,
    Standing,
    name_of,
    parameters,
    standing,
)
from tests.builders import NOW

QUERY = parameters({"range": ["last-month"], "tag": ["North"]})


def view(key: str, name: str, owner: str = EVERYBODY) -> SavedView:
    return SavedView(key, name, "team/leaderboard", QUERY, owner, "asha", NOW)


SHARED, ASHAS, BINAS = view("1", "Shared"), view("2", "north", "asha"), view("3", "North", "bina")
VIEWS = SavedViews((SHARED, BINAS, ASHAS))


def test_everybody_sees_the_shared_ones_and_ones_own_by_name() -> None:
    assert VIEWS.seen_by("asha") == (ASHAS, SHARED)
    assert VIEWS.seen_by("bina") == (BINAS, SHARED)
    assert VIEWS.seen_by("") == VIEWS.seen_by("chitra") == (SHARED,)


@pytest.mark.parametrize(("typed", "name"), [
    ("  North,\t this \n month ", "North, this month"), ("उत्तर", "उत्तर"), ("x" * LONGEST_NAME, "x" * LONGEST_NAME)])
def test_a_name_is_taken_as_it_is_typed_without_needless_blanks(typed: str, name: str) -> None:
    assert name_of(typed) == name


@pytest.mark.parametrize(("typed", "rule"), [
    ("", "is missing"), (" \n ", "is missing"), ("x" * (LONGEST_NAME + 1), "more than 60"),
    ("North\u202ehtuoS", "nobody can see"), ("\u200b", "nobody can see"), ("a\x00b", "nobody can see")])
def test_a_name_that_nobody_could_read_is_refused(typed: str, rule: str) -> None:
    with pytest.raises(RuleViolation, match=rule):
        name_of(typed)


@pytest.mark.parametrize("key", ["", "A", "../etc", "1" * 17, "view-1"])
def test_a_key_is_fit_for_an_address(key: str) -> None:
    with pytest.raises(RuleViolation):
        view(key, "North")


def test_parameters_have_one_spelling_whatever_their_order() -> None:
    assert parameters({"tag": ["North"], "range": ["last-month"]}) == QUERY
    assert SHARED.parameters == {"range": ["last-month"], "tag": ["North"]}
    assert parameters({"tag": ["North", "South"]}) != parameters({"tag": ["South", "North"]})


def test_a_name_is_unique_among_those_of_its_owner() -> None:
    assert view("4", "NORTH") in VIEWS.with_view(view("4", "NORTH")).views, "two persons have one, everybody none"
    with pytest.raises(NameTaken, match="“NORTH”"):
        VIEWS.with_view(view("4", "NORTH", "asha"))
    with pytest.raises(NameTaken):
        VIEWS.renamed("1", "SHARED again", "asha").with_view(view("5", "shared AGAIN"))


def test_one_that_takes_the_place_of_another_keeps_its_address() -> None:
    other = replace(view("9", "NORTH", "asha"), page="team/compare", query=())
    assert VIEWS.in_place(other).views == (SHARED, BINAS, replace(other, key="2"))
    assert VIEWS.in_place(view("9", "new", "asha")).views == (*VIEWS.views, view("9", "new", "asha"))


def test_nobody_fills_the_menu_of_others_without_an_end() -> None:
    full = SavedViews(tuple(view(str(place), f"View {place}") for place in range(MOST)))
    with pytest.raises(RuleViolation, match=f"holds {MOST} views"):
        full.with_view(view("new", "One more"))
    assert len(full.with_view(view("new", "One more", "asha")).views) == MOST + 1


def test_it_can_be_renamed_to_its_own_name_in_other_letters_but_not_to_another_ones() -> None:
    assert VIEWS.renamed("2", " North ", "asha").seen_by("asha") == (replace(ASHAS, name="North"), SHARED)
    views = VIEWS.with_view(view("4", "South", "asha"))
    with pytest.raises(NameTaken):
        views.renamed("4", "North", "asha")
    with pytest.raises(RuleViolation):
        views.renamed("4", " ", "asha")


def test_the_views_of_others_are_not_there_to_be_changed() -> None:
    changes: list[Callable[[], SavedViews]] = [
        lambda: VIEWS.renamed("2", "Mine", "bina"), lambda: VIEWS.changed("2", (), "bina"),
        lambda: VIEWS.without("2", "bina"), lambda: VIEWS.starting("2", "bina"), lambda: VIEWS.without("8", "asha")]
    for change in changes:
        with pytest.raises(ViewGone):
            change()


def test_a_view_shows_what_it_was_changed_to() -> None:
    query = parameters({"range": ["today"]})
    assert VIEWS.changed("1", query, "bina").seen_by("") == (replace(SHARED, query=query),)


def test_a_start_is_for_one_person_and_gone_with_its_view() -> None:
    views = VIEWS.starting("1", "asha").starting("3", "bina")
    assert (views.start_of("asha"), views.start_of("bina"), views.start_of("")) == (SHARED, BINAS, None)
    assert views.starting(None, "asha").start_of("asha") is None
    gone = views.without("1", "bina")
    assert (gone.start_of("asha"), gone.start_of("bina")) == (None, BINAS)
    assert gone.starts == {"bina": "3"}


def test_a_page_stands_as_a_view_when_it_shows_the_same() -> None:
    other = replace(view("4", "Also"), query=())
    views = (other, SHARED, ASHAS)
    assert standing(views, "team/leaderboard", QUERY, "leaderboard") == Standing(SHARED)
    assert standing(views, "team/leaderboard", QUERY, "view-2") == Standing(ASHAS), "the one that was opened goes first"
    assert standing(views, "team/leaderboard", (), "view-2") == Standing(other), "a change made it another one"
    assert standing(views, "team/compare", QUERY, "compare") == Standing()


def test_a_view_that_was_opened_and_shows_something_else_since_is_changed() -> None:
    query = parameters({"range": ["today"]})
    assert standing((SHARED,), "team/leaderboard", query, "view-1") == Standing(SHARED, changed=True)
    assert standing((SHARED,), "team/leaderboard", query, "leaderboard") == Standing()


def test_two_views_never_have_the_same_address() -> None:
    with pytest.raises(RuleViolation):
        SavedViews((view("1", "One"), view("1", "Other")))
