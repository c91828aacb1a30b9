"""Taking a part of a page along: a chart as PNG or SVG, its data or a table as CSV."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import streamlit as st

from callyzer.ui.markup import Picture
from callyzer.ui.screen import Screen
from callyzer.views.csv import csv
from callyzer.views.link import Selection

_MOST_WORDS = 6


def file_name(key: str, selection: Selection, days: tuple[object, object]) -> str:
    """What a saved file is called, without its ending: part, period and filter."""
    chosen = [*selection.emp_tags, *selection.emp_numbers, *selection.call_types]
    some = [*chosen[:_MOST_WORDS], *(["and-more"] if len(chosen) > _MOST_WORDS else [])]
    texts = ["callyzer", key, *(str(day) for day in dict.fromkeys(days)), *some]
    return "-".join(re.sub(r"[^\w.]+", "-", text).strip("-_") for text in texts).lower()


def picture_of(screen: Screen, key: str, title: str) -> Picture:
    """How the picture of a chart is named, and what it says about itself."""
    return Picture(f"chart-{key}", file_name(key, screen.selection, screen.days), title, " · ".join(screen.coverage))


def csv_button(screen: Screen, key: str, rows: Callable[[], pd.DataFrame], label: str = "") -> None:
    """A button that saves rows, a small one without a `label`. They are put together when it is pressed."""
    st.download_button(
        label or "CSV", lambda: csv(rows()), f"{file_name(key, screen.selection, screen.days)}.csv", "text/csv",
        key=f"csv-{key}", on_click="ignore", type="secondary" if label else "tertiary",
        help="Save as CSV" if label else "Save the data",
    )


def saving_pictures() -> None:
    """Makes the buttons that `markup.heading` draws save their chart; once per visit."""
    _save_picture(key="save-picture", height=1)


_save_picture = st.components.v2.component(
    "callyzer_save_picture", js=(Path(__file__).parent / "save_picture.js").read_text(encoding="utf-8"))
