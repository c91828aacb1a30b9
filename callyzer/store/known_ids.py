"""Which calls may be in the store already, without asking the store: most calls of a page are new."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from callyzer.store.database import Connection

Hashes = npt.NDArray[np.int64]


class KnownIds:
    """Every id's hash, 8 bytes a call. "Known" means most probably there; "unknown" is certain.

    Used by the one writer only. What a failed transaction leaves in it costs a needless look, and nothing else.
    """

    def __init__(self) -> None:
        self._sorted: Hashes | None = None
        self._recent: set[int] = set()

    def known(self, connection: Connection, hashes: pd.Series[Any]) -> npt.NDArray[np.bool_]:
        """For each hash whether a call with it may be there; from now on, all of them are."""
        held, asked = self._held(connection), hashes.to_numpy("int64")
        places = np.minimum(np.searchsorted(held, asked), max(len(held) - 1, 0))
        found = held[places] == asked if len(held) else np.zeros(len(asked), dtype=bool)
        recent = np.fromiter((each in self._recent for each in asked.tolist()), dtype=bool, count=len(asked))
        self._recent.update(asked[~found].tolist())
        return np.asarray(found | recent)

    def _held(self, connection: Connection) -> Hashes:
        if self._sorted is None:
            self._sorted = np.sort(connection.frame("SELECT id_hash FROM calls")["id_hash"].to_numpy("int64"))
        elif len(self._recent) > 100_000:
            recent = np.fromiter(self._recent, dtype=np.int64, count=len(self._recent))
            self._sorted = np.sort(np.concatenate([self._sorted, recent]))
            self._recent = set()
        return self._sorted

