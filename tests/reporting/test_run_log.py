"""The log of reports, however a process ended; and whose turn it is to send them."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from callyzer.errors import RunNotLogged
from callyzer.reporting.log import DIED_MAKING, DIED_SENDING, LARGEST, RUNS_KEPT, RunLog
from callyzer.reporting.turn import Turn
from tests.builders import NOW, fixed_clock
from tests.reporting.schedules import at

DUE = at("2026-11-23 08:00")


def kept_in(folder: Path) -> RunLog:
    return RunLog(folder / "reports.jsonl", fixed_clock())


def lengthen(folder: Path) -> None:
    with (folder / "reports.jsonl").open("ab") as file:
        file.write(b"\n" * LARGEST)


def test_an_attempt_is_told_while_it_is_made_and_when_it_ended(tmp_path: Path) -> None:
    log = kept_in(tmp_path)
    begun = log.begin("Monday", DUE)
    assert kept_in(tmp_path).runs() == (begun,)
    log.end(replace(log.sending(replace(begun, size=9)), outcome="mailed"))
    (told,) = kept_in(tmp_path).runs()
    assert (told.schedule, told.planned, told.outcome, told.size, told.began, told.ended) == (
        "Monday", DUE, "mailed", 9, NOW, NOW)
    assert log.runs() == (told,)


def test_the_latest_is_told_first(tmp_path: Path) -> None:
    log = kept_in(tmp_path)
    log.note("Monday", "0 8 * * MON Asia/Kolkata")
    log.end(log.begin("Monday", DUE))
    assert [run.outcome for run in log.runs()] == ["making", "noted"]


def test_what_was_under_way_when_its_process_ended_failed_or_may_have_arrived(tmp_path: Path) -> None:
    log = kept_in(tmp_path)
    log.begin("making", DUE)
    log.sending(log.begin("sending", DUE))
    log.end(replace(log.begin("mailed", DUE), outcome="mailed"))
    ended = {run.schedule: (run.outcome, run.reason, run.passes) for run in kept_in(tmp_path).settle()}
    assert ended == {"making": ("failed", DIED_MAKING, True), "sending": ("uncertain", DIED_SENDING, False)}
    assert {run.outcome for run in log.runs()} == {"failed", "uncertain", "mailed"}
    assert log.settle() == []


def test_a_long_log_forgets_the_oldest_runs_but_none_that_is_needed(tmp_path: Path) -> None:
    log = kept_in(tmp_path)
    log.note("Yearly", "0 8 1 1 * Asia/Kolkata")
    size = len((tmp_path / "reports.jsonl").read_bytes())
    ended = [log.end(replace(log.begin("Every minute", DUE + timedelta(minutes=minute)), outcome="mailed"))
             for minute in range(RUNS_KEPT + 5)]
    log.shorten(lambda _runs: set())
    assert len(log.runs()) == RUNS_KEPT + 6, "it is not long yet"
    lengthen(tmp_path)
    log.shorten(lambda runs: {runs[-1]})
    assert [run.schedule for run in log.runs()[-2:]] == ["Every minute", "Yearly"]
    assert log.runs()[:-1] == tuple(reversed(ended[5:])) == kept_in(tmp_path).runs()[:-1]
    assert len((tmp_path / "reports.jsonl").read_bytes()) < 2 * size * RUNS_KEPT


def test_a_log_that_cannot_be_shortened_says_so(tmp_path: Path) -> None:
    log = kept_in(tmp_path)
    log.begin("Monday", DUE)
    lengthen(tmp_path)
    (tmp_path / f"reports.{os.getpid()}.new").mkdir()
    with pytest.raises(RunNotLogged):
        log.shorten(lambda _runs: set())
    assert [run.schedule for run in log.runs()] == ["Monday"]


def test_lines_that_cannot_be_read_cost_only_themselves(tmp_path: Path) -> None:
    log = kept_in(tmp_path)
    log.begin("Monday", DUE)
    with (tmp_path / "reports.jsonl").open("ab") as file:
        file.write(b'\n{"key": "torn", "at": "2026\n[]\n{"outcome": "unheard of"}\n')
    assert [run.schedule for run in log.runs()] == ["Monday"]


def test_nothing_is_begun_that_cannot_be_logged_but_what_has_happened_is_not_undone(tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.touch()
    log = kept_in(blocked)
    with pytest.raises(RunNotLogged):
        log.begin("Monday", DUE)
    with pytest.raises(RunNotLogged):
        log.note("Monday", "")
    assert log.end(replace(kept_in(tmp_path).begin("Monday", DUE), outcome="mailed")).outcome == "mailed"


def test_the_turn_is_one_threads_and_free_again_after_it(tmp_path: Path) -> None:
    for turn in (Turn(tmp_path / "lock"), Turn(None)):
        with turn.taken() as ours, turn.taken() as theirs:
            assert (ours, theirs) == (True, False)
            assert turn.is_taken
        assert not turn.is_taken


def test_the_turn_is_one_processs_and_free_when_that_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "lock"
    hold = ("import sys, pathlib\nfrom callyzer.reporting.turn import Turn\n"
            "with Turn(pathlib.Path(sys.argv[1])).taken() as ours:\n    print(ours, flush=True)\n    sys.stdin.read()")
    holder = subprocess.Popen([sys.executable, "-c", hold, str(path)], stdout=subprocess.PIPE, stdin=subprocess.PIPE)  # noqa: S603 - our own program
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"True\n"
        assert Turn(path).is_taken
        with Turn(path).taken() as ours:
            assert not ours
        holder.kill()
    with Turn(path).taken() as ours:
        assert ours
