"""Rounding as semantics demand it: half up, in whole numbers, so that no binary fraction tips a figure."""

from __future__ import annotations

from typing import Any

import pandas as pd


def half_up(total: int, count: int) -> int:
    """`total / count` as a whole number; 0 where there is nothing to count."""
    return (2 * total + count) // (2 * count) if count else 0


def half_up_each(totals: pd.Series[Any], counts: pd.Series[Any]) -> pd.Series[Any]:
    """`half_up` for every row."""
    divisors = counts.where(counts > 0, 1)
    return ((2 * totals + divisors) // (2 * divisors)).where(counts > 0, 0)


def percentages(parts: pd.Series[Any]) -> pd.Series[Any]:
    """Each part's share of the sum with two decimals; 0 where the sum is 0."""
    whole = int(parts.sum())
    return pd.Series([half_up(10_000 * int(part), whole) / 100 for part in parts], index=parts.index, dtype="float64")
