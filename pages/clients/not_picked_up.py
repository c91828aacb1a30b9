"""Whom did we dial and never reach?"""

from functools import partial

from callyzer.ui.charts import chart, heatmap_frame
from callyzer.ui.layout import beside, card, choice
from callyzer.ui.markup import Frame
from callyzer.ui.page import page
from callyzer.ui.tables import table
from callyzer.ui.tiles import note, tiles
from callyzer.ui.ways import offer_tries, to_cell
from callyzer.views import connect_rates, not_picked_up

LISTS = {"unreached": "Reached by nobody since", "pairs": "Each employee's"}

with page("Not picked up", "Whom did we dial and never reach, and when do clients pick up?") as on:
    whole = on.source.whole_account(on.question)
    if whole:
        tiles(on, partial(not_picked_up.tiles, whole, on.question), not_picked_up.LABELS, compared=False)
    else:
        note(not_picked_up.STORE_ONLY)

    with card("not-picked-up") as foot:
        with foot:
            everybody = choice("not-picked-up", "Which list", LISTS) == "pairs" if whole else True
        table(on, partial(not_picked_up.listed, on.source, whole, on.question, everybody=everybody) if whole else
              partial(not_picked_up.pairs, on.source, on.question),
              Frame("not-picked-up", not_picked_up.TITLE, not_picked_up.QUESTION, 620),
              opens=partial(offer_tries, on, "not-picked-up"), search="Client, number, employee or slot")

    if whole:
        with card("by-weekday"):
            chart(on, partial(connect_rates.by_weekday, whole, on.question, on.theme),
                  heatmap_frame(on, "by-weekday", "When clients pick up"), clicked=to_cell)
        left, right = beside(1, 1)
        with left, card("by-number"):
            chart(on, partial(connect_rates.by_number, whole, on.question, on.theme),
                  Frame("by-number", "At which try", "Is it worth trying again?", 360))
        with right, card("by-pause"):
            chart(on, partial(connect_rates.by_pause, whole, on.question, on.theme),
                  Frame("by-pause", "After which pause", "How long to wait before the next try?", 360))
