"""The client against the sandbox over a real socket, its oddities and its limit included."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx
import pandas as pd
import pytest

from callyzer.api.client import ApiClient
from callyzer.errors import Forbidden, UncertainWrite
from callyzer.model import Assignment, CallFilter, EmployeeQuery, LeadDraft, LeadQuery, Window
from callyzer.sandbox.server import SandboxOptions, SandboxServer
from callyzer.store.store import CallStore
from tests.builders import KOLKATA

FRIDAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 13, 0, tzinfo=UTC)
WEEK = CallFilter(Window.of_days(FRIDAY - timedelta(days=6), FRIDAY, KOLKATA))
SHAPES = ("employees-list", "no-zone", "ampm-dates", "string-numbers", "null-fields", "blank-tags", "plus-country-code",
          "day-averages-short")


@dataclass(frozen=True)
class Account:
    client: ApiClient
    store: CallStore
    address: str


Serve = Callable[..., Account]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts an account that limits requests to one per `interval`; the client keeps to `own_interval`."""
    with ExitStack() as stack:
        def start(*quirks: str, interval: float = 0.0, own_interval: float = 0.0) -> Account:
            store = stack.enter_context(closing(CallStore.in_memory(KOLKATA, clock=lambda: NOW, origin="sandbox")))
            options = SandboxOptions(
                employees=6, days=7, until=FRIDAY, zone=KOLKATA, interval=interval, quirks=quirks)
            server = SandboxServer(store, options, lambda: NOW)
            stack.callback(server.stop)
            address = server.start()
            client = stack.enter_context(closing(
                ApiClient.open(address, options.token, KOLKATA, interval=own_interval)))
            return Account(client, store, address)
        yield start


@pytest.mark.parametrize("quirks", [
    SHAPES, ("no-country-code",), ("database-exception",), ("html-error",), ("flaky-connection=4",), ("slow=0.1",)],
    ids=" ".join)
def test_however_odd_the_account_the_figures_are_the_same(serve: Serve, quirks: tuple[str, ...]) -> None:
    account = serve(*quirks)
    client, store = account.client, account.store
    assert client.summary(WEEK).total_duration == store.summary(WEEK).total_duration > 0
    assert client.unique_clients(WEEK).total_records == store.unique_clients(WEEK).total_records
    people = ["emp_number", "total_calls", "total_working_hours", "avg_duration_per_call"]
    pd.testing.assert_frame_equal(client.employee_summary(WEEK).rows[people], store.employee_summary(WEEK).rows[people])
    pd.testing.assert_frame_equal(client.daywise_analytics(WEEK).day_wise, store.daywise_analytics(WEEK).day_wise)
    phones = ["emp_number", "last_sync_req_at", "is_lead_active"]
    found, expected = client.get_employees(EmployeeQuery()).rows, store.get_employees(EmployeeQuery()).rows
    assert found[phones[0]].tolist() == expected[phones[0]].tolist()
    assert found[phones[2]].tolist() == expected[phones[2]].tolist()
    seconds_lost = (found[phones[1]] - expected[phones[1]]).abs().max()
    assert seconds_lost < timedelta(minutes=1), "one of the spellings has no seconds"


def test_an_expired_subscription_is_final(serve: Serve) -> None:
    account = serve("expired")
    for _ in range(3):
        with pytest.raises(Forbidden):
            account.client.summary(WEEK)
    assert account.client.standing().counts.sent == 1


@pytest.mark.parametrize("quirks", [(), ("no-retry-after",), ("http-date-retry-after",)], ids=str)
def test_slots_that_somebody_else_uses_are_waited_for(serve: Serve, quirks: tuple[str, ...]) -> None:
    account = serve(*quirks, interval=0.5, own_interval=0.5)
    account.client.summary(WEEK)
    answer = httpx.post(f"{account.address}/call-log/get", headers={"Authorization": "Bearer sandbox"},
                        json={"unique_ids": ["x"]})
    while answer.status_code == 429:
        answer = httpx.post(f"{account.address}/call-log/get", headers={"Authorization": "Bearer sandbox"},
                            json={"unique_ids": ["x"]})
    assert account.client.daywise_analytics(WEEK).total_calls > 0


def test_a_lead_whose_answer_was_lost_is_saved_once(serve: Serve) -> None:
    account = serve("flaky-connection=2")
    lead = LeadDraft("Nila", ("91-8111122223",), Assignment("Round Robin"))
    with pytest.raises(UncertainWrite):
        account.client.save_lead(lead)
    assert account.store.get_leads(LeadQuery(first_name="Nila")).total_records <= 1


ASKER = """
import sys
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo
from callyzer.api import ApiClient
from callyzer.model import CallFilter, Window
zone = ZoneInfo("Asia/Kolkata")
client = ApiClient.open(sys.argv[1], "sandbox", zone, interval=0.2, data=Path(sys.argv[2]))
window = Window.of_days(date(2026, 11, 14), date(2026, 11, 20), zone)
for number in range(int(sys.argv[3]), int(sys.argv[3]) + 6):
    client.summary(CallFilter(window, duration_grt_than=number))
counts = client.standing().counts
print(counts.sent - counts.refused)  # a busy machine may bring two requests too close together on their way
client.close()
"""


def test_two_processes_with_one_token_share_the_slots_and_the_answers(serve: Serve, tmp_path: Path) -> None:
    account = serve(interval=0.2)
    command = [sys.executable, "-c", ASKER, account.address, str(tmp_path)]

    def run(*firsts: int) -> list[str]:
        processes = [subprocess.Popen([*command, str(first)], stdout=subprocess.PIPE, text=True)  # noqa: S603 - ours
                     for first in firsts]
        return [process.communicate(timeout=60)[0].strip() for process in processes]

    assert run(0, 6) == ["6", "6"]
    assert run(3) == ["0"], "all of it is known from the other two"
