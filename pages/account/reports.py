"""Which reports go out by themselves, and did they?"""

from callyzer.ui import reports
from callyzer.ui.layout import card
from callyzer.ui.markup import Frame
from callyzer.ui.page import page
from callyzer.ui.tables import table
from callyzer.views import runs

with page("Reports", "Which reports go out by themselves, and did they?", about="reports") as on:
    if reports.schedules(on):
        reports.preview()
    with card("runs"):
        table(on, lambda: runs.listed(reports.runs(), on.now),
              Frame("runs", "What went out", "Every attempt, the latest first", 260))
