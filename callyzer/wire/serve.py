"""What is asked of whoever serves the API: from a request's decoded JSON to the model.

The reverse of `ask`. Everything raises RuleViolation, whose `message` is the documented text for the answer. As the
documentation says, a parameter that is null or blank counts as not given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from callyzer.errors import RuleViolation
from callyzer.model import CallFilter, EmployeeQuery, LeadQuery, Page, Window, WorkingHours
from callyzer.model.question import LONG_MAX
from callyzer.wire import lead_rules, rules
from callyzer.wire.ask import CALL_METHODS, CALL_MODES
from callyzer.wire.endpoints import ENDPOINTS, Version
from callyzer.wire.parameters import Body, flag, has, mapping, number, text, texts, whole
from callyzer.wire.serve_leads import lead, lead_batch

__all__ = ["call_filter", "employee_query", "lead", "lead_batch", "lead_query", "page", "unique_ids"]
_END_OF_TIME = int(datetime(9999, 1, 1, tzinfo=UTC).timestamp())


def call_filter(endpoint_name: str, body: Any, zone: ZoneInfo, version: Version = "v2.1") -> CallFilter:
    """Parameters the endpoint does not know are passed over, as by the API."""
    given = mapping(body)
    accepts = ENDPOINTS[endpoint_name].accepts
    by, window = _window(given, zone)
    if version == "v2.2":
        _choices(given, "call_method", CALL_METHODS)
        _choices(given, "call_mode", CALL_MODES)
    parts: dict[str, Any] = {name: read(given, name) for name, read in _FILTERS.items() if name in accepts}
    if "working_hours" in accepts:
        parts["working_hours"] = _working_hours(given)
    return CallFilter(window, "call" if by == "call" else "synced", **parts)


def page(body: Any) -> Page:
    given = mapping(body)
    return Page(whole(given, "page_no", 1), whole(given, "page_size", 100))


def unique_ids(body: Any) -> tuple[str, ...]:
    ids = tuple(dict.fromkeys(texts(mapping(body), "unique_ids")))
    rules.unique_ids(ids)
    return ids


def lead_query(body: Any) -> LeadQuery:
    given = mapping(body)
    return lead_rules.query(LeadQuery(
        text(given, "first_name"), text(given, "last_name"), texts(given, "contact_numbers")))


def employee_query(body: Any) -> EmployeeQuery:
    """Also from a query string, where a list may be one text with commas."""
    given = mapping(body)
    numbers, tags, codes = (texts(given, name) for name in ("emp_numbers", "emp_tags", "emp_codes"))
    for name, values in (("emp_numbers", numbers), ("emp_tags", tags), ("emp_codes", codes)):
        rules.at_most_100(name, values)
    rules.employee_numbers(numbers)
    return EmployeeQuery(numbers, tags, text(given, "emp_name"), codes)


def _window(given: Body, zone: ZoneInfo) -> tuple[str, Window]:
    ranges = [by for by in ("call", "synced") if has(given, f"{by}_from") or has(given, f"{by}_to")]
    if len(ranges) != 1:
        raise RuleViolation("call_from", "one range is required", rules.NO_RANGE)
    by = ranges[0]
    if not (has(given, f"{by}_from") and has(given, f"{by}_to")):
        raise RuleViolation(f"{by}_from", "both ends are required", rules.missing_range(by))
    first, last = _timestamp(given, f"{by}_from"), _timestamp(given, f"{by}_to")
    window = Window.of_seconds(first, last, zone)
    rules.time_range(by, window)
    return by, window


def _timestamp(given: Body, name: str) -> int:
    seconds = number(given[name])
    if seconds is None or not 0 < seconds < _END_OF_TIME:
        raise RuleViolation(name, "must be UNIX seconds", rules.invalid_timestamp(name))
    return seconds


def _working_hours(given: Body) -> WorkingHours:
    start, end = text(given, "working_hour_from"), text(given, "working_hour_to")
    if not (start and end):
        raise RuleViolation("working_hour_from", "from and to are required", rules.NO_WORKING_HOURS)
    return WorkingHours.parse(start, end)


def _numbers(given: Body, name: str) -> tuple[str, ...]:
    numbers = texts(given, name)
    rules.filter_numbers(name, numbers)
    return numbers


def _duration(given: Body, name: str) -> int | None:
    if not has(given, name):
        return None
    seconds = number(given[name])
    if seconds is None or not 0 <= seconds <= LONG_MAX:
        raise RuleViolation(name, "must be seconds from zero", "Value out of range for unsigned long data type.")
    return seconds


def _choices(given: Body, name: str, allowed: Sequence[str]) -> None:
    """v2.2: which calls by how they were made. The made-up account knows phone calls with a voice only."""
    for value in texts(given, name):
        rules.choice(name, value, allowed)


_FILTERS: Mapping[str, Callable[[Body, str], Any]] = {
    "emp_tags": texts, "emp_numbers": _numbers, "client_numbers": _numbers, "call_types": texts,
    "duration_grt_than": _duration, "duration_les_than": _duration, "exclude_days": texts,
    "is_exclude_numbers": flag,
}
