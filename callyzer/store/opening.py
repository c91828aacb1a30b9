"""Opening the store's file: made, upgraded, or set aside where it is of no use."""

from __future__ import annotations

import logging
import os
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

from callyzer.errors import StoreInUse, StoreUnavailable
from callyzer.store import damage, meta, migrations, rollup
from callyzer.store.database import Database, sql
from callyzer.store.owner import Owner, busy

_log = logging.getLogger(__name__)


class _UselessError(Exception):
    """The file cannot be used: `str` says why, `kind` is a word for its new name."""

    def __init__(self, kind: str, why: str) -> None:
        super().__init__(why)
        self.kind = kind


def open_file(path: Path, zone: ZoneInfo, account: str, now: datetime) -> tuple[Database, Owner, list[str]]:
    """The database with today's tables, who owns its file until released, and sentences on what had to be done."""
    _check_access(path)
    owner = Owner(path)
    try:
        database, notes = _opened_or_begun(path, zone, account, now)
    except BaseException:
        owner.release()
        raise
    return database, owner, notes


def _opened_or_begun(path: Path, zone: ZoneInfo, account: str, now: datetime) -> tuple[Database, list[str]]:
    try:
        return _opened(path, zone, account)
    except _UselessError as useless:
        text = _set_aside(path, useless, now)
    database, notes = _opened(path, zone, account)
    return database, [text, *notes]


def _check_access(path: Path) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnavailable(str(path), "cannot be made: its folder cannot be written") from error
    if not os.access(path.parent, os.W_OK) or (path.exists() and not os.access(path, os.R_OK | os.W_OK)):
        raise StoreUnavailable(str(path), "cannot be written")


def _opened(path: Path, zone: ZoneInfo, account: str) -> tuple[Database, list[str]]:
    if damage.mark_of(path).exists():
        raise _UselessError("damaged", "could not be read in places")
    database = _connected(path)
    try:
        return database, _made_current(database, zone, account)
    except BaseException as error:
        database.close()
        if damage.stops_opening(error.__cause__ if isinstance(error, StoreUnavailable) else error):
            raise _UselessError("damaged", "is damaged") from error
        raise


def _connected(path: Path) -> Database:
    try:
        return Database.connect(path)
    except duckdb.Error as error:
        if "set lock" in str(error).lower():
            raise StoreInUse(str(path), busy()) from error  # by a program that knows nothing of owners
        if damage.stops_opening(error):
            raise _UselessError("damaged", "is damaged") from error
        raise StoreUnavailable(str(path), "cannot be opened") from error


def _made_current(database: Database, zone: ZoneInfo, account: str) -> list[str]:
    notes = []
    with database.writing() as connection:
        try:
            version = migrations.version_of(connection)
        except ValueError as error:
            raise _UselessError("foreign", "is no call store") from error
        if version is None:
            migrations.create(connection)
        elif version > migrations.SCHEMA_VERSION:
            raise _UselessError("newer", "was written by a newer version of this dashboard")
        elif version < migrations.SCHEMA_VERSION:
            migrations.upgrade(connection, version)
            notes.append(f"The call store was upgraded from version {version} to {migrations.SCHEMA_VERSION}.")
        if account and (meta.get(connection, "account") or account) != account:
            raise _UselessError("other-account", "belongs to another account")
        if account:
            meta.put(connection, "account", account)
        known = meta.get(connection, "zone") or zone.key
        if known != zone.key:
            for step in ("change_zone", "days_of_another_zone"):
                connection.run(sql(f"writes/{step}"), {"zone": zone.key})
            rollup.forget(connection, "SELECT local_day FROM rolled_days")
            notes.append(f"The call store was turned from the zone {known} to {zone.key}.")
        meta.put(connection, "zone", zone.key)
    return notes


def _set_aside(path: Path, useless: _UselessError, now: datetime) -> str:
    kept = path.with_name(f"{path.stem}.{useless.kind}-{now:%Y%m%dT%H%M%S}{path.suffix}")
    damage.mark_of(path).unlink(missing_ok=True)
    for tail in ("", ".wal"):
        part = path.with_name(path.name + tail)
        if part.exists():
            part.rename(kept.with_name(kept.name + tail))
    text = f"The call store {path.name} {useless}. It was set aside as {kept.name}, and a new one was begun."
    _log.warning(text)
    return text
