from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from callyzer.errors import BadRequest, UnknownNumbers, UnknownTags
from callyzer.model import Assignment, ExistingLead, LeadBatch, LeadDraft, LeadQuery, Page
from callyzer.store import CallStore
from tests.builders import (
    ASHA,
    BINA,
    CHETAN,
    NOW,
    RAVI,
    SITA,
    TARA,
    Record,
    call,
    calls,
    days,
    employee,
    employees,
    lead,
    leads,
    records,
)
from tests.store.conftest import Stored

TO_ASHA = Assignment("Assign to All Selected", emp_numbers=(ASHA,))
RAVIS = LeadDraft(
    "Ravi", (f"91-{RAVI}",), TO_ASHA, last_name="Kumar", city="Pune", lead_tags=("tv",), lead_status="Positive")
OVERWRITE = ExistingLead("Overwrite", "Overwrite", "Overwrite")


@pytest.fixture
def store(stored: Stored) -> CallStore:
    store = stored(
        call("2026-11-02 10:00", client=RAVI), call("2026-11-02 11:00", "Incoming", 60, client=RAVI, emp=BINA))
    store.add_employees(employees(
        employee(ASHA, tags=("North",)), employee(BINA, tags=("North", "South")),
        employee(CHETAN, is_lead_active=False)))
    return store


def told(store: CallStore, **query: Any) -> list[Record]:
    return records(store.get_leads(LeadQuery(**query)).rows)


def refusal(store: CallStore, draft: LeadDraft) -> str:
    with pytest.raises(BadRequest) as refused:
        store.save_lead(draft)
    return refused.value.message


def test_a_saved_lead_comes_back_with_its_details_and_its_calls(store: CallStore) -> None:
    saved = store.save_lead(replace(RAVIS, price=1500.0, email="ravi@example.invalid"))
    (row,) = told(store)
    assert row["id"] == saved.id
    assert (row["details.first_name"], row["details.city"], row["details.price"]) == ("Ravi", "Pune", "1500")
    assert (row["details.contact_numbers"], row["lead_tags"], row["status.lead_status"]) == (
        (f"91-{RAVI}",), ("tv",), "Positive")
    assert (row["assigned_to.all_employees"], row["assigned_to.employee"]) == (False, (f"Asha (+91-{ASHA})",))
    assert (row["no_of_attempts"], row["last_call_log.emp_name"], row["last_call_log.duration"]) == (2, "Bina", 60)
    assert row["created_at"] == row["modified_at"] == NOW


def test_the_calls_of_a_lead_carry_its_id_those_to_come_as_well(store: CallStore) -> None:
    saved = store.save_lead(RAVIS)
    store.add_calls(calls(call("2026-11-22 12:30", client=RAVI), call("2026-11-22 12:31", client=SITA)))
    history = store.history(days("2026-11-01", "2026-11-30")).rows
    assert list(history["lead_id"]) == ["", saved.id, saved.id, saved.id]


def test_earlier_calls_stay_unmapped_when_the_draft_says_so(store: CallStore) -> None:
    store.save_lead(replace(RAVIS, is_map_existing_call_logs=False))
    assert told(store)[0]["no_of_attempts"] == 0
    store.add_calls(calls(call("2026-11-22 12:30", client=RAVI), call("2026-11-02 15:00", client=RAVI)))
    assert told(store)[0]["no_of_attempts"] == 1


def test_a_lead_without_calls_has_no_last_call(store: CallStore) -> None:
    store.save_lead(replace(RAVIS, contact_numbers=(TARA,)))
    (row,) = told(store)
    assert (row["last_call_log.id"], row["last_call_log.call_at"], row["last_call_log.emp_tags"]) == ("", None, ())


def test_a_number_that_is_a_lead_already_is_refused_unless_the_draft_says_what_to_do(store: CallStore) -> None:
    store.save_lead(RAVIS)
    assert refusal(store, RAVIS) == f"The ‘91-{RAVI}’ already exists."
    assert refusal(store, replace(RAVIS, contact_numbers=(RAVI,))) == f"The ‘{RAVI}’ already exists."


