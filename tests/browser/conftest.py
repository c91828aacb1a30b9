"""The dashboard as `streamlit run app.py` serves it, opened in Debian's Chromium. All share one server and browser."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays
import httpx
import pytest
from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parent.parent.parent
START_WITHIN = 60.0
WEBHOOK_SECRET = "made-up-secret"

Open = Callable[..., Page]


def _zone_of_an_afternoon() -> ZoneInfo:
    """A zone where it is two or three in the afternoon now: a journey must neither cross midnight nor begin at it."""
    ahead = 14 - datetime.now(UTC).hour
    return ZoneInfo("UTC" if ahead == 0 else f"Etc/GMT{-ahead:+d}")  # these zones count westwards


def _works(day: date) -> bool:
    """Whether the sandbox has a plain day of calls."""
    return day.weekday() < 5 and day not in holidays.country_holidays("IN", years=day.year)


def _last_worked(today: date) -> date:
    return next(day for back in range(1, 30) if _works(day := today - timedelta(days=back)))


def _past_week(today: date) -> tuple[date, ...]:
    """The days of the last week, or of one a little before, within one month, whose Tuesday was worked."""
    monday = today - timedelta(days=today.weekday() + 7)
    while monday.month != (monday + timedelta(days=6)).month or not _works(monday + timedelta(days=1)):
        monday -= timedelta(days=7)
    return tuple(monday + timedelta(days=place) for place in range(7))


ZONE = _zone_of_an_afternoon()
_TODAY = datetime.now(ZONE).date()
WORKED = _last_worked(_TODAY)
WORKDAY = f"from={WORKED}&to={WORKED}"
"""The last day on which people worked, as an address says it."""
DAYS = _past_week(_TODAY)
WEEK = f"from={DAYS[0]}&to={DAYS[-1]}"
"""The week of `DAYS`, as an address says it."""


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where a fresh server of the sandbox account is, without the limit of one request in two seconds."""
    with served(CALLYZER_TIMEZONE=ZONE.key, CALLYZER_WEBHOOK_SECRET=WEBHOOK_SECRET) as address:
        yield address


@contextmanager
def served(**settings: str) -> Iterator[str]:
    """The dashboard with these settings; yields where it is."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("CALLYZER_")}
    with tempfile.TemporaryDirectory() as data, tempfile.TemporaryFile() as log:
        given = {"CALLYZER_REQUEST_INTERVAL": "0", "CALLYZER_SANDBOX_DAYS": "45", "CALLYZER_DATA": data, **settings}
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
        server = subprocess.Popen(command, cwd=ROOT, env={**inherited, **given}, stdout=log, stderr=log)  # noqa: S603 - our own program
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait_for(url: str) -> None:
    until = time.monotonic() + START_WITHIN
    while time.monotonic() < until:
        try:
            if httpx.get(url).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    pytest.fail(f"the dashboard did not start within {START_WITHIN:.0f} s")


@pytest.fixture
def visit(chromium: Browser, address: str) -> Iterator[Open]:
    """Opens a path in a fresh browser profile; `width` in pixels, `theme` "light" or "dark"."""
    contexts = []

    def opened(path: str = "/", *, width: int = 1440, theme: str = "light") -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 1000}, accept_downloads=True,
            color_scheme="dark" if theme == "dark" else "light")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.goto(address + path)
        return page

    yield opened
    for context in contexts:
        context.close()
