"""What came of each row: told apart by numbers, and never guessed where the answer says nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callyzer.errors import BadRequest, UncertainWrite, UnknownNumbers, Unreachable
from callyzer.leads import results
from callyzer.leads.entries import Entry
from callyzer.leads.looking import leads_with
from callyzer.leads.results import NOT_CHANGED, UNMENTIONED, Result, State
from callyzer.model import BulkSaved, LeadDraft, LeadError, LeadQuery, Leads, Provenance, SavedLead, rows
from tests.builders import KOLKATA, NOW

ASHA = Entry(2, LeadDraft("Asha", ("91-7000000001",)))
BINA = Entry(3, LeadDraft("Bina", ("7000000002", "91-7000000022"), last_name="Rao"))
CHETAN = Entry(4, LeadDraft("Chetan", ("91-7000000003",)))
ALL = (ASHA, BINA, CHETAN)


def test_before_anything_is_sent_a_row_is_ready_or_says_what_is_wrong() -> None:
    assert results.before(ASHA) == Result(State.READY)
    wrong = Entry(9, ASHA.draft, (("zip", "must be 2 to 10 characters long"), ("price", "must be a number")))
    assert results.before(wrong) == Result(
        State.WRONG, "Postcode: must be 2 to 10 characters long; Price: must be a number")


def test_each_row_has_what_the_answer_says_of_its_number_however_it_is_written() -> None:
    answer = BulkSaved((SavedLead("id-1", ("7000000001",)), SavedLead("id-2", ("+91-7000000002", "7000000022"))),
                       (LeadError("Chetan", ("91-7000000003",), "The ‘91-7000000003’ already exists."),))
    assert results.answered(ALL, answer) == {
        2: Result(State.SAVED, lead_id="id-1"), 3: Result(State.SAVED, lead_id="id-2"),
        4: Result(State.REFUSED, "The ‘91-7000000003’ already exists.")}


def test_an_error_without_numbers_is_the_row_of_that_name_if_there_is_only_one() -> None:
    answer = BulkSaved((), (LeadError("BINA rao", (), "Phone number is required"), LeadError("Asha", (), "no")))
    told = results.answered((*ALL, Entry(5, LeadDraft("Asha", ("7000000005",)))), answer)
    assert told[3] == Result(State.REFUSED, "Phone number is required")
    assert told[2] == told[5] == Result(State.UNCERTAIN, UNMENTIONED)


def test_a_number_of_another_country_is_another_row() -> None:
    answer = BulkSaved((SavedLead("id", ("44-7000000001",)),))
    assert results.answered((ASHA,), answer) == {2: Result(State.UNCERTAIN, UNMENTIONED)}


def test_a_batch_that_failed_is_ready_refused_or_not_known() -> None:
    broken, refused = UncertainWrite("bulk_save_leads", "ReadError"), BadRequest("bulk_save_leads", 400, "No.")
    assert results.failed((ASHA,), broken, uncertain=True)[2] == Result(State.UNCERTAIN, broken.sentence)
    assert results.failed((ASHA,), refused, uncertain=False)[2] == Result(State.REFUSED, "No.")
    assert results.failed((ASHA,), Unreachable("bulk_save_leads", ""), uncertain=False)[2].state is State.READY


@pytest.mark.parametrize(("modified", "sent", "told"), [
    (NOW, None, Result(State.THERE, lead_id="id")),
    (NOW, NOW, Result(State.SAVED, "Found at Callyzer.", "id")),
    (NOW, NOW + timedelta(minutes=4), Result(State.SAVED, "Found at Callyzer.", "id")),
    (NOW, NOW + timedelta(minutes=6), Result(State.UNCERTAIN, NOT_CHANGED, "id")),
])
def test_a_lead_that_is_found_counts_as_saved_if_it_was_changed_since(
        modified: datetime, sent: datetime | None, told: Result) -> None:
    lead = {"id": "id", "details.contact_numbers": ("7000000001",), "modified_at": modified.astimezone(KOLKATA)}
    assert results.looked_up((ASHA,), [lead], {2: sent} if sent else {}) == {2: told}


def test_what_is_not_found_may_be_sent_again() -> None:
    assert results.looked_up((ASHA, BINA), [], {2: NOW}) == {
        2: Result(State.READY, "It did not arrive."), 3: Result(State.READY)}


@given(st.sets(st.integers(0, 250)), st.sets(st.integers(0, 250)), st.booleans())
def test_the_leads_that_have_a_number_are_found_whatever_the_refusals_name(
        asked: set[int], known: set[int], names_them: bool) -> None:
    requests: list[int] = []

    def ask(query: LeadQuery) -> Leads:
        """Refuses as the documentation says; `names_them`: and says which."""
        requests.append(len(query.contact_numbers))
        unknown = [text for text in query.contact_numbers if int(text[-3:]) not in known]
        if unknown:
            raise UnknownNumbers("get_leads", 400, "The ‘…’ doesn’t exist.", tuple(unknown) if names_them else ())
        return _leads({int(text[-3:]) for text in query.contact_numbers})

    found = leads_with([f"91-7000000{place:03}" for place in sorted(asked)], ask)
    assert sorted(lead["id"] for lead in found) == sorted(str(place) for place in asked & known)
    assert all(count <= 100 for count in requests)
    if names_them:
        assert len(requests) <= 2 * -(-len(asked) // 100)


def _leads(places: set[int]) -> Leads:
    kinds = rows.Kind
    empty: dict[rows.Kind, Any] = {kinds.INSTANT: None, kinds.COUNT: 0, kinds.SECONDS: 0, kinds.TAGS: (),
                                   kinds.FLAG: False, kinds.TEXT: ""}
    blank = {name: empty[kind] for name, kind in rows.LEADS.items()}
    records = [{**blank, "id": str(place), "details.contact_numbers": (f"7000000{place:03}",)} for place in places]
    return Leads(rows.frame(records, rows.LEADS, KOLKATA), len(records),
                 Provenance(datetime(2026, 11, 22, tzinfo=UTC), "callyzer"))
