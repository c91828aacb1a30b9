"""A question as an SQL condition over the calls. Whatever a person typed travels as a bound parameter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from callyzer.errors import UnknownNumbers, UnknownTags
from callyzer.model import WEEKDAYS, CallFilter, Number, Window
from callyzer.store.database import Connection, sql
from callyzer.store.frames import texts_of
from callyzer.store.rolled import Split, may_be_rolled, split

_NOT_EXCLUDED = (
    "NOT EXISTS (SELECT 1 FROM clients AS excluded WHERE is_excluded AND excluded.client_key = {}.client_key)")


_PARAMETER = re.compile(r"\$(?=\w)")

SOURCES = ("days", "pairs", "slots", "count")
"""What reports count from: the calls, or the tallies where those say the same."""


class Matching:
    """Conditions that must all hold, and the parameters they name."""

    def __init__(self) -> None:
        self.parameters: dict[str, Any] = {}
        self._conditions: list[str] = []

    @property
    def condition(self) -> str:
        return " AND ".join(self._conditions) or "1 = 1"

    def into(self, text: str) -> str:
        """The SQL text with its sources (`sources/*.sql`) and this condition in their places."""
        for name in SOURCES:
            if f"{{{name}}}" in text:
                text = text.replace(f"{{{name}}}", self._source(name))
        return text.replace("{matching}", self.condition)

    def apart(self, text: str, prefix: str) -> tuple[str, dict[str, Any]]:
        """`into` and its parameters, under names that begin with the prefix: to stand in a text of another matching."""
        filled = self.into(text)
        parameters = {f"{prefix}_{name}": value for name, value in self.parameters.items()}
        return _PARAMETER.sub(f"${prefix}_", filled), parameters

    def _source(self, name: str) -> str:
        return sql(f"sources/{name}_of_calls")

    def require(self, condition: str, **parameters: Any) -> None:
        self._conditions.append(condition)
        self.parameters.update(parameters)

    def require_any(self, expression: str, values: Iterable[Any], *, name: str, negated: bool = False) -> None:
        """`expression` is one of `values`, or none of them where negated."""
        bound = {f"{name}_{place}": value for place, value in enumerate(values)}
        if not bound:
            self._conditions.append("1 = 1" if negated else "1 = 0")
            return
        names = ", ".join(f"${each}" for each in bound)
        self.require(f"{expression} {'NOT IN' if negated else 'IN'} ({names})", **bound)

    def require_number(self, country_code: str, number: str, wanted: Sequence[Number], *, name: str) -> None:
        """The columns are one of the numbers; a bare number is wanted in any country."""
        choices = []
        for place, each in enumerate(wanted):
            self.parameters[f"{name}_number_{place}"] = each.number
            choice = f"{number} = ${name}_number_{place}"
            if each.country_code:
                self.parameters[f"{name}_code_{place}"] = each.country_code
                choice += f" AND {country_code} = ${name}_code_{place}"
            choices.append(f"({choice})")
        self._conditions.append(f"({' OR '.join(choices)})" if choices else "1 = 0")


class CallMatching(Matching):
    """A question's conditions. Its sources are rolled up as far as the roll-up reaches."""

    def __init__(self, connection: Connection, question: CallFilter, endpoint: str) -> None:
        super().__init__()
        self._connection, self._question, self._endpoint = connection, question, endpoint
        self._only_clients: tuple[str, Mapping[str, Any]] = ("", {})
        self._filled: dict[str, str] = {}
        self._narrowed = False

    def narrow(self, condition: str, **parameters: Any) -> None:
        """Requires something of single calls, which no tally knows of."""
        self._narrowed = True
        self.require(condition, **parameters)

    def fill(self, place: str, text: str) -> None:
        """What comes into the place {place} of a text: a word or a condition of this project's own."""
        self._filled[place] = text

    def into(self, text: str) -> str:
        for place, filling in self._filled.items():
            text = text.replace(f"{{{place}}}", filling)
        return super().into(text)

    def only_clients(self, condition: str, **parameters: Any) -> None:
        """Narrows the question to some clients: a condition on `client_key`, which calls and tallies have."""
        self._only_clients = condition, parameters
        self.require(condition, **parameters)

    def _source(self, name: str) -> str:
        found = None
        if not self._narrowed and may_be_rolled(self._question, name):
            found = split(self._connection, self._question.window, "months" if name == "pairs" else "days")
        return self._rolled(name, found) if found else super()._source(name)

    def _rolled(self, name: str, found: Split) -> str:
        tallied = Matching()
        _require_employees(tallied, self._connection, self._question, self._endpoint)
        if name == "pairs":
            days = "month"
            _require_clients(tallied, self._connection, self._question, "pair_months")
            condition, parameters = self._only_clients
            if condition:
                tallied.require(condition, **parameters)
        else:
            days = "local_day"
            _require_weekdays(tallied, self._question)
            if self._question.is_exclude_numbers:
                tallied.require("NOT is_excluded")
        tallied.require(_tallied(days, found))
        self.parameters.update(tallied.parameters)
        return _united(name, tallied.condition, found)


def _tallied(column: str, found: Split) -> str:
    """The days or months that are rolled up."""
    pieces = (f"{column} BETWEEN DATE '{first}' AND DATE '{last}'" for first, last in found.rolled)
    return f"({' OR '.join(pieces)})"


