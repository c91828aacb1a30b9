"""What goes into a meeting: the parts of the pages in the order of a talk, and what they cover. Exports draw it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Literal, get_args

from callyzer.model import CallFilter
from callyzer.source import Source, WholeAccount
from callyzer.views import (
    call_back_times,
    call_backs,
    compare,
    differences,
    honours,
    leaderboard,
    overview,
    sides,
    time_slots,
    unique_clients,
)
from callyzer.views.goals import Aims
from callyzer.views.parts import Cards, Chart, Movers, Pairs, RowTable, Theme, Tiles, soon
from callyzer.views.trust_strip import Fact

Topic = Literal["overview", "time-slots", "leaderboard", "unique-clients", "call-backs", "compare"]
TOPICS: tuple[Topic, ...] = get_args(Topic)
TARGET = 3600
"""Seconds within which a call-back is in time, where nobody says otherwise."""

Part = Tiles | Chart | RowTable | Movers | Cards | Pairs


@dataclass(frozen=True, slots=True)
class Cover:
    """What the document covers, in words: whose `account`, its `days`, every `filters` in force, and how far it can be
    trusted. `as_of` (the account's zone) is when its oldest figure was true; None where there is no figure."""

    account: str
    days: str
    filters: tuple[str, ...]
    made_at: datetime
    as_of: datetime | None = None
    trust: tuple[Fact, ...] = ()
    gap: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """What a page answers. `missing` are sentences for the parts that could not be had."""

    topic: Topic
    title: str
    question: str
    parts: tuple[Part, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    cover: Cover
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Of whom and what a document is: `now` is in the account's zone, whose holidays `country` has.

    `everything`: also the rows of long tables that a page leaves out, for a file.
    """

    source: Source
    question: CallFilter
    now: datetime
    country: str
    theme: Theme = "light"
    aims: Aims | None = None
    target: int = TARGET
    everything: bool = False


def sections(wanted: Wanted, topics: Sequence[Topic] = TOPICS) -> tuple[Section, ...]:
    """The sections in the order asked for. A part that fails is told in its section; none is waited for here: the
    source's patience is what its reader has."""
    return tuple(_section(wanted, topic) for topic in dict.fromkeys(topics))


def topic_of(title: str) -> Topic | None:
    """What the page with this title is about; None where no section has it."""
    return next((topic for topic, (name, _, _) in _SECTIONS.items() if name == title), None)


def ages(found: Sequence[Section]) -> list[datetime]:
    """When the figures were true."""
    return [part.as_of for section in found for part in section.parts if part.as_of]


def _section(wanted: Wanted, topic: Topic) -> Section:
    title, question, parts_of = _SECTIONS[topic]
    answers = [soon(ask) for ask in parts_of(wanted)]
    problems = [answer.problem or "It was not there in time." for answer in answers if answer.value is None]
    return Section(topic, title, question, tuple(answer.value for answer in answers if answer.value is not None),
                   tuple(dict.fromkeys(problems)))


Asks = Iterator[Callable[[], Part]]


def _overview(wanted: Wanted) -> Asks:
    source, question, now, theme = wanted.source, wanted.question, wanted.now, wanted.theme
    yield partial(overview.tiles, source, question, now, wanted.aims)
    yield partial(overview.trend, source, question, now, theme, country=wanted.country)
    yield partial(overview.day_shape, source, question, now, theme)
    yield partial(overview.movers, source, question, now, theme)
    yield partial(overview.leaders, source, question, theme)


def _time_slots(wanted: Wanted) -> Asks:
    source, question, now, theme = wanted.source, wanted.question, wanted.now, wanted.theme
    for measure in ("total_calls", "connected_share"):
        yield partial(time_slots.by_weekday, source, question, now, theme, measure, country=wanted.country)
    yield partial(time_slots.by_day, source, question, now, theme, country=wanted.country)
    yield partial(time_slots.profile, source, question, now, theme)
    yield partial(time_slots.slots, source, question, now)


def _leaderboard(wanted: Wanted) -> Asks:
    yield partial(honours.honours, wanted.source, wanted.question)
    yield partial(leaderboard.ranking, wanted.source, wanted.question, wanted.now)
    yield partial(leaderboard.compare, wanted.source, wanted.question, wanted.theme)


def _unique_clients(wanted: Wanted) -> Asks:
    yield partial(unique_clients.tiles, wanted.source, wanted.question)
    yield partial(unique_clients.concentrated, wanted.source, wanted.question, wanted.theme)
    yield partial(unique_clients.clients, wanted.source, wanted.question, everything=wanted.everything)


def _call_backs(wanted: Wanted) -> Asks:
    whole = wanted.source.whole_account(wanted.question)
    if whole is None:
        yield partial(call_backs.pairs, wanted.source, wanted.question)
    else:
        yield from _whole_call_backs(wanted, whole)


def _whole_call_backs(wanted: Wanted, whole: WholeAccount) -> Asks:
    question, theme, target = wanted.question, wanted.theme, wanted.target
    yield partial(call_backs.tiles, whole, question, wanted.now, wanted.country, target)
    yield partial(call_back_times.lengths, whole, question, theme, target)
    yield partial(call_back_times.by_slot, whole, question, theme, target)
    yield partial(call_backs.due, whole, question, wanted.now, wanted.country)
    yield partial(call_back_times.by_employee, whole, question, target)


def _compare(wanted: Wanted) -> Asks:
    both = sides.of_periods(wanted.question, wanted.now, "previous")
    yield partial(compare.pairs, wanted.source, both)
    way = next(iter(differences.ways(both, "total_calls")), "")
    if way:
        yield partial(differences.explained, wanted.source, both, wanted.theme, "total_calls", way)
    yield partial(differences.by_slot, wanted.source, both, wanted.theme, "total_calls")


_SECTIONS: Mapping[Topic, tuple[str, str, Callable[[Wanted], Asks]]] = {
    "overview": ("Overview", "How is the team doing, and what has changed?", _overview),
    "time-slots": ("Time slots", "When is the team on the phone, and when does it get through?", _time_slots),
    "leaderboard": ("Leaderboard", "Who does how much, and who got ahead?", _leaderboard),
    "unique-clients": ("Unique clients", "Which clients were called or called us, and who among them is new?",
                       _unique_clients),
    "call-backs": ("Call-backs", "Who called, and was not talked to since?", _call_backs),
    "compare": ("Compare", "What is different from the period before, and what explains it?", _compare),
}
