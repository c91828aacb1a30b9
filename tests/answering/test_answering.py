"""Who answers: the store what it covers, Callyzer the rest, and the figures are the same.

A sandbox over a real socket, its client, and a store that was synchronised from it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from callyzer.answering import Answering
from callyzer.api.client import ApiClient
from callyzer.api.line import Priority
from callyzer.errors import BadRequest, CallyzerError, RangeTooLong, StillWaiting, UnknownNumbers
from callyzer.model import Assignment, CallFilter, EmployeeQuery, LeadBatch, LeadDraft, LeadQuery, Page, Window
from callyzer.sandbox.server import SandboxOptions, SandboxServer
from callyzer.store import CallStore
from callyzer.store.sync import Sync
from callyzer.store.versions import Versions
from tests.contract.test_contract import REPORTS, plain

ZONE = ZoneInfo("Asia/Kolkata")
TODAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=ZONE)
DAYS = 5


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now.astimezone(UTC)


class Line(httpx.BaseTransport):
    """The way to the account, which can come to an end."""

    def __init__(self) -> None:
        self._way = httpx.HTTPTransport()
        self.has_expired = False

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if self.has_expired:
            return httpx.Response(403, json={"message": "The subscription has expired."})
        return self._way.handle_request(request)

    def close(self) -> None:
        self._way.close()


@dataclass
class House:
    clock: Clock
    line: Line
    server: SandboxServer
    account: CallStore
    store: CallStore
    client: ApiClient
    answering: Answering
    sync: Sync
    before: dict[str, list[Any]] = field(default_factory=dict)

    def asked(self) -> int:
        return self.client.standing().counts.sent

    def synchronise(self, enough: Callable[[], bool] = lambda: False) -> None:
        """Until there is nothing to do, or enough is done."""
        while self.sync.step().rests_until is None and not enough():
            pass


@contextmanager
def built() -> Iterator[House]:
    with ExitStack() as stack:
        clock, line = Clock(), Line()
        account = stack.enter_context(closing(CallStore.in_memory(ZONE, clock=clock)))
        options = SandboxOptions(employees=4, days=DAYS, interval=0.0, zone=ZONE)
        server = SandboxServer(account, options, clock)
        stack.callback(server.stop)
        client = ApiClient.open(server.start(), options.token, ZONE, interval=0.0, transport=line)
        store = CallStore.in_memory(ZONE, clock=clock, origin="store")
        answering = stack.enter_context(closing(Answering(store, client, clock)))
        source = client.asking("sync", Priority.SYNC, None)
        sync = Sync(source, store, ZONE, clock=clock, since=TODAY - timedelta(days=DAYS - 1))
        yield House(clock, line, server, account, store, client, answering, sync)


@pytest.fixture
def house() -> Iterator[House]:
    """A store in which there is nothing yet."""
    with built() as house:
        yield house


@pytest.fixture(scope="module")
def synced() -> Iterator[House]:
    """A store that holds everything: for tests that change nothing."""
    with built() as house:
        house.before = {name: [plain(getattr(house.answering, name)(question)) for question in QUESTIONS.values()]
                        for name in REPORTS}
        house.synchronise()
        yield house


DRAFT = LeadDraft("Nila", ("91-8111122223",), Assignment("Round Robin"), city="Pune")


def last(days: int, **more: Any) -> CallFilter:
    return CallFilter(Window.of_days(TODAY - timedelta(days=days - 1), TODAY, ZONE), **more)


YESTERDAY = CallFilter(Window.of_days(TODAY - timedelta(days=1), TODAY - timedelta(days=1), ZONE))
QUESTIONS = {"today": last(1), "all days": last(DAYS), "excluded numbers too": last(3, is_exclude_numbers=False),
             "yesterday": YESTERDAY}
"""What the shared store was asked before it held anything: then Callyzer answered."""


def test_before_anything_is_stored_callyzer_answers(house: House) -> None:
    report = house.answering.summary(last(2))
    assert report.provenance.origin == "callyzer"
    assert report.total_calls == house.account.summary(last(2)).total_calls > 0
    assert house.answering.edition(last(2)) is None


@pytest.mark.parametrize("place", range(len(QUESTIONS)), ids=list(QUESTIONS))
def test_the_figures_are_the_same_whoever_answers_and_the_store_costs_no_request(synced: House, place: int) -> None:
    question, asked = list(QUESTIONS.values())[place], synced.asked()
    for name in REPORTS:
        report = getattr(synced.answering, name)(question)
        assert report.provenance.origin == "store"
        assert plain(report) == synced.before[name][place], name
    assert synced.asked() == asked


def test_a_question_is_answered_by_the_store_as_soon_as_its_days_are_there(house: House) -> None:
    house.synchronise(lambda: house.answering.edition(last(2)) is not None)
    assert house.answering.summary(last(2)).provenance.origin == "store"
    assert house.answering.summary(last(DAYS)).provenance.origin == "callyzer"
    house.synchronise()
    assert house.answering.summary(last(DAYS)).provenance.origin == "store"


def test_a_range_that_callyzer_refuses_is_answered_once_it_is_stored(house: House) -> None:
    question = CallFilter(Window.of_days(TODAY - timedelta(days=299), TODAY, ZONE))
    with pytest.raises(RangeTooLong):
        house.answering.summary(question)
    house.sync = Sync(house.client.asking("sync", Priority.SYNC, None), house.store, ZONE, clock=house.clock,
                      since=TODAY - timedelta(days=299))
    house.synchronise()
    assert house.answering.summary(question).total_calls == house.account.summary(question).total_calls


def test_the_report_says_as_of_when_it_is_true(synced: House) -> None:
    known_until = synced.store.coverage().known_until
    assert synced.answering.summary(last(1)).provenance.as_of == known_until
    assert known_until is not None
    over = synced.answering.summary(YESTERDAY).provenance.as_of
    assert YESTERDAY.window.end <= over <= known_until


def test_the_same_question_is_the_same_report_until_something_it_rests_on_is_written(house: House) -> None:
    house.synchronise()
    today, yesterday = house.answering.summary(last(1)), house.answering.summary(YESTERDAY)
    page = house.answering.history(last(1), Page(2, 5))
    again = house.answering.asking("another tab", Priority.FIRST_PAINT, 0)
    assert again.summary(last(1)) is today
    assert again.history(last(1), Page(2, 5)) is page
    house.store.add_calls(house.account.history(last(1), Page(1, 1)).rows)
    assert again.summary(last(1)) is not today
    assert again.summary(YESTERDAY) is yesterday


def test_the_counter_and_the_edition_grow_with_a_delivery_of_that_day(house: House) -> None:
    house.synchronise()
    changes, today, yesterday = house.answering.changes, *map(house.answering.edition, (last(1), YESTERDAY))
    house.store.add_calls(house.account.history(last(1), Page(1, 1)).rows)
    assert house.answering.changes > changes
    assert house.answering.edition(last(1)) != today
    assert house.answering.edition(YESTERDAY) == yesterday


def test_a_store_that_fell_behind_lets_callyzer_answer(house: House) -> None:
    house.synchronise()
    house.clock.now += timedelta(minutes=30)
    assert house.answering.summary(last(1)).provenance.origin == "callyzer"
    assert house.answering.summary(YESTERDAY).provenance.origin == "store"
    house.synchronise()
    assert house.answering.summary(last(1)).provenance.origin == "store"


def test_days_that_ended_while_nobody_looked_are_not_taken_for_whole(house: House) -> None:
    house.synchronise()
    house.clock.now += timedelta(days=1)  # the dashboard was off overnight
    assert house.answering.summary(last(1)).provenance.origin == "callyzer"


def test_while_callyzer_is_asked_a_store_that_fell_behind_shows_what_it_has(house: House) -> None:
    house.synchronise()
    house.clock.now += timedelta(minutes=30)
    known_until = house.store.coverage().known_until
    older = house.answering.asking("tab", Priority.FIRST_PAINT, 0).summary(last(1))
    assert (older.provenance.origin, older.provenance.as_of) == ("store", known_until)
    assert older.provenance.refreshing


def test_a_question_nobody_knows_waits_as_before(house: House) -> None:
    with pytest.raises(StillWaiting):
        house.answering.asking("tab", Priority.FIRST_PAINT, 0).summary(last(1))
    assert house.answering.summary(last(1)).provenance.origin == "callyzer"  # which waits for the same answer


def test_when_callyzer_refuses_the_store_answers_with_the_reason(house: House) -> None:
    house.synchronise()
    house.clock.now += timedelta(hours=2)
    house.line.has_expired = True
    report = house.answering.employee_summary(last(1))
    assert (report.provenance.origin, report.provenance.as_of) == ("store", house.store.coverage().known_until)
    assert "expired" in report.provenance.problem
    assert report.total_records == house.store.employee_summary(last(1)).total_records


def test_somebody_the_store_does_not_know_is_asked_for_at_callyzer(synced: House) -> None:
    with pytest.raises(UnknownNumbers) as refused:
        synced.answering.summary(last(1, emp_numbers=("91-1112223334",)))
    assert refused.value.status == 400
    assert synced.answering.summary(last(1)).provenance.origin == "store"


def test_until_the_exclude_list_is_known_numbers_cannot_be_left_out(house: House) -> None:
    house.synchronise(lambda: house.answering.edition(last(1, is_exclude_numbers=False)) is not None)
    assert house.answering.summary(last(1, is_exclude_numbers=False)).provenance.origin == "store"
    assert house.answering.summary(last(1)).provenance.origin == "callyzer"


def test_calls_by_when_they_reached_callyzer_are_asked_there(synced: House) -> None:
    assert synced.answering.summary(last(1, by="synced")).provenance.origin == "callyzer"


def test_what_the_api_cannot_tell_is_told_by_a_store_that_holds_all_of_its_calls(house: House) -> None:
    assert house.answering.whole_account(last(2)) is None
    house.synchronise(lambda: house.answering.whole_account(last(2)) is not None)
    assert house.answering.whole_account(last(DAYS)) is None
    alone = house.answering.whole_account(last(2))
    assert alone
    by_day = alone.figures(last(2), "day")
    assert by_day.rows["total_calls"].sum() == house.account.summary(last(2)).total_calls
    assert by_day.provenance.as_of == house.store.coverage().known_until
    assert alone.figures(last(2), "day") is by_day


def test_a_client_is_not_new_any_more_once_an_older_call_arrives(house: House) -> None:
    house.synchronise()

    def new() -> int:
        alone = house.answering.whole_account(last(1))
        assert alone
        return alone.new_clients(last(1)).new_clients

    assert new() > 0
    rows = house.account.history(last(1, is_exclude_numbers=False)).rows
    house.store.add_calls(rows.assign(id="old " + rows["id"], call_at=rows["call_at"] - timedelta(days=30)))
    assert new() == 0


def test_people_are_told_by_the_store_once_they_were_read(synced: House) -> None:
    asked, stored = synced.asked(), synced.answering.get_employees(EmployeeQuery())
    assert stored.provenance.origin == "store"
    assert synced.answering.get_employees(EmployeeQuery()) is stored
    assert synced.asked() == asked
    live = synced.client.get_employees(EmployeeQuery())
    assert live.provenance.origin == "callyzer"
    assert plain(live) == plain(stored)


def test_people_are_known_once_either_of_the_two_has_read_them(house: House) -> None:
    assert not house.answering.knows_employees()
    house.synchronise(house.answering.knows_employees)
    assert house.answering.get_employees(EmployeeQuery()).provenance.origin == "store"
    with built() as other:
        other.client.get_employees(EmployeeQuery())
        assert other.answering.knows_employees()


def test_a_store_that_was_opened_again_tells_its_people_where_callyzer_cannot_be_asked(house: House) -> None:
    house.synchronise(lambda: house.store.versions.time_of("employees") is not None)
    people = plain(house.store.get_employees(EmployeeQuery()))
    house.store.versions = Versions()  # nothing was read since it was opened
    told = house.answering.get_employees(EmployeeQuery())
    assert plain(told) == people
    assert told.provenance.as_of == house.store.coverage().known_until
    house.clock.now += timedelta(hours=1)
    house.line.has_expired = True
    assert "expired" in house.answering.get_employees(EmployeeQuery()).provenance.problem
    with built() as empty:
        empty.line.has_expired = True
        with pytest.raises(CallyzerError):
            empty.answering.get_employees(EmployeeQuery())


def test_calls_by_id_come_from_the_store_where_it_has_them_all(synced: House) -> None:
    ids = list(synced.account.history(last(1), Page(1, 3)).rows["id"])
    assert synced.answering.get_calls(ids).provenance.origin == "store"
    assert synced.answering.get_calls([*ids, "no such call"]).provenance.origin == "callyzer"


def test_leads_are_asked_at_callyzer_until_all_of_them_were_read(house: House) -> None:
    assert house.answering.get_leads(LeadQuery()).provenance.origin == "callyzer"
    assert house.answering.leads_edition() is None
    house.answering.save_lead(DRAFT)
    assert house.answering.get_leads(LeadQuery()).provenance.origin == "callyzer", "one lead is not all"
    house.synchronise()
    assert house.answering.get_leads(LeadQuery()).provenance.origin == "store"
    assert plain(house.answering.get_leads(LeadQuery())) == plain(house.client.get_leads(LeadQuery()))


def test_what_is_saved_is_in_the_store_at_once(house: House) -> None:
    house.synchronise()
    before = house.answering.leads_edition()
    saved = house.answering.save_lead(DRAFT)
    (row,) = house.answering.get_leads(LeadQuery(first_name="Nila")).rows.to_dict("records")
    assert (row["id"], row["details.city"]) == (saved.id, "Pune")
    batch = LeadBatch((replace(DRAFT, first_name="Omana", contact_numbers=("91-8111122224", "8111122225")),))
    house.answering.bulk_save_leads(batch)
    report = house.answering.get_leads(LeadQuery(contact_numbers=("8111122225",)))
    assert (list(report.rows["details.first_name"]), report.provenance.origin) == (["Omana"], "store")
    assert house.answering.leads_edition() != before


def test_a_number_that_is_a_lead_only_at_callyzer_is_asked_there(house: House) -> None:
    house.synchronise()
    house.account.save_lead(DRAFT)
    assert house.answering.get_leads(LeadQuery(contact_numbers=DRAFT.contact_numbers)).total_records == 1
    with pytest.raises(BadRequest):
        house.answering.get_leads(LeadQuery(contact_numbers=("8111199999",)))


def test_a_removed_recording_is_gone_from_the_store_too(house: House) -> None:
    house.synchronise()
    rows = house.store.history(last(DAYS)).rows
    recorded = rows[rows["call_recording_url"] != ""]["id"].iloc[0]
    removed = house.answering.remove_recordings([recorded])
    assert [each.status for each in removed] == ["Success"]
    assert list(house.store.get_calls([recorded]).rows["call_recording_url"]) == [""]


def test_a_store_that_cannot_be_read_is_done_without(house: House, caplog: pytest.LogCaptureFixture) -> None:
    house.synchronise()
    assert house.answering.edition(last(1)) is not None
    house.store.close()
    with caplog.at_level(logging.ERROR):
        report = house.answering.summary(last(1))
    assert report.provenance.origin == "callyzer"
    assert "is closed" in caplog.text
