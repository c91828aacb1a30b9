"""The sandbox account on a port of this machine, in a thread or in the foreground."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

import httpx
import uvicorn
from starlette.types import ASGIApp

from callyzer.sandbox import quirks
from callyzer.sandbox.account import Company
from callyzer.sandbox.app import RECORDINGS_PATH, create_app
from callyzer.sandbox.live import Arrivals, Book, Clock, Ticker
from callyzer.sandbox.webhooks import Webhooks
from callyzer.source import Account

HOST = "127.0.0.1"
NEW_CALLS_EVERY = 5.0
_PATIENCE = 30.0


class WrittenAccount(Account, Book, Protocol):
    """An account into which the made-up rows can be written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxOptions:
    """What the made-up account is like, and how it answers.

    `days` of calls up to the local day `until`, or up to now and on from there; `interval` in seconds between requests,
    0 for no limit; `quirks` by name; port 0 is any free one.
    """

    seed: int = 7
    employees: int = 40
    days: int = 120
    until: date | None = None
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Kolkata"))
    country: str = "IN"
    interval: float = 2.0
    token: str = field(default="sandbox", repr=False)
    quirks: tuple[str, ...] = ()
    port: int = 0
    webhook: str = field(default="", repr=False)
    webhook_secret: str = field(default="", repr=False)

    def company(self, now: datetime) -> Company:
        until = self.until or now.astimezone(self.zone).date()
        return Company(self.seed, self.employees, self.zone, self.country, until)


class SandboxServer:
    """Serves the account once started; new calls arrive while it is up. Stops what it started.

    `delivery` takes the webhooks, if it is not the network. `released` is called when nobody asks the account any more.
    """

    def __init__(
        self, account: WrittenAccount, options: SandboxOptions, clock: Clock, *,
        monotonic: Callable[[], float] = time.monotonic, delivery: httpx.BaseTransport | None = None,
        released: Callable[[], object] = lambda: None,
    ) -> None:
        company = self._company = options.company(clock())
        first = company.until - timedelta(days=options.days - 1)
        self.arrivals = Arrivals(company, account, clock, first, options.until)
        self._app = create_app(account, token=options.token, zone=options.zone, interval=options.interval,
                               clock=monotonic, oddities=quirks.chosen(options.quirks), ready=self._ready)
        self._port = options.port
        self._webhooks = Webhooks(
            options.webhook, options.webhook_secret, transport=delivery) if options.webhook else None
        self._released = released
        self._ticker = Ticker(NEW_CALLS_EVERY, self.proceed)
        self._server: _Uvicorn | None = None
        self._filling: Future[None] = Future()
        self._stopped = threading.Event()

    def start(self, *, wait: bool = True) -> str:
        """Fills the account up to now and serves it, both from threads; returns the base URL of API v2.1.

        Without `wait` it returns at once, and requests that come before the account is full are answered then.
        """
        listening = self._listen()
        threading.Thread(target=self._fill, name="sandbox-account", daemon=True).start()
        if wait:
            self._ready_or_closed(listening)
        self._server = _Uvicorn(self._app)
        self._server.start(listening)
        return _base_url(listening)

    def run(self, announce: Callable[[str], object]) -> None:
        """The same in the foreground until interrupted; `announce` gets the base URL."""
        listening = self._listen()
        self._fill()
        self._ready_or_closed(listening)
        announce(_base_url(listening))
        try:
            _Uvicorn(self._app).run(sockets=[listening])
        finally:
            self.stop()

    def _listen(self) -> socket.socket:
        """Opens the port, and says in the calls that it has their recordings."""
        listening = socket.create_server((HOST, self._port))
        self._company.recordings = f"http://{HOST}:{listening.getsockname()[1]}{RECORDINGS_PATH}"
        return listening

    def stop(self) -> None:
        self._stopped.set()
        self._filling.exception()  # which waits until the account is full
        self._ticker.stop()
        if self._webhooks:
            self._webhooks.stop()
        if self._server:
            self._server.stop()
        self._released()

    def _fill(self) -> None:
        try:
            self.arrivals.begin()
            if not self._stopped.is_set():
                if self._webhooks:
                    self._webhooks.start()
                self._ticker.start()
        except BaseException as error:  # noqa: BLE001 - whatever it is, those who wait for the account must hear of it
            self._filling.set_exception(error)
        else:
            self._filling.set_result(None)

    def _ready(self) -> None:
        """Returns once the account is full; raises what kept it from becoming so."""
        self._filling.result()

    def _ready_or_closed(self, listening: socket.socket) -> None:
        try:
            self._ready()
        except BaseException:
            listening.close()
            raise

    def proceed(self) -> None:
        """Takes in what became due, and tells the webhook. A thread does this every few seconds."""
        arrived = self.arrivals.proceed()
        if self._webhooks:
            self._webhooks.send(arrived)


class _Uvicorn(uvicorn.Server):
    """A uvicorn server that can live in a thread and says when it is ready."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(uvicorn.Config(app, log_level="critical", access_log=False, lifespan="off", ws="none",
                                        timeout_keep_alive=75))
        self._ready = threading.Event()
        self._thread: threading.Thread | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready.set()

    def start(self, listening: socket.socket) -> None:
        self._thread = threading.Thread(target=self.run, args=([listening],), name="sandbox", daemon=True)
        self._thread.start()
        if not self._ready.wait(_PATIENCE):
            raise RuntimeError("the sandbox account did not start")

    def stop(self) -> None:
        self.should_exit = True
        if self._thread:
            self._thread.join(_PATIENCE)


def _base_url(listening: socket.socket) -> str:
    return f"http://{HOST}:{listening.getsockname()[1]}/api/v2.1"
