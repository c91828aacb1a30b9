"""`python -m callyzer doctor`: whether everything is as it should be, and what to do where it is not."""

from __future__ import annotations

import argparse
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

from callyzer.api.client import ApiClient
from callyzer.api.line import Priority
from callyzer.commands.findings import Finding, good, note, wrong
from callyzer.commands.listening import Listening
from callyzer.errors import CallyzerError, Forbidden, StillWaiting, StoreInUse, Unauthorized
from callyzer.model import CallFilter, EmployeeQuery, Page, Window
from callyzer.model.coverage import Coverage
from callyzer.settings import PRODUCTION, Settings
from callyzer.source import Source
from callyzer.wiring import open_store, store_path

PATIENCE = 20.0
"""Seconds an answer is waited for."""

CLOCK_OFF = timedelta(seconds=30)
STALE = timedelta(days=1)
SHORT_SECRET = 16
_AROUND = timedelta(minutes=15)
_LOOKED_BACK = 30


def add(commands: Any) -> None:
    command = commands.add_parser(
        "doctor", help="say what is wrong, and what to do",
        description="Checks token, reachability, zone, limits, clock, call store, coverage and webhook. Exit status 1"
                    " when something is wrong.")
    command.set_defaults(run=run)


def run(_parser: argparse.ArgumentParser, _given: argparse.Namespace) -> int:
    """Raises SettingsError, whose sentence is the finding."""
    logging.getLogger("callyzer").addHandler(logging.NullHandler())  # the findings tell it
    findings = []
    for finding in examined(Settings.read(os.environ), lambda: datetime.now(UTC)):
        findings.append(finding)
        print(finding.line, flush=True)  # noqa: T201 - a command prints
    return int(any(finding.is_wrong for finding in findings))


def examined(settings: Settings, clock: Callable[[], datetime], patience: float = PATIENCE) -> Iterator[Finding]:
    """The findings one after the other, as they are made. An answer is waited for `patience` seconds."""
    if settings.token is None:
        yield note("Token", "CALLYZER_TOKEN is not set: the dashboard shows the made-up account.")
    else:
        yield from _account(settings, settings.token, clock, patience)
        yield from _store(settings, clock())
    yield _webhook(settings)


def _account(
    settings: Settings, token: str, clock: Callable[[], datetime], patience: float,
) -> Iterator[Finding]:
    listening = Listening(clock)
    shared = settings.data if settings.data.is_dir() else None  # the slots that a running dashboard keeps to
    with closing(ApiClient.open(
            settings.base_url, token, settings.zone, version=settings.api_version,
            interval=settings.request_interval, data=shared, transport=listening)) as client:
        source = client.asking("doctor", Priority.SYNC, patience)
        problem = _problem(source, settings, listening)
        if problem:
            yield problem
        else:
            yield good("Reachability", f"{settings.base_url} answers in {listening.seconds:.1f} s.")
            yield good("Token", "The account accepts it.")
            yield _zone(source, settings, clock())
        if listening.server_ahead is not None:
            yield _clock(listening.server_ahead)
        yield _limits(settings, listening)


def _problem(source: Source, settings: Settings, listening: Listening) -> Finding | None:
    try:
        source.get_employees(EmployeeQuery(), Page(1, 1))
    except Unauthorized:
        return wrong("Token", "The account does not accept it. Copy it again from Callyzer's settings.")
    except Forbidden:
        return wrong("Token", "Callyzer refuses to answer: the subscription has expired. Renew it.")
    except (StillWaiting, CallyzerError) as error:
        reason = f" ({listening.last_failure})" if listening.last_failure else ""
        words = "There is no answer" if isinstance(error, StillWaiting) else error.sentence.removesuffix(".")
        return wrong("Reachability", f"{words}{reason}: check CALLYZER_BASE_URL ({settings.base_url}), the network and"
                                     " a proxy.")
    return None


