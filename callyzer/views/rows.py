"""The rows of a table as somebody looks through them: those that were found, in the order that was chosen."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from callyzer.model import RowOrder
from callyzer.views.parts import Column, ColumnKind, RowTable

_WORDS = frozenset({ColumnKind.TEXT, ColumnKind.TAGS, ColumnKind.PHONE})


def after_click(order: RowOrder | None, column: Column) -> RowOrder | None:
    """The order after a click on a heading: by the column, most or first in the alphabet on top; the other way round;
    then as the table came. Drawn numbers count together."""
    begins = RowOrder(column.name, column.kind not in _WORDS)
    if order == begins:
        return replace(begins, descending=not begins.descending)
    return None if order and order.column == column.name else begins


@lru_cache(maxsize=8)
def ordered(answer: RowTable, order: RowOrder | None) -> RowTable:
    """The rows in this order; equal ones stay as they were, what is not known comes last."""
    column = next((each for each in answer.columns if order and each.name == order.column), None)
    if order is None or column is None:
        return answer
    values = _compared(answer.frame[column.name], column.kind).reset_index(drop=True)
    places = values.sort_values(ascending=not order.descending, kind="stable", na_position="last").index
    return _with_rows(answer, places.to_numpy())


def found(answer: RowTable, wanted: str) -> RowTable:
    """The rows in which some text holds what is searched for, whatever the case."""
    if not wanted:
        return answer
    hits = np.zeros(len(answer.frame), dtype=bool)
    for column in answer.columns:
        if column.kind in {ColumnKind.TEXT, ColumnKind.TAGS}:
            texts = _words(answer.frame[column.name], column.kind)
            hits |= texts.str.contains(wanted.casefold(), regex=False).to_numpy(dtype=bool, na_value=False)
    return _with_rows(answer, np.flatnonzero(hits))


def _compared(values: pd.Series[Any], kind: ColumnKind) -> pd.Series[Any]:
    if kind in {ColumnKind.TREND, ColumnKind.SPREAD}:
        return values.map(lambda numbers: sum(filter(None, numbers)))
    return _words(values, kind) if kind in _WORDS else values


def _words(values: pd.Series[Any], kind: ColumnKind) -> pd.Series[Any]:
    texts = values.map(", ".join) if kind is ColumnKind.TAGS else values
    return texts.astype("str").str.casefold().where(values.notna())


def _with_rows(answer: RowTable, rows: np.ndarray[Any, np.dtype[np.int64]]) -> RowTable:
    """These rows in this order, and what is said of each by its place."""
    quiet, new = (tuple(np.flatnonzero(np.isin(rows, told)).tolist()) for told in (answer.quiet, answer.new))
    return replace(answer, frame=answer.frame.iloc[rows].reset_index(drop=True), quiet=quiet, new=new)
