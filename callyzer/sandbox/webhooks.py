"""Tells a URL about calls as they arrive, as Callyzer's webhooks do."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import httpx
import pandas as pd

from callyzer.model import History, Provenance
from callyzer.wire import render

log = logging.getLogger(__name__)

SIGNATURE = "x-callyzer-signature"
"""The header in which the secret arrives, as it is."""

_TRIES, _PAUSE = 3, 2.0
_MOST_WAITING = 1000


class Webhooks:
    """Sends in a thread of its own, in order; what cannot be delivered after a few tries is dropped and logged.

    `secret` and `url` stay out of the log, and so do the calls.
    """

    def __init__(self, url: str, secret: str, *, transport: httpx.BaseTransport | None = None,
                 pause: float = _PAUSE) -> None:
        self._url, self._pause = url, pause
        self._client = httpx.Client(headers={SIGNATURE: secret}, timeout=10.0, transport=transport)
        self._waiting: queue.Queue[Sequence[Mapping[str, Any]] | None] = queue.Queue(_MOST_WAITING)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sandbox webhooks", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Returns when a delivery that is under way has ended; what still waits is dropped."""
        self._stopped.set()
        with suppress(queue.Full):  # full: the thread is busy and looks at the flag next
            self._waiting.put_nowait(None)
        if self._thread.is_alive():
            self._thread.join(timeout=15)
        self._client.close()

    def send(self, rows: pd.DataFrame) -> None:
        """Puts HISTORY rows, if any, in line as one delivery; never waits."""
        if rows.empty:
            return
        try:
            told = Provenance(datetime.now(UTC), "sandbox")
            self._waiting.put_nowait(render.webhook(History(rows, len(rows), told)))
        except queue.Full:
            log.warning("A webhook was dropped: %d wait to be delivered", _MOST_WAITING)

    def _run(self) -> None:
        while not self._stopped.is_set():
            if (body := self._waiting.get()) is not None:
                self._deliver(body)

    def _deliver(self, body: Sequence[Mapping[str, Any]]) -> None:
        problem = ""
        for _ in range(_TRIES):
            try:
                status = self._client.post(self._url, json=body).status_code
                if status < 300:
                    return
                problem = f"status {status}"
            except httpx.HTTPError as error:
                problem = type(error).__name__
            if self._stopped.wait(self._pause):
                return
        log.warning("A webhook could not be delivered: %s", problem)
