from __future__ import annotations

import json
import multiprocessing
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from callyzer.book import Book
from callyzer.errors import BookUnavailable

Words = tuple[str, ...]


def read(content: Any) -> Words:
    return tuple(str(word) for word in content["words"])


def spell(words: Words) -> Any:
    return {"words": list(words)}


def book_in(folder: Path) -> Book[Words]:
    return Book(folder / "kept" / "words.json", "words", (), read, spell)


def adding(word: str) -> Callable[[Words], Words]:
    return lambda words: (*words, word)


def add_twenty(folder: Path, name: str) -> None:
    book = book_in(folder)
    for turn in range(20):
        book.change(adding(f"{name}-{turn}"))


def test_what_is_written_is_read_by_another_process_and_by_nobody_else_on_the_machine(tmp_path: Path) -> None:
    book_in(tmp_path).change(adding("किताब"))
    assert book_in(tmp_path).content() == ("किताब",)
    (path,) = (tmp_path / "kept").iterdir()
    assert path.name == "words.json"
    assert path.stat().st_mode & 0o077 == 0


def test_a_change_by_somebody_else_is_seen_at_once(tmp_path: Path) -> None:
    one, other = book_in(tmp_path), book_in(tmp_path)
    assert one.content() == other.content() == ()
    one.change(adding("one"))
    other.change(adding("two"))
    assert one.content() == other.content() == ("one", "two")
    (tmp_path / "kept" / "words.json").unlink()
    assert one.content() == ()


def test_processes_and_threads_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    others = [context.Process(target=add_twenty, args=(tmp_path, f"process {place}")) for place in range(2)]
    for process in others:
        process.start()
    book = book_in(tmp_path)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda turn: book.change(adding(f"thread-{turn}")), range(20)))
    for process in others:
        process.join()
    assert sorted(book.content()) == sorted(
        f"{name}-{turn}" for name in ("process 0", "process 1", "thread") for turn in range(20))


@pytest.mark.parametrize("content", ["gibberish", "[]", "null", '{"words": 5}', "\x00", "{}"])
def test_a_damaged_file_is_told_and_not_overwritten(tmp_path: Path, content: str) -> None:
    path = tmp_path / "kept" / "words.json"
    path.parent.mkdir()
    path.write_text(content, encoding="utf-8")
    book = book_in(tmp_path)
    for turn in (book.content, lambda: book.change(adding("new")), book.content):
        with pytest.raises(BookUnavailable, match=r"^The words cannot be read: words\.json"):
            turn()
    assert path.read_text(encoding="utf-8") == content
    path.write_text(json.dumps({"words": ["mended"]}), encoding="utf-8")
    assert book.content() == ("mended",)


def test_what_cannot_be_written_stays_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "kept").touch()
    book = book_in(tmp_path)
    with pytest.raises(BookUnavailable, match="cannot be written"):
        book.change(adding("new"))
    assert book.content() == ()


def test_without_a_file_it_lasts_as_long_as_it_is_open() -> None:
    book: Book[Words] = Book(None, "words", ("first",), read, spell)
    book.change(adding("second"))
    assert book.content() == ("first", "second")
