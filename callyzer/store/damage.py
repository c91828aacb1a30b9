"""Telling a damaged file from a wrong question and from a machine in trouble."""

from __future__ import annotations

from pathlib import Path

import duckdb

_OUR_SIDE = ("set lock", "permission", "no space", "read-only", "out of memory", "too many open files")
"""Words of a failure that says nothing about what is in the file."""
_IN_THE_FILE = ("corrupt", "could not read enough bytes", "checksum")


def stops_opening(error: BaseException | None) -> bool:
    """Whether what is in the file keeps it from being opened."""
    if not isinstance(error, duckdb.Error) or _is_ours(error):
        return False
    blamed = (duckdb.IOException, duckdb.SerializationException, duckdb.FatalException, duckdb.InternalException)
    return isinstance(error, blamed) or _is_in_the_file(error)


def stops_reading(error: duckdb.Error) -> bool:
    """Whether a part of an open file cannot be read; a fault of the engine alone condemns no file."""
    return not _is_ours(error) and _is_in_the_file(error)


def mark_of(path: Path) -> Path:
    """Lies beside a file in which damage was met while reading."""
    return path.with_name(f"{path.name}.damaged")


def _is_ours(error: duckdb.Error) -> bool:
    return any(words in str(error).lower() for words in _OUR_SIDE)


def _is_in_the_file(error: duckdb.Error) -> bool:
    return any(words in str(error).lower() for words in _IN_THE_FILE)
