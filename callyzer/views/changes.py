"""A figure against the figure before it."""

from __future__ import annotations

from callyzer.views import words
from callyzer.views.definitions import Measure
from callyzer.views.parts import Delta, Direction, Meaning


def delta(measure: Measure, now: float, before: float, period: str, *, sure: bool = True) -> Delta:
    """The change from `before` to `now`; `period` names the time of `before`. Not `sure`: the sample is too small for
    the change to mean anything."""
    text = change_text(measure, now, before)
    direction: Direction = "flat" if not any(digit in text for digit in "123456789∞") else (
        "up" if now > before else "down")
    return Delta(text, direction, _meaning(measure, direction) if sure else "neutral",
                 f"{measure.text(before)} {period}")


def change_text(measure: Measure, now: float, before: float) -> str:
    """Relative ("+12.5%"); in points for a share ("−2.1 pts"); as a difference where there was nothing before."""
    if measure.unit == "share":
        return f"{_signed(f'{(now - before) * 100:.1f}')} pts"
    if before == 0:
        return signed(measure, now)
    relative = (now - before) / before
    if relative >= 10:
        return f"×{words.count(now / before)}"
    return _signed(f"{relative * 100:.1f}") + "%"


def signed(measure: Measure, difference: float) -> str:
    """A difference with its sign: "+42", "−1 h 5 min"."""
    text = measure.text(difference)
    return text if text.startswith(words.MINUS) or not any(digit in text for digit in "123456789") else f"+{text}"


def _signed(number: str) -> str:
    if float(number) == 0:
        return "0.0"
    return number.replace("-", words.MINUS) if number.startswith("-") else f"+{number}"


def _meaning(measure: Measure, direction: Direction) -> Meaning:
    if direction == "flat" or measure.better == 0:
        return "neutral"
    return "good" if (direction == "up") == (measure.better > 0) else "bad"
