"""An account on a socket, a store that is synchronised with it, and a clock that moves when it is looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

from callyzer.api.client import ApiClient
from callyzer.api.line import Priority
from callyzer.model import CallFilter, History, Page, Window
from callyzer.model.progress import SyncProgress
from callyzer.sandbox.server import SandboxOptions, SandboxServer
from callyzer.store.ledger import OpenWindow
from callyzer.store.store import CallStore
from callyzer.store.sync import Sync
from callyzer.store.sync_units import ReadPage, Schedule, Unit
from tests.builders import KOLKATA, records

FRIDAY = date(2026, 11, 20)
SINCE = date(2026, 11, 13)
NOW = datetime(2026, 11, 20, 13, 0, tzinfo=UTC)  # half past six in the evening
EVERY_DAY = CallFilter(Window.of_days(SINCE, FRIDAY, KOLKATA), is_exclude_numbers=False)

USUAL = Schedule(longest_delta=timedelta(days=15))
"""Where weeks pass, a delta of a day each would prove no more."""


class Clock:
    """Half a second passes between two looks."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=500)
        return self.now

    def pass_by(self, **duration: float) -> None:
        self.now += timedelta(**duration)


@dataclass
class Synced:
    """`account` is the store behind the sandbox: what is changed there, Callyzer says from then on."""

    account: Watched
    server: SandboxServer
    client: ApiClient
    store: CallStore
    clock: Clock
    address: str

    def sync(self, schedule: Schedule | None = None, since: date = SINCE) -> Sync:
        soon, later = (self.client.asking("sync", priority, None) for priority in (Priority.SYNC, Priority.BACKFILL))
        return Sync(soon, self.store, KOLKATA, clock=self.clock, later=later, since=since, schedule=schedule or USUAL)

    def catch_up(self, sync: Sync | None = None, **more: Any) -> SyncProgress:
        return until_rest(sync or self.sync(**more))

    def calls(self) -> list[dict[str, Any]]:
        """Every call the store holds."""
        return in_order(self.store)

    def account_calls(self) -> list[dict[str, Any]]:
        return in_order(self.account)


def in_order(store: CallStore) -> list[dict[str, Any]]:
    """Every call by id. What v2.1 does not tell is left out, as is the lead, which each store works out by itself."""
    untold = ("call_method", "call_mode")
    rows = records(store.history(EVERY_DAY).rows)
    return sorted(({name: value for name, value in row.items() if name not in untold} for row in rows),
                  key=lambda row: row["id"])


def until_rest(sync: Sync, most: int = 600) -> SyncProgress:
    """Step by step until nothing is due."""
    for _ in range(most):
        progress = sync.step()
        if progress.rests_until:
            return progress
    raise AssertionError(f"still busy: {progress.doing}")


def until(sync: Sync, happens: Callable[[Unit], bool]) -> Unit:
    """Step by step until this would be next."""
    for _ in range(300):
        unit = sync._next()
        if happens(unit):
            return unit
        sync.step()
    raise AssertionError("it never came")


def page(number: int, purpose: str = "days", *, at_least: int = 0) -> Callable[[Unit], bool]:
    """Whether page `number` of a window is next, one of a certain number of pages at least."""
    def fits(unit: Unit) -> bool:
        if not isinstance(unit, ReadPage):
            return False
        window: OpenWindow = unit.window
        return window.purpose == purpose and window.next_page == number and (window.total_records or 0) >= at_least
    return fits


class Watched(CallStore):
    """An account that remembers which pages of calls it was asked for."""

    asked: list[tuple[CallFilter, int]]

    def history(self, question: CallFilter, page: Page | None = None) -> History:
        if page:
            self.__dict__.setdefault("asked", []).append((question, page.number))
        return super().history(question, page)

    def forget(self, *ids: str) -> None:
        """Deletes calls, as their owner would."""
        with self._database.writing() as connection:
            for each in ids:
                connection.run("DELETE FROM calls WHERE id = $id", {"id": each})


def begin(quirks: tuple[str, ...] = (), *, employees: int = 5, days: int = 8, interval: float = 0.0,
          last: date | None = FRIDAY) -> Synced:
    clock = Clock()
    account = cast(Watched, Watched.in_memory(KOLKATA, clock=lambda: clock.now, origin="sandbox"))
    options = SandboxOptions(
        employees=employees, days=days, until=last, zone=KOLKATA, interval=interval, quirks=quirks)
    server = SandboxServer(account, options, lambda: clock.now)
    address = server.start()
    server._ticker.stop()  # new calls arrive when a test says so
    client = ApiClient.open(address, options.token, KOLKATA, interval=interval)
    store = CallStore.in_memory(KOLKATA, clock=clock, origin="store")
    return Synced(account, server, client, store, clock, address)


def end(synced: Synced) -> None:
    synced.client.close()
    synced.server.stop()
    synced.store.close()
    synced.account.close()


