"""From an older file to today's tables, a step at a time. `schema.sql` makes what the last step leads to."""

from __future__ import annotations

from pathlib import Path

from callyzer.store import meta
from callyzer.store.database import Connection, sql

_HERE = Path(__file__).parent / "migrations"
SCHEMA_VERSION = 1 + len(list(_HERE.glob("to_*.sql")))
"""`migrations/to_2.sql` leads from version 1 to 2, and so on."""


def version_of(connection: Connection) -> int | None:
    """The file's schema version, None where it holds no tables at all. Raises ValueError where it is no call store."""
    tables = {name for (name,) in connection.tuples("SELECT table_name FROM information_schema.tables")}
    if not tables:
        return None
    if "meta" not in tables:
        raise ValueError("holds other tables")
    return int(meta.get(connection, "schema_version") or 0)


def create(connection: Connection) -> None:
    connection.run(sql("schema"))
    meta.put(connection, "schema_version", str(SCHEMA_VERSION))


def upgrade(connection: Connection, version: int) -> None:
    """From `version` to today's."""
    for step in range(version + 1, SCHEMA_VERSION + 1):
        connection.run(sql(f"migrations/to_{step}"))
        meta.put(connection, "schema_version", str(step))
