"""An account behind a transport of the test's own, and clients of it whose clock the test turns."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import httpx

from callyzer.api.cache import Cache
from callyzer.api.client import ApiClient
from callyzer.api.desk import Desk
from callyzer.api.disk import Disk
from callyzer.api.exchange import Exchange
from callyzer.api.gate import Gate, MemoryBoard
from callyzer.api.outcomes import Outcomes
from callyzer.api.queue import SlotQueue
from callyzer.api.sender import in_a_thread
from callyzer.errors import ApiError, RuleViolation
from callyzer.sandbox.answers import ANSWERS, Asked
from callyzer.source import Account
from callyzer.wire import render
from callyzer.wire.endpoints import ENDPOINTS
from tests.builders import KOLKATA, NOW

BASE = "https://callyzer.test/api/v2.1"
TOKEN = "token-of-the-test"
NAMES: dict[tuple[str, str], str] = {(endpoint.method, endpoint.path): name for name, endpoint in ENDPOINTS.items()}
Fault = Callable[[httpx.Request], httpx.Response]


class Answering:
    """Answers requests from an account, and notes them. `faults` are answered first, one per request."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.asked: list[str] = []
        self.bodies: list[dict[str, Any]] = []
        self.faults: list[Fault] = []
        self.before: Callable[[str], None] = lambda _name: None

    @property
    def count(self) -> Counter[str]:
        return Counter(self.asked)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        name = NAMES[request.method, request.url.path.removeprefix("/api/v2.1")]
        body = json.loads(request.content)
        self.asked.append(name)
        self.bodies.append(body)
        self.before(name)
        if self.faults:
            return self.faults.pop(0)(request)
        try:
            return httpx.Response(200, json=ANSWERS[name](Asked(self.account, body, KOLKATA, "v2.1")))
        except RuleViolation as violation:
            return httpx.Response(400, json=render.refusal(violation.message))
        except ApiError as refusal:
            return httpx.Response(refusal.status, json=render.refusal(refusal.message))


def status(code: int, message: str = "no", **headers: str) -> Fault:
    return lambda _: httpx.Response(code, json={"result": None, "message": message}, headers=headers)


def broken(error: type[httpx.TransportError]) -> Fault:
    def fault(request: httpx.Request) -> httpx.Response:
        raise error("made up", request=request)
    return fault


class Bench:
    """A client whose clock stands still unless turned, and whose queue works only when told to."""

    def __init__(
        self, answering: Answering, *, folder: Path | None = None, threaded: bool = False, interval: float = 0.0,
    ) -> None:
        self.elapsed = 0.0
        self._answers = itertools.count(1)
        outcomes = Outcomes(lambda: self.elapsed)
        self.queue = SlotQueue(
            Gate(interval, MemoryBoard(), lambda: self.elapsed), clock=lambda: self.elapsed, threaded=threaded,
            background=in_a_thread if threaded else lambda job: job(), random=Random(1),  # noqa: S311 - repeatable
            on_landing=outcomes.landed)
        exchange = Exchange(BASE, TOKEN, transport=httpx.MockTransport(answering), now=self.arrived)
        self.cache = Cache(KOLKATA, "callyzer", Disk(folder / "answers.sqlite") if folder else None)
        self.desk = Desk(exchange, self.queue, self.cache, outcomes, self.now)
        self.client = ApiClient(self.desk)

    def now(self) -> datetime:
        return NOW + timedelta(seconds=self.elapsed)

    def arrived(self) -> datetime:
        """No two answers arrive at the same moment."""
        return self.now() + timedelta(microseconds=next(self._answers))

    def pass_(self, **time: float) -> None:
        self.elapsed += timedelta(**time).total_seconds()

    def work(self, seconds: float = 0.0) -> None:
        """Let the sender do what it can do in this time."""
        end = self.elapsed + seconds
        while (pause := self.queue.step()) is not None and self.elapsed + pause <= end:
            self.elapsed += pause
        self.elapsed = end
