"""Which leads of a file become leads of the account?"""

from callyzer.ui import account
from callyzer.ui.layout import card
from callyzer.ui.markup import Frame
from callyzer.ui.page import page
from callyzer.ui.tables import table
from callyzer.ui.upload_page import upload_page
from callyzer.views import changes_made

with page("Upload leads", "Which rows of a file become leads, and what came of each?", about="leads") as on:
    upload_page(on)
    with card("lead-changes"):
        table(on, lambda: changes_made.listed(account.writes(), on.now, ["save_lead", "bulk_save_leads"]),
              Frame("lead-changes", "What was changed", "Who saved which leads from this dashboard?", 220))
