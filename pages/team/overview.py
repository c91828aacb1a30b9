"""How is the team doing, and why?"""

from callyzer.ui import goals
from callyzer.ui.charts import chart
from callyzer.ui.layout import beside, card, choice, pick
from callyzer.ui.markup import Frame
from callyzer.ui.page import page
from callyzer.ui.tiles import changes, tiles
from callyzer.ui.ways import to_employee
from callyzer.views import overview
from callyzer.views.definitions import MEASURES
from callyzer.views.movers import MOVING

DAILY = {name: MEASURES[name].label for name in overview.BY_DAY}
MOVED = {"": "Largest change", **{name: MEASURES[name].label for name in MOVING}}
LEADING = {name: MEASURES[name].label for name in overview.LEADING}

with page("Overview", "How is the team doing, and what has changed?") as on:
    aims = goals.aims(on)
    tiles(on, lambda: overview.tiles(on.source, on.question, on.now, aims),
          [MEASURES[name].label for name in overview.TILES])

    days, hours = beside(3, 2)
    with days, card("trend") as foot:
        with foot:
            shown = choice("trend", "Measure by day", DAILY)
        chart(on, lambda: overview.trend(on.source, on.question, on.now, on.theme, shown, country=on.country),
              Frame("trend", f"{DAILY[shown]} by day", "How did the days run?", 340))
    with hours, card("day-shape"):
        chart(on, lambda: overview.day_shape(on.source, on.question, on.now, on.theme),
              Frame("day-shape", "The day's shape", "When is the team on the phone?", 392))

    what, who, first = beside(1, 1, 1)
    with what, card("changes"):
        changes(on, lambda: overview.movers(on.source, on.question, on.now, on.theme),
                Frame("changes", "What changed most", "Against the previous period", 412))
    with who, card("movers") as foot:
        with foot:
            moved = pick("movers", "Shown", MOVED, "")
        chart(on, lambda: overview.movers(on.source, on.question, on.now, on.theme, moved).chart,
              Frame("movers", "Who moved it", "Each employee's part of the change", 356), clicked=to_employee)
    with first, card("leaders") as foot:
        with foot:
            led = pick("leaders", "Leaders by", LEADING, "total_calls")
        chart(on, lambda: overview.leaders(on.source, on.question, on.theme, led),
              Frame("leaders", "Leaders", "Who has the most?", 356), clicked=to_employee)
