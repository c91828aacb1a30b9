"""Writes in somebody's name: each is in the log, however it ended, and nothing in it tells whose number it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from callyzer.api.client import ApiClient
from callyzer.errors import BadRequest, CallyzerError, ReadOnly, Unauthorized, UncertainWrite, UnexpectedAnswer
from callyzer.model import Assignment, LeadBatch, LeadDraft
from callyzer.store.store import CallStore
from callyzer.writes.log import WriteLog
from callyzer.writes.writer import Writer
from tests.api.account import BASE, TOKEN, Answering, Fault, broken, status
from tests.builders import KOLKATA, RAVI, call, calls, fixed_clock

NUMBER = "91-7000000123"
HUSH = "https://hush.invalid/1.mp3"
DRAFT = LeadDraft("Farida", (NUMBER,), Assignment("Random"), description="told in private")
MADE = calls(call("2026-11-02 10:00", "Incoming", 61, id="c1", call_recording_url=HUSH),
             call("2026-11-02 11:00", "Incoming", 9, id="c2", client=RAVI))


class Desk:
    """A person at an account behind a transport of the test's own."""

    def __init__(self, store: CallStore, path: Path, *, read_only: bool = False) -> None:
        self.path, self.answering, self.log = path, Answering(store), WriteLog(path, fixed_clock())
        self.client = ApiClient.open(BASE, TOKEN, KOLKATA, interval=0, read_only=read_only,
                                     transport=httpx.MockTransport(self.answering))
        self.writer = Writer(self.client, self.log, "lead@example.invalid")

    def told(self) -> list[tuple[str, str, int, tuple[str, ...], int, str]]:
        return [(each.endpoint, each.outcome, each.rows, each.ids, each.failed, each.reason)
                for each in reversed(self.log.writes())]


@pytest.fixture
def store() -> Iterator[CallStore]:
    with closing(CallStore.in_memory(KOLKATA, clock=fixed_clock())) as store:
        store.add_calls(MADE)
        yield store


@pytest.fixture
def desk(store: CallStore, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(store, tmp_path / "writes.jsonl")
    with closing(desk.client):
        yield desk


def test_what_was_removed_and_what_was_not_is_told_by_id(desk: Desk) -> None:
    removed = desk.writer.remove_recordings(["c1", "c2"])
    gone = tuple(each.id for each in removed if each.status == "Success")
    assert gone == ("c1",)
    assert desk.told() == [("remove_recordings", "done", 2, ("c1",), 1, "")]


def test_a_new_lead_is_told_with_its_new_id_and_a_batch_with_all_of_them(desk: Desk) -> None:
    saved = desk.writer.save_lead(DRAFT)
    again = desk.writer.bulk_save_leads(
        LeadBatch((LeadDraft("Gita", ("91-7000000124",)), LeadDraft("Hema", (NUMBER,))), Assignment("Random")))
    assert desk.told() == [
        ("save_lead", "done", 1, (saved.id,), 0, ""),
        ("bulk_save_leads", "done", 2, (again.saved[0].id,), 1, "")]
    assert {write.who for write in desk.log.writes()} == {"lead@example.invalid"}


@pytest.mark.parametrize(("fault", "error", "outcome", "reason"), [
    (status(400, f"The ‘{NUMBER}’ already exists."), BadRequest, "refused", "BadRequest 400"),
    (status(401), Unauthorized, "refused", "Unauthorized 401"),
    (status(500), UncertainWrite, "uncertain", UncertainWrite("save_lead", "").sentence),
    (broken(httpx.ReadError), UncertainWrite, "uncertain", UncertainWrite("save_lead", "").sentence),
    (lambda _: httpx.Response(200, json={"result": [NUMBER]}), UnexpectedAnswer, "uncertain", "UnexpectedAnswer 200"),
])
def test_a_write_that_failed_is_told_with_whether_it_may_have_happened(
        fault: Fault, error: type[CallyzerError], outcome: str, reason: str, desk: Desk) -> None:
    desk.answering.faults = [fault]
    with pytest.raises(error):
        desk.writer.save_lead(DRAFT)
    assert desk.told() == [("save_lead", outcome, 1, (), 0, reason)]
    assert desk.answering.asked == ["save_lead"], "once"


def test_a_breach_of_a_rule_is_told_as_refused_and_nothing_leaves(desk: Desk) -> None:
    with pytest.raises(CallyzerError):
        desk.writer.save_lead(LeadDraft("F", (NUMBER,), Assignment("Random")))
    assert desk.told() == [("save_lead", "refused", 1, (), 0, "first_name: must be 3 to 250 characters long.")]
    assert desk.answering.asked == []


def test_no_number_note_or_recording_is_in_the_log(desk: Desk) -> None:
    desk.writer.remove_recordings(["c1"])
    desk.writer.save_lead(DRAFT)
    desk.answering.faults = [status(400, f"The ‘{NUMBER}’ already exists.")]
    with pytest.raises(BadRequest):
        desk.writer.save_lead(DRAFT)
    written = desk.path.read_text()
    assert not [word for word in (NUMBER[3:], HUSH, "private", "Farida", RAVI) if word in written]


def test_what_cannot_be_logged_is_not_sent(store: CallStore, tmp_path: Path) -> None:
    desk = Desk(store, tmp_path)  # a folder, not a file
    with closing(desk.client), pytest.raises(CallyzerError, match="log of changes"):
        desk.writer.save_lead(DRAFT)
    assert desk.answering.asked == []


def test_where_all_is_read_only_no_write_leaves_whoever_asks(store: CallStore, tmp_path: Path) -> None:
    desk = Desk(store, tmp_path / "writes.jsonl", read_only=True)
    with closing(desk.client):
        for write in (lambda: desk.writer.save_lead(DRAFT), lambda: desk.client.remove_recordings(["c1"]),
                      lambda: desk.client.bulk_save_leads(LeadBatch((DRAFT,)))):
            with pytest.raises(ReadOnly):
                write()
    assert desk.answering.asked == []
    assert [told[1] for told in desk.told()] == ["refused"]
