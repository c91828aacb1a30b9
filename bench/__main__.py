"""`make bench`: every benchmark, or those that are named. Each prints ratios measured within its own run.

With ten million calls, reports and memory take a quarter of an hour on two cores.
"""

from __future__ import annotations

import importlib
import sys

ALL = ("requests", "slots", "reports", "exports", "deck", "memory", "tabs", "reruns", "cold")

for name in sys.argv[1:] or ALL:
    print(f"— {name}", flush=True)
    importlib.import_module(f"bench.{name}").main()
