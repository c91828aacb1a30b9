"""Names from outside in the labels of buttons and popovers, which Streamlit reads as Markdown."""

from __future__ import annotations

import re

LONGEST = 40
"""Characters of a name; a button is no place for more."""

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:/&@^=])")
_UNSEEN = re.compile(r"[\s\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")


def plain(name: str) -> str:
    """The name letter by letter: no link, picture, icon, formula or emphasis, on one line, in reading order."""
    text = _UNSEEN.sub(" ", name).strip()
    shown = text if len(text) <= LONGEST else f"{text[:LONGEST - 1]}…"
    return _MARKS.sub(r"\\\1", shown)
