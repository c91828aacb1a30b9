"""Everything that can go wrong between an account and its call store, at once: in the end they are equal row by row."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from callyzer.model import CallFilter, History, Page, Provenance
from callyzer.sandbox.server import SandboxOptions, SandboxServer
from callyzer.store import CallStore
from callyzer.wire import render
from tests.builders import KOLKATA
from tests.contract.test_contract import REPORTS, plain
from tests.store.syncing import EVERY_DAY, FRIDAY, NOW, SINCE, in_order

ROOT = Path(__file__).parents[2]
QUIRKS = ("database-exception=41", "flaky-connection=53", "html-error=67", "late-recordings", "null-fields")
KILLS, PATIENCE = 5, 60.0
SETTLED = NOW + timedelta(days=32)
UNTOLD = ("call_method", "call_mode")


class Chaos(CallStore):
    """An account whose calls change whenever a page of them is asked for, while it is `wild`."""

    def begin(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - the same every time
        self.wild, self.pages, self.done = False, 0, Counter[str]()
        self.told: list[pd.DataFrame] = []
        self._changing = threading.Lock()

    def history(self, question: CallFilter, page: Page | None = None) -> History:
        if page and self.wild:
            with self._changing:
                self.pages += 1
                if self.chance.random() < 0.5:
                    self._change(super().history(EVERY_DAY).rows)
        return super().history(question, page)

    def _change(self, rows: pd.DataFrame) -> None:
        some = rows.sample(3, random_state=self.chance.randrange(2**31)).reset_index(drop=True)
        change = self.chance.choice([self._late, self._modify, self._delete, self._exchange])
        self.done[change.__name__] += 1
        change(some, NOW + timedelta(seconds=sum(self.done.values())))

    def _late(self, some: pd.DataFrame, now: datetime) -> None:
        """Calls of days gone by reach Callyzer only now: they push others from one page to the next."""
        new = some.assign(id=[f"late {self.pages} {n}" for n in range(len(some))], synced_at=now, modified_at=now)
        self._write(new)

    def _modify(self, some: pd.DataFrame, now: datetime) -> None:
        """A note and a status are written, and one call turns out to be another one."""
        self._write(some.assign(note=f"written at {now:%H:%M:%S}", crm_status="Won", modified_at=now))
        self._write(some.head(1).assign(call_type="Outgoing", duration=self.pages, modified_at=now))

    def _delete(self, some: pd.DataFrame, _now: datetime) -> None:
        with self._database.writing() as connection:
            connection.run("DELETE FROM calls WHERE id = $id", {"id": str(some["id"].iloc[0])})

    def _exchange(self, some: pd.DataFrame, now: datetime) -> None:
        """One goes and another comes, so that no total tells."""
        self._delete(some, now)
        self._late(some.tail(1), now)

    def _write(self, rows: pd.DataFrame) -> None:
        self.add_calls(rows)
        self.told.append(rows)

    def deliveries(self) -> Iterator[str]:
        """What the webhook was told of so far, some of it twice, in any order."""
        with self._changing:
            told = list(self.told)
        for rows in self.chance.sample(told, len(told)) + self.chance.choices(told, k=len(told) // 2):
            yield json.dumps(render.webhook(History(rows, len(rows), Provenance(NOW, "callyzer"))))


@contextmanager
def account() -> Iterator[tuple[Chaos, str]]:
    chaos = Chaos.in_memory(KOLKATA, clock=lambda: NOW, origin="sandbox")
    assert isinstance(chaos, Chaos)
    chaos.begin(seed=7)
    options = SandboxOptions(employees=3, days=8, until=FRIDAY, zone=KOLKATA, interval=0.0, quirks=QUIRKS)
    server = SandboxServer(chaos, options, lambda: NOW, released=chaos.close)
    yield chaos, server.start()
    server.stop()


@contextmanager
def synchronising(path: Path, address: str, start: datetime, since: date) -> Iterator[subprocess.Popen[str]]:
    arguments = [str(path), address, start.isoformat(), since.isoformat()]
    with subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "tests.store.synchronising", *arguments], cwd=ROOT, stdin=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def told(process: subprocess.Popen[str], deliveries: Iterator[str]) -> None:
    assert process.stdin is not None
    try:
        for line in deliveries:
            process.stdin.write(f"{line}\n")
            process.stdin.flush()
    except BrokenPipeError:
        return  # it was killed


def killed_in_the_middle(chaos: Chaos, path: Path, address: str, start: datetime) -> None:
    """After so many more pages that nobody can foresee it is gone, whatever it was doing."""
    with synchronising(path, address, start, SINCE) as process:
        deliveries = threading.Thread(target=told, args=(process, chaos.deliveries()))
        deliveries.start()
        pages, moment = chaos.pages + chaos.chance.randint(1, 9), threading.Event()
        while chaos.pages < pages and process.poll() is None:
            moment.wait(0.002)
        moment.wait(chaos.chance.uniform(0, 0.05))
        process.send_signal(signal.SIGKILL)
        process.wait()
        deliveries.join()
        assert process.stdin is not None
        assert process.returncode == -signal.SIGKILL, "it was at work"


def finished(chaos: Chaos, path: Path, address: str, start: datetime) -> None:
    with synchronising(path, address, start, SINCE) as process:
        told(process, chaos.deliveries())
        _, errors = process.communicate("\n", timeout=PATIENCE)
        assert process.returncode == 0, errors


@pytest.mark.timeout(180)
def test_after_all_of_it_the_store_equals_the_account_row_by_row(tmp_path: Path) -> None:
    path = tmp_path / "calls.duckdb"
    with account() as (chaos, address):
        chaos.wild = True
        for run in range(KILLS):
            killed_in_the_middle(chaos, path, address, NOW + timedelta(minutes=run))
        finished(chaos, path, address, NOW + timedelta(hours=7))
        chaos.wild = False
        finished(chaos, path, address, SETTLED)
        assert set(chaos.done) == {"_late", "_modify", "_delete", "_exchange"}
        store = CallStore.open(path, KOLKATA, clock=lambda: SETTLED)
        assert in_order(store) == in_order(chaos)
        assert store.coverage().differing_days == ()
        assert store.coverage().is_backfilled
        for is_exclude in (True, False):  # of days that were rolled up, and off it again, and up
            question = replace(EVERY_DAY, is_exclude_numbers=is_exclude)
            for name in REPORTS:
                assert plain(getattr(store, name)(question), UNTOLD) == plain(
                    getattr(chaos, name)(question), UNTOLD), name
        store.close()
