"""How the live API differs from its documentation, each oddity to be switched on by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from types import MappingProxyType
from typing import Any

from callyzer.sandbox.reply import Reply
from callyzer.wire.endpoints import Endpoint

DATABASE_EXCEPTION = (
    "org.springframework.jdbc.UncategorizedSQLException: PreparedStatementCallback; uncategorized SQLException;"
    " SQL state [HY000]; error code [1205]; Lock wait timeout exceeded; try restarting transaction")
EXPIRED = "Your subscription has expired."
BAD_GATEWAY = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"

Bend = Callable[[Reply, Endpoint], Reply]
Instead = Callable[[Endpoint], Reply | None]


def _unchanged(reply: Reply, _endpoint: Endpoint) -> Reply:
    return reply


def _nothing(_endpoint: Endpoint) -> Reply | None:
    return None


@dataclass(frozen=True, slots=True)
class Oddity:
    """A quirk at work. `instead` may reply in the account's place; `bend` changes what was replied."""

    instead: Instead = _nothing
    bend: Bend = _unchanged


@dataclass(frozen=True, slots=True)
class Quirk:
    """`make` starts the quirk; it takes the number given as "name=number", or None."""

    sentence: str
    make: Callable[[float | None], Oddity]


def chosen(names: Iterable[str]) -> tuple[Oddity, ...]:
    """The quirks of these names, "slow" or with a number "slow=1.5". Raises ValueError for one that does not exist."""
    return tuple(_started(text) for text in names)


def _started(text: str) -> Oddity:
    name, _, number = text.partition("=")
    if name not in QUIRKS:
        raise ValueError(f"there is no quirk {name!r}; there are {', '.join(QUIRKS)}")
    try:
        return QUIRKS[name].make(float(number) if number else None)
    except ValueError:
        raise ValueError(f"the number of the quirk {name!r} cannot be read: {number!r}") from None


def _every(reply: Reply, usual: int) -> Callable[[float | None], Oddity]:
    """Replies this every so many requests, beginning with the first."""
    def make(number: float | None) -> Oddity:
        every, count = max(1, int(number or usual)), -1

        def instead(_endpoint: Endpoint) -> Reply | None:
            nonlocal count
            count += 1
            return reply if count % every == 0 else None
        return Oddity(instead=instead)
    return make


def _bending(bend: Bend) -> Callable[[float | None], Oddity]:
    return lambda _number: Oddity(bend=bend)


def _rows(change: Callable[[dict[str, Any]], dict[str, Any]]) -> Callable[[float | None], Oddity]:
    """Changes every JSON object inside a successful result, inner ones first."""
    def walk(value: Any) -> Any:
        if isinstance(value, list):
            return [walk(item) for item in value]
        if isinstance(value, dict):
            return change({name: walk(item) for name, item in value.items()})
        return value

    def bend(reply: Reply, _endpoint: Endpoint) -> Reply:
        if reply.status != 200 or not isinstance(reply.body, dict):
            return reply
        return replace(reply, body=reply.body | {"result": walk(reply.body.get("result"))})
    return _bending(bend)


def _slow(number: float | None) -> Oddity:
    seconds = 2.7 if number is None else number
    return Oddity(bend=lambda reply, _endpoint: replace(reply, delay=reply.delay + seconds))


def _no_retry_after(reply: Reply, _endpoint: Endpoint) -> Reply:
    return replace(reply, headers={name: text for name, text in reply.headers.items() if name != "Retry-After"})


def _http_date_retry_after(reply: Reply, _endpoint: Endpoint) -> Reply:
    if not (seconds := reply.headers.get("Retry-After")):
        return reply
    free_at = datetime.now(UTC) + timedelta(seconds=int(seconds))
    return replace(reply, headers={**reply.headers, "Retry-After": format_datetime(free_at, usegmt=True)})


def _employees_list(reply: Reply, endpoint: Endpoint) -> Reply:
    if endpoint.name != "employee_summary" or reply.status != 200:
        return reply
    return replace(reply, body=reply.body | {"result": reply.body["result"]["employees"]})


