"""The queue, step by step with a clock of the test's own; and with real threads where only they tell."""

from __future__ import annotations

import itertools
import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest

from callyzer.api.gate import Gate, MemoryBoard
from callyzer.api.line import LEASE, Errand, Priority, Ticket
from callyzer.api.queue import MOST_IN_FLIGHT, SlotQueue
from callyzer.errors import (
    Abandoned,
    BadRequest,
    CallyzerError,
    DeadlineExceeded,
    RateLimited,
    ServerFault,
    Unauthorized,
    UncertainWrite,
    Unreachable,
)

CLICK = Priority.CLICK


class Desk:
    """A queue driven by hand: `sent` are the keys that took a slot, with the moment; answers come from `script`."""

    def __init__(self, interval: float = 2.0, background: Callable[[Callable[[], None]], None] | None = None) -> None:
        self.now = 1000.0
        self.sent: list[tuple[str, float]] = []
        self.script: dict[str, list[object]] = {}
        self.landed: list[str] = []
        self.queue = SlotQueue(
            Gate(interval, MemoryBoard(), lambda: self.now), clock=lambda: self.now, threaded=False,
            background=background or (lambda job: job()), random=Random(1),  # noqa: S311 - repeatable
            on_landing=lambda errand, error: self.landed.append(f"{errand.key} {type(error).__name__}"))

    def ask(self, key: str, viewer: str = "asha", priority: Priority = CLICK) -> Ticket:
        return self.queue.ask(Errand(key, key, lambda _: self.answer(key)), viewer, priority)

    def answer(self, key: str) -> object:
        self.sent.append((key, round(self.now - 1000, 3)))
        answer = self.script.get(key, [f"answer to {key}"])
        result = answer.pop(0) if len(answer) > 1 else answer[0]
        if isinstance(result, Exception):
            raise result
        return result

    def run(self, seconds: float) -> None:
        """Let the sender work for a while."""
        end = self.now + seconds
        while (pause := self.queue.step()) is not None and self.now + pause <= end:
            self.now += pause
        self.now = end

    @property
    def keys(self) -> list[str]:
        return [key for key, _ in self.sent]


def test_requests_leave_one_spacing_apart() -> None:
    desk = Desk()
    for key in "abc":
        desk.ask(key)
    desk.run(9)
    assert desk.sent == [("a", 0), ("b", 2.04), ("c", 4.08)]


def test_a_click_that_comes_while_the_sender_waits_for_its_slot_goes_first() -> None:
    desk = Desk()
    desk.ask("fill 1", "fill", Priority.BACKFILL)
    desk.ask("fill 2", "fill", Priority.BACKFILL)
    desk.run(1)
    desk.ask("click")
    desk.run(5)
    assert desk.keys == ["fill 1", "click", "fill 2"]


def test_a_question_that_waits_or_flies_is_joined() -> None:
    jobs: list[Callable[[], None]] = []
    desk = Desk(background=jobs.append)
    first = desk.ask("a", "asha")
    assert desk.ask("a", "binod") is first
    desk.queue.step()
    assert desk.ask("a", "chitra") is first, "in flight"
    jobs.pop()()
    assert desk.queue.wait(first, "asha", None) == "answer to a"
    assert desk.keys == ["a"]
    assert desk.queue.counts().joined == 2
    assert desk.ask("a") is not first, "answered: a new question"


def test_fifty_who_wait_for_a_failing_question_cost_one_request_and_share_the_failure() -> None:
    desk = Desk()
    desk.script["a"] = [BadRequest("a", 400)]
    tickets = [desk.ask("a", f"viewer {n}") for n in range(50)]
    desk.run(10)
    for ticket in tickets:
        with pytest.raises(BadRequest):
            desk.queue.wait(ticket, "asha", 0)
    assert desk.keys == ["a"]


def test_nobody_waits_any_more_so_it_is_not_sent() -> None:
    desk = Desk()
    for key in ("a", "b", "left"):
        desk.ask(key)
    desk.run(3)
    desk.queue._gate.postpone(20)
    left = desk.ask("left")
    desk.run(LEASE + 20)
    assert desk.keys == ["a", "b"]
    assert desk.queue.counts().dropped == 1
    assert desk.landed[-1] == "left Abandoned"
    with pytest.raises(Abandoned):
        desk.queue.wait(left, "asha", 0)


