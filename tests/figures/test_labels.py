from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callyzer.figures.labels import LONGEST, hover, safe


@pytest.mark.parametrize(("name", "shown"), [
    ("Asha Rao", "Asha Rao"),
    ("<b>Asha</b>", "&lt;b&gt;Asha&lt;/b&gt;"),
    ('<a href="javascript:alert(1)">x</a>', '&lt;a href="javascript:alert(1)"&gt;x&lt;/a&gt;'),
    ("Sharma & Sons", "Sharma &amp; Sons"),
    ("&lt;b&gt;", "&amp;lt;b&amp;gt;"),
    ("$x^2$", "＄x^2＄"),
    ("evil\u202egnp", "evilgnp"),
    ("two\nlines\x00", "twolines"),
    ("क्\u200dष", "क्\u200dष"),
])
def test_names_from_outside_read_as_they_are_and_do_nothing(name: str, shown: str) -> None:
    assert safe(name) == shown


@given(st.text(max_size=200))
def test_no_name_brings_markup_or_runs_on(name: str) -> None:
    shown = safe(name)
    assert not set("<>$\n\r\u202e") & set(shown)
    assert len(html.unescape(shown)) <= LONGEST


def test_long_names_end_in_dots() -> None:
    assert safe("Venkatanarasimharajuvaripeta Subrahmanya", 12) == "Venkatanara…"


def test_a_hover_puts_its_first_line_first_and_leaves_empty_ones_out() -> None:
    assert hover(["Asha <i>", "", "12 calls"]) == "<b>Asha &lt;i&gt;</b><br>12 calls"
