"""From every figure, cell, bar and row to the calls behind it: there are as many of them as the figure says.

The figures are those of the views over a made-up account; the calls are listed by the page of calls.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from callyzer.model import CallFilter, EmployeeQuery, History, Page, Subset, Window, WorkingHours
from callyzer.model.goals import CALLED_BACK, COUNTED, Goal, Goals
from callyzer.sandbox.account import Company
from callyzer.store import CallStore
from callyzer.views import (
    aims,
    call_back_times,
    call_backs,
    compare,
    connect_rates,
    differences,
    goals,
    leaderboard,
    not_picked_up,
    overview,
    phones,
    sides,
    time_slots,
    unique_clients,
    wallboard,
)
from callyzer.views.calls import listed
from callyzer.views.movers import MOVING
from callyzer.views.parts import Behind, Cards, Chart, Movers, Pairs, RowTable, Tiles
from callyzer.views.wallboard import Lines
from tests.builders import KOLKATA

LAST = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, 40, tzinfo=UTC)
"""A Friday, ten past three in the afternoon: the last day still runs."""

WEEK = Window.of_days(date(2026, 11, 14), LAST, KOLKATA)
QUESTIONS = {
    "a running week": CallFilter(WEEK),
    "days gone by of some people": CallFilter(Window.of_days(date(2026, 11, 9), date(2026, 11, 15), KOLKATA),
                                              emp_tags=("North", "South"), is_exclude_numbers=False),
    "some calls, hours and days": CallFilter(
        WEEK, call_types=("Outgoing", "Missed"), duration_les_than=120, working_hours=WorkingHours(570, 1135),
        exclude_days=("Sat", "Sun", "Wed")),
    "nothing": CallFilter(Window.of_days(date(2020, 1, 1), date(2020, 1, 2), KOLKATA)),
}
MANY = 20
"""Marks of a figure; of more some are tried."""

SOME = 2
"""Rows from each end of a long table."""


@dataclass(frozen=True)
class Figures:
    """What a page shows, and how it is called in a failure."""

    name: str
    answer: Tiles | Cards | Chart | Movers | Pairs | RowTable | Lines


class Counting:
    """The account, asked once for each report. Of lists of calls it gives the first page, and remembers how many calls
    all pages hold."""

    def __init__(self, account: CallStore) -> None:
        self._account, self._answers, self.counted = account, dict[Any, Any](), -1

    def __getattr__(self, name: str) -> Any:
        def ask(*asked: Any) -> Any:
            key = (name, *(tuple(part) if isinstance(part, list) else part for part in asked))
            if key not in self._answers:
                self._answers[key] = getattr(self._account, name)(*asked)
            return self._answers[key]

        return ask

    def whole_account(self, _question: CallFilter) -> Counting:
        return self

    def history(self, question: CallFilter, _page: Page | None = None) -> History:
        return self._first(self._account.history(question, Page(1, 1)))

    def calls(self, question: CallFilter, subset: Subset, _page: Page | None = None) -> History:
        key = ("calls", question, subset)
        if key not in self._answers:
            self._answers[key] = self._account.calls(question, subset, Page(1, 1))
        return self._first(self._answers[key])

    def _first(self, report: History) -> History:
        self.counted = report.total_records
        return report

    def behind(self, question: CallFilter, link: Behind) -> int:
        """How many calls the page of calls lists."""
        self.counted = 0
        if link.team:
            question = replace(question, emp_tags=link.team[0], emp_numbers=link.team[1])
        listed(self, question, link.subset)
        return self.counted


@pytest.fixture(scope="module")
def store() -> Iterator[Counting]:
    with closing(CallStore.in_memory(KOLKATA, clock=lambda: NOW, origin="sandbox")) as account:
        company = Company(7, 7, KOLKATA, "IN", LAST)
        calls = company.calls(date(2026, 10, 28), LAST)
        account.add_employees(company.employees(NOW, {}))
        account.exclude_numbers(calls["client_number"].drop_duplicates().head(3))
        account.add_calls(calls[calls["call_at"] <= NOW])
        yield Counting(account)


def team_pages(store: Counting, question: CallFilter) -> Iterator[Figures]:
    yield Figures("overview tiles", overview.tiles(store, question, NOW))
    yield Figures("day's shape", overview.day_shape(store, question, NOW, "light"))
    for measure in MOVING:
        yield Figures(f"movers {measure}", overview.movers(store, question, NOW, "light", measure))
    for measure in overview.LEADING:
        yield Figures(f"leaders {measure}", overview.leaders(store, question, "light", measure))
    for measure in overview.BY_DAY:
        for draw in (overview.trend, time_slots.by_day, time_slots.by_weekday):
            yield Figures(f"{draw.__name__} {measure}", draw(store, question, NOW, "light", measure, country="IN"))
        yield Figures(f"profile {measure}", time_slots.profile(store, question, NOW, "light", measure))
    yield Figures("slots", time_slots.slots(store, question, NOW))
    yield Figures("honours", leaderboard.honours(store, question))
    for measure in ("total_calls", "connect_rate"):
        yield Figures(f"ranking {measure}", leaderboard.ranking(store, question, NOW, measure))
    for measure in leaderboard.MEASURED:
        yield Figures(f"compare {measure}", leaderboard.compare(store, question, "light", measure))


def compared(store: Counting, question: CallFilter) -> Iterator[Figures]:
    people = store.employee_summary(question).rows["emp_number"]
    pair = [f"91-{number}" for number in people.head(2)]
    every = [sides.of_periods(question, NOW, "previous"), sides.of_tags(question, "North", "South")]
    every += [sides.of_employees(question, pair[0], pair[1], {})] if len(pair) == 2 else []
    for both in every:
        yield Figures(f"pairs of {both.kind}", compare.pairs(store, both))
        for measure in differences.EXPLAINED:
            for way in differences.ways(both, measure):
                yield Figures(f"{measure} of {both.kind} by {way}",
                              differences.explained(store, both, "light", measure, way))
        for measure in differences.BY_SLOT:
            yield Figures(f"{measure} of {both.kind} over the day", differences.by_slot(store, both, "light", measure))


GOALS = {
    "everybody's": [Goal("everybody", "", name, 40) for name in COUNTED] + [
        Goal("everybody", "", CALLED_BACK, 60, 3600)],
    "a tag's, and one of her own": [Goal("tag", "North", name, 40) for name in COUNTED] + [
        Goal("tag", "North", CALLED_BACK, 60, 900), Goal("tag", "West", CALLED_BACK, 80, 7200)],
}


def goal_page(store: Counting, question: CallFilter) -> Iterator[Figures]:
    team = phones.team(store.get_employees(EmployeeQuery()), question, NOW, "IN")
    members = tuple(aims.Member(phone.number.wire, phone.name, phone.tags) for phone in team)
    for name, wanted in GOALS.items():
        given = aims.Aims(Goals(tuple(wanted)), members, "IN")
        yield Figures(f"{name} goals", goals.tiles(store, question, given, NOW))
        for measure in given.measures:
            yield Figures(f"{name} {measure}", goals.table(store, question, given, NOW, name=measure))


def wall(store: Counting, question: CallFilter) -> Iterator[Figures]:
    """What a wall shows is about today, for the people of the question."""
    yield Figures("today", wallboard.today(store, question, NOW, None))
    yield Figures("last hour", wallboard.last_hour(store, question, NOW))
    yield Figures("who waits", wallboard.call_backs(store, question, NOW, "IN"))
    yield Figures("who leads", wallboard.leaders(store, question))


def client_pages(store: Counting, question: CallFilter) -> Iterator[Figures]:
    yield Figures("client tiles", unique_clients.tiles(store, question))
    yield Figures("clients", unique_clients.clients(store, question))
    yield Figures("concentration", unique_clients.concentrated(store, question, "light"))
    yield Figures("returning", unique_clients.returning(store, question))
    yield Figures("call-back tiles", call_backs.tiles(store, question, NOW, "IN", 3600))
    yield Figures("due", call_backs.due(store, question, NOW, "IN"))
    yield Figures("pairs", call_backs.pairs(store, question))
    yield Figures("lengths", call_back_times.lengths(store, question, "light", 3600))
    yield Figures("waits by slot", call_back_times.by_slot(store, question, "light", 3600))
    yield Figures("not picked up", not_picked_up.tiles(store, question))
    yield Figures("when clients pick up", connect_rates.by_weekday(store, question, "light"))
    yield Figures("at which try", connect_rates.by_number(store, question, "light"))
    yield Figures("after which pause", connect_rates.by_pause(store, question, "light"))
    yield Figures("waits by employee", call_back_times.by_employee(store, question, 3600))


def links(answer: Any) -> Iterator[Behind]:
    """Every way from an answer to the calls behind it."""
    if isinstance(answer, Tiles):
        yield from (each for tile in answer.tiles for each in (tile.behind, tile.also) if each)
    elif isinstance(answer, Cards):
        yield from (card.behind for card in answer.cards if card.behind)
    elif isinstance(answer, Lines):
        yield from (each for each in (answer.behind, answer.also, *(line.behind for line in answer.lines)) if each)
    elif isinstance(answer, Pairs):
        yield from (each for pair in answer.pairs for each in (pair.behind_one, pair.behind_other) if each)
    elif isinstance(answer, Movers):
        yield from (each for change in answer.changes for each in change.behind)
        yield from links(answer.chart)
    elif isinstance(answer, Chart):
        marks = list(answer.marks.values())
        yield from (each for mark in marks[::1 + len(marks) // MANY] for each in mark.behind)
    else:
        yield from _of_rows(answer)


def _of_rows(table: RowTable) -> Iterator[Behind]:
    assert table.mark
    rows = table.frame.to_dict("records")
    for row in rows if len(rows) <= 2 * SOME else [*rows[:SOME], *rows[-SOME:]]:
        for column in table.columns:
            mark = table.mark({str(name): value for name, value in row.items()}, column.name)
            yield from mark.behind if mark else ()


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_calls_behind_every_figure_are_as_many_as_it_says(store: Counting, name: str) -> None:
    question, counted = QUESTIONS[name], dict[Any, int]()
    shown = Counter[str]()
    pages = (team_pages, compared, goal_page, client_pages)
    every = [figures for page in pages for figures in page(store, question)]
    for figures in every:
        for link in links(figures.answer):
            which = link.subset, link.team
            if which not in counted:
                counted[which] = store.behind(question, link)
            assert counted[which] == link.calls, (figures.name, link)
            shown[figures.name] += 1
    assert name != "a running week" or shown.keys() == {figures.name for figures in every}


@pytest.mark.parametrize("tags", [(), ("North",)])
def test_the_calls_behind_a_wall_are_as_many_as_it_says(store: Counting, tags: tuple[str, ...]) -> None:
    today = CallFilter(Window.of_days(LAST, LAST, KOLKATA), emp_tags=tags)
    found = [(figures.name, link) for figures in wall(store, today) for link in links(figures.answer)]
    assert {name for name, _ in found} == {"today", "last hour", "who waits", "who leads"}
    for name, link in found:
        assert store.behind(today, link) == link.calls, (name, link)


def test_the_rows_of_who_did_not_pick_up_lead_to_their_tries_and_the_last_of_them(store: Counting) -> None:
    for question in QUESTIONS.values():
        rows = not_picked_up.listed(store, store, question, everybody=True).frame
        for row in rows.to_dict("records")[::1 + len(rows) // MANY]:
            last = not_picked_up.last_try(store, question, row)
            (link,) = not_picked_up.tries(row, last).behind
            assert store.behind(question, link) == link.calls == row["attempts"]
            (call,) = store.get_calls([last]).rows.to_dict("records")
            assert call["call_at"] == row["last_attempt_at"]
            assert (call["call_type"], call["client_number"]) == ("Outgoing", row["client_number"])
