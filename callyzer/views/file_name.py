"""What a saved file is called."""

from __future__ import annotations

import re

from callyzer.views.link import Selection

_MOST_WORDS = 6


def file_name(key: str, selection: Selection, days: tuple[object, object]) -> str:
    """Without its ending: part, period and filter."""
    chosen = [*selection.emp_tags, *selection.emp_numbers, *selection.call_types]
    some = [*chosen[:_MOST_WORDS], *(["and-more"] if len(chosen) > _MOST_WORDS else [])]
    texts = ["callyzer", key, *(str(day) for day in dict.fromkeys(days)), *some]
    return "-".join(re.sub(r"[^\w.]+", "-", text).strip("-_") for text in texts).lower()
