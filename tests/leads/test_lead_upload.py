"""An upload on its way to an account: every row is accounted for, and none is sent twice, whatever breaks."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing

import httpx
import pytest

from callyzer.api.client import ApiClient
from callyzer.leads.entries import Entry, Plan
from callyzer.leads.results import NOT_CHANGED
from callyzer.leads.upload import BATCH, Upload
from callyzer.model import Assignment, LeadDraft, LeadQuery
from callyzer.store.store import CallStore
from callyzer.writes.log import WriteLog
from callyzer.writes.writer import Writer, may_have_happened
from tests.api.account import BASE, TOKEN, Answering, status
from tests.builders import KOLKATA, NOW, fixed_clock

PLAN = Plan(Assignment("Round Robin"))


def entry(row: int, **more: object) -> Entry:
    return Entry(row, LeadDraft(f"Lead {row}", (f"91-70000{row:05}",)), **more)  # type: ignore[arg-type]  # one field


class Line:
    """The way to an account. `breaks`: batches (from 1) whose connection breaks, "before" they arrive or "after"."""

    def __init__(self, store: CallStore, breaks: dict[int, str]) -> None:
        self.answering, self.breaks = Answering(store), breaks
        self.arrived: Counter[str] = Counter()
        self._batches = itertools.count(1)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        moment = self.breaks.get(next(self._batches)) if request.url.path.endswith("bulksave") else None
        if moment == "nothing left":
            raise httpx.ConnectError("made up", request=request)
        if moment == "before":
            raise httpx.ReadError("made up", request=request)
        response = self.answering(request)
        if request.url.path.endswith("bulksave"):
            self.arrived.update(lead["first_name"] for lead in json.loads(request.content)["leads"])
        if moment == "after":
            raise httpx.ReadError("made up", request=request)
        return response


class House:
    def __init__(self, store: CallStore, rows: int, **breaks: str) -> None:
        self.line = Line(store, {int(name.removeprefix("batch")): moment for name, moment in breaks.items()})
        self.log = WriteLog(None, fixed_clock())
        self.client = ApiClient.open(BASE, TOKEN, KOLKATA, interval=0, transport=httpx.MockTransport(self.line))
        self.later: list[Callable[[], None]] = []
        self.upload = Upload(
            [entry(row) for row in range(2, rows + 2)], PLAN, Writer(self.client, self.log, "lead").bulk_save_leads,
            self.client.get_leads, may_have_happened=may_have_happened, clock=fixed_clock(),
            background=self.later.append)

    def send(self) -> Counter[str]:
        assert self.upload.send()
        return self._worked()

    def look(self) -> Counter[str]:
        assert self.upload.look()
        return self._worked()

    def _worked(self) -> Counter[str]:
        self.later.pop()()
        return self.states()

    def states(self) -> Counter[str]:
        return Counter(result.state.name for result in self.upload.progress.results.values())


@pytest.fixture
def store() -> Iterator[CallStore]:
    with closing(CallStore.in_memory(KOLKATA, clock=fixed_clock())) as store:
        yield store


def saved_leads(store: CallStore) -> list[str]:
    return sorted(store.get_leads(LeadQuery()).rows["details.first_name"])


def test_all_rows_are_sent_in_batches_and_each_is_told_with_its_lead(store: CallStore) -> None:
    house = House(store, 120)
    with closing(house.client):
        assert house.send() == {"SAVED": 120}
    assert [len(body["leads"]) for body in house.line.answering.bodies] == [50, 50, 20]
    assert house.line.answering.bodies[0]["assignment"] == {"strategy": "Round Robin"}
    ids = {result.lead_id for result in house.upload.progress.results.values()}
    assert ids == set(store.get_leads(LeadQuery()).rows["id"])
    assert [write.what for write in reversed(house.log.writes())] == [
        "rows 2 to 51 of an upload of 120", "rows 52 to 101 of an upload of 120", "rows 102 to 121 of an upload of 120"]


def test_what_cannot_be_sent_is_not_and_what_is_turned_down_says_why(store: CallStore) -> None:
    store.save_lead(LeadDraft("Before", ("91-7000000003",), Assignment("Random")))
    house = House(store, 4)
    house.upload = Upload(
        [entry(2), entry(3), entry(4, problems=(("zip", "must be 2 to 10 characters long"),))], PLAN,
        Writer(house.client, house.log, "lead").bulk_save_leads, house.client.get_leads,
        may_have_happened=may_have_happened, clock=fixed_clock(), background=house.later.append)
    with closing(house.client):
        assert house.send() == {"SAVED": 1, "REFUSED": 1, "WRONG": 1}
    results = house.upload.progress.results
    assert results[3].reason == "The ‘91-7000000003’ already exists."
    assert results[4].reason == "Postcode: must be 2 to 10 characters long"


@pytest.mark.parametrize("moment", ["before", "after"])
def test_when_the_connection_breaks_nothing_is_sent_twice_and_what_is_uncertain_is_told(
        moment: str, store: CallStore) -> None:
    house = House(store, 120, batch2=moment)
    with closing(house.client):
        assert house.send() == {"SAVED": 50, "UNCERTAIN": 50, "READY": 20}
        progress = house.upload.progress
        assert "look whether it arrived" in progress.stopped
        assert progress.results[60].reason == progress.stopped
        assert [(write.outcome, write.rows) for write in house.log.writes()] == [("uncertain", 50), ("done", 50)]
        arrived, asked = 50 if moment == "after" else 0, house.line.answering.count["get_leads"]
        assert house.look() == {"SAVED": 50 + arrived, "READY": 70 - arrived}
        assert house.line.answering.count["get_leads"] - asked == 1, "the refusal names who is missing"
        assert house.send() == {"SAVED": 120}
    assert max(house.line.arrived.values()) == 1, "no row arrived twice"
    assert saved_leads(store) == sorted(f"Lead {row}" for row in range(2, 122))


def test_a_batch_of_which_nothing_left_is_tried_again_by_itself(store: CallStore) -> None:
    house = House(store, 60, batch1="nothing left")
    with closing(house.client):
        assert house.send() == {"SAVED": 60}
    assert max(house.line.arrived.values()) == 1


def test_a_refused_batch_does_not_keep_the_next_from_being_sent(store: CallStore) -> None:
    house = House(store, 60)
    house.line.answering.faults = [status(400, "The ‘x’ lead status doesn’t exist.")]
    with closing(house.client):
        assert house.send() == {"REFUSED": 50, "SAVED": 10}
    assert house.upload.progress.results[2].reason == "The ‘x’ lead status doesn’t exist."


def test_an_account_that_refuses_everything_ends_the_upload(store: CallStore) -> None:
    house = House(store, 120)
    house.line.answering.faults = [status(403)]
    with closing(house.client):
        assert house.send() == {"READY": 120}
    assert "subscription has expired" in house.upload.progress.stopped
    assert house.line.answering.count == {"bulk_save_leads": 1}


def test_it_ends_after_the_batch_under_way_when_it_is_stopped(store: CallStore) -> None:
    house = House(store, 120)
    house.line.answering.before = lambda _name: house.upload.stop()
    with closing(house.client):
        assert house.send() == {"SAVED": 50, "READY": 70}
        assert house.upload.progress.stopped == "Stopped."
        house.line.answering.before = lambda _name: None
        assert house.send() == {"SAVED": 120}


def test_while_it_works_it_cannot_be_begun_again(store: CallStore) -> None:
    house = House(store, 3)
    with closing(house.client):
        assert house.upload.send()
        assert house.upload.progress.doing == "Sending"
        assert not house.upload.send()
        assert not house.upload.look()
        house.later.pop()()
        assert not house.upload.send(), "nothing is left to be sent"
    assert (house.upload.progress.doing, house.line.arrived.total()) == ("", 3)


def test_before_it_is_sent_it_can_be_asked_which_rows_are_leads_already(store: CallStore) -> None:
    house = House(store, BATCH)
    store.save_lead(LeadDraft("Before", ("7000000003",), Assignment("Random")))
    with closing(house.client):
        assert house.look() == {"READY": BATCH - 1, "THERE": 1}
        assert house.send() == {"SAVED": BATCH - 1, "THERE": 1}


def test_what_was_no_lead_before_it_was_sent_is_looked_for_anew(store: CallStore) -> None:
    house = House(store, 3, batch1="after")
    with closing(house.client):
        assert house.look() == {"READY": 3}
        assert house.send() == {"UNCERTAIN": 3}
        assert house.look() == {"SAVED": 3}
    assert house.line.arrived.total() == 3


def test_a_lead_that_was_there_before_and_is_unchanged_stays_uncertain(store: CallStore) -> None:
    with closing(CallStore.in_memory(KOLKATA, clock=fixed_clock(NOW.replace(year=2025)))) as old:
        old.save_lead(LeadDraft("Before", ("91-7000000002",), Assignment("Random")))
        house = House(old, 1, batch1="before")
        with closing(house.client):
            assert house.send() == house.look() == {"UNCERTAIN": 1}
    assert house.upload.progress.results[2].reason == NOT_CHANGED
