"""The thread that takes the steps."""

from __future__ import annotations

import threading

from callyzer.api.sender import Sender


def test_it_sleeps_until_there_is_news_and_survives_a_fault() -> None:
    steps: list[int] = []
    taken = threading.Semaphore(0)

    def step() -> float | None:
        steps.append(len(steps))
        taken.release()
        if len(steps) == 1:
            raise ValueError("made up")
        return None

    sender = Sender(step)
    assert steps == [], "nothing to do yet"
    for _ in range(3):
        sender.news()
        assert taken.acquire(timeout=10)
    sender.stop()
    assert steps == [0, 1, 2]


def test_what_comes_during_a_step_is_not_missed() -> None:
    taken = threading.Semaphore(0)
    first = threading.Event()

    def step() -> float | None:
        if not first.is_set():
            first.set()
            sender.news()
        taken.release()
        return None

    sender = Sender(step)
    sender.news()
    assert taken.acquire(timeout=10)
    assert taken.acquire(timeout=10)
    sender.stop()


def test_it_does_not_start_again_once_stopped() -> None:
    sender = Sender(lambda: None)
    sender.stop()
    sender.news()
    assert sender._thread is None
