"""How is the team doing?"""

from callyzer.ui.charts import chart
from callyzer.ui.markup import Frame
from callyzer.ui.page import page
from callyzer.ui.tiles import tiles
from callyzer.views import overview, rhythm

with page("Overview", "How is the team doing, and what has changed?") as screen:
    tiles(screen, lambda: overview.tiles(screen.source, screen.question, screen.now))
    chart(screen, lambda: rhythm.day_shape(screen.source, screen.question, screen.now, screen.theme),
          Frame("day-shape", "The day's shape", "When the team is on the phone", 364))
    chart(screen, lambda: overview.leaders(screen.source, screen.question, screen.theme),
          Frame("leaders", "Leaders", "Who has the most", 300))
