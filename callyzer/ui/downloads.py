"""Taking a part of a page along: a chart as PNG or SVG, its data or a table as CSV."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pandas as pd
import streamlit as st

from callyzer.figures.theme import FONT, PALETTES
from callyzer.ui.screen import Screen
from callyzer.views.csv import csv
from callyzer.views.link import Selection

_HERE = Path(__file__).parent
_MOST_WORDS = 6


def file_name(key: str, selection: Selection, days: tuple[object, object]) -> str:
    """What a saved file is called, without its ending: part, period and filter."""
    chosen = [*selection.emp_tags, *selection.emp_numbers, *selection.call_types]
    some = [*chosen[:_MOST_WORDS], *(["and-more"] if len(chosen) > _MOST_WORDS else [])]
    texts = ["callyzer", key, *(str(day) for day in dict.fromkeys(days)), *some]
    return "-".join(re.sub(r"[^\w.]+", "-", text).strip("-_") for text in texts).lower()


def picture_buttons(screen: Screen, key: str, title: str) -> None:
    """Two small buttons that save the chart `key` as it is on the screen, with its title and what it covers."""
    palette = PALETTES[screen.theme]
    _save_picture(
        key=f"picture-{key}", height="content", width="content",
        data={
            "chart": f"chart-{key}", "name": file_name(key, screen.selection, screen.days), "title": title,
            "subtitle": " · ".join(screen.coverage), "background": palette.background, "text": palette.text,
            "muted": palette.muted, "font": FONT,
        },
    )


def csv_button(screen: Screen, key: str, data: pd.DataFrame) -> None:
    """A small button that saves rows. They are written when it is pressed."""
    st.download_button(
        "CSV", partial(csv, data), f"{file_name(key, screen.selection, screen.days)}.csv", "text/csv",
        key=f"csv-{key}", on_click="ignore", type="tertiary", help="Save the data",
    )


_save_picture = st.components.v2.component(
    "callyzer_save_picture",
    html=(_HERE / "save_picture.html").read_text(encoding="utf-8"),
    css=(_HERE / "save_picture.css").read_text(encoding="utf-8"),
    js=(_HERE / "save_picture.js").read_text(encoding="utf-8"),
)
