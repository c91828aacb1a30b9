"""What a refusal means: from status, headers and content to an error of the tree."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import isfinite
from typing import Any

from callyzer.errors import (
    ApiError,
    BadRequest,
    Forbidden,
    NotFound,
    RateLimited,
    ServerFault,
    Unauthorized,
    UnknownNumbers,
    UnknownTags,
)
from callyzer.wire.endpoints import Endpoint
from callyzer.wire.read import is_empty_result

LONGEST_RETRY_AFTER = 3600.0
"""Seconds. The limit is one request per two seconds; a longer wait is a mistake, not an advice."""

_DATABASE = re.compile(
    r"jdbc|sql\s?exception|org\.hibernate|hibernate|could not (extract|execute|prepare|open|acquire)|deadlock"
    r"|lock wait timeout|\bpsql\b|org\.postgresql|com\.mysql|hikari|java\.(lang|sql|util)\.|org\.springframework",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(
    r"(the|invalid numbers) ['‘](?P<values>.*)['’]\s*(?P<what>numbers|tags)?\s*doesn['’]t exist\.?", re.IGNORECASE)
_PHONE = re.compile(r"\+?(\d{1,4}-)?\d{7,15}")
_DIGITS = re.compile(r"\+?\d[\d -]{3,}\d")
_URL = re.compile(r"https?://\S+")
_BY_STATUS: Mapping[int, type[ApiError]] = {401: Unauthorized, 403: Forbidden, 404: NotFound, 405: NotFound}


def failure(
    endpoint: Endpoint, status: int, headers: Mapping[str, str], content: bytes, now: datetime | None = None,
) -> ApiError | None:
    """The error this answer is; None for 200, and for the 400 that is an empty result (`read.is_empty_result`).

    `now` is needed to understand a Retry-After that is a date. The error's message has its digits masked: the API
    repeats phone numbers in it.
    """
    if 200 <= status < 300:
        return None
    body = _json(content)
    if is_empty_result(status, body) and endpoint.name == "employee_summary":
        return None
    message = _message(body)
    if status == 429:
        return RateLimited(endpoint.name, status, masked(message), retry_after=retry_after(headers, now))
    if error := _BY_STATUS.get(status):
        return error(endpoint.name, status, masked(message))
    if status >= 500 or status == 408 or not isinstance(body, dict):
        return _elsewhere(status)(endpoint.name, status, masked(message))
    return _bad_request(endpoint, status, message)


def decoded(endpoint: Endpoint, status: int, content: bytes) -> Any:
    """The answer's JSON. Raises ServerFault for anything else, such as the page of a proxy or half an answer."""
    try:
        return json.loads(content, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise ServerFault(endpoint.name, status, "The answer is no JSON.") from None


def retry_after(headers: Mapping[str, str], now: datetime | None) -> float | None:
    """Seconds to wait; None where the answer does not say, or says something absurd."""
    written = next((value for name, value in headers.items() if name.lower() == "retry-after"), "").strip()
    try:
        seconds = float(written)
    except ValueError:
        seconds = _until(written, now)
    return seconds if isfinite(seconds) and 0 <= seconds <= LONGEST_RETRY_AFTER else None


def masked(message: str) -> str:
    """Fit to be shown and logged: without phone numbers and addresses, and not longer than a line or two."""
    return _DIGITS.sub("…", _URL.sub("…", message))[:200]


def _until(written: str, now: datetime | None) -> float:
    """Seconds until an HTTP date; one that has passed means at once."""
    try:
        moment = parsedate_to_datetime(written)
    except ValueError:
        return float("nan")
    if now is None:
        return float("nan")
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds())


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _refuse(constant: str) -> None:
    """NaN and Infinity are no JSON."""
    raise ValueError(constant)


def _message(body: Any) -> str:
    if not isinstance(body, dict):
        return ""
    said = next((body[name] for name in ("message", "error") if body.get(name)), "")
    return said if isinstance(said, str) else ""


def _elsewhere(status: int) -> type[ApiError]:
    """A redirection leads away from the API; everything else here is a fault that passes."""
    return NotFound if 300 <= status < 400 else ServerFault


def _bad_request(endpoint: Endpoint, status: int, message: str) -> ApiError:
    """A documented rule, or a database exception that shines through and passes."""
    said = endpoint.name, status, masked(message)
    if not (unknown := _UNKNOWN.fullmatch(message.strip())):
        return ServerFault(*said) if _DATABASE.search(message) else BadRequest(*said)
    values = tuple(value.strip() for value in unknown["values"].split(","))
    are_numbers = all(_PHONE.fullmatch(value) for value in values)
    what = (unknown["what"] or "").lower()
    if what == "numbers" or (are_numbers and not what):
        return UnknownNumbers(*said, numbers=values if are_numbers else ())
    # /employee/get says the same of unknown employee codes and unknown tags.
    return UnknownTags(*said) if what or endpoint.name in ("save_lead", "bulk_save_leads") else BadRequest(*said)
