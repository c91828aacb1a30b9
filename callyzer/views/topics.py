"""What the sections of a document are: the parts of each page, asked for in the order of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Literal, NoReturn, get_args

from callyzer.errors import NothingToReport
from callyzer.model import CallFilter
from callyzer.source import Source, WholeAccount
from callyzer.views import (
    call_back_times,
    call_backs,
    calls,
    compare,
    connect_rates,
    differences,
    employee,
    goals,
    honours,
    leaderboard,
    longest_calls,
    not_picked_up,
    overview,
    sides,
    time_slots,
    unique_clients,
)
from callyzer.views.aims import Aims
from callyzer.views.parts import Cards, Chart, Movers, Pairs, RowTable, Theme, Tiles
from callyzer.views.shown import Shown

Meeting = Literal["overview", "time-slots", "leaderboard", "unique-clients", "call-backs", "compare"]
Topic = Literal[Meeting, "employee", "goals", "not-picked-up", "calls"]
TOPICS: tuple[Topic, ...] = get_args(Meeting)
"""All sections of a meeting, in the order of a talk."""

EVERY_TOPIC: tuple[Topic, ...] = get_args(Topic)
Part = Tiles | Chart | RowTable | Movers | Cards | Pairs


@dataclass(frozen=True, slots=True)
class Wanted:
    """Of whom and what a document is: `now` is in the account's zone, whose holidays `country` has.

    `team`: whom a single employee is compared with, where that is not everybody. `everything`: also the rows of long
    tables that a page leaves out, for a file.
    """

    source: Source
    question: CallFilter
    now: datetime
    country: str
    theme: Theme = "light"
    aims: Aims | None = None
    shown: Shown = field(default_factory=Shown)
    team: CallFilter | None = None
    everything: bool = False


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


def _employee(wanted: Wanted) -> Asks:
    """Of the single employee of the question; without one, whose figures there are."""
    source, own, now, theme = wanted.source, wanted.question, wanted.now, wanted.theme
    if len(own.emp_numbers) != 1:
        yield partial(leaderboard.ranking, source, own, now)
        return
    (number,), team, days = own.emp_numbers, wanted.team or own, wanted.shown.days
    yield partial(employee.tiles, source, team, number, now, wanted.aims)
    yield partial(employee.stands, source, team, number, now, theme)
    yield partial(overview.trend, source, own, now, theme, days, country=wanted.country)
    yield partial(time_slots.by_day, source, own, now, theme, days, country=wanted.country)
    yield partial(unique_clients.clients, source, own, everything=wanted.everything)
    yield partial(longest_calls.longest, source, own)
    whole = source.whole_account(own)
    yield (partial(call_backs.due, whole, own, now, wanted.country) if whole else
           partial(call_backs.pairs, source, own))


def _goals(wanted: Wanted) -> Asks:
    source, question, now, aims = wanted.source, wanted.question, wanted.now, wanted.aims
    if aims is None:
        yield _no_goals
        return
    yield partial(goals.tiles, source, question, aims, now)
    for name in aims.measures:
        yield partial(goals.table, source, question, aims, now, name=name)


def _no_goals() -> NoReturn:
    raise NothingToReport("There are no goals for these people.")


def _not_picked_up(wanted: Wanted) -> Asks:
    source, question, theme = wanted.source, wanted.question, wanted.theme
    whole = source.whole_account(question)
    if whole is None:
        yield partial(not_picked_up.pairs, source, question)
        return
    yield partial(not_picked_up.tiles, whole, question)
    yield partial(not_picked_up.listed, source, whole, question, everybody=wanted.shown.not_picked_up == "pairs")
    yield partial(connect_rates.by_weekday, whole, question, theme)
    yield partial(connect_rates.by_number, whole, question, theme)
    yield partial(connect_rates.by_pause, whole, question, theme)


def _calls(wanted: Wanted) -> Asks:
    """As many as the page lists: without a call store each hundred of them is a request."""
    yield partial(calls.listed, wanted.source, wanted.question, wanted.shown.subset, everything=wanted.shown.all_calls)


SECTIONS: Mapping[Topic, tuple[str, str, Callable[[Wanted], Asks]]] = {
    "overview": ("Overview", "How is the team doing, and what has changed?", _overview),
    "time-slots": ("Time slots", "When is the team on the phone, and when does it get through?", _time_slots),
    "leaderboard": ("Leaderboard", "Who does how much, and who got ahead?", _leaderboard),
    "unique-clients": ("Unique clients", "Which clients were called or called us, and who among them is new?",
                       _unique_clients),
    "call-backs": ("Call-backs", "Who called, and was not talked to since?", _call_backs),
    "compare": ("Compare", "What is different, and what explains it?", _compare),
    "employee": ("Employee", "How is it going, where does it stand, and what is open?", _employee),
    "goals": ("Goals", "Is the team where it should be?", _goals),
    "not-picked-up": ("Not picked up", "Whom did we dial and never reach, and when do clients pick up?",
                      _not_picked_up),
    "calls": ("Calls", "Which calls were made, and what came of them?", _calls),
}
"""What each page is called, what it answers, and its parts."""
