"""Reports in pages: all rows once, whatever moves meanwhile, and what has come so far for who does not wait."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date, datetime, timedelta

import pandas as pd
import pytest

from callyzer.api.cache import Inquiry
from callyzer.api.client import ApiClient
from callyzer.api.line import Priority
from callyzer.errors import StillWaiting
from callyzer.model import CallFilter, EmployeeQuery, History, LeadQuery, Page, UniqueClients, Window
from callyzer.store.store import CallStore
from callyzer.wire import ask, read
from tests.api.account import Answering, Bench, status
from tests.builders import KOLKATA, call, calls, employee, employees, fixed_clock

DAY = date(2026, 11, 20)
QUESTION = CallFilter(Window.of_days(DAY, DAY, KOLKATA))
START = datetime(2026, 11, 20, 9, tzinfo=KOLKATA)


def client_number(n: int) -> str:
    return str(8_000_000_000 + n)


def some_calls(count: int, first: int = 0, **more: object) -> pd.DataFrame:
    """A call a minute, each with another client."""
    return calls(*(call(START + timedelta(minutes=n), client=client_number(n), **more)  # type: ignore[arg-type]
                   for n in range(first, first + count)))


@pytest.fixture
def store() -> Iterator[CallStore]:
    """250 calls with 250 clients: three pages."""
    with closing(CallStore.in_memory(KOLKATA, clock=fixed_clock(), origin="sandbox")) as made:
        made.add_calls(some_calls(250))
        yield made


@pytest.fixture
def patient(answering: Answering) -> Iterator[ApiClient]:
    bench = Bench(answering, threaded=True)
    yield bench.client
    bench.client.close()


def numbers(report: UniqueClients) -> list[str]:
    return sorted(report.rows["client_number"])


def test_all_rows_of_all_pages_are_there_once(patient: ApiClient, answering: Answering) -> None:
    report = patient.unique_clients(QUESTION)
    assert numbers(report) == [client_number(n) for n in range(250)]
    assert (report.total_records, report.provenance.complete) == (250, True)
    assert [body.get("page_no") for body in answering.bodies] == [1, 2, 3]
    assert patient.unique_clients(QUESTION) is report


def test_one_page_is_one_request(patient: ApiClient, answering: Answering) -> None:
    report = patient.history(QUESTION, Page(2, 30))
    assert report.rows["client_number"].tolist() == [client_number(n) for n in range(219, 189, -1)]
    assert report.total_records == 250
    assert len(answering.asked) == 1


def test_calls_that_come_while_pages_are_read_push_no_row_out_and_none_in_twice(
    patient: ApiClient, answering: Answering, store: CallStore,
) -> None:
    def new_calls(_name: str) -> None:
        if len(answering.asked) == 2:
            store.add_calls(some_calls(60, first=250))

    answering.before = new_calls
    report = patient.history(QUESTION)
    assert sorted(report.rows["client_number"]) == [client_number(n) for n in range(310)], "page 1 was read again"
    assert report.rows["id"].is_unique
    assert report.total_records == 310


def test_rows_that_vanish_while_pages_are_read_leave_an_empty_page(
    patient: ApiClient, answering: Answering, store: CallStore,
) -> None:
    def fewer(_name: str) -> None:
        if len(answering.asked) == 2:
            store.exclude_numbers([client_number(n) for n in range(100)])

    answering.before = fewer
    report = patient.unique_clients(QUESTION)
    assert report.total_records == len(report.rows) == len(set(report.rows["client_number"]))
    assert set(report.rows["client_number"]) == {client_number(n) for n in range(100, 250)}


def test_who_does_not_wait_gets_what_is_there_and_the_rest_as_it_comes(answering: Answering) -> None:
    bench = Bench(answering, interval=2.0)
    page = bench.client.asking("asha", Priority.CLICK, 0)
    with pytest.raises(StillWaiting):
        page.unique_clients(QUESTION)
    bench.work()
    first = page.unique_clients(QUESTION)
    assert (len(first.rows), first.total_records) == (100, 250)
    assert (first.provenance.pending_rows, first.provenance.complete) == (150, False)
    assert first.provenance.pending_seconds > 2.04
    assert page.unique_clients(QUESTION) is first, "nothing new, the same object"
    assert [item.priority for item in page.standing().waiting] == [Priority.REFRESH] * 2
    bench.work(2.1)
    second = page.unique_clients(QUESTION)
    assert (len(second.rows), second.provenance.pending_rows) == (200, 50)
    bench.work(2.1)
    whole = page.unique_clients(QUESTION)
    assert (len(whole.rows), whole.provenance.pending_rows, whole.provenance.pending_seconds) == (250, 0, 0)
    assert len(answering.asked) == 3


def test_a_page_that_fails_leaves_the_others_on_the_screen(answering: Answering) -> None:
    bench = Bench(answering)
    page = bench.client.asking("asha", Priority.CLICK, 0)
    with pytest.raises(StillWaiting):
        page.unique_clients(QUESTION)
    bench.work()
    answering.faults = [status(400, "Invalid call_types.")]
    page.unique_clients(QUESTION)
    bench.work()
    shown = page.unique_clients(QUESTION)
    assert len(shown.rows) == 100
    assert (shown.total_records, shown.provenance.pending_rows) == (250, 150)
    assert shown.provenance.problem == "Callyzer does not accept this question (unique_clients)."


def test_pages_of_an_older_reading_are_read_again(answering: Answering, store: CallStore) -> None:
    bench = Bench(answering)
    today = CallFilter(Window.of_days(DAY, date(2026, 11, 22), KOLKATA))
    page = bench.client.asking("asha", Priority.CLICK, 0)
    for _ in range(2):
        with suppress(StillWaiting):
            page.history(today)
        bench.work()
    assert page.history(today).total_records == 250
    bench.pass_(seconds=59)
    store.add_calls(some_calls(1, first=300))
    bench.desk.refresh(first_page(page, today), page._who)
    bench.work()
    shown = page.history(today)
    assert shown.provenance.refreshing, "the first page knows of one more call than the others"
    bench.work()
    assert page.history(today).total_records == 251
    assert page.history(today).provenance.complete


def first_page(page: ApiClient, question: CallFilter) -> Inquiry[History]:
    return page._page(ask.history, read.history, question, Page(1))


def test_a_report_that_does_not_tell_how_many_rows_there_are_is_read_to_a_page_that_is_not_full() -> None:
    for people, requests in ((250, 3), (200, 3), (99, 1), (100, 2)):
        with closing(CallStore.in_memory(KOLKATA, clock=fixed_clock(), origin="sandbox")) as store:
            store.add_calls(calls(*(call(START + timedelta(minutes=n), emp=str(9_100_000_000 + n))
                                    for n in range(people))))
            answering = Answering(store)
            bench = Bench(answering, threaded=True)
            report = bench.client.employee_summary(QUESTION)
            assert (report.total_records, report.rows["emp_number"].nunique()) == (people, people)
            assert len(answering.asked) == requests
            bench.client.close()


def test_nobody_called_is_an_empty_report_and_no_error(patient: ApiClient) -> None:
    quiet = CallFilter(Window.of_days(date(2026, 1, 1), date(2026, 1, 2), KOLKATA))
    assert patient.employee_summary(quiet).total_records == 0
    assert patient.unique_clients(quiet).rows.empty
    assert patient.history(quiet).total_records == 0


def test_pairs_of_all_pages_come_with_their_calls(patient: ApiClient) -> None:
    report = patient.not_pickup_by_client(QUESTION)
    assert report.total_records == len(report.rows) == len(report.call_logs) == 250
    assert report.call_logs["id"].is_unique


def test_an_iterator_gives_every_call_once_although_new_ones_come(
    patient: ApiClient, answering: Answering, store: CallStore,
) -> None:
    seen: list[str] = []
    for number, page in enumerate(patient.asking("sync", Priority.SYNC, None).iter_history(QUESTION)):
        seen += page.rows["client_number"].tolist()
        if number == 0:
            store.add_calls(some_calls(30, first=250))
    assert sorted(seen) == [client_number(n) for n in range(250)]
    assert len(answering.asked) == 3


def test_a_sync_reads_every_page_once_and_asks_ahead(answering: Answering) -> None:
    bench = Bench(answering, threaded=True)
    sync = bench.client.asking("sync", Priority.SYNC, None)
    assert len(sync.history(QUESTION).rows) == 250
    assert sum(len(page.rows) for page in sync.iter_history(QUESTION)) == 250
    pages = [body.get("page_no", 1) for body in answering.bodies]
    assert sorted(pages) == [1, 1, 2, 2, 3, 3]
    bench.client.close()


def test_an_iterator_ends_with_a_page_that_is_empty(patient: ApiClient, store: CallStore, answering: Answering) -> None:
    store.add_employees(employees(*(employee(str(9_200_000_000 + n)) for n in range(100))))
    people = [len(page.rows) for page in patient.iter_employees(EmployeeQuery(emp_name=""))]
    assert sum(people) == patient.get_employees(EmployeeQuery()).total_records >= 100
    assert [len(page.rows) for page in patient.iter_unique_clients(QUESTION)] == [100, 100, 50]
    assert [len(page.rows) for page in patient.iter_leads(LeadQuery())] == [0]


# History over 180 days and more.

LONG = CallFilter(Window.of_days(date(2025, 11, 1), date(2026, 11, 20), KOLKATA))


@pytest.fixture
def year(store: CallStore) -> CallStore:
    """With 130 calls in June and 40 a year ago, told in three parts."""
    for day, count in ((date(2026, 6, 1), 130), (date(2025, 11, 5), 40)):
        start = datetime(day.year, day.month, day.day, 9, tzinfo=KOLKATA)
        store.add_calls(calls(*(call(start + timedelta(minutes=n), client=client_number(n)) for n in range(count))))
    return store


@pytest.mark.usefixtures("year")
def test_the_history_of_a_year_is_all_parts_latest_first(patient: ApiClient) -> None:
    report = patient.history(LONG)
    assert len(report.rows) == report.total_records == 420
    assert report.rows["call_at"].is_monotonic_decreasing


@pytest.mark.usefixtures("year")
@pytest.mark.parametrize("size", [100, 37])
def test_pages_of_a_year_are_cut_across_its_parts(patient: ApiClient, size: int) -> None:
    whole = patient.history(LONG)
    for number in range(1, 420 // size + 3):
        page = patient.history(LONG, Page(number, size))
        expected = whole.rows.iloc[(number - 1) * size:number * size].reset_index(drop=True)
        pd.testing.assert_frame_equal(page.rows, expected)
        assert page.total_records == 420


@pytest.mark.usefixtures("year")
def test_an_iterator_goes_through_all_parts(patient: ApiClient) -> None:
    assert [len(page.rows) for page in patient.iter_history(LONG)] == [100, 100, 50, 100, 30, 40]
