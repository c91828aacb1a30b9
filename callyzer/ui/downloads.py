"""Taking a part of a page along: a chart as PNG or SVG, its data or a table as CSV."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from callyzer.ui.markup import Picture
from callyzer.ui.screen import Screen
from callyzer.views.csv import csv
from callyzer.views.file_name import file_name


def picture_of(screen: Screen, key: str, title: str) -> Picture:
    """How the picture of a chart is named, and what it says about itself."""
    return Picture(f"chart-{key}", file_name(key, screen.figures_of, screen.days), title, " · ".join(screen.coverage))


def csv_button(screen: Screen, key: str, rows: Callable[[], pd.DataFrame], label: str = "") -> None:
    """A button that saves rows, a small one without a `label`. They are put together when it is pressed."""
    st.download_button(
        label or "CSV", lambda: csv(rows()), f"{file_name(key, screen.figures_of, screen.days)}.csv", "text/csv",
        key=f"csv-{key}", on_click="ignore", type="secondary" if label else "tertiary",
        help="Save as CSV" if label else "Save the data",
    )
