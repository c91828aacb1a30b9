"""A PostgreSQL server for one test run, in a temporary folder and on a socket of its own; nothing listens on a port."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
import psycopg
import pytest

from callyzer.store.database import Connection

_PARAMETER = re.compile(r"\$(\w+)")
_WHOLE_NUMBERS = {psycopg.postgres.types[name].oid for name in ("int2", "int4", "int8")}
_MISSING = (
    "PostgreSQL is missing, so nothing proves that the reports run on it: install it"
    " (`apt-get install postgresql`), or put its `initdb` and `postgres` on the path.")


def _program(name: str) -> str:
    places = [str(place) for place in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    found = shutil.which(name) or shutil.which(name, path=os.pathsep.join(places))
    if found is None:
        pytest.fail(_MISSING)
    return found


def _owner() -> tuple[int, int] | None:
    """Who runs the server where we are root, which PostgreSQL refuses to be run by."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            person = pwd.getpwnam(name)
        except KeyError:
            continue
        return person.pw_uid, person.pw_gid
    pytest.fail("There is no user whom PostgreSQL could run as.")


@contextmanager
def server() -> Iterator[str]:
    """A running server; yields how to reach it."""
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # short: a socket's path has at most 107 letters
    owner = _owner()
    if owner:
        os.chown(folder, *owner)
    as_owner: dict[str, Any] = {"user": owner[0], "group": owner[1], "extra_groups": []} if owner else {}
    data = str(folder / "data")
    initdb = [_program("initdb"), "-D", data, "-U", "tester", "--auth=trust", "--no-sync", "--locale=C", "-E", "UTF8"]
    made = subprocess.run(initdb, capture_output=True, text=True, check=False, cwd=folder, **as_owner)  # noqa: S603
    if made.returncode:
        shutil.rmtree(folder)
        pytest.fail(f"PostgreSQL's initdb failed: {made.stderr}")
    settings = [f"-c{each}" for each in (
        "listen_addresses=", f"unix_socket_directories={folder}", "fsync=off", "jit=off")]
    process = subprocess.Popen(  # noqa: S603
        [_program("postgres"), "-D", data, *settings], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        cwd=folder, **as_owner)
    try:
        yield _reached(process, f"host={folder} user=tester dbname=postgres")
    finally:
        process.terminate()
        process.communicate()
        shutil.rmtree(folder)


def _reached(process: subprocess.Popen[str], address: str) -> str:
    """The address, once the server says that it takes connections."""
    said = []
    assert process.stderr is not None
    for line in process.stderr:
        said.append(line)
        if "ready to accept connections" in line:
            return address
    pytest.fail(f"PostgreSQL did not start: {''.join(said)}")


class PostgresConnection(Connection):
    """Runs the store's texts as they are; only the parameters' marks are the driver's."""

    def __init__(self, held: psycopg.Connection[Any]) -> None:
        self._held = held

    def tuples(self, text: str, parameters: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        with self._execute(text, parameters) as cursor:
            return cursor.fetchall()

    def frame(self, text: str, parameters: Mapping[str, Any] | None = None) -> pd.DataFrame:
        with self._execute(text, parameters) as cursor:
            columns = cursor.description or []
            data = pd.DataFrame(cursor.fetchall(), columns=[each.name for each in columns], dtype="object")
        whole = [each.name for each in columns if each.type_code in _WHOLE_NUMBERS]
        return data.astype({name: "Int64" if data[name].isna().any() else "int64" for name in whole})

    def _execute(self, text: str, parameters: Mapping[str, Any] | None) -> psycopg.ClientCursor[Any]:
        cursor = psycopg.ClientCursor(self._held)
        driver = _PARAMETER.sub(r"%(\1)s", text.replace("%", "%%")).encode()
        cursor.execute(driver, {name: value for name, value in (parameters or {}).items() if f"${name}" in text})
        return cursor
