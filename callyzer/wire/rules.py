"""The documented business rules that the model's constructors do not already check, with the API's own messages.

Whoever asks checks them before a request costs a slot; whoever serves answers with the same texts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from math import isfinite

from callyzer.errors import RuleViolation
from callyzer.model import Number, Window

NO_EMPLOYEES = "No employees meet the search criteria."
"""employee-summary's 400 for a valid question that no employee answers: an empty result, not an error."""

_TOO_LONG = "The duration should be less than 180 days."


def time_range(by: str, window: Window) -> None:
    """`by` is "call" or "synced": positive seconds, from before to, under 180 days."""
    first, last = window.seconds
    if first <= 0:
        raise RuleViolation(f"{by}_from", "must lie after 1970", invalid_timestamp(f"{by}_from"))
    if first >= last:
        raise RuleViolation(f"{by}_from", "from must be before to",
                            "Invalid date range. `From` timestamp should be less than `To` timestamp.")
    if not window.fits_one_request:
        raise RuleViolation(f"{by}_to", "the range must be shorter than 180 days", _TOO_LONG)


def invalid_timestamp(name: str) -> str:
    return f"Invalid {name}. Please pass the timestamp in UNIX format."


def missing_range(by: str) -> str:
    """What the API says when only one end of a range was given."""
    return f"`{by}_from` and ‘{by}_to’ are mandatory. {_TOO_LONG}"


NO_RANGE = f"Either ‘call_from’ and ‘call_to’ or ‘synced_from’ and ‘synced_to’ are mandatory. {_TOO_LONG}"
NO_WORKING_HOURS = (
    "The “working_hour_from” and “working_hour_to” are mandatory. The value should be in HH:mm format.")


def invalid_numbers(values: Iterable[str]) -> list[str]:
    """Those that are no phone numbers as the API writes them."""
    return [value for value in values if not _is_number(value)]


def _is_number(text: str) -> bool:
    try:
        Number.parse(text)
    except RuleViolation:
        return False
    return True


def filter_numbers(name: str, values: Iterable[str]) -> None:
    """`emp_numbers` or `client_numbers` of a call-log request."""
    if wrong := invalid_numbers(values):
        raise RuleViolation(name, "a number is digits, its country code before a hyphen",
                            f"Invalid numbers ‘{', '.join(wrong)}’.")


def employee_numbers(values: Iterable[str]) -> None:
    """`emp_numbers` of /employee/get."""
    if wrong := invalid_numbers(values):
        raise RuleViolation("emp_numbers", "a number is digits, its country code before a hyphen",
                            f"Invalid {', '.join(wrong)}.")


def contact_numbers(values: Iterable[str]) -> None:
    if invalid_numbers(values):
        raise RuleViolation(
            "contact_numbers", "a number is digits, its country code before a hyphen",
            "Invalid “contact_numbers”. Country code should be separated by hyphen(-), if present.")


def at_most_100(name: str, values: Collection[str]) -> None:
    if len(values) > 100:
        what = "tags" if name.endswith("tags") else "numbers"  # also for emp_codes: the documentation says so
        raise RuleViolation(name, "at most 100 are allowed",
                            f"Invalid no of “{name}”. Maximum 100 {what} are allowed.")


def unique_ids(values: Sequence[str]) -> None:
    if not 1 <= len(values) <= 20:
        raise RuleViolation("unique_ids", "from 1 to 20 ids are allowed",
                            "Invalid no of unique ids. Minimum 1 and Maximum 20 ids are allowed.")


def length(name: str, text: str, shortest: int, longest: int, documented: int | None = None) -> None:
    """`documented` is the upper bound the API's message names, where it is not `longest`."""
    if not shortest <= len(text) <= longest:
        raise RuleViolation(
            name, f"must be {shortest} to {longest} characters long",
            f"Invalid “{name}”. Length should be between {shortest} to {documented or longest} chars.")


_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


def email(text: str) -> None:
    length("email", text, 5, 100)
    if not _EMAIL.fullmatch(text):
        raise RuleViolation("email", "must be an e-mail address",
                            "Invalid “email”. Length should be between 5 to 100 chars.")


def price(value: float) -> None:
    if not isfinite(value):
        raise RuleViolation("price", "must be a number", INVALID_PRICE)


INVALID_PRICE = "Invalid “price”. Value should be numeric and within range of double data type."


def choice(name: str, text: str, allowed: Sequence[str]) -> str:
    """The allowed spelling of `text`, whatever its case."""
    for value in allowed:
        if value.casefold() == text.strip().casefold():
            return value
    listed = " or ".join(f"‘{value}’" for value in allowed)
    raise RuleViolation(name, f"must be one of {', '.join(allowed)}",
                        f"Invalid “{name}”. It should be either {listed}.")
