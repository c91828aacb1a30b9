"""The threads of a slot queue: one for each request, and the sender's.

The sender takes a step, sleeps until the next one is due or there is news, and so on.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

log = logging.getLogger("callyzer.api")


def in_a_thread(job: Callable[[], None]) -> None:
    """A thread of its own, which does not keep the process from ending."""
    threading.Thread(target=job, name="callyzer-request", daemon=True).start()


class Sender:
    """Repeats `step`, which returns the seconds to sleep, None for until there is news. Starts with the first news."""

    def __init__(self, step: Callable[[], float | None]) -> None:
        self._step = step
        self._news = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._stopped = False

    def news(self) -> None:
        """Something has changed: look again."""
        with self._lock:
            if self._thread is None and not self._stopped:
                self._thread = threading.Thread(target=self._run, name="callyzer-sender", daemon=True)
                self._thread.start()
        self._news.set()

    def stop(self) -> None:
        self._stopped = True
        self._news.set()

    def _run(self) -> None:
        while not self._stopped:
            self._news.clear()  # before the step, so that what comes during it is not missed
            try:
                pause = self._step()
            except Exception as error:  # noqa: BLE001 - without the sender everybody would wait for ever
                log.error("the sender: %s", type(error).__name__)  # noqa: TRY400 - a traceback may hold an answer
                pause = 1.0
            self._news.wait(pause)
