"""How is it going for one person? To be looked at together."""

from functools import partial

from callyzer.ui import goals
from callyzer.ui.address import chosen
from callyzer.ui.charts import chart, heatmap_frame
from callyzer.ui.employee import employee_in_force, narrow_gap, only_employee, picker, who
from callyzer.ui.layout import beside, card, choice
from callyzer.ui.markup import Frame
from callyzer.ui.page import page
from callyzer.ui.tables import table
from callyzer.ui.tiles import note, tiles
from callyzer.ui.ways import to_call, to_employee_of_row
from callyzer.views import call_backs, employee, leaderboard, longest_calls, overview, time_slots, unique_clients
from callyzer.views.definitions import MEASURES

DAILY = {name: MEASURES[name].label for name in overview.BY_DAY}

with page("Employee", "How is it going, where does it stand, and what is open?", figures_of=only_employee) as on:
    number = employee_in_force(chosen())
    picker(on, number)
    own = employee.of_employee(on.question, number) if number else on.question

    if not number:
        note("Choose an employee above, or click a row.")
        with card("everybody"):
            table(on, lambda: leaderboard.ranking(on.source, on.question, on.now),
                  Frame("everybody", "Whose figures?", "A click on a row opens them", 620), opens=to_employee_of_row,
                  search="Name or tag")
    else:
        narrow_gap(on, own)
        with card("who"):
            who(on, number)
        aims = goals.aims(on, own)
        tiles(on, partial(employee.tiles, on.source, on.question, number, on.now, aims),
              [MEASURES[name].label for name in overview.TILES])

        left, right = beside(1, 1)
        with left, card("standing"):
            chart(on, partial(employee.stands, on.source, on.question, number, on.now, on.theme),
                  Frame("standing", "Beside the team", "Against the median and the time before", 434))
        with right, card("days") as foot:
            with foot:
                shown = choice("employee-days", "Measure", DAILY)
            chart(on, partial(overview.trend, on.source, own, on.now, on.theme, shown, country=on.country),
                  Frame("days", f"{DAILY[shown]} by day", "How did the days run?", 340))
        with card("hours"):
            chart(on, partial(time_slots.by_day, on.source, own, on.now, on.theme, shown, country=on.country),
                  heatmap_frame(on, "hours", f"{DAILY[shown]} by day and slot", 2))

        left, right = beside(1, 1)
        with left, card("clients"):
            clients = partial(unique_clients.clients, on.source, own)
            table(on, clients, Frame("clients", "Clients", "With whom?", 480), chosen=to_call, search="Name or number",
                  lookup=clients if on.source.whole_account(own) else None)
        with right, card("longest"):
            table(on, partial(longest_calls.longest, on.source, own),
                  Frame("longest", "The longest calls", "What takes time?", 480), opens=to_call)

        whole = on.source.whole_account(own)
        with card("open"):
            table(on, partial(call_backs.due, whole, own, on.now, on.country) if whole else
                  partial(call_backs.pairs, on.source, own),
                  Frame("open", "Call-backs due", "Who still waits for a call?", 480),
                  chosen=to_call if whole else None)
            if not whole:
                note(call_backs.STORE_ONLY)
