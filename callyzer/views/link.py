"""What is chosen in the filter bar, and its address: a link reproduces the page, and a damaged link still opens."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from callyzer.errors import RuleViolation
from callyzer.model import CALL_TYPES, WEEKDAYS, CallFilter, Number, Window, WorkingHours
from callyzer.views.periods import CUSTOM, PRESETS

DEFAULT_PRESET = "last-7-days"
EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
LONGEST_DAYS = 1100
LONGEST_TEXT, MOST_VALUES = 100, 200

Query = dict[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class Selection:
    """The choices of the filter bar. A relative range stays relative: `last-7-days` means other days tomorrow.

    `first` and `last` hold the days of a custom range and are None otherwise. All else as in CallFilter.
    """

    preset: str = DEFAULT_PRESET
    first: date | None = None
    last: date | None = None
    emp_tags: tuple[str, ...] = ()
    emp_numbers: tuple[str, ...] = ()
    call_types: tuple[str, ...] = ()
    duration_grt_than: int | None = None
    duration_les_than: int | None = None
    working_hours: WorkingHours = field(default_factory=WorkingHours)
    exclude_days: tuple[str, ...] = ()
    is_exclude_numbers: bool = True

    def __post_init__(self) -> None:
        """Raises RuleViolation where the choices make no question. Brings equal choices into one spelling."""
        if (self.preset == CUSTOM) != (self.first is not None and self.last is not None):
            raise RuleViolation("range", "a custom range needs its first and last day", "Invalid date range.")
        if self.preset != CUSTOM and self.preset not in PRESETS:
            raise RuleViolation("range", "is none of the named ranges", "Invalid date range.")
        if self.first and self.last:
            _check_days(self.first, self.last)
        spelled = self.question(LATEST, ZoneInfo("UTC"))
        for name in ("emp_tags", "emp_numbers", "call_types", "exclude_days"):
            object.__setattr__(self, name, getattr(spelled, name))

    @classmethod
    def of_days(cls, first: date, last: date) -> Selection:
        """A custom range and nothing else."""
        return cls(CUSTOM, first, last)

    def of_employee(self, emp_number: str) -> Selection:
        """The same choices for one employee, whatever the tags."""
        return replace(self, emp_numbers=(emp_number,), emp_tags=())

    def days(self, today: date) -> tuple[date, date]:
        """The first and the last local day, both included."""
        if self.first is not None and self.last is not None:
            return self.first, self.last
        return PRESETS[self.preset].days(today)

    def question(self, today: date, zone: ZoneInfo) -> CallFilter:
        """The question these choices ask when it is `today` in the account's zone."""
        return CallFilter(
            Window.of_days(*self.days(today), zone),
            emp_tags=self.emp_tags, emp_numbers=self.emp_numbers, call_types=self.call_types,
            duration_grt_than=self.duration_grt_than, duration_les_than=self.duration_les_than,
            working_hours=self.working_hours, exclude_days=self.exclude_days,
            is_exclude_numbers=self.is_exclude_numbers,
        )


def _check_days(first: date, last: date) -> None:
    if not EARLIEST <= first <= last <= LATEST:
        raise RuleViolation(
            "range", "the first day must not be after the last, both from 2000 to 2099", "Invalid date range.")
    if (last - first).days >= LONGEST_DAYS:
        raise RuleViolation("range", f"a range has at most {LONGEST_DAYS} days", "Invalid date range.")


_PLAIN = Selection()


def to_query(selection: Selection) -> Query:
    """The parameters of the address, short and readable; what is left at its default is left out."""
    query: Query = {}
    if selection.first is not None and selection.last is not None:
        query.update({"from": selection.first.isoformat(), "to": selection.last.isoformat()})
    elif selection.preset != _PLAIN.preset:
        query["range"] = selection.preset
    for name, values in (("tag", selection.emp_tags), ("emp", selection.emp_numbers),
                         ("type", selection.call_types), ("off", selection.exclude_days)):
        if values:
            query[name] = list(values)
    for name, bound in (("over", selection.duration_grt_than), ("under", selection.duration_les_than)):
        if bound is not None:
            query[name] = str(bound)
    if selection.working_hours != _PLAIN.working_hours:
        query["hours"] = "-".join(selection.working_hours.texts)
    if not selection.is_exclude_numbers:
        query["excluded"] = "1"
    return query


