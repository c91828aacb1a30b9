from __future__ import annotations

import pytest

from callyzer.ui.labels import LONGEST, plain


@pytest.mark.parametrize(("name", "label"), [
    ("Asha Rao", "Asha Rao"),
    ("**Raj**", r"\*\*Raj\*\*"),
    ("[win](http://example.invalid)", r"\[win\]\(http\:\/\/example\.invalid\)"),
    (":material/delete:", r"\:material\/delete\:"),
    ("$x^2$", r"\$x\^2\$"),
    ("<b>Raj</b>", r"\<b\>Raj\<\/b\>"),
    ("R\u202eaj\nRao", "R aj Rao"),
    ("राजेश शर्मा", "राजेश शर्मा"),
])
def test_a_name_is_shown_letter_by_letter(name: str, label: str) -> None:
    assert plain(name) == label


def test_a_very_long_name_is_cut() -> None:
    assert plain("x" * 10_000) == "x" * (LONGEST - 1) + "…"
