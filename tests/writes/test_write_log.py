"""The log of writes: what was changed, by whom, and what came of it, however the process ended."""

from __future__ import annotations

import json
import stat
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from callyzer.errors import WriteNotLogged
from callyzer.writes.log import LOST, WriteLog
from tests.builders import NOW, fixed_clock


def kept_in(folder: Path, at: datetime = NOW) -> WriteLog:
    return WriteLog(folder / "writes.jsonl", fixed_clock(at))


def test_a_write_is_told_before_its_end_and_after(tmp_path: Path) -> None:
    log = kept_in(tmp_path)
    begun = log.begin("lead@example.invalid", "remove_recordings", 2, ["one", "two"])
    assert log.writes() == (begun,)
    assert (begun.at, begun.outcome) == (NOW, "under way")
    log.end(replace(begun, outcome="done", ids=("one",), failed=1))
    (told,) = log.writes()
    assert (told.outcome, told.ids, told.failed, told.rows, told.at) == ("done", ("one",), 1, 2, NOW)


def test_another_process_reads_what_this_one_wrote_the_latest_first(tmp_path: Path) -> None:
    first = kept_in(tmp_path)
    first.end(replace(first.begin("a", "save_lead", 1), outcome="refused", reason="BadRequest 400"))
    second = kept_in(tmp_path, datetime(2026, 11, 23, tzinfo=UTC))
    second.end(replace(second.begin("b", "save_lead", 1), outcome="done", ids=("x",)))
    assert [(write.who, write.outcome) for write in kept_in(tmp_path).writes()] == [("b", "done"), ("a", "refused")]
    assert first.writes() == second.writes()


def test_a_write_whose_end_was_never_told_may_have_happened(tmp_path: Path) -> None:
    kept_in(tmp_path).begin("a", "bulk_save_leads", 50, what="rows 1 to 50 of 80")
    (told,) = kept_in(tmp_path).writes()
    assert (told.outcome, told.reason, told.what) == ("uncertain", LOST, "rows 1 to 50 of 80")


def test_lines_that_cannot_be_read_cost_only_themselves(tmp_path: Path) -> None:
    log = kept_in(tmp_path)
    log.begin("a", "save_lead", 1)
    path = tmp_path / "writes.jsonl"
    with path.open("ab") as file:
        file.write(b'\n{"key": "torn", "at": "2026')
    log.begin("b", "save_lead", 1)
    with path.open("ab") as file:
        file.write(b'\n[]\n"text"\n{"outcome": "unheard of"}\n\xff\xfe\n')
    assert {write.who for write in log.writes()} == {"a", "b"}


def test_the_file_is_for_its_owner_alone_and_only_grows(tmp_path: Path) -> None:
    log, path = kept_in(tmp_path / "new folder"), tmp_path / "new folder" / "writes.jsonl"
    begun = log.begin("a", "save_lead", 1)
    before = path.read_bytes()
    log.end(replace(begun, outcome="done"))
    assert path.read_bytes().startswith(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert all(json.loads(line)["at"].endswith("+00:00") for line in path.read_text().split("\n") if line)


def test_nothing_is_begun_that_cannot_be_logged_but_what_has_happened_is_not_undone(tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.touch()
    log = kept_in(blocked)
    with pytest.raises(WriteNotLogged):
        log.begin("a", "save_lead", 1)
    assert log.writes() == ()
    begun = kept_in(tmp_path).begin("a", "save_lead", 1)
    log.end(replace(begun, outcome="done"))


def test_without_a_file_the_log_lasts_as_long_as_the_process() -> None:
    log = WriteLog(None, fixed_clock())
    begun = log.begin("a", "save_lead", 1)
    assert log.writes() == (begun,)
    assert WriteLog(None).writes() == ()
