"""When is the team on the phone?"""

from callyzer.ui.charts import chart, heatmap_frame
from callyzer.ui.layout import beside, card, choice
from callyzer.ui.markup import Frame
from callyzer.ui.page import page
from callyzer.ui.tables import table
from callyzer.ui.ways import to_cell
from callyzer.views import time_slots
from callyzer.views.definitions import MEASURES

SHOWN = {name: MEASURES[name].label for name in time_slots.BY_DAY}

with page("Time slots", "When is the team on the phone, and when does it get through?") as on:
    shown = choice("slots", "Measure", SHOWN)
    with card("by-day"):
        chart(on, lambda: time_slots.by_day(on.source, on.question, on.now, on.theme, shown, country=on.country),
              heatmap_frame(on, "by-day", f"{SHOWN[shown]} by day and slot", 2), clicked=to_cell)

    weekdays, slots = beside(1, 1)
    with weekdays, card("by-weekday"):
        chart(on, lambda: time_slots.by_weekday(on.source, on.question, on.now, on.theme, shown, country=on.country),
              heatmap_frame(on, "by-weekday", f"{SHOWN[shown]} by weekday and slot"), clicked=to_cell)
    with slots, card("profile"):
        chart(on, lambda: time_slots.profile(on.source, on.question, on.now, on.theme, shown),
              Frame("profile", f"{SHOWN[shown]} by slot", "How does a day run?", 60 + time_slots.height(on.question)))

    with card("slots"):
        table(on, lambda: time_slots.slots(on.source, on.question, on.now),
              Frame("slots", "Slot by slot", "Shares, daily averages and quiet days", 520))
