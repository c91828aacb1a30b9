"""How the scheduled reports stand, in words: which go out, to whom, when next, and how the last one ended. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from cronsim import CronSim

from callyzer.model.runs import Run
from callyzer.reporting import planner
from callyzer.reporting.schedule import Schedule
from callyzer.views import cover, runs, words
from callyzer.views.document import title_of
from callyzer.views.link import Selection
from callyzer.views.parts import Note
from callyzer.views.periods import PRESETS
from callyzer.views.topics import TOPICS

_CLOCK = re.compile(r"\b(\d\d):(\d\d)\b")


@dataclass(frozen=True, slots=True)
class Entry:
    """A scheduled report: `when` it goes out, what and whom it is about, and how its last attempt ended."""

    schedule: Schedule = field(repr=False)
    name: str
    when: str
    facts: tuple[tuple[str, str], ...] = field(repr=False)
    last: Note


def entry(schedule: Schedule, found: Sequence[Run], now: datetime) -> Entry:
    """`found` are the runs, the latest first; `now` is in the account's zone."""
    own = [run for run in found if run.schedule == schedule.name and run.outcome != "noted"]
    facts = [("Next", _next(schedule, now)), ("Calls", _calls(schedule.order.selection)), ("File", _file(schedule)),
             ("To", ", ".join(schedule.recipients))]
    return Entry(schedule, schedule.name, _when(schedule), tuple(facts), _last(own[0] if own else None, now))


def _when(schedule: Schedule) -> str:
    """"At 8 AM on Monday": the words are the library's, the time of day is written as on the pages."""
    said = CronSim(schedule.cron, datetime(2026, 1, 1)).explain()  # noqa: DTZ001 - the words need no time
    return _CLOCK.sub(lambda found: words.minute(int(found[1]) * 60 + int(found[2])), said)


def _next(schedule: Schedule, now: datetime) -> str:
    when = schedule.next(now)
    if when is None:
        return "Never"
    zone = "" if schedule.zone == now.tzinfo else f" ({schedule.zone.key})"
    return f"{words.dated(when, now)}{zone}"


def _calls(selection: Selection) -> str:
    days = words.days(selection.first, selection.last) if selection.first and selection.last else (
        PRESETS[selection.preset].label)
    return " · ".join([days, *cover.filters(selection, str)])


def _file(schedule: Schedule) -> str:
    order = schedule.order
    whole = set(order.topics) == set(TOPICS)
    return f"{order.label}: {'all sections' if whole else words.listed([title_of(topic) for topic in order.topics])}"


def _last(run: Run | None, now: datetime) -> Note:
    if run is None:
        return Note("info", "Not sent yet.")
    when = words.dated((run.ended or run.began).astimezone(now.tzinfo), now)
    after = planner.again(run)
    more = f" Tried again at {words.clock(after.astimezone(now.tzinfo))}." if after else ""
    said = f"{when}: {runs.outcome(run)}{more}"
    if run.outcome in {"making", "sending"}:
        return Note("waiting", said)
    return Note("info" if run.outcome == "mailed" and not run.reason else "warning", said)
