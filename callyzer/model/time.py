"""Local days, instants and time slots. Pure; nothing here knows what time it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from callyzer.errors import RuleViolation

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
"""The API's `ddd` names, in the order of `date.weekday()`."""

LONGEST_RANGE = timedelta(days=180)
"""The API answers ranges *under* this."""


def weekday(day: date) -> str:
    """The API's name of a day's weekday: "Mon"."""
    return WEEKDAYS[day.weekday()]


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The first instant of a local day, in UTC. A day is 23 or 25 hours long where clocks change."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def each_day(first: date, last: date) -> list[date]:
    """The local days from `first` to `last`, both included."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


@dataclass(frozen=True, slots=True)
class Window:
    """A half-open range of instants [start, end), whole seconds, told in the account's zone.

    On the wire it is inclusive UTC seconds, so `call_to` is `end` minus one second.
    """

    start: datetime
    end: datetime
    zone: ZoneInfo

    def __post_init__(self) -> None:
        for name, instant in (("start", self.start), ("end", self.end)):
            if instant.tzinfo is None:
                raise RuleViolation(name, "an instant needs a zone", f"Invalid {name}.")
            # One spelling for one instant, so that equal windows are equal keys.
            object.__setattr__(self, name, instant.astimezone(UTC).replace(microsecond=0))
        if self.start >= self.end:
            raise RuleViolation(
                "call_from", "from must be before to",
                "Invalid date range. `From` timestamp should be less than `To` timestamp.",
            )

    @classmethod
    def of_days(cls, first: date, last: date, zone: ZoneInfo, until: time | None = None) -> Window:
        """The local days `first` to `last`; the last one only up to the local time `until`, if given."""
        end = start_of_day(last + timedelta(days=1), zone)
        if until is not None:
            end = min(end, datetime.combine(last, until, zone).astimezone(UTC))
        return cls(start_of_day(first, zone), end, zone)

    @classmethod
    def of_seconds(cls, first: int, last: int, zone: ZoneInfo) -> Window:
        """From the wire: inclusive UNIX seconds."""
        return cls(datetime.fromtimestamp(first, UTC), datetime.fromtimestamp(last + 1, UTC), zone)

    @property
    def seconds(self) -> tuple[int, int]:
        """For the wire: inclusive UNIX seconds (`call_from`, `call_to`)."""
        return int(self.start.timestamp()), int(self.end.timestamp()) - 1

    @property
    def first_day(self) -> date:
        return self.start.astimezone(self.zone).date()

    @property
    def last_day(self) -> date:
        return (self.end - timedelta(seconds=1)).astimezone(self.zone).date()

    @property
    def days(self) -> list[date]:
        """Every local day it touches."""
        return each_day(self.first_day, self.last_day)

    @property
    def is_whole_days(self) -> bool:
        return self == Window.of_days(self.first_day, self.last_day, self.zone)

    @property
    def fits_one_request(self) -> bool:
        """Whether the API answers it at once: under 180 days."""
        return self.end - self.start < LONGEST_RANGE

    def split(self, days: int = 179) -> list[Window]:
        """Adjacent windows of at most `days` local days each, cut at local midnights, oldest first."""
        parts, start = [], self.start
        while start < self.end:
            cut = start_of_day(start.astimezone(self.zone).date() + timedelta(days=days), self.zone)
            end = min(cut, self.end)
            parts.append(Window(start, end, self.zone))
            start = end
        return parts

    def previous(self, until: time | None = None) -> Window:
        """The range of equal length in days that ends where this one starts; its last day up to `until`, if given."""
        count = len(self.days)
        return Window.of_days(
            self.first_day - timedelta(days=count), self.first_day - timedelta(days=1), self.zone, until
        )


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A part of the local day, in minutes from midnight, [start, end). `label` is the API's own."""

    start: int
    end: int
    label: str

    @property
    def from_time(self) -> time:
        return time(self.start // 60, self.start % 60)


def clock12(minute: int) -> str:
    """Minutes from midnight as the API writes them: "09:30 AM"."""
    return time(minute // 60, minute % 60).strftime("%I:%M %p")


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """Working hours of a local day in minutes from midnight, `start` before `end`."""

    start: int = 10 * 60
    end: int = 19 * 60

    def __post_init__(self) -> None:
        if not (0 <= self.start < self.end < 24 * 60):
            raise RuleViolation(
                "working_hour_from", "from must be before to, both within a day",
                "The “working_hour_from” should not be greater than “working_hour_to”.",
            )

    @classmethod
    def parse(cls, start: str, end: str) -> WorkingHours:
        """From two "HH:mm"."""
        return cls(_minutes("working_hour_from", start), _minutes("working_hour_to", end))

    @property
    def texts(self) -> tuple[str, str]:
        """As "HH:mm" for the wire."""
        return f"{self.start // 60:02}:{self.start % 60:02}", f"{self.end // 60:02}:{self.end % 60:02}"

    @property
    def hours(self) -> float:
        return (self.end - self.start) / 60

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Before, one per hour from `start` (the last may be shorter), After; no Before from midnight."""
        before = [Slot(0, self.start, f"Before {clock12(self.start)}")] if self.start else []
        inner = [
            Slot(begin, min(begin + 60, self.end), f"{clock12(begin)} - {clock12(min(begin + 60, self.end) - 1)}")
            for begin in range(self.start, self.end, 60)
        ]
        return (*before, *inner, Slot(self.end, 24 * 60, f"After {clock12(self.end)}"))


def _minutes(field: str, text: str) -> int:
    hours, colon, minutes = text.partition(":")
    if colon and hours.isascii() and minutes.isascii() and hours.isdigit() and minutes.isdigit() and len(minutes) == 2:
        total = int(hours) * 60 + int(minutes)
        if len(hours) <= 2 and int(minutes) < 60 and total < 24 * 60:
            return total
    raise RuleViolation(
        field, "a time must be written HH:mm",
        f"The “{field}” is not valid. The value should be in HH:mm format.",
    )
