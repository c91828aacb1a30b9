"""One lead as it is filled in: what would be sent, and every reason why it is not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from callyzer.leads import form
from callyzer.leads.entries import Plan
from callyzer.leads.form import CANNOT_BE_EMPTIED, NOTHING_CHANGED
from callyzer.model import Assignment, ExistingLead, LeadDraft, LeadQuery

PLAN = Plan(Assignment("Round Robin"), code="91")
KEEP = replace(PLAN, existing_lead=ExistingLead("Ignore", "Ignore", "Ignore"))
LEAD: dict[str, Any] = {
    **{f"details.{name}": "" for name in form._DETAILS}, "id": "lead-1", "details.first_name": "Asha",
    "details.city": "Pune", "details.zip": "1", "details.price": "500",
    "details.contact_numbers": ("91-7000000001",), "status.lead_status": "Positive", "lead_tags": ("tv",)}
CELLS = form.texts_of(LEAD)


def test_a_new_lead_is_what_was_filled_in() -> None:
    filled = form.new({"first_name": " Asha ", "number": "70000 00001", "email": "", "price": "1,000"}, ("a, b",), PLAN)
    assert filled.problems == {}
    assert filled.draft == LeadDraft("Asha", ("91-7000000001",), PLAN.assignment, price=1000.0, lead_tags=("a, b",))


def test_every_rule_that_is_broken_stands_beside_its_field() -> None:
    plan = replace(PLAN, assignment=Assignment("Random", ("9000000001",), ("field",)))
    filled = form.new({"first_name": "As", "number": "9.1E+11", "zip": "1", "price": "x"}, (), plan)
    assert set(filled.problems) == {"first_name", "contact_numbers", "zip", "price", "assignment"}
    assert "digits are lost" in filled.problems["contact_numbers"]


def test_of_a_changed_lead_only_what_changed_is_sent() -> None:
    filled = form.changed(LEAD, {**CELLS, "city": "Nagpur"}, ("tv",), KEEP)
    assert filled.problems == {}, "the postcode breaks a rule, but is not sent"
    assert filled.draft == LeadDraft(
        "Asha", ("91-7000000001",), PLAN.assignment, id="lead-1", city="Nagpur",
        existing_lead=ExistingLead("Overwrite", "Ignore", "Ignore"))


def test_tags_and_employees_are_replaced_only_where_that_was_chosen() -> None:
    filled = form.changed(LEAD, CELLS, ("tv", "new"), replace(KEEP, existing_lead=ExistingLead(assignee="Append")))
    assert (filled.draft.lead_tags, filled.draft.city) == (("tv", "new"), "")
    assert filled.draft.existing_lead == ExistingLead("Overwrite", "Append", "Overwrite")


@pytest.mark.parametrize(("cells", "tags", "problems"), [
    (CELLS, ("tv",), {"": NOTHING_CHANGED}),
    ({**CELLS, "city": " "}, ("tv",), {"city": CANNOT_BE_EMPTIED}),
    ({**CELLS, "price": ""}, ("tv",), {"price": CANNOT_BE_EMPTIED}),
    (CELLS, (), {"lead_tags": CANNOT_BE_EMPTIED}),
    ({**CELLS, "zip": "22"}, ("tv",), {}),
    ({**CELLS, "zip": "2"}, ("tv",), {"zip": "must be 2 to 10 characters long"}),
])
def test_what_cannot_be_changed_is_told(cells: dict[str, str], tags: tuple[str, ...], problems: dict[str, str]) -> None:
    assert form.changed(LEAD, cells, tags, KEEP).problems == problems


def test_a_second_number_can_be_taken_away() -> None:
    lead = {**LEAD, "details.contact_numbers": ("91-7000000001", "91-7000000002")}
    filled = form.changed(lead, {**form.texts_of(lead), "second_number": ""}, ("tv",), KEEP)
    assert (filled.problems, filled.draft.contact_numbers) == ({}, ("91-7000000001",))


def test_a_question_for_leads_is_checked_too() -> None:
    assert form.query_problems(LeadQuery("Asha", "Rao", ("7000000001",))) == {}
    assert form.query_problems(LeadQuery("As")) == {"first_name": "must be 3 to 250 characters long"}
    assert set(form.query_problems(LeadQuery(contact_numbers=("x",)))) == {"contact_numbers"}
