"""What the file says of itself: names and values."""

from __future__ import annotations

from callyzer.store.database import Connection


def get(connection: Connection, name: str) -> str | None:
    found = connection.tuples("SELECT value FROM meta WHERE name = $name", {"name": name})
    return str(found[0][0]) if found else None


def put(connection: Connection, name: str, value: str) -> None:
    connection.run("DELETE FROM meta WHERE name = $name", {"name": name})
    connection.run("INSERT INTO meta (name, value) VALUES ($name, $value)", {"name": name, "value": value})
