"""A process of its own that writes page after page into a call store, to be killed in the middle of it.

Prints a line after each page: what it says is in the store for good. Each page holds PAGE calls of one minute.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

from callyzer.model import Window
from callyzer.store import CallStore
from callyzer.store.ledger import LedgerStep, OpenWindow
from tests.builders import KOLKATA, at, call, calls, fixed_clock

PAGE = 40
START = at("2026-10-01 00:00")
WINDOW = OpenWindow("backfill", Window(START, START + timedelta(days=30), KOLKATA), "call", START)


def main(path: Path) -> None:
    store = CallStore.open(path, KOLKATA, clock=fixed_clock())
    print("open", flush=True)  # noqa: T201  # the test reads it
    for page in count(1):
        starts = (START + timedelta(minutes=page, seconds=second) for second in range(PAGE))
        store.apply_page(calls(*(call(start) for start in starts)), LedgerStep(replace(WINDOW, next_page=page + 1)))
        if page % 7 == 0:
            store.roll_up()
        print(page, flush=True)  # noqa: T201  # the test reads it


if __name__ == "__main__":
    main(Path(sys.argv[1]))
