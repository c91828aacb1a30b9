"""Whatever one side writes, the other reads as the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callyzer.model import (
    BulkSaved,
    Employees,
    EmployeeSummary,
    History,
    LeadError,
    Leads,
    NeverAttended,
    NotPickupByClient,
    Page,
    RemovedRecording,
    SavedLead,
    UniqueClients,
)
from callyzer.model.rows import EMPLOYEE_SUMMARY, EMPLOYEES, HISTORY, LEADS, UNIQUE_CLIENTS, frame
from callyzer.wire import ask, read, render, serve
from callyzer.wire.endpoints import ENDPOINTS
from tests.wire.generated import (
    analyses,
    call_filters,
    daywises,
    frames,
    hourlies,
    in_zone,
    names,
    pages,
    pairs,
    summaries,
    texts,
)
from tests.wire.samples import INDIA, PROVENANCE

few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FILTERED = [name for name, endpoint in ENDPOINTS.items() if endpoint.accepts]
PAGED = ("employee_summary", "never_attended", "not_pickup_by_client", "unique_clients", "history")


def over_the_wire(body: Any) -> Any:
    return json.loads(json.dumps(body, allow_nan=False))


def assert_same(report: Any, expected: Any) -> None:
    assert type(report) is type(expected)
    for name in (field.name for field in fields(expected)):
        left, right = getattr(report, name), getattr(expected, name)
        if isinstance(right, pd.DataFrame):
            pd.testing.assert_frame_equal(left, right, check_exact=True, obj=name)
        else:
            assert left == right, name


@pytest.mark.parametrize("name", FILTERED)
@few
@given(data=st.data(), page=pages, version=st.sampled_from(("v2.1", "v2.2")))
def test_a_filter_that_was_asked_is_served(name: str, data: st.DataObject, page: Page, version: Any) -> None:
    question = data.draw(call_filters(ENDPOINTS[name].accepts))
    made: Callable[..., ask.Question] = getattr(ask, name)
    asked = made(question, page, version) if name in PAGED else made(question, version)
    body = over_the_wire(asked.body)
    assert serve.call_filter(name, body, question.window.zone, version) == question
    if name in PAGED:
        assert serve.page(body) == page
    assert ask.ignored(name, question) == ()


@few
@given(summaries)
def test_a_summary_is_read_as_it_was_rendered(report: Any) -> None:
    assert_same(read.summary(over_the_wire(render.summary(report)), INDIA, PROVENANCE), report)


@few
@given(in_zone(analyses))
def test_an_analysis_is_read_as_it_was_rendered(made: tuple[ZoneInfo, Any]) -> None:
    zone, report = made
    assert_same(read.analysis(over_the_wire(render.analysis(report)), zone, PROVENANCE), report)


@few
@given(in_zone(hourlies))
def test_figures_by_the_hour_are_read_as_they_were_rendered(made: tuple[ZoneInfo, Any]) -> None:
    zone, report = made
    assert_same(read.hourly_analytics(over_the_wire(render.hourly_analytics(report)), zone, PROVENANCE), report)


@few
@given(in_zone(daywises))
def test_figures_by_the_day_are_read_as_they_were_rendered(made: tuple[ZoneInfo, Any]) -> None:
    zone, report = made
    assert_same(read.daywise_analytics(over_the_wire(render.daywise_analytics(report)), zone, PROVENANCE), report)


@few
@given(in_zone(lambda zone: frames(EMPLOYEE_SUMMARY, zone)))
def test_a_summary_of_employees_is_read_as_it_was_rendered(made: tuple[ZoneInfo, pd.DataFrame]) -> None:
    zone, rows = made
    report = EmployeeSummary(rows, len(rows), PROVENANCE)
    assert_same(read.employee_summary(over_the_wire(render.employee_summary(report)), zone, PROVENANCE), report)


@pytest.mark.parametrize(("name", "kind"), [
    ("never_attended", NeverAttended), ("not_pickup_by_client", NotPickupByClient)])
@few
@given(made=in_zone(pairs), page=pages)
def test_pairs_are_read_as_they_were_rendered(name: str, kind: Any, made: tuple[ZoneInfo, Any], page: Page) -> None:
    zone, (rows, calls) = made
    report = kind(rows, calls, 1234, PROVENANCE)
    body = over_the_wire(getattr(render, name)(report, page))
    assert_same(getattr(read, name)(body, zone, PROVENANCE), report)
    assert (body["total_records"], body["page_no"], body["page_size"]) == (1234, page.number, page.size)


@pytest.mark.parametrize(("name", "kind", "columns"), [
    ("unique_clients", UniqueClients, UNIQUE_CLIENTS), ("get_employees", Employees, EMPLOYEES),
    ("get_leads", Leads, LEADS)])
@few
@given(data=st.data(), page=pages)
def test_rows_are_read_as_they_were_rendered(
    name: str, kind: Any, columns: Any, data: st.DataObject, page: Page,
) -> None:
    zone, rows = data.draw(in_zone(lambda zone: frames(columns, zone)))
    report = kind(rows, 1234, PROVENANCE)
    body = over_the_wire(getattr(render, name)(report, page))
    assert_same(getattr(read, name)(body, zone, PROVENANCE), report)


@few
@given(in_zone(lambda zone: frames(HISTORY, zone)), pages)
def test_calls_of_v22_are_read_as_they_were_rendered(made: tuple[ZoneInfo, pd.DataFrame], page: Page) -> None:
    zone, rows = made
    report = History(rows, 1234, PROVENANCE)
    body = over_the_wire(render.history(report, page, "v2.2"))
    assert_same(read.history(body, zone, PROVENANCE), report)


@few
@given(in_zone(lambda zone: frames(HISTORY, zone, hidden=("call_method", "call_mode"))))
def test_calls_of_v21_are_read_as_they_were_rendered(made: tuple[ZoneInfo, pd.DataFrame]) -> None:
    zone, rows = made
    report = History(rows, len(rows), PROVENANCE)
    body = over_the_wire(render.get_calls(report))
    assert_same(read.get_calls(body, zone, PROVENANCE), report)
    assert not any("call_method" in row for row in body["result"])


@few
@given(in_zone(lambda zone: frames(HISTORY, zone, hidden=("call_method", "call_mode", "lead_id"))))
def test_a_webhook_is_read_as_it_was_rendered_employee_by_employee(made: tuple[ZoneInfo, pd.DataFrame]) -> None:
    zone, rows = made
    one_name = rows.assign(emp_name="Asha", emp_code="7", emp_tags=rows["emp_tags"].map(lambda _: ("North",)))
    body = over_the_wire(render.webhook(History(one_name, len(rows), PROVENANCE)))
    keys = list(zip(rows["emp_country_code"], rows["emp_number"], strict=True))
    by_employee = sorted(range(len(rows)), key=lambda place: keys.index(keys[place]))
    expected = frame(one_name.iloc[by_employee].reset_index(drop=True), HISTORY, zone)
    pd.testing.assert_frame_equal(read.webhook(body, zone), expected)


@given(st.lists(st.builds(RemovedRecording, names, st.sampled_from(("Success", "Failed")), texts)))
def test_what_became_of_recordings_is_read_as_it_was_rendered(removed: list[RemovedRecording]) -> None:
    assert read.remove_recordings(over_the_wire(render.remove_recordings(removed))) == removed


saved_leads = st.builds(SavedLead, names, st.lists(names, min_size=1, max_size=2).map(tuple))


@given(saved_leads, st.lists(saved_leads).map(tuple),
       st.lists(st.builds(LeadError, texts, st.lists(names, max_size=2).map(tuple), texts)).map(tuple))
def test_what_became_of_leads_is_read_as_it_was_rendered(
    one: SavedLead, saved: tuple[SavedLead, ...], errors: tuple[LeadError, ...],
) -> None:
    assert read.save_lead(over_the_wire(render.save_lead(one))) == one
    both = BulkSaved(saved, errors)
    assert read.bulk_save_leads(over_the_wire(render.bulk_save_leads(both))) == both

