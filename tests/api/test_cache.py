"""How long an answer is fresh, and what the cache gives back whatever happens to its file."""

from __future__ import annotations

import sqlite3
import stat
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callyzer.api.cache import LISTS, LIVE, OLDER, SETTLING, Cache, Inquiry, shelf_life
from callyzer.api.disk import Disk, Stored
from callyzer.model import EmployeeQuery, Employees, Page, Window
from callyzer.wire import ask, read
from tests.builders import BERLIN, KOLKATA, NOW

TODAY = date(2026, 11, 22)
TEXT = '{"result": [], "total_records": 0, "page_no": 1, "page_size": 100, "message": "Success"}'


def days(first: date, last: date) -> Window:
    return Window.of_days(first, last, KOLKATA)


def inquiry(name: str = "Asha") -> Inquiry[Employees]:
    return Inquiry(ask.get_employees(EmployeeQuery(emp_name=name), Page()), read.get_employees)


def put(cache: Cache, asked: Inquiry[Employees], as_of: datetime = NOW) -> Employees:
    report = cache.report(asked, {"result": [], "total_records": 0}, as_of)
    cache.put(asked, report, TEXT, cache.season(asked.name))
    return report


@pytest.mark.parametrize(("window", "life"), [
    (days(TODAY, TODAY), LIVE),
    (days(date(2026, 11, 1), TODAY), LIVE),
    (days(date(2026, 11, 1), date(2026, 12, 1)), LIVE),
    (days(date(2026, 11, 1), date(2026, 11, 21)), SETTLING),
    (days(date(2026, 11, 1), date(2026, 11, 15)), SETTLING),
    (days(date(2026, 11, 1), date(2026, 11, 14)), OLDER),
    (None, LISTS),
])
def test_an_answer_is_fresh_for_as_long_as_its_window_moves(window: Window | None, life: timedelta) -> None:
    assert shelf_life(window, NOW) == life


def test_today_is_the_accounts_today() -> None:
    one_at_night_in_berlin = datetime(2026, 7, 1, 23, 0, tzinfo=UTC)  # where it is July 2 by now
    assert shelf_life(Window.of_days(date(2026, 7, 1), date(2026, 7, 1), BERLIN), one_at_night_in_berlin) == SETTLING
    assert shelf_life(Window.of_days(date(2026, 7, 2), date(2026, 7, 2), BERLIN), one_at_night_in_berlin) == LIVE


def test_an_answer_read_while_its_day_went_on_is_not_fresh_the_next_day() -> None:
    assert shelf_life(days(TODAY, TODAY), NOW) == LIVE, "whatever the time of day at which it is looked at"


def test_a_list_of_many_pages_is_not_read_again_all_the_time() -> None:
    assert shelf_life(days(TODAY, TODAY), NOW, total_records=600) == LIVE
    assert shelf_life(days(TODAY, TODAY), NOW, total_records=18_000) == timedelta(minutes=30)


def test_an_answer_from_the_future_is_not_trusted() -> None:
    cache = Cache(KOLKATA, "callyzer")
    put(cache, inquiry())
    entry = cache.get(inquiry())
    assert entry is not None
    assert entry.is_fresh(None, NOW)
    assert not entry.is_fresh(None, NOW - timedelta(minutes=5))


def test_the_same_answer_is_the_same_object() -> None:
    cache = Cache(KOLKATA, "callyzer")
    report = put(cache, inquiry())
    entry = cache.get(inquiry())
    assert entry is not None
    assert entry.report is report
    older = entry.older(refreshing=True)
    assert entry.older(refreshing=True) is older
    assert older.rows is report.rows
    assert entry.older(problem="gone").provenance.problem == "gone"


def test_a_restart_loses_nothing(tmp_path: Path) -> None:
    first = Cache(KOLKATA, "callyzer", Disk(tmp_path / "data" / "answers.sqlite"))
    put(first, inquiry())
    first.close()
    second = Cache(KOLKATA, "callyzer", Disk(tmp_path / "data" / "answers.sqlite"))
    entry = second.get(inquiry())
    assert entry is not None
    assert entry.as_of == NOW
    assert second.get(inquiry()) is entry, "parsed once"
    assert second.get(inquiry("Bina")) is None
    second.close()


def test_only_the_owner_can_read_it_and_keys_do_not_tell_what_was_asked(tmp_path: Path) -> None:
    disk = Disk(tmp_path / "answers.sqlite")
    Cache(KOLKATA, "callyzer", disk)
    disk.put("history 9988776655", Stored("{}", NOW, "history", "family 9988776655", (1, 2)))
    for path in tmp_path.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
        assert b"9988776655" not in path.read_bytes()
    assert disk.spans("family 9988776655") == {(1, 2)}
    disk.close()


