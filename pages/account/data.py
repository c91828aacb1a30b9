"""What is here, is it complete, and who waits for what?"""

from functools import partial

from callyzer.ui import account, keeping
from callyzer.ui.charts import chart
from callyzer.ui.layout import beside, card
from callyzer.ui.markup import Frame
from callyzer.ui.page import page
from callyzer.ui.tables import table
from callyzer.ui.tiles import tiles
from callyzer.views import changes_made, data, queue

with page("Data", "What is here, is it complete, and who waits for what?", about="account") as on:
    if (held := keeping.held()) is not None:
        tiles(on, partial(data.tiles, held, on.now), data.STORE, compared=False)
        keeping.controls()
        with card("coverage"):
            chart(on, partial(data.calendar, held, on.now, on.theme), Frame("coverage", "Days", "Which are here?", 240))
        differing, latest = beside(1, 1)
        with differing, card("compared"):
            table(on, partial(data.compared, held),
                  Frame("compared", "Days that differ", "Where do our totals differ from Callyzer's own?", 260))
        with latest, card("events"):
            table(on, partial(data.events, held, on.now), Frame("events", "What happened", "The latest first", 260))
    else:
        keeping.without_store()

    tiles(on, lambda: queue.tiles(keeping.standing()), queue.LABELS, compared=False)
    with card("queue"):
        table(on, lambda: queue.waiting(keeping.standing()), Frame("queue", "Queue", "Who waits for what?", 180))
    with card("changes-made"):
        table(on, lambda: changes_made.listed(account.writes(), on.now),
              Frame("changes-made", "What was changed", "Who changed what from this dashboard?", 320))
