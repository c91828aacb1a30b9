"""Whom did nobody call back?"""

from functools import partial

from callyzer.ui.charts import chart
from callyzer.ui.layout import beside, card, choice, pick
from callyzer.ui.markup import Frame
from callyzer.ui.page import page
from callyzer.ui.tables import table
from callyzer.ui.tiles import note, tiles
from callyzer.ui.ways import to_call, to_employee_of_row
from callyzer.views import call_back_times, call_backs

TARGETS = {str(seconds): name for seconds, name in call_back_times.TARGETS.items()}
LISTS = {"due": "Across the team", "pairs": "Each employee's"}

with page("Call-backs", "Who called, and was not talked to since?") as on:
    whole = on.source.whole_account(on.question)
    target = int(pick("call-back-target", "Call back within", TARGETS, "3600")) if whole else 0
    if whole:
        tiles(on, partial(call_backs.tiles, whole, on.question, on.now, on.country, target), call_backs.LABELS,
              compared=False)
    else:
        note(call_backs.STORE_ONLY)

    with card("due") as foot:
        with foot:
            shown = choice("call-backs", "Which list", LISTS) if whole else "pairs"
        if whole and shown == "due":
            table(on, partial(call_backs.due, whole, on.question, on.now, on.country),
                  Frame("due", "Call-backs due", "Who called, and was not talked to since?", 620),
                  chosen=to_call, search="Client, number, employee or note")
        else:
            table(on, lambda: call_backs.pairs(on.source, on.question),
                  Frame("pairs", "Never attended", "Whom did each employee not talk to since?", 620),
                  search="Client, number or employee")

    if whole:
        left, right = beside(1, 1)
        with left, card("lengths"):
            chart(on, partial(call_back_times.lengths, whole, on.question, on.theme, target),
                  Frame("lengths", "How long until they were called back", "How many in time?", 420))
        with right, card("by-slot"):
            chart(on, partial(call_back_times.by_slot, whole, on.question, on.theme, target),
                  Frame("by-slot", "When they called", "When are calls left unanswered?", 420))

        with card("by-employee"):
            table(on, partial(call_back_times.by_employee, whole, on.question, target),
                  Frame("by-employee", "Whose missed calls are called back in time", f"Within {TARGETS[str(target)]}",
                        480), chosen=to_employee_of_row)
