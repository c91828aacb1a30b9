from __future__ import annotations

import tomllib
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from callyzer.figures.theme import PALETTES, Theme, colour, contrast, faded, ink_on, shade

Vector = npt.NDArray[np.float64]

# How the light of a screen reaches eyes without one kind of cones (Machado, Oliveira and Fernandes 2009, severity 1).
EYES = {
    "all cones": np.eye(3),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                            [-0.003882, -0.048116, 1.051998]]),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                              [-0.011820, 0.042940, 0.968881]]),
    "tritanopia": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
                            [0.004733, 0.691367, 0.303900]]),
}
MEANINGS = ("calls", "connected", "talk_time", "missed", "clients", "previous")
ROOT = Path(__file__).parent.parent.parent
CONFIG = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))["theme"]
THEMES: tuple[Theme, ...] = ("light", "dark")


def linear(code: str) -> Vector:
    channels = np.array([int(code[at:at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def oklab(light: Vector) -> Vector:
    """A space in which distance is what people see as difference (Ottosson 2020)."""
    cones = np.cbrt(np.array([[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
                              [0.0883024619, 0.2817188376, 0.6299787005]]) @ np.clip(light, 0, 1))
    seen: Vector = np.array([[0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
                             [0.0259040371, 0.7827717662, -0.8086757660]]) @ cones
    return seen


def difference(one: str, other: str, eye: str = "all cones") -> float:
    return float(np.linalg.norm(oklab(EYES[eye] @ linear(one)) - oklab(EYES[eye] @ linear(other))))


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)  # the lightest grey that passes on white


@pytest.mark.parametrize("theme", THEMES)
def test_what_is_written_on_the_scale_of_a_heatmap_can_be_read(theme: Theme) -> None:
    for place in np.linspace(0, 1, 101):
        ground = shade(PALETTES[theme].scale, float(place))
        assert contrast(ink_on(ground), ground) >= 4.5


def test_a_shade_lies_between_its_neighbours() -> None:
    assert [shade(("#000000", "#0a1464", "#ffffff"), place) for place in (0, 0.25, 0.5, 1, 2)] == [
        "#000000", "#050a32", "#0a1464", "#ffffff", "#ffffff"]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("eye", EYES)
def test_colours_of_different_meaning_look_different_to_all_eyes(theme: Theme, eye: str) -> None:
    for one, other in combinations(MEANINGS, 2):
        assert difference(colour(one, theme), colour(other, theme), eye) > 0.1, (one, other)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("eye", EYES)
def test_good_and_bad_look_different_to_all_eyes(theme: Theme, eye: str) -> None:
    assert difference(PALETTES[theme].good, PALETTES[theme].bad, eye) > 0.06


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read(theme: Theme) -> None:
    palette = PALETTES[theme]
    for code in (palette.text, palette.muted, palette.good, palette.bad):
        assert contrast(code, palette.background) >= 4.5, code
        assert contrast(code, palette.surface) >= 4.5, code


@pytest.mark.parametrize("theme", THEMES)
def test_more_is_always_further_from_the_page(theme: Theme) -> None:
    distances = [contrast(shade, PALETTES[theme].background) for shade in PALETTES[theme].scale]
    assert distances == sorted(distances)
    assert len(distances) == 10


@pytest.mark.parametrize("theme", THEMES)
def test_a_low_value_is_seen_to_be_more_than_nothing(theme: Theme) -> None:
    assert difference(PALETTES[theme].nothing, PALETTES[theme].scale[0]) > 0.05


@pytest.mark.parametrize("theme", THEMES)
def test_pages_and_figures_have_the_same_colours(theme: Theme) -> None:
    palette, page = PALETTES[theme], CONFIG[theme]
    assert page["chartCategoricalColors"] == [colour(meaning, theme) for meaning in MEANINGS]
    assert page["chartSequentialColors"] == list(palette.scale)
    pairs: dict[str, Any] = {
        "primaryColor": palette.calls, "backgroundColor": palette.background, "textColor": palette.text,
        "secondaryBackgroundColor": palette.surface, "borderColor": palette.line, "grayTextColor": palette.muted,
        "greenTextColor": palette.good, "redTextColor": palette.bad}
    assert {name: page[name] for name in pairs} == pairs


def test_a_colour_let_through_keeps_its_hue() -> None:
    assert faded("#2457c5", 0.15) == "rgba(36, 87, 197, 0.15)"
