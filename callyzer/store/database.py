"""The DuckDB database: one writer at a time, a cursor of its own for every reader.

A reader works inside one transaction, so it sees a load as a whole or not at all, and never waits for the writer.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb
import pandas as pd

from callyzer.errors import StoreDamaged, StoreUnavailable
from callyzer.store import damage

_HERE = Path(__file__).parent
_CONFIG: Mapping[str, str | bool | int | float | list[str]] = {
    # No look-ups on other hosts: whatever is not built in stays out.
    "autoinstall_known_extensions": False, "autoload_known_extensions": False,
    # Beside a dashboard that has to answer: what does not fit is put on the disk for a moment.
    "memory_limit": "400MB", "threads": max(1, min(os.cpu_count() or 1, 4)),
}
_PARAMETER = re.compile(r"\$(\w+)")
_VECTORS = 25
"""Of 2,048 rows each: so many become a frame at a time."""


@cache
def sql(name: str) -> str:
    """The text of an SQL file of this package, such as "reports/summary"."""
    return (_HERE / f"{name}.sql").read_text(encoding="utf-8")


class Connection:
    """One cursor inside one transaction."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor

    def run(self, text: str, parameters: Mapping[str, Any] | None = None) -> None:
        # Several statements at once take no parameters at all, not even none.
        self._cursor.execute(text, _used(text, parameters or {}) or None).fetchall()

    def frame(self, text: str, parameters: Mapping[str, Any] | None = None) -> pd.DataFrame:
        """All rows; column types are DuckDB's."""
        result = self._cursor.execute(text, _used(text, parameters or {}))
        # In pieces, since DuckDB hands out texts as objects: hundreds of thousands of rows would be held three times.
        pieces = [result.fetch_df_chunk(_VECTORS)]
        while len(piece := result.fetch_df_chunk(_VECTORS)):
            pieces.append(piece)
        return pieces[0] if len(pieces) == 1 else pd.concat(pieces, ignore_index=True)

    def tuples(self, text: str, parameters: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        return self._cursor.execute(text, _used(text, parameters or {})).fetchall()

    def stage(self, name: str, frame: pd.DataFrame, select: str = "*") -> None:
        """Puts a frame into the temporary table `name`, which lasts as long as this connection."""
        self._cursor.register("staged_frame", frame)
        try:
            self.run(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {select} FROM staged_frame")
        finally:
            self._cursor.unregister("staged_frame")


def _used(text: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters that the text names: DuckDB refuses others."""
    return {name: parameters[name] for name in set(_PARAMETER.findall(text))}


class Database:
    """The tables of `schema.sql`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path | None = None) -> None:
        self._root = connection
        self._path = path
        self._one_writer = Lock()

    @classmethod
    def in_memory(cls) -> Database:
        """With all tables, and empty."""
        database = cls(duckdb.connect(":memory:", config=dict(_CONFIG)))
        with database.writing() as connection:
            connection.run(sql("schema"))
        return database

    @classmethod
    def connect(cls, path: Path) -> Database:
        """The database in this file, as it is; a new one without tables where there is none."""
        return cls(duckdb.connect(str(path), config=dict(_CONFIG)), path)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self._transaction("BEGIN TRANSACTION READ ONLY") as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """All of it or nothing."""
        with self._one_writer, self._transaction("BEGIN TRANSACTION") as connection:
            yield connection

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[Connection]:
        with self._cursor() as cursor:
            cursor.execute(begin).fetchall()
            try:
                yield Connection(cursor)
                cursor.commit()
            except BaseException as error:
                with suppress(duckdb.Error):  # a transaction that failed to commit is over already
                    cursor.rollback()
                if isinstance(error, duckdb.Error):
                    self._explain(error)
                raise

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        try:
            return self._root.cursor()
        except duckdb.ConnectionException as error:
            raise StoreUnavailable(str(self._path or "in memory"), "is closed") from error

    def _explain(self, error: duckdb.Error) -> None:
        """Raises what the person is told where the file or the machine is to blame."""
        if self._path and damage.stops_reading(error):
            damage.mark_of(self._path).touch()
            raise StoreDamaged(str(self._path), "is damaged; it is set aside at the next start") from error
        if isinstance(error, (duckdb.IOException, duckdb.OutOfMemoryException)):
            raise StoreUnavailable(str(self._path), "cannot be read or written at the moment") from error

    def close(self) -> None:
        self._root.close()
