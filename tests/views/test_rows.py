"""Rows that were found, in the order that was chosen: with what is said of each still beside it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from callyzer.model import RowOrder
from callyzer.views.parts import Column, ColumnKind, RowTable
from callyzer.views.rows import after_click, found, ordered

NAME, TAGS, CALLS = (Column("name", "Name", ColumnKind.TEXT), Column("tags", "Tags", ColumnKind.TAGS),
                     Column("calls", "Calls", ColumnKind.COUNT))


def names(answer: RowTable) -> list[str]:
    return list(answer.frame["name"])


def test_a_first_click_on_a_heading_has_the_most_on_top_a_second_the_least_and_a_third_the_order_of_before() -> None:
    first = after_click(None, CALLS)
    second = after_click(first, CALLS)
    assert (first, second, after_click(second, CALLS)) == (RowOrder("calls", True), RowOrder("calls", False), None)
    assert after_click(second, NAME) == RowOrder("name", False), "names begin with A"
    assert after_click(RowOrder("name", True), NAME) is None


def test_rows_are_ordered_whatever_the_case_with_what_is_not_known_last() -> None:
    frame = pd.DataFrame({"name": ["bina", "Asha", "Chetan", "Asha"],
                          "tags": [("South",), (), ("North", "Old"), ("a",)],
                          "calls": [2.0, None, 7.0, 2.0], "key": ["1", "2", "3", "4"]})
    people = RowTable("t", "", "", frame, (NAME, TAGS, CALLS), quiet=(0, 3), new=(2,))
    by_name = ordered(people, RowOrder("name", False))
    assert (names(by_name), list(by_name.frame["key"])) == (["Asha", "Asha", "bina", "Chetan"], ["2", "4", "1", "3"])
    assert (by_name.quiet, by_name.new) == ((1, 2), (3,))
    assert list(ordered(people, RowOrder("calls", True)).frame["key"]) == ["3", "1", "4", "2"]
    assert list(ordered(people, RowOrder("calls", False)).frame["key"]) == ["1", "4", "3", "2"]
    assert list(ordered(people, RowOrder("tags", False)).frame["key"]) == ["2", "4", "3", "1"]
    days = replace(people, frame=frame.assign(calls=pd.Series([[1, None], [0, 3], [2, 2], [0, 0]], dtype=object)),
                   columns=(replace(CALLS, kind=ColumnKind.TREND),))
    assert list(ordered(days, RowOrder("calls", True)).frame["key"]) == ["3", "2", "1", "4"]
    assert ordered(people, None) is people
    assert ordered(people, RowOrder("left out", True)) is people


def test_a_search_looks_through_texts_and_tags_whatever_the_case_and_keeps_what_is_said_of_its_rows() -> None:
    frame = pd.DataFrame({"name": ["Asha", "Bina", "Chetan"], "tags": [("North",), (), ("South", "New")],
                          "calls": [1, 2, 3]})
    columns = (Column("name", "Name", ColumnKind.TEXT), Column("tags", "Tags", ColumnKind.TAGS),
               Column("calls", "Calls", ColumnKind.COUNT))
    people = RowTable("t", "", "", frame, columns, quiet=(0, 2), new=(2,))
    assert list(found(people, "NA").frame["name"]) == ["Bina"]
    south = found(people, "south")
    assert (list(south.frame["name"]), south.quiet, south.new) == (["Chetan"], (0,), (0,))
    assert found(people, "3").frame.empty, "numbers are not searched"
    assert found(people, "") is people
