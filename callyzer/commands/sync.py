"""`python -m callyzer sync`: fills the call store of the account, and keeps it current."""

from __future__ import annotations

import argparse
import logging
import os
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from datetime import UTC, date, datetime
from typing import Any

from callyzer.api.client import ApiClient
from callyzer.api.line import Priority
from callyzer.commands.progress_line import Display
from callyzer.errors import SettingsError
from callyzer.model.coverage import Coverage
from callyzer.settings import Settings
from callyzer.store.sync import Sync
from callyzer.wiring import open_store

DONE, FAILED, STOPPED = 0, 1, 130
"""Exit statuses: everything is there; something could not be had; interrupted, as shells number it."""


def add(commands: Any) -> None:
    command = commands.add_parser(
        "sync", help="fill the call store, and keep it current",
        description="Reads the account's calls into the call store, newest day first, and goes on where it stopped."
                    f" Exit status {DONE}: everything is there; {FAILED}: something could not be had, try again;"
                    " 75: somebody else, such as the dashboard, has the store.")
    command.add_argument("--since", type=_day, metavar="DATE",
                         help="the oldest day wanted, 2026-01-31; default: as before, at first two years back")
    mode = command.add_mutually_exclusive_group()
    mode.add_argument("--once", action="store_true", help="end when everything is there (the default; fit for cron)")
    mode.add_argument("--watch", action="store_true", help="stay, and read what is new every minute")
    command.set_defaults(run=run)


def run(_parser: argparse.ArgumentParser, given: argparse.Namespace) -> int:
    """Raises SettingsError and StoreUnavailable."""
    settings = Settings.read(os.environ)
    if settings.token is None:
        raise SettingsError("CALLYZER_TOKEN", "is needed: without one the dashboard makes up an account of its own")
    logging.getLogger(Sync.__module__).addHandler(logging.NullHandler())  # the display tells it
    display = Display(sys.stdout, sys.stdout.isatty())
    with ExitStack() as parts:
        store = parts.enter_context(closing(open_store(settings)))
        client = parts.enter_context(closing(_client(settings, settings.token)))
        soon, later = (client.asking("sync", priority, None) for priority in (Priority.SYNC, Priority.BACKFILL))
        sync = Sync(soon, store, settings.zone, clock=_now, later=later, since=given.since, told=display.show)
        try:
            status = synchronise(sync, display, watch=given.watch, clock=_now, sleep=time.sleep)
        except KeyboardInterrupt:
            status = STOPPED
            display.line("Stopped. What was read is kept, and the next one goes on from there.")
        display.line(in_words(store.coverage()))
    return status


def _client(settings: Settings, token: str) -> ApiClient:
    """It keeps to the slots that all processes on this machine share."""
    return ApiClient.open(settings.base_url, token, settings.zone, version=settings.api_version,
                          interval=settings.request_interval, data=settings.data)


def synchronise(
    sync: Sync, display: Display, *, watch: bool, clock: Callable[[], datetime], sleep: Callable[[float], object],
) -> int:
    """Until everything is there that can be had now; with `watch` for ever."""
    while True:
        progress = sync.step()
        if progress.rests_until is None:
            continue
        if not watch:
            display.line(progress.last_error)
            return FAILED if progress.last_error or progress.days_read < progress.days_wanted else DONE
        sleep(max(0.0, (progress.rests_until - clock()).total_seconds()))


def in_words(coverage: Coverage) -> str:
    """What the store holds now."""
    if coverage.since is None:
        return "The store holds no whole day yet."
    differing = len(coverage.differing_days)
    compared = "never compared with Callyzer's own count" if coverage.audited_at is None else (
        f"{differing} of them differ from Callyzer's own count" if differing else "equal to Callyzer's own count")
    return f"The store holds every day since {coverage.since:%d %b %Y}: {compared}."


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day such as 2026-01-31") from None
    if day > _now().date():
        raise argparse.ArgumentTypeError(f"{text} is still to come")
    return day


def _now() -> datetime:
    return datetime.now(UTC)
