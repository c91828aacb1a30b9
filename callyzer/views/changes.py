"""A figure against the figure before it."""

from __future__ import annotations

from callyzer.views import words
from callyzer.views.definitions import Measure
from callyzer.views.parts import ChangeUnit, Delta, Direction, Meaning


def delta(measure: Measure, now: float, before: float, period: str, *, sure: bool = True) -> Delta:
    """The change from `before` to `now`; `period` names the time of `before`. Not `sure`: the sample is too small for
    the change to mean anything."""
    value, unit = _change(measure, now, before)
    text = _text(measure, value, unit)
    direction: Direction = "flat" if not any(digit in text for digit in "123456789∞") else (
        "up" if now > before else "down")
    return Delta(text, direction, _meaning(measure, direction) if sure else "neutral",
                 f"{measure.text(before)} {period}", value, unit)


def _change(measure: Measure, now: float, before: float) -> tuple[float, ChangeUnit]:
    """Relative; in points for a share; as a difference where there was nothing before. As precise as it is said, so
    that what a file writes as a number is what the page says."""
    if measure.unit == "share":
        return round((now - before) * 100, 1), "points"
    if before == 0:
        return now, measure.unit
    relative = (now - before) / before
    return (round(now / before), "times") if relative >= 10 else (round(relative * 100, 1), "percent")


def _text(measure: Measure, value: float, unit: ChangeUnit) -> str:
    """"+12.5%", "−2.1 pts", "×12", "+42"."""
    if unit == "times":
        return f"×{words.count(value)}"
    if unit == "percent":
        return f"{_signed(value)}%"
    return f"{_signed(value)} pts" if unit == "points" else signed(measure, value)


def signed(measure: Measure, difference: float) -> str:
    """A difference with its sign: "+42", "−1 h 5 min"."""
    text = measure.text(difference)
    return text if text.startswith(words.MINUS) or not any(digit in text for digit in "123456789") else f"+{text}"


def _signed(number: float) -> str:
    if number == 0:
        return "0.0"
    return f"{number:+.1f}".replace("-", words.MINUS)


def _meaning(measure: Measure, direction: Direction) -> Meaning:
    if direction == "flat" or measure.better == 0:
        return "neutral"
    return "good" if (direction == "up") == (measure.better > 0) else "bad"
