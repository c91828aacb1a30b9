"""The list of leads and one of them in full, as a person reads them; whatever stands in their names stays text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from callyzer.errors import BadRequest, RuleViolation
from callyzer.model import Assignment, LeadDraft, LeadQuery, Leads, Page
from callyzer.store.store import CallStore
from callyzer.views import leads
from callyzer.views.csv import csv, saved
from tests.builders import ASHA, KOLKATA, NOW, call, calls, fixed_clock
from tests.views.builders import Told

LOCAL = NOW.astimezone(KOLKATA)
ALL = Assignment("Assign to All Selected")
EVERYBODY = LeadQuery()


@pytest.fixture
def store() -> Iterator[CallStore]:
    """Two leads, the second with a call; everybody is on the first."""
    with closing(CallStore.in_memory(KOLKATA, clock=fixed_clock(), origin="store")) as store:
        store.add_calls(calls(call("2026-11-02 10:05", "Outgoing", 61, client="7000000002", note="asks for a price")))
        store.save_lead(LeadDraft("=1+1", ("91-7000000001", "7000000009"), ALL, lead_tags=("tv",), city="Pune"))
        store.save_lead(LeadDraft("Bina", ("91-7000000002",), Assignment("Random", (f"91-{ASHA}",)), last_name="Rao",
                                  lead_status="Interested", price=500, zip="411001", city="Pune"))
        yield store


class Remote(Told):
    """Answers as Callyzer does, and notes which pages are asked for; `error` is raised instead."""

    def __init__(self, store: CallStore | None = None, error: Exception | None = None) -> None:
        super().__init__({})
        self.store, self.error = store, error
        self.pages: list[Page | None] = []

    def get_leads(self, query: LeadQuery, page: Page | None = None) -> Leads:
        self.pages.append(page)
        if self.error or self.store is None:
            raise self.error or AssertionError
        report = self.store.get_leads(query, page)
        return replace(report, provenance=replace(report.provenance, origin="callyzer"))


def test_a_lead_is_told_with_its_numbers_whose_it_is_and_its_calls(store: CallStore) -> None:
    table = leads.listed(store, EVERYBODY)
    rows = {row["lead"]: row for row in table.frame.to_dict("records")}
    assert (rows["=1+1"]["number"], rows["=1+1"]["dial"]) == ("+91 7000000001, 7000000009", "+917000000001")
    assert (rows["=1+1"]["assigned"], rows["Bina Rao"]["assigned"]) == ("Everybody", "Asha")
    assert (rows["=1+1"]["no_of_attempts"], rows["Bina Rao"]["no_of_attempts"]) == (0, 1)
    assert (table.caption, table.empty) == ("2 leads.", "")
    assert b"'=1+1," in csv(saved(table))


def test_a_lead_in_full_tells_what_is_known_and_nothing_else(store: CallStore) -> None:
    ids = dict(zip(leads.listed(store, EVERYBODY).frame["lead"], leads.listed(store, EVERYBODY).frame["key"],
                   strict=True))
    detail = leads.detail(store, EVERYBODY, ids["Bina Rao"], LOCAL)
    assert detail
    facts = dict(detail.facts)
    assert (detail.title, detail.client) == ("Bina Rao", "91-7000000002")
    assert facts["Address"] == "411001, Pune"
    assert facts["Last call"] == "Mon 2 Nov, 10:05 AM · Outgoing · 1 min 1 s · Asha"
    assert facts["Last note"] == "asks for a price"
    assert "Company" not in facts
    assert leads.detail(store, EVERYBODY, "nobody", LOCAL) is None


def test_the_statuses_and_tags_that_leads_have_are_offered(store: CallStore) -> None:
    known = leads.known(store, EVERYBODY)
    assert (known.statuses, known.tags) == (("Interested",), ("tv",))


def test_a_question_narrows_the_list_and_a_number_that_is_no_leads_is_said(store: CallStore) -> None:
    assert list(leads.listed(store, LeadQuery(last_name="rao")).frame["lead"]) == ["Bina Rao"]
    assert list(leads.listed(store, LeadQuery(contact_numbers=("7000000009",))).frame["lead"]) == ["=1+1"]
    assert leads.listed(store, LeadQuery(contact_numbers=("7000000003",))).empty == leads.NO_SUCH_NUMBER
    assert leads.listed(store, LeadQuery(first_name="Nobody")).empty == leads.EMPTY


def test_a_refusal_that_is_not_about_numbers_is_told_as_one() -> None:
    with pytest.raises(BadRequest):
        leads.listed(Remote(error=BadRequest("get_leads", 400, "No.")), EVERYBODY)
    with pytest.raises(RuleViolation):
        leads.listed(Remote(error=RuleViolation("x", "y", "z")), LeadQuery(contact_numbers=("1",)))


def test_where_callyzer_is_asked_the_hundred_that_changed_last_are_listed_and_the_others_on_demand() -> None:
    with closing(CallStore.in_memory(KOLKATA, clock=fixed_clock())) as store:
        for place in range(130):
            store.save_lead(LeadDraft("Lead", (f"7000000{place:03}",), ALL))
        remote = Remote(store)
        few = leads.listed(remote, EVERYBODY)
        assert (len(few.frame), few.caption) == (100, "The 100 that changed last of 130 leads.")
        assert remote.pages == [leads.FIRST]
        assert len(leads.listed(remote, EVERYBODY, everything=True).frame) == 130


def test_leads_that_are_still_to_come_are_counted(store: CallStore) -> None:
    report = store.get_leads(EVERYBODY)
    pending = replace(report, provenance=replace(report.provenance, pending_rows=12, pending_seconds=24))
    shown = leads._listed(pending)
    assert (shown.waiting, shown.notes[0].text) == (True, "12 leads still to come, in about 24 s.")
    old = leads._listed(replace(report, provenance=replace(report.provenance, problem="Callyzer cannot be reached.")))
    assert old.notes[0].text == "These leads are not the newest. Callyzer cannot be reached."


def test_the_story_of_a_lead_is_every_call_since_the_first_day_kept(store: CallStore) -> None:
    table = leads.story(store, KOLKATA, "91-7000000002", date(2026, 11, 22), date(2026, 11, 1))
    assert len(table.frame) == 1
    assert leads.story(store, KOLKATA, "91-7000000001", date(2026, 11, 22), None).empty == leads.NO_CALLS
