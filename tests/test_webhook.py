"""The webhook over ASGI and over a socket: who may deliver, what is taken in, and when it is said to be there."""

from __future__ import annotations

import json
import logging
import queue
import random
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import uvicorn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from callyzer import webhook
from callyzer.model import CallFilter, History, Provenance, Window
from callyzer.sandbox.server import SandboxOptions, SandboxServer
from callyzer.store import CallStore
from callyzer.webhook import MOST_BYTES, Deliver, Lock
from callyzer.wire import render
from callyzer.wiring import deliver_into
from tests.builders import KOLKATA, NOW, Record, at, call, calls, days, fixed_clock, records
from tests.wire.samples import changed, sample, without

SECRET = "not-to-be-told"
HEADERS = {"x-callyzer-signature": SECRET}
DAY = days("2026-11-02")


def delivery(*made: Record, zone: ZoneInfo = KOLKATA) -> Any:
    """The calls as Callyzer delivers them to an account of the zone."""
    rows = calls(*made, zone=zone)
    return render.webhook(History(rows, len(rows), Provenance(NOW, "callyzer")))


def opened(deliver: Deliver, lock: Lock = Lock(SECRET)) -> TestClient:  # noqa: B008 - frozen
    # A mistake of the route must fail the test: the client raises what a server would turn into a 500.
    return TestClient(Starlette(routes=webhook.routes(lock, deliver)), headers=HEADERS)


def nobody(_delivery: Any) -> None:
    raise AssertionError("nothing was to be delivered")


@pytest.fixture
def store() -> Iterator[CallStore]:
    with closing(CallStore.in_memory(KOLKATA, clock=fixed_clock())) as store:
        yield store


@pytest.fixture
def client(store: CallStore) -> TestClient:
    return opened(deliver_into(store, KOLKATA))


def test_a_delivered_call_is_there_when_it_is_answered(client: TestClient, store: CallStore) -> None:
    answer = client.post("/webhook", json=delivery(call("2026-11-02 10:00", "Incoming", 61)))
    assert (answer.status_code, answer.json()) == (200, {"message": "Success"})
    assert store.summary(DAY).total_incoming_duration == 61


def test_the_deliveries_of_the_documentation_and_of_the_live_api_are_taken(
        client: TestClient, store: CallStore) -> None:
    for name in ("webhook", "oddities/webhook_again"):
        assert client.post("/webhook", json=sample(name)).status_code == 200
    assert store.summary(days("2023-09-13")).total_calls == 3
    assert store.summary(days("2026-07-28")).total_duration == 64


def test_without_a_secret_there_is_no_webhook_whatever_is_sent() -> None:
    for sent in ({}, {"x-callyzer-signature": ""}, HEADERS):
        assert opened(nobody, Lock()).post("/webhook", json=[], headers=sent).status_code == 404


@pytest.mark.parametrize("given", ["", "wrong", SECRET[:-1], SECRET + "x", SECRET.upper(), f"Bearer {SECRET}"])
def test_a_wrong_secret_is_refused(given: str) -> None:
    assert opened(nobody).post("/webhook", json=[], headers={"x-callyzer-signature": given}).status_code == 401


def test_the_header_of_the_secret_can_be_chosen(store: CallStore) -> None:
    client = opened(deliver_into(store, KOLKATA), Lock(SECRET, "x-our-own"))
    assert client.post("/webhook", json=[]).status_code == 401
    assert client.post("/webhook", json=[], headers={"X-Our-Own": SECRET}).status_code == 200


def test_a_secret_beyond_ascii_is_compared_by_its_bytes(store: CallStore) -> None:
    client = opened(deliver_into(store, KOLKATA), Lock("ключ"))
    for secret, status in (("ключ", 200), ("клюк", 401)):
        headers = {b"x-callyzer-signature": secret.encode()}
        assert client.post("/webhook", json=[], headers=headers).status_code == status


def test_only_post_delivers(client: TestClient) -> None:
    assert client.get("/webhook").status_code == 405


def test_health_is_told_to_everybody() -> None:
    answer = opened(nobody, Lock()).get("/healthz", headers={"x-callyzer-signature": ""})
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_a_body_of_a_mebibyte_is_read_and_one_more_byte_is_too_much(store: CallStore) -> None:
    client = opened(deliver_into(store, KOLKATA))
    assert client.post("/webhook", content=b"[]".ljust(MOST_BYTES)).status_code == 200
    assert client.post("/webhook", content=b"[]".ljust(MOST_BYTES + 1)).status_code == 413


