"""What becomes of a file that is old, new, damaged, half written, somebody else's, or in use."""

from __future__ import annotations

import logging
import os
import random
import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb
import pytest

from callyzer.errors import StoreDamaged, StoreInUse, StoreUnavailable
from callyzer.model import Page
from callyzer.store import CallStore
from callyzer.store.ledger import LedgerStep
from callyzer.store.migrations import SCHEMA_VERSION
from tests.builders import BERLIN, KOLKATA, NOW, call, calls, days, employee, employees, fixed_clock
from tests.store.writing import PAGE

ROOT = Path(__file__).parents[2]
DAY = days("2026-11-02")
SAMPLES = Path(__file__).parent / "samples"


def opened(path: Path, account: str = "") -> CallStore:
    return CallStore.open(path, KOLKATA, clock=fixed_clock(), account=account)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with one call."""
    file = tmp_path / "data" / "calls.duckdb"
    store = opened(file)
    store.add_calls(calls(call("2026-11-02 10:00")))
    store.close()
    return file


def set_aside(path: Path) -> list[str]:
    own = (path.name, f"{path.name}.wal", f"{path.name}.lock")
    return sorted(each.name for each in path.parent.iterdir() if each.name not in own)


def test_what_was_written_is_there_again(path: Path) -> None:
    store = opened(path)
    assert store.summary(DAY).total_calls == 1
    assert store.summary(DAY).provenance.origin == "store"
    assert store.events() == []
    store.close()


def garbage(path: Path) -> None:
    path.write_bytes(b"not a database at all" * 1000)


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:path.stat().st_size // 2])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def overwritten(path: Path) -> None:
    held = bytearray(path.read_bytes())
    held[4096:40_000] = random.Random(7).randbytes(40_000 - 4096)  # noqa: S311  # the same every time
    path.write_bytes(held)


@pytest.mark.parametrize("damaged", [garbage, truncated, emptied, overwritten])
def test_a_damaged_file_is_set_aside_and_a_new_one_begun(
    path: Path, damaged: object, caplog: pytest.LogCaptureFixture
) -> None:
    assert callable(damaged)
    damaged(path)
    kept = path.read_bytes()
    with caplog.at_level(logging.WARNING):
        store = opened(path)
    name = "calls.damaged-20261122T063000.duckdb"
    sentence = f"The call store calls.duckdb is damaged. It was set aside as {name}, and a new one was begun."
    assert [(event.kind, event.text) for event in store.events()] == [("store", sentence)]
    assert caplog.messages == [sentence]
    assert (path.parent / name).read_bytes() == kept
    assert store.summary(DAY).total_calls == 0
    store.add_calls(calls(call("2026-11-02 10:00")))
    store.close()


def test_damage_met_while_reading_is_told_and_the_file_set_aside_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "calls.duckdb"
    store = opened(path)
    chance = random.Random(7)  # noqa: S311  # the same every time
    store.add_calls(calls(*(
        call(f"2026-11-02 {minute // 60:02}:{minute % 60:02}", note=chance.randbytes(200).hex())
        for minute in range(1440))))
    store.close()
    held = bytearray(path.read_bytes())
    note = held.find(b"0", len(held) // 3)
    held[note:note + 100_000] = bytes(100_000)
    path.write_bytes(held)
    store = opened(path)
    with pytest.raises(StoreDamaged):
        store.history(DAY)
    store.close()
    store = opened(path)
    assert "could not be read in places" in store.events()[0].text
    assert store.history(DAY).total_records == 0
    store.close()
    opened(path).close()
    assert set_aside(path) == ["calls.damaged-20261122T063000.duckdb"]


def test_a_file_of_a_newer_version_is_set_aside(path: Path) -> None:
    with duckdb.connect(str(path)) as raw:
        raw.execute(f"UPDATE meta SET value = '{SCHEMA_VERSION + 1}' WHERE name = 'schema_version'").fetchall()
    store = opened(path)
    assert "was written by a newer version" in store.events()[0].text
    assert set_aside(path) == ["calls.newer-20261122T063000.duckdb"]
    store.close()


def test_a_file_of_another_kind_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "calls.duckdb"
    with duckdb.connect(str(path)) as raw:
        raw.execute("CREATE TABLE recipes (name VARCHAR)").fetchall()
    store = opened(path)
    assert "is no call store" in store.events()[0].text
    store.close()


def test_a_file_of_another_account_is_set_aside(path: Path) -> None:
    opened(path, account="a1").close()
    store = opened(path, account="a1")
    assert store.summary(DAY).total_calls == 1
    store.close()
    store = opened(path, account="b2")
    assert "belongs to another account" in store.events()[0].text
    assert store.summary(DAY).total_calls == 0
    store.close()


def shape(path: Path) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as raw:
        return raw.execute(
            "SELECT table_name, column_name, ordinal_position, is_nullable, data_type FROM information_schema.columns"
            " ORDER BY ALL").fetchall()


def test_an_old_file_is_upgraded_and_keeps_its_calls(tmp_path: Path, path: Path) -> None:
    old = tmp_path / "old.duckdb"
    with duckdb.connect(str(old)) as raw:
        raw.execute((SAMPLES / "schema_1.sql").read_text(encoding="utf-8")).fetchall()
        raw.execute("INSERT INTO meta VALUES ('schema_version', '1'), ('zone', 'Asia/Kolkata')").fetchall()
        raw.execute(f"ATTACH '{path}' AS now (READ_ONLY)").fetchall()
        for table, columns in (("calls", "*"), ("employees", "*"), ("clients", "* EXCLUDE (number_hash)")):
            raw.execute(f"INSERT INTO {table} BY NAME SELECT {columns} FROM now.{table}").fetchall()
    store = opened(old)
    assert [event.text for event in store.events()] == [
        f"The call store was upgraded from version 1 to {SCHEMA_VERSION}."]
    assert store.summary(DAY).total_calls == 1
    store.add_calls(calls(call("2026-10-02 11:00")))
    assert store.roll_up() > 0
    store.close()
    assert shape(old) == shape(path)


def test_a_file_that_another_process_has_open_is_left_alone(path: Path) -> None:
    with writer(path) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == "open"
        with pytest.raises(StoreInUse, match=rf"in use already \(process {other.pid}\)"):
            opened(path)
        other.kill()
    assert set_aside(path) == []
    opened(path).close()


def test_one_process_has_a_file_open_once_at_a_time(path: Path) -> None:
    store = opened(path)
    with pytest.raises(StoreInUse, match=rf"\(process {os.getpid()}\).*End that one first"):
        opened(path)
    assert store.summary(DAY).total_calls == 1, "the first one goes on"
    store.close()
    store.close()
    opened(path).close()


def test_a_file_that_a_foreign_program_has_open_is_left_alone(path: Path) -> None:
    program = f"import duckdb; held = duckdb.connect({str(path)!r}); print('open', flush=True); input()"
    with subprocess.Popen(  # noqa: S603  # our own program
            [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as foreign:
        assert foreign.stdout is not None
        assert foreign.stdout.readline().strip() == "open"
        with pytest.raises(StoreInUse, match="in use already: "):
            opened(path)
        foreign.kill()
    opened(path).close()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnavailable, match="cannot be made"):
        opened(tmp_path / "file" / "calls.duckdb")


def test_another_zone_moves_the_calls_to_its_days(tmp_path: Path) -> None:
    path = tmp_path / "calls.duckdb"
    store = opened(path)
    store.add_employees(employees(employee()))
    store.add_calls(calls(call("2026-11-02 03:00"), call("2026-11-02 13:30")))
    complete = tuple(date(2026, 11, day) for day in (1, 2, 3, 5))
    store.move_ledger(LedgerStep(completed_days=complete, completed_at=NOW))
    store.close()
    store = CallStore.open(path, BERLIN, clock=fixed_clock())
    # 03:00 in Kolkata is 22:30 of the day before in Berlin; 13:30 is 09:00.
    assert list(store.daywise_analytics(days("2026-11-01", "2026-11-02", zone=BERLIN)).day_wise.groupby("date")[
        "total_calls"].sum()) == [1, 1]
    assert set(store.ledger().days) == {date(2026, 11, 2)}
    assert "from the zone Asia/Kolkata to Europe/Berlin" in store.events()[0].text
    store.close()


class writer:  # noqa: N801  # a context manager that reads as one
    """The process of writing.py."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> subprocess.Popen[str]:
        self._process = subprocess.Popen(  # noqa: S603  # our own module
            [sys.executable, "-m", "tests.store.writing", str(self._path)], stdout=subprocess.PIPE, text=True, cwd=ROOT)
        return self._process

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()