def _zone(source: Source, settings: Settings, now: datetime) -> Finding:
    """A call is told in local time and asked for in UTC: with the right zone it is found where it is said to be."""
    try:
        latest = source.history(_around(now - timedelta(days=_LOOKED_BACK), now, settings), Page(1, 1)).rows
        if latest.empty:
            return note("Zone", f"There are no calls in {_LOOKED_BACK} days that could confirm {settings.zone.key}.")
        call_at = latest["call_at"].iloc[0].to_pydatetime()
        near = source.history(_around(call_at - _AROUND, call_at + _AROUND, settings), Page(1, 100)).rows
    except CallyzerError as error:
        return wrong("Zone", f"It cannot be checked: {error.sentence}")
    if latest["id"].iloc[0] in set(near["id"]):
        return good("Zone", f"{settings.zone.key} is the account's.")
    return wrong("Zone", f"{settings.zone.key} is not the account's: a call is not found at the time it is said to"
                         " have. Set CALLYZER_TIMEZONE to the zone in Callyzer's settings.")


def _around(start: datetime, end: datetime, settings: Settings) -> CallFilter:
    return CallFilter(Window(start, end, settings.zone), is_exclude_numbers=False)


def _clock(server_ahead: timedelta) -> Finding:
    seconds = abs(server_ahead.total_seconds())
    if abs(server_ahead) < CLOCK_OFF:
        return good("Clock", f"It is within {max(1, round(seconds))} s of the server's.")
    direction = "behind" if server_ahead > timedelta() else "ahead of"
    return wrong("Clock", f"This machine's is {round(seconds)} s {direction} the server's: new calls would be missed or"
                          " come late. Let it be set by NTP.")


def _limits(settings: Settings, listening: Listening) -> Finding:
    if listening.refused:
        return wrong("Limits", f"{listening.refused} of {listening.requests} requests were refused (429): something"
                               " else uses the account's token. Raise CALLYZER_REQUEST_INTERVAL, or end the other.")
    if settings.request_interval < 2 and settings.base_url.startswith(PRODUCTION.rpartition("/api/")[0]):
        return wrong("Limits", f"CALLYZER_REQUEST_INTERVAL is {settings.request_interval:g}; Callyzer allows one"
                               " request in 2 seconds.")
    return good("Limits", f"One request in {settings.request_interval:g} s; none was refused.")


def _store(settings: Settings, now: datetime) -> Iterator[Finding]:
    path = store_path(settings)
    if not path.exists():
        folder = next(parent for parent in path.absolute().parents if parent.exists())
        yield (note("Call store", "There is none yet: run python -m callyzer sync, or open the dashboard.")
               if os.access(folder, os.W_OK) else
               wrong("Call store", f"{folder} cannot be written: set CALLYZER_DATA to a folder that can."))
        return
    try:
        with closing(open_store(settings)) as store:
            began = now.replace(microsecond=0)  # events are noted in whole seconds
            set_aside = [event.text for event in store.events(5) if event.kind == "store" and event.at >= began]
            coverage = store.coverage()
    except StoreInUse:
        yield note("Call store", f"{path} is in use: the dashboard or a sync is running, and keeps it current.")
        return
    except CallyzerError as error:
        yield wrong("Call store", error.sentence)
        return
    yield (wrong("Call store", " ".join(set_aside)) if set_aside else
           good("Call store", f"{path} can be read and written."))
    yield _coverage(coverage, now)


def _coverage(coverage: Coverage, now: datetime) -> Finding:
    again = "run python -m callyzer sync, or open the dashboard"
    if coverage.since is None or coverage.known_until is None:
        return wrong("Coverage", f"No day is complete yet: {again}.")
    if now - coverage.known_until > STALE:
        return wrong("Coverage", f"Nothing was read since {coverage.known_until:%d %b %Y}: {again}.")
    if coverage.differing_days:
        return wrong("Coverage", f"{len(coverage.differing_days)} days differ from Callyzer's own count, the latest"
                                 f" {max(coverage.differing_days):%d %b %Y}: {again}; tell Callyzer if it stays.")
    reach = "" if coverage.is_backfilled else "; older days are still to come"
    return good("Coverage", f"Every day since {coverage.since:%d %b %Y} is complete{reach}.")


def _webhook(settings: Settings) -> Finding:
    if not settings.webhook_secret:
        return note("Webhook", "CALLYZER_WEBHOOK_SECRET is not set: new calls come within minutes, not at once.")
    if len(settings.webhook_secret) < SHORT_SECRET:
        return wrong("Webhook", f"The secret is shorter than {SHORT_SECRET} characters: choose a longer one.")
    return good("Webhook", f"Deliveries to /webhook are taken with the secret in {settings.webhook_header}.")
