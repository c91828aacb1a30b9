"""Where an employee stands as the page shows it, held against what each of its files says."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from callyzer.views.employee import TOO_FEW
from callyzer.views.rhythm import EMPTY
from tests.exports.reading import Block, Deck, agrees
from tests.pages.visits import html

NAME = "standing"
HALF = 0.5
"""What is counted is whole in a CSV, a median too."""


def figures(test: AppTest) -> dict[str, str]:
    """The figure at the end of each measure's line; none where she had no calls."""
    layouts = [json.loads(each.proto.spec)["layout"] for each in test.get("plotly_chart")]
    standing = [layout for layout in layouts if stands(layout)]
    if not standing:
        assert any(said in html(test) for said in (EMPTY, TOO_FEW))
        return {}
    (found,) = standing
    return dict(zip(found["yaxis"]["ticktext"], found["yaxis2"]["ticktext"], strict=True))


def stands(layout: Mapping[str, Mapping[str, object]]) -> bool:
    """Its numbers are places on a line, which nobody reads."""
    return layout.get("xaxis", {}).get("ticktext") == ["¼", "½", "median", "×2", "×4"]


def in_files(page: Mapping[str, str], file: pd.DataFrame, blocks: list[Block], deck: Deck) -> None:
    """The CSV and the sheet have each figure; the slide's bars are what the CSV's figures make of its medians. Where
    the page has none, neither has any of them."""
    if not page:
        assert file.empty
        assert NAME not in deck.charts
        assert not [each for each in blocks if "Of the team's median" in each.heads and any(each.columns)]
        return
    assert len(page) >= 5
    labels = file["Measure"].str.replace(r" \((s|%)\)$", "", regex=True)
    assert list(labels) == list(page)
    for said, now in zip(page.values(), file["Now"], strict=True):
        assert agrees(now, said), (said, now)
    (block,) = (each for each in blocks if "Of the team's median" in each.heads)
    assert dict(zip(block.by_head["Measure"], block.by_head["Figure"], strict=True)) == dict(page)
    (bars,) = deck.charts[NAME]
    assert list(bars) == pytest.approx(list(block.by_head["Of the team's median"]))
    for bar, now, median in zip(bars, file["Now"], file["Team median"], strict=True):
        assert (now - HALF) / (median + HALF) <= bar <= (now + HALF) / max(median - HALF, HALF)
