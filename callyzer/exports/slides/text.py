"""Texts that fit: cleaned of what breaks a file or a line, and measured without the fonts, which are the reader's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from callyzer.figures.labels import plain

LINE = 1.2
"""The height of a line, in sizes of its type."""

MOST = 2_000
"""Characters of a text that are looked at: no slide holds more."""

_GAPS = re.compile(r"\s+")
_PRINTABLE = (  # thousandths of the type's size from the space to the tilde, in Helvetica, which Arial shares
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584)
_LATIN, _OTHER, _SQUARE, _WORD = 0.62, 0.85, 1.2, 12.0
_SPARE, _BOLD = 1.18, 1.07
"""Verdana, about the widest type that companies use, runs so much wider than Arial; bold type wider than plain."""


def clean(text: str) -> str:
    """On one line, without what nobody sees and XML cannot hold."""
    return plain(_GAPS.sub(" ", text[:MOST])).strip()


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text runs at most, in points."""
    return sum(map(_letter, text)) * size * _SPARE * (_BOLD if bold else 1)


@lru_cache(maxsize=4096)
def _letter(letter: str) -> float:
    code = ord(letter)
    if 32 <= code < 127:
        return _PRINTABLE[code - 32] / 1000
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Mn", "Cf"}:
        return 0.0
    if 0xFDF0 <= code <= 0xFDFD:  # whole Arabic phrases in one letter
        return _WORD
    if unicodedata.east_asian_width(letter) in "WF" or code >= 0x12000:
        return _SQUARE
    return _LATIN if code < 0x250 or 0x2000 <= code < 0x2100 else _OTHER


def shortened(text: str, room: float, size: float, *, lines: int = 1, bold: bool = False) -> str:
    """As much of a text as stands on so many lines of a width in points; what is left out is told by an ellipsis."""
    whole = clean(text)
    if len(broken(whole, room, size, bold=bold, most=lines + 1)) <= lines:
        return whole
    low, high = 0, len(whole)
    while low < high:
        middle = (low + high + 1) // 2
        if len(broken(f"{whole[:middle].rstrip()}…", room, size, bold=bold, most=lines + 1)) <= lines:
            low = middle
        else:
            high = middle - 1
    return f"{whole[:low].rstrip()}…"


def broken(text: str, room: float, size: float, *, bold: bool = False, most: int = 1_000) -> list[str]:
    """A text as lines, broken between words, and inside those that are longer than a line; no more than `most`."""
    lines: list[str] = []
    for piece in _pieces(text, room, size, bold=bold):
        joined = f"{lines[-1]} {piece}" if lines else piece
        if lines and width(joined, size, bold=bold) <= room:
            lines[-1] = joined
        elif len(lines) == most:
            break
        else:
            lines.append(piece)
    return lines


def _pieces(text: str, room: float, size: float, *, bold: bool) -> Iterator[str]:
    for word in text.split():
        piece = ""
        for letter in word:
            if piece and width(piece + letter, size, bold=bold) > room:
                yield piece
                piece = ""
            piece += letter
        yield piece


def fitting(text: str, room: float, sizes: tuple[float, ...], *, lines: int = 1, bold: bool = False) -> float:
    """The first of the sizes, largest first, at which a text needs no shortening; the last where none is small
    enough."""
    whole = clean(text)
    return next((size for size in sizes
                 if len(broken(whole, room, size, bold=bold, most=lines + 1)) <= lines), sizes[-1])
