"""New calls on an open page: told by the webhook of the server that shows it."""

from __future__ import annotations

import time
from datetime import datetime
from itertools import count

import httpx
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import WEBHOOK_SECRET, ZONE, Open
from tests.browser.test_journeys import complete, tile
from tests.builders import call
from tests.test_webhook import delivery

pytestmark = pytest.mark.browser
STORED_WITHIN, SHOWN_WITHIN = 90.0, 8.0
"""Seconds until the store holds the day, and until a page shows a new call on a busy machine."""

_NUMBERS = count()
_WATCH = """() => {
  window.waits = 0; window.same = true;
  new MutationObserver(changes => changes.forEach(change => change.addedNodes.forEach(node => {
    if (node.matches?.('.skeleton, .ghost') || node.querySelector?.('.skeleton, .ghost')) window.waits += 1;
  }))).observe(document.body, {childList: true, subtree: true});
}"""


def told(address: str, calls: int) -> int:
    """The status of a delivery of so many calls that begin now."""
    now = datetime.now(ZONE).replace(microsecond=0)
    made = [call(now, "Outgoing", 30, id=f"news-{next(_NUMBERS)}") for _ in range(calls)]
    headers = {"x-callyzer-signature": WEBHOOK_SECRET}
    return httpx.post(f"{address}/webhook", json=delivery(*made, zone=ZONE), headers=headers).status_code


def shows(page: Page, calls: int, within: float) -> bool:
    """Whether the page shows so many calls soon enough."""
    until = time.monotonic() + within
    while tile(page, "total_calls") < calls and time.monotonic() < until:
        page.wait_for_timeout(100)
    return tile(page, "total_calls") >= calls


def test_new_calls_appear_by_themselves_without_flicker_or_lost_scroll(visit: Open, address: str) -> None:
    page = visit("/?range=today")
    complete(page)
    shown = tile(page, "total_calls")
    for _ in range(int(STORED_WITHIN / SHOWN_WITHIN)):  # until the store holds the day
        assert told(address, 1) == 200
        if shows(page, shown + 1, SHOWN_WITHIN):
            break
    complete(page)
    page.evaluate(_WATCH)
    page.evaluate("document.querySelector('.stMain').scrollTo(0, 300)")
    scrolled = page.evaluate("document.querySelector('.stMain').scrollTop")
    shown = tile(page, "total_calls")
    assert told(address, 50) == 200
    assert shows(page, shown + 50, SHOWN_WITHIN)
    page.wait_for_timeout(500)  # whatever is drawn after the tiles
    assert page.evaluate("document.querySelector('.stMain').scrollTop") == scrolled > 0
    assert page.evaluate("[window.waits, window.same]") == [0, True]  # no skeletons, and not loaded anew


def test_a_delivery_without_the_secret_is_refused_by_the_dashboard_too(address: str) -> None:
    assert httpx.post(f"{address}/webhook", json=[]).status_code == 401
    assert httpx.get(f"{address}/healthz").json() == {"status": "ok"}
