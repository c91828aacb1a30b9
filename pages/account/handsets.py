"""Which phones need attention?"""

from callyzer.ui.layout import card
from callyzer.ui.markup import Frame
from callyzer.ui.page import page
from callyzer.ui.tables import table
from callyzer.ui.tiles import tiles
from callyzer.ui.ways import to_employee_of_row
from callyzer.views import handsets

with page("Handsets", "Which phones need attention, so that no calls are missing?", about="people") as on:
    tiles(on, lambda: handsets.tiles(on.source, on.question, on.now, on.country), handsets.LABELS, compared=False)

    with card("handsets"):
        table(on, lambda: handsets.rows(on.source, on.question, on.now, on.country),
              Frame("handsets", "Handsets", "Whose phone needs attention, and why?", 760),
              opens=to_employee_of_row, search="Name, reason or phone")
