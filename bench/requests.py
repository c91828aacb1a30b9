"""Requests a page costs: cold until its first view and with everything, then for a second visitor and a rerun.

Each page is opened on an account of its own, so that nothing is known yet, and runs again and again, as a browser
makes it, until no part of it waits.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from streamlit.testing.v1 import AppTest

from callyzer.ui import account

PAGES = ("team/overview", "team/time_slots", "team/leaderboard", "clients/unique_clients")
ROOT = Path(__file__).parent.parent
QUIET = 1.5
"""Seconds without a new request after which a page counts as complete."""


@contextmanager
def fresh_account() -> Iterator[None]:
    os.environ["CALLYZER_REQUEST_INTERVAL"] = "0"
    account.opened.clear()
    try:
        yield
    finally:
        account.opened().close()
        account.opened.clear()


def complete(page: AppTest) -> int:
    """Runs a page until it asks for nothing new; returns the requests sent by then."""
    before, since = -1, time.monotonic()
    while time.monotonic() - since < QUIET:
        page.run(timeout=60)
        if page.exception:
            raise RuntimeError(page.exception[0].message)
        standing = account.opened().source.standing()
        if standing.waiting or standing.counts.sent != before:
            before, since = standing.counts.sent, time.monotonic()
        time.sleep(0.1)
    return before


def visitor(page: str) -> AppTest:
    return AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=60)


def main() -> None:
    for page in PAGES:
        with fresh_account():
            first = visitor(page)
            cold = complete(first)
            again = complete(first) - cold
            second = complete(visitor(page)) - cold
        print(f"requests {page:24} cold, with everything: {cold:3}   a rerun: {again}   another visitor: {second}")


if __name__ == "__main__":
    main()
