"""One synchronisation per account: a lock beside the store, which the system drops when its process ends."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from callyzer.errors import StoreInUse, StoreUnavailable


class SyncLock:
    """Held from creation to `release`. Raises StoreInUse, which names the process that has it, and StoreUnavailable.

    Two threads of one process are kept apart as two processes are.
    """

    def __init__(self, store: Path) -> None:
        self._path = store.with_name(f"{store.name}.sync")
        try:
            store.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise StoreUnavailable(str(store), "cannot be written: its folder cannot") from error
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.pread(self._descriptor, 20, 0).decode("ascii", "replace").strip()
            os.close(self._descriptor)
            raise StoreInUse(str(store), busy(holder)) from error
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, f"{os.getpid()}\n".encode("ascii"), 0)

    def release(self) -> None:
        os.close(self._descriptor)  # which unlocks; the file stays, since another may be waiting to lock it


def busy(holder: str) -> str:
    """The second half of the sentence about the store."""
    process = f" (process {holder})" if holder.isdigit() else ""
    return (f"is being synchronised already{process}: the dashboard does so while it runs, and one at a time is enough."
            " End that one first")
