"""A made-up company at a fixed moment, and servers of its account."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import UTC, timedelta
from typing import Any

import pandas as pd
import pytest

from callyzer.sandbox.account import Company
from callyzer.sandbox.server import SandboxOptions, SandboxServer
from callyzer.store.store import CallStore
from tests.sandbox.asking import FRIDAY, IST, NOW, Asking

Serve = Callable[..., Asking]


@pytest.fixture(scope="session")
def company() -> Company:
    return Company(7, 40, IST, "IN", FRIDAY)


@pytest.fixture(scope="session")
def calls(company: Company) -> pd.DataFrame:
    """Sixty days of forty people."""
    return company.calls(FRIDAY - timedelta(days=59), FRIDAY)


def _served(stack: ExitStack, options: SandboxOptions, **clocks: Any) -> Asking:
    store = CallStore.in_memory(options.zone, clock=lambda: NOW.astimezone(UTC), origin="sandbox")
    stack.enter_context(closing(store))
    server = SandboxServer(store, options, lambda: NOW, **clocks)
    stack.callback(server.stop)
    asking = Asking(server.start(), options.token)
    stack.callback(asking.client.close)
    return asking


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts small accounts for one test; takes what SandboxOptions take, and a monotonic clock for the limit."""
    small: dict[str, Any] = {"employees": 5, "days": 8, "until": FRIDAY, "interval": 0.0}
    with ExitStack() as stack:
        def start(monotonic: Callable[[], float] | None = None, **options: Any) -> Asking:
            clocks = {"monotonic": monotonic} if monotonic else {}
            return _served(stack, SandboxOptions(**small | options), **clocks)
        yield start


@pytest.fixture(scope="session")
def asking() -> Iterator[Asking]:
    """An account to read: twelve people, three weeks."""
    with ExitStack() as stack:
        yield _served(stack, SandboxOptions(employees=12, days=21, until=FRIDAY, interval=0.0))
