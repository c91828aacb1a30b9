"""The answers of the serving side have exactly the documented fields."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from callyzer.model import Analysis, AverageDuration, History, Page
from callyzer.model.rows import EMPLOYEE_SUMMARY, frame
from callyzer.wire import read, render
from callyzer.wire.records import clock, records
from tests.wire.samples import INDIA, PROVENANCE, sample

PAGE = Page(1, 100)


def shape(value: Any, path: str = "") -> set[str]:
    """The paths of all fields, places in lists left out."""
    if isinstance(value, dict):
        return {f"{path}.{name}" for name in value} | {
            inner for name, item in value.items() for inner in shape(item, f"{path}.{name}")}
    if isinstance(value, list):
        return {inner for item in value for inner in shape(item, f"{path}[]")}
    return set()


DOCUMENTED: list[tuple[str, Callable[[Any], Any]]] = [
    ("summary", render.summary),
    ("employee_summary", render.employee_summary),
    ("analysis", render.analysis),
    ("never_attended", lambda report: render.never_attended(report, PAGE)),
    ("not_pickup_by_client", lambda report: render.not_pickup_by_client(report, PAGE)),
    ("unique_clients", lambda report: render.unique_clients(report, PAGE)),
    ("hourly_analytics", render.hourly_analytics),
    ("history", lambda report: render.history(report, PAGE)),
    ("get_calls", render.get_calls),
    ("get_leads", lambda report: render.get_leads(report, PAGE)),
    ("get_employees", lambda report: render.get_employees(report, PAGE)),
]


@pytest.mark.parametrize(("name", "written"), DOCUMENTED)
def test_an_answer_has_the_fields_of_the_documentations_example(name: str, written: Callable[[Any], Any]) -> None:
    documented = sample(name)
    assert shape(written(getattr(read, name)(documented, INDIA, PROVENANCE))) == shape(documented)


def test_figures_by_the_day_have_the_fields_of_the_example_with_the_averages_of_the_table() -> None:
    seen = sample("oddities/daywise_analytics_with_avg_names")
    written = render.daywise_analytics(read.daywise_analytics(seen, INDIA, PROVENANCE))
    assert shape(written) == shape(seen)
    first = written["result"]["time_slots"][0]
    assert first["day_wise"][0] == {
        "date": "2026-11-02", "day": "Monday", "total_calls": 4, "total_connected_calls": 2, "total_duration": 90}


def test_a_webhook_has_the_fields_of_the_documentations_example() -> None:
    documented = sample("webhook")
    rows = read.webhook(documented, INDIA)
    written = render.webhook(History(rows, len(rows), PROVENANCE))
    assert shape(written) == shape(documented)
    assert written[0]["call_logs"][0]["duration"] == "30"
    assert written[0]["call_logs"][0]["synced_at"] == "2023-09-13 17:50:00"


def test_the_documentations_summary_is_rendered_to_the_letter() -> None:
    documented = sample("summary")
    assert render.summary(read.summary(documented, INDIA, PROVENANCE)) == documented


def test_saved_leads_are_rendered_to_the_letter() -> None:
    documented = sample("bulk_save_leads")
    assert render.bulk_save_leads(read.bulk_save_leads(documented))["result"] == documented["result"]


def test_a_call_tells_its_times_in_the_accounts_zone() -> None:
    row = render.get_calls(read.get_calls(sample("get_calls"), INDIA, PROVENANCE))["result"][0]
    assert (row["call_date"], row["call_time"]) == ("2023-09-13", "17:49:41")
    assert (row["reminder_date"], row["reminder_time"]) == ("2023-09-15", "16:50:34")
    assert row["synced_at"] == "2023-11-30 22:42:53 IST"


def test_v22_adds_how_a_call_was_made() -> None:
    report = read.history(sample("oddities/history_v22"), INDIA, PROVENANCE)
    assert render.history(report, PAGE, "v2.2")["result"][0]["call_method"] == "WhatsAppCall"
    assert "call_method" not in render.history(report, PAGE)["result"][0]


def test_titles_nobody_holds_are_null() -> None:
    nobody = Analysis(AverageDuration(0, 0, 0, 0, 0, 0, 0, 0, 0), None, None, None, None, None, PROVENANCE)
    result = render.analysis(nobody)["result"]
    assert result["top_dialer"] is result["longest_duration"] is None


def test_a_refusal_has_no_result() -> None:
    assert render.refusal("No.") == {"result": None, "message": "No."}


@pytest.mark.parametrize(("seconds", "written"), [
    (0, "00:00:00"), (59, "00:00:59"), (3600, "01:00:00"), (450_189, "125:03:09")])
def test_working_hours_pass_a_day(seconds: int, written: str) -> None:
    assert clock(seconds) == written


def test_an_empty_row_set_is_an_empty_list() -> None:
    empty: list[dict[str, Any]] = []
    assert records(frame(empty, EMPLOYEE_SUMMARY, INDIA), EMPLOYEE_SUMMARY) == []
