"""Rows of a table as leads: what they become, and what keeps them from being sent."""

from __future__ import annotations

import pytest

from callyzer.leads.columns import FIELDS, guessed, problem
from callyzer.leads.entries import Entry, Plan, entries, plan_problems
from callyzer.leads.tables import Line, Table
from callyzer.model import Assignment, ExistingLead, LeadDraft

PLAN = Plan(Assignment("Round Robin"), code="91")
CHOSEN = ("first_name", "number", "second_number", "price", "lead_tags", "city")


def rows(*cells: tuple[str, ...], chosen: tuple[str, ...] = CHOSEN, plan: Plan = PLAN) -> tuple[Entry, ...]:
    lines = tuple(Line(place, (*row, *[""] * (len(chosen) - len(row)))) for place, row in enumerate(cells, 2))
    return entries(Table(tuple(chosen), lines), chosen, plan)


def test_columns_are_guessed_from_what_people_call_them() -> None:
    headings = ("Lead Name", "Mobile No.", "PHONE", "E-mail ID", "Pin code", "Remarks", "Shoe size", "City", "Town")
    assert guessed(headings) == (
        "first_name", "number", "second_number", "email", "zip", "description", "", "city", "")
    assert guessed(("First Name", "last_name", "Company Name", "Lead Status", "Assigned to", "Tags")) == (
        "first_name", "last_name", "company_name", "lead_status", "emp_numbers", "lead_tags")


def test_every_field_of_a_lead_is_guessed_from_its_own_name() -> None:
    assert guessed(list(FIELDS)) == tuple(FIELDS)


def test_a_choice_of_columns_is_refused_in_words() -> None:
    assert problem(("first_name", "number", "")) == ""
    assert problem(("first_name", "")) == "No column holds Number, which every lead needs."
    assert problem(("first_name", "number", "city", "city")) == "Only one column can hold City."


def test_a_row_becomes_a_lead_with_its_numbers_price_and_tags() -> None:
    (entry,) = rows(("Asha", "9812345678", "+1 212 555 0123", "1,25,000.50", "tv; mobile,", "Pune"))
    assert entry == Entry(2, LeadDraft(
        "Asha", ("91-9812345678", "1-2125550123"), price=125_000.5, lead_tags=("tv", "mobile"), city="Pune"))


@pytest.mark.parametrize(("cells", "problems"), [
    (("As", "9812345678"), [("first_name", "must be 3 to 250 characters long")]),
    (("", "9812345678"), [("first_name", "is required")]),
    (("Asha", ""), [("contact_numbers", "one or two numbers are required")]),
    (("Asha", "call me"), [("contact_numbers", "a number is digits, its country code before a hyphen")]),
    (("Asha", "9812345678", "", "cheap"), [("price", "must be a number")]),
    (("Asha", "9812345678", "", "nan"), [("price", "must be a number")]),
    (("Asha", "9812345678", "", "", "", "P"), [("city", "must be 2 to 100 characters long")]),
    (("A", "9812345678", "", "x"), [("price", "must be a number"), ("first_name", "must be 3 to 250 characters long")]),
])
def test_a_row_tells_every_rule_it_breaks(cells: tuple[str, ...], problems: list[tuple[str, str]]) -> None:
    (entry,) = rows(cells)
    assert list(entry.problems) == problems


def test_a_shortened_number_is_told_once() -> None:
    (entry,) = rows(("Asha", "9.19812E+11"))
    assert [name for name, _ in entry.problems] == ["contact_numbers"]
    assert "digits are lost" in entry.problems[0][1]


def test_of_rows_with_the_same_number_the_first_stands() -> None:
    found = rows(("Asha", "9812345678"), ("As", "9812345678"), ("Bina", "9812345679", "+919812345678"),
                 ("Chetan", "09812345679"))
    assert [entry.problems for entry in found] == [
        (), (("first_name", "must be 3 to 250 characters long"),),
        (("contact_numbers", "row 2 has the same number"),), (("contact_numbers", "row 4 has the same number"),)]


def test_a_rows_own_employees_are_assigned_by_the_strategy_for_all() -> None:
    (first, second) = rows(("Asha", "9812345678", "9000000001, 91-9000000002"), ("Bina", "9812345679", ""),
                           chosen=("first_name", "number", "emp_numbers"))
    assert first.draft.assignment == Assignment("Round Robin", ("91-9000000001", "91-9000000002"))
    assert second.draft.assignment is None


def test_a_plan_tells_what_in_it_breaks_a_rule() -> None:
    assert plan_problems(PLAN, CHOSEN) == {}
    wrong = Plan(Assignment(""), ExistingLead(), lead_tags=("tv",), lead_status="Positive")
    assert plan_problems(wrong, ("lead_tags",)) == {
        "strategy": "is required", "lead_tags": "may stand with each lead or here, not both"}
    both = Plan(Assignment("Random", ("9000000001",), ("tag",)))
    assert plan_problems(both, ()) == {"assignment": "employees or tags, not both"}