def from_query(mapping: Mapping[str, Any]) -> tuple[Selection, list[str]]:
    """The choices an address holds, and a sentence for each part that cannot be understood and is left out.

    Values are texts or sequences of texts. Never raises; unknown parameters belong to somebody else.
    """
    selection, problems = Selection(), list[str]()
    for name in _READERS:
        values = _texts(mapping, name)
        if not values:
            continue
        try:
            selection = with_choice(selection, name, values)
        except RuleViolation as error:
            problems.append(f"The link's “{name}” was left out: {error.rule}.")
    return _with_days(selection, mapping, problems), problems


def with_choice(selection: Selection, name: str, values: Sequence[str]) -> Selection:
    """With what one parameter of an address says, its days apart. Raises RuleViolation where that says nothing."""
    try:
        return _READERS[name](selection, values)
    except (ValueError, OverflowError) as error:
        raise RuleViolation(name, str(error), "Invalid value.") from None


def with_days(selection: Selection, first: str, last: str) -> Selection:
    """With a custom range, its days in ISO. Raises RuleViolation."""
    try:
        days = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        raise RuleViolation("range", "a day is written 2026-11-22", "Invalid date range.") from None
    return replace(selection, preset=CUSTOM, first=days[0], last=days[1])


def _texts(mapping: Mapping[str, Any], name: str) -> list[str]:
    given = mapping.get(name, ())
    values = [given] if isinstance(given, str) else list(given) if isinstance(given, Sequence) else []
    texts = [value.strip() for value in values[:MOST_VALUES] if isinstance(value, str)]
    return [text for text in texts if text and len(text) <= LONGEST_TEXT and text.isprintable()]


def _with_days(selection: Selection, mapping: Mapping[str, Any], problems: list[str]) -> Selection:
    """`from` and `to` go before a named range; one of them alone means that one day."""
    given = {name: values[-1] for name in ("from", "to") if (values := _texts(mapping, name))}
    if not given:
        return selection
    days = list(given.values())
    try:
        return with_days(selection, days[0], days[-1])
    except RuleViolation as error:
        problems.append(f"The link's days were left out: {error.rule}.")
    return selection


def _range(selection: Selection, values: Sequence[str]) -> Selection:
    return replace(selection, preset=_one_of(values[-1], tuple(PRESETS)), first=None, last=None)


def _tags(selection: Selection, values: Sequence[str]) -> Selection:
    return replace(selection, emp_tags=tuple(values))


def _employees(selection: Selection, values: Sequence[str]) -> Selection:
    return replace(selection, emp_numbers=tuple(Number.parse(value).wire for value in values))


def _types(selection: Selection, values: Sequence[str]) -> Selection:
    return replace(selection, call_types=tuple(_one_of(value, CALL_TYPES) for value in values))


def _off(selection: Selection, values: Sequence[str]) -> Selection:
    return replace(selection, exclude_days=tuple(_one_of(value, WEEKDAYS) for value in values))


def _over(selection: Selection, values: Sequence[str]) -> Selection:
    return replace(selection, duration_grt_than=_seconds(values[-1]))


def _under(selection: Selection, values: Sequence[str]) -> Selection:
    return replace(selection, duration_les_than=_seconds(values[-1]))


def _hours(selection: Selection, values: Sequence[str]) -> Selection:
    start, _, end = values[-1].partition("-")
    return replace(selection, working_hours=WorkingHours.parse(start, end))


def _excluded(selection: Selection, values: Sequence[str]) -> Selection:
    return replace(selection, is_exclude_numbers=_one_of(values[-1], ("0", "1")) == "0")


def _one_of(value: str, allowed: Sequence[str]) -> str:
    for name in allowed:
        if name.casefold() == value.casefold():
            return name
    raise ValueError(f"it must be one of {', '.join(allowed)}")


def _seconds(value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) <= 9):
        raise ValueError("a duration is a whole number of seconds")
    return int(value)


_READERS: Mapping[str, Callable[[Selection, Sequence[str]], Selection]] = {
    "range": _range, "tag": _tags, "emp": _employees, "type": _types, "over": _over, "under": _under,
    "hours": _hours, "off": _off, "excluded": _excluded,
}
