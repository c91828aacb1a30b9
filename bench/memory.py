"""Memory of the dashboard beside a call store of two years, while every page is opened over 30 days and over all.

`python -m bench.memory` takes a million calls and then ten million, `python -m bench.memory 1000000` so many. Callyzer
does not answer meanwhile: everything that is shown comes from the store.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from playwright.sync_api import Browser

from bench import reports
from bench.browser import chromium
from bench.dashboard import Dashboard, free_port
from callyzer.settings import Settings
from callyzer.store import CallStore
from callyzer.store.ledger import LedgerStep
from callyzer.wiring import open_store

PAGES = ("", "time-slots", "leaderboard", "unique-clients", "data")
DRAWN = ".js-plotly-plot .main-svg, [data-testid=stDataFrame]"


def main(sizes: Iterable[int] = reports.SIZES) -> None:
    for calls in sizes:
        measure(calls)


def measure(calls: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        token, nobody = "made-up", f"http://127.0.0.1:{free_port()}/api/v2.1"
        fill(Settings(token=token, base_url=nobody, data=Path(folder)), calls)
        account = {"CALLYZER_TOKEN": token, "CALLYZER_BASE_URL": nobody, "CALLYZER_DATA": folder}
        with Dashboard(**account) as dashboard, chromium() as browser:
            for days in (30, reports.DAYS):
                for page in PAGES:
                    visit(browser, f"{dashboard.address}/{page}", days)
                print(f"{calls:,} calls, all pages over {days} days: the dashboard held at most"
                      f" {dashboard.most_memory() / 1e6:,.0f} MB")


def fill(settings: Settings, calls: int) -> None:
    store = open_store(settings)
    for frame in reports.frames(calls):
        store.add_calls(frame)
    reports.roll_up(store)
    complete(store)
    store.close()


def complete(store: CallStore) -> None:
    """Tells the store that it holds every call of the two years."""
    days = tuple(reports.LAST_DAY - timedelta(days=back) for back in range(reports.DAYS))
    until = datetime.combine(reports.LAST_DAY, time(23, 59), UTC)
    store.move_ledger(LedgerStep(completed_days=days, completed_at=until, synced_from=until, synced_until=until,
                                 backfill_end=days[-1], exclusions_since=days[-1]))


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