def test_asking_again_keeps_a_question_in_the_line() -> None:
    desk = Desk()
    desk.ask("a")
    desk.queue._gate.postpone(LEASE + 5)
    desk.run(LEASE - 1)
    desk.ask("a")
    desk.run(LEASE - 1)
    assert desk.keys == ["a"]


def test_a_transient_fault_is_retried_as_one_more_slot() -> None:
    desk = Desk()
    desk.script["a"] = [ServerFault("a", 500), Unreachable("a", "ReadTimeout"), "at last"]
    ticket = desk.ask("a")
    desk.run(9)
    assert desk.queue.wait(ticket, "asha", 0) == "at last"
    assert desk.keys == ["a"] * 3
    times = [at for _, at in desk.sent]
    assert all(later - earlier >= 2.04 - 1e-9 for earlier, later in itertools.pairwise(times))


def test_a_fault_that_does_not_pass_ends_with_the_deadline() -> None:
    desk = Desk()
    desk.script["a"] = [ServerFault("a", 500)]
    ticket = desk.ask("a")
    for _ in range(30):
        desk.run(LEASE - 1)
        if ticket.future.done():
            break
        desk.ask("a")
    with pytest.raises(DeadlineExceeded) as caught:
        desk.queue.wait(ticket, "asha", 0)
    assert caught.value.attempts == len(desk.sent) > 2
    assert desk.sent[-1][1] <= 45


def fail_for_as_long_as_allowed(desk: Desk) -> None:
    desk.script["a"] = [Unreachable("a", "ConnectError")]
    ticket = desk.ask("a")
    while not ticket.future.done():
        desk.run(LEASE - 1)
        desk.ask("a")
    desk.run(LEASE)
    desk.sent.clear()


def test_nobody_waits_as_long_again_for_what_another_has_waited_for_in_vain() -> None:
    desk = Desk()
    fail_for_as_long_as_allowed(desk)
    desk.script["b"] = [Unreachable("b", "ConnectError")]
    second = desk.ask("b")
    desk.run(9)
    assert desk.keys == ["b"]
    assert isinstance(second.future.exception(), Unreachable)


@pytest.mark.parametrize("answer", ["here again", BadRequest("c", 400)])
def test_once_callyzer_answers_a_fault_is_worth_asking_again_as_before(answer: object) -> None:
    desk = Desk()
    fail_for_as_long_as_allowed(desk)
    desk.script["c"] = [answer]
    desk.ask("c")
    desk.run(3)
    desk.script["b"] = [Unreachable("b", "ConnectError"), "at last"]
    second = desk.ask("b")
    desk.run(9)
    assert desk.queue.wait(second, "asha", 0) == "at last"


@pytest.mark.parametrize("error", [Unauthorized("a", 401), BadRequest("a", 400), UncertainWrite("a", "ReadError")])
def test_what_does_not_pass_is_not_retried(error: CallyzerError) -> None:
    desk = Desk()
    desk.script["a"] = [error]
    desk.ask("a")
    desk.run(20)
    assert desk.keys == ["a"]


def test_a_refusal_closes_the_gate_for_everybody_and_the_retry_costs_one_slot() -> None:
    desk = Desk()
    desk.script["a"] = [RateLimited("a", 429, retry_after=8), "later"]
    desk.ask("a")
    desk.ask("b")
    desk.run(9)
    assert desk.sent == [("a", 0), ("a", 8)]
    desk.ask("b")
    desk.run(2)
    assert desk.keys == ["a", "a", "b"]
    assert desk.queue.counts().refused == 1


def test_a_refusal_that_does_not_say_how_long_costs_a_few_slots() -> None:
    desk = Desk()
    desk.script["a"] = [RateLimited("a", 429), "later"]
    desk.ask("a")
    desk.run(9)
    assert 4.08 <= desk.sent[1][1] <= 8.16


def test_a_refused_account_is_not_asked_the_rest() -> None:
    desk = Desk()
    desk.script["a"] = [Unauthorized("a", 401)]
    tickets = [desk.ask(key) for key in "abcde"]
    desk.run(20)
    assert desk.keys == ["a"]
    for ticket in tickets:
        with pytest.raises(Unauthorized):
            desk.queue.wait(ticket, "asha", 0)


