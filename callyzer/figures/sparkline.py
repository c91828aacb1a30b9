"""A word-sized line without axes, as SVG text: thousands of times lighter than a figure."""

from __future__ import annotations

from collections.abc import Sequence

from callyzer.figures.theme import faded

WIDTH, HEIGHT, EDGE = 120, 28, 3


def sparkline(values: Sequence[float | None], colour_code: str) -> str:
    """The values from left to right, from zero up; None is passed over. "" for fewer than two values."""
    known = [(n, value) for n, value in enumerate(values) if value is not None]
    if len(known) < 2:
        return ""
    top = max(*(value for _, value in known), 0) or 1
    step = (WIDTH - 2 * EDGE) / (len(values) - 1)
    points = [(EDGE + n * step, HEIGHT - EDGE - value / top * (HEIGHT - 2 * EDGE)) for n, value in known]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    first, last = points[0][0], points[-1][0]
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="100%" height="{HEIGHT}" preserveAspectRatio="none"'
        ' aria-hidden="true" xmlns="http://www.w3.org/2000/svg">'
        f'<polygon points="{first:.1f},{HEIGHT - EDGE} {line} {last:.1f},{HEIGHT - EDGE}"'
        f' fill="{faded(colour_code, 0.1)}"/>'
        f'<polyline points="{line}" fill="none" stroke="{colour_code}" stroke-width="1.5"'
        ' vector-effect="non-scaling-stroke" stroke-linejoin="round"/></svg>'
    )
