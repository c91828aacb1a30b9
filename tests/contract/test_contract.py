"""One contract for everybody who can answer: the same account and the same question give the same report.

`ApiClient` asks a sandbox over a real socket; the `CallStore` behind it is asked directly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from callyzer.api.client import ApiClient
from callyzer.errors import ApiError, UnknownNumbers, UnknownTags
from callyzer.model import (
    CALL_TYPES,
    WEEKDAYS,
    Assignment,
    CallFilter,
    EmployeeQuery,
    LeadDraft,
    LeadQuery,
    Page,
    Window,
    WorkingHours,
)
from callyzer.sandbox.server import SandboxOptions, SandboxServer
from callyzer.store import CallStore
from callyzer.wire.endpoints import Version
from tests.builders import records

ZONE = ZoneInfo("Asia/Kolkata")
LAST_DAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 13, 0, tzinfo=UTC)

REPORTS = (
    "summary", "employee_summary", "analysis", "never_attended", "not_pickup_by_client", "unique_clients",
    "hourly_analytics", "daywise_analytics", "history",
)
VERSIONS: tuple[Version, ...] = ("v2.1", "v2.2")
IN_V22 = ("call_method", "call_mode")
PAGED = ("employee_summary", "never_attended", "not_pickup_by_client", "unique_clients", "history")


@dataclass(frozen=True)
class Answering:
    """The same account twice; `newer` asks it as API v2.2."""

    client: ApiClient
    newer: ApiClient
    store: CallStore
    numbers: tuple[str, ...]
    tags: tuple[str, ...]
    clients: tuple[str, ...]


@pytest.fixture(scope="module")
def account() -> Iterator[Answering]:
    with ExitStack() as stack:
        store = stack.enter_context(closing(CallStore.in_memory(ZONE, clock=lambda: NOW, origin="sandbox")))
        options = SandboxOptions(employees=9, days=12, until=LAST_DAY, interval=0.0, zone=ZONE)
        server = SandboxServer(store, options, lambda: NOW)
        stack.callback(server.stop)
        address = server.start()
        client, newer = (
            stack.enter_context(closing(ApiClient.open(
                address.replace("v2.1", version), options.token, ZONE, version=version, interval=0.0)))
            for version in VERSIONS)
        people = store.get_employees(EmployeeQuery()).rows
        met = store.unique_clients(_days(12, 0)).rows
        yield Answering(
            client, newer, store,
            numbers=(*people["emp_number"][:3], f"91-{people['emp_number'][3]}"),
            tags=tuple(sorted({tag for tags in people["emp_tags"] for tag in tags})),
            clients=(*met["client_number"][:2], f"91-{met['client_number'][2]}", "9999900000"))


def _days(first: int, last: int) -> CallFilter:
    """From so many days before the last one to so many before it."""
    return CallFilter(Window.of_days(LAST_DAY - timedelta(days=first), LAST_DAY - timedelta(days=last), ZONE))


def questions(account: Answering) -> st.SearchStrategy[CallFilter]:
    def some(values: Sequence[str], most: int = 2) -> st.SearchStrategy[tuple[str, ...]]:
        return st.one_of(st.just(()), st.lists(st.sampled_from(values), max_size=most).map(tuple))

    windows = st.integers(0, 10).flatmap(lambda last: st.integers(last, last + 2).map(lambda first: (first, last)))
    return st.builds(
        lambda days, **parts: replace(_days(*days), **parts),
        windows, by=st.sampled_from(["call", "call", "synced"]), emp_numbers=some(account.numbers),
        emp_tags=some(account.tags), client_numbers=some(account.clients), call_types=some(CALL_TYPES, 3),
        duration_grt_than=st.sampled_from([None, 0, 30]), duration_les_than=st.sampled_from([None, 31, 90]),
        working_hours=st.sampled_from([WorkingHours(), WorkingHours(0, 1000), WorkingHours(570, 1110)]),
        exclude_days=some(WEEKDAYS), is_exclude_numbers=st.booleans())


def plain(answer: Any, unknown: Sequence[str] = ()) -> Any:
    """Everything a report tells, but for where it comes from and the columns of which it is said to know nothing."""
    if isinstance(answer, pd.DataFrame):
        blank = answer.assign(**{name: "" for name in unknown if name in answer})
        return [str(kind) for kind in answer.dtypes], records(blank)
    if is_dataclass(answer):
        parts = {part.name: getattr(answer, part.name) for part in fields(answer) if part.name != "provenance"}
        return {name: plain(part, unknown) for name, part in parts.items()}
    return answer


def without(question: CallFilter, ignored: Sequence[str]) -> CallFilter:
    """The question without the parts that an answer says it could not apply."""
    blank = {part.name: part.default for part in fields(CallFilter) if part.default is not MISSING}
    return replace(question, **{name: blank[name] for name in ignored})


@settings(max_examples=12, deadline=None, phases=set(Phase) - {Phase.explain})
@given(data=st.data())
def test_client_and_store_answer_every_report_alike(account: Answering, data: st.DataObject) -> None:
    question = data.draw(questions(account))
    for name in REPORTS:
        over_http = getattr(account.client, name)(question)
        at_hand = getattr(account.store, name)(without(question, over_http.provenance.ignored))
        assert plain(over_http) == plain(at_hand, IN_V22), name


@pytest.mark.parametrize("name", ["daywise_analytics", "hourly_analytics"])
def test_a_call_that_was_uploaded_late_counts_on_its_own_day(account: Answering, name: str) -> None:
    question = replace(_days(0, 0), by="synced", exclude_days=("Mon",), is_exclude_numbers=False)
    assert plain(getattr(account.client, name)(question)) == plain(getattr(account.store, name)(question))


def test_the_newer_version_tells_how_a_call_was_made(account: Answering) -> None:
    question = _days(1, 0)
    assert plain(account.newer.history(question)) == plain(account.store.history(question))
    assert plain(account.newer.summary(question)) == plain(account.store.summary(question))


@settings(max_examples=10, deadline=None, phases=set(Phase) - {Phase.explain})
@given(data=st.data())
def test_client_and_store_cut_their_pages_alike(account: Answering, data: st.DataObject) -> None:
    question = data.draw(questions(account))
    page = data.draw(st.builds(Page, st.integers(1, 4), st.integers(1, 12)))
    for name in PAGED:
        over_http = getattr(account.client, name)(question, page)
        at_hand = getattr(account.store, name)(without(question, over_http.provenance.ignored), page)
        assert plain(over_http.rows) == plain(at_hand.rows, IN_V22), name


def test_calls_employees_and_leads_are_told_alike(account: Answering) -> None:
    ids = list(account.store.history(_days(1, 0), Page(1, 20)).rows["id"])
    for name, asked in (("get_calls", (ids,)), ("get_employees", (EmployeeQuery(),)), ("get_leads", (LeadQuery(),))):
        assert plain(getattr(account.client, name)(*asked)) == plain(
            getattr(account.store, name)(*asked), IN_V22), name


@pytest.mark.parametrize(("part", "error"), [
    ({"emp_numbers": ("91-1112223334",)}, UnknownNumbers), ({"emp_tags": ("Nobody's tag",)}, UnknownTags)])
@pytest.mark.parametrize("name", REPORTS)
def test_what_is_unknown_is_refused_alike(
    account: Answering, name: str, part: dict[str, Any], error: type[ApiError]) -> None:
    question = replace(_days(1, 0), **part)
    for source in (account.client, account.store):
        with pytest.raises(error) as refused:
            getattr(source, name)(question)
        assert (refused.value.endpoint, refused.value.status) == (name, 400)


def test_what_the_client_changes_the_store_shows(account: Answering) -> None:
    client, store = account.client, account.store
    saved = client.save_lead(LeadDraft("Nila", ("91-8111122223",), Assignment("Round Robin"), lead_tags=("fair",)))
    assert list(store.get_leads(LeadQuery(first_name="Nila")).rows["id"]) == [saved.id]
    assert plain(client.get_leads(LeadQuery(first_name="Nila"))) == plain(store.get_leads(LeadQuery(first_name="Nila")))
    recorded = store.history(_days(12, 0)).rows.query("call_recording_url != ''")["id"].iloc[0]
    assert [removed.status for removed in client.remove_recordings([recorded, "no such id"])] == ["Success", "Failed"]
    assert list(store.get_calls([recorded]).rows["call_recording_url"]) == [""]
