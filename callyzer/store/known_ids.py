"""Which calls may be in the store already, without asking the store: most calls of a page are new."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from callyzer.store.database import Connection

Prints = npt.NDArray[np.uint32]


class KnownIds:
    """Half of every id's hash, 4 bytes a call. Two calls may share it, so "known" means maybe; "unknown" is certain.

    Used by the one writer only. What a failed transaction leaves in it costs a needless look, and nothing else.
    """

    def __init__(self) -> None:
        self._sorted: Prints | None = None
        self._recent: set[int] = set()

    def known(self, connection: Connection, hashes: pd.Series[Any]) -> npt.NDArray[np.bool_]:
        """For each hash whether a call with it may be there; from now on, all of them are."""
        held = self._held(connection)
        prints = _prints(hashes)
        places = np.minimum(np.searchsorted(held, prints), max(len(held) - 1, 0))
        found = held[places] == prints if len(held) else np.zeros(len(prints), dtype=bool)
        recent = np.fromiter((int(each) in self._recent for each in prints), dtype=bool, count=len(prints))
        self._recent.update(prints[~found].tolist())
        return np.asarray(found | recent)

    def _held(self, connection: Connection) -> Prints:
        if self._sorted is None:
            self._sorted = np.sort(_prints(connection.frame("SELECT id_hash FROM calls")["id_hash"]))
        elif len(self._recent) > 100_000:
            recent = np.fromiter(self._recent, dtype=np.uint32, count=len(self._recent))
            self._sorted = np.sort(np.concatenate([self._sorted, recent]))
            self._recent = set()
        return self._sorted


def _prints(hashes: pd.Series[Any]) -> Prints:
    return (hashes.to_numpy("int64") >> 31).astype(np.uint32)
