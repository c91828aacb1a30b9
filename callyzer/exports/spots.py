"""Where the names of lines stand among dots that have names themselves, so that none lies on another. Pure.

Places are parts of a plane: from 0 at its left and lower end to 1 at the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from unicodedata import east_asian_width

Place = tuple[float, float]
Beside = Literal["above", "right"]
"""Where a name stands: above its point, or to the right of it."""

_LETTER, _LONGEST, _HEIGHT = 0.011, 20, 0.07
"""What a letter takes of a plane's width and a name of its height, on the small charts of sheets too; names are cut."""

_GAP: dict[Beside, float] = {"above": 0.015, "right": 0.01}
_DOT = 0.012, 0.025
_STEP = 0.09


@dataclass(frozen=True, slots=True)
class Area:
    """What a name or a dot takes."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: Area) -> bool:
        return (self.left < other.right and other.left < self.right
                and self.bottom < other.top and other.bottom < self.top)


def of_dot(at: Place) -> Area:
    (x, y), (across, up) = at, _DOT
    return Area(x - across, y - up, x + across, y + up)


def of_name(at: Place, text: str, beside: Beside) -> Area:
    (x, y), wide, gap = at, _LETTER * min(_letters(text), _LONGEST), _GAP[beside]
    if beside == "above":
        return Area(x - wide / 2, y + gap, x + wide / 2, y + gap + _HEIGHT)
    return Area(x + gap, y - _HEIGHT / 2, x + gap + wide, y + _HEIGHT / 2)


def _letters(text: str) -> int:
    """Those of some scripts are twice as wide."""
    return sum(2 if east_asian_width(letter) in {"W", "F"} else 1 for letter in text)


def of_line(value: float, text: str, names: Sequence[Area], dots: Sequence[Area], *, upright: bool) -> Place:
    """The point of a line at this `value` at which its name stands: to the right of an `upright` one and above others,
    near an end, where it lies on no other name and on as few dots as may be."""
    def point(along: float) -> Place:
        return (value, along) if upright else (along, value)

    def covered(along: float) -> tuple[int, int]:
        area = of_name(point(along), text, "right" if upright else "above")
        return sum(map(area.meets, names)), sum(map(area.meets, dots))

    return point(min(_tried(upright=upright), key=covered))


def _tried(*, upright: bool) -> list[float]:
    """From the ends inwards: of upright lines from the top, of others from the left."""
    first = _STEP / 2 if upright else _STEP
    steps = round((1 - 2 * first) / _STEP)
    tried = [first + (1 - 2 * first) * step / steps for step in range(steps + 1)]
    ends = tried[::-1] if upright else tried
    return sorted(ends, key=lambda along: round(min(along, 1 - along), 9))
