"""Whom are we to win?"""

from callyzer.ui.layout import beside, card
from callyzer.ui.lead_form import saves
from callyzer.ui.leads import finding, lead_beside, open_lead
from callyzer.ui.markup import Frame
from callyzer.ui.page import page
from callyzer.ui.tables import table
from callyzer.views import leads

with page("Leads", "Whom are we to win, and who is on it?", about="leads") as on:
    query, everything = finding()
    left, right = beside(3, 2)
    with left, card("leads"):
        table(on, lambda: leads.listed(on.source, query, everything=everything),
              Frame("leads", "Leads", "Who is to be won, and who is on it?", 760, saves()), opens=open_lead,
              search="Name, number, company, status, employee or city")
    with right, card("lead"):
        lead_beside(on, query, everything=everything)
