"""Answers that survive a restart: one SQLite file per account, text and checksum, nothing that runs when read.

Whatever is wrong with the file or a row of it costs a request, never a wrong number and never a crash.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

log = logging.getLogger("callyzer.api")
T = TypeVar("T")

LIMIT = 200 * 2**20
"""Bytes of text kept; the oldest answers go first."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS answers (
  key TEXT PRIMARY KEY, name TEXT NOT NULL, family TEXT NOT NULL, first INTEGER, last INTEGER,
  as_of REAL NOT NULL, size INTEGER NOT NULL, text TEXT NOT NULL, checksum TEXT NOT NULL
) WITHOUT ROWID
"""
INDEX = "CREATE INDEX IF NOT EXISTS families ON answers (family, first, last)"
TRIM = """
DELETE FROM answers WHERE key IN (
  SELECT key FROM (SELECT key, sum(size) OVER (ORDER BY as_of DESC, key) AS kept FROM answers) WHERE kept > ?)
"""
NOT_NOW = {
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM, sqlite3.SQLITE_NOMEM,
}
"""Codes that say nothing about the file's content."""


@dataclass(frozen=True, slots=True)
class Stored:
    """An answer's text, and when it arrived. `family` and `span` (seconds) tell what parts can be cut from it."""

    text: str
    as_of: datetime
    name: str = ""
    family: str = ""
    span: tuple[int, int] = (0, 0)


class Disk:
    """One file, shared by the threads of this process and by other processes."""

    def __init__(self, path: Path, limit: int = LIMIT) -> None:
        self._path, self._limit = path, limit
        self._lock = threading.Lock()
        self._open: sqlite3.Connection | None = None

    def get(self, key: str) -> Stored | None:
        digest = _digest(key)

        def read(connection: sqlite3.Connection) -> Stored | None:
            row = connection.execute("SELECT as_of, text, checksum FROM answers WHERE key = ?", (digest,)).fetchone()
            if row is None:
                return None
            as_of, text, checksum = row
            if checksum != _checksum(digest, as_of, text):
                log.warning("a damaged answer was set aside")
                connection.execute("DELETE FROM answers WHERE key = ?", (digest,))
                return None
            return Stored(text, datetime.fromtimestamp(as_of, UTC))

        return self._tried(read, None)

    def put(self, key: str, answer: Stored) -> None:
        digest, as_of = _digest(key), answer.as_of.timestamp()
        row = (digest, answer.name, _digest(answer.family), *answer.span, as_of, len(answer.text), answer.text,
               _checksum(digest, as_of, answer.text))

        def write(connection: sqlite3.Connection) -> None:
            connection.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
            connection.execute(TRIM, (self._limit,))

        self._tried(write, None)

    def spans(self, family: str) -> set[tuple[int, int]]:
        """The time spans, in seconds, of the answers of a family."""
        def read(connection: sqlite3.Connection) -> set[tuple[int, int]]:
            rows = connection.execute("SELECT first, last FROM answers WHERE family = ?", (_digest(family),)).fetchall()
            return {(first, last) for first, last in rows if isinstance(first, int) and isinstance(last, int)}

        return self._tried(read, set())

    def drop(self, names: Iterable[str]) -> None:
        """Forget the answers of these endpoints."""
        self._tried(lambda connection: connection.executemany(
            "DELETE FROM answers WHERE name = ?", [(name,) for name in names]), None)

    def remove(self, key: str) -> None:
        self._tried(lambda connection: connection.execute("DELETE FROM answers WHERE key = ?", (_digest(key),)), None)

    def close(self) -> None:
        with self._lock:
            self._shut()

    def _tried(self, work: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        with self._lock:
            try:
                return work(self._connection())
            except OSError as error:
                log.info("the cache on disk cannot be used: %s", type(error).__name__)
            except (sqlite3.Error, ValueError, OverflowError, TypeError) as error:
                self._give_up(error)
            return otherwise

    def _give_up(self, error: Exception) -> None:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
        if code & 0xFF in NOT_NOW:
            log.info("the cache on disk cannot be used: %s", type(error).__name__)
            self._shut()
        else:
            log.warning("the cache on disk is damaged: %s", type(error).__name__)
            self._set_aside()

    def _connection(self) -> sqlite3.Connection:
        if self._open is None:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))  # for the owner from the start
            self._open = sqlite3.connect(self._path, timeout=1.0, isolation_level=None, check_same_thread=False)
            self._open.text_factory = lambda raw: raw.decode("utf-8", "replace")  # the checksum tells
            self._open.execute("PRAGMA journal_mode = WAL")
            self._open.execute("PRAGMA synchronous = NORMAL")
            self._open.execute("PRAGMA cell_size_check = ON")
            self._open.execute("PRAGMA trusted_schema = OFF")
            self._open.execute(SCHEMA)
            self._open.execute(INDEX)
        return self._open

    def _shut(self) -> None:
        connection, self._open = self._open, None
        if connection is not None:
            with suppress(sqlite3.Error), closing(connection):
                pass

    def _set_aside(self) -> None:
        """Start anew; the damaged file stays beside for whoever wants to know."""
        self._shut()
        with suppress(OSError):
            self._path.replace(self._path.with_suffix(".damaged"))
        for suffix in ("-wal", "-shm"):
            with suppress(OSError):
                self._path.with_name(self._path.name + suffix).unlink()


def _digest(key: str) -> str:
    """Keys hold phone numbers; their digests do not."""
    return hashlib.sha256(key.encode()).hexdigest()


def _checksum(digest: str, as_of: float, text: str) -> str:
    return hashlib.sha256(f"{digest}\n{as_of!r}\n{text}".encode()).hexdigest()
