"""The one place that knows every implementation: settings in, an account that answers out."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from callyzer.answering import Answering
from callyzer.api.cache import Origin
from callyzer.api.client import ApiClient
from callyzer.api.gate import fingerprint
from callyzer.api.line import Priority
from callyzer.book import Book
from callyzer.errors import SettingsError, StoreUnavailable
from callyzer.goals.book import GoalBook
from callyzer.model import CallFilter
from callyzer.model.coverage import Coverage
from callyzer.model.progress import SyncProgress
from callyzer.model.saved import SavedViews
from callyzer.recordings import Recordings
from callyzer.sandbox.goals import MADE_UP
from callyzer.sandbox.server import SandboxOptions, SandboxServer
from callyzer.saved import view_book
from callyzer.settings import Settings
from callyzer.source import Source
from callyzer.store.store import CallStore
from callyzer.store.sync import Sync
from callyzer.wire import read
from callyzer.writes.log import WriteLog
from callyzer.writes.writer import Writer

__all__ = ["Opened", "Priority", "account_of", "deliver_into", "open_goals", "open_sandbox", "open_source",
           "open_store", "open_views", "rolled_up", "store_path"]

Clock = Callable[[], datetime]
ENDS_WITHIN, BEGINS_AGAIN_AFTER = 20.0, 60.0
"""Seconds the synchronisation has to end, and seconds before it is begun again after a failure of its own."""

ROLLED_UP_EVERY = 600.0
"""Days settle once a day, and a delivery for one of them is rare: a look now and then is enough."""

_LOG = logging.getLogger("callyzer")


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Opened:
    """An account that answers, until it is closed. `origin` is "sandbox" for the made-up one.

    `sync` fills the call store behind `source`; where there is no store, `without_store` says why. `deliver` takes a
    webhook's delivery and raises StoreUnavailable where it cannot be kept. `log` tells what was changed in the account,
    `recordings` fetches recordings.
    """

    source: ApiClient | Answering
    origin: Origin
    deliver: Callable[[Any], None] = field(repr=False)
    log: WriteLog = field(repr=False)
    recordings: Recordings = field(repr=False)
    sync: Sync | None = field(default=None, repr=False)
    without_store: str = ""
    _parts: ExitStack = field(default_factory=ExitStack, repr=False)

    def writer(self, who: str, viewer: str, priority: Priority = Priority.CLICK) -> Writer:
        """Changes the account in the name of `who`; the requests stand in the queue as those of `viewer`."""
        return Writer(self.source.asking(viewer, priority, None), self.log, who)

    def callyzer(self, viewer: str, priority: Priority) -> Source:
        """Callyzer itself, for what has to be as it is there now; waits for its answers."""
        source = self.source.asking(viewer, priority, None)
        return source.callyzer if isinstance(source, Answering) else source

    def coverage(self) -> Coverage | None:
        """What the call store holds; None where there is none."""
        return self.source.coverage() if isinstance(self.source, Answering) else None

    def progress(self) -> SyncProgress:
        """How far the synchronisation is; "stopped" where there is none."""
        return self.sync.progress if self.sync else SyncProgress()

    def edition(self, question: CallFilter) -> Hashable | None:
        """What the call store's answer rests on: another value means other figures. None: Callyzer answers."""
        return self.source.edition(question) if isinstance(self.source, Answering) else None

    def close(self) -> None:
        self._parts.close()


def open_source(settings: Settings, *, keeps_current: bool = True) -> Opened:
    """The account of the token; without a token the sandbox account, served by this process for itself alone.

    Where it `keeps_current`, a synchronisation fills the call store meanwhile, which costs requests.
    """
    if settings.token is None:
        return _open_made_up(settings, keeps_current=keeps_current)
    client = ApiClient.open(
        settings.base_url, settings.token, settings.zone, version=settings.api_version,
        interval=settings.request_interval, data=_writable(settings.data), read_only=settings.read_only,
    )
    on_this_machine = settings.base_url if settings.base_url.startswith("http://") else ""
    recordings = Recordings(settings.recording_hosts, own=on_this_machine)
    log = WriteLog(settings.data / f"writes-{account_of(settings)}.jsonl")
    try:
        store = open_store(settings)
    except StoreUnavailable as error:
        _LOG.warning("%s The pages ask Callyzer instead.", error.sentence)
        return _without_store(client, error, log, recordings)
    return _with_store(client, store, settings.zone, "callyzer", ExitStack(), log=log, recordings=recordings,
                       keeps_current=keeps_current)


def open_store(settings: Settings) -> CallStore:
    """The call store of the token's account, for the caller alone. Raises SettingsError and StoreUnavailable."""
    if settings.token is None:
        raise SettingsError("CALLYZER_TOKEN", "is needed: the sandbox account keeps its calls in memory")
    account = account_of(settings)
    return CallStore.open(store_path(settings), settings.zone, clock=utc_now, account=account)


def open_goals(settings: Settings) -> GoalBook:
    """The goals of the token's account; those of the sandbox account last as long as the process, as it does."""
    if settings.token is None:
        return GoalBook(None, start=MADE_UP)
    return GoalBook(settings.data / f"goals-{account_of(settings)}.json")


def open_views(settings: Settings) -> Book[SavedViews]:
    """The saved views of the token's account; those of the sandbox account last as long as the process."""
    if settings.token is None:
        return view_book(None)
    return view_book(settings.data / f"views-{account_of(settings)}.json")