@pytest.mark.parametrize(("modes", "expected"), [
    (ExistingLead(), ("Pune", "", ("Asha",), ("tv",))),
    (ExistingLead("overwrite", "overwrite", "overwrite"), ("Nashik", "422001", ("Bina",), ("car",))),
    (ExistingLead("UpdateBlankOnly", "Append", "Append"), ("Pune", "422001", ("Asha", "Bina"), ("tv", "car"))),
])
def test_what_becomes_of_an_existing_lead(store: CallStore, modes: ExistingLead, expected: tuple[Any, ...]) -> None:
    first = store.save_lead(RAVIS)
    second = store.save_lead(LeadDraft(
        "Ravi", (f"91-{RAVI}",), Assignment("Assign to All Selected", emp_numbers=(BINA,)), city="Nashik", zip="422001",
        lead_tags=("car",), existing_lead=modes))
    (row,) = told(store)
    assert first.id == second.id
    assignees = tuple(name.split()[0] for name in row["assigned_to.employee"])
    assert (row["details.city"], row["details.zip"], assignees, row["lead_tags"]) == expected
    assert row["details.last_name"] == "Kumar"  # not given, so kept


def test_numbers_of_two_leads_cannot_become_one(store: CallStore) -> None:
    store.save_lead(RAVIS)
    store.save_lead(replace(RAVIS, contact_numbers=(SITA,)))
    both = replace(RAVIS, contact_numbers=(f"91-{RAVI}", SITA), existing_lead=OVERWRITE)
    assert refusal(store, both) == f"The ‘{SITA}’ already exists."


def test_a_lead_is_changed_by_its_id_and_an_unknown_id_is_refused(store: CallStore) -> None:
    saved = store.save_lead(RAVIS)
    store.save_lead(LeadDraft("Ravindra", (SITA,), id=saved.id))
    (row,) = told(store)
    assert (row["details.first_name"], row["details.contact_numbers"]) == ("Ravindra", (SITA,))
    assert row["details.city"] == "Pune"
    assert refusal(store, replace(RAVIS, id="unknown")) == "Invalid “id”.please provide valid id"


def test_unknown_people_tags_and_statuses_are_refused(store: CallStore) -> None:
    assert refusal(store, replace(RAVIS, lead_status="Great")) == "The ‘Great’ lead status doesn’t exist."
    nobody = replace(RAVIS, assignment=Assignment("Random", emp_numbers=("1112223334", ASHA)))
    with pytest.raises(UnknownNumbers) as refused:
        store.save_lead(nobody)
    assert refused.value.message == "The ‘1112223334’ doesn’t exist."
    with pytest.raises(UnknownTags) as untagged:
        store.save_lead(replace(RAVIS, assignment=Assignment("Random", emp_tags=("West",))))
    assert untagged.value.message == "The ‘West’ doesn’t exist."
    assert told(store) == []


def test_minimum_leads_picks_who_has_fewest_and_round_robin_takes_turns(store: CallStore) -> None:
    for number, strategy in ((RAVI, "Minimum Leads"), (SITA, "minimum leads"), (TARA, "Minimum Leads")):
        store.save_lead(LeadDraft("Lead", (number,), Assignment(strategy, emp_tags=("North",))))
    rows = sorted(told(store), key=lambda row: str(row["details.contact_numbers"]))
    assert [row["assigned_to.employee"] for row in rows] == [
        (f"Asha (+91-{ASHA})",), (f"Bina (+91-{BINA})",), (f"Asha (+91-{ASHA})",)]
    turns = [LeadDraft("Lead", (f"800000100{turn}",), Assignment("Round Robin")) for turn in range(4)]
    for draft in turns:
        store.save_lead(draft)
    picked = [told(store, contact_numbers=draft.contact_numbers)[0]["assigned_to.employee"] for draft in turns]
    assert picked[0] != picked[1]
    assert picked[:2] == picked[2:]
    assert not any("Chetan" in name for (name,) in picked)  # the lead feature is off


