"""A deck of everything, for an account of 200 employees whose calls are in the store: seconds, and megabytes."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import partial

from bench.reports import EMPLOYEES, LAST_DAY, ZONE, made_up, people, question, seconds
from callyzer.exports.deck import deck
from callyzer.store import CallStore
from callyzer.views.document import Cover, Document, sections
from callyzer.views.topics import Wanted

CALLS, SHARES = 2_000_000, 20
"""Of the calls of two years the last share is read: 100,000 of some five weeks."""


def main() -> None:
    now = datetime.combine(LAST_DAY + timedelta(days=1), time(9), ZONE)
    store = CallStore.in_memory(ZONE, clock=lambda: now)
    store.add_employees(people())
    store.add_calls(made_up(SHARES - 1, CALLS // SHARES, CALLS))
    ask = partial(sections, Wanted(store, question(7), now, "IN"))
    asked = seconds(ask, 1)
    document = Document(Cover("Bench", "A week", (), now), ask())
    drawn = seconds(partial(deck, document))
    print(f"{EMPLOYEES} employees: answers in {asked:.2f} s, deck in {drawn:.2f} s, {len(deck(document)) / 1e6:.2f} MB")
    store.close()


if __name__ == "__main__":
    main()
