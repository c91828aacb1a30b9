"""Starting and stopping the server of the made-up account."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Event

import httpx
import pytest

from callyzer.sandbox.server import SandboxOptions, SandboxServer
from callyzer.store.store import CallStore
from tests.sandbox.asking import FRIDAY, IST, NOW


class Clock:
    """Always the same moment; told late once it is `held`, until it is `released`."""

    def __init__(self) -> None:
        self.held, self.released = False, Event()

    def __call__(self) -> datetime:
        if self.held and not self.released.wait(20):
            raise TimeoutError
        return NOW


def server(clock: Clock) -> SandboxServer:
    store = CallStore.in_memory(IST, clock=lambda: NOW, origin="sandbox")
    return SandboxServer(store, SandboxOptions(employees=3, days=3, until=FRIDAY, interval=0.0), clock)


def employees(address: str) -> httpx.Response:
    return httpx.get(f"{address}/employee/get", headers={"Authorization": "Bearer sandbox"}, timeout=20)


def test_a_request_that_comes_before_the_account_is_full_is_answered_then() -> None:
    clock = Clock()
    started = server(clock)
    clock.held = True
    with ThreadPoolExecutor() as pool:
        address = started.start(wait=False)
        answer = pool.submit(employees, address)
        assert not answer.done()
        clock.released.set()
        assert answer.result().json()["total_records"] == 3
    started.stop()


class BrokenClock(Clock):
    def __call__(self) -> datetime:
        if self.held:
            raise ZeroDivisionError
        return NOW


def test_an_account_that_cannot_be_filled_answers_with_a_fault_of_the_server() -> None:
    clock = BrokenClock()
    started = server(clock)
    clock.held = True
    assert employees(started.start(wait=False)).status_code == 500
    started.stop()


def test_who_waits_for_an_account_hears_why_it_could_not_be_filled() -> None:
    clock = BrokenClock()
    started = server(clock)
    clock.held = True
    with pytest.raises(ZeroDivisionError):
        started.start()
