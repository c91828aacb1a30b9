"""What is different, and what explains it?"""

from functools import partial

from callyzer.ui.charts import chart
from callyzer.ui.compare import chosen_sides
from callyzer.ui.layout import beside, card, pick
from callyzer.ui.markup import Frame
from callyzer.ui.page import page
from callyzer.ui.pairs import pairs
from callyzer.ui.tiles import note
from callyzer.ui.ways import to_employee
from callyzer.views import compare, differences
from callyzer.views.definitions import MEASURES

EXPLAINED = {name: MEASURES[name].label for name in differences.EXPLAINED}

with page("Compare", "What is different, and what explains it?") as on:
    sides = chosen_sides(on)
    if sides:
        left, right = beside(1, 1)
        with left, card("pairs"):
            pairs(on, partial(compare.pairs, on.source, sides), Frame("pairs", "Side by side", "Every measure", 660))
        with right:
            with card("explained") as foot:
                with foot:
                    one, other = beside(1, 1)
                    with one:
                        measure = pick("compare-measure", "Measure", EXPLAINED, "total_calls")
                    ways = differences.ways(sides, measure)
                    with other:
                        way = pick("compare-way", "Told apart", ways, next(iter(ways))) if ways else ""
                if way:
                    chart(on, partial(differences.explained, on.source, sides, on.theme, measure, way),
                          Frame("explained", f"{EXPLAINED[measure]}: what makes the difference", "Who and what?", 420),
                          clicked=to_employee if way == "employee" else None)
                else:
                    note(differences.NO_PARTS)
            with card("compare-slots"):
                shown = measure if measure in differences.BY_SLOT else "total_calls"
                chart(on, partial(differences.by_slot, on.source, sides, on.theme, shown),
                      Frame("compare-slots", f"{EXPLAINED[shown]} over the day", "When do they differ?", 344))
