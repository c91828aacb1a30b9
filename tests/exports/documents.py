"""Documents to export: two weeks of a made-up team of two, with names of our choice."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from callyzer.model import CallFilter, Window
from callyzer.store import CallStore
from callyzer.views.document import Cover, Document, ages, sections
from callyzer.views.topics import Wanted
from callyzer.views.trust_strip import Fact
from tests.builders import ASHA, BINA, call, calls, employee, employees, fixed_clock

ZONE = ZoneInfo("Asia/Kolkata")
NOW = datetime(2026, 11, 16, 9, 0, tzinfo=ZONE)
WEEK = CallFilter(Window.of_days(date(2026, 11, 9), date(2026, 11, 15), ZONE))
NASTY = ('<script>alert(1)</script><img src=x onerror=alert(2)>"\'&', "A" * 10_000,
         "\u202eמשה כהן", "\x00\x07$x^2$ \ud83d")


@lru_cache(maxsize=2)
def document(*clients: str) -> Document:
    """Every topic, of the week from 9 to 15 November 2026; the clients have these names."""
    store = CallStore.in_memory(ZONE, clock=fixed_clock())
    store.add_employees(employees(employee(ASHA), employee(BINA), zone=ZONE))
    start = datetime(2026, 11, 2, 10, 0, tzinfo=ZONE)
    kinds = [("Outgoing", 60, ASHA), ("Missed", 0, BINA), ("Incoming", 30, BINA), ("Outgoing", 0, ASHA)] * 10
    store.add_calls(calls(*(
        call(start + timedelta(hours=7 * place), kind, talk, emp=emp, client=f"80000{place % 9:05}", zone=ZONE,
             client_name=clients[place % len(clients)] if clients else "Asha's client")
        for place, (kind, talk, emp) in enumerate(kinds)), zone=ZONE))
    found = sections(Wanted(store, WEEK, NOW, "IN"))
    cover = Cover("Made-up account", "9 – 15 Nov 2026", ("North", "10 AM – 7 PM"), NOW, min(ages(found)),
                  (Fact("Calls kept since Mon 2 Nov 2026"), Fact("Phones: 1 silent", "warning")),
                  "May lack calls: nothing arrives from the phones of Bina.")
    return Document(cover, found)
