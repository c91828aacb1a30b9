"""Requests a page costs: on an account of which nothing is known yet, and once the call store holds its days.

Each page runs again and again, as a browser makes it, until no part of it waits. The synchronisation rests meanwhile.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from streamlit.testing.v1 import AppTest

from callyzer.answering import Answering
from callyzer.ui import account
from callyzer.wiring import Opened

PAGES = (
    "team/overview", "team/time_slots", "team/leaderboard", "clients/unique_clients", "account/handsets",
    "account/data")
ROOT = Path(__file__).parent.parent
QUIET = 1.5
"""Seconds without a new request after which a page counts as complete."""
DAYS = 15
"""The pages' own range of seven days and the one before it."""


def main() -> None:
    for page in PAGES:
        with fresh_account() as opened:
            rest(opened)
            first, second = visitor(page), visitor(page)
            print(f"requests {page:24} cold, with everything: {complete(first):3}   a rerun: {complete(first)}  "
                  f" another visitor: {complete(second)}")
    with fresh_account() as opened:
        wait_until(lambda: covers_what_pages_show(opened), 300)
        rest(opened)
        for page in PAGES:
            print(f"requests {page:24} with the call store: {complete(visitor(page)):3}")


@contextmanager
def fresh_account() -> Iterator[Opened]:
    os.environ["CALLYZER_REQUEST_INTERVAL"] = "0"
    account.opened.clear()
    try:
        yield account.opened()
    finally:
        account.opened().close()
        account.opened.clear()


def rest(opened: Opened) -> None:
    if opened.sync:
        sync = opened.sync
        sync.pause()
        wait_until(lambda: sync.progress.state == "paused", 60)


def covers_what_pages_show(opened: Opened) -> bool:
    source = opened.source
    if not isinstance(source, Answering) or not source.knows_employees():
        return False
    coverage, today = source.coverage(), datetime.now(account.settings().zone).date()
    return all(since is not None and since <= today - timedelta(days=DAYS)
               for since in (coverage.since, coverage.exclusions_since))


def wait_until(true: Callable[[], bool], seconds: float) -> None:
    until = time.monotonic() + seconds
    while not true():
        if time.monotonic() > until:
            raise TimeoutError(f"{true} did not come true within {seconds:.0f} s")
        time.sleep(0.1)


def complete(page: AppTest) -> int:
    """Runs a page until it asks for nothing new; returns the requests that it cost."""
    source = account.opened().source
    before = sent = source.standing().counts.sent
    since = time.monotonic()
    while time.monotonic() - since < QUIET:
        page.run(timeout=60)
        if page.exception:
            raise RuntimeError(page.exception[0].message)
        standing = source.standing()
        if standing.waiting or standing.counts.sent != sent:
            sent, since = standing.counts.sent, time.monotonic()
        time.sleep(0.1)
    return sent - before


def visitor(page: str) -> AppTest:
    return AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=60)


if __name__ == "__main__":
    main()
