"""`python -m callyzer doctor`: each thing that can be wrong is said, with what to do."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest

from callyzer.__main__ import main
from callyzer.commands.doctor import examined
from callyzer.commands.findings import Finding
from callyzer.commands.listening import Listening
from callyzer.model.coverage import AuditedDay, AuditResult, Figures
from callyzer.settings import Settings
from callyzer.store.ledger import LedgerStep
from callyzer.store.store import CallStore
from callyzer.wiring import store_path
from tests.builders import KOLKATA
from tests.store.syncing import FRIDAY, NOW, Synced, begin, end


@pytest.fixture(scope="module")
def account() -> Iterator[Synced]:
    synced = begin(employees=3, days=4)
    yield synced
    end(synced)


@pytest.fixture
def settings(account: Synced, tmp_path: Path) -> Settings:
    return Settings(token="sandbox", base_url=account.address, data=tmp_path, request_interval=0.0, zone=KOLKATA)


def findings(settings: Settings, now: datetime = NOW, patience: float = 20.0) -> dict[str, Finding]:
    return {finding.name: finding for finding in examined(settings, lambda: now, patience)}


def synced_store(settings: Settings, known_until: datetime = NOW, *, differs: bool = False) -> None:
    store = CallStore.open(store_path(settings), KOLKATA, clock=lambda: NOW)
    store.move_ledger(LedgerStep(completed_days=(FRIDAY,), completed_at=NOW, synced_from=known_until,
                                 synced_until=known_until, backfill_end=FRIDAY))
    if differs:
        store.record_audit(AuditResult(NOW, (AuditedDay(FRIDAY, Figures(1, 1, 1), Figures(2, 1, 1)),)))
    store.close()


def test_a_good_account_with_a_store_is_found_good(settings: Settings) -> None:
    synced_store(settings)
    found = findings(replace(settings, webhook_secret="a-long-enough-secret"))
    levels = {name: finding.level for name, finding in found.items() if name != "Clock"}
    assert levels == dict.fromkeys(
        ("Reachability", "Token", "Zone", "Limits", "Call store", "Coverage", "Webhook"), "ok")
    assert found["Coverage"].words == "Every day since 20 Nov 2026 is complete."


def test_a_wrong_token_is_named_and_not_shown(settings: Settings) -> None:
    found = findings(replace(settings, token="mistyped"))
    assert found["Token"].is_wrong
    assert not any("mistyped" in finding.line for finding in found.values())


def test_a_wrong_zone_is_found_by_a_call(settings: Settings) -> None:
    found = findings(replace(settings, zone=ZoneInfo("Europe/Berlin")))
    assert found["Zone"].is_wrong
    assert "Set CALLYZER_TIMEZONE" in found["Zone"].words


@pytest.mark.parametrize(("here", "words"), [(timedelta(), ""), (timedelta(minutes=-10), "behind the server's"),
                                             (timedelta(minutes=10), "ahead of the server's")])
def test_the_clock_is_compared_with_the_server_s(settings: Settings, here: timedelta, words: str) -> None:
    now = datetime.now(KOLKATA) + here
    found = findings(settings, now)["Clock"]
    assert found.is_wrong == bool(words)
    assert words in found.words


def test_a_server_that_is_not_there_is_told(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    found = findings(replace(settings, base_url=f"http://127.0.0.1:{port}/api/v2.1"), patience=0.5)
    assert found["Reachability"].is_wrong
    assert "(ConnectError)" in found["Reachability"].words


def test_too_fast_an_interval_for_the_live_account_is_wrong(settings: Settings) -> None:
    refused = Listening(lambda: NOW, httpx.MockTransport(lambda _: httpx.Response(429)))
    with httpx.Client(transport=refused) as client:
        client.get("http://account.invalid")
    assert (refused.requests, refused.refused, refused.server_ahead) == (1, 1, None)
    assert findings(settings)["Limits"].level == "ok"


@pytest.mark.parametrize(("known_until", "differs", "words"), [
    (NOW - timedelta(days=3), False, "Nothing was read since 17 Nov 2026"),
    (NOW, True, "1 days differ from Callyzer's own count, the latest 20 Nov 2026")])
def test_a_store_that_is_old_or_differs_is_wrong(
    settings: Settings, known_until: datetime, differs: bool, words: str,
) -> None:
    synced_store(settings, known_until, differs=differs)
    found = findings(settings)["Coverage"]
    assert found.is_wrong
    assert words in found.words


def test_a_damaged_store_is_told(settings: Settings) -> None:
    store_path(settings).parent.mkdir(parents=True)
    store_path(settings).write_bytes(b"no database at all" * 1000)
    assert "set aside" in findings(settings, datetime.now(UTC))["Call store"].words, "in the same second"


def test_no_store_yet_is_no_fault(settings: Settings) -> None:
    found = findings(settings)
    assert found["Call store"].level == "note"
    assert "Coverage" not in found
    assert not store_path(settings).exists(), "looking makes nothing"


def test_a_short_secret_is_wrong_and_not_shown(settings: Settings) -> None:
    found = findings(replace(settings, webhook_secret="hunter2"))["Webhook"]
    assert found.is_wrong
    assert "hunter2" not in found.line


def test_the_command_s_status_tells(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in (("TOKEN", "sandbox"), ("BASE_URL", settings.base_url), ("DATA", str(settings.data)),
                        ("REQUEST_INTERVAL", "0")):
        monkeypatch.setenv(f"CALLYZER_{name}", value)
    monkeypatch.delenv("CALLYZER_WEBHOOK_SECRET", raising=False)
    assert main(["doctor"]) == 0, capsys.readouterr().out
    assert "ok    Reachability" in capsys.readouterr().out
    monkeypatch.setenv("CALLYZER_TOKEN", "mistyped")
    assert main(["doctor"]) == 1


def test_it_keeps_to_the_slots_of_a_running_dashboard(account: Synced, settings: Settings) -> None:
    findings(replace(settings, request_interval=0.05))
    assert list(settings.data.glob("gate-*"))
