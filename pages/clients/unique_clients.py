"""Which clients were reached?"""

from callyzer.ui.charts import chart
from callyzer.ui.layout import card, on_demand
from callyzer.ui.markup import Frame
from callyzer.ui.page import page
from callyzer.ui.tables import table
from callyzer.ui.tiles import tiles
from callyzer.views import unique_clients

with page("Unique clients", "Which clients were called or called us, and who among them is new?") as on:
    with card("clients"):
        table(on, lambda: unique_clients.clients(on.source, on.question),
              Frame("clients", "Clients", "Whom did the team call, and who called?", 660),
              search="Name, number or employee")

    with card("concentration"):
        chart(on, lambda: unique_clients.concentrated(on.source, on.question, on.theme),
              Frame("concentration", "How concentrated the calls are", "Do few clients hold most calls?", 380))

    if on_demand("returning", "Compare with the clients of the previous period",
                 "Asks for all clients of the previous period too: a request for each hundred of them"):
        tiles(on, lambda: unique_clients.returning(on.source, on.question), ["Returning", "New", "Not again"])
