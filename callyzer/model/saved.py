"""Saved views: a page with its filter under a name, for one person or for everybody. Frozen, checked, no I/O."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from callyzer.errors import NameTaken, RuleViolation, ViewGone

LONGEST_NAME = 60
MOST = 40
"""So many views of one owner: the menu has to be looked through."""

VIEW_PATH = "view-"
"""How the address of every saved view begins."""

EVERYBODY = ""
"""The owner of the views that everybody sees."""

Parameters = tuple[tuple[str, tuple[str, ...]], ...]
"""The parameters of an address, in one spelling: sorted by name, each with its values in their order."""

_KEY = re.compile(r"[0-9a-z]{1,16}")


def parameters(query: Mapping[str, Sequence[str]]) -> Parameters:
    return tuple(sorted((name, tuple(values)) for name, values in query.items()))


def name_of(text: str) -> str:
    """The name that somebody typed, without needless blanks. Raises RuleViolation."""
    name = " ".join(text.split())
    if not name:
        raise RuleViolation("name", "is missing", "")
    if len(name) > LONGEST_NAME:
        raise RuleViolation("name", f"has more than {LONGEST_NAME} characters", "")
    if not name.isprintable():
        raise RuleViolation("name", "has characters that nobody can see", "")
    return name


@dataclass(frozen=True, slots=True)
class SavedView:
    """`page` as the menu knows it ("team/overview"), `query` as its address tells it. `made_at` in UTC.

    `key` stays the same as long as the view is there. `owner` is who alone sees and changes it, or EVERYBODY.
    """

    key: str
    name: str
    page: str
    query: Parameters
    owner: str
    made_by: str
    made_at: datetime

    def __post_init__(self) -> None:
        """Raises RuleViolation."""
        if not _KEY.fullmatch(self.key):
            raise RuleViolation("key", "is not one of a saved view", "")
        object.__setattr__(self, "name", name_of(self.name))

    @property
    def path(self) -> str:
        """Where it is in the address."""
        return VIEW_PATH + self.key

    @property
    def parameters(self) -> dict[str, list[str]]:
        return {name: list(values) for name, values in self.query}


@dataclass(frozen=True, slots=True)
class SavedViews:
    """All that are kept. `starts`: with which of them somebody's visits begin, by owner.

    Whatever is asked for is asked by somebody: the views of others are not there for them.
    """

    views: tuple[SavedView, ...] = ()
    starts: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raises RuleViolation. A view that is gone is nobody's start."""
        keys = {view.key for view in self.views}
        if len(keys) < len(self.views):
            raise RuleViolation("views", "hold the same key twice", "")
        starts = {who: key for who, key in self.starts.items() if key in keys}
        object.__setattr__(self, "starts", starts)

    def seen_by(self, who: str) -> tuple[SavedView, ...]:
        """By name."""
        seen = (view for view in self.views if view.owner in {EVERYBODY, who})
        return tuple(sorted(seen, key=lambda view: (view.name.casefold(), view.key)))

    def start_of(self, who: str) -> SavedView | None:
        """With what the visits of this person begin; None: as everybody's do."""
        key = self.starts.get(who) if who else None
        return next((view for view in self.seen_by(who) if view.key == key), None)

    def with_view(self, view: SavedView) -> SavedViews:
        """Raises NameTaken where its owner has one of this name, RuleViolation where there are too many."""
        self._check_name(view.name, view.owner)
        if sum(each.owner == view.owner for each in self.views) >= MOST:
            raise RuleViolation("list", f"holds {MOST} views: delete one first", "")
        return replace(self, views=(*self.views, view))

    def in_place(self, view: SavedView) -> SavedViews:
        """In place of the one of this name that its owner has: it keeps its key, and thereby its address."""
        key = next((each.key for each in self.views if _same(each, view.name, view.owner)), None)
        return self.with_view(view) if key is None else self._put(replace(view, key=key))

    def renamed(self, key: str, name: str, who: str) -> SavedViews:
        """Raises NameTaken, RuleViolation and ViewGone."""
        view = replace(self._find(key, who), name=name)
        self._check_name(view.name, view.owner, apart_from=key)
        return self._put(view)

    def changed(self, key: str, query: Parameters, who: str) -> SavedViews:
        """Raises ViewGone."""
        return self._put(replace(self._find(key, who), query=query))

    def without(self, key: str, who: str) -> SavedViews:
        """Raises ViewGone."""
        gone = self._find(key, who)
        return replace(self, views=tuple(view for view in self.views if view != gone))

    def starting(self, key: str | None, who: str) -> SavedViews:
        """The visits of this person begin with that view from now on; None: as everybody's do. Raises ViewGone."""
        others = {each: start for each, start in self.starts.items() if each != who}
        return replace(self, starts=others if key is None else {**others, who: self._find(key, who).key})

    def _find(self, key: str, who: str) -> SavedView:
        for view in self.seen_by(who):
            if view.key == key:
                return view
        raise ViewGone

    def _put(self, view: SavedView) -> SavedViews:
        return replace(self, views=tuple(view if each.key == view.key else each for each in self.views))

    def _check_name(self, name: str, owner: str, apart_from: str = "") -> None:
        if any(_same(each, name, owner) and each.key != apart_from for each in self.views):
            raise NameTaken(name)


def _same(view: SavedView, name: str, owner: str) -> bool:
    return view.owner == owner and view.name.casefold() == name.casefold()


@dataclass(frozen=True, slots=True)
class Standing:
    """Which view a page shows; `changed`: it was opened, and something else was chosen since."""

    view: SavedView | None = None
    changed: bool = False


def standing(views: Sequence[SavedView], page: str, query: Parameters, opened: str) -> Standing:
    """What a page with these parameters shows that was `opened` at this path."""
    first = next((view for view in views if view.path == opened), None)
    equal = [view for view in views if (view.page, view.query) == (page, query)]
    if equal:
        return Standing(first if first in equal else equal[0])
    return Standing(first, changed=first is not None)
