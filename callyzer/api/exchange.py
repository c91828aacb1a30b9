"""One request, one answer, over HTTP. Foreign exceptions end here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx

from callyzer.errors import CallyzerError, ServerFault, SettingsError, UncertainWrite, Unreachable
from callyzer.wire import failures
from callyzer.wire.ask import Question

TIMEOUT = httpx.Timeout(30.0, connect=5.0)
"""Seconds. A page of history takes about 2.7; whoever waits is told meanwhile."""

NOTHING_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
"""After these no byte of the request has left."""


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer's text, the same decoded, and when it arrived."""

    text: str
    body: Any
    as_of: datetime


class Exchange:
    """Speaks to one account. The token goes into the header of each request, and nowhere else.

    Raises SettingsError for an address or a token that cannot be one.
    """

    def __init__(
        self, base_url: str, token: str, *, transport: httpx.BaseTransport | None = None,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._now = now
        self._http = httpx.Client(
            base_url=_checked_url(base_url), timeout=TIMEOUT, transport=transport, follow_redirects=False,
            headers={"Authorization": f"Bearer {_checked_token(token)}", "Accept": "application/json"})

    def __call__(self, question: Question) -> Reply:
        """Raises ApiError, Unreachable or UncertainWrite."""
        response = self._sent(question)
        try:
            return self._understood(question, response)
        except ServerFault as fault:
            if question.endpoint.writes:
                raise UncertainWrite(question.endpoint.name, f"status {fault.status}") from fault
            raise

    def close(self) -> None:
        self._http.close()

    def _sent(self, question: Question) -> httpx.Response:
        endpoint = question.endpoint
        try:
            return self._http.request(endpoint.method, endpoint.path, json=dict(question.body))
        except httpx.RequestError as error:
            raise _broken(question, error) from None  # the request inside holds the token

    def _understood(self, question: Question, response: httpx.Response) -> Reply:
        now = self._now()
        endpoint, content = question.endpoint, response.content
        if error := failures.failure(endpoint, response.status_code, response.headers, content, now):
            raise error
        return Reply(content.decode("utf-8", "replace"), failures.decoded(endpoint, response.status_code, content), now)


def _checked_url(base_url: str) -> httpx.URL:
    try:
        return httpx.URL(base_url)
    except httpx.InvalidURL:
        raise SettingsError("CALLYZER_BASE_URL", "is not an address") from None


def _checked_token(token: str) -> str:
    """httpx would repeat it in its own error, and so in a log."""
    if not (token.isascii() and token.isprintable()):
        raise SettingsError("CALLYZER_TOKEN", "holds characters that no token has")
    return token


def _broken(question: Question, error: httpx.RequestError) -> CallyzerError:
    name, reason = question.endpoint.name, type(error).__name__
    if question.endpoint.writes and not isinstance(error, NOTHING_LEFT):
        return UncertainWrite(name, reason)
    return Unreachable(name, reason)


