"""`python -m callyzer sync`, as somebody types it: interrupted, repeated, and where it cannot be."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from callyzer.__main__ import main
from callyzer.api.gate import fingerprint
from callyzer.commands.progress_line import Display, duration
from callyzer.model.progress import SyncProgress
from callyzer.store.store import CallStore
from tests.builders import KOLKATA
from tests.store.syncing import FRIDAY, NOW, Synced, begin, end, in_order

ROOT = Path(__file__).parents[2]
SINCE = FRIDAY - timedelta(days=7)
HEEDING_INTERRUPTS = ("env", "--default-signal=INT")
"""As in a terminal: what a shell runs in the background ignores them, and passes that on."""


@pytest.fixture
def account() -> Iterator[Synced]:
    synced = begin(employees=5, days=8)
    yield synced
    end(synced)


def environment(synced: Synced, data: Path, **more: str) -> dict[str, str]:
    return {**os.environ, "CALLYZER_TOKEN": "sandbox", "CALLYZER_BASE_URL": synced.address,
            "CALLYZER_DATA": str(data), "CALLYZER_REQUEST_INTERVAL": "0", **more}


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "callyzer", "sync", "--since", SINCE.isoformat(), *arguments]


def run(synced: Synced, data: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own command
        command(*arguments), cwd=ROOT, env=environment(synced, data, **more), capture_output=True, text=True,
        timeout=90, check=False)


def store_of(synced: Synced, data: Path) -> Path:
    return data / "calls" / f"{fingerprint(synced.address, 'sandbox')}.duckdb"


def test_killed_at_any_moment_it_goes_on_and_reads_at_most_one_page_twice(account: Synced, tmp_path: Path) -> None:
    account.account.asked = []
    for pages in (3, 7, 12):
        with subprocess.Popen(  # noqa: S603 - our own command
                command("--once"), cwd=ROOT, env=environment(account, tmp_path), stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL) as process:
            moment = threading.Event()
            while len(account.account.asked) < pages and process.poll() is None:
                moment.wait(0.002)
            process.send_signal(signal.SIGKILL)
        assert process.returncode == -signal.SIGKILL, "it was at work"
    finished = run(account, tmp_path, "--once")
    assert finished.returncode == 0, finished.stderr
    asked = Counter((question.window, number) for question, number in account.account.asked
                    if question.by == "call" and not question.is_exclude_numbers and not question.client_numbers)
    assert sum(count - 1 for count in asked.values()) <= 3, "one page for each time it was killed"
    store = CallStore.open(store_of(account, tmp_path), KOLKATA, clock=lambda: NOW)
    assert in_order(store) == in_order(account.account)
    store.close()


def test_it_says_what_it_reads_a_line_each_and_what_it_holds(account: Synced, tmp_path: Path) -> None:
    finished = run(account, tmp_path)
    lines = finished.stdout.splitlines()
    assert finished.returncode == 0
    assert any(line.startswith("Reading employees and their phones · ") for line in lines)
    assert any(" days · " in line and " pages/min · about " in line for line in lines)
    assert lines[-1] == "The store holds every day since 13 Nov 2026: equal to Callyzer's own count."
    assert not any("page 2 of" in line for line in lines)


def test_two_at_a_time_are_refused(account: Synced, tmp_path: Path) -> None:
    store = CallStore.open(store_of(account, tmp_path), KOLKATA, clock=lambda: NOW)
    refused = run(account, tmp_path)
    store.close()
    assert refused.returncode == 75
    assert refused.stderr.startswith("callyzer: The call store ")
    assert f"is in use already (process {os.getpid()})" in refused.stderr


def test_what_could_not_be_had_is_said_and_told_by_the_status(account: Synced, tmp_path: Path) -> None:
    refused = run(account, tmp_path, CALLYZER_TOKEN="wrong")
    assert refused.returncode == 1
    assert "Callyzer does not accept the access token." in refused.stdout
    assert refused.stderr == ""
    assert "wrong" not in refused.stdout + refused.stderr


def test_without_a_token_there_is_nothing_to_read(account: Synced, tmp_path: Path) -> None:
    refused = run(account, tmp_path, CALLYZER_TOKEN="")
    assert refused.returncode == 2
    assert "CALLYZER_TOKEN is needed" in refused.stderr


def test_a_terminal_shows_one_line_with_a_bar() -> None:
    out = io.StringIO()
    display = Display(out, is_terminal=True, columns=100)
    progress = SyncProgress(
        state="working", doing="Reading 20 Nov 2026, page 2 of 9", days_read=3, days_wanted=12, pages_to_go=40,
        pages_per_minute=29.4, seconds_to_go=750)
    display.show(progress)
    display.show(progress)
    assert out.getvalue().count("\n") == 0
    shown = out.getvalue().split("\r")[-1]
    whole = "[######..................]  25% about 12 min to go · 29 pages/min · Reading 20 Nov 2026, page 2 of 9"
    assert shown == whole[:99], "no terminal breaks it"


def test_a_narrow_terminal_shows_how_long_it_takes_first() -> None:
    out = io.StringIO()
    Display(out, is_terminal=True, columns=56).show(SyncProgress(
        doing="Reading 20 Nov 2026", days_read=3, days_wanted=12, pages_to_go=40, seconds_to_go=750))
    assert out.getvalue().split("\r")[-1] == "[######..................]  25% about 12 min to go · Re"


def test_interrupted_it_says_that_what_was_read_is_kept(account: Synced, tmp_path: Path) -> None:
    account.account.asked = []
    with subprocess.Popen(  # noqa: S603 - our own command
            [*HEEDING_INTERRUPTS, *command()], cwd=ROOT, env=environment(account, tmp_path),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        moment = threading.Event()
        while len(account.account.asked) < 3 and process.poll() is None:
            moment.wait(0.002)
        process.send_signal(signal.SIGINT)
        out, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (130, "")
    assert out.splitlines()[-2] == "Stopped. What was read is kept, and the next one goes on from there."


@pytest.mark.parametrize(("since", "reason"), [
    ("yesterday", "'yesterday' is no day such as 2026-01-31"), ("9999-01-01", "9999-01-01 is still to come")])
def test_a_day_that_cannot_be_the_oldest_is_refused(
        since: str, reason: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["sync", "--since", since])
    assert reason in capsys.readouterr().err


@pytest.mark.parametrize(("seconds", "words"), [
    (0.2, "1 s"), (89, "89 s"), (90, "2 min"), (3540, "59 min"), (12_000, "3 h 20 min"), (200_000, "2 days")])
def test_a_duration_is_told_as_a_person_would(seconds: float, words: str) -> None:
    assert duration(seconds) == words