def _united(name: str, tallied: str, found: Split) -> str:
    """The tallies, and the calls of the days that are not rolled up."""
    of_calls = sql(f"sources/{name}_of_calls")
    rest = [f"({{matching}}) AND call_at >= {start} AND call_at < {end}" for start, end in found.rest]
    parts = [of_calls.replace("{matching}", condition) for condition in rest or ["1 = 0"]]
    text = sql(f"sources/{name}_rolled").replace("{rolled}", tallied)
    return text.replace("{calls}", "\nUNION ALL\n".join(parts))


def ever(connection: Connection, zone: ZoneInfo) -> str:
    """Everybody's calls of all days, whatever a question asks: the source `ever`."""
    first, last = connection.tuples("SELECT MIN(local_day), MAX(local_day) FROM calls")[0]
    found = split(connection, Window.of_days(first, last, zone), "months") if first else None
    if not found:
        return sql("sources/ever_of_calls").replace("{matching}", "1 = 1")
    return _united("ever", _tallied("month", found), found).replace("{matching}", "1 = 1")


def matching_calls(connection: Connection, question: CallFilter, endpoint: str) -> CallMatching:
    """The calls a question asks for. Raises UnknownNumbers or UnknownTags as the API would."""
    matching = CallMatching(connection, question, endpoint)
    instant = "call_at" if question.by == "call" else "synced_at"
    start, last = question.window.seconds
    matching.require(f"{instant} >= $window_start AND {instant} < $window_end", window_start=start, window_end=last + 1)
    _require_employees(matching, connection, question, endpoint)
    _require_clients(matching, connection, question, "calls")
    if question.call_types:
        matching.require_any("call_type", question.call_types, name="call_type")
    if question.duration_grt_than is not None:
        matching.require("duration > $duration_grt_than", duration_grt_than=question.duration_grt_than)
    if question.duration_les_than is not None:
        matching.require("duration < $duration_les_than", duration_les_than=question.duration_les_than)
    _require_weekdays(matching, question)
    return matching


def _require_weekdays(matching: Matching, question: CallFilter) -> None:
    if question.exclude_days:
        days = (WEEKDAYS.index(day) + 1 for day in question.exclude_days)
        matching.require_any("EXTRACT(ISODOW FROM local_day)", days, name="excluded_day", negated=True)


def calls_by_id(unique_ids: Iterable[str]) -> Matching:
    """The calls with these ids."""
    matching = Matching()
    matching.require_any("id", dict.fromkeys(unique_ids), name="id")
    if matching.parameters:
        # Whole numbers are searched many times faster than texts.
        matching.require(f"id_hash IN ({', '.join(f'hash_of(${name})' for name in matching.parameters)})")
    return matching


def _require_employees(matching: Matching, connection: Connection, question: CallFilter, endpoint: str) -> None:
    if question.emp_numbers:
        keys = keys_of_employees(connection, question.emp_numbers, unknown_numbers(endpoint))
        matching.require_any("employee_key", keys, name="employee")
    if question.emp_tags:
        keys = keys_of_tags(connection, question.emp_tags, endpoint, "The ‘{}’ tags doesn’t exist.")
        matching.require_any("employee_key", keys, name="tagged")


def _require_clients(matching: Matching, connection: Connection, question: CallFilter, table: str) -> None:
    if question.client_numbers:
        matching.require_any("client_key", _keys_of_clients(connection, question.client_numbers), name="client")
    if question.is_exclude_numbers and connection.tuples("SELECT 1 FROM excluded_numbers LIMIT 1"):
        matching.require(_NOT_EXCLUDED.format(table))


def unknown_numbers(endpoint: str) -> UnknownNumbers:
    """The documented refusal; employee-summary words it in its own way."""
    lead = "Invalid numbers" if endpoint == "employee_summary" else "The"
    return UnknownNumbers(endpoint, 400, f"{lead} ‘{{}}’ numbers doesn’t exist.")


def keys_of_employees(connection: Connection, texts: Sequence[str], refusal: UnknownNumbers) -> list[int]:
    """Employees with these numbers, deleted ones too. `refusal` is raised with the unknown numbers in its message."""
    wanted = [Number.parse(text) for text in texts]
    found = Matching()
    found.require_number("emp_country_code", "emp_number", wanted, name="employee")
    rows = connection.tuples(
        f"SELECT employee_key, emp_country_code, emp_number FROM employees WHERE {found.condition} ORDER BY 1",
        found.parameters)
    known = {(code, number) for _, code, number in rows} | {("", number) for _, _, number in rows}
    unknown = [text for text, each in zip(texts, wanted, strict=True) if (each.country_code, each.number) not in known]
    if unknown:
        raise UnknownNumbers(refusal.endpoint, refusal.status, refusal.message.format(", ".join(unknown)))
    return [key for key, _, _ in rows]


def keys_of_tags(connection: Connection, tags: Sequence[str], endpoint: str, message: str) -> list[int]:
    """Employees who have any of these tags. Raises UnknownTags with the unknown ones put into `message`."""
    wanted = set(tags)
    people = connection.tuples("SELECT employee_key, emp_tags FROM employees ORDER BY employee_key")
    tagged = {key: wanted & set(texts_of(encoded)) for key, encoded in people}
    unknown = wanted.difference(*tagged.values())
    if unknown:
        raise UnknownTags(endpoint, 400, message.format(", ".join(sorted(unknown))))
    return [key for key, found in tagged.items() if found]


def _keys_of_clients(connection: Connection, texts: Sequence[str]) -> list[int]:
    found = Matching()
    found.require_number("client_country_code", "client_number", [Number.parse(text) for text in texts], name="client")
    rows = connection.tuples(f"SELECT client_key FROM clients WHERE {found.condition} ORDER BY 1", found.parameters)
    return [key for (key,) in rows]
