"""Which browser looks at the page, where nobody is signed in: an id of its own, in a cookie that no script can read."""

from __future__ import annotations

import hashlib
import re
from secrets import token_hex

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "callyzer_browser"
KEPT_FOR = 400 * 24 * 3600
"""Seconds; no browser keeps a cookie for longer. Each visit begins them anew."""

_ID = re.compile(r"[0-9a-f]{32}")


class KnownBrowsers:
    """ASGI middleware: every page that is loaded brings the cookie along, or lets it live on."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def passing(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if message["status"] == 200 and headers.get("content-type", "").startswith("text/html"):
                    headers.append("Set-Cookie", _cookie(scope))
                    headers["Cache-Control"] = "private, no-cache"  # it is for this browser alone
            await send(message)

        await self._app(scope, receive, passing if scope["type"] == "http" else send)


def _cookie(scope: Scope) -> str:
    given = HTTPConnection(scope).cookies.get(COOKIE, "")
    value = given if _ID.fullmatch(given) else token_hex(16)
    secure = "; Secure" if scope.get("scheme") == "https" else ""
    return f"{COOKIE}={value}; Path=/; Max-Age={KEPT_FOR}; HttpOnly; SameSite=Lax{secure}"


def browser() -> str:
    """What tells this browser from others, and does not give its cookie away; "" where it keeps none."""
    given = str(st.context.cookies.get(COOKIE, ""))  # Streamlit's test bed has cookies that are no texts
    return hashlib.sha256(given.encode()).hexdigest() if _ID.fullmatch(given) else ""