def _late_recordings(_number: float | None) -> Oddity:
    """Remembers which calls it has told about."""
    told: set[str] = set()

    def change(row: dict[str, Any]) -> dict[str, Any]:
        if not row.get("call_recording_url") or row["id"] in told:
            return row
        told.add(row["id"])
        return row | {"call_recording_url": ""}
    return _rows(change)(None)


def _ampm(row: dict[str, Any]) -> dict[str, Any]:
    if "last_sync_req_at" not in row:
        return row
    names = ("registered_at", "modified_at", "last_call_at", "last_sync_req_at")
    return row | {name: f"{datetime.fromisoformat(row[name][:19]):%d %b %Y, %I:%M %p}" for name in names if row[name]}


def _numbers_as_texts(row: dict[str, Any]) -> dict[str, Any]:
    return {name: str(value).lower() if isinstance(value, int | float) else value for name, value in row.items()}


_BLANK = frozenset({"emp_code", "client_name", "note", "call_recording_url", "crm_status"})


def _nulls(row: dict[str, Any]) -> dict[str, Any]:
    return {name: None if (name in _BLANK and value == "") or (name == "emp_tags" and not value) else value
            for name, value in row.items()}


def _blank_tags(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"emp_tags": [""]} if row.get("emp_tags") == [] else row


def _plus(row: dict[str, Any]) -> dict[str, Any]:
    return {name: f"+{value}" if name.endswith("country_code") and value else value for name, value in row.items()}


def _no_code(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if not name.endswith("country_code")}


_SHORT = {"avg_calls": "calls", "avg_connected_calls": "connected_calls", "avg_duration": "Duration"}


def _short_averages(row: dict[str, Any]) -> dict[str, Any]:
    if "days_with_no_calls_in_time_slot" not in row:
        return row
    return row | {"daily_average": {_SHORT[name]: value for name, value in row["daily_average"].items()}}


def _no_zone(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value[:19] if name in ("synced_at", "modified_at") and isinstance(value, str) else value
            for name, value in row.items()}


QUIRKS: Mapping[str, Quirk] = MappingProxyType({
    "employees-list": Quirk("employee-summary's result is the list itself.", _bending(_employees_list)),
    "database-exception": Quirk("Every 3rd request (=n: every nth) fails with a raw JDBC exception and status 400.",
                                _every(Reply.refused(400, DATABASE_EXCEPTION), 3)),
    "html-error": Quirk("Every 3rd request (=n) fails with status 502 and a page of HTML.",
                        _every(Reply(502, BAD_GATEWAY), 3)),
    "flaky-connection": Quirk("Every 3rd request (=n) loses its connection half-way.",
                              _every(Reply(200, None, broken=True), 3)),
    "expired": Quirk("The subscription has expired: every request gets status 403.",
                     _every(Reply.refused(403, EXPIRED), 1)),
    "slow": Quirk("Every answer takes 2.7 s more (=seconds).", _slow),
    "no-retry-after": Quirk("Status 429 does not say when to come back.", _bending(_no_retry_after)),
    "http-date-retry-after": Quirk("Status 429 says when to come back as a date.", _bending(_http_date_retry_after)),
    "late-recordings": Quirk("A call is told without its recording the first time.", _late_recordings),
    "ampm-dates": Quirk("/employee/get writes dates as 28 Jul 2026, 05:11 PM.", _rows(_ampm)),
    "no-zone": Quirk("synced_at and modified_at come without the zone's abbreviation.", _rows(_no_zone)),
    "string-numbers": Quirk("Numbers and flags inside results are texts.", _rows(_numbers_as_texts)),
    "null-fields": Quirk("Blank fields and tags are null.", _rows(_nulls)),
    "blank-tags": Quirk("No tags are a list with one blank tag.", _rows(_blank_tags)),
    "plus-country-code": Quirk("Country codes carry a plus: +91.", _rows(_plus)),
    "no-country-code": Quirk("Country codes are missing from rows.", _rows(_no_code)),
    "day-averages-short": Quirk("daywise-analytics calls its averages calls, connected_calls and Duration.",
                                _rows(_short_averages)),
})
