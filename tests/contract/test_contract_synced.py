"""A store that was synchronised over HTTP answers every report as Callyzer does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from callyzer.model import EmployeeQuery, LeadQuery, Page
from tests.contract.test_contract import (
    IN_V22,
    LAST_DAY,
    PAGED,
    REPORTS,
    Answering,
    _days,
    plain,
    questions,
    without,
)
from tests.store.syncing import Synced, begin, end

DAYS = 12


@pytest.fixture(scope="module")
def synced() -> Iterator[Synced]:
    account = begin(employees=9, days=DAYS)
    account.catch_up(since=LAST_DAY - timedelta(days=DAYS - 1))
    yield account
    end(account)


@pytest.fixture(scope="module")
def account(synced: Synced) -> Answering:
    """The client, and in the place of the account's own store the synchronised one."""
    people = synced.store.get_employees(EmployeeQuery()).rows
    met = synced.store.unique_clients(_days(DAYS, 0)).rows
    return Answering(
        synced.client, synced.client, synced.store,
        numbers=(*people["emp_number"][:3], f"91-{people['emp_number'][3]}"),
        tags=tuple(sorted({tag for tags in people["emp_tags"] for tag in tags})),
        clients=(*met["client_number"][:2], f"91-{met['client_number'][2]}", "9999900000"))


@settings(max_examples=12, deadline=None, phases=set(Phase) - {Phase.explain})
@given(data=st.data())
def test_a_synchronised_store_answers_every_report_as_callyzer_does(account: Answering, data: st.DataObject) -> None:
    question = data.draw(questions(account))
    for name in REPORTS:
        over_http = getattr(account.client, name)(question)
        at_hand = getattr(account.store, name)(without(question, over_http.provenance.ignored))
        assert plain(over_http, IN_V22) == plain(at_hand, IN_V22), name


@settings(max_examples=6, deadline=None, phases=set(Phase) - {Phase.explain})
@given(data=st.data())
def test_a_synchronised_store_cuts_its_pages_as_callyzer_does(account: Answering, data: st.DataObject) -> None:
    question = data.draw(questions(account))
    page = data.draw(st.builds(Page, st.integers(1, 4), st.integers(1, 12)))
    for name in PAGED:
        over_http = getattr(account.client, name)(question, page)
        at_hand = getattr(account.store, name)(without(question, over_http.provenance.ignored), page)
        assert plain(over_http.rows, IN_V22) == plain(at_hand.rows, IN_V22), name


def test_people_and_leads_are_told_as_callyzer_does(account: Answering) -> None:
    for name, query in (("get_employees", EmployeeQuery()), ("get_leads", LeadQuery())):
        theirs, ours = (getattr(source, name)(query) for source in (account.client, account.store))
        assert plain(theirs, IN_V22) == plain(ours, IN_V22), name


def test_the_excluded_numbers_are_left_out_alike(account: Answering) -> None:
    every = _days(DAYS - 1, 0)
    counts = {
        is_exclude: [source.summary(replace(every, is_exclude_numbers=is_exclude)).total_calls
                     for source in (account.client, account.store)] for is_exclude in (True, False)}
    assert counts[True][0] == counts[True][1] < counts[False][0] == counts[False][1]
