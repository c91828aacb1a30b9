"""One owner per store file, in this process or another: a lock beside it, which the system drops with its process."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from callyzer.errors import StoreInUse, StoreUnavailable


class Owner:
    """Owns the store file from creation to `release`.

    Two in one process are kept apart as well: DuckDB itself would let them. Raises StoreInUse, which names the process
    that has it, and StoreUnavailable.
    """

    def __init__(self, store: Path) -> None:
        lock = store.with_name(f"{store.name}.lock")
        try:
            self._descriptor: int | None = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise StoreUnavailable(str(store), "cannot be written: its folder cannot") from error
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.pread(self._descriptor, 20, 0).decode("ascii", "replace").strip()
            self.release()
            raise StoreInUse(str(store), busy(holder)) from error
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, f"{os.getpid()}\n".encode("ascii"), 0)

    def release(self) -> None:
        """Once is enough, and more do no harm. The file stays, since another may be waiting to lock it."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)  # which unlocks


def busy(holder: str = "") -> str:
    """The second half of the sentence about the store."""
    process = f" (process {holder})" if holder.isdigit() else ""
    return (f"is in use already{process}: a dashboard, a sync or a webhook keeps it current, one at a time. End"
            " that one first")
