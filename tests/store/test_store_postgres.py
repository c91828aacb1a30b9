"""The same report texts on a real PostgreSQL, over the same rows: equal answers, field by field."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import psycopg
import pytest

from callyzer.model import (
    CALL_TYPES,
    CallFilter,
    EmployeeQuery,
    LeadQuery,
    Page,
    Provenance,
    RowOrder,
    Subset,
    WorkingHours,
)
from callyzer.model.subset import NUMBERED, PICKS
from callyzer.store import (
    CallStore,
    analysis,
    behind,
    directory,
    lead_rows,
    reports,
    slots,
    tries,
    waits,
    whole_account,
)
from callyzer.store.database import sql
from callyzer.store.reading import Reading
from tests.builders import (
    ASHA,
    BINA,
    CHETAN,
    KOLKATA,
    NOW,
    RAVI,
    SITA,
    TARA,
    call,
    calls,
    days,
    employee,
    employees,
    fixed_clock,
    lead,
    leads,
)
from tests.store.postgres import PostgresConnection, server
from tests.store.test_store_oracle import plain

QUESTIONS = {
    "all": days("2026-08-01", "2026-11-20"),
    "whole months": days("2026-09-01", "2026-10-31", is_exclude_numbers=False),
    "people": days("2026-08-20", "2026-11-20", emp_numbers=(f"91-{ASHA}",), emp_tags=("North",)),
    "clients": days("2026-08-01", "2026-11-20", client_numbers=(RAVI, f"49-{SITA}")),
    "calls": days("2026-08-01", "2026-11-20", call_types=("Outgoing", "Missed"), duration_les_than=300),
    "slots": days("2026-08-01", "2026-11-20", working_hours=WorkingHours(570, 1135), exclude_days=("Sat", "Sun")),
    "quarters": days("2026-08-01", "2026-11-20", working_hours=WorkingHours(585, 1140), exclude_days=("Sun",)),
    "synced": CallFilter(days("2026-08-01", "2026-11-20").window, by="synced"),
    "nothing": days("2020-01-01"),
}


def made_up(count: int) -> list[dict[str, Any]]:
    chance = random.Random(5)  # noqa: S311  # the same every time
    start = call("2026-08-02 00:00")["call_at"]
    kinds = chance.choices(CALL_TYPES, k=count)
    return [
        call(start + timedelta(seconds=chance.randrange(108 * 86_400)), kind,
             chance.choice([0, 2, 3, 60, 600]) if kind in CALL_TYPES[:2] else 0,
             emp=chance.choice([ASHA, BINA, CHETAN]),
             client=chance.choice([RAVI, SITA, TARA, *map(str, range(800, 840))]),
             client_country_code=chance.choice(["91", "49"]), id=f"id-{place * 7919 % count:04}")
        for place, kind in enumerate(kinds)]


@pytest.fixture(scope="module")
def store() -> Iterator[CallStore]:
    """Rolled up as far as it goes."""
    store = CallStore.in_memory(KOLKATA, clock=fixed_clock())
    store.exclude_numbers([TARA])
    store.add_employees(employees(employee(ASHA, tags=("North", "Field")), employee(BINA, tags=("South",))))
    store.add_leads(leads(lead("lead-1", (RAVI,)), lead("lead-2", (f"91-{SITA}",))))
    store.add_calls(calls(*made_up(900)))
    while store.roll_up():
        pass
    yield store
    store.close()


@pytest.fixture(scope="module")
def postgres(store: CallStore) -> Iterator[PostgresConnection]:
    """A server whose tables hold the store's rows."""
    with server() as address, psycopg.connect(address) as held:
        copy_of(store, held)
        yield PostgresConnection(held)


def copy_of(store: CallStore, held: psycopg.Connection[Any]) -> None:
    statements = re.findall(r"^CREATE (?:TYPE|TABLE) .*?;", sql("schema"), re.DOTALL | re.MULTILINE)
    with store._database.reading() as connection, held.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement.encode())
        tables = connection.tuples("SELECT table_name FROM information_schema.tables WHERE table_schema = 'main'")
        for (table,) in tables:
            with cursor.copy(f'COPY "{table}" FROM STDIN'.encode()) as into:
                for row in connection.tuples(f'SELECT * FROM "{table}"'):
                    into.write_row(row)
        cursor.execute("ANALYZE")  # what a server does by itself after a minute: it plans by how many rows there are


