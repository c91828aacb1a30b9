"""A process of its own that keeps a call store equal to an account, and takes its webhooks, to be killed meanwhile.

Deliveries come as lines of JSON on its standard input, the last line empty. It ends when nothing is due and no more
are to come.
"""

from __future__ import annotations

import json
import sys
import threading
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from callyzer.api.client import ApiClient
from callyzer.api.line import Priority
from callyzer.store import CallStore
from callyzer.store.sync import Sync
from callyzer.store.sync_units import Schedule
from callyzer.wiring import deliver_into
from tests.builders import KOLKATA


class Clock:
    """Goes on from a moment, and leaps over what would only be waited for."""

    def __init__(self, start: datetime) -> None:
        self._ahead = start - datetime.now(UTC)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def leap(self, until: datetime) -> None:
        self._ahead += max(until, self()) - self()


def main(path: str, address: str, start: str, since: str) -> None:
    clock = Clock(datetime.fromisoformat(start))
    with (closing(CallStore.open(Path(path), KOLKATA, clock=clock)) as store,
          closing(ApiClient.open(address, "sandbox", KOLKATA, interval=0.0)) as client):
        deliveries = threading.Thread(target=take_in, args=(store,), daemon=True)
        deliveries.start()
        sync = Sync(client.asking("sync", Priority.SYNC, None), store, KOLKATA, clock=clock,
                    since=date.fromisoformat(since), schedule=Schedule(longest_delta=timedelta(days=15)))
        while True:
            progress = sync.step()
            if progress.rests_until is None:
                continue
            if not deliveries.is_alive() and progress.days_read == progress.days_wanted and not progress.last_error:
                return
            clock.leap(progress.rests_until)


def take_in(store: CallStore) -> None:
    deliver = deliver_into(store, KOLKATA)
    for line in sys.stdin:
        if not line.strip():
            return
        deliver(json.loads(line))


if __name__ == "__main__":
    main(*sys.argv[1:])
