"""What goes into a meeting: the parts of the pages in the order of a talk, and what they cover. Exports draw it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from callyzer.views.parts import Later, soon
from callyzer.views.topics import SECTIONS, TOPICS, Part, Topic, Wanted
from callyzer.views.trust_strip import Fact


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


Tell = Callable[[int, int], None]
"""Hears after each part how many are answered, and of how many."""


def sections(wanted: Wanted, topics: Sequence[Topic] = TOPICS, tell: Tell | None = None) -> tuple[Section, ...]:
    """The sections in the order asked for. A part that fails is told in its section; none is waited for here: the
    source's patience is what its reader has."""
    asks = {topic: tuple(SECTIONS[topic][2](wanted)) for topic in topics}
    whole, done = sum(map(len, asks.values())), count(1)

    def answer(ask: Callable[[], Part]) -> Later[Part]:
        found = soon(ask)
        if tell:
            tell(next(done), whole)
        return found

    return tuple(_section(topic, [answer(ask) for ask in parts]) for topic, parts in asks.items())


def topic_of(title: str) -> Topic | None:
    """What the page with this title is about; None where no section has it."""
    return next((topic for topic, (name, _, _) in SECTIONS.items() if name == title), None)


def title_of(topic: Topic) -> str:
    """What its section and its page are called."""
    return SECTIONS[topic][0]


def lacking(document: Document) -> tuple[str, ...]:
    """A sentence for each part that could not be had, with its section."""
    return tuple(f"{section.title}: {sentence}" for section in document.sections for sentence in section.missing)


def ages(found: Sequence[Section]) -> list[datetime]:
    """When the figures were true."""
    return [part.as_of for section in found for part in section.parts if part.as_of]


def _section(topic: Topic, answers: Sequence[Later[Part]]) -> Section:
    title, question, _ = SECTIONS[topic]
    problems = [answer.problem or "It was not there in time." for answer in answers if answer.value is None]
    return Section(topic, title, question, tuple(answer.value for answer in answers if answer.value is not None),
                   tuple(dict.fromkeys(problems)), any(answer.passes or answer.waits for answer in answers))
