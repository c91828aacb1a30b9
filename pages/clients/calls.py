"""Which calls were made?"""

from functools import partial

from callyzer.ui import account
from callyzer.ui.calls import call_beside, calls_in_address, put_into_address
from callyzer.ui.layout import beside, card, on_demand
from callyzer.ui.markup import Frame
from callyzer.ui.page import page
from callyzer.ui.recordings import removing
from callyzer.ui.tables import Ticks, table
from callyzer.views import calls

with page("Calls", "Which calls were made, and what came of them?") as on:
    whole = on.source.whole_account(on.question) is not None
    subset = calls_in_address(on, whole=whole)
    everything = whole or on_demand(
        "all-calls", "List all calls, not the latest hundred alone", "Asks Callyzer once for each hundred of them")
    left, right = beside(3, 2)
    with left, card("calls"):
        table(on, lambda: calls.listed(on.source, on.question, subset, everything=everything),
              Frame("calls", "Calls", "Which calls were made, latest first?", 760), opens=put_into_address,
              search="" if whole else "Client, number, employee, note or status",
              ticks=Ticks((on.question, subset), partial(removing, on)) if account.may_write() else None)
    with right, card("call"):
        call_beside(on)