def test_a_slow_answer_costs_no_slot_but_a_hanging_account_is_not_flooded() -> None:
    jobs: list[Callable[[], None]] = []
    desk = Desk(background=jobs.append)
    for n in range(MOST_IN_FLIGHT + 3):
        desk.ask(str(n))
    for _ in range(5):
        desk.run(4)
        for n in range(MOST_IN_FLIGHT + 3):
            desk.ask(str(n))
    assert len(jobs) == MOST_IN_FLIGHT
    jobs[0]()
    desk.run(0)
    assert len(jobs) == MOST_IN_FLIGHT + 1


def test_who_waits_is_told_how_many_are_ahead_and_how_long_it_takes() -> None:
    desk = Desk()
    desk.ask("a")
    desk.run(0)
    second, third = desk.ask("b"), desk.ask("c")
    ahead, seconds = desk.queue.outlook(third)
    assert ahead == 1
    assert seconds == pytest.approx(2 * 2.04 + 0.8)
    assert desk.queue.outlook(second)[0] == 0
    assert [(item.name, item.ahead) for item in desk.queue.waiting()] == [("b", 0), ("c", 1)]


def test_a_fault_of_the_program_reaches_those_who_wait_and_keeps_its_words_out_of_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    desk = Desk()
    desk.script["a"] = [KeyError("91-9988776655")]
    ticket = desk.ask("a")
    with caplog.at_level(logging.DEBUG, "callyzer.api"):
        desk.run(1)
    with pytest.raises(KeyError):
        desk.queue.wait(ticket, "asha", 0)
    assert "KeyError" in caplog.text
    assert "9988776655" not in caplog.text


def test_a_system_without_a_thread_to_spare_is_asked_again_later() -> None:
    refusals = [RuntimeError("can't start new thread")]

    def background(job: Callable[[], None]) -> None:
        if refusals:
            raise refusals.pop()
        job()

    desk = Desk(background=background)
    ticket = desk.ask("a")
    desk.run(9)
    assert desk.queue.wait(ticket, "asha", 0) == "answer to a"


def test_what_was_written_to_is_not_joined_in_flight() -> None:
    jobs: list[Callable[[], None]] = []
    desk = Desk(background=jobs.append)
    before = desk.ask("get_leads")
    desk.queue.step()
    desk.queue.disown(["get_leads"])
    after = desk.ask("get_leads")
    assert after is not before
    jobs.pop()()
    assert desk.queue.wait(before, "asha", 0)
    assert desk.queue.find("get_leads") is after


def test_closing_tells_those_who_wait() -> None:
    desk = Desk()
    ticket = desk.ask("a")
    desk.queue.close()
    with pytest.raises(Abandoned):
        desk.queue.wait(ticket, "asha", None)
    with pytest.raises(Abandoned):
        desk.ask("b")


@pytest.mark.parametrize("ends", ["an answer", Unreachable("a", "broke off"), BadRequest("a", 400)],
                         ids=["answered", "unreachable", "refused"])
@pytest.mark.parametrize("writes", [True, False], ids=["write", "question"])
def test_closing_tells_those_whose_request_flies_and_releases_what_it_needs_behind_it(
        ends: object, writes: bool) -> None:
    flying: list[Callable[[], None]] = []
    released: list[str] = []
    desk = Desk(background=flying.append)
    desk.script["a"] = [ends]
    ticket = desk.queue.ask(Errand("a", "a", lambda _: desk.answer("a"), writes=writes), "asha", CLICK)
    desk.run(1)
    desk.queue.close(lambda: released.append("all"))
    with pytest.raises(UncertainWrite if writes else Abandoned):
        desk.queue.wait(ticket, "asha", None)
    assert released == []
    flying[0]()
    assert released == ["all"]
    assert len(desk.landed) == 1


def test_two_hundred_threads_with_25_questions_cost_25_requests() -> None:
    sent: list[str] = []
    all_have_asked = threading.Event()
    together = threading.Barrier(200, action=all_have_asked.set)
    queue = SlotQueue(Gate(0.01, MemoryBoard()))

    def answer(key: str) -> str:
        sent.append(key)
        all_have_asked.wait(timeout=30)
        return key

    def viewer(n: int) -> object:
        key = str(n % 25)
        ticket = queue.ask(Errand(key, key, lambda _: answer(key)), f"viewer {n}", CLICK)
        together.wait(timeout=30)
        return queue.wait(ticket, f"viewer {n}", 30)

    try:
        with ThreadPoolExecutor(200) as pool:
            answers = list(pool.map(viewer, range(200)))
    finally:
        queue.close()
    assert answers == [str(n % 25) for n in range(200)]
    assert sorted(sent, key=int) == [str(n) for n in range(25)]