def account_of(settings: Settings) -> str:
    """Names the token's account in file names; without a token it is the sandbox account."""
    return fingerprint(settings.base_url, settings.token or "")


def store_path(settings: Settings) -> Path:
    """The file of the token's account. Its folder is for the owner alone: DuckDB's files are as open as the umask."""
    return settings.data / "calls" / f"{account_of(settings)}.duckdb"


def open_sandbox(options: SandboxOptions, clock: Clock = utc_now,
                 delivery: httpx.BaseTransport | None = None) -> SandboxServer:
    """A server of the made-up account, not yet started. Raises ValueError for options that make no account."""
    account = CallStore.in_memory(options.zone, clock=clock, origin="sandbox")
    return SandboxServer(account, options, clock, delivery=delivery, released=account.close)


def deliver_into(store: CallStore, zone: ZoneInfo) -> Callable[[Any], None]:
    """What the webhook does with a delivery: its calls are committed when it returns. Raises UnexpectedAnswer."""
    def deliver(delivery: Any) -> None:
        calls = read.webhook(delivery, zone)
        if len(calls):
            store.add_calls(calls)

    return deliver


@contextmanager
def rolled_up(store: CallStore, every: float = ROLLED_UP_EVERY) -> Iterator[None]:
    """Meanwhile a thread counts, every so many seconds, the days that have settled. For a store that only deliveries
    fill: a synchronisation does so itself."""
    ended = threading.Event()
    thread = threading.Thread(target=_roll_up, args=(store, ended, every), name="callyzer roll-up", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(ENDS_WITHIN)


def _roll_up(store: CallStore, ended: threading.Event, every: float) -> None:
    """At most a month at a time, so that deliveries are written in between."""
    while not ended.is_set():
        try:
            more = store.roll_up()
        except StoreUnavailable as error:
            _LOG.error("The days that have settled could not be counted: %s", error.sentence)
            more = 0
        ended.wait(0.0 if more else every)


def _open_made_up(settings: Settings, *, keeps_current: bool) -> Opened:
    """All of it in memory: the account is made anew at each start, and those of two days are not the same."""
    options = SandboxOptions(days=settings.sandbox_days, zone=settings.zone, country=settings.country,
                             interval=settings.request_interval, webhook="http://dashboard/webhook")
    first = utc_now().astimezone(settings.zone).date() - timedelta(days=options.days - 1)
    store = CallStore.in_memory(settings.zone, clock=utc_now, origin="store", begins=first)
    server = open_sandbox(options, delivery=_Straight(deliver_into(store, settings.zone)))
    base_url = server.start(wait=False)
    client = ApiClient.open(
        base_url, options.token, settings.zone, version=settings.api_version,
        interval=settings.request_interval, origin="sandbox", read_only=settings.read_only,
    )
    parts = ExitStack()
    parts.callback(server.stop)
    return _with_store(client, store, settings.zone, "sandbox", parts, log=WriteLog(None), since=first,
                       recordings=Recordings(own=base_url), keeps_current=keeps_current)


def _without_store(client: ApiClient, reason: StoreUnavailable, log: WriteLog, recordings: Recordings) -> Opened:
    def deliver(_delivery: Any) -> None:
        raise reason

    parts = ExitStack()
    parts.callback(client.close)
    parts.callback(recordings.close)
    return Opened(client, "callyzer", deliver, log, recordings, without_store=reason.sentence, _parts=parts)


def _with_store(
    client: ApiClient, store: CallStore, zone: ZoneInfo, origin: Origin, parts: ExitStack, *,
    log: WriteLog, recordings: Recordings, since: date | None = None, keeps_current: bool,
) -> Opened:
    """With a synchronisation in a thread of its own, where it `keeps_current`; it ends before the store is closed."""
    soon, later = (client.asking("sync", priority, None) for priority in (Priority.SYNC, Priority.BACKFILL))
    sync, ended = Sync(soon, store, zone, clock=utc_now, later=later, since=since), threading.Event()
    thread = threading.Thread(target=_keep_in_sync, args=(sync, ended), name="callyzer sync", daemon=True)
    ends = (partial(thread.join, ENDS_WITHIN), client.close, ended.set) if keeps_current else (client.close,)
    for step in (recordings.close, store.close, *ends):  # from the last to the first
        parts.callback(step)
    if keeps_current:
        thread.start()
    return Opened(Answering(store, client, utc_now), origin, deliver_into(store, zone), log, recordings,
                  sync if keeps_current else None, _parts=parts)


def _keep_in_sync(sync: Sync, ended: threading.Event) -> None:
    while not ended.is_set():
        try:
            sync.run(ended)
        except Exception as error:  # noqa: BLE001 - the pages go on, and so shall this; its words may hold numbers
            _LOG.error("The synchronisation failed and is begun again: %s", type(error).__name__)
            ended.wait(BEGINS_AGAIN_AFTER)


class _Straight(httpx.BaseTransport):
    """The way of the sandbox account's webhooks inside one process."""

    def __init__(self, deliver: Callable[[Any], None]) -> None:
        self._deliver = deliver

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        try:
            self._deliver(json.loads(request.read()))
        except StoreUnavailable:
            return httpx.Response(503)
        return httpx.Response(200)


def _writable(folder: Path) -> Path | None:
    """The folder, made if need be; None where nothing can be written: then everything lives in memory."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = folder / ".probe"
        probe.touch()
        probe.unlink()
    except OSError:
        return None
    return folder
