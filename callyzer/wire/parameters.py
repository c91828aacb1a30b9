"""The parameters of a request, in every spelling JSON and query strings allow. Null and blank count as not given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from callyzer.errors import RuleViolation

Body = Mapping[str, Any]
NOT_AS_SPECIFIED = (
    "The message body on the request is not as per API specification. Make sure that content type is set to"
    " “application/json” and the JSON body has correct attribute names and structure.")


def mapping(value: Any, name: str = "body") -> Body:
    """An object; none counts as empty."""
    if value is None or value == "":
        return {}
    if not isinstance(value, dict):
        raise RuleViolation(name, "must be an object", NOT_AS_SPECIFIED)
    return value


def has(given: Body, name: str) -> bool:
    value = given.get(name)
    return value is not None and value != [] and (not isinstance(value, str) or bool(value.strip()))


def text(given: Body, name: str) -> str:
    value = given.get(name)
    if value is None:
        return ""
    if isinstance(value, dict | list):
        raise RuleViolation(name, "must be a text", NOT_AS_SPECIFIED)
    return str(value).strip()


def texts(given: Body, name: str) -> tuple[str, ...]:
    """The texts of a list without blanks; in a query string a list may be one text with commas."""
    value = given.get(name)
    if isinstance(value, dict):
        raise RuleViolation(name, "must be a list", NOT_AS_SPECIFIED)
    values = value if isinstance(value, list) else text(given, name).split(",")
    return tuple(stripped for item in values if item is not None and (stripped := str(item).strip()))


def number(value: Any) -> int | None:
    """A whole number, maybe written as a text; None for anything else."""
    if isinstance(value, bool):
        return None
    try:
        return int(value) if isinstance(value, str) or value == int(value) else None
    except (TypeError, ValueError, OverflowError):
        return None


def whole(given: Body, name: str, default: int) -> int:
    """A page's number or size; 0, which no rule allows, where it is no number."""
    return (number(given[name]) or 0) if has(given, name) else default


def flag(given: Body, name: str) -> bool:
    """True unless it says false."""
    written = text(given, name).casefold()
    if written not in ("", "true", "false"):
        raise RuleViolation(name, "must be true or false", f"Invalid “{name}”. It should be either true or false.")
    return written != "false"
