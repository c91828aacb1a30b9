"""One lead on its way: sent once, however often its button is pressed, and looked for where nobody knows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from callyzer.errors import UncertainWrite, Unreachable
from callyzer.leads.form import Filled
from callyzer.model import Assignment, LeadDraft, LeadQuery, Leads, SavedLead
from callyzer.store.store import CallStore
from callyzer.ui.lead_attempt import Attempt
from tests.builders import KOLKATA

DRAFT = LeadDraft("Asha", ("91-7000000001",), Assignment("Random"))


@pytest.fixture
def store() -> Iterator[CallStore]:
    """Its clock is the real one, as that of an attempt."""
    with closing(CallStore.in_memory(KOLKATA, clock=lambda: datetime.now(UTC))) as store:
        yield store


def breaking(_draft: LeadDraft) -> SavedLead:
    raise UncertainWrite("save_lead", "ReadError")


def test_it_is_sent_once(store: CallStore) -> None:
    sent: list[LeadDraft] = []

    def save(draft: LeadDraft) -> SavedLead:
        sent.append(draft)
        return store.save_lead(draft)

    attempt = Attempt({}, Filled(DRAFT, {}))
    attempt.send(save)
    attempt.send(save)
    assert sent == [DRAFT]
    assert attempt.lead_id == store.get_leads(LeadQuery()).rows["id"].iloc[0]


def test_a_changed_lead_keeps_its_id_where_the_answer_names_none() -> None:
    attempt = Attempt({}, Filled(replace(DRAFT, id="lead-1"), {}))
    attempt.send(lambda _draft: SavedLead("", ()))
    assert attempt.lead_id == "lead-1"


def test_one_that_broke_off_is_not_sent_again_and_is_found_if_it_arrived(store: CallStore) -> None:
    attempt = Attempt({}, Filled(DRAFT, {}))
    attempt.send(breaking)
    attempt.send(store.save_lead)
    assert isinstance(attempt.error, UncertainWrite)
    attempt.look(store.get_leads)
    assert (attempt.lead_id, attempt.seen) == ("", "It did not arrive.")
    saved = store.save_lead(DRAFT)
    attempt.look(store.get_leads)
    assert attempt.lead_id == saved.id
    assert attempt.error is None


def test_an_error_of_the_dashboard_itself_is_no_success(caplog: pytest.LogCaptureFixture) -> None:
    def save(draft: LeadDraft) -> SavedLead:
        raise KeyError(draft.contact_numbers[0])

    attempt = Attempt({}, Filled(DRAFT, {}))
    attempt.send(save)
    assert isinstance(attempt.error, UncertainWrite)
    assert "KeyError" in caplog.text
    assert "7000000001" not in caplog.text


def test_where_nobody_can_be_asked_that_is_said() -> None:
    def ask(_query: LeadQuery) -> Leads:
        raise Unreachable("get_leads", "")

    attempt = Attempt({}, Filled(DRAFT, {}))
    attempt.send(breaking)
    attempt.look(ask)
    assert attempt.seen == "Callyzer cannot be reached."
