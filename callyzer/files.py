"""Files of the data folder: for their owner alone, and written in one piece."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Whoever reads sees the old file or the new one, whole; others than its owner see none. Raises OSError."""
    beside = path.with_suffix(f".{os.getpid()}.new")
    beside.touch(mode=0o600)
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
