"""Which clients were reached?"""

from functools import partial

from callyzer.ui.charts import chart
from callyzer.ui.layout import card, on_demand
from callyzer.ui.markup import Frame
from callyzer.ui.page import page
from callyzer.ui.tables import table
from callyzer.ui.tiles import tiles
from callyzer.ui.ways import to_call
from callyzer.views import unique_clients

with page("Unique clients", "Which clients were called or called us, and who among them is new?") as on:
    tiles(on, lambda: unique_clients.tiles(on.source, on.question), unique_clients.LABELS, compared=False)

    with card("clients"):
        clients = partial(unique_clients.clients, on.source, on.question)
        table(on, clients, Frame("clients", "Clients", "Who was called, and who called?", 660),
              chosen=to_call, search="Name or number",
              lookup=clients if on.source.whole_account(on.question) else None)

    with card("concentration"):
        chart(on, lambda: unique_clients.concentrated(on.source, on.question, on.theme),
              Frame("concentration", "How concentrated the calls are", "Do few clients hold most calls?", 380))

    if on_demand("returning", "Compare with the clients of the previous period",
                 "Where their calls are not kept here, Callyzer is asked for them: a request for each hundred clients"):
        tiles(on, lambda: unique_clients.returning(on.source, on.question),
              ["In both periods", "Only now", "Only before"], compared=False)
