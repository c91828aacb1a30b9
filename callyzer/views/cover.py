"""What pages and files cover, in words: whose account, which days and calls, and how far it can be trusted."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from callyzer.errors import NothingToReport
from callyzer.model import CallFilter, EmployeeQuery, Employees
from callyzer.model.coverage import Coverage
from callyzer.model.goals import NONE, Goals
from callyzer.model.progress import SyncProgress
from callyzer.views import aims, people, phones, trust_strip, words
from callyzer.views.document import Cover, Document, Tell, ages, sections
from callyzer.views.link import Selection
from callyzer.views.parts import soon
from callyzer.views.topics import TOPICS, Topic, Wanted

ORIGINS = {"sandbox": "Sandbox account", "callyzer": "Callyzer account", "store": "Call store"}


class Account(Protocol):
    """Who answers: its origin is one of ORIGINS; `edition` is None where Callyzer answers the question."""

    @property
    def origin(self) -> str: ...
    @property
    def without_store(self) -> str: ...
    def coverage(self) -> Coverage | None: ...
    def progress(self) -> SyncProgress: ...
    def edition(self, question: CallFilter) -> Hashable | None: ...


def document(wanted: Wanted, selection: Selection, account: Account, topics: Sequence[Topic] = TOPICS, *,
             goals: Goals = NONE, tell: Tell | None = None) -> Document:
    """The sections, with how far the goals are reached, and what they cover. What cannot be had is told in them; it
    waits as long as the source does.

    Raises NothingToReport where no part of them could be had.
    """
    known = soon(lambda: wanted.source.get_employees(EmployeeQuery())).value
    answered = trust_strip.answered(account.coverage(), account.progress(), wanted.question, wanted.now,
                                    answers=account.edition(wanted.question) is not None,
                                    without_store=account.without_store)
    reached = aims.of(goals, known, wanted.question, wanted.now, wanted.country)
    found = sections(replace(wanted, aims=reached), topics, tell)
    if not any(section.parts for section in found):
        raise NothingToReport(" ".join(dict.fromkeys(text for section in found for text in section.missing)),
                              temporary=any(section.may_pass for section in found))
    covered = replace(_cover(wanted, selection, known), account=ORIGINS.get(account.origin, ""),
                      as_of=_oldest(ages(found), wanted.now))
    return Document(replace(covered, trust=(*answered, *covered.trust)), found)


def chosen(selection: Selection, name: Callable[[str], str]) -> list[str]:
    """The calls and people that are chosen, without the days; `name` says who has a number."""
    durations = [f"{word} {bound} s" for word, bound in (
        ("over", selection.duration_grt_than), ("under", selection.duration_les_than)) if bound is not None]
    days_off = [f"without {words.listed(selection.exclude_days)}"] if selection.exclude_days else []
    people_chosen = [*selection.emp_tags, *map(name, selection.emp_numbers)]
    return [*people_chosen, *selection.call_types, *durations, *days_off]


def filters(selection: Selection, name: Callable[[str], str]) -> tuple[str, ...]:
    """Everything but the days that is in force, whether it was chosen or not."""
    hours = selection.working_hours
    excluded = [] if selection.is_exclude_numbers else ["excluded numbers included"]
    return (*chosen(selection, name), *excluded,
            f"working hours {words.minute(hours.start)} – {words.minute(hours.end)}")


def _cover(wanted: Wanted, selection: Selection, known: Employees | None) -> Cover:
    """What can be told before anything is answered."""
    window, now = wanted.question.window, wanted.now
    team = phones.team(known, wanted.question, now, wanted.country) if known else ()
    names = people.by_number(known) if known else {}
    said = trust_strip.team(team)
    return Cover("", words.days(window.first_day, window.last_day),
                 filters(selection, lambda number: names.get(number, number)), now, trust=(said,) if said else (),
                 gap=trust_strip.gap(team, wanted.question, now))


def _oldest(when: Sequence[datetime], now: datetime) -> datetime | None:
    return min(when).astimezone(now.tzinfo) if when else None

