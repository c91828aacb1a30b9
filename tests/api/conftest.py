"""An account of a few people and weeks, answering behind a transport."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date

import pandas as pd
import pytest

from callyzer.sandbox.account import Company
from callyzer.store.store import CallStore
from tests.api.account import Answering
from tests.builders import KOLKATA, employee, employees, fixed_clock

FIRST, LAST = date(2026, 10, 5), date(2026, 11, 22)


@pytest.fixture(scope="session")
def made_up_calls() -> pd.DataFrame:
    return Company(7, 12, KOLKATA, "IN", LAST).calls(FIRST, LAST)


@pytest.fixture(scope="session")
def store(made_up_calls: pd.DataFrame) -> Iterator[CallStore]:
    """Read only: twelve people over seven weeks."""
    with closing(CallStore.in_memory(KOLKATA, clock=fixed_clock(), origin="sandbox")) as made:
        made.add_calls(made_up_calls)
        yield made


@pytest.fixture
def small_store() -> Iterator[CallStore]:
    """Without calls, to be written to."""
    with closing(CallStore.in_memory(KOLKATA, clock=fixed_clock(), origin="sandbox")) as made:
        made.add_employees(employees(employee()))
        yield made


@pytest.fixture
def answering(store: CallStore) -> Answering:
    return Answering(store)
