"""A warm rerun in the browser: the range changed and everything redrawn, against the same elements from constants.

With a million calls in the store. `python -m bench.reruns team/compare …` takes these pages only.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, Page

from bench import filled
from bench.bare import RANGES
from bench.browser import chromium
from bench.dashboard import Dashboard

PAGES = ("team/overview", "team/time_slots", "team/leaderboard", "team/compare", "team/goals", "team/employee",
         "clients/call_backs", "clients/not_picked_up", "clients/unique_clients", "clients/calls")
CALLS = 1_000_000
RERUNS = 30
QUIET = 600
"""Milliseconds without a change of the page after which it counts as drawn."""

NOTHING_WAITS = """
!document.querySelector('.skeleton, .ghost, .note-waiting, [data-test-script-state="running"]')
"""
CHANGED = """
([label, quiet]) => new Promise(done => {
  const pill = [...document.querySelectorAll('button')].find(button => button.innerText.trim() === label);
  const started = performance.now();
  let last = started;
  const watch = new MutationObserver(() => { last = performance.now(); });
  watch.observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
  pill.click();
  const look = () => {
    const running = document.querySelector('[data-test-script-state="running"]');
    if (!running && performance.now() - last > quiet) { watch.disconnect(); done(last - started); }
    else setTimeout(look, 20);
  };
  setTimeout(look, 100);
})
"""
"""Clicks a range and gives the milliseconds until the last change of the page."""


def settled(page: Page) -> None:
    page.wait_for_selector('[class*=st-key-filter-bar], [data-testid="stPills"], [data-testid="stButtonGroup"]')
    page.wait_for_timeout(1_500)
    page.wait_for_function(NOTHING_WAITS, timeout=180_000)
    page.wait_for_timeout(1_000)


def open_tab(browser: Browser, address: str) -> Page:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(address)
    settled(page)
    return page


def medians(tabs: dict[str, Page]) -> dict[str, float]:
    """The tabs take turns, so that whatever else the machine does meets both."""
    times: dict[str, list[float]] = {name: [] for name in tabs}
    labels = list(RANGES.values())
    for turn in range(RERUNS + 2):
        for name, tab in tabs.items():
            milliseconds = tab.evaluate(CHANGED, [labels[(turn + 1) % 2], QUIET])
            if turn > 1:  # each range is drawn once before it counts
                times[name].append(milliseconds)
    return {name: statistics.median(found) for name, found in times.items()}


def main(pages: Sequence[str] = PAGES) -> None:
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other, chromium() as browser:
        account = filled.account(Path(one))
        filled.fill(account, CALLS)
        shutil.copytree(one, other, dirs_exist_ok=True)  # a store is for one process
        with Dashboard(**account) as dashboard, Dashboard(
                "bench/bare.py", **{**account, "CALLYZER_DATA": other}) as bare:
            for page in pages:
                compare(browser, page, dashboard.address, bare.address)


def compare(browser: Browser, page: str, dashboard: str, bare: str) -> None:
    for chosen in RANGES:
        open_tab(browser, f"{bare}/?page={page}&record={chosen}&range={chosen}").close()
    name = "" if page == "team/overview" else page.rpartition("/")[2].replace("_", "-")
    tabs = {"page": open_tab(browser, f"{dashboard}/{name}?range=last-week"),
            "bare": open_tab(browser, f"{bare}/?page={page}")}
    found = medians(tabs)
    print(f"reruns {page:24} {found['page']:5.0f} ms, from constants {found['bare']:5.0f} ms: "
          f"{found['page'] / found['bare']:.2f} times", flush=True)
    for tab in tabs.values():
        tab.close()


if __name__ == "__main__":
    main(sys.argv[1:] or PAGES)
