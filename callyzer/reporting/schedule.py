"""The file of the schedules: who gets which report, and when. A fault costs the schedule it is in, and is told."""

from __future__ import annotations

import tomllib
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cronsim import CronSim, CronSimError

from callyzer.errors import RuleViolation
from callyzer.exports.formats import FORMATS
from callyzer.mail import checked
from callyzer.reporting.making import Order
from callyzer.views import choices
from callyzer.views.topics import EVERY_TOPIC, TOPICS, Topic

LONGEST_NAME = 80
_ROOT = "report"
_KEYS = ("name", "cron", "recipients", "zone", "format", "template", "topics", "link", *choices.FILTER, *choices.DAYS)


@dataclass(frozen=True, slots=True)
class Schedule:
    """A report that goes out by itself. `cron` is meant in `zone`; the days of its figures are the account's."""

    name: str
    cron: str
    zone: ZoneInfo
    recipients: tuple[str, ...] = field(repr=False)
    order: Order = field(default_factory=Order)

    @property
    def rule(self) -> str:
        """When it is due; another one: its past is not this one's."""
        return f"{self.cron} {self.zone.key}"

    def last(self, now: datetime) -> datetime | None:
        """When it was due last, now included, in UTC; None where it never was."""
        after = now.astimezone(self.zone).replace(second=1, microsecond=0)
        return _utc(next(CronSim(self.cron, after, reverse=True), None))

    def next(self, now: datetime) -> datetime | None:
        """When it is due next, in its zone."""
        return next(CronSim(self.cron, now.astimezone(self.zone)), None)


@dataclass(frozen=True, slots=True)
class Schedules:
    """`problems` are sentences about what was left out. `there`: whether there is a file at all."""

    found: tuple[Schedule, ...] = ()
    problems: tuple[str, ...] = ()
    there: bool = True


class ScheduleFile:
    """The schedules of a file, which may be changed at any time. `zone` is the account's."""

    def __init__(self, path: Path, zone: ZoneInfo) -> None:
        self.path, self._zone = path, zone
        self._read: tuple[tuple[int, int], Schedules] = (0, 0), Schedules(there=False)

    def schedules(self) -> Schedules:
        """What the file says now; read again only after it was changed."""
        try:
            stat = self.path.stat()
            mark = stat.st_mtime_ns, stat.st_size
            if mark != self._read[0]:
                self._read = mark, read(self.path.read_text(encoding="utf-8"), self._zone, self.path.parent)
        except FileNotFoundError:
            return Schedules(there=False)
        except (OSError, UnicodeDecodeError) as error:
            return Schedules(problems=(f"{self.path.name} cannot be read ({type(error).__name__}).",))
        return self._read[1]


def read(text: str, zone: ZoneInfo, folder: Path) -> Schedules:
    """The schedules of a TOML text; templates lie in `folder`. Never raises."""
    try:
        content = tomllib.loads(text)
    except ValueError as error:
        return Schedules(problems=(f"The file is no TOML: {error}.",))
    given = content.pop(_ROOT, [])
    problems = [f"“{name}” is not known: schedules stand under [[{_ROOT}]]." for name in content]
    if not isinstance(given, list):
        return Schedules(problems=(*problems, f"Each schedule begins with [[{_ROOT}]], with two brackets."))
    found: dict[str, Schedule] = {}
    for place, entry in enumerate(given, 1):
        try:
            schedule = _schedule(entry, zone, folder, found)
            found[schedule.name] = schedule
            problems += _told(schedule.name, entry)
        except RuleViolation as error:
            problems.append(f"{_called(entry, place)}: {error.sentence} It does not go out.")
    return Schedules(tuple(found.values()), tuple(problems))


def _called(entry: Any, place: int) -> str:
    name = entry.get("name") if isinstance(entry, Mapping) else None
    return f"“{name[:LONGEST_NAME]}”" if isinstance(name, str) and name else f"Report {place}"


def _told(name: str, entry: Mapping[str, Any]) -> Iterator[str]:
    """What is damaged in its link."""
    _, problems = choices.selection(str(entry.get("link", "")), {})
    return (f"“{name}”: {problem}" for problem in problems)


def _schedule(entry: Any, zone: ZoneInfo, folder: Path, others: Container[str]) -> Schedule:
    if not isinstance(entry, Mapping):
        raise RuleViolation(_ROOT, "is no table of keys and values", "")
    if unknown := [key for key in entry if key not in _KEYS]:
        raise RuleViolation(unknown[0], f"is not known; there are {', '.join(_KEYS)}", "")
    return Schedule(
        _name(_text(entry, "name"), others), _cron(_text(entry, "cron")), _zone(_text(entry, "zone", zone.key)),
        checked(_needed(entry, "recipients")), _order(entry, folder))


def _order(entry: Mapping[str, Any], folder: Path) -> Order:
    selection, _ = choices.selection(_text(entry, "link", ""), {
        name: entry.get(name) for name in (*choices.FILTER, *choices.DAYS)})
    format_ = _one_of(entry, "format", tuple(FORMATS))
    return Order(selection, _topics(entry.get("topics", list(TOPICS))), format_,
                 _template(_text(entry, "template", ""), format_, folder), _text(entry, "link", ""))


def _needed(entry: Mapping[str, Any], key: str) -> Any:
    if key not in entry:
        raise RuleViolation(key, "is missing", "")
    return entry[key]


def _text(entry: Mapping[str, Any], key: str, default: str | None = None) -> str:
    value = _needed(entry, key) if default is None else entry.get(key, default)
    if not isinstance(value, str):
        raise RuleViolation(key, "must be a text in quotes", "")
    return value.strip()


def _one_of(entry: Mapping[str, Any], key: str, allowed: tuple[str, ...]) -> str:
    value = _text(entry, key)
    if value not in allowed:
        raise RuleViolation(key, f"must be one of {', '.join(allowed)}", "")
    return value


def _name(name: str, others: Container[str]) -> str:
    if name in others:
        raise RuleViolation("name", "another schedule has it already", "")
    if not (0 < len(name) <= LONGEST_NAME and name.isprintable()):
        raise RuleViolation("name", f"must have 1 to {LONGEST_NAME} letters, on one line", "")
    return name


def _cron(expression: str) -> str:
    """Five fields, as in a crontab; one that never comes is a mistake."""
    wrong = RuleViolation("cron", "must be a cron expression such as 0 8 * * MON (Mondays at eight)", "")
    if len(expression.split()) != 5:
        raise wrong
    try:
        if next(CronSim(expression, datetime.now(UTC)), None) is None:
            raise RuleViolation("cron", "never comes", "")
    except CronSimError:
        raise wrong from None
    return " ".join(expression.upper().split())


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise RuleViolation("zone", "must be an IANA zone such as Asia/Kolkata", "") from None


def _topics(given: object) -> tuple[Topic, ...]:
    topics = given if isinstance(given, list) else [given]
    known: tuple[Topic, ...] = tuple(topic for topic in EVERY_TOPIC if topic in topics)
    if not topics or len(known) < len(set(map(str, topics))):
        raise RuleViolation("topics", f"must be any of {', '.join(EVERY_TOPIC)}", "")
    return tuple(sorted(known, key=topics.index))


def _template(name: str, format_: str, folder: Path) -> Path | None:
    if not name:
        return None
    if format_ != "pptx":
        raise RuleViolation("template", 'is for slides: format = "pptx"', "")
    if not (folder / name).is_file():
        raise RuleViolation("template", f"there is no file {name} beside the schedules", "")
    return folder / name


def _utc(when: datetime | None) -> datetime | None:
    return None if when is None else when.astimezone(UTC)
