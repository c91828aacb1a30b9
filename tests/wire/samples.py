"""The documentation's own examples, and answers as others have seen them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from callyzer.model import Provenance

FOLDER = Path(__file__).parent.parent / "samples"
INDIA = ZoneInfo("Asia/Kolkata")
PROVENANCE = Provenance(datetime(2026, 11, 22, 4, 30, tzinfo=UTC), "callyzer")


def sample(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def without(value: Any, *path: str | int) -> Any:
    """The sample with one field taken out."""
    *way, last = path
    place = value
    for step in way:
        place = place[step]
    del place[last]
    return value


def changed(value: Any, new: Any, *path: str | int) -> Any:
    """The sample with one field changed."""
    *way, last = path
    place = value
    for step in way:
        place = place[step]
    place[last] = new
    return value