@pytest.mark.parametrize("content", [
    b"", b"null", b"{}", b"[", b'"calls"', b"[1]", b"[[]]", b"\xff\xfe", b"\x00", b"[NaN]", b"[" * 100_000,
    b'[{"call_logs": {}}]', b'[{"call_logs": [null]}]', b'[{"call_logs": [{}]}]', b"1" * 5000,
])
def test_what_is_no_delivery_is_refused(store: CallStore, content: bytes) -> None:
    assert opened(deliver_into(store, KOLKATA)).post("/webhook", content=content).status_code == 400


JSON_TEXT = st.text(max_size=8) | st.characters(categories=["Cs"]) | st.sampled_from(["\0", "10:00:00", "x" * 9999])
JSON_NUMBER = st.one_of(st.integers(), st.sampled_from([2**31, 2**63, 10**400, -1, 1e308]), st.floats(allow_nan=False))
JSON = st.recursive(
    st.none() | st.booleans() | JSON_NUMBER | JSON_TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3), max_leaves=8)
MOMENTS = st.sampled_from([
    "0001-01-01 00:00:00", "9999-12-31 23:59:59", "0000-00-00 00:00:00", "1969-12-31 23:59:59", "2199-12-31 23:59:59",
    "2026-11-02 10:00:00 +99:99", "28 Jul 2026, 05:11 PM", "2026-02-30 10:00:00"])
FIELDS = [(1, "call_logs", 0, name) for name in sample("oddities/webhook_again")[1]["call_logs"][0]]
PLACES = st.sampled_from([
    *FIELDS, (1, "call_logs", 0, "modified_at"), (1, "call_logs", 0), (1, "call_logs"), (1, "emp_number"),
    (1, "emp_tags"), (1, "emp_name"), (1, "emp_country_code"), (1,)])
few = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@few
@given(place=PLACES, value=JSON | MOMENTS)
def test_a_delivery_with_anything_in_the_place_of_something_is_taken_or_refused_but_never_fails(
        store: CallStore, place: tuple[Any, ...], value: Any) -> None:
    body = changed(sample("oddities/webhook_again"), value, *place)
    answer = opened(deliver_into(store, KOLKATA)).post("/webhook", content=json.dumps(body))
    assert answer.status_code in (200, 400), answer.text
    store.history(days("2026-07-28"))  # what was taken can be told


