"""The parts of an answer: objects, lists and row sets, each known by its path for when it cannot be understood."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from callyzer.errors import UnexpectedAnswer
from callyzer.model.question import LONG_MAX
from callyzer.model.rows import Columns, Kind, frame
from callyzer.wire import values

Json = Mapping[str, Any]
Row = Mapping[str, Any]
Read = Callable[[Any], Any]
PathOf = Callable[[int], str]
"""The path of the object at a place."""

_BY_KIND: Mapping[Kind, Read] = {
    Kind.TEXT: values.text, Kind.COUNT: values.count, Kind.SECONDS: values.seconds, Kind.PERCENT: values.percent,
    Kind.NUMBER: values.optional_count, Kind.FLAG: values.flag, Kind.TAGS: values.tags, Kind.DAY: values.day,
}
_BY_NAME: Mapping[str, Read] = {
    "id": values.required_text, "slot": values.required_text, "call_type": values.call_type,
    "duration": values.call_seconds,
    "emp_country_code": values.country_code, "client_country_code": values.country_code,
}
_ABSENT: Mapping[Kind, Any] = {Kind.TEXT: "", Kind.COUNT: 0, Kind.SECONDS: 0, Kind.TAGS: ()}
"""What the columns of an object hold where the object itself is not there; None for the other kinds."""

_REQUIRED_OBJECTS = frozenset({"details"})
_APART = {"call_at": ("call_date", "call_time"), "reminder_at": ("reminder_date", "reminder_time")}
"""Instants whose date and time come apart."""

ALIASES: Mapping[str, Sequence[str]] = {
    "avg_calls": ("calls",), "avg_connected_calls": ("connected_calls",), "avg_duration": ("duration", "Duration"),
    "emp_name": ("employee_name",), "emp_number": ("employee_number",),
}
"""Further names under which a field has been seen."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of `endpoint`, whose local times are told in `zone`. Everything raises UnexpectedAnswer."""

    endpoint: str
    zone: ZoneInfo

    def wrong(self, path: str, problem: str) -> UnexpectedAnswer:
        return UnexpectedAnswer(self.endpoint, 200, field=path, problem=problem)

    def object(self, value: Any, path: str) -> Json:
        if isinstance(value, dict):
            return value
        raise self.wrong(path, "is missing" if value is None else "is not an object")

    def objects(self, value: Any, path: str) -> list[Json]:
        if not isinstance(value, list):
            raise self.wrong(path, "is missing" if value is None else "is not a list")
        for place, item in enumerate(value):
            if not isinstance(item, dict):
                raise self.wrong(f"{path}[{place}]", "is not an object")
        return value

    def value(self, row: Row, name: str, kind: Kind, path: str) -> Any:
        """One field of an object; `path` is the object's, "" for the answer itself."""
        return self._column([row], name, kind, lambda _: path)[0]

    def fields(self, row: Row, columns: Columns, path: str) -> dict[str, Any]:
        return {name: self.value(row, name, kind, path) for name, kind in columns.items()}

    def rows(self, rows: Sequence[Row], columns: Columns, path: str) -> pd.DataFrame:
        """A row set; `path` is where the list stands."""
        data = self.columns(rows, columns, lambda place: f"{path}[{place}]")
        return frame(pd.DataFrame(data, columns=list(columns)), columns, self.zone)

    def columns(self, rows: Sequence[Row], columns: Columns, path: PathOf) -> dict[str, list[Any]]:
        """The columns one by one, which is several times as fast as row by row."""
        data: dict[str, list[Any]] = {}
        inner: dict[str, list[Row]] = {}
        for column, kind in columns.items():
            parent, _, name = column.rpartition(".")
            if not parent:
                data[column] = self._column(rows, name, kind, path)
                continue
            if parent not in inner:
                inner[parent] = self._inner(rows, parent, path)
            data[column] = self._nested(inner[parent], column, kind, path)
        return data

    def _inner(self, rows: Sequence[Row], parent: str, path: PathOf) -> list[Row]:
        """The objects named `parent`; {} where there is none."""
        objects: list[Row] = []
        for place, row in enumerate(rows):
            value = row.get(parent)
            if value is None and parent not in _REQUIRED_OBJECTS:
                objects.append({})
                continue
            found = self.object(value, f"{path(place)}.{parent}")
            objects.append(found if any(not values.is_missing(item) for item in found.values()) else {})
        return objects

    def _nested(self, objects: list[Row], column: str, kind: Kind, path: PathOf) -> list[Any]:
        parent, _, name = column.rpartition(".")
        present = [place for place, found in enumerate(objects) if found]
        read = self._column([objects[place] for place in present], name, kind,
                            lambda place: f"{path(present[place])}.{parent}")
        if len(present) == len(objects):
            return read
        column_values = [_ABSENT.get(kind)] * len(objects)
        for place, value in zip(present, read, strict=True):
            column_values[place] = value
        return column_values

    def _column(self, rows: Sequence[Row], name: str, kind: Kind, path: PathOf) -> list[Any]:
        found = _written(rows, name)
        if kind is Kind.COUNT and set(map(type, found)) == {int} and 0 <= min(found) <= max(found) <= LONG_MAX:
            return found  # nearly always so, and the bulk of a daywise answer
        read = self._reader(name, kind)
        read_values: list[Any] = []
        try:
            for value in found:
                read_values.append(read(value))  # noqa: PERF401  its length tells which value was not understood
        except ValueError as error:
            within = path(len(read_values))
            field = _APART.get(name, (name,))[0]
            raise self.wrong(f"{within}.{field}" if within else field, str(error)) from None
        return read_values

    def _reader(self, name: str, kind: Kind) -> Read:
        if name == "call_at":
            return values.required_instant_in(self.zone)
        if kind is Kind.INSTANT:
            return values.instant_in(self.zone)
        return _BY_NAME.get(name) or _BY_KIND[kind]


def _written(rows: Sequence[Row], name: str) -> list[Any]:
    """What each row holds under `name` or one of its other names."""
    if name in _APART:
        date_name, time_name = _APART[name]
        default = "00:00:00" if name == "reminder_at" else ""  # a reminder may be for a day; a call has a time
        return [_joined(row.get(date_name), row.get(time_name), default) for row in rows]
    if name in ALIASES:
        return [_first(row, (name, *ALIASES[name])) for row in rows]
    return [row.get(name) for row in rows]


def _joined(date: Any, time: Any, default: str) -> str | None:
    if values.is_missing(date):
        return None
    return f"{date} {default if values.is_missing(time) else time}"


def _first(row: Row, names: Iterable[str]) -> Any:
    return next((row[name] for name in names if row.get(name) is not None), None)
