"""How long a workbook takes: of a small team, and with a row for each of 10,000 clients. The aim is 3 seconds."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from bench.reports import seconds
from callyzer.exports.workbook import workbook
from callyzer.model import CallFilter, Window, rows
from callyzer.store import CallStore
from callyzer.views.document import Cover, Document, sections
from callyzer.views.topics import Wanted

ZONE = ZoneInfo("Asia/Kolkata")
CLIENTS, CALLS, EMPLOYEES = 10_000, 40_000, 40
NOW = datetime(2026, 11, 16, 9, 0, tzinfo=ZONE)


def main() -> None:
    whole = made_up()
    for clients in (100, CLIENTS):
        numbers = whole["client_number"].astype("int64").mod(clients).add(8_000_000_000).astype(str)
        measure(whole.assign(client_number=numbers), clients)


def measure(calls: pd.DataFrame, clients: int) -> None:
    store = CallStore.in_memory(ZONE, clock=lambda: NOW)
    store.add_calls(calls)
    days = Window.of_days((NOW - timedelta(days=7)).date(), (NOW - timedelta(days=1)).date(), ZONE)
    wanted = Wanted(store, CallFilter(days), NOW, "IN", everything=True)
    found = sections(wanted)
    document = Document(Cover("bench", "7 days", (), NOW), found)
    asked, written = seconds(partial(sections, wanted), 1), seconds(partial(workbook, document))
    print(f"workbook with {clients:,} clients: written in {written:.2f} s, {written / 3:.0%} of what it may take;"
          f" its parts from the store in {asked:.2f} s")


def made_up() -> pd.DataFrame:
    chance = np.random.default_rng(7)
    blank: dict[str, object] = {name: "" for name, kind in rows.HISTORY.items() if kind is rows.Kind.TEXT}
    start = pd.Timestamp(NOW - timedelta(days=7)).normalize()
    call_at = start + pd.to_timedelta(np.sort(chance.integers(0, 7 * 86_400, CALLS)), unit="s")
    people = chance.integers(0, EMPLOYEES, CALLS)
    numbers = pd.Series(np.arange(CALLS))
    clients = numbers.mod(CLIENTS).add(8_000_000_000).astype(str)
    return rows.frame(pd.DataFrame({
        **blank, "emp_name": "Employee " + pd.Series(people).astype(str),
        "emp_number": "90000000" + pd.Series(people).astype(str).str.zfill(2), "emp_country_code": "91",
        "emp_tags": pd.Series([()] * CALLS), "client_name": "Client " + clients, "client_number": clients,
        "client_country_code": "91", "id": "id-" + numbers.astype(str),
        "duration": chance.integers(0, 300, CALLS), "call_at": call_at, "synced_at": call_at, "modified_at": call_at,
        "call_type": np.array(["Incoming", "Outgoing", "Missed", "Rejected"], dtype=object)[numbers % 4],
        "reminder_at": pd.Series(pd.NaT, index=range(CALLS)),
    }, index=range(CALLS)), rows.HISTORY, ZONE)


if __name__ == "__main__":
    main()
