"""Texts inside a figure. Plotly reads a little HTML in them, links included, so names from outside are defused here."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

LONGEST = 40
_JOINERS = "\u200c\u200d"  # invisible, but Indian scripts are written with them


def safe(text: str, longest: int = LONGEST) -> str:
    """A text as plain as it reads: no markup, no control or bidirectional characters, no formulas, not too long."""
    seen = plain(text)
    short = seen if len(seen) <= longest else seen[:longest - 1].rstrip() + "…"
    # `$…$` would be set as TeX wherever MathJax happens to be loaded.
    return short.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("$", "＄")


def plain(text: str) -> str:
    """A text without what nobody sees: control, bidirectional and private characters, lone surrogates."""
    return text if text.isprintable() else "".join(filter(_visible, text))


def _visible(letter: str) -> bool:
    return letter in _JOINERS or unicodedata.category(letter)[0] != "C"


def hover(lines: Iterable[str]) -> str:
    """A hover text: the first line stands out, each line is made safe."""
    first, *rest = [safe(line, 160) for line in lines if line]
    return "<br>".join([f"<b>{first}</b>", *rest])
