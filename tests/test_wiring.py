"""Opening an account: with a store where there can be one, and without it where not."""

from __future__ import annotations

import logging
import os
import re
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from callyzer.__main__ import main
from callyzer.answering import Answering
from callyzer.api.client import ApiClient
from callyzer.errors import SettingsError, StoreInUse, StoreUnavailable
from callyzer.sandbox.server import SandboxOptions
from callyzer.settings import Settings
from callyzer.store.store import CallStore
from callyzer.wiring import open_sandbox, open_source, open_store, rolled_up, store_path
from tests.builders import KOLKATA, RAVI, call, calls, days, fixed_clock, soon
from tests.store.test_store_rollup import rolled_days
from tests.test_webhook import delivery

ROOT = Path(__file__).parent.parent
DAY = days("2026-11-02", is_exclude_numbers=False)


@pytest.fixture(scope="module")
def account() -> Iterator[dict[str, Any]]:
    """The settings that lead to an account on this machine."""
    options = SandboxOptions(employees=2, days=2, interval=0.0)
    server = open_sandbox(options, fixed_clock())
    yield {"token": options.token, "base_url": server.start(), "request_interval": 0.0}
    server.stop()


def test_the_account_of_a_token_is_kept_in_a_file_of_its_own(account: dict[str, Any], tmp_path: Path) -> None:
    opened = open_source(Settings(data=tmp_path, **account))
    with closing(opened):
        assert isinstance(opened.source, Answering)
        assert (opened.origin, opened.without_store) == ("callyzer", "")
        opened.deliver(delivery(call("2026-11-02 10:00", "Incoming", 61)))
    with closing(open_store(Settings(data=tmp_path, **account))) as store:
        assert store.summary(DAY).total_incoming_duration == 61
    other = Settings(data=tmp_path, **account | {"token": "another"})
    with closing(open_store(other)) as store:
        assert store.summary(DAY).total_calls == 0


