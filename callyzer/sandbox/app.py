"""The documented API as an ASGI application, answered by any account.

Paths with and without `/api`, versions v2.1 and v2.2; the token is checked, the documented rules hold, and requests
that come too fast get 429. How the answers may differ from the documentation is said in `quirks`.
"""

from __future__ import annotations

import json
import logging
import math
import secrets
from collections.abc import Awaitable, Callable, Iterable
from typing import Any
from zoneinfo import ZoneInfo

import anyio
import anyio.to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from callyzer.errors import ApiError, RuleViolation
from callyzer.sandbox.answers import ANSWERS, Asked
from callyzer.sandbox.limit import Limit
from callyzer.sandbox.quirks import Oddity
from callyzer.sandbox.recordings import made_up
from callyzer.sandbox.reply import Reply
from callyzer.source import Account
from callyzer.wire.endpoints import ENDPOINTS, Endpoint, Version
from callyzer.wire.parameters import NOT_AS_SPECIFIED

log = logging.getLogger(__name__)

PREFIXES: tuple[tuple[str, Version], ...] = (
    ("/api/v2.1", "v2.1"), ("/v2.1", "v2.1"), ("/api/v2.2", "v2.2"), ("/v2.2", "v2.2"))
RECORDINGS_PATH = "/recordings/"
UNAUTHORIZED = "The API call was made with invalid access credentials. Check your AccessKey and SecretKey."
TOO_FAST = "Too Many Requests"

Sleep = Callable[[float], Awaitable[object]]


def create_app(account: Account, *, token: str, zone: ZoneInfo, interval: float, clock: Callable[[], float],
               sleep: Sleep = anyio.sleep, oddities: Iterable[Oddity] = (),
               ready: Callable[[], object] = lambda: None) -> Starlette:
    """`interval` in seconds between two requests (0: no limit), measured by the monotonic `clock`.

    `ready` returns once the account can be asked.
    """
    desk = _Desk(account, token, zone, limit=Limit(interval, clock), sleep=sleep, oddities=tuple(oddities),
                 ready=ready)
    routes = [
        Route(prefix + endpoint.path, desk.serving(endpoint, version), methods=_methods(endpoint))
        for prefix, version in PREFIXES for endpoint in ENDPOINTS.values()]
    routes.append(Route(f"{RECORDINGS_PATH}{{name}}.wav", desk.recording, methods=["GET"]))
    app = Starlette(routes=routes, exception_handlers={HTTPException: _no_such_page, Exception: _fault})
    app.router.redirect_slashes = False
    return app


def _methods(endpoint: Endpoint) -> list[str]:
    """Employees are asked for by GET as documented, and by POST as some integrations do."""
    return ["GET", "POST"] if endpoint.method == "GET" else [endpoint.method]


class _Desk:
    """Takes requests in and refuses in the order of the API: who asks, how often, what."""

    def __init__(self, account: Account, token: str, zone: ZoneInfo, *, limit: Limit, sleep: Sleep,
                 oddities: tuple[Oddity, ...], ready: Callable[[], object]) -> None:
        self._account, self._zone, self._ready = account, zone, ready
        self._authorization = f"Bearer {token}".encode()
        self._limit, self._sleep, self._oddities = limit, sleep, oddities

    def serving(self, endpoint: Endpoint, version: Version) -> Callable[[Request], Awaitable[Response]]:
        async def serve(request: Request) -> Response:
            refusal = self._refusal(request)
            await request.body()  # a connection can only be used again once its request has been read
            reply = refusal or self._instead(endpoint) or await self._answer(endpoint, version, request)
            for oddity in self._oddities:
                reply = oddity.bend(reply, endpoint)
            if reply.delay:
                await self._sleep(reply.delay)
            return reply.response()
        return serve

    async def recording(self, request: Request) -> Response:
        """A call's recording for whoever knows its address, as with the real account; 404 once it is removed."""
        found = await anyio.to_thread.run_sync(self._recorded, request.path_params["name"])
        return Response(found, media_type="audio/wav") if found else Response(status_code=404)

    def _recorded(self, call_id: str) -> bytes | None:
        self._ready()
        rows = self._account.get_calls([call_id]).rows
        recorded = rows[rows["call_recording_url"] != ""]
        return made_up(int(recorded["duration"].iloc[0])) if len(recorded) else None

    def _refusal(self, request: Request) -> Reply | None:
        given = request.headers.get("authorization", "").encode()
        if not secrets.compare_digest(given, self._authorization):
            return Reply.refused(401, UNAUTHORIZED)
        if wait := self._limit.wait():
            return Reply.refused(429, TOO_FAST, {"Retry-After": str(max(1, math.ceil(wait)))})
        return None

    def _instead(self, endpoint: Endpoint) -> Reply | None:
        replies = [oddity.instead(endpoint) for oddity in self._oddities]
        return next((reply for reply in replies if reply), None)

    async def _answer(self, endpoint: Endpoint, version: Version, request: Request) -> Reply:
        try:
            asked = Asked(self._account, await _body(request), self._zone, version)
            return Reply(200, await anyio.to_thread.run_sync(self._answered, endpoint, asked))
        except RuleViolation as violation:
            return Reply.refused(400, violation.message)
        except ApiError as refusal:
            return Reply.refused(refusal.status, refusal.message)

    def _answered(self, endpoint: Endpoint, asked: Asked) -> dict[str, Any]:
        self._ready()
        return ANSWERS[endpoint.name](asked)


async def _body(request: Request) -> Any:
    """The request's JSON object; a GET may carry a query string instead."""
    content = await request.body()
    if not content.strip():
        return _query(request) if request.method == "GET" else {}
    try:
        body = json.loads(content)
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise RuleViolation("body", "must be a JSON object", NOT_AS_SPECIFIED)
    return body


def _query(request: Request) -> dict[str, Any]:
    """A name that comes more than once, or as `name[]`, is a list."""
    parameters = request.query_params
    values = {name: parameters.getlist(name) for name in parameters}
    return {name.removesuffix("[]"): found if len(found) > 1 or name.endswith("[]") else found[0]
            for name, found in values.items()}


def _no_such_page(_request: Request, error: Exception) -> Response:
    """404 and 405 in the shape of every other refusal."""
    if not isinstance(error, HTTPException):
        raise error
    return Reply.refused(error.status_code, error.detail, error.headers).response()


def _fault(request: Request, error: Exception) -> Response:
    log.error("%s could not be answered: %s", request.url.path, type(error).__name__)
    return Reply.refused(500, "Internal Server Error").response()