def pages_until_killed(path: Path, pages: int) -> int:
    """Kills the writer once it has said it wrote so many pages; how many it said in all."""
    with writer(path) as process:
        assert process.stdout is not None
        said = iter(process.stdout)
        assert next(said).strip() == "open"
        for _ in range(pages):
            last = int(next(said))
        process.kill()
        return max([last, *map(int, said)])


@pytest.fixture
def killed(tmp_path: Path) -> tuple[Path, int]:
    path = tmp_path / "calls.duckdb"
    return path, pages_until_killed(path, 9)


def test_after_kill_9_every_page_that_was_answered_is_there_and_none_by_half(killed: tuple[Path, int]) -> None:
    path, said = killed
    store = opened(path)
    assert store.events() == []
    window = store.ledger().windows["backfill"]
    written = window.next_page - 1
    assert written in (said, said + 1)  # the last page may have been committed before it could be said
    report = store.summary(days("2026-10-01", "2026-11-05"))
    assert (report.total_calls, window.distinct_ids) == (written * PAGE, written * PAGE)
    store.close()


def test_a_log_that_was_cut_short_loses_whole_pages_only(killed: tuple[Path, int]) -> None:
    path, _ = killed
    log = path.with_name(path.name + ".wal")
    whole = log.read_bytes()
    log.write_bytes(whole[:len(whole) * 2 // 3])
    store = opened(path)
    window = store.ledger().windows.get("backfill")
    written = window.next_page - 1 if window else 0
    assert store.history(days("2026-10-01", "2026-11-05"), Page()).total_records == written * PAGE
    store.close()
