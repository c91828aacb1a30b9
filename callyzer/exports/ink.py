"""The colours of single bars, the same in slides and sheets as on the pages. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from callyzer.figures.theme import PALETTES, Theme, colour
from callyzer.views.parts import Plot


def of_bars(plot: Plot, values: Sequence[float | None], theme: Theme) -> list[str]:
    """A colour for each bar, as codes; nothing where all have that of their series.

    Of differences what got better and worse has its colour, and what is neither is grey.
    """
    palette = PALETTES[theme]
    if plot.better or any(value is not None and value < 0 for value in values):
        goods = [(value or 0) * plot.better for value in values]
        return [palette.good if good > 0 else palette.bad if good < 0 else palette.muted for good in goods]
    return [colour(name, theme) for name in plot.each[:len(values)]]
