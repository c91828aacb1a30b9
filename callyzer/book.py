"""What people set down together and keep in a file: JSON, written in one piece, read again after whoever changed it."""

from __future__ import annotations

import fcntl
import json
import logging
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Generic, TypeVar

from callyzer.errors import BookUnavailable, CallyzerError
from callyzer.files import write_whole

T = TypeVar("T")
_Mark = tuple[int, int, int]
_NOT_THERE: _Mark = (0, 0, 0)
_LOG = logging.getLogger("callyzer.book")


class Book(Generic[T]):
    """Shared by all threads of a process, its file by all processes. Without a `path` it is in memory.

    `what` it keeps ("goals") is for the sentences; `start` is what it says before anybody wrote into it. `read` makes
    the content of what JSON says and raises where it cannot, `spell` is its way back.
    """

    def __init__(self, path: Path | None, what: str, start: T, read: Callable[[Any], T],
                 spell: Callable[[T], Any]) -> None:
        self._path, self._what, self._start, self._read, self._spell = path, what, start, read, spell
        self._lock = threading.Lock()
        self._mark, self._content = _NOT_THERE, start
        self._problem = ""

    def content(self) -> T:
        """What it says now. Raises BookUnavailable where that cannot be read."""
        with self._lock:
            return self._latest()

    def change(self, make: Callable[[T], T]) -> None:
        """Writes what `make` makes of what it says at that moment: nobody else changes it in between.

        Raises what `make` raises, and BookUnavailable where it cannot be written, or not be read: it stays as it is.
        """
        with self._lock:
            if self._path is None:
                self._content = make(self._content)
                return
            try:
                with _for_one_process(self._path.parent):
                    content = json.dumps(self._spell(make(self._latest())), indent=2, ensure_ascii=False)
                    write_whole(self._path, content.encode())
            except OSError as error:
                _LOG.error("The %s cannot be written: %s", self._what, type(error).__name__)
                raise BookUnavailable(self._what, "cannot be written in CALLYZER_DATA") from error

    def _latest(self) -> T:
        """The file is read only after it was changed, by whomever."""
        if self._path is not None and (mark := _mark(self._path)) != self._mark:
            self._mark, self._problem = mark, ""
            try:
                self._content = self._load(self._path)
            except (OSError, ValueError, KeyError, TypeError, AttributeError, CallyzerError) as error:
                _LOG.error("The file of the %s cannot be read: %s", self._what, type(error).__name__)
                self._problem = f"cannot be read: {self._path.name} in CALLYZER_DATA was changed by hand, or is damaged"
        if self._problem:
            raise BookUnavailable(self._what, self._problem)
        return self._content

    def _load(self, path: Path) -> T:
        try:
            return self._read(json.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return self._start


def _mark(path: Path) -> _Mark:
    """Another one: the file was changed."""
    try:
        stat = path.stat()
    except OSError:
        return _NOT_THERE
    return stat.st_mtime_ns, stat.st_size, stat.st_ino


@contextmanager
def _for_one_process(folder: Path) -> Iterator[None]:
    """Meanwhile no other process changes a book in the folder."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)  # which unlocks