def test_random_picks_one_of_the_candidates(store: CallStore) -> None:
    store.save_lead(replace(RAVIS, assignment=Assignment("Random", emp_tags=("North",))))
    (name,) = told(store)[0]["assigned_to.employee"]
    assert name.split()[0] in ("Asha", "Bina")


def test_assigning_to_all_without_naming_anybody_assigns_to_everybody(store: CallStore) -> None:
    store.save_lead(replace(RAVIS, assignment=Assignment("Assign to All Selected")))
    (row,) = told(store)
    assert (row["assigned_to.all_employees"], row["assigned_to.employee"]) == (True, ())


def test_a_batch_saves_what_it_can_and_tells_why_the_rest_was_not(store: CallStore) -> None:
    batch = LeadBatch(
        (LeadDraft("Ravi", (RAVI,)), LeadDraft("Ravi", (f"91-{RAVI}",), last_name="Again"),
         LeadDraft("Sita", (SITA,), lead_status="Great"), LeadDraft("Tara", (TARA,))),
        assignment=TO_ASHA, lead_tags=("fair",))
    answer = store.bulk_save_leads(batch)
    assert [saved.contact_numbers for saved in answer.saved] == [(RAVI,), (TARA,)]
    assert [(error.name, error.message) for error in answer.errors] == [
        ("Ravi Again", f"The ‘91-{RAVI}’ already exists."), ("Sita", "The ‘Great’ lead status doesn’t exist.")]
    assert {row["lead_tags"] for row in told(store)} == {("fair",)}


def test_leads_are_found_by_name_and_number_latest_modification_first(store: CallStore) -> None:
    store.add_leads(leads(
        lead("old", (RAVI,), **{"details.first_name": "Ravi"}),
        lead("new", (f"91-{SITA}",), **{"details.first_name": "Sita", "details.last_name": "Rao"}, modified_at=NOW)))
    assert [row["id"] for row in told(store)] == ["new", "old"]
    assert [row["id"] for row in told(store, first_name="ravi")] == ["old"]
    assert [row["id"] for row in told(store, last_name="Rao", contact_numbers=(SITA,))] == ["new"]
    page = store.get_leads(LeadQuery(), Page(2, 1))
    assert (list(page.rows["id"]), page.total_records) == (["old"], 2)
    with pytest.raises(BadRequest) as refused:
        store.get_leads(LeadQuery(contact_numbers=(TARA,)))
    assert refused.value.message == f"The ‘{TARA}’ doesn’t exist."


def test_loaded_leads_keep_what_they_were_loaded_with_and_loading_twice_changes_nothing(store: CallStore) -> None:
    loaded = lead(
        "L1", (f"91-{RAVI}",), **{"assigned_to.employee": (f"Asha (+91-{ASHA})",), "details.price": "5000"},
        lead_tags=("tv",))
    store.add_leads(leads(loaded))
    first = told(store)
    store.add_leads(leads(loaded))
    (row,) = told(store)
    assert [row] == first
    assert (row["assigned_to.employee"], row["details.price"], row["lead_tags"]) == (
        (f"Asha (+91-{ASHA})",), "5000", ("tv",))
    assert row["no_of_attempts"] == 2  # both calls came after the lead was created


def test_who_holds_loaded_leads_counts_for_minimum_leads(store: CallStore) -> None:
    store.add_leads(leads(lead("L1", (SITA,), **{"assigned_to.employee": (f"Asha (+91-{ASHA})",)})))
    saved = store.save_lead(replace(RAVIS, assignment=Assignment("Minimum Leads", emp_tags=("North",))))
    assert next(row for row in told(store) if row["id"] == saved.id)["assigned_to.employee"] == (f"Bina (+91-{BINA})",)
