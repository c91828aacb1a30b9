"""Listens to what passes between this machine and the API."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx


class Listening(httpx.BaseTransport):
    """An HTTP transport that remembers how the answers came.

    `seconds`: how long the last one took. `server_ahead`: by how much the server's clock is ahead of this machine's,
    None while it was not told. `last_failure`: why no answer came, in a word.
    """

    def __init__(self, clock: Callable[[], datetime], inner: httpx.BaseTransport | None = None) -> None:
        self._clock, self._inner = clock, inner or httpx.HTTPTransport()
        self.requests = self.refused = 0
        self.seconds = 0.0
        self.server_ahead: timedelta | None = None
        self.last_failure = ""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.requests += 1
        began = self._clock()
        try:
            response = self._inner.handle_request(request)
        except httpx.TransportError as error:
            self.last_failure = type(error).__name__
            raise
        ended = self._clock()
        self.seconds = (ended - began).total_seconds()
        self.refused += response.status_code == httpx.codes.TOO_MANY_REQUESTS
        self._compare(response.headers.get("date", ""), began + (ended - began) / 2)
        return response

    def _compare(self, date: str, here: datetime) -> None:
        try:
            self.server_ahead = parsedate_to_datetime(date) - here
        except (ValueError, TypeError):
            return  # it tells no time that can be read

    def close(self) -> None:
        self._inner.close()
