"""Is the team where it should be?"""

from functools import partial

from callyzer.ui import goals as kept
from callyzer.ui.layout import card, choice
from callyzer.ui.markup import Frame
from callyzer.ui.page import page
from callyzer.ui.tables import table
from callyzer.ui.tiles import note, tiles
from callyzer.ui.ways import to_employee_of_row
from callyzer.views import goals
from callyzer.views.definitions import MEASURES

with page("Goals", "Is the team where it should be?") as on:
    if (aims := kept.aims(on)) is not None:
        labels = {name: MEASURES[name].label for name in aims.measures}
        tiles(on, partial(goals.tiles, on.source, on.question, aims, on.now), list(labels.values()), compared=False)
        with card("goals") as foot:
            with foot:
                shown = choice("goal", "Goal", labels)
            table(on, partial(goals.table, on.source, on.question, aims, on.now, name=shown),
                  Frame("goals", f"{labels[shown]}: who is on track", "Who is where they should be by now?", 520),
                  chosen=to_employee_of_row, search="Name")
    elif kept.are_set():
        kept.without_people(on)
    else:
        note(goals.NONE_YET)
    with card("goal-sheet"):
        kept.editor(on)
