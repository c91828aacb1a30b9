"""Where Callyzer tells of calls as they end: `POST /webhook`, and `GET /healthz` beside it. Only the HTTP of it.

A delivery is refused where no secret is set (404), by its secret (401), its length (413) or its content (400). What
could not be written is answered with 503, so that it is delivered again. 200 means that the calls are committed.
"""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NoReturn

import anyio
import anyio.to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from callyzer.errors import UnexpectedAnswer

MOST_BYTES = 2**20
"""The longest body that is read."""

AT_ONCE = 4
"""Deliveries understood and written at the same time; the others wait their turn."""

Deliver = Callable[[Any], object]
"""Takes a delivery (JSON) and returns once its calls are committed. Raises UnexpectedAnswer for what is none."""

_LOG = logging.getLogger("callyzer.webhook")


@dataclass(frozen=True, slots=True)
class Lock:
    """What opens the webhook: the secret as it is, in this header. No secret: there is no webhook."""

    secret: str = field(default="", repr=False)
    header: str = "x-callyzer-signature"

    def opens(self, request: Request) -> bool:
        given = request.headers.get(self.header, "").encode("latin-1")  # the bytes as they came
        return bool(self.secret) and secrets.compare_digest(given, self.secret.encode())


def routes(lock: Lock, deliver: Deliver) -> list[Route]:
    """For a Starlette application. `deliver` is called in a thread."""
    desk = _Desk(lock, deliver)
    return [Route("/webhook", desk.take_in, methods=["POST"]), Route("/healthz", _healthz)]


async def _healthz(_request: Request) -> Response:
    return JSONResponse({"status": "ok"})


class _Desk:
    """Takes deliveries in: who, how long, what, and then written or not."""

    def __init__(self, lock: Lock, deliver: Deliver) -> None:
        self._lock, self._deliver = lock, deliver
        self._at_once = anyio.CapacityLimiter(AT_ONCE)

    async def take_in(self, request: Request) -> Response:
        if not self._lock.secret:
            return _answer(404, "There is no webhook here: no secret is set.")
        if not self._lock.opens(request):
            return _answer(401, "The secret is missing or wrong.")
        try:
            content = await _read(request)
        except ClientDisconnect:
            return _answer(400, "The body ended early.")  # nobody is there to read it
        if content is None:
            return _answer(413, f"The body is longer than {MOST_BYTES} bytes.")
        return await anyio.to_thread.run_sync(partial(self._written, content), limiter=self._at_once)

    def _written(self, content: bytes) -> Response:
        try:
            delivery = json.loads(content, parse_constant=_refuse)
        except (ValueError, RecursionError):
            return _answer(400, "The body is no JSON.")
        try:
            self._deliver(delivery)
        except UnexpectedAnswer as error:
            return _answer(400, f"{error.field} {error.problem}.")
        except Exception as error:  # noqa: BLE001 - the caller only needs to know that it has to come again
            _LOG.error("A delivery could not be written: %s", type(error).__name__)  # its words may hold numbers
            return _answer(503, "The calls could not be written. Please deliver them again.")
        return _answer(200, "Success")


async def _read(request: Request) -> bytes | None:
    """The body; None as soon as it is too long, whatever its head says."""
    content = bytearray()
    async for part in request.stream():
        content += part
        if len(content) > MOST_BYTES:
            return None
    return bytes(content)


def _refuse(constant: str) -> NoReturn:
    """NaN and Infinity are no JSON."""
    raise ValueError(constant)


def _answer(status: int, message: str) -> Response:
    return JSONResponse({"message": message}, status)
