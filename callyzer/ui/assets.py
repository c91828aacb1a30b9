"""Streamlit's own files as a browser wants them: compressed once, and the big ones announced early.

Streamlit sends its JavaScript as it is (7 MB for a page with a chart) and names the charts' file only after the first
answer. Here each file is compressed once per process, and the page's head announces what every page will need, so
that it arrives while the connection is being made.
"""

from __future__ import annotations

import asyncio
import gzip
import re
from collections.abc import Iterable
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import file_util

FOR_A_YEAR = "public, immutable, max-age=31536000"
"""Streamlit's file names hold a digest of what they contain."""

MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml"}

ANNOUNCED: tuple[str, ...] = ("PlotlyChart", "DataFrame", "ButtonGroup", "BidiComponent")
"""The parts of Streamlit's frontend that the pages use and its own page does not announce."""

COMPILE_AT_ONCE = b"//# allFunctionsCalledOnLoad\n"
"""For the charts' file, whose functions nearly all run while it loads: Chromium then compiles them in the background
instead of one by one, which draws the first chart a third of a second earlier. To other browsers it is a comment."""

_IMPORTED = re.compile(r"""(?:from|import)\s?["'](\./[\w.-]+\.js)["']""")


class Assets:
    """The compressible files under `static/`, by their path in a URL (`js/index.x.js`)."""

    def __init__(self, folder: Path) -> None:
        self._paths = {
            path.relative_to(folder).as_posix(): path
            for path in folder.rglob("*") if path.suffix in MEDIA_TYPES and path.is_file()
        }
        self._compressed: dict[str, asyncio.Task[bytes]] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._paths

    async def compressed(self, name: str) -> bytes:
        """The file with gzip. However many ask at once, it is compressed once."""
        if name not in self._compressed:
            self._compressed[name] = asyncio.create_task(self._compress(name))
        return await asyncio.shield(self._compressed[name])

    async def _compress(self, name: str) -> bytes:
        content = await asyncio.to_thread(self._paths[name].read_bytes)
        hint = COMPILE_AT_ONCE if name.startswith("js/PlotlyChart.") else b""
        return await asyncio.to_thread(gzip.compress, hint + content, 9)

    def needed_by(self, parts: Iterable[str]) -> list[str]:
        """The script of each part of the frontend and all it imports, in the order in which they are found."""
        waiting = [name for part in parts for name in sorted(self._paths) if name.startswith(f"js/{part}.")]
        found: dict[str, None] = {}
        while waiting:
            name = waiting.pop(0)
            if name in self._paths and name not in found:
                found[name] = None
                head = self._paths[name].read_text(encoding="utf-8")[:20_000]
                waiting += [f"js/{relative[2:]}" for relative in _IMPORTED.findall(head)]
        return list(found)

    def announce(self, page: str) -> str:
        """Streamlit's `index.html` with the scripts of the `ANNOUNCED` parts in its head."""
        links = (
            f'<link rel="modulepreload" crossorigin href="./static/{name}">'
            for name in self.needed_by(ANNOUNCED) if f"./static/{name}" not in page
        )
        return page.replace("</head>", "".join(links) + "</head>", 1)


class CompressedAssets:
    """ASGI middleware in front of Streamlit: the assets leave compressed, the page with its announcements."""

    def __init__(self, app: ASGIApp, folder: Path | None = None) -> None:
        self._app = app
        root = folder or Path(file_util.get_static_dir())
        self._assets = Assets(root / "static")
        self._page = self._assets.announce((root / "index.html").read_text(encoding="utf-8")).encode()
        self._zipped_page = gzip.compress(self._page, 9)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self._app(scope, receive, send)
            return
        zips = "gzip" in Headers(scope=scope).get("accept-encoding", "")
        name = scope["path"].rpartition("/static/")[2]
        if zips and name != scope["path"] and name in self._assets:
            await self._send_asset(name, scope, receive, send)
        else:
            await self._app(scope, receive, self._announcing(scope, receive, send, zips))

    async def _send_asset(self, name: str, scope: Scope, receive: Receive, send: Send) -> None:
        headers = {"Content-Encoding": "gzip", "Vary": "Accept-Encoding", "Cache-Control": FOR_A_YEAR}
        media_type = MEDIA_TYPES[Path(name).suffix]
        await Response(await self._assets.compressed(name), 200, headers, media_type)(scope, receive, send)

    def _announcing(self, scope: Scope, receive: Receive, send: Send, zips: bool) -> Send:
        """Passes every answer on, but sends our page for Streamlit's. Nobody stores it: it changes with Streamlit."""
        replaced = False

        async def passing(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start":
                kind = MutableHeaders(scope=message).get("content-type", "")
                replaced = message["status"] == 200 and kind.startswith("text/html")
                if replaced:
                    headers = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
                    if zips:
                        headers["Content-Encoding"] = "gzip"
                    page = self._zipped_page if zips else self._page
                    await Response(page, 200, headers, "text/html")(scope, receive, send)
            if not replaced:
                await send(message)

        return passing
