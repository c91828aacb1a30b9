"""A store that holds some of the days, and Callyzer the others: put together they tell what Callyzer alone would."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, timedelta

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from callyzer.answering import Answering
from callyzer.api.line import Priority
from callyzer.errors import StillWaiting
from callyzer.model import CallFilter, EmployeeQuery, WorkingHours
from callyzer.store.ledger import LedgerStep
from tests.contract import test_contract
from tests.contract.test_contract import LAST_DAY, _days, plain, questions, without
from tests.store.syncing import Synced, begin, end

DAYS, KEPT = 12, 8
HOLE = (LAST_DAY - timedelta(days=4), LAST_DAY - timedelta(days=3))
ADDITIVE = ("daywise_analytics", "hourly_analytics")


@pytest.fixture(scope="module")
def synced() -> Iterator[Synced]:
    """The newest days are kept but for two, of which the store holds calls that Callyzer knows nothing of."""
    held = begin(employees=6, days=DAYS)
    held.catch_up(since=LAST_DAY - timedelta(days=KEPT - 1))
    known = held.store.history(_days(4, 3)).rows.head(20)
    held.store.add_calls(known.assign(id=[f"untrue {n}" for n in range(len(known))]))
    held.store.move_ledger(LedgerStep(reopened_days=HOLE))
    yield held
    end(held)


@pytest.fixture(scope="module")
def answering(synced: Synced) -> Answering:
    now = synced.clock.now
    return Answering(synced.store, synced.client, lambda: now.astimezone(UTC))


@pytest.fixture(scope="module")
def account(synced: Synced) -> test_contract.Answering:
    people = synced.account.get_employees(EmployeeQuery()).rows
    met = synced.account.unique_clients(_days(DAYS, 0)).rows
    return test_contract.Answering(
        synced.client, synced.client, synced.account,
        numbers=(*people["emp_number"][:3], f"91-{people['emp_number'][3]}"),
        tags=tuple(sorted({tag for tags in people["emp_tags"] for tag in tags})),
        clients=(*met["client_number"][:2], f"91-{met['client_number'][2]}"))


def is_kept(day: date) -> bool:
    return day > LAST_DAY - timedelta(days=KEPT) and day not in HOLE


def expected_origin(question: CallFilter) -> str:
    """By the two ends of the range: what lies between two missing days is asked along."""
    days = question.window.days
    missing = [day for day in days if not is_kept(day)]
    if not missing:
        return "store"
    return "callyzer" if not is_kept(days[0]) and not is_kept(days[-1]) else "merged"


@settings(max_examples=25, deadline=None, phases=set(Phase) - {Phase.explain})
@given(data=st.data(), last=st.integers(0, 5), length=st.integers(0, DAYS - 1))
def test_what_is_put_together_equals_what_the_account_says(
        account: test_contract.Answering, answering: Answering, data: st.DataObject, last: int, length: int) -> None:
    drawn = data.draw(questions(account))
    question = replace(drawn, window=_days(min(last + length, DAYS - 1), last).window, by="call")
    for name in ADDITIVE:
        report = getattr(answering, name)(question)
        whole = getattr(account.store, name)(without(question, report.provenance.ignored))
        assert plain(report) == plain(whole), name
        assert report.provenance.complete == (not report.provenance.ignored)
        allowed = {expected_origin(question), "callyzer"} if report.provenance.ignored else {expected_origin(question)}
        assert report.provenance.origin in allowed


def test_it_is_as_old_as_the_older_part_and_costs_one_request(synced: Synced, answering: Answering) -> None:
    question = replace(_days(DAYS - 1, 5), is_exclude_numbers=False, working_hours=WorkingHours(480, 960))
    before = synced.client.standing().counts.sent
    report = answering.daywise_analytics(question)
    assert (report.provenance.origin, synced.client.standing().counts.sent - before) == ("merged", 1)
    kept = answering.daywise_analytics(replace(question, window=_days(KEPT - 1, 5).window))
    assert kept.provenance.origin == "store"
    assert report.provenance.as_of == kept.provenance.as_of < synced.clock.now


def test_the_same_question_is_the_same_report_until_one_of_the_parts_changes(
        synced: Synced, answering: Answering) -> None:
    question = _days(5, 0)
    for name in ADDITIVE:
        report = getattr(answering, name)(question)
        assert getattr(answering.asking("another tab", Priority.FIRST_PAINT, 0), name)(question) is report
    report = answering.daywise_analytics(question)
    synced.store.add_calls(synced.account.history(_days(0, 0)).rows.head(1))
    newer = answering.daywise_analytics(question)
    assert newer is not report
    assert plain(newer) == plain(report)


def test_while_the_other_days_are_on_their_way_it_waits(answering: Answering) -> None:
    question = replace(_days(5, 0), working_hours=WorkingHours(540, 1080))
    with pytest.raises(StillWaiting):
        answering.asking("tab", Priority.FIRST_PAINT, 0).daywise_analytics(question)
    assert answering.daywise_analytics(question).provenance.origin == "merged"


def test_reports_whose_days_do_not_add_up_come_from_callyzer_as_a_whole(answering: Answering) -> None:
    for name in ("summary", "employee_summary", "analysis", "unique_clients", "never_attended", "history"):
        assert getattr(answering, name)(_days(5, 0)).provenance.origin == "callyzer", name
