"""The two sides of a comparison as its page shows them, held against what each of its files says of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tests.exports.reading import Block, Rows, agrees

_APART = re.compile(r"(?P<difference>.*?) ?[▲▼●] (?P<change>.+)|(?P<unknown>–)")


@dataclass(frozen=True)
class Line:
    """A measure on a page: both figures, the difference and the change, in words."""

    label: str
    one: str
    other: str
    difference: str
    change: str


def lines(rows: Iterable[tuple[str, ...]]) -> list[Line]:
    """The rows of a page's comparison; a difference that the change says already is that."""
    found = []
    for label, one, other, apart in (row for row in rows if len(row) == 4):
        read = _APART.fullmatch(apart)
        assert read, apart
        change = read["change"] or "–"
        found.append(Line(label, one, other, read["difference"] or change, change))
    return found


def in_csv(page: list[Line], file: pd.DataFrame) -> None:
    """As a number each, and beside the change what it is counted in."""
    assert list(file.columns[[0, 3, 4, 5]]) == ["Measure", "Difference", "Change", "Change in"]
    kept = file.itertuples(index=False)
    for line, (name, one, other, difference, change, counted) in zip(page, kept, strict=True):
        assert re.sub(r" \((s|%)\)$", "", str(name)) == line.label
        assert ("(%)" in str(name)) == ("%" in line.one + line.other)
        for value, said in ((one, line.one), (other, line.other), (difference, line.difference),
                            (change, line.change)):
            assert agrees(value, said), (line, value)
        units = {"%": r"%$", "points": r" pts$", "times": r"^×"}
        assert re.search(units.get(str(counted), ""), line.change), (line, counted)


def in_workbook(page: list[Line], blocks: Iterable[Block]) -> None:
    (block,) = (each for each in blocks if each.heads[:1] == ("Measure",) and "Difference" in each.heads[3:4])
    for line, cells in zip(page, zip(*block.columns, strict=True), strict=True):
        label, *figures = cells
        assert label == line.label
        for value, said in zip(figures, (line.one, line.other, line.difference, line.change), strict=True):
            assert _says(value, said), (line, value)


def _says(value: Any, said: str) -> bool:
    """A share of 1 stands for percent; what a spreadsheet cannot write as a number is in the words of the page."""
    return agrees(value * 100 if said.endswith("%") and isinstance(value, int | float) else value, said)


def in_deck(page: list[Line], table: Rows) -> None:
    """In the words of the page."""
    kept = [(line.label, line.one, line.other, line.difference, line.change) for line in page]
    assert table[1:] == kept[:len(table) - 1]
    assert len(table) > 8
