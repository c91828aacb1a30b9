"""What the browser does by itself where something on a page is clicked: one script on every page."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_FILES = ("follow_links.js", "copy_text.js", "save_picture.js", "keep_focus.js", "clicks.js")
"""The last one begins what the others do: together they are one script, since every other would cost each run time."""


def link_followed() -> str:
    """Listens to clicks. The parameters of the link to calls that was clicked; "" where none was."""
    return str(_listening(key="clicks", height=1, on_query_change=lambda: None).query or "")


_listening = st.components.v2.component(
    "callyzer_clicks", js="\n".join((Path(__file__).parent / name).read_text(encoding="utf-8") for name in _FILES))
