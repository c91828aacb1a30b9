"""Webhooks against a small receiver on this machine."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pandas as pd
import pytest

from callyzer.sandbox.server import SandboxOptions, SandboxServer
from callyzer.sandbox.webhooks import Webhooks
from callyzer.store.store import CallStore
from tests.sandbox.asking import FRIDAY, IST, NOW

SECRET = "not-to-be-told"


class Receiver:
    """Collects what is posted to it; answers with the statuses it is given, then with 200."""

    def __init__(self) -> None:
        self.bodies: list[Any] = []
        self.signatures: list[str | None] = []
        self.statuses: list[int] = []
        self._news = threading.Condition()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                content = self.rfile.read(int(self.headers["Content-Length"]))
                status = receiver.take(json.loads(content), self.headers.get("x-callyzer-signature"))
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                """Nothing is printed."""
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/hook"

    def take(self, body: Any, signature: str | None) -> int:
        with self._news:
            self.bodies.append(body)
            self.signatures.append(signature)
            self._news.notify_all()
            return self.statuses.pop(0) if self.statuses else 200

    def wait(self, enough: Callable[[], bool]) -> None:
        with self._news:
            assert self._news.wait_for(enough, timeout=10)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver()
    thread = threading.Thread(target=receiver.server.serve_forever, args=(0.01,))
    thread.start()
    yield receiver
    receiver.server.shutdown()
    receiver.server.server_close()
    thread.join()


@pytest.fixture
def webhooks(receiver: Receiver) -> Iterator[Webhooks]:
    webhooks = Webhooks(receiver.url, SECRET, pause=0.01)
    webhooks.start()
    yield webhooks
    webhooks.stop()


def test_the_body_is_the_documented_one_and_the_secret_comes_as_it_is(
        receiver: Receiver, webhooks: Webhooks, calls: pd.DataFrame) -> None:
    few = calls.tail(6)
    webhooks.send(few)
    receiver.wait(lambda: len(receiver.bodies) == 1)
    assert receiver.signatures == [SECRET]
    body = receiver.bodies[0]
    assert {entry["emp_number"] for entry in body} == set(few["emp_number"])
    told = {call["id"]: call for entry in body for call in entry["call_logs"]}
    assert set(told) == set(few["id"])
    last = few.iloc[-1]
    assert told[last["id"]]["duration"] == str(last["duration"])
    assert told[last["id"]]["synced_at"] == f"{last['synced_at']:%Y-%m-%d %H:%M:%S}"


def test_no_calls_send_nothing(receiver: Receiver, webhooks: Webhooks, calls: pd.DataFrame) -> None:
    webhooks.send(calls.iloc[:0])
    webhooks.send(calls.head(1))
    receiver.wait(lambda: bool(receiver.bodies))
    assert receiver.bodies[0][0]["call_logs"][0]["id"] == calls["id"][0]


def test_a_refused_delivery_is_tried_again(receiver: Receiver, webhooks: Webhooks, calls: pd.DataFrame) -> None:
    receiver.statuses = [500, 503]
    webhooks.send(calls.head(1))
    receiver.wait(lambda: len(receiver.bodies) == 3)
    assert receiver.bodies[0] == receiver.bodies[2]


def test_a_delivery_is_given_up_and_logged_without_numbers_and_the_next_one_is_sent(
        receiver: Receiver, webhooks: Webhooks, calls: pd.DataFrame, caplog: pytest.LogCaptureFixture) -> None:
    receiver.statuses = [500, 500, 500]
    with caplog.at_level(logging.WARNING):
        webhooks.send(calls.head(1))
        webhooks.send(calls.iloc[1:2])
        receiver.wait(lambda: len(receiver.bodies) == 4)
    assert "could not be delivered: status 500" in caplog.text
    row = calls.iloc[0]
    for hidden in (row["client_number"], row["emp_number"], SECRET, receiver.url):
        assert hidden not in caplog.text


def test_a_receiver_that_is_not_there_does_not_hold_the_sender_up(calls: pd.DataFrame) -> None:
    webhooks = Webhooks("http://127.0.0.1:9/hook", SECRET, pause=60.0)
    webhooks.start()
    webhooks.send(calls.head(1))
    webhooks.stop()  # returns although a minute of waiting has begun


def test_a_call_with_a_recording_is_told_twice_with_the_same_id_and_sync_time(receiver: Receiver) -> None:
    moment = [NOW]
    store = CallStore.in_memory(IST, clock=lambda: moment[0])
    options = SandboxOptions(employees=40, days=2, until=FRIDAY, interval=0.0, webhook=receiver.url,
                             webhook_secret=SECRET)
    server = SandboxServer(store, options, lambda: moment[0])
    server.start()
    for _ in range(20):
        moment[0] += timedelta(minutes=3)
        server.proceed()
    receiver.wait(lambda: len(twice(receiver)) > 3)
    server.stop()
    store.close()
    for first, second in twice(receiver):
        assert (first["id"], first["synced_at"]) == (second["id"], second["synced_at"])
        assert not first["call_recording_url"]
        assert second["call_recording_url"].startswith("http://127.0.0.1:")


def twice(receiver: Receiver) -> list[tuple[Any, Any]]:
    """The first and the second telling of every call that was told with a recording after it had been told without."""
    told: dict[str, list[Any]] = {}
    for body in list(receiver.bodies):
        for entry in body:
            for call in entry["call_logs"]:
                told.setdefault(call["id"], []).append(call)
    return [(both[0], both[1]) for both in told.values() if len(both) == 2 and both[1]["call_recording_url"]]
