from __future__ import annotations

import json
from pathlib import Path

import pytest

from callyzer.errors import BookUnavailable
from callyzer.model.saved import EVERYBODY, SavedView, SavedViews, parameters
from callyzer.saved import view_book
from tests.builders import NOW

VIEW = SavedView("1a", "=1+1 <b>", "clients/calls", parameters({"tag": ["North", "ऊपर"], "kind": ["Missed"]}),
                 "person asha@example.invalid", "asha@example.invalid", NOW)
SHARED = SavedView("2b", "Everybody's", "team/overview", (), EVERYBODY, "somebody", NOW)


def test_views_and_starts_are_read_as_they_were_kept(tmp_path: Path) -> None:
    path = tmp_path / "views.json"
    view_book(path).change(lambda views: views.with_view(VIEW).with_view(SHARED).starting("2b", "bina"))
    assert view_book(path).content() == SavedViews((VIEW, SHARED), {"bina": "2b"})


def test_before_anything_is_kept_there_are_none(tmp_path: Path) -> None:
    assert view_book(tmp_path / "views.json").content() == SavedViews()


@pytest.mark.parametrize("damage", [
    {"key": "../x"}, {"name": ""}, {"name": "a\nb\x00"}, {"query": ["range"]}, {"made_at": "yesterday"},
    {"query": None}])
def test_what_is_no_view_is_told_and_stays_in_the_file(tmp_path: Path, damage: dict[str, object]) -> None:
    path = tmp_path / "views.json"
    view_book(path).change(lambda views: views.with_view(VIEW))
    content = json.loads(path.read_text(encoding="utf-8"))
    content["views"][0] |= damage
    path.write_text(json.dumps(content), encoding="utf-8")
    book = view_book(path)
    with pytest.raises(BookUnavailable, match="saved views cannot be read"):
        book.change(lambda views: views.with_view(SHARED))
    assert json.loads(path.read_text(encoding="utf-8")) == content


def test_a_start_whose_view_was_taken_out_by_hand_is_none(tmp_path: Path) -> None:
    path = tmp_path / "views.json"
    path.write_text('{"views": [], "starts": {"asha": "1a"}}', encoding="utf-8")
    assert view_book(path).content() == SavedViews()
