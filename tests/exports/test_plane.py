from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from callyzer.exports.plane import Plane, plane
from callyzer.exports.spots import Beside
from callyzer.views.parts import Plot, Reference

Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""

SIZES: dict[Beside, tuple[float, float, float, float]] = {"above": (740, 270, 6.4, 12), "right": (540, 195, 4.9, 8)}
"""How wide and high a slide's and a sheet's plane is in points (three quarters of a pixel), a letter, and its type."""


def drawn(dots: list[tuple[float, float]], medians: tuple[float, float], beside: Beside) -> Plane:
    frame = pd.DataFrame({"Employee": [f"Employee {place:02}" for place in range(len(dots))],
                          "Calls": [x for x, _ in dots], "Connect rate": [y for _, y in dots]})
    references = (Reference(medians[0], f"median {medians[0]:.0f}", upright=True),
                  Reference(medians[1], f"median {medians[1]:.1%}", upright=False))
    return plane(frame, Plot("dots", "Employee", ("Calls", "Connect rate"), ("connected",), ("count", "share"),
                             references=references), beside)


def boxes(held: Plane, beside: Beside) -> tuple[list[Box], list[Box]]:
    """What the names of dots and those of lines take on the paper."""
    wide, high, letter, size = SIZES[beside]
    (left, right, _), (low, top, _) = held.ticks

    def box(x: float, y: float, text: str, side: Beside) -> Box:
        across, down = (x - left) / (right - left) * wide, (top - y) / (top - low) * high
        length = letter * len(text)
        if side == "above":
            return across - length / 2, down - size * 1.3, across + length / 2, down
        return across + 3, down - size / 2, across + 3 + length, down + size / 2

    return ([box(*held.dots[row], "Employee 00", beside) for row in held.named],
            [box(*places[1], each.text, "right" if each.upright else "above") for each, places in held.lines])


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


SIDES: list[Beside] = ["above", "right"]


@pytest.mark.parametrize("beside", SIDES)
def test_a_median_gives_way_to_the_name_of_a_dot(beside: Beside) -> None:
    # Axes of 0 to 120 calls and 0 to 100%: the first dot lies where the level median's name would stand, the second
    # where the upright one's would.
    held = drawn([(10, 0.49), (52, 0.93), (100, 0.02), (0, 1.0)], (50, 0.5), beside)
    assert {0, 1} <= held.named
    (upright, places), (level, along) = held.lines
    assert (upright.text, level.text) == ("median 50", "median 50.0%")
    assert places[1][1] < 0.9
    assert along[1][0] > 20
    names, lines = boxes(held, beside)
    assert not any(overlap(name, line) for name in names for line in lines)


@pytest.mark.parametrize("beside", SIDES)
def test_where_there_is_room_medians_keep_to_the_top_and_to_the_left(beside: Beside) -> None:
    held = drawn([(100, 0.75), (80, 0.6), (0, 0.0), (20, 1.0)], (50, 0.5), beside)
    (_, upright), (_, level) = held.lines
    assert upright == [(50, 0), (50, pytest.approx(0.955)), (50, pytest.approx(1))]
    assert level == [(0, 0.5), (pytest.approx(0.09 * 120), 0.5), (pytest.approx(120), 0.5)]


@pytest.mark.parametrize("beside", SIDES)
@given(dots=st.lists(st.tuples(st.integers(0, 400).map(float), st.floats(0, 1)), min_size=1, max_size=40),
       across=st.floats(0, 1), up=st.floats(0, 1))
def test_no_name_of_a_line_lies_on_another_name(
    beside: Beside, dots: list[tuple[float, float]], across: float, up: float,
) -> None:
    lowest, highest = min(x for x, _ in dots), max(x for x, _ in dots)
    least, most = min(y for _, y in dots), max(y for _, y in dots)
    held = drawn(dots, (lowest + across * (highest - lowest), least + up * (most - least)), beside)
    names, lines = boxes(held, beside)
    assert not any(overlap(name, line) for name in names for line in lines)
    assert not overlap(*lines)
