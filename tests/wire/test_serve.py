"""What the serving side makes of requests, and the documented message for each broken rule."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from callyzer.errors import RuleViolation
from callyzer.model import Assignment, EmployeeQuery, ExistingLead, LeadBatch, LeadDraft, LeadQuery, Page
from callyzer.wire import ask, serve
from tests.wire.samples import INDIA, sample

WINDOW = {"call_from": 1_782_844_200, "call_to": 1_783_103_399}  # three days of July 2026 in India
HOURS = WINDOW | {"working_hour_from": "10:00", "working_hour_to": "19:00"}
LEAD = {"first_name": "Meera", "contact_numbers": ["9000000201"], "assignment": {"strategy": "random"}}


def message(made: Any) -> str:
    with pytest.raises(RuleViolation) as caught:
        made()
    return caught.value.message


NO_RANGE = (
    "Either ‘call_from’ and ‘call_to’ or ‘synced_from’ and ‘synced_to’ are mandatory."
    " The duration should be less than 180 days.")


@pytest.mark.parametrize(("body", "expected"), [
    ({}, NO_RANGE),
    (None, NO_RANGE),
    ({"call_from": None, "call_to": ""}, NO_RANGE),
    (WINDOW | {"synced_from": 1, "synced_to": 2}, NO_RANGE),
    ({"call_from": 5}, "`call_from` and ‘call_to’ are mandatory. The duration should be less than 180 days."),
    ({"synced_to": 5}, "`synced_from` and ‘synced_to’ are mandatory. The duration should be less than 180 days."),
    (WINDOW | {"call_from": "x"}, "Invalid call_from. Please pass the timestamp in UNIX format."),
    (WINDOW | {"call_to": -5}, "Invalid call_to. Please pass the timestamp in UNIX format."),
    (WINDOW | {"call_to": 1_783_103_399_000}, "Invalid call_to. Please pass the timestamp in UNIX format."),
    (WINDOW | {"call_to": WINDOW["call_from"]},
     "Invalid date range. `From` timestamp should be less than `To` timestamp."),
    ({"synced_from": 9, "synced_to": 8}, "Invalid date range. `From` timestamp should be less than `To` timestamp."),
    (WINDOW | {"call_to": WINDOW["call_from"] + 180 * 86_400}, "The duration should be less than 180 days."),
    (WINDOW | {"call_types": ["Incoming", "Conference"]},
     "Invalid call_types. Valid call types are Incoming or Outgoing or Missed or Rejected."),
    (WINDOW | {"duration_grt_than": -1}, "Value out of range for unsigned long data type."),
    (WINDOW | {"duration_les_than": "long"}, "Value out of range for unsigned long data type."),
    (WINDOW | {"duration_les_than": 2**63}, "Value out of range for unsigned long data type."),
    (WINDOW | {"duration_grt_than": 9, "duration_les_than": 9},
     "Invalid duration value. The value of ‘duration_les_than’ should be greater than value of ‘duration_grt_than’"),
    (WINDOW | {"emp_numbers": ["9000000001", "x", "9x"]}, "Invalid numbers ‘x, 9x’."),
    (WINDOW | {"is_exclude_numbers": "maybe"}, "Invalid “is_exclude_numbers”. It should be either true or false."),
])
def test_a_filter_that_breaks_a_rule(body: Any, expected: str) -> None:
    assert message(lambda: serve.call_filter("summary", body, INDIA)) == expected


@pytest.mark.parametrize(("change", "expected"), [
    ({"working_hour_to": " "},
     "The “working_hour_from” and “working_hour_to” are mandatory. The value should be in HH:mm format."),
    ({"working_hour_from": "9 o'clock"},
     "The “working_hour_from” is not valid. The value should be in HH:mm format."),
    ({"working_hour_from": "19:00"}, "The “working_hour_from” should not be greater than “working_hour_to”."),
    ({"exclude_days": ["Sunday"]}, "Invalid value. The days should be in ‘ddd’ format i.e. Mon"),
])
def test_working_hours_and_days_that_break_a_rule(change: Any, expected: str) -> None:
    assert message(lambda: serve.call_filter("hourly_analytics", HOURS | change, INDIA)) == expected


def test_parameters_an_endpoint_does_not_know_are_passed_over() -> None:
    body = HOURS | {"exclude_days": ["Sunday"], "client_numbers": ["x"]}
    assert serve.call_filter("daywise_analytics", body, INDIA).exclude_days == ()
    assert message(lambda: serve.call_filter("history", body, INDIA)) == "Invalid numbers ‘x’."


def test_nulls_blanks_and_numbers_as_texts() -> None:
    question = serve.call_filter("history", {
        "call_from": "1782844200", "call_to": "1783103399", "synced_from": None, "emp_tags": ["", None, " North "],
        "emp_numbers": [9000000001], "call_types": [], "duration_grt_than": "", "is_exclude_numbers": "False",
    }, INDIA)
    assert question.window.seconds == (1_782_844_200, 1_783_103_399)
    assert (question.emp_tags, question.emp_numbers) == (("North",), ("9000000001",))
    assert (question.duration_grt_than, question.is_exclude_numbers) == (None, False)


def test_v22_knows_methods_and_modes() -> None:
    body = WINDOW | {"call_method": ["phonecall"], "call_mode": ["Voice", "Smoke"]}
    assert serve.call_filter("summary", body, INDIA, "v2.1")
    assert "call_mode" in message(lambda: serve.call_filter("summary", body, INDIA, "v2.2"))


@pytest.mark.parametrize(("body", "page"), [
    ({}, Page(1, 100)), (None, Page(1, 100)), ({"page_no": "2", "page_size": 5}, Page(2, 5)),
    ({"page_no": None, "page_size": " "}, Page(1, 100)),
])
def test_a_page(body: Any, page: Page) -> None:
    assert serve.page(body) == page


NO_PAGE = "Invalid value. Value should be greater than zero and within range of unsigned integer data type."


@pytest.mark.parametrize(("body", "expected"), [
    ({"page_no": 0}, NO_PAGE),
    ({"page_no": "two"}, NO_PAGE),
    ({"page_no": 1.5}, NO_PAGE),
    ({"page_no": 2**31}, NO_PAGE),
    ({"page_size": 101}, "Invalid value. The value should be between 1 to 100"),
    ({"page_size": True}, "Invalid value. The value should be between 1 to 100"),
])
def test_a_page_that_breaks_a_rule(body: Any, expected: str) -> None:
    assert message(lambda: serve.page(body)) == expected


@pytest.mark.parametrize("body", [[], "text", 3])
def test_a_body_that_is_no_object(body: Any) -> None:
    assert message(lambda: serve.call_filter("summary", body, INDIA)).startswith(
        "The message body on the request is not as per API specification.")


def test_ids() -> None:
    assert serve.unique_ids({"unique_ids": ["a", "", "b", "a"]}) == ("a", "b")
    assert message(lambda: serve.unique_ids({"unique_ids": []})) == (
        "Invalid no of unique ids. Minimum 1 and Maximum 20 ids are allowed.")


def test_employees_are_asked_for_in_json_or_a_query_string() -> None:
    query = EmployeeQuery(("9000000001", "91-9000000002"), ("North",), "Asha", ("7",))
    assert serve.employee_query(dict(ask.get_employees(query, Page()).body)) == query
    assert serve.employee_query({"emp_numbers": "9000000001, 91-9000000002", "emp_tags": ["North"],
                                 "emp_name": "Asha", "emp_codes": "7"}) == query
    assert serve.employee_query({}) == EmployeeQuery()
    assert message(lambda: serve.employee_query({"emp_numbers": "x"})) == "Invalid x."


def test_leads_are_asked_for() -> None:
    query = LeadQuery("Meera", "Rao", ("91-9000000201",))
    assert serve.lead_query(ask.get_leads(query, Page()).body) == query


def test_the_documentations_blank_lead_lacks_its_name() -> None:
    assert message(lambda: serve.lead(sample("save_lead.request"))) == (
        "“First_name”, “strategy” and at least one “contact_numbers” is required.")


def test_a_lead_is_served_as_it_was_asked() -> None:
    draft = LeadDraft(
        "Meera", ("91-9000000201", "9000000202"), Assignment("Minimum Leads", emp_tags=("North",)), id="lead-1",
        last_name="Rao", email="m@example.in", company_name="Rao and Sons", address1="Street 1", address2="Floor 2",
        city="Pune", state="MH", country="India", zip="411001", price=0.5, source="Fair", description="Called twice",
        lead_tags=("TV",), lead_status="Positive", existing_lead=ExistingLead("Overwrite", "Append", "Ignore"),
        is_map_existing_call_logs=False)
    body = json.loads(json.dumps(ask.save_lead(draft).body))
    assert serve.lead(body) == draft


def test_a_batch_is_served_as_it_was_asked() -> None:
    draft = LeadDraft("Meera", ("9000000201",), price=3.0, is_map_existing_call_logs=False)
    batch = LeadBatch((draft, replace(draft, first_name="Vikram")), Assignment("Random", ("9000000001",)),
                      ExistingLead(), ("TV",), "Positive", is_map_existing_call_logs=False)
    assert serve.lead_batch(json.loads(json.dumps(ask.bulk_save_leads(batch).body))) == (batch, ())


def test_a_description_is_taken_up_to_the_larger_of_the_two_documented_lengths() -> None:
    assert serve.lead(LEAD | {"description": "x" * 1000})
    assert message(lambda: serve.lead(LEAD | {"description": "x" * 1001})) == (
        "Invalid “description”. Length should be between 3 to 1000 chars.")


@pytest.mark.parametrize(("price", "expected"), [("", None), (None, None), ("12.50", 12.5), (3, 3.0)])
def test_a_price_may_be_a_text(price: Any, expected: float | None) -> None:
    assert serve.lead(LEAD | {"price": price}).price == expected


@pytest.mark.parametrize(("change", "expected"), [
    ({"price": "a lot"}, "Invalid “price”. Value should be numeric and within range of double data type."),
    ({"price": "1e999"}, "Invalid “price”. Value should be numeric and within range of double data type."),
    ({"is_map_existing_call_logs": "perhaps"},
     "Invalid “is_map_existing_call_logs”. It should be either true or false."),
    ({"city": "x"}, "Invalid “city”. Length should be between 2 to 100 chars."),
])
def test_a_lead_that_breaks_a_rule(change: Any, expected: str) -> None:
    assert message(lambda: serve.lead(LEAD | change)) == expected


def test_a_batch_saves_the_good_leads_and_tells_what_is_wrong_with_the_others() -> None:
    bad = LEAD | {"last_name": "Rao", "contact_numbers": []}
    batch, errors = serve.lead_batch({"leads": [LEAD, bad, LEAD | {"price": "x"}]})
    assert [draft.first_name for draft in batch.leads] == ["Meera"]
    assert [(error.name, error.contact_numbers) for error in errors] == [("Meera Rao", ()), ("Meera", ("9000000201",))]
    assert errors[0].message == "“First_name”, “strategy” and at least one “contact_numbers” is required."


def test_a_batch_of_bad_leads_only_saves_none() -> None:
    batch, errors = serve.lead_batch({"leads": [{}], "assignment": {"strategy": "Random"}})
    assert (batch.leads, len(errors)) == ((), 1)


@pytest.mark.parametrize("body", [{}, {"leads": []}, {"leads": ["x"]}, {"leads": [LEAD | {"assignment": None}]}])
def test_a_batch_that_breaks_a_rule_as_a_whole(body: Any) -> None:
    assert message(lambda: serve.lead_batch(body))
