"""What a client asks and what it does not have to ask; what people see while it asks, and when asking fails."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import httpx
import pandas as pd
import pytest

from callyzer.api.client import ApiClient
from callyzer.api.line import LEASE, Priority
from callyzer.errors import (
    BadRequest,
    DeadlineExceeded,
    NotFound,
    RangeTooLong,
    RuleViolation,
    StillWaiting,
    Unauthorized,
    UncertainWrite,
    UnexpectedAnswer,
    UnknownNumbers,
    UnknownTags,
    Unreachable,
)
from callyzer.model import Assignment, CallFilter, EmployeeQuery, LeadDraft, LeadQuery, Summary, Window
from callyzer.store.store import CallStore
from tests.api.account import BASE, TOKEN, Answering, Bench, Fault, broken, status
from tests.api.conftest import FIRST, LAST
from tests.builders import ASHA, KOLKATA, RAVI, call, calls


def window(first: date, last: date) -> Window:
    return Window.of_days(first, last, KOLKATA)


ALL = CallFilter(window(FIRST, LAST))  # touches today
OCTOBER = CallFilter(window(date(2026, 10, 6), date(2026, 10, 31)))
LEAD = LeadDraft("Ravi", (f"91-{RAVI}",), Assignment("Round Robin", emp_numbers=(f"91-{ASHA}",)))


@pytest.fixture
def bench(answering: Answering) -> Bench:
    return Bench(answering)


@pytest.fixture
def page(bench: Bench) -> ApiClient:
    """As a page asks: it never waits."""
    return bench.client.asking("asha", Priority.CLICK, 0)


def test_a_page_is_told_how_long_it_takes_then_gets_the_answer_and_then_the_same_object(
    bench: Bench, page: ApiClient, store: CallStore,
) -> None:
    with pytest.raises(StillWaiting) as waiting:
        page.summary(ALL)
    assert (waiting.value.endpoint, waiting.value.ahead) == ("summary", 0)
    before = page.changes
    bench.work()
    assert page.changes == before + 1
    report = page.summary(ALL)
    assert report.total_calls == store.summary(ALL).total_calls
    assert report.provenance.as_of == bench.now() + timedelta(microseconds=1)
    assert report.provenance.origin == "callyzer"
    assert page.summary(ALL) is report


def test_one_question_in_two_spellings_is_asked_once(bench: Bench, page: ApiClient, answering: Answering) -> None:
    for tags in (("North", "South"), ("South", "North", "North", " ")):
        with pytest.raises(StillWaiting):
            page.summary(replace(ALL, emp_tags=tags))
    bench.work()
    assert answering.asked == ["summary"]


def test_whether_people_are_known_is_told_without_asking(
    bench: Bench, page: ApiClient, answering: Answering,
) -> None:
    assert not page.knows_employees()
    with pytest.raises(StillWaiting):
        page.get_employees(EmployeeQuery())
    assert not page.knows_employees()
    bench.work()
    assert page.knows_employees()
    bench.pass_(days=3)
    assert page.knows_employees()
    assert answering.asked == ["get_employees"]


def test_a_broken_rule_costs_no_slot(page: ApiClient, answering: Answering) -> None:
    with pytest.raises(RuleViolation):
        page.get_calls([f"id {n}" for n in range(21)])
    with pytest.raises(RuleViolation):
        page.save_lead(replace(LEAD, first_name=""))
    assert answering.asked == []


def summary(bench: Bench, page: ApiClient) -> Summary:
    """The summary of all days, asked for every second as a page does."""
    for _ in range(60):
        with suppress(StillWaiting):
            return page.summary(ALL)
        bench.work(1)
    raise AssertionError("no answer in a minute")


def test_an_older_answer_is_shown_at_once_while_a_newer_one_comes(
    bench: Bench, page: ApiClient, answering: Answering,
) -> None:
    first = summary(bench, page)
    bench.pass_(seconds=61)
    shown = page.summary(ALL)
    assert shown.provenance.refreshing
    assert shown.provenance.as_of == first.provenance.as_of
    assert page.summary(ALL) is shown, "the same words, the same object"
    assert page.standing().waiting[0].priority is Priority.REFRESH
    bench.work()
    newer = page.summary(ALL)
    assert not newer.provenance.refreshing
    assert newer.provenance.as_of > first.provenance.as_of
    assert answering.asked == ["summary"] * 2


def test_closed_days_are_not_asked_again_for_hours(bench: Bench, page: ApiClient, answering: Answering) -> None:
    with pytest.raises(StillWaiting):
        page.summary(OCTOBER)
    bench.work()
    bench.pass_(hours=23)
    assert not page.summary(OCTOBER).provenance.refreshing
    bench.pass_(hours=2)
    assert page.summary(OCTOBER).provenance.refreshing
    assert answering.asked == ["summary"]


def test_when_the_api_fails_the_last_answer_stays_with_its_time_and_the_reason(
    bench: Bench, page: ApiClient, answering: Answering,
) -> None:
    first = summary(bench, page)
    bench.pass_(days=30)
    answering.faults = [status(500)] * 99
    assert page.summary(ALL).provenance.refreshing
    for _ in range(60):
        bench.work(1)
        page.summary(ALL)
        if page.summary(ALL).provenance.problem:
            break
    shown = page.summary(ALL)
    assert shown.provenance.problem.startswith("Callyzer had a fault of its own")
    assert not shown.provenance.refreshing
    assert shown.provenance.as_of == first.provenance.as_of
    assert shown.total_calls == first.total_calls
    assert page.summary(ALL) is shown


def test_who_waits_for_ever_gets_the_newer_answer(answering: Answering) -> None:
    bench = Bench(answering, threaded=True)
    first = bench.client.summary(ALL)
    bench.pass_(seconds=61)
    newer = bench.client.summary(ALL)
    assert newer.provenance.as_of > first.provenance.as_of
    bench.client.close()


def test_a_failure_is_remembered_so_that_polling_does_not_repeat_it(
    bench: Bench, page: ApiClient, answering: Answering,
) -> None:
    unknown = replace(ALL, emp_tags=("No such team",))
    with pytest.raises(StillWaiting):
        page.summary(unknown)
    bench.work()
    for _ in range(5):
        with pytest.raises(UnknownTags):
            page.summary(unknown)
        bench.work(1)
    assert answering.count["summary"] == 1
    page.retry()
    with pytest.raises(StillWaiting):
        page.summary(unknown)


def test_a_wrong_token_costs_one_slot_whatever_a_page_asks(
    bench: Bench, page: ApiClient, answering: Answering,
) -> None:
    answering.faults = [status(401)] * 9
    for _ in range(3):
        for ask in (page.summary, page.analysis, page.daywise_analytics, page.employee_summary, page.never_attended):
            with pytest.raises((StillWaiting, Unauthorized)):
                ask(ALL)
        bench.work(5)
    assert len(answering.asked) == 1
    assert page.standing().problem == "Callyzer does not accept the access token."
    with pytest.raises(Unauthorized):
        page.save_lead(LEAD)
    bench.pass_(seconds=60)
    with pytest.raises(StillWaiting):
        page.summary(ALL)


@pytest.mark.parametrize("fault", [
    status(500), status(503), status(429, **{"Retry-After": "3"}), status(429),
    status(429, **{"Retry-After": "Sun, 22 Nov 2026 06:30:05 GMT"}), status(429, **{"Retry-After": "soon"}),
    status(400, "org.postgresql.util.PSQLException: ERROR: deadlock detected"),
    lambda _: httpx.Response(200, text="<html>We will be back soon</html>"),
    lambda _: httpx.Response(200, text='{"result": {"total_ca'),
    broken(httpx.ConnectError), broken(httpx.ReadTimeout), broken(httpx.RemoteProtocolError),
])
def test_what_passes_is_asked_again(bench: Bench, page: ApiClient, answering: Answering, fault: Fault) -> None:
    answering.faults = [fault]
    assert summary(bench, page).total_calls > 0
    assert answering.asked == ["summary"] * 2


def test_an_answer_that_cannot_be_understood_names_its_field_and_is_not_kept(
    bench: Bench, page: ApiClient, answering: Answering,
) -> None:
    answering.faults = [lambda _: httpx.Response(200, json={"result": {"total_calls": "many"}})]
    with pytest.raises(StillWaiting):
        page.summary(ALL)
    bench.work()
    with pytest.raises(UnexpectedAnswer, match="summary cannot be understood: result"):
        page.summary(ALL)
    bench.pass_(seconds=20)
    assert summary(bench, page).total_calls > 0


def test_a_redirection_is_not_followed_with_the_token(bench: Bench, page: ApiClient, answering: Answering) -> None:
    answering.faults = [lambda _: httpx.Response(302, headers={"Location": "https://elsewhere.test/"})]
    with pytest.raises(NotFound):
        summary(bench, page)
    assert answering.asked == ["summary"]


def test_a_restart_costs_no_slot(answering: Answering, tmp_path: Path) -> None:
    before = Bench(answering, folder=tmp_path)
    page = before.client.asking("asha", Priority.CLICK, 0)
    for ask in (page.summary, page.employee_summary, page.daywise_analytics):
        with pytest.raises(StillWaiting):
            ask(ALL)
    before.work()
    first = page.employee_summary(ALL)
    before.client.close()
    after = Bench(answering, folder=tmp_path).client.asking("asha", Priority.CLICK, 0)
    assert after.employee_summary(ALL).provenance == first.provenance
    assert after.summary(ALL).total_calls > 0
    pd.testing.assert_frame_equal(after.employee_summary(ALL).rows, first.rows)
    assert after.daywise_analytics(ALL).total_calls == after.hourly_analytics(ALL).total_calls > 0
    assert after.hourly_analytics(OCTOBER).total_calls > 0
    assert len(answering.asked) == 3
    after.close()


def test_two_hundred_people_with_25_questions_cost_25_requests(answering: Answering) -> None:
    bench = Bench(answering, threaded=True)
    together = threading.Barrier(200)
    questions = [replace(ALL, window=window(FIRST, FIRST + timedelta(days=n))) for n in range(25)]

    def ask(n: int) -> Summary:
        together.wait(timeout=60)
        return bench.client.asking(f"viewer {n}", Priority.CLICK, None).summary(questions[n % 25])

    with ThreadPoolExecutor(200) as pool:
        reports = list(pool.map(ask, range(200)))
    bench.client.close()
    assert len(answering.asked) == 25
    assert len(set(map(id, reports))) == 25
    assert [reports[n].total_calls for n in range(25)] == [reports[n + 175].total_calls for n in range(25)]


def test_fifty_people_with_a_failing_question_cost_one_request(answering: Answering) -> None:
    bench = Bench(answering, threaded=True)
    answering.faults = [status(400, "Invalid call_types.")] * 99
    together = threading.Barrier(50)

    def ask(n: int) -> None:
        together.wait(timeout=60)
        with pytest.raises(BadRequest):
            bench.client.asking(f"viewer {n}", Priority.CLICK, None).summary(ALL)

    with ThreadPoolExecutor(50) as pool:
        list(pool.map(ask, range(50)))
    bench.client.close()
    assert answering.asked == ["summary"]


def test_somebody_who_left_is_not_answered(bench: Bench, page: ApiClient, answering: Answering) -> None:
    with pytest.raises(StillWaiting):
        page.summary(ALL)
    bench.pass_(seconds=LEASE + 1)
    changes = page.changes
    bench.work()
    assert answering.asked == []
    assert page.standing().counts.dropped == 1
    assert page.changes == changes + 1, "whoever is still there asks again"


def test_patience_that_ends_leaves_the_question_in_the_queue(answering: Answering) -> None:
    bench = Bench(answering)
    with pytest.raises(StillWaiting):
        bench.client.asking("asha", Priority.CLICK, 0.02).summary(ALL)
    bench.work()
    assert bench.client.asking("asha", Priority.CLICK, 0.02).summary(ALL).total_calls > 0


def test_a_sync_asks_the_account_itself(answering: Answering) -> None:
    bench = Bench(answering, threaded=True)
    sync = bench.client.asking("sync", Priority.SYNC, None)
    for _ in range(2):
        sync.summary(OCTOBER)
    assert answering.count["summary"] == 2
    bench.client.summary(OCTOBER)
    bench.client.summary(OCTOBER)
    assert answering.count["summary"] == 3, "what it reads is not kept"
    bench.client.close()


def test_parts_of_the_filter_that_an_endpoint_cannot_apply_are_named(
    bench: Bench, page: ApiClient, answering: Answering,
) -> None:
    plain = summary(bench, page)
    without_sundays = replace(ALL, exclude_days=("Sun",))
    report = page.summary(without_sundays)
    assert report.provenance.ignored == ("exclude_days",)
    assert not report.provenance.complete
    assert page.summary(without_sundays) is report
    assert (report.total_calls, answering.asked) == (plain.total_calls, ["summary"])


# What one answer gives away for free.

def test_employees_by_tag_or_number_cost_nothing_once_everybody_is_known(
    bench: Bench, page: ApiClient, answering: Answering, store: CallStore,
) -> None:
    with pytest.raises(StillWaiting):
        page.employee_summary(replace(ALL, emp_tags=("North",)))
    bench.work()
    everybody = page.employee_summary(ALL)
    tag, number = everybody.rows["emp_tags"][0][0], everybody.rows["emp_number"][1]
    for question in (replace(ALL, emp_tags=(tag,)), replace(ALL, emp_numbers=(f"91-{number}",))):
        found = page.employee_summary(question)
        pd.testing.assert_frame_equal(found.rows, store.employee_summary(question).rows)
        assert page.employee_summary(question) is found
    assert answering.count["employee_summary"] == 1


def test_an_employee_who_is_not_in_the_answer_is_asked_for(
    bench: Bench, page: ApiClient, answering: Answering,
) -> None:
    stranger = replace(ALL, emp_numbers=("91-9111111111",))
    for _ in range(2):
        with pytest.raises(StillWaiting):
            page.employee_summary(stranger)
        bench.work()
    with pytest.raises(BadRequest):
        page.employee_summary(stranger)
    assert [body.get("emp_numbers") for body in answering.bodies] == [None, ["91-9111111111"]]


def test_slots_of_any_days_cost_nothing_once_a_longer_range_is_known(
    bench: Bench, page: ApiClient, answering: Answering, store: CallStore,
) -> None:
    with pytest.raises(StillWaiting):
        page.daywise_analytics(ALL)
    bench.work()
    for question in (OCTOBER, replace(OCTOBER, exclude_days=("Sat", "Sun"))):
        part = page.daywise_analytics(question)
        pd.testing.assert_frame_equal(part.day_wise, store.daywise_analytics(question).day_wise)
        assert page.daywise_analytics(question) is part
        assert part.provenance.complete
        slots = page.hourly_analytics(question)
        pd.testing.assert_frame_equal(slots.time_slots, store.hourly_analytics(question).time_slots)
        assert page.hourly_analytics(question) is slots
    assert answering.asked == ["daywise_analytics"]


def test_slots_wait_for_a_daywise_answer_that_is_queued_and_are_asked_for_otherwise(
    bench: Bench, page: ApiClient, answering: Answering,
) -> None:
    with pytest.raises(StillWaiting):
        page.hourly_analytics(OCTOBER)
    bench.work()
    assert page.hourly_analytics(OCTOBER).total_calls > 0
    tagged = replace(ALL, call_types=("Missed",))
    for ask in (page.daywise_analytics, page.hourly_analytics):
        with pytest.raises(StillWaiting):
            ask(tagged)
    bench.work()
    assert page.hourly_analytics(tagged).total_calls > 0
    assert answering.asked == ["hourly_analytics", "daywise_analytics"]


def test_a_closed_part_of_a_live_answer_is_fresh_although_the_whole_is_not(
    bench: Bench, page: ApiClient, answering: Answering,
) -> None:
    with pytest.raises(StillWaiting):
        page.daywise_analytics(ALL)
    bench.work()
    bench.pass_(hours=3)
    assert not page.daywise_analytics(OCTOBER).provenance.refreshing
    assert page.daywise_analytics(ALL).provenance.refreshing


def test_a_question_with_another_filter_is_not_cut_from_it(bench: Bench, page: ApiClient) -> None:
    with pytest.raises(StillWaiting):
        page.daywise_analytics(ALL)
    bench.work()
    for other in (replace(OCTOBER, call_types=("Missed",)), replace(OCTOBER, by="synced"),
                  replace(OCTOBER, is_exclude_numbers=False)):
        with pytest.raises(StillWaiting):
            page.daywise_analytics(other)


# Ranges of 180 days and more.

YEAR = CallFilter(window(date(2025, 11, 23), LAST))


def test_a_year_by_day_and_by_slot_is_the_sum_of_its_parts(
    bench: Bench, page: ApiClient, answering: Answering, store: CallStore,
) -> None:
    with pytest.raises(StillWaiting):
        page.daywise_analytics(YEAR)
    bench.work()
    assert answering.asked == ["daywise_analytics"] * 3
    report = page.daywise_analytics(YEAR)
    assert report.total_calls == store.summary(ALL).total_calls
    assert page.daywise_analytics(YEAR) is report
    assert page.hourly_analytics(YEAR).total_calls == report.total_calls
    assert page.hourly_analytics(YEAR) is page.hourly_analytics(YEAR)


@pytest.mark.parametrize("name", [
    "summary", "employee_summary", "analysis", "never_attended", "not_pickup_by_client", "unique_clients"])
def test_a_year_of_what_does_not_add_up_is_refused_with_the_reason(
    page: ApiClient, answering: Answering, name: str,
) -> None:
    with pytest.raises(RangeTooLong) as refused:
        getattr(page, name)(YEAR)
    assert refused.value.report == name.replace("_", " ")
    assert "longer range" in refused.value.sentence
    assert answering.asked == []


# Writes.

def test_a_saved_lead_is_in_the_next_answer(small_store: CallStore) -> None:
    answering = Answering(small_store)
    bench = Bench(answering, threaded=True)
    page = bench.client.asking("asha", Priority.CLICK, 5)
    assert page.get_leads(LeadQuery()).total_records == 0
    page.save_lead(LEAD)
    assert page.get_leads(LeadQuery()).total_records == 1
    assert answering.asked == ["get_leads", "save_lead", "get_leads"]
    bench.client.close()


def test_what_was_refused_before_a_write_is_asked_anew_after_it(small_store: CallStore) -> None:
    answering = Answering(small_store)
    bench = Bench(answering, threaded=True)
    query = LeadQuery(contact_numbers=LEAD.contact_numbers)
    for _ in range(2):
        with pytest.raises(UnknownNumbers) as refused:
            bench.client.get_leads(query)
    assert (refused.value.numbers, answering.asked) == (LEAD.contact_numbers, ["get_leads"])
    assert LEAD.contact_numbers[0] not in f"{refused.value} {refused.value!r} {refused.value.message}"
    bench.client.save_lead(LEAD)
    assert bench.client.get_leads(query).total_records == 1
    bench.client.close()


def test_a_removed_recording_is_gone_from_the_next_answer(small_store: CallStore) -> None:
    small_store.add_calls(calls(call("2026-11-20 10:00", duration=60, id="call-1",
                                     call_recording_url="https://media.test/1.mp3")))
    bench = Bench(Answering(small_store), threaded=True)
    assert bench.client.get_calls(["call-1"]).rows["call_recording_url"][0]
    (removed,) = bench.client.remove_recordings(["call-1"])
    assert removed.status == "Success"
    assert not bench.client.get_calls(["call-1"]).rows["call_recording_url"][0]
    bench.client.close()


@pytest.mark.parametrize("fault", [
    broken(httpx.ReadTimeout), broken(httpx.WriteError), broken(httpx.RemoteProtocolError), status(500),
    status(400, "java.sql.SQLException: could not execute statement"), lambda _: httpx.Response(200, text="<html>"),
])
def test_a_write_is_never_repeated_once_its_bytes_have_left(small_store: CallStore, fault: Fault) -> None:
    answering = Answering(small_store)
    answering.faults = [fault]
    bench = Bench(answering, threaded=True)
    with pytest.raises(UncertainWrite):
        bench.client.save_lead(LEAD)
    assert answering.asked == ["save_lead"]
    bench.client.close()


@pytest.mark.parametrize("fault", [
    broken(httpx.ConnectError), broken(httpx.ConnectTimeout), status(429, **{"Retry-After": "0"})])
def test_a_write_that_did_not_happen_is_repeated(small_store: CallStore, fault: Fault) -> None:
    answering = Answering(small_store)
    answering.faults = [fault]
    client = real_clock(answering)
    client.save_lead(LEAD)
    assert answering.asked == ["save_lead"] * 2
    assert client.get_leads(LeadQuery()).total_records == 1
    client.close()


def real_clock(answering: Answering) -> ApiClient:
    return ApiClient.open(BASE, TOKEN, KOLKATA, interval=0, transport=httpx.MockTransport(answering))


def test_a_lead_saved_twice_is_two_writes(small_store: CallStore) -> None:
    answering = Answering(small_store)
    bench = Bench(answering, threaded=True)
    bench.client.save_lead(LEAD)
    with pytest.raises(BadRequest):  # the account knows the number by now
        bench.client.save_lead(LEAD)
    assert answering.asked == ["save_lead"] * 2
    bench.client.close()


# Secrets.

def test_no_token_and_no_number_in_a_repr_or_in_the_log(
    small_store: CallStore, caplog: pytest.LogCaptureFixture, tmp_path: Path,
) -> None:
    answering = Answering(small_store)
    answering.faults = [status(400, f"Invalid numbers ‘91-{RAVI}’."), status(401)]
    with caplog.at_level(logging.DEBUG):
        client = ApiClient.open(BASE, TOKEN, KOLKATA, interval=0, data=tmp_path,
                                transport=httpx.MockTransport(answering))
        page = client.asking("asha", Priority.CLICK, 5)
        errors = []
        for question in (EmployeeQuery(emp_numbers=(f"91-{RAVI}",)), EmployeeQuery(emp_name="Secret Name")):
            with pytest.raises((BadRequest, Unauthorized)) as caught:
                page.get_employees(question)
            errors.append(caught.value)
        said = [*map(repr, errors), *map(str, errors), repr(client), repr(page.standing()), caplog.text]
        client.close()
    for text in said:
        for secret in (TOKEN, RAVI, "Secret Name"):
            assert secret not in text
    for path in tmp_path.iterdir():
        assert TOKEN.encode() not in path.read_bytes()
        assert TOKEN not in path.name


def test_an_unreachable_account_is_told_with_the_number_of_tries(
    bench: Bench, page: ApiClient, answering: Answering,
) -> None:
    answering.faults = [broken(httpx.ConnectError)] * 99
    with pytest.raises(DeadlineExceeded) as caught:
        summary(bench, page)
    assert isinstance(caught.value.last, Unreachable)
    assert caught.value.attempts == len(answering.asked) > 3


def test_who_waits_is_told_of_the_tries_that_failed(bench: Bench, page: ApiClient, answering: Answering) -> None:
    answering.faults = [broken(httpx.ConnectError)] * 99
    with pytest.raises(StillWaiting) as first:
        page.summary(ALL)
    bench.work()
    with pytest.raises(StillWaiting) as later:
        page.summary(ALL)
    assert first.value.problem == ""
    assert later.value.sentence == "Callyzer cannot be reached. Trying again."
