"""Requests: what is sent, what makes two of them the same, and what is refused before it costs a slot."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from callyzer.errors import RuleViolation
from callyzer.model import (
    Assignment,
    CallFilter,
    EmployeeQuery,
    ExistingLead,
    LeadBatch,
    LeadDraft,
    LeadQuery,
    Page,
    Window,
    WorkingHours,
)
from callyzer.wire import ask, lead_rules
from callyzer.wire.endpoints import ENDPOINTS
from tests.wire.samples import INDIA

JULY = Window.of_days(date(2026, 7, 1), date(2026, 7, 3), INDIA)
BARE = CallFilter(JULY)
# 2026-07-01 00:00 in India is 2026-06-30 18:30 UTC.
FIRST = int(datetime(2026, 6, 30, 18, 30, tzinfo=UTC).timestamp())
LAST = FIRST + 3 * 86_400 - 1
FULL = CallFilter(
    JULY, emp_tags=("South", "North"), emp_numbers=("91-9000000001",), client_numbers=("9000000101",),
    call_types=("Outgoing", "Incoming"), duration_grt_than=0, duration_les_than=60,
    working_hours=WorkingHours.parse("09:30", "18:00"), exclude_days=("Sun", "Sat"), is_exclude_numbers=False)
LEAD = LeadDraft("Meera", ("91-9000000201",), Assignment("Round Robin"))


def refused(made: Any) -> RuleViolation:
    with pytest.raises(RuleViolation) as caught:
        made()
    return caught.value


def test_there_are_fifteen_endpoints_each_with_a_function() -> None:
    assert len(ENDPOINTS) == 15
    assert all(callable(getattr(ask, name)) for name in ENDPOINTS)
    assert {name for name, endpoint in ENDPOINTS.items() if endpoint.writes} == {
        "remove_recordings", "save_lead", "bulk_save_leads"}
    assert ENDPOINTS["remove_recordings"].method == "DELETE"
    assert ENDPOINTS["get_employees"].method == "GET"


def test_a_bare_question_sends_its_inclusive_seconds_and_nothing_else() -> None:
    assert ask.summary(BARE).body == {"call_from": FIRST, "call_to": LAST}
    assert ask.summary(replace(BARE, by="synced")).body == {"synced_from": FIRST, "synced_to": LAST}


def test_each_endpoint_sends_the_parts_it_knows() -> None:
    who = {"emp_tags": ["North", "South"], "emp_numbers": ["91-9000000001"], "is_exclude_numbers": False}
    types = {"call_types": ["Incoming", "Outgoing"]}
    durations = {"duration_grt_than": 0, "duration_les_than": 60}
    hours = {"working_hour_from": "09:30", "working_hour_to": "18:00"}
    page = {"page_no": 3, "page_size": 50}
    window = {"call_from": FIRST, "call_to": LAST}
    paged = Page(3, 50)
    assert ask.summary(FULL).body == window | who | types | durations
    assert ask.analysis(FULL).body == window | who | types | durations
    assert ask.employee_summary(FULL, paged).body == window | who | types | durations | page
    assert ask.never_attended(FULL, paged).body == window | who | page
    assert ask.not_pickup_by_client(FULL, paged).body == window | who | types | page
    assert ask.unique_clients(FULL, paged).body == window | who | types | page
    assert ask.hourly_analytics(FULL).body == window | who | types | durations | hours | {
        "exclude_days": ["Sat", "Sun"]}
    assert ask.daywise_analytics(FULL).body == window | who | types | durations | hours
    assert ask.history(FULL, paged).body == window | who | types | durations | page | {
        "client_numbers": ["9000000101"]}


def test_what_an_endpoint_cannot_apply_is_told() -> None:
    assert ask.ignored("history", FULL) == ("exclude_days",)
    assert ask.ignored("hourly_analytics", FULL) == ("client_numbers",)
    assert ask.ignored("never_attended", FULL) == (
        "client_numbers", "call_types", "duration_grt_than", "duration_les_than", "exclude_days")
    assert ask.ignored("summary", replace(BARE, is_exclude_numbers=False)) == ()


def test_v22_asks_for_every_method_and_mode() -> None:
    body = ask.history(BARE, Page(), "v2.2").body
    assert (body["call_method"], body["call_mode"]) == (["PhoneCall", "WhatsAppCall"], ["Voice", "Video"])
    assert "call_method" not in ask.history(BARE, Page()).body


def test_a_plus_before_a_country_code_is_not_sent() -> None:
    body = ask.summary(replace(BARE, emp_numbers=("+91-9000000001",))).body
    assert body["emp_numbers"] == ["91-9000000001"]


def test_defaults_order_and_repetition_make_no_difference() -> None:
    one = ask.history(replace(BARE, emp_tags=("North", "South")), Page())
    other = ask.history(replace(BARE, emp_tags=("South", "North", "North")), Page(1, 100))
    assert (one, hash(one)) == (other, hash(other))
    assert one.key == ask.canonical({**one.body, "is_exclude_numbers": True, "call_types": None})
    assert "page_no" not in one.key


def test_what_differs_is_another_question() -> None:
    questions = [
        ask.history(BARE, Page()), ask.history(BARE, Page(2)), ask.history(replace(BARE, by="synced"), Page()),
        ask.history(replace(BARE, is_exclude_numbers=False), Page()), ask.history(BARE, Page(), "v2.2"),
        ask.unique_clients(BARE, Page()), ask.history(replace(BARE, duration_grt_than=0), Page()),
    ]
    assert len(set(questions)) == len(questions)


def test_a_question_shows_no_numbers() -> None:
    assert "9000000" not in repr(ask.history(FULL, Page()))


@pytest.mark.parametrize(("days", "fits"), [(179, True), (180, False)])
def test_a_range_stays_under_180_days(days: int, fits: bool) -> None:
    question = CallFilter(Window.of_days(date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=days - 1), INDIA))
    if fits:
        assert ask.summary(question)
    else:
        assert refused(lambda: ask.summary(question)).message == "The duration should be less than 180 days."


def test_a_range_of_one_second_has_no_from_before_to() -> None:
    second = datetime(2026, 7, 1, tzinfo=UTC)
    violation = refused(lambda: ask.summary(CallFilter(Window(second, second + timedelta(seconds=1), INDIA))))
    assert violation.message == "Invalid date range. `From` timestamp should be less than `To` timestamp."


def test_a_range_before_1970_has_no_positive_timestamp() -> None:
    old = Window.of_days(date(1969, 1, 1), date(1969, 1, 2), INDIA)
    violation = refused(lambda: ask.summary(CallFilter(old, "synced")))
    assert violation.message == "Invalid synced_from. Please pass the timestamp in UNIX format."


@pytest.mark.parametrize("made", [ask.get_calls, ask.remove_recordings])
def test_from_one_to_twenty_ids(made: Any) -> None:
    assert made([" b ", "a", "b", ""]).body == {"unique_ids": ["b", "a"]}
    assert len(made([str(n) for n in range(20)]).body["unique_ids"]) == 20
    message = "Invalid no of unique ids. Minimum 1 and Maximum 20 ids are allowed."
    assert refused(lambda: made([" "])).message == message
    assert refused(lambda: made([str(n) for n in range(21)])).message == message


def test_employees_are_asked_for_with_what_is_given() -> None:
    assert ask.get_employees(EmployeeQuery(), Page()).body == {"page_no": 1, "page_size": 100}
    query = EmployeeQuery(("9000000002", "91-9000000001"), ("North",), " Asha ", ("7",))
    assert ask.get_employees(query, Page(2, 10)).body == {
        "emp_numbers": ["9000000002", "91-9000000001"], "emp_tags": ["North"], "emp_name": "Asha", "emp_codes": ["7"],
        "page_no": 2, "page_size": 10}


def test_at_most_a_hundred_of_each_in_a_query_for_employees() -> None:
    many = tuple(str(9_000_000_000 + n) for n in range(101))
    messages = [
        refused(lambda: ask.get_employees(EmployeeQuery(emp_numbers=many), Page())).message,
        refused(lambda: ask.get_employees(EmployeeQuery(emp_tags=many), Page())).message,
        refused(lambda: ask.get_employees(EmployeeQuery(emp_codes=many), Page())).message,
    ]
    assert messages == [
        "Invalid no of “emp_numbers”. Maximum 100 numbers are allowed.",
        "Invalid no of “emp_tags”. Maximum 100 tags are allowed.",
        "Invalid no of “emp_codes”. Maximum 100 numbers are allowed."]
    assert ask.get_employees(EmployeeQuery(emp_numbers=many[:100]), Page())


def test_employee_numbers_must_be_numbers() -> None:
    violation = refused(lambda: ask.get_employees(EmployeeQuery(("9000000001", "nine", "98-x")), Page()))
    assert violation.message == "Invalid 98-x, nine."


def test_leads_are_asked_for_with_what_is_given() -> None:
    assert ask.get_leads(LeadQuery("Meera", "", ("+91-9000000201",)), Page()).body == {
        "first_name": "Meera", "contact_numbers": ["91-9000000201"], "page_no": 1, "page_size": 100}
    assert refused(lambda: ask.get_leads(LeadQuery("Me"), Page())).field == "first_name"
    assert refused(lambda: ask.get_leads(LeadQuery(last_name="M"), Page())).field == "last_name"
    assert refused(lambda: ask.get_leads(LeadQuery(contact_numbers=("x",)), Page())).message == (
        "Invalid “contact_numbers”. Country code should be separated by hyphen(-), if present.")
    many = tuple(str(9_000_000_000 + n) for n in range(101))
    assert refused(lambda: ask.get_leads(LeadQuery(contact_numbers=many), Page())).message == (
        "Invalid no of “contact_numbers”. Maximum 100 numbers are allowed.")


def test_a_lead_is_sent_with_what_is_given_in_the_documented_spelling() -> None:
    draft = LeadDraft(
        " Meera ", ("+91-9000000201", "9000000202", "9000000202"),
        Assignment("round ROBIN", emp_numbers=("9000000001",)), id="lead-1", email="m@example.in", price=12.5,
        lead_tags=("TV", " "), existing_lead=ExistingLead("updateblankonly", "append", "OVERWRITE"),
        is_map_existing_call_logs=False)
    assert ask.save_lead(draft).body == {
        "id": "lead-1", "first_name": "Meera", "contact_numbers": ["91-9000000201", "9000000202"],
        "email": "m@example.in", "price": 12.5, "lead_tags": ["TV"], "is_map_existing_call_logs": False,
        "assignment": {"strategy": "Round Robin", "emp_numbers": ["9000000001"]},
        "existing_lead": {"lead_details": "UpdateBlankOnly", "assignee": "Append", "lead_tags": "Overwrite"}}


REQUIRED = "“First_name”, “strategy” and at least one “contact_numbers” is required."
LENGTHS = [
    ("first_name", 3, 250), ("last_name", 2, 250), ("company_name", 3, 250), ("address1", 3, 200), ("address2", 3, 200),
    ("city", 2, 100), ("state", 2, 100), ("country", 2, 100), ("zip", 2, 10), ("source", 2, 500)]


@pytest.mark.parametrize(("name", "shortest", "longest"), LENGTHS)
def test_the_lengths_of_a_leads_fields(name: str, shortest: int, longest: int) -> None:
    def lead(length: int) -> LeadDraft:
        changes: dict[str, Any] = {name: "x" * length}
        return replace(LEAD, **changes)
    for length in (shortest, longest):
        assert ask.save_lead(lead(length)).body[name] == "x" * length
    for length in (shortest - 1, longest + 1):
        violation = refused(lambda length=length: ask.save_lead(lead(length)))
        assert violation.field == name
        assert violation.message == f"Invalid “{name}”. Length should be between {shortest} to {longest} chars."


def test_a_description_is_sent_up_to_the_smaller_of_the_two_documented_lengths() -> None:
    assert ask.save_lead(replace(LEAD, description="x" * 500))
    violation = refused(lambda: ask.save_lead(replace(LEAD, description="x" * 501)))
    assert violation.rule == "must be 3 to 500 characters long"
    assert violation.message == "Invalid “description”. Length should be between 3 to 1000 chars."


@pytest.mark.parametrize("email", ["a@b", "a b@c.de", "a@b@c.de", "abcde", f"{'x' * 96}@c.de", "a@c."])
def test_an_email_that_is_none(email: str) -> None:
    assert refused(lambda: ask.save_lead(replace(LEAD, email=email))).message == (
        "Invalid “email”. Length should be between 5 to 100 chars.")


@pytest.mark.parametrize(("changes", "field", "message"), [
    ({"first_name": " "}, "first_name", REQUIRED),
    ({"contact_numbers": ()}, "contact_numbers", REQUIRED),
    ({"contact_numbers": ("9000000201", "9000000202", "9000000203")}, "contact_numbers", REQUIRED),
    ({"contact_numbers": ("12",)}, "contact_numbers",
     "Invalid “contact_numbers”. Country code should be separated by hyphen(-), if present."),
    ({"assignment": None}, "assignment", REQUIRED),
    ({"assignment": Assignment(" ")}, "strategy", REQUIRED),
    ({"assignment": Assignment("Alphabetical")}, "strategy",
     "Invalid “strategy”. It should be either ‘Assign to All Selected’ or ‘Minimum Leads’ or ‘Random’"
     " or ‘Round Robin’."),
    ({"assignment": Assignment("Random", ("9000000001",), ("North",))}, "assignment",
     "Please don’t provide ‘emp_numbers’ and ‘emp_tags’ simultaneously."
     " Provide either one individually or none at all."),
    ({"assignment": Assignment("Random", tuple(str(9_000_000_000 + n) for n in range(101)))}, "emp_numbers",
     "Invalid no of “emp_numbers”. Maximum 100 numbers are allowed."),
    ({"assignment": Assignment("Random", (), tuple(f"t{n}" for n in range(101)))}, "emp_tags",
     "Invalid no of “emp_tags”. Maximum 100 tags are allowed."),
    ({"price": float("nan")}, "price",
     "Invalid “price”. Value should be numeric and within range of double data type."),
    ({"lead_tags": tuple(f"t{n}" for n in range(101))}, "lead_tags",
     "Invalid no of “lead_tags”. Maximum 100 tags are allowed."),
    ({"existing_lead": ExistingLead("Append")}, "lead_details",
     "Invalid “lead_details”. It should be either ‘Ignore’ or ‘Overwrite’ or ‘UpdateBlankOnly’."),
    ({"existing_lead": ExistingLead(assignee="Replace")}, "assignee",
     "Invalid “assignee”. It should be either ‘Ignore’ or ‘Overwrite’ or ‘Append’."),
    ({"existing_lead": ExistingLead(lead_tags="Replace")}, "lead_tags",
     "Invalid “lead_tags”. It should be either ‘Ignore’ or ‘Overwrite’ or ‘Append’."),
])
def test_a_lead_that_breaks_a_rule(changes: dict[str, Any], field: str, message: str) -> None:
    violation = refused(lambda: ask.save_lead(replace(LEAD, **changes)))
    assert (violation.field, violation.message) == (field, message)


def test_a_batch_gives_its_assignment_once_or_with_each_lead() -> None:
    alone = replace(LEAD, assignment=None)
    body = ask.bulk_save_leads(LeadBatch((alone,), Assignment("random"), ExistingLead(), ("TV",), "Positive")).body
    assert body == {
        "leads": [{"first_name": "Meera", "contact_numbers": ["91-9000000201"]}],
        "assignment": {"strategy": "Random"}, "lead_tags": ["TV"], "lead_status": "Positive",
        "existing_lead": {"lead_details": "Ignore", "assignee": "Ignore", "lead_tags": "Ignore"},
        "is_map_existing_call_logs": True}
    assert "assignment" in ask.bulk_save_leads(LeadBatch((LEAD,))).body["leads"][0]
    assert refused(lambda: ask.bulk_save_leads(LeadBatch((LEAD, alone)))).field == "assignment"


def test_a_batch_names_the_lead_that_breaks_a_rule() -> None:
    batch = LeadBatch((LEAD, LEAD, replace(LEAD, zip="1")))
    assert refused(lambda: ask.bulk_save_leads(batch)).field == "leads[2].zip"


@pytest.mark.parametrize("name", ["lead_tags", "lead_status"])
def test_tags_and_status_of_a_batch_stand_in_one_place(name: str) -> None:
    value: Any = ("TV",) if name == "lead_tags" else "Positive"
    both: dict[str, Any] = {name: value}
    batch = LeadBatch((replace(LEAD, **both),), **both)
    assert refused(lambda: ask.bulk_save_leads(batch)).field == name


def test_a_batch_needs_a_lead() -> None:
    assert refused(lambda: ask.bulk_save_leads(LeadBatch((), Assignment("Random")))).field == "leads"


def test_every_body_is_json() -> None:
    for question in (ask.history(FULL, Page(), "v2.2"), ask.save_lead(LEAD), ask.bulk_save_leads(LeadBatch((LEAD,)))):
        assert json.loads(json.dumps(question.body)) == question.body


def test_all_rules_a_lead_breaks_are_told_one_for_each_field() -> None:
    assert lead_rules.violations(LEAD) == []
    wrong = replace(LEAD, first_name="  ", contact_numbers=("98 76",), email="x@y", zip="1", assignment=None)
    told = [(each.field, each.rule) for each in lead_rules.violations(wrong)]
    assert told == [
        ("assignment", "a strategy is required"), ("first_name", "is required"),
        ("contact_numbers", "a number is digits, its country code before a hyphen"),
        ("zip", "must be 2 to 10 characters long"), ("email", "must be 5 to 100 characters long")]
    assert "assignment" not in {each.field for each in lead_rules.violations(wrong, in_batch=True)}


def test_the_first_of_the_rules_is_the_one_that_is_raised() -> None:
    wrong = replace(LEAD, first_name="", city="x")
    assert refused(lambda: lead_rules.lead(wrong)).field == lead_rules.violations(wrong)[0].field == "first_name"