def test_nobody_else_on_the_machine_can_read_the_calls(account: dict[str, Any], tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    settings = Settings(data=tmp_path, **account)
    with closing(open_source(settings)):
        folder = store_path(settings).parent
        assert folder != tmp_path
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_store_that_another_has_is_done_without_and_the_other_takes_deliveries(
        account: dict[str, Any], tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    settings = Settings(data=tmp_path, **account)
    made = call("2026-11-02 10:00", "Incoming", 61)
    with webhook_alone(settings) as url, closing(open_source(settings)) as opened:
        assert isinstance(opened.source, ApiClient)
        assert opened.sync is None
        assert "in use" in opened.without_store
        assert opened.without_store in caplog.text
        assert opened.source.summary(DAY).provenance.origin == "callyzer"
        with pytest.raises(StoreInUse):
            opened.deliver(delivery(made))
        assert httpx.post(url, json=delivery(made), headers={"x-our-own": "hush"}).status_code == 200
    with closing(open_store(settings)) as store:
        assert store.summary(DAY).total_incoming_duration == 61


@pytest.mark.parametrize("moment", ["at once", "while it reads", "later"])
def test_an_account_ends_at_any_moment_at_once_and_without_a_complaint(
        moment: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    others = set(threading.enumerate())  # tests of the pages keep an account of their own
    with caplog.at_level(logging.WARNING):
        opened = open_source(Settings(data=tmp_path, request_interval=0.0))
        assert opened.sync is not None
        if moment != "at once":
            soon(lambda: bool(opened.sync and opened.sync.progress.doing.startswith("Reading")))
        if moment == "later":
            soon(lambda: bool(opened.sync and opened.sync.progress.pages_done > 2))
        began = time.monotonic()
        opened.close()
        took = time.monotonic() - began
    assert opened.sync.progress.state == "stopped"
    assert caplog.messages == []
    assert took < 10, "no longer than the made-up account needs to be made"
    assert "callyzer sync" not in [thread.name for thread in set(threading.enumerate()) - others]


def test_the_made_up_account_is_released_with_its_server() -> None:
    server = open_sandbox(SandboxOptions(employees=2, days=2, interval=0.0), fixed_clock())
    server.start()
    server.stop()
    with pytest.raises(StoreUnavailable, match="closed"):
        server.arrivals.begin()


def test_what_deliveries_settle_is_rolled_up_beside_them() -> None:
    with closing(CallStore.in_memory(KOLKATA, clock=fixed_clock())) as store:
        store.add_calls(calls(call("2026-10-02 10:00"), call("2026-08-02 10:00")))
        with rolled_up(store, every=0.01):
            soon(lambda: date(2026, 8, 2) in rolled_days(store))
            store.add_calls(calls(call("2026-10-03 10:00")))
            soon(lambda: date(2026, 10, 3) in rolled_days(store))
        store.add_calls(calls(call("2026-10-04 10:00")))
        assert date(2026, 10, 4) not in rolled_days(store), "nobody does so any more"
        assert store.summary(days("2026-08-01", "2026-10-31")).total_calls == 4


def test_a_store_that_cannot_be_rolled_up_is_told_without_ending_the_webhook(
        caplog: pytest.LogCaptureFixture) -> None:
    store = CallStore.in_memory(KOLKATA, clock=fixed_clock())
    store.close()
    with rolled_up(store, every=0.01):
        soon(lambda: len(caplog.messages) > 1)
    assert "is closed" in caplog.text


@contextmanager
def webhook_alone(settings: Settings) -> Iterator[str]:
    """`python -m callyzer webhook` for this account; gives its URL."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("CALLYZER_")}
    environment = own | {
        "CALLYZER_TOKEN": str(settings.token), "CALLYZER_BASE_URL": settings.base_url,
        "CALLYZER_DATA": str(settings.data), "CALLYZER_WEBHOOK_SECRET": "hush", "CALLYZER_WEBHOOK_HEADER": "X-Our-Own"}
    command = [sys.executable, "-m", "callyzer", "webhook", "--port", "0"]
    with subprocess.Popen(  # noqa: S603 - our own program
            command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            told = re.search(r"http://\S+/webhook", process.stdout.readline() if process.stdout else "")
            assert told is not None
            yield told[0]
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=20) == 0


def test_the_webhook_alone_needs_a_secret(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CALLYZER_WEBHOOK_SECRET", raising=False)
    with pytest.raises(SystemExit):
        main(["webhook", "--port", "0"])
    assert "CALLYZER_WEBHOOK_SECRET is needed" in capsys.readouterr().err


def test_where_nothing_can_be_written_callyzer_answers(account: dict[str, Any], tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.touch()
    with closing(open_source(Settings(data=blocked / "data", **account))) as opened:
        assert isinstance(opened.source, ApiClient)
        with pytest.raises(StoreUnavailable):
            opened.deliver([])


def test_the_sandbox_account_has_no_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        open_store(Settings(data=tmp_path))
    with closing(open_source(Settings(data=tmp_path, request_interval=0.0))) as opened:
        assert opened.origin == "sandbox"
        assert opened.sync is not None
    assert list(tmp_path.iterdir()) == []


def test_the_sandbox_account_began_on_its_first_day() -> None:
    settings = Settings(request_interval=0.0, sandbox_days=3)
    with closing(open_source(settings, keeps_current=False)) as opened:
        coverage = opened.coverage()
    today = datetime.now(UTC).astimezone(settings.zone).date()
    assert coverage is not None
    assert coverage.begins in {today - timedelta(days=2), today - timedelta(days=3)}, "midnight may have passed"
    assert coverage.holds(today - timedelta(days=4))
    assert not coverage.holds(today), "nothing was read yet"


def test_what_is_wrong_with_a_delivery_is_not_logged(
        account: dict[str, Any], tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), closing(open_source(Settings(data=tmp_path, **account))) as opened:
        opened.deliver(delivery(call("2026-11-02 10:00")))
    assert RAVI not in caplog.text
