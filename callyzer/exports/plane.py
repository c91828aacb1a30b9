"""Two measures that lie across and up, as the charts of slides and sheets draw them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from callyzer.exports import units
from callyzer.figures.comparison import reach, with_room
from callyzer.views.parts import Plot, Reference

Place = tuple[float, float]
_ALONG = 0.09
"""How far from its end a line's name stands, as a part of the line."""


@dataclass(frozen=True, slots=True)
class Plane:
    """Where the dots lie, across and up, in the measures of the axes; `small` are the positions of the grey ones."""

    dots: Sequence[Place]
    small: frozenset[int]
    scales: tuple[units.Scale, units.Scale]
    references: Sequence[Reference]

    def ticks(self, side: int) -> units.Ticks:
        low, high = reach([dot[side] for dot in self.dots])
        return units.ticks(self.scales[side], low, high)

    def line(self, reference: Reference) -> list[Place]:
        """From one end of the plane to the other, by way of the point at which its name stands."""
        side = 0 if reference.upright else 1
        value, (low, high, _) = reference.value / self.scales[side].by, self.ticks(1 - side)
        at = high - (high - low) * _ALONG / 2 if reference.upright else low + (high - low) * _ALONG
        return [(value, along) if reference.upright else (along, value) for along in (low, at, high)]

    def named(self) -> set[int]:
        """The positions of the dots whose names stand on the page too."""
        middle = {each.upright: each.value / self.scales[0 if each.upright else 1].by for each in self.references}
        return with_room(self.dots, self.small, (middle.get(True, 0.0), middle.get(False, 0.0)))


def plane(frame: pd.DataFrame, plot: Plot) -> Plane:
    """Of a plot of dots, from its chart's data."""
    across, up = (units.scale(unit, float(frame[name].max())) for name, unit in zip(
        plot.series, plot.units, strict=True))
    dots = zip((frame[plot.series[0]] / across.by).tolist(), (frame[plot.series[1]] / up.by).tolist(), strict=True)
    return Plane(list(dots), frozenset(row for row, _ in plot.small), (across, up), plot.references)
