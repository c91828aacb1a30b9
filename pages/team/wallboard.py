"""Today, for a television."""

from functools import partial

from callyzer.ui import goals
from callyzer.ui.layout import beside
from callyzer.ui.page import page
from callyzer.ui.wall import figures, full_screen, listed, way_back
from callyzer.views import wallboard

with page("Today", "", about="wall") as on:
    full_screen()
    figures(on, partial(wallboard.today, on.source, on.question, on.now, goals.aims(on)), "Today")
    left, middle, right = beside(4, 5, 5)
    with left:
        figures(on, partial(wallboard.last_hour, on.source, on.question, on.now), "Last hour", small=True)
    with middle:
        listed(on, partial(wallboard.call_backs, on.source, on.question, on.now, on.country), "call-backs")
    with right:
        listed(on, partial(wallboard.leaders, on.source, on.question), "leaders")
    way_back()
