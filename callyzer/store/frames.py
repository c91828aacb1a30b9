"""Between the rows of the database and the frames of the model."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from callyzer.model import rows


def row_set(data: pd.DataFrame, columns: rows.Columns, zone: ZoneInfo) -> pd.DataFrame:
    """A row set of the model from the rows of a query: instants in the account's zone, tags as tuples."""
    return rows.frame({name: _told(data[name], kind) for name, kind in columns.items()}, columns, zone)


def _told(values: pd.Series[Any], kind: rows.Kind) -> pd.Series[Any]:
    if kind is rows.Kind.INSTANT:
        return pd.to_datetime(values.astype("Int64"), unit="s", utc=True)
    if kind is rows.Kind.TAGS:
        return _each_once(values.fillna("[]"), texts_of)
    return values


def epoch(values: pd.Series[Any]) -> pd.Series[Any]:
    """Instants as UTC seconds since 1970; <NA> where missing."""
    instants = pd.to_datetime(values, utc=True).to_numpy("datetime64[s]")
    return pd.Series(pd.arrays.IntegerArray(instants.astype("int64"), np.isnat(instants)), index=values.index)


def json_lists(values: pd.Series[Any]) -> pd.Series[Any]:
    """Tuples of texts as JSON lists."""
    return _each_once(values, json_of)


@lru_cache(maxsize=4096)
def texts_of(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def json_of(texts: Iterable[str] | None) -> str:
    """Texts as a JSON list, blanks left out."""
    return json.dumps([text for text in texts or () if text], ensure_ascii=False)


def _each_once(values: pd.Series[Any], change: Callable[[Any], Any]) -> pd.Series[Any]:
    """Every value changed; equal ones are worked out once, since tags repeat in thousands of rows."""
    codes, distinct = pd.factorize(values, use_na_sentinel=False)
    changed = np.empty(len(distinct), dtype="object")
    changed[:] = [change(value) for value in distinct]
    return pd.Series(changed[codes], index=values.index, dtype="object")
