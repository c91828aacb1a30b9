"""Random draws that depend on nothing but what they are for.

A draw is a pure function of a seed-like `salt` and the words that say what it decides, so that whatever is made up
stays the same however much else is asked for. All functions work on whole arrays.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Salts = NDArray[np.uint64]
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

_GOLDEN = 0x9E3779B97F4A7C15
_WORD = 2**64 - 1
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_ALPHABET = np.frombuffer(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", dtype="S1")


def salted(salts: Any, words: str) -> Salts:
    """New salts from old ones: the finalizer of SplitMix64 over salt and words."""
    step = np.uint64((zlib.crc32(words.encode()) + 1) * _GOLDEN & _WORD)
    bits = np.atleast_1d(np.asarray(salts)).astype(np.uint64) + step
    bits ^= bits >> np.uint64(30)
    bits *= _FIRST
    bits ^= bits >> np.uint64(27)
    bits *= _SECOND
    bits ^= bits >> np.uint64(31)
    return bits


def uniform(salts: Any, words: str) -> Floats:
    """Even draws from [0, 1)."""
    return (salted(salts, words) >> np.uint64(11)).astype(np.float64) * 2.0**-53


def normal(salts: Any, words: str) -> Floats:
    """Draws from the standard normal distribution (Box and Muller)."""
    radius = np.sqrt(-2.0 * np.log1p(-uniform(salts, words + " (radius)")))
    return np.asarray(radius * np.cos(2.0 * np.pi * uniform(salts, words + " (angle)")))


def below(salts: Any, words: str, count: int) -> Integers:
    """Even draws of whole numbers from 0 to `count` - 1."""
    return (uniform(salts, words) * count).astype(np.int64)


def choice(salts: Any, words: str, shares: Sequence[float]) -> Integers:
    """Draws of an index, each with its share; what the shares leave of 1 goes to the index after the last."""
    return np.searchsorted(np.cumsum(shares), uniform(salts, words), side="right")


def names(salts: Salts, words: str, length: int = 22) -> NDArray[np.str_]:
    """Texts of `length` letters and digits, as the API's ids are spelled; 11 letters carry 64 bits."""
    letters = []
    for part in range(0, length, 11):
        bits = salted(salts, f"{words} {part}")
        shifts = np.arange(min(11, length - part), dtype=np.uint64) * np.uint64(6)
        letters.append(_ALPHABET[(bits[:, None] >> shifts) & np.uint64(63)])
    joined = np.ascontiguousarray(np.concatenate(letters, axis=1))
    return joined.view(f"S{length}").ravel().astype(f"U{length}")
