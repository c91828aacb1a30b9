"""A file that is only ever added to: what was added is read again, whatever stands between the lines."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from callyzer.journal import Journal


def test_what_was_added_is_read_in_its_order_by_everybody(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "log.jsonl"
    Journal(path).add({"a": 1})
    Journal(path).add(["b"])
    assert list(Journal(path).entries()) == [{"a": 1}, ["b"]]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert Journal(path).size == path.stat().st_size


def test_a_line_that_another_left_half_written_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_bytes(b'\n{"a": 1}\n{"torn": "2026')
    Journal(path).add({"b": 2})
    with path.open("ab") as file:
        file.write(b"\n\xff\xfe")
    assert list(Journal(path).entries()) == [{"a": 1}, {"b": 2}]


def test_what_it_held_before_is_gone_when_it_is_written_anew(tmp_path: Path) -> None:
    for journal in (Journal(tmp_path / "log.jsonl"), Journal(None)):
        journal.add({"a": 1})
        journal.rewrite([{"b": 2}, {"c": 3}])
        journal.add({"d": 4})
        assert list(journal.entries()) == [{"b": 2}, {"c": 3}, {"d": 4}]
    assert [path.name for path in tmp_path.iterdir()] == ["log.jsonl"]
    assert stat.S_IMODE((tmp_path / "log.jsonl").stat().st_mode) == 0o600


def test_without_a_path_it_lasts_as_long_as_the_process() -> None:
    journal = Journal(None)
    assert (journal.size, list(journal.entries())) == (0, [])
    journal.add({"a": 1})
    assert list(journal.entries()) == [{"a": 1}]
    assert journal.size > 0


def test_what_cannot_be_written_is_said_and_what_is_not_there_is_empty(tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.touch()
    journal = Journal(blocked / "log.jsonl")
    with pytest.raises(OSError, match="a file"):
        journal.add({})
    assert (journal.size, list(journal.entries())) == (0, [])
