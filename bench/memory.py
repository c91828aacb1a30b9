"""Memory of the dashboard beside a call store of two years, while every page is opened over 30 days and over all.

`python -m bench.memory` takes a million calls and then ten million, `python -m bench.memory 1000000` so many. Callyzer
does not answer meanwhile: everything that is shown comes from the store.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Browser

from bench import filled, reports
from bench.browser import chromium
from bench.dashboard import Dashboard

PAGES = ("", "time-slots", "leaderboard", "compare", "goals", "employee", "call-backs", "not-picked-up",
         "unique-clients", "calls", "data")
DRAWN = ".js-plotly-plot .main-svg, [data-testid=stDataFrame], .state strong"
"""A chart, a table, or why there is none: nothing is there to compare two years with."""


def main(sizes: Iterable[int] = reports.SIZES) -> None:
    for calls in sizes:
        measure(calls)


def measure(calls: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        account = filled.account(Path(folder))
        filled.fill(account, calls)
        with Dashboard(**account) as dashboard, chromium() as browser:
            for days in (30, reports.DAYS):
                for page in PAGES:
                    visit(browser, f"{dashboard.address}/{page}", days)
                print(f"{calls:,} calls, all pages over {days} days: the dashboard held at most"
                      f" {dashboard.most_memory() / 1e6:,.0f} MB")


def visit(browser: Browser, address: str, days: int) -> None:
    first = reports.LAST_DAY - timedelta(days=days - 1)
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    try:
        page = context.new_page()
        page.goto(f"{address}?from={first}&to={reports.LAST_DAY}")
        page.wait_for_selector(DRAWN, timeout=60_000)
        page.wait_for_timeout(3_000)
    finally:
        context.close()


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or reports.SIZES)
