"""What a page, a link or a command asks. Frozen, hashable, validated, and without I/O."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from callyzer.errors import RuleViolation
from callyzer.model.time import WEEKDAYS, Window, WorkingHours, weekday

CALL_TYPES = ("Incoming", "Outgoing", "Missed", "Rejected")
CONNECTED_OVER = 2
"""A call is connected when it is Incoming or Outgoing and lasts more than these seconds."""

LONG_MAX = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Number:
    """A phone number. People are matched on `(country_code, number)`; the code is digits only, maybe ""."""

    country_code: str
    number: str

    @classmethod
    def parse(cls, text: str) -> Number:
        """From "91-9988776655", "+91-9988776655" or the bare number."""
        code, hyphen, number = text.strip().rpartition("-")
        code = code.removeprefix("+")
        valid = number.isascii() and number.isdigit() and 3 <= len(number) <= 15
        if not valid or (hyphen and not (code.isascii() and code.isdigit() and len(code) <= 4)):
            raise RuleViolation("numbers", "a number is digits, its country code before a hyphen",
                                f"Invalid numbers ‘{text}’.")
        return cls(code, number)

    @property
    def wire(self) -> str:
        """As requests carry it: "91-9988776655", or the bare number."""
        return f"{self.country_code}-{self.number}" if self.country_code else self.number


def ordered(values: Iterable[str]) -> tuple[str, ...]:
    """Sorted, without blanks and repetitions, so that one question has one spelling."""
    return tuple(sorted({value.strip() for value in values} - {""}))


@dataclass(frozen=True, slots=True)
class CallFilter:
    """The one question every report answers: which calls.

    `window` is matched with the start of the call, or with the time it reached Callyzer where `by` is "synced".
    Empty tuples mean all. Both duration bounds exclude the bound itself. `working_hours` only cut the day into slots;
    they leave no call out. `exclude_days` are weekdays ("Sun") left out. `is_exclude_numbers` leaves the account's
    excluded numbers out. Numbers are written as on the wire ("91-9988776655", or bare to match any country).
    """

    window: Window
    by: Literal["call", "synced"] = "call"
    emp_tags: tuple[str, ...] = ()
    emp_numbers: tuple[str, ...] = ()
    client_numbers: tuple[str, ...] = field(default=(), repr=False)
    call_types: tuple[str, ...] = ()
    duration_grt_than: int | None = None
    duration_les_than: int | None = None
    working_hours: WorkingHours = field(default_factory=WorkingHours)
    exclude_days: tuple[str, ...] = ()
    is_exclude_numbers: bool = True

    def __post_init__(self) -> None:
        for name in ("emp_tags", "emp_numbers", "client_numbers"):
            object.__setattr__(self, name, ordered(getattr(self, name)))
        # All four types are no filter at all; all seven days would leave nothing and stay as they are.
        types = _members("call_types", self.call_types, CALL_TYPES,
                         "Invalid call_types. Valid call types are Incoming or Outgoing or Missed or Rejected.")
        object.__setattr__(self, "call_types", () if types == CALL_TYPES else types)
        object.__setattr__(self, "exclude_days", _members(
            "exclude_days", self.exclude_days, WEEKDAYS,
            "Invalid value. The days should be in ‘ddd’ format i.e. Mon"))
        for text in (*self.emp_numbers, *self.client_numbers):
            Number.parse(text)
        self._check_durations()

    def _check_durations(self) -> None:
        over, under = self.duration_grt_than, self.duration_les_than
        for name, bound in (("duration_grt_than", over), ("duration_les_than", under)):
            if bound is not None and not 0 <= bound <= LONG_MAX:
                raise RuleViolation(name, "seconds must be zero or more",
                                    "Value out of range for unsigned long data type.")
        if over is not None and under is not None and under <= over:
            raise RuleViolation(
                "duration_les_than", "the upper bound must be greater than the lower one",
                "Invalid duration value. The value of ‘duration_les_than’ should be greater than"
                " value of ‘duration_grt_than’")

    @property
    def kept_days(self) -> list[date]:
        """The local days of the window that are not excluded."""
        return [day for day in self.window.days if weekday(day) not in self.exclude_days]


def _members(name: str, values: Iterable[str], allowed: tuple[str, ...], message: str) -> tuple[str, ...]:
    chosen = set(values)
    if unknown := chosen - set(allowed):
        raise RuleViolation(name, f"must be any of {', '.join(allowed)}, not {', '.join(sorted(unknown))}", message)
    return tuple(value for value in allowed if value in chosen)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a report with rows: `number` from 1, `size` from 1 to 100."""

    number: int = 1
    size: int = 100

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 2**31 - 1:
            raise RuleViolation("page_no", "must be greater than zero", "Invalid value. Value should be greater"
                                " than zero and within range of unsigned integer data type.")
        if not 1 <= self.size <= 100:
            raise RuleViolation("page_size", "must be between 1 and 100",
                                "Invalid value. The value should be between 1 to 100")

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size


@dataclass(frozen=True, slots=True)
class RowOrder:
    """Rows ordered by a column. What is not known comes last."""

    column: str
    descending: bool


@dataclass(frozen=True, slots=True)
class EmployeeQuery:
    """Which employees `/employee/get` returns. Empty means all; the name is matched whole, without case."""

    emp_numbers: tuple[str, ...] = ()
    emp_tags: tuple[str, ...] = ()
    emp_name: str = ""
    emp_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeadQuery:
    """Which leads `/lead/get` returns. Empty means all."""

    first_name: str = ""
    last_name: str = ""
    contact_numbers: tuple[str, ...] = field(default=(), repr=False)
