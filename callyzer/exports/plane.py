"""Two measures that lie across and up, as the charts of slides and sheets draw them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from callyzer.exports import spots, units
from callyzer.exports.spots import Area, Beside, Place
from callyzer.figures.comparison import reach, with_room
from callyzer.views.parts import Plot, Reference


@dataclass(frozen=True, slots=True)
class Plane:
    """Where the dots lie, across and up, in the measures of the axes; `small` are the positions of the grey ones.
    `named` are those whose names stand on the page too. A line goes from one end of the plane to the other, by way of
    the point at which its name stands."""

    dots: Sequence[Place]
    small: frozenset[int]
    scales: tuple[units.Scale, units.Scale]
    ticks: tuple[units.Ticks, units.Ticks]
    named: frozenset[int]
    lines: Sequence[tuple[Reference, Sequence[Place]]]


def plane(frame: pd.DataFrame, plot: Plot, beside: Beside) -> Plane:
    """Of a plot of dots, from its chart's data; `beside` is where the names of dots are written."""
    across, up = (units.scale(unit, float(frame[name].max())) for name, unit in zip(
        plot.series, plot.units, strict=True))
    dots = list(zip((frame[plot.series[0]] / across.by).tolist(), (frame[plot.series[1]] / up.by).tolist(),
                    strict=True))
    axes = _Axes((across, up), (_ticks(across, [x for x, _ in dots]), _ticks(up, [y for _, y in dots])))
    small = frozenset(row for row, _ in plot.small)
    middle = {each.upright: axes.value(each) for each in plot.references}
    room = with_room(dots, small, (middle.get(True, 0.0), middle.get(False, 0.0)))
    names = {row: spots.of_name(axes.part(dots[row]), str(frame[plot.category].iloc[row]), beside) for row in room}
    lines, taken = _lines(axes, plot.references, list(names.values()), [spots.of_dot(axes.part(dot)) for dot in dots])
    return Plane(dots, small, axes.scales, axes.ticks, lines=lines, named=frozenset(
        row for row, name in names.items() if not any(map(name.meets, taken))))


def _ticks(scale: units.Scale, values: Sequence[float]) -> units.Ticks:
    return units.ticks(scale, *reach(values))


@dataclass(frozen=True, slots=True)
class _Axes:
    scales: tuple[units.Scale, units.Scale]
    ticks: tuple[units.Ticks, units.Ticks]

    def value(self, reference: Reference) -> float:
        return reference.value / self.scales[0 if reference.upright else 1].by

    def part(self, place: Place) -> Place:
        """How far along both axes a place lies, as parts of them."""
        (left, right, _), (low, high, _) = self.ticks
        return (place[0] - left) / (right - left), (place[1] - low) / (high - low)

    def place(self, part: Place) -> Place:
        (left, right, _), (low, high, _) = self.ticks
        return left + (right - left) * part[0], low + (high - low) * part[1]


def _lines(axes: _Axes, references: Sequence[Reference], names: Sequence[Area], dots: Sequence[Area],
           ) -> tuple[list[tuple[Reference, Sequence[Place]]], list[Area]]:
    """The lines, and what their names take: each has to keep off the one before too."""
    found, taken = list[tuple[Reference, Sequence[Place]]](), list[Area]()
    for each in references:
        value = axes.value(each)
        at = axes.part((value, value))[0 if each.upright else 1]
        spot = spots.of_line(at, each.text, [*names, *taken], dots, upright=each.upright)
        taken.append(spots.of_name(spot, each.text, "right" if each.upright else "above"))
        ways = [(at, 0.0), spot, (at, 1.0)] if each.upright else [(0.0, at), spot, (1.0, at)]
        found.append((each, [_on_line(each, value, axes.place(way)) for way in ways]))
    return found, taken


def _on_line(reference: Reference, value: float, place: Place) -> Place:
    """Exactly at the value that the line is drawn at."""
    return (value, place[1]) if reference.upright else (place[0], value)
