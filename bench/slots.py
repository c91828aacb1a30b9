"""How the account's slots are used: 200 people with 25 questions, and two processes with 200 waiting questions.

The account is the sandbox's application over a real socket, with its real limit of a request per two seconds.
"""

from __future__ import annotations

import itertools
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import uvicorn
from starlette.types import Message, Receive, Scope, Send

from callyzer.api import ApiClient, Priority
from callyzer.model import CallFilter, Window
from callyzer.sandbox.account import Company
from callyzer.sandbox.app import create_app
from callyzer.store.store import CallStore

ZONE = ZoneInfo("Asia/Kolkata")
TODAY = date(2026, 11, 20)
TOKEN = "bench"
INTERVAL = 2.0
MEASURED = 60.0
"""Seconds for which the two processes are watched."""

PEOPLE, QUESTIONS = 200, 25
WAITING_EACH = 100


@dataclass
class Counted:
    """An account's application that notes when requests arrive and how they are answered."""

    interval: float
    arrived: list[float] = field(default_factory=list)
    refused: int = 0

    def __post_init__(self) -> None:
        self._store = CallStore.in_memory(ZONE, clock=lambda: datetime.now(UTC), origin="sandbox")
        self._store.add_calls(Company(7, 10, ZONE, "IN", TODAY).calls(TODAY - timedelta(days=20), TODAY))
        self._app = create_app(self._store, token=TOKEN, zone=ZONE, interval=self.interval, clock=time.monotonic)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def noting(message: Message) -> None:
            self.refused += message.get("status") == 429
            await send(message)

        self.arrived.append(time.monotonic())
        await self._app(scope, receive, noting)


@contextmanager
def served(app: Counted) -> Iterator[str]:
    """The base URL of the account, served from a thread."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/api/v2.1"
    finally:
        server.should_exit = True
        thread.join(10)


def question(number: int) -> CallFilter:
    """A different one for each number."""
    return CallFilter(Window.of_days(TODAY - timedelta(days=10), TODAY, ZONE), duration_grt_than=number)


def many_people() -> None:
    app = Counted(interval=0)
    with served(app) as url:
        client = ApiClient.open(url, TOKEN, ZONE, interval=0)
        together = threading.Barrier(PEOPLE)

        def ask(person: int) -> int:
            together.wait()
            view = client.asking(f"person {person}", Priority.CLICK, None)
            return view.summary(question(person % QUESTIONS)).total_calls

        with ThreadPoolExecutor(PEOPLE) as pool:
            answers = list(pool.map(ask, range(PEOPLE)))
        client.close()
    print(f"{len(answers)} people, {QUESTIONS} different questions: {len(app.arrived)} requests, "
          f"{len(app.arrived) / QUESTIONS:.2f} per question")


def ask_from_here(url: str, folder: Path, first: int) -> None:
    """A process of its own: every thread waits for another answer."""
    client = ApiClient.open(url, TOKEN, ZONE, interval=INTERVAL, data=folder)
    with ThreadPoolExecutor(WAITING_EACH) as pool:
        list(pool.map(lambda number: client.summary(question(number)), range(first, first + WAITING_EACH)))


def two_processes() -> None:
    app = Counted(interval=INTERVAL)
    with served(app) as url, tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "bench.slots", url, folder]
        processes = [subprocess.Popen([*command, str(first)]) for first in (0, WAITING_EACH)]
        while len(app.arrived) < 2:
            time.sleep(0.1)
        time.sleep(MEASURED)
        for process in processes:
            process.kill()
            process.wait()
        arrived = list(app.arrived)
    used, available = len(arrived) - 1, (arrived[-1] - arrived[0]) / INTERVAL
    closest = min(later - earlier for earlier, later in itertools.pairwise(arrived))
    print(f"2 processes, {2 * WAITING_EACH} waiting questions, {INTERVAL} s: {used} of {available:.1f} slots used "
          f"({used / available:.1%}), closest two requests {closest:.3f} s apart, {app.refused} refused with 429")


def main() -> None:
    many_people()
    two_processes()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        ask_from_here(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
    else:
        main()