def test_what_was_written_to_is_forgotten_and_answers_under_way_are_not_kept(tmp_path: Path) -> None:
    cache = Cache(KOLKATA, "callyzer", Disk(tmp_path / "answers.sqlite"))
    report = put(cache, inquiry())
    season = cache.season("get_employees")
    cache.drop(frozenset({"get_employees"}))
    assert cache.get(inquiry()) is None
    cache.put(inquiry(), report, TEXT, season)
    assert cache.get(inquiry()) is None, "it left before the write"
    cache.close()


def test_the_oldest_answers_make_room(tmp_path: Path) -> None:
    disk = Disk(tmp_path / "answers.sqlite", limit=1000)
    for n in range(8):
        disk.put(str(n), Stored("x" * 300, NOW + timedelta(seconds=n)))
    assert [n for n in range(8) if disk.get(str(n))] == [5, 6, 7]
    disk.close()


def test_memory_is_bounded() -> None:
    cache = Cache(KOLKATA, "callyzer", memory=2 * len(TEXT))
    for name in ("Asha", "Bina", "Chetan"):
        put(cache, inquiry(name))
    assert [name for name in ("Asha", "Bina", "Chetan") if cache.get(inquiry(name))] == ["Bina", "Chetan"]


def test_a_folder_that_cannot_be_written_costs_nothing_but_the_restart(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = Cache(KOLKATA, "callyzer", Disk(tmp_path / "file" / "answers.sqlite"))
    put(cache, inquiry())
    assert cache.get(inquiry()) is not None
    cache.drop(frozenset({"get_employees"}))
    assert cache.get(inquiry()) is None


def test_a_row_that_was_changed_is_not_an_answer(tmp_path: Path) -> None:
    disk = Disk(tmp_path / "answers.sqlite")
    disk.put("a", Stored('{"total_calls": 10}', NOW))
    disk.close()
    with sqlite3.connect(tmp_path / "answers.sqlite") as connection:
        connection.execute("UPDATE answers SET text = replace(text, '10', '90')")
    connection.close()
    assert disk.get("a") is None
    disk.put("a", Stored('{"total_calls": 11}', NOW))
    found = disk.get("a")
    assert found is not None
    assert found.text == '{"total_calls": 11}'
    disk.close()


def test_a_time_that_was_changed_does_not_make_an_answer_younger(tmp_path: Path) -> None:
    disk = Disk(tmp_path / "answers.sqlite")
    disk.put("a", Stored("{}", NOW))
    disk.close()
    with sqlite3.connect(tmp_path / "answers.sqlite") as connection:
        connection.execute("UPDATE answers SET as_of = as_of + 86400")
    connection.close()
    assert disk.get("a") is None
    disk.close()


def test_a_file_of_another_kind_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE answers (something, else_entirely)")
    connection.close()
    disk = Disk(path)
    assert disk.get("a") is None
    disk.put("a", Stored("{}", NOW))
    assert disk.get("a") is not None
    assert (tmp_path / "answers.damaged").exists()
    disk.close()


def test_an_answer_this_version_does_not_understand_is_asked_again(tmp_path: Path) -> None:
    disk = Disk(tmp_path / "answers.sqlite")
    disk.put(inquiry().key, Stored('{"result": "something else"}', NOW))
    cache = Cache(KOLKATA, "callyzer", disk)
    assert cache.get(inquiry()) is None
    assert disk.get(inquiry().key) is None
    cache.close()


damages = st.one_of(
    st.tuples(st.just("cut"), st.floats(0, 1), st.just(0)),
    st.tuples(st.just("flip"), st.floats(0, 1), st.integers(1, 255)),
    st.tuples(st.just("noise"), st.floats(0, 1), st.integers(1, 400)),
)


def damage(path: Path, kind: str, where: float, amount: int) -> None:
    content = bytearray(path.read_bytes())
    place = min(int(where * len(content)), len(content) - 1)
    if kind == "cut":
        del content[place:]
    elif kind == "flip":
        content[place] ^= amount
    else:
        content[place:place + amount] = bytes((7 * n + 13) % 256 for n in range(amount))
    path.write_bytes(content)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(damages, min_size=1, max_size=3))
def test_whatever_happens_to_the_file_no_wrong_answer_comes_out_and_it_works_again(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, float, int]],
) -> None:
    path = tmp_path_factory.mktemp("cache") / "answers.sqlite"
    answers = {f"key {n}": f'{{"total_calls": {n}, "note": "{"x" * 50 * n}"}}' for n in range(12)}
    disk = Disk(path)
    for key, text in answers.items():
        disk.put(key, Stored(text, NOW))
    disk.close()
    for change in changes:
        if path.stat().st_size:
            damage(path, *change)
    for key, text in answers.items():
        found = disk.get(key)
        assert found is None or (found.text == text and found.as_of == NOW)
    for _ in range(2):  # the first may find out
        disk.put("new", Stored("{}", NOW + timedelta(hours=1)))
    found = disk.get("new")
    assert found is not None
    assert found.text == "{}"
    disk.close()
