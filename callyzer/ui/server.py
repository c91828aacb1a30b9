"""How the dashboard is served: what is prepared at the start, and what stands in front of Streamlit."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import os
from collections.abc import AsyncIterator
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route
from streamlit.runtime.pages_manager import PagesManager
from streamlit.starlette import App

from callyzer import webhook
from callyzer.errors import SettingsError
from callyzer.settings import Settings
from callyzer.ui.assets import CompressedAssets
from callyzer.ui.browsers import KnownBrowsers
from callyzer.ui.origins import KnownOrigins

MIDDLEWARE = [Middleware(KnownOrigins), Middleware(KnownBrowsers), Middleware(CompressedAssets)]
COLLECT_EVERY = 60.0
"""Seconds between collections. Streamlit's own, after each run of each tab, stalls everybody (it is switched off)."""

# A folder named `pages` makes Streamlit look for pages itself on a process's first visit, before the front door names
# them: a link to any page but the first would then be answered with "does not seem to exist".
PagesManager.uses_pages_directory = False

_LOG = logging.getLogger("callyzer.ui")


@contextlib.asynccontextmanager
async def lifespan(_app: App) -> AsyncIterator[dict[str, object]]:
    """Once per process: load what the first visitor would otherwise wait for, then collect garbage now and then."""
    tasks = [asyncio.create_task(asyncio.to_thread(_prepare)), asyncio.create_task(_collect_now_and_then())]
    try:
        yield {}
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.to_thread(_close)


def routes() -> list[Route]:
    """What this server answers beside the pages: the webhook, where a secret is set, and whether it is well."""
    try:
        settings = Settings.read(os.environ)
    except SettingsError:  # the page says what is wrong
        return webhook.routes(webhook.Lock(), _deliver)
    return webhook.routes(webhook.Lock(settings.webhook_secret, settings.webhook_header), _deliver)


def report_script_error(error: BaseException) -> bool:
    """What no section caught: a calm sentence on the page, the whole story in the log."""
    _LOG.error("A page could not be drawn", exc_info=error)
    st.error("This page could not be drawn. The reason is in the dashboard's log; reloading may help.")
    return True


def _prepare() -> None:
    """Import the slow libraries and open the account before the first visitor comes; then send reports when due."""
    from callyzer.ui import account, charts, page, reports, tables  # noqa: F401, PLC0415 - pandas, plotly and duckdb: for the server only

    with contextlib.suppress(Exception):  # the page says what is wrong, and tries again
        account.opened()
    gc.collect()
    gc.freeze()  # what is loaded now stays: later collections need not look at it
    reports.begin()


def _deliver(delivery: Any) -> None:
    from callyzer.ui.account import opened  # noqa: PLC0415 - as above

    opened().deliver(delivery)


def _close() -> None:
    from callyzer.ui import account, reports  # noqa: PLC0415 - as above

    reports.end()
    account.opened.clear()


async def _collect_now_and_then() -> None:
    while True:
        await asyncio.sleep(COLLECT_EVERY)
        await asyncio.to_thread(gc.collect)
