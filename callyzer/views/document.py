"""What goes into a meeting: the parts of the pages in the order of a talk, and what they cover. Exports draw it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import count
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
from callyzer.views.aims import Aims
from callyzer.views.parts import Cards, Chart, Later, Movers, Pairs, RowTable, Theme, Tiles, soon
from callyzer.views.shown import Shown
from callyzer.views.trust_strip import Fact

Topic = Literal["overview", "time-slots", "leaderboard", "unique-clients", "call-backs", "compare"]
TOPICS: tuple[Topic, ...] = get_args(Topic)
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
    """What a page answers. `missing` are sentences for the parts that could not be had; `may_pass`: some of them may be
    had in a while."""

    topic: Topic
    title: str
    question: str
    parts: tuple[Part, ...]
    missing: tuple[str, ...] = ()
    may_pass: bool = False


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
    shown: Shown = field(default_factory=Shown)
    everything: bool = False


Tell = Callable[[int, int], None]
"""Hears after each part how many are answered, and of how many."""


def sections(wanted: Wanted, topics: Sequence[Topic] = TOPICS, tell: Tell | None = None) -> tuple[Section, ...]:
    """The sections in the order asked for. A part that fails is told in its section; none is waited for here: the
    source's patience is what its reader has."""
    asks = {topic: tuple(_SECTIONS[topic][2](wanted)) for topic in topics}
    whole, done = sum(map(len, asks.values())), count(1)

    def answer(ask: Callable[[], Part]) -> Later[Part]:
        found = soon(ask)
        if tell:
            tell(next(done), whole)
        return found

    return tuple(_section(topic, [answer(ask) for ask in parts]) for topic, parts in asks.items())


def topic_of(title: str) -> Topic | None:
    """What the page with this title is about; None where no section has it."""
    return next((topic for topic, (name, _, _) in _SECTIONS.items() if name == title), None)


def title_of(topic: Topic) -> str:
    """What its section and its page are called."""
    return _SECTIONS[topic][0]


def lacking(document: Document) -> tuple[str, ...]:
    """A sentence for each part that could not be had, with its section."""
    return tuple(f"{section.title}: {sentence}" for section in document.sections for sentence in section.missing)


def ages(found: Sequence[Section]) -> list[datetime]:
    """When the figures were true."""
    return [part.as_of for section in found for part in section.parts if part.as_of]


def _section(topic: Topic, answers: Sequence[Later[Part]]) -> Section:
    title, question, _ = _SECTIONS[topic]
    problems = [answer.problem or "It was not there in time." for answer in answers if answer.value is None]
    return Section(topic, title, question, tuple(answer.value for answer in answers if answer.value is not None),
                   tuple(dict.fromkeys(problems)), any(answer.passes or answer.waits for answer in answers))


Asks = Iterator[Callable[[], Part]]


def _overview(wanted: Wanted) -> Asks:
    source, question, now, theme, chosen = wanted.source, wanted.question, wanted.now, wanted.theme, wanted.shown
    yield partial(overview.tiles, source, question, now, wanted.aims)
    yield partial(overview.trend, source, question, now, theme, chosen.trend, country=wanted.country)
    yield partial(overview.day_shape, source, question, now, theme)
    yield partial(overview.movers, source, question, now, theme, chosen.moved)
    yield partial(overview.leaders, source, question, theme, chosen.leaders)


def _time_slots(wanted: Wanted) -> Asks:
    source, question, now, theme = wanted.source, wanted.question, wanted.now, wanted.theme
    shown = wanted.shown.slots
    for measure in dict.fromkeys((shown, "connected_share")):
        yield partial(time_slots.by_weekday, source, question, now, theme, measure, country=wanted.country)
    yield partial(time_slots.by_day, source, question, now, theme, shown, country=wanted.country)
    yield partial(time_slots.profile, source, question, now, theme, shown)
    yield partial(time_slots.slots, source, question, now)


def _leaderboard(wanted: Wanted) -> Asks:
    chosen = wanted.shown
    yield partial(honours.honours, wanted.source, wanted.question)
    yield partial(leaderboard.ranking, wanted.source, wanted.question, wanted.now, chosen.ranking, wanted.aims)
    yield partial(leaderboard.compare, wanted.source, wanted.question, wanted.theme, chosen.across, chosen.up)


def _unique_clients(wanted: Wanted) -> Asks:
    yield partial(unique_clients.tiles, wanted.source, wanted.question)
    yield partial(unique_clients.concentrated, wanted.source, wanted.question, wanted.theme)
    yield partial(unique_clients.clients, wanted.source, wanted.question, everything=wanted.everything)
    if wanted.shown.returning:
        yield partial(unique_clients.returning, wanted.source, wanted.question)


def _call_backs(wanted: Wanted) -> Asks:
    whole = wanted.source.whole_account(wanted.question)
    if whole is None:
        yield partial(call_backs.pairs, wanted.source, wanted.question)
    else:
        yield from _whole_call_backs(wanted, whole)


def _whole_call_backs(wanted: Wanted, whole: WholeAccount) -> Asks:
    question, theme, target = wanted.question, wanted.theme, wanted.shown.target
    yield partial(call_backs.tiles, whole, question, wanted.now, wanted.country, target)
    yield partial(call_back_times.lengths, whole, question, theme, target)
    yield partial(call_back_times.by_slot, whole, question, theme, target)
    if wanted.shown.call_backs == "due":
        yield partial(call_backs.due, whole, question, wanted.now, wanted.country)
    else:
        yield partial(call_backs.pairs, wanted.source, question)
    yield partial(call_back_times.by_employee, whole, question, target)


def _compare(wanted: Wanted) -> Asks:
    chosen = wanted.shown
    both, measure = chosen.sides or sides.of_periods(wanted.question, wanted.now, "previous"), chosen.explained
    yield partial(compare.pairs, wanted.source, both)
    ways = differences.ways(both, measure)
    if ways:
        way = chosen.way if chosen.way in ways else next(iter(ways))
        yield partial(differences.explained, wanted.source, both, wanted.theme, measure, way)
    by_slot = measure if measure in differences.BY_SLOT else "total_calls"
    yield partial(differences.by_slot, wanted.source, both, wanted.theme, by_slot)


_SECTIONS: Mapping[Topic, tuple[str, str, Callable[[Wanted], Asks]]] = {
    "overview": ("Overview", "How is the team doing, and what has changed?", _overview),
    "time-slots": ("Time slots", "When is the team on the phone, and when does it get through?", _time_slots),
    "leaderboard": ("Leaderboard", "Who does how much, and who got ahead?", _leaderboard),
    "unique-clients": ("Unique clients", "Which clients were called or called us, and who among them is new?",
                       _unique_clients),
    "call-backs": ("Call-backs", "Who called, and was not talked to since?", _call_backs),
    "compare": ("Compare", "What is different, and what explains it?", _compare),
}
