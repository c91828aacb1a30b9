"""A file that is added to, a line of JSON at a time: what the logs of this project are kept in."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from callyzer.files import write_whole


class Journal:
    """Several processes may add to one file. Without a `path` it is in memory. Threads take turns by themselves."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._memory = b""

    def add(self, entry: Any) -> None:
        """One line in one piece, on the disk when this returns. Raises OSError where it cannot be written.

        It begins with the break, so that what another process left half written spoils no other line.
        """
        line = b"\n" + json.dumps(entry).encode()
        if self._path is None:
            self._memory += line
            return
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(file, line)
            os.fsync(file)
        finally:
            os.close(file)

    def rewrite(self, entries: Iterable[Any]) -> None:
        """Holds these and nothing else from now on. Nobody else may add to it meanwhile. Raises OSError."""
        content = b"".join(b"\n" + json.dumps(entry).encode() for entry in entries)
        if self._path is None:
            self._memory = content
        else:
            write_whole(self._path, content)

    @property
    def size(self) -> int:
        """In bytes; another one means that something was added."""
        if self._path is None:
            return len(self._memory)
        with suppress(OSError):
            return self._path.stat().st_size
        return 0

    def entries(self) -> Iterator[Any]:
        """All that was added, the earliest first; what cannot be read is left out."""
        for line in self._content().splitlines():
            with suppress(ValueError):
                yield json.loads(line)

    def _content(self) -> bytes:
        if self._path is None:
            return self._memory
        with suppress(OSError):
            return self._path.read_bytes()
        return b""
