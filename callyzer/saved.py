"""The book of the saved views."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from callyzer.book import Book
from callyzer.model.saved import SavedView, SavedViews, parameters


def view_book(path: Path | None) -> Book[SavedViews]:
    """Without a `path` it is in memory."""
    return Book(path, "saved views", SavedViews(), _read, _spell)


def _read(content: Any) -> SavedViews:
    starts = {str(who): str(key) for who, key in content["starts"].items()}
    return SavedViews(tuple(_read_view(each) for each in content["views"]), starts)


def _read_view(each: Any) -> SavedView:
    query = {str(name): [str(value) for value in values] for name, values in each["query"].items()}
    return SavedView(str(each["key"]), str(each["name"]), str(each["page"]), parameters(query), str(each["owner"]),
                     str(each["made_by"]), datetime.fromisoformat(each["made_at"]))


def _spell(saved: SavedViews) -> Any:
    return {"views": [_spell_view(view) for view in saved.views], "starts": dict(saved.starts)}


def _spell_view(view: SavedView) -> Any:
    return {"key": view.key, "name": view.name, "page": view.page, "query": view.parameters, "owner": view.owner,
            "made_by": view.made_by, "made_at": view.made_at.isoformat()}
