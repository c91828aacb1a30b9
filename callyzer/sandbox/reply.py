"""An answer of the sandbox before it becomes bytes, so that quirks can bend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from callyzer.wire import render


@dataclass(frozen=True, slots=True)
class Reply:
    """`body` is JSON, or text for what is not; `delay` in seconds; `broken` loses the connection half-way."""

    status: int
    body: Any
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    broken: bool = False

    @classmethod
    def refused(cls, status: int, message: str, headers: Mapping[str, str] | None = None) -> Reply:
        """As documented for every refusal: no result, and a message."""
        return cls(status, render.refusal(message), headers or {})

    def response(self) -> Response:
        if self.broken:
            return _Broken()
        if isinstance(self.body, str):
            return Response(self.body, self.status, dict(self.headers), media_type="text/html")
        return JSONResponse(self.body, self.status, dict(self.headers))


class _Broken(Response):
    """Promises more bytes than it sends; the server then drops the connection."""

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        headers = [(b"content-type", b"application/json"), (b"content-length", b"4096")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b'{"result":', "more_body": True})
