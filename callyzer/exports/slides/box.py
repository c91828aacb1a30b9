"""Where things stand on a slide, in points."""

from __future__ import annotations

from dataclasses import dataclass

from pptx.util import Emu, Pt


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def emu(self) -> tuple[Emu, Emu, Emu, Emu]:
        """Left, top, width and height as the file counts them."""
        left, top, width, height = (Pt(side) for side in (self.x, self.y, self.width, self.height))
        return Emu(left), Emu(top), Emu(width), Emu(height)

    def top(self, height: float) -> Box:
        return Box(self.x, self.y, self.width, height)

    def below(self, height: float) -> Box:
        """What is left under so much of it."""
        return Box(self.x, self.y + height, self.width, self.height - height)

    def meets(self, other: Box) -> bool:
        """Whether they share more than an edge."""
        return (self.x < other.right - 0.5 and other.x < self.right - 0.5
                and self.y < other.bottom - 0.5 and other.y < self.bottom - 0.5)

    def inner(self, across: float, down: float = 0.0) -> Box:
        """Without a margin on each side."""
        return Box(self.x + across, self.y + down, self.width - 2 * across, self.height - 2 * down)

    def left(self, width: float) -> Box:
        return Box(self.x, self.y, width, self.height)

    def beside(self, width: float) -> Box:
        """What is left to the right of so much of it."""
        return Box(self.x + width, self.y, self.width - width, self.height)

    def grid(self, columns: int, rows: int, gap: float) -> list[Box]:
        """Its cells, row by row."""
        width, height = (self.width - gap * (columns - 1)) / columns, (self.height - gap * (rows - 1)) / rows
        return [Box(self.x + column * (width + gap), self.y + row * (height + gap), width, height)
                for row in range(rows) for column in range(columns)]
