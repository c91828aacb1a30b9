"""Which pages may connect: those this server sent, and those of the origins in `server.corsAllowedOrigins`.

Streamlit allows the same, but asks another host for this machine's public address before it refuses.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config


class KnownOrigins:
    """ASGI middleware: refuses a WebSocket that a page of another site opens."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and not _known(Headers(scope=scope)):
            await send({"type": "websocket.close", "code": 1008})
        else:
            await self._app(scope, receive, send)


def _known(headers: Headers) -> bool:
    origin = headers.get("origin")
    if origin is None:  # no browser
        return True
    return urlsplit(origin).netloc == headers.get("host") or origin in config.get_option("server.corsAllowedOrigins")
