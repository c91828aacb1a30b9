"""Single values of an answer, in all the spellings the API has been seen to use.

Each function takes what JSON held and raises ValueError with what is wrong with it: words that go into an error, so
they never repeat the value itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from math import isfinite
from typing import Any
from zoneinfo import ZoneInfo

from callyzer.model import CALL_TYPES
from callyzer.model.question import LONG_MAX

_TYPES = {name.casefold(): name for name in CALL_TYPES}
_CLOCK = re.compile(r"(\d+):([0-5]\d)(?::([0-5]\d))?")
_INSTANT = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d+)?\s*([A-Za-z]*|[+-]\d\d(?::?\d\d)?)")
_TWELVE_HOURS = ("%d %b %Y, %I:%M %p", "%d %b %Y, %I:%M:%S %p")

LONGEST_CALL = 2**31 - 1
"""Seconds. Whatever is longer is no duration."""

_YEARS = range(1970, 2200)


def is_missing(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def text(value: Any) -> str:
    """A text, a number written as such, or "" for what is missing."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _whole(value.strip())
    if isinstance(value, int | float):
        return str(value)
    raise ValueError("is not a text")


def _whole(written: str) -> str:
    """Half of a character, as a text cut at its longest leaves it, becomes a question mark: it cannot be stored."""
    return written if written.isascii() else written.encode(errors="replace").decode()


def required_text(value: Any) -> str:
    if is_missing(value):
        raise ValueError("is missing")
    return text(value)


def country_code(value: Any) -> str:
    """The code without its plus."""
    return text(value).lstrip("+").strip()


def call_type(value: Any) -> str:
    try:
        return _TYPES[required_text(value).casefold()]
    except KeyError:
        raise ValueError(f"is none of {', '.join(CALL_TYPES)}") from None


def count(value: Any) -> int:
    """A whole number from 0, which may be written as a text."""
    if is_missing(value):
        raise ValueError("is missing")
    if isinstance(value, str) and value.strip().isdecimal():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or value % 1:
        raise ValueError("is not a whole number")
    if not 0 <= value <= LONG_MAX:
        raise ValueError("is out of range")
    return int(value)


def optional_count(value: Any) -> int | None:
    return None if is_missing(value) else count(value)


def seconds(value: Any) -> int:
    """Seconds, or hours that may pass 24, minutes and seconds: "125:03:09"."""
    if isinstance(value, str) and (clock := _CLOCK.fullmatch(value.strip())):
        hours, minutes, rest = clock.groups(default="0")
        return int(hours) * 3600 + int(minutes) * 60 + int(rest)
    return count(value)


def call_seconds(value: Any) -> int:
    """How long one call took."""
    if (duration := seconds(value)) > LONGEST_CALL:
        raise ValueError("is out of range")
    return duration


def percent(value: Any) -> float:
    if is_missing(value):
        raise ValueError("is missing")
    try:
        number = float(value.strip().removesuffix("%") if isinstance(value, str) else value)
    except (TypeError, ValueError):
        raise ValueError("is not a number") from None
    if not isfinite(number) or isinstance(value, bool):
        raise ValueError("is not a number")
    return number


def flag(value: Any) -> bool | None:
    """True or false, also as "true" or 1; None where it is not known."""
    if is_missing(value):
        return None
    known = {"true": True, "1": True, "false": False, "0": False}
    try:
        return known[str(value).strip().casefold()]
    except KeyError:
        raise ValueError("is neither true nor false") from None


def tags(value: Any) -> tuple[str, ...]:
    """The texts of a list, without blanks; a single text is a list of one."""
    values = value if isinstance(value, list) else [value]
    try:
        return tuple(tag for tag in map(text, values) if tag)
    except ValueError:
        raise ValueError("is not a list of texts") from None


def day(value: Any) -> date:
    try:
        return date.fromisoformat(required_text(value)[:10])
    except ValueError as error:
        raise ValueError("is missing" if is_missing(value) else "is not a date") from error


def instant_in(zone: ZoneInfo) -> Callable[[Any], datetime | None]:
    """A reader of instants told in `zone`, which gives UTC, or None for what is missing.

    A zone's abbreviation ("IST") says nothing by itself and means `zone`; an offset, UTC, GMT and Z mean themselves.
    Of the two instants with one local time in the hour that autumn repeats, it is the first.
    """
    def read(value: Any) -> datetime | None:
        return None if is_missing(value) else _instant(text(value), zone)
    return read


def required_instant_in(zone: ZoneInfo) -> Callable[[Any], datetime]:
    def read(value: Any) -> datetime:
        return _instant(required_text(value), zone)
    return read


def _instant(written: str, zone: ZoneInfo) -> datetime:
    try:
        if match := _INSTANT.fullmatch(written):
            local = datetime.fromisoformat(f"{match[1]} {match[2]}").replace(tzinfo=_zone(match[3], zone))
        else:
            local = _twelve_hours(written).replace(tzinfo=zone)
        instant = local.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError("is not a date and time") from None
    if instant.year not in _YEARS:
        raise ValueError("is out of range")
    return instant


def _zone(name: str, zone: ZoneInfo) -> ZoneInfo | timezone:
    if name.startswith(("+", "-")):
        digits = name.replace(":", "")
        offset = timedelta(hours=int(digits[1:3]), minutes=int(digits[3:] or 0))
        return timezone(-offset if name[0] == "-" else offset)
    return UTC if name.upper() in ("UTC", "GMT", "Z") else zone


def _twelve_hours(written: str) -> datetime:
    for layout in _TWELVE_HOURS:
        try:
            return datetime.strptime(written, layout)  # noqa: DTZ007  the account's zone is put on by the caller
        except ValueError:
            continue
    raise ValueError
