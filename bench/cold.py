"""The first page of a new visitor, nothing in the browser's cache: with its charts, against the same without them."""

from __future__ import annotations

import statistics
import time

from playwright.sync_api import Browser

from bench.browser import chromium
from bench.dashboard import Dashboard

VISITORS = 7
CHARTS = 4


def seconds_until_complete(browser: Browser, address: str, selector: str, count: int) -> float:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    try:
        page = context.new_page()
        started = time.perf_counter()
        page.goto(address)
        page.wait_for_function(
            "([selector, count]) => document.querySelectorAll(selector).length >= count"
            " && document.querySelector('[class*=st-key-filter-bar]')", arg=[selector, count], timeout=60_000)
        return time.perf_counter() - started
    finally:
        context.close()


def main() -> None:
    fast = {"CALLYZER_REQUEST_INTERVAL": "0"}
    with chromium() as browser, Dashboard(**fast) as full, Dashboard("bench/without_charts.py", **fast) as bare:
        times: dict[str, list[float]] = {"with": [], "without": []}
        for visitor in range(VISITORS + 1):
            found = {
                "with": seconds_until_complete(browser, full.address, ".js-plotly-plot .main-svg:first-child", CHARTS),
                "without": seconds_until_complete(browser, bare.address, ".box", CHARTS),
            }
            if visitor:  # the first one meets an account that has not answered yet
                for name, seconds in found.items():
                    times[name].append(seconds)
    full_time, bare_time = statistics.median(times["with"]), statistics.median(times["without"])
    print(f"cold: the overview is complete after {full_time:.2f} s, without charts after {bare_time:.2f} s: "
          f"{full_time / bare_time:.2f} times")


if __name__ == "__main__":
    main()
