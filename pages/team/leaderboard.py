"""Who does how much?"""

from callyzer.ui import goals
from callyzer.ui.charts import chart
from callyzer.ui.layout import beside, card, pick
from callyzer.ui.markup import Frame
from callyzer.ui.page import page
from callyzer.ui.tables import table
from callyzer.ui.tiles import cards
from callyzer.ui.ways import to_employee, to_employee_of_row
from callyzer.views import leaderboard
from callyzer.views.definitions import MEASURES

MEASURED = {name: MEASURES[name].label for name in leaderboard.MEASURED}

with page("Leaderboard", "Who does how much, and who got ahead?") as on:
    cards(on, lambda: leaderboard.honours(on.source, on.question))

    with card("ranking") as foot:
        with foot:
            ranked = pick("ranking", "Ranked by", MEASURED, "total_calls")
        aims = goals.aims(on)
        table(on, lambda: leaderboard.ranking(on.source, on.question, on.now, ranked, aims),
              Frame("ranking", "Leaderboard", f"Ranked by {MEASURED[ranked].lower()}", 620), chosen=to_employee_of_row,
              search="Name or tag")

    with card("compare") as foot:
        with foot:
            left, right = beside(1, 1)
            with left:
                across = pick("compare-x", "Across", MEASURED, "total_calls")
            with right:
                up = pick("compare-y", "Up", MEASURED, "connect_rate")
        chart(on, lambda: leaderboard.compare(on.source, on.question, on.theme, across, up),
              Frame("compare", f"{MEASURED[up]} against {MEASURED[across].lower()}", "Who is above the median in both?",
                    500), clicked=to_employee)
