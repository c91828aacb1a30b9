"""200 tabs opened at once: how many finish, and how long the last one takes compared with one tab alone."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.dashboard import Dashboard

TABS = 200
PATIENCE = 60.0
"""Seconds after which a tab counts as lost."""


@dataclass
class Tab:
    """`seconds` until its first script run was over; None: lost."""

    seconds: float | None = None


async def open_tab(address: str) -> Tab:
    started = time.perf_counter()
    url = address.replace("http://", "ws://") + "/_stcore/stream"
    try:
        async with asyncio.timeout(PATIENCE):
            async with websockets.connect(url, subprotocols=[websockets.Subprotocol("streamlit")], max_size=None,
                                          open_timeout=PATIENCE, ping_timeout=PATIENCE) as socket:
                await socket.send(_rerun())
                async for message in socket:
                    if isinstance(message, bytes) and _is_over(message):
                        return Tab(time.perf_counter() - started)
    except (OSError, TimeoutError, websockets.WebSocketException):
        pass
    return Tab()


def _rerun() -> bytes:
    message = BackMsg()
    message.rerun_script.query_string = ""
    encoded: bytes = message.SerializeToString()
    return encoded


def _is_over(message: bytes) -> bool:
    forward = ForwardMsg.FromString(message)
    return bool(forward.WhichOneof("type") == "script_finished"
                and forward.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY)


async def open_tabs(address: str, count: int) -> list[Tab]:
    return await asyncio.gather(*(open_tab(address) for _ in range(count)))


def main() -> None:
    with Dashboard() as dashboard:
        asyncio.run(open_tabs(dashboard.address, 1))  # the first visitor pays for what everybody shares
        alone = asyncio.run(open_tab(dashboard.address)).seconds or float("nan")
        tabs = asyncio.run(open_tabs(dashboard.address, TABS))
    finished = [tab.seconds for tab in tabs if tab.seconds is not None]
    slowest = max(finished, default=float("nan"))
    print(f"tabs: {len(finished)} of {TABS} opened at once finished; the last took {slowest:.1f} s, "
          f"{slowest / alone / TABS:.2f} of {TABS} times one tab alone ({alone:.2f} s)")


if __name__ == "__main__":
    main()
