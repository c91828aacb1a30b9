from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from callyzer.store import CallStore
from tests.builders import KOLKATA, calls, fixed_clock

Stored = Callable[..., CallStore]


@pytest.fixture
def stored() -> Iterator[Stored]:
    """A store that holds the given calls."""
    opened: list[CallStore] = []

    def build(*held: dict[str, Any], zone: ZoneInfo = KOLKATA) -> CallStore:
        store = CallStore.in_memory(zone, clock=fixed_clock())
        opened.append(store)
        store.add_calls(calls(*held, zone=zone))
        return store

    yield build
    for store in opened:
        store.close()
