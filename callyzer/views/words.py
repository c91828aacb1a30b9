"""Figures in words. Digits are grouped in threes everywhere, as tables, axes and files group them too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from callyzer.model import Slot

MINUS = "−"
LONGEST_NAME = 60
"""Letters; whoever is called longer than that means harm."""


def count(number: float) -> str:
    """1234 → "1,234"."""
    return f"{number:,.0f}".replace("-", MINUS)


def counted(number: float, one: str, many: str = "") -> str:
    """(1, "call") → "1 call", (1234, "call") → "1,234 calls"."""
    return f"{count(number)} {one if round(number) == 1 else many or one + 's'}"


def ordinal(number: int) -> str:
    """1 → "1st", 22 → "22nd", 113 → "113th"."""
    suffix = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def decimal(number: float) -> str:
    """With one decimal: 1234.56 → "1,234.6"."""
    return f"{number:,.1f}".replace("-", MINUS)


def duration(seconds: float) -> str:
    """11520 → "3 h 12 min". Seconds show under ten minutes only, minutes under a hundred hours."""
    sign, whole = (MINUS, round(-seconds)) if seconds < 0 else ("", round(seconds))
    if whole < 60:
        return f"{sign}{whole} s"
    if whole < 600:
        return sign + _pair(whole // 60, "min", whole % 60, "s")
    minutes = round(whole / 60)
    if minutes < 60:
        return f"{sign}{minutes} min"
    if minutes < 6000:
        return sign + _pair(minutes // 60, "h", minutes % 60, "min")
    return f"{sign}{count(minutes / 60)} h"


def _pair(large: int, large_unit: str, small: int, small_unit: str) -> str:
    return f"{large} {large_unit} {small} {small_unit}" if small else f"{large} {large_unit}"


def between(over: int, within: int | None) -> str:
    """Bounds in seconds; none below (0) or above: "up to 15 min", "1 – 4 h", "4 h – 1 day", "over 7 days"."""
    begins, ends = _time(over), "" if within is None else _time(within)
    if not over or not ends:
        return f"up to {ends}" if ends else f"over {begins}"
    same = begins.split()[-1].rstrip("s") == ends.split()[-1].rstrip("s")
    return f"{begins.split()[0] if same else begins} – {ends}"


def _time(seconds: int) -> str:
    days = seconds // 86_400
    return counted(days, "day") if days else duration(seconds)


def percent(share: float | None) -> str:
    """A share of 1 → "62.5%"; nothing to take a share of → "–"."""
    return "–" if share is None else f"{share * 100:.1f}%".replace("-", MINUS)


def share_of(part: float, whole: float) -> float | None:
    """None where there is no whole."""
    return part / whole if whole else None


def day(when: date) -> str:
    """"Sun 22 Nov"."""
    return f"{when:%a} {when.day} {when:%b}"


def days(first: date, last: date) -> str:
    """"22 Nov 2026", "16 – 22 Nov 2026", "28 Oct – 3 Nov 2026" or "28 Dec 2025 – 3 Jan 2026"."""
    end = f"{last.day} {last:%b %Y}"
    if first == last:
        return end
    if first.year != last.year:
        return f"{first.day} {first:%b %Y} – {end}"
    return f"{first.day} – {end}" if first.month == last.month else f"{first.day} {first:%b} – {end}"


def clock(when: datetime) -> str:
    """The time of day: "3:42 PM"."""
    return f"{when:%I:%M %p}".lstrip("0")


def moment(when: datetime) -> str:
    """"Sun 22 Nov, 3:42 PM"."""
    return f"{day(when)}, {clock(when)}"


def dated(when: datetime, now: datetime) -> str:
    """"Sun 22 Nov, 3:42 PM", with the year where it is not this one: "Sun 23 Nov 2025, 3:42 PM"; no time at all: ""."""
    if when != when:  # noqa: PLR0124 - pandas' missing time
        return ""
    year = "" if when.year == now.year else f" {when.year}"
    return f"{day(when)}{year}, {clock(when)}"


def minute(at: int) -> str:
    """Minutes from midnight, as short as an axis wants it: "10 AM", "9:30 AM"."""
    hour, rest = divmod(at % 1440, 60)
    minutes = f":{rest:02}" if rest else ""
    return f"{(hour + 11) % 12 + 1}{minutes} {'AM' if hour < 12 else 'PM'}"


def slot_tick(slot: Slot) -> str:
    """A slot on an axis: "10 AM", "Before 10 AM", "After 7 PM"."""
    if slot.label.startswith(("Before", "After")):
        return f"{slot.label.split()[0]} {minute(slot.end if slot.label.startswith('Before') else slot.start)}"
    return minute(slot.start)


def slot_name(slot: Slot) -> str:
    """A slot in a sentence: "10 – 11 AM", "11 AM – 12 PM", "before 10 AM"."""
    if slot.label.startswith(("Before", "After")):
        return slot_tick(slot).replace("Before", "before").replace("After", "after")
    start, end = minute(slot.start), minute(slot.end)
    return f"{start[:-3] if start[-2:] == end[-2:] else start} – {end}"


def short(text: str, longest: int = LONGEST_NAME) -> str:
    """A text from outside, cut with an ellipsis; a name as it stands in a sentence."""
    return text if len(text) <= longest else f"{text[:longest - 1]}…"


def listed(items: Sequence[str]) -> str:
    """"Asha", "Asha and Vikram", "Asha, Vikram and Meera"."""
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)
