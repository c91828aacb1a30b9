"""The one place that knows every implementation: settings in, an account that answers out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from callyzer.api.cache import Origin
from callyzer.api.client import ApiClient
from callyzer.api.line import Priority
from callyzer.sandbox.server import SandboxOptions, SandboxServer
from callyzer.settings import Settings
from callyzer.store.store import CallStore
from callyzer.wire import read

__all__ = ["Opened", "Priority", "deliver_into", "open_sandbox", "open_source"]


@dataclass(frozen=True, slots=True)
class Opened:
    """An account that answers, until it is closed. `origin` is "sandbox" for the made-up one."""

    source: ApiClient
    origin: Origin
    sandbox: SandboxServer | None = field(default=None, repr=False)

    def close(self) -> None:
        self.source.close()
        if self.sandbox:
            self.sandbox.stop()


def open_source(settings: Settings) -> Opened:
    """The account of the token; without a token the sandbox account, served by this process for itself alone."""
    if settings.token is None:
        return _open_made_up(settings)
    client = ApiClient.open(
        settings.base_url, settings.token, settings.zone, version=settings.api_version,
        interval=settings.request_interval, data=_writable(settings.data),
    )
    return Opened(client, "callyzer")


def open_sandbox(options: SandboxOptions, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> SandboxServer:
    """A server of the made-up account, not yet started. Raises ValueError for options that make no account."""
    return SandboxServer(CallStore.in_memory(options.zone, clock=clock, origin="sandbox"), options, clock)


def deliver_into(store: CallStore, zone: ZoneInfo) -> Callable[[Any], None]:
    """What the webhook does with a delivery: its calls are committed when it returns. Raises UnexpectedAnswer."""
    def deliver(delivery: Any) -> None:
        calls = read.webhook(delivery, zone)
        if len(calls):
            store.add_calls(calls)

    return deliver


def _open_made_up(settings: Settings) -> Opened:
    """Its answers are kept in memory only: the account itself is made anew at each start."""
    options = SandboxOptions(zone=settings.zone, country=settings.country, interval=settings.request_interval)
    server = open_sandbox(options)
    client = ApiClient.open(
        server.start(wait=False), options.token, settings.zone, version=settings.api_version,
        interval=settings.request_interval, origin="sandbox",
    )
    return Opened(client, "sandbox", server)


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