@few
@given(content=st.binary(max_size=40) | JSON.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_are_taken_or_refused_but_never_fail(store: CallStore, content: bytes) -> None:
    assert opened(deliver_into(store, KOLKATA)).post("/webhook", content=content).status_code in (200, 400)


def test_a_refused_delivery_leaves_nothing_of_itself_behind(client: TestClient, store: CallStore) -> None:
    body = without(delivery(call("2026-11-02 10:00"), call("2026-11-02 11:00")), 0, "call_logs", 1, "call_date")
    answer = client.post("/webhook", json=body)
    assert (answer.status_code, answer.json()["message"]) == (400, "[0].call_logs[1].call_date is missing.")
    assert store.summary(DAY).total_calls == 0


def test_calls_that_cannot_be_written_are_to_come_again_and_the_log_holds_no_numbers(
        store: CallStore, caplog: pytest.LogCaptureFixture) -> None:
    store.close()
    made = call("2026-11-02 10:00")
    with caplog.at_level(logging.DEBUG):
        answer = opened(deliver_into(store, KOLKATA)).post("/webhook", json=delivery(made))
    assert answer.status_code == 503
    assert "could not be written" in caplog.text
    for hidden in (made["client_number"], made["emp_number"], SECRET):
        assert hidden not in caplog.text + answer.text


VERSIONS = [
    {"note": "", "modified_at": None},
    {"call_recording_url": "https://media.example/1.mp3", "modified_at": None},
    {"note": "call again", "crm_status": "Won", "modified_at": call("2026-11-02 10:09")["call_at"]},
]


@settings(max_examples=12, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_repeated_deliveries_in_any_order_end_alike(chance: random.Random) -> None:
    told = [delivery(call("2026-11-02 10:00", "Outgoing", 30, id="a", **version)) for version in VERSIONS]
    told.append(delivery(call("2026-11-02 11:00", "Missed", id="b")))
    with closing(CallStore.in_memory(KOLKATA, clock=fixed_clock())) as store:
        client = opened(deliver_into(store, KOLKATA))
        for body in chance.sample(told, len(told)) + chance.choices(told, k=3):
            assert client.post("/webhook", json=body).status_code == 200
        later, earlier = records(store.history(DAY).rows)
    assert (later["id"], earlier["id"]) == ("b", "a")
    assert (earlier["note"], earlier["crm_status"], earlier["call_recording_url"]) == (
        "call again", "Won", "https://media.example/1.mp3")


def test_what_only_the_api_tells_of_a_call_outlasts_a_delivery(client: TestClient, store: CallStore) -> None:
    made = call("2026-11-02 10:00", id="a", lead_id="lead-1", call_method="PhoneCall", call_mode="Voice")
    store.add_calls(calls(made))
    client.post("/webhook", json=delivery(made | {"call_recording_url": "https://media.example/1.mp3"}))
    (row,) = records(store.history(DAY).rows)
    assert (row["lead_id"], row["call_method"], row["call_mode"]) == ("lead-1", "PhoneCall", "Voice")


# Over a socket


@contextmanager
def served(deliver: Deliver) -> Iterator[tuple[str, int]]:
    """A server of the webhook on a free port; gives its address."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(
        Starlette(routes=webhook.routes(Lock(SECRET), deliver)), log_level="critical", lifespan="off"))
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    try:
        yield listening.getsockname()
    finally:
        server.should_exit = True
        thread.join()


HEAD = f"POST /webhook HTTP/1.1\r\nHost: here\r\nx-callyzer-signature: {SECRET}\r\n"


def test_a_body_of_unknown_length_is_refused_while_it_still_comes() -> None:
    with served(nobody) as address, socket.create_connection(address, timeout=10) as line:
        line.sendall(f"{HEAD}Transfer-Encoding: chunked\r\n\r\n".encode())
        part = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
        for _ in range(MOST_BYTES // 0x10000 + 1):  # and the body does not end here
            line.sendall(part)
        assert line.recv(100).startswith(b"HTTP/1.1 413 ")


def test_a_wrong_secret_is_refused_before_the_body_is_there() -> None:
    with served(nobody) as address, socket.create_connection(address, timeout=10) as line:
        line.sendall(f"{HEAD.replace(SECRET, 'wrong')}Content-Length: 1000000\r\n\r\n".encode())
        assert line.recv(100).startswith(b"HTTP/1.1 401 ")


def test_a_caller_that_hangs_up_half_way_delivers_nothing(store: CallStore) -> None:
    body = json.dumps(delivery(call("2026-11-02 10:00"))).encode()
    with served(deliver_into(store, KOLKATA)) as address:
        with socket.create_connection(address, timeout=10) as line:
            line.sendall(f"{HEAD}Content-Length: {len(body)}\r\n\r\n".encode() + body[:-1])
        with socket.create_connection(address, timeout=10) as line:
            line.sendall(f"{HEAD}Content-Length: 2\r\n\r\n[]".encode())
            assert line.recv(100).startswith(b"HTTP/1.1 200 ")
    assert store.summary(DAY).total_calls == 0


def test_what_the_sandbox_delivers_is_stored_as_its_account_has_it() -> None:
    since = at("2026-11-20 15:30")  # a Friday
    until, moment, arrived = since + timedelta(hours=1), [since], queue.Queue[None]()
    with ExitStack() as stack:
        account, store = (stack.enter_context(closing(CallStore.in_memory(KOLKATA, clock=lambda: moment[0])))
                          for _ in range(2))
        deliver = deliver_into(store, KOLKATA)

        def deliver_and_tell(delivery: Any) -> None:
            deliver(delivery)
            arrived.put(None)

        host, port = stack.enter_context(served(deliver_and_tell))
        options = SandboxOptions(
            employees=20, days=2, interval=0.0, webhook=f"http://{host}:{port}/webhook", webhook_secret=SECRET)
        server = SandboxServer(account, options, lambda: moment[0])
        stack.callback(server.stop)
        server.start()
        while moment[0] < until:
            moment[0] += timedelta(minutes=5)
            server.proceed()
        reached = CallFilter(Window(since, until, KOLKATA), by="synced", is_exclude_numbers=False)
        expected = as_told(account, reached)
        while as_told(store, reached) != expected:
            arrived.get(timeout=10)  # or it never becomes equal
    assert len(expected) > 20
    assert any(row["call_recording_url"] for row in expected)


def as_told(store: CallStore, question: CallFilter) -> list[Record]:
    """The calls without what webhooks do not tell."""
    untold = {"lead_id", "call_method", "call_mode"}
    return [{name: value for name, value in row.items() if name not in untold}
            for row in records(store.history(question).rows)]
