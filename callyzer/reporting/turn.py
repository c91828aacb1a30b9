"""Whose turn it is to make reports: of all processes that share a file, and of their threads, one at a time has it."""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Turn:
    """The lock goes with the process that has it, however that ends. Without a `path` it is among threads alone."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._own = threading.Lock()

    @contextmanager
    def taken(self) -> Iterator[bool]:
        """Whether it is ours meanwhile; nobody waits for it. Raises OSError where the file cannot be opened."""
        if not self._own.acquire(blocking=False):
            yield False
            return
        try:
            with _locked(self._path) as ours:
                yield ours
        finally:
            self._own.release()

    @property
    def is_taken(self) -> bool:
        """Whether somebody makes reports at this moment."""
        try:
            with self.taken() as ours:
                return not ours
        except OSError:
            return False


@contextmanager
def _locked(path: Path | None) -> Iterator[bool]:
    if path is None:
        yield True
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        yield _won(file)
    finally:
        os.close(file)  # which unlocks


def _won(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