REPORTS: dict[str, Any] = {
    "summary": reports.summary,
    "employee_summary": lambda reading, question: reports.employee_summary(reading, question, None),
    "employee_summary, page": lambda reading, question: reports.employee_summary(reading, question, Page(1, 2)),
    "analysis": analysis.analysis,
    "never_attended": lambda reading, question: reports.never_attended(reading, question, Page(2, 5)),
    "not_pickup_by_client": lambda reading, question: reports.not_pickup_by_client(reading, question, Page(1, 5)),
    "unique_clients": lambda reading, question: reports.unique_clients(reading, question, None),
    "unique_clients, page": lambda reading, question: reports.unique_clients(reading, question, Page(2, 7)),
    "hourly_analytics": slots.hourly_analytics,
    "daywise_analytics": slots.daywise_analytics,
    "history": lambda reading, question: reports.history(reading, question, Page(2, 50)),
    "call_backs": lambda reading, question: whole_account.call_backs(reading, question, Page(1, 10)),
    "time_to_call_back": waits.time_to_call_back,
    "connect_rates": whole_account.connect_rates,
    "not_picked_up": tries.not_picked_up,
    "try_rates": tries.try_rates,
    "longest_calls": whole_account.longest_calls,
    "new_clients": whole_account.new_clients,
    "client_spread": whole_account.client_spread,
    "returning_clients": whole_account.returning_clients,
    "clients, found": lambda reading, question: reports.clients(reading, question, "AV", 5, None),
    "clients, by last employee": lambda reading, question: reports.clients(
        reading, question, "", 5, RowOrder("last_call_log.emp_name", descending=True)),
    "clients, by last type": lambda reading, question: reports.clients(
        reading, question, "", 5, RowOrder("last_call_log.call_type", descending=False)),
    "clients, by number": lambda reading, question: reports.clients(reading, question, "+91 800", None, None),
    "clients, by name": lambda reading, question: reports.clients(
        reading, question, "", 5, RowOrder("client", descending=False)),
    "shared_clients": lambda reading, question: whole_account.shared_clients(reading, question, Page(2, 5)),
    "figures by tag": lambda reading, question: whole_account.figures(reading, question, "tag"),
    "figures by week": lambda reading, question: whole_account.figures(reading, question, "week"),
    "figures by month": lambda reading, question: whole_account.figures(reading, question, "month"),
    "get_employees": lambda reading, _: directory.get_employees(reading, EmployeeQuery(), None),
    "get_leads": lambda reading, _: lead_rows.get_leads(reading, LeadQuery(), None),
}


SUBSETS: dict[str, Subset] = {
    "a slot of two weekdays": Subset(slot=(570, 660), weekdays=("Tue", "Sun"), connected=False),
    "looked for": Subset(text="+91 800", recorded=False, noted=False), "found": Subset(text="RaVi"),
    "a status": Subset(crm_status="Won"), "waits": Subset(pick="waits", over=300, within=86_400, emp_numbers=(ASHA,)),
    **{pick: Subset(pick=pick, within=3 if pick in NUMBERED else None, call_types=("Missed", "Outgoing"))
       for pick in PICKS},
}
for subset_name, subset in SUBSETS.items():
    REPORTS[f"calls, {subset_name}"] = partial(behind.calls, subset=subset, page=Page(1, 20))


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_the_same_on_postgresql(name: str, store: CallStore, postgres: PostgresConnection) -> None:
    provenance = Provenance(NOW, "store")
    theirs = Reading(postgres, KOLKATA, provenance)
    with store._database.reading() as connection:
        ours = Reading(connection, KOLKATA, provenance)
        for label, question in QUESTIONS.items():
            assert plain(REPORTS[name](theirs, question)) == plain(REPORTS[name](ours, question)), label


def test_the_questions_reach_both_the_tallies_and_the_calls(store: CallStore) -> None:
    assert store.summary(QUESTIONS["all"]).total_calls > 500
    assert store.never_attended(QUESTIONS["all"]).total_records > 10
    with store._database.reading() as connection:
        assert len(connection.tuples("SELECT * FROM rolled_months")) == 3
