"""Reading answers: the documentation's own examples, the oddities of the live API, and what is not understood."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd
import pytest

from callyzer.errors import UnexpectedAnswer
from callyzer.model import AverageDuration, BulkSaved, DailyAverage, Employee, LeadError, SavedLead, WorkingHours
from callyzer.wire import read
from callyzer.wire.endpoints import ENDPOINTS
from tests.wire.samples import INDIA, PROVENANCE, changed, sample, without

SMITH = Employee("Smith Carry", "33", "91", "9999999999", ("tag-1", "tag-2"))


def answered(name: str, body: Any = ...) -> Any:
    """The report read from `body`, or from the documentation's example."""
    return getattr(read, name)(sample(name) if body is ... else body, INDIA, PROVENANCE)


def at(written: str) -> pd.Timestamp:
    return pd.Timestamp(written, tz=INDIA)


def refused(name: str, body: Any) -> tuple[str, str]:
    with pytest.raises(UnexpectedAnswer) as caught:
        answered(name, body)
    assert (caught.value.endpoint, caught.value.status) == (name, 200)
    return caught.value.field, caught.value.problem


def test_the_summary_of_the_documentation() -> None:
    report = answered("summary")
    assert (report.total_incoming_calls, report.total_outgoing_duration, report.total_connected_calls) == (13, 3453, 21)
    assert report.total_working_hours == 3 * 3600 + 43 * 60 + 55
    assert report.provenance is PROVENANCE


def test_the_employees_summary_of_the_documentation() -> None:
    report = answered("employee_summary")
    row = report.rows.iloc[0]
    assert report.total_records == len(report.rows) == 1
    assert (row["emp_number"], row["emp_tags"], row["total_calls"]) == ("9999999999", ("tag1", "tag2", "tag3"), 27)
    assert row["total_working_hours"] == 4 * 3600 + 43 * 60 + 45
    assert (row["avg_duration_per_call"], row["avg_incoming_duration"], row["avg_outgoing_duration"]) == (2, 8, 3)
    assert row["last_call_log.call_at"] == at("2023-12-18 22:06:25")
    assert row["last_call_log.duration"] == 2849


def test_employees_come_as_a_list_or_inside_an_object() -> None:
    documented, seen = answered("employee_summary"), answered(
        "employee_summary", sample("oddities/employee_summary_as_a_list"))
    pd.testing.assert_frame_equal(documented.rows, seen.rows)


def test_no_employees_is_an_empty_report() -> None:
    body = sample("oddities/employee_summary_empty")
    assert read.is_empty_result(400, body)
    assert not read.is_empty_result(400, {"result": None, "message": "The duration should be less than 180 days."})
    assert not read.is_empty_result(200, sample("employee_summary"))
    report = answered("employee_summary", body)
    assert (len(report.rows), report.total_records) == (0, 0)
    assert list(report.rows.columns) == list(answered("employee_summary").rows.columns)


def test_an_employee_without_calls_has_no_last_call() -> None:
    row = answered("employee_summary", changed(
        sample("employee_summary"), None, "result", "employees", 0, "last_call_log")).rows.iloc[0]
    assert row["last_call_log.id"] == ""
    assert pd.isna(row["last_call_log.call_at"])


def test_the_analysis_of_the_documentation() -> None:
    report = answered("analysis")
    assert report.average_duration == AverageDuration(492, 65, 32, 344, 3, 344, 32, 535, 23)
    assert (report.top_dialer.employee, report.top_dialer.calls) == (SMITH, 26)
    assert (report.top_answered.calls, report.top_caller.calls) == (23, 27)
    highest = report.highest_total_duration
    assert (highest.total_calls, highest.total_duration) == (54, 5402)
    assert (highest.total_incoming_duration, highest.total_outgoing_duration) == (4322, 1080)
    call = report.longest_duration.call
    assert (call.duration, call.call_type, call.client_number) == (2849, "Incoming", "9482784838")
    assert call.call_at == datetime(2023, 12, 18, 22, 6, 25, tzinfo=INDIA)
    assert call.call_at.tzinfo is INDIA


@pytest.mark.parametrize("nobody", [None, {}, {"emp_name": None, "emp_number": "", "total_outgoing_calls": 0}])
def test_a_title_nobody_holds_is_none(nobody: Any) -> None:
    assert answered("analysis", changed(sample("analysis"), nobody, "result", "top_dialer")).top_dialer is None


@pytest.mark.parametrize("name", ["never_attended", "not_pickup_by_client"])
def test_the_pairs_of_the_documentation(name: str) -> None:
    report = answered(name)
    assert report.total_records == 2
    assert report.rows["client_name"].tolist() == ["annie", "Marie"]
    assert report.rows["emp_tags"].tolist() == [("tag1", "tag2"), ()]
    assert report.call_logs["emp_number"].tolist() == ["8888888888", "8888888888", "4849594923"]
    assert report.call_logs["client_number"].tolist() == ["9999999999", "9999999999", "7584858480"]


def test_the_unique_clients_of_the_documentation() -> None:
    report = answered("unique_clients")
    assert report.rows["total_calls"].tolist() == [138, 12]
    assert report.rows["last_call_log.emp_tags"].tolist() == [(), ()]
    assert report.rows["last_call_log.emp_number"].tolist() == ["948948484"] * 2


def test_the_hours_of_the_documentation() -> None:
    report = answered("hourly_analytics")
    assert report.daily_average == DailyAverage(904, 904, 63333)
    assert report.time_slots["slot"].tolist() == ["Before 10:00 AM", "10:00 AM - 10:59 AM", "After 07:00 PM"]
    assert report.time_slots["total_call_perc"].tolist() == [5.65, 5.65, 0.0]


def test_the_days_of_the_documentation_with_their_three_spellings_of_an_average() -> None:
    report = answered("daywise_analytics")
    assert report.time_slots["avg_calls"].tolist() == [37, 116, 0]
    assert report.time_slots["avg_duration"].tolist() == [1889, 8802, 0]  # "duration", and once "Duration"
    assert len(report.day_wise) == 6
    assert set(report.day_wise["date"]) == {pd.Timestamp("2023-11-29")}


def test_averages_are_also_called_as_in_the_table_and_a_day_one_slot_leaves_out_is_filled_in() -> None:
    report = answered("daywise_analytics", sample("oddities/daywise_analytics_with_avg_names"))
    assert report.time_slots["avg_duration"].tolist() == [1889, 8802, 0]
    second = report.day_wise[report.day_wise["slot"] == "10:00 AM - 10:59 AM"]
    assert second["date"].tolist() == [pd.Timestamp(date(2026, 11, day)) for day in (2, 3)]
    assert second["total_calls"].tolist() == [0, 4]
    assert report.day_wise["slot"].drop_duplicates().tolist() == report.time_slots["slot"].tolist()


def test_the_history_of_the_documentation() -> None:
    report = answered("history")
    row = report.rows.iloc[0]
    assert (report.total_records, len(report.rows)) == (48, 2)
    assert row["reminder_at"] == at("2023-09-15 16:50:34")
    assert row["synced_at"] == at("2023-11-30 22:42:53")
    assert (row["crm_status"], row["lead_id"], row["emp_tags"]) == ("Not Interested", "DLe37-2Kc2QoudFUsBudkw", ())
    assert (row["call_method"], row["call_mode"]) == ("", "")


def test_calls_by_id_have_no_total_but_their_number() -> None:
    assert answered("get_calls").total_records == 1


def test_a_call_of_v22_with_everything_that_may_be_missing() -> None:
    row = answered("history", sample("oddities/history_v22")).rows.iloc[0]
    assert (row["call_method"], row["call_mode"]) == ("WhatsAppCall", "Video")
    assert (row["duration"], row["client_country_code"], row["emp_country_code"]) == (31, "91", "")
    assert (row["emp_code"], row["note"], row["client_name"], row["emp_tags"]) == ("", "", "", ())
    assert pd.isna(row["modified_at"])
    assert pd.isna(row["reminder_at"])


def test_the_leads_of_the_documentation() -> None:
    row = answered("get_leads").rows.iloc[0]
    assert (row["details.first_name"], row["details.contact_numbers"]) == ("Raj", ("91-9988776655", "9876543210"))
    assert bool(row["assigned_to.all_employees"]) is False
    assert row["assigned_to.employee"] == ("Rahul (+91-9558434554)", "Raj (+91-9958424504)")
    assert (row["last_call_log.duration"], row["no_of_attempts"]) == (2849, 5)


def test_the_employee_of_a_leads_last_call_has_two_names() -> None:
    body = sample("get_leads")
    call = body["result"][0]["last_call_log"]
    call["employee_name"], call["employee_number"] = call.pop("emp_name"), call.pop("emp_number")
    row = answered("get_leads", body).rows.iloc[0]
    assert (row["last_call_log.emp_name"], row["last_call_log.emp_number"]) == ("Markel", "948948484")


def test_no_leads_are_null() -> None:
    assert len(answered("get_leads", sample("oddities/get_leads_none")).rows) == 0


def test_the_employees_of_the_documentation() -> None:
    report = answered("get_employees")
    row = report.rows.iloc[0]
    assert report.total_records == 6
    assert (row["emp_code"], row["device_details.sdk_version"], row["emp_tags"]) == ("", "29", ())
    assert row["last_call_at"] == at("2022-12-30 16:15:32")
    assert row["device_preference.is_app_uninstalled"]
    assert pd.isna(row["device_preference.battery_percentage"])


def test_employees_with_dates_of_twelve_hours_and_flags_as_texts() -> None:
    row = answered("get_employees", sample("oddities/get_employees_am_pm")).rows.iloc[0]
    assert row["registered_at"] == at("2026-07-28 17:11:00")
    assert row["modified_at"] == at("2026-08-01 00:05:00")
    assert (row["emp_number"], row["emp_country_code"]) == ("9000000001", "91")
    assert (bool(row["is_lead_active"]), bool(row["is_call_recording_active"])) == (True, False)
    assert row["device_preference.battery_percentage"] == 81
    assert pd.isna(row["device_preference.is_app_uninstalled"])


def test_the_recordings_of_the_documentation() -> None:
    removed = read.remove_recordings(sample("remove_recordings"))
    assert [recording.status for recording in removed] == ["Success", "Failed", "Failed", "Failed", "Failed"]
    assert removed[0].id == "DHzRrID509SxPt2L3-sdquQDBOfnDE0GGgNMxAkpR-o"


def test_a_saved_lead_may_be_told_by_no_more_than_a_message() -> None:
    assert read.save_lead(sample("save_lead")) == SavedLead("", ())


def test_the_saved_leads_of_the_documentation() -> None:
    assert read.bulk_save_leads(sample("bulk_save_leads")) == BulkSaved(
        (SavedLead("XgnkwIIXrlKYMem-mDNAP7DPkVfFsV3-4lIhEogXFLU", ("6577882300", "6577882301")),
         SavedLead("ygn23IIXrlKYMem5mDNAP7DPkVfFsV3dflIhEogXFLU", ("6577882302", "6577882303"))),
        (LeadError("Jane Smith", ("123",), "Invalid phone number"),
         LeadError("Robert Brown", (), "Phone number is required")))


def test_the_webhook_of_the_documentation() -> None:
    rows = read.webhook(sample("webhook"), INDIA)
    assert rows["emp_name"].tolist() == ["Employee Name", "Employee Name", "Another Emplyoee"]
    assert rows["duration"].tolist() == [30, 87, 0]
    assert rows["synced_at"].iloc[0] == at("2023-09-13 17:50:00")
    assert rows["lead_id"].tolist() == ["", "", ""]


def test_a_webhook_without_calls_or_time_of_modification() -> None:
    rows = read.webhook(sample("oddities/webhook_again"), INDIA)
    assert rows["id"].tolist() == ["call-2"]
    assert pd.isna(rows["modified_at"].iloc[0])
    with pytest.raises(UnexpectedAnswer) as caught:
        read.webhook(changed(sample("oddities/webhook_again"), "long", 1, "call_logs", 0, "duration"), INDIA)
    assert caught.value.field == "[1].call_logs[0].duration"


def test_a_character_that_was_cut_in_half_spoils_nothing() -> None:
    delivery = changed(sample("oddities/webhook_again"), "Ravi \ud83d", 1, "call_logs", 0, "client_name")
    rows = read.webhook(delivery, INDIA)
    assert rows["client_name"].tolist() == ["Ravi ?"]


@pytest.mark.parametrize(("field", "value"), [
    ("duration", str(2**31)), ("call_date", "9999-12-31"), ("synced_at", "1900-01-01 00:00:00")])
def test_what_no_call_can_be_is_refused(field: str, value: str) -> None:
    with pytest.raises(UnexpectedAnswer) as caught:
        read.webhook(changed(sample("oddities/webhook_again"), value, 1, "call_logs", 0, field), INDIA)
    assert (caught.value.field, caught.value.problem) == (f"[1].call_logs[0].{field}", "is out of range")


@pytest.mark.parametrize(("name", "path", "field"), [
    ("summary", ("result", "total_missed_calls"), "result.total_missed_calls"),
    ("summary", ("result",), "result"),
    ("employee_summary", ("result", "employees", 0, "total_calls"), "result.employees[0].total_calls"),
    ("employee_summary", ("result", "employees", 0, "last_call_log", "call_date"),
     "result.employees[0].last_call_log.call_date"),
    ("analysis", ("result", "average_duration", "per_day"), "result.average_duration.per_day"),
    ("analysis", ("result", "top_dialer", "total_outgoing_calls"), "result.top_dialer.total_outgoing_calls"),
    ("analysis", ("result", "longest_duration", "call_log", "duration"), "result.longest_duration.call_log.duration"),
    ("never_attended", ("result", 1, "call_logs"), "result[1].call_logs"),
    ("never_attended", ("result", 1, "call_logs", 0, "id"), "result[1].call_logs[0].id"),
    ("unique_clients", ("total_records",), "total_records"),
    ("hourly_analytics", ("result", "time_slots", 2, "total_calls"), "result.time_slots[2].total_calls"),
    ("hourly_analytics", ("result", "daily_average"), "result.daily_average"),
    ("daywise_analytics", ("result", "time_slots", 2, "slot"), "result.time_slots[2].slot"),
    ("daywise_analytics", ("result", "time_slots", 1, "daily_average", "Duration"),
     "result.time_slots[1].daily_average.avg_duration"),
    ("daywise_analytics", ("result", "time_slots", 1, "day_wise", 1, "total_calls"),
     "result.time_slots[1].day_wise[1].total_calls"),
    ("daywise_analytics", ("result", "time_slots", 1, "day_wise", 1, "date"),
     "result.time_slots[1].day_wise[1].date"),
    ("history", ("result", 1, "duration"), "result[1].duration"),
    ("get_leads", ("result", 0, "no_of_attempts"), "result[0].no_of_attempts"),
    ("get_leads", ("result", 0, "details"), "result[0].details"),
])
def test_what_is_missing_is_named_and_never_taken_for_zero(name: str, path: Any, field: str) -> None:
    assert refused(name, without(sample(name), *path)) == (field, "is missing")


def test_a_call_needs_its_time_but_a_reminder_may_be_for_a_day() -> None:
    assert refused("history", without(sample("history"), "result", 1, "call_time")) == (
        "result[1].call_date", "is not a date and time")
    report = answered("history", without(sample("history"), "result", 1, "reminder_time"))
    assert report.rows["reminder_at"].iloc[1] == at("2023-09-15")


@pytest.mark.parametrize(("name", "new", "path", "expected"), [
    ("summary", "many", ("result", "total_calls"), ("result.total_calls", "is not a whole number")),
    ("summary", 2.5, ("result", "total_calls"), ("result.total_calls", "is not a whole number")),
    ("summary", True, ("result", "total_calls"), ("result.total_calls", "is not a whole number")),
    ("summary", -1, ("result", "total_calls"), ("result.total_calls", "is out of range")),
    ("summary", 10**30, ("result", "total_calls"), ("result.total_calls", "is out of range")),
    ("summary", [], ("result",), ("result", "is not an object")),
    ("employee_summary", {"employees": 3}, ("result",), ("result.employees", "is not a list")),
    ("unique_clients", {}, ("result",), ("result", "is not a list")),
    ("unique_clients", 7, ("result", 1), ("result[1]", "is not an object")),
    ("unique_clients", "x", ("result", 1, "last_call_log"), ("result[1].last_call_log", "is not an object")),
    ("hourly_analytics", float("nan"), ("result", "time_slots", 0, "total_call_perc"),
     ("result.time_slots[0].total_call_perc", "is not a number")),
    ("history", "Conference", ("result", 0, "call_type"),
     ("result[0].call_type", "is none of Incoming, Outgoing, Missed, Rejected")),
    ("history", "yesterday", ("result", 0, "synced_at"), ("result[0].synced_at", "is not a date and time")),
    ("history", {"text": "x"}, ("result", 0, "note"), ("result[0].note", "is not a text")),
    ("history", [["x"]], ("result", 0, "emp_tags"), ("result[0].emp_tags", "is not a list of texts")),
    ("daywise_analytics", "29/11", ("result", "time_slots", 0, "day_wise", 0, "date"),
     ("result.time_slots[0].day_wise[0].date", "is not a date")),
    ("get_employees", "maybe", ("result", 0, "is_lead_active"),
     ("result[0].is_lead_active", "is neither true nor false")),
])
def test_what_is_not_understood_is_named(name: str, new: Any, path: Any, expected: tuple[str, str]) -> None:
    assert refused(name, changed(sample(name), new, *path)) == expected


@pytest.mark.parametrize("name", [name for name, endpoint in ENDPOINTS.items() if not endpoint.writes])
@pytest.mark.parametrize("body", [None, [], "ok", 3, {}, {"result": "ok"}])
def test_an_answer_of_another_shape_is_refused(name: str, body: Any) -> None:
    field, problem = refused(name, body)
    assert field in ("the body", "result")
    assert problem


def test_numbers_may_be_texts_and_hours_pass_a_day() -> None:
    body = changed(sample("summary"), " 27 ", "result", "total_calls")
    assert answered("summary", changed(body, "125:03:09", "result", "total_working_hours")).total_calls == 27
    assert answered("summary", body).total_working_hours == 125 * 3600 + 3 * 60 + 9
    assert answered("summary", changed(body, 450189, "result", "total_working_hours")).total_working_hours == 450189


def test_an_error_does_not_repeat_what_it_could_not_read() -> None:
    body = changed(sample("history"), "98765 43210", "result", 0, "duration")
    with pytest.raises(UnexpectedAnswer) as caught:
        answered("history", body)
    assert "98765" not in f"{caught.value} {caught.value!r}"


@pytest.mark.parametrize(("body", "total"), [
    ({"total_records": 7}, 7), ({"total_records": "7"}, 7), ({}, None), ({"total_records": None}, None),
    ({"total_records": "many"}, None), (None, None),
])
def test_the_number_of_rows_on_all_pages(body: Any, total: int | None) -> None:
    assert read.total_records(body) == total


def fastest(action: Callable[[], object], times: int = 5) -> float:
    def once() -> float:
        began = time.perf_counter()
        action()
        return time.perf_counter() - began
    return min(once() for _ in range(times))


def test_179_days_of_slots_are_read_in_a_twentieth_of_a_second() -> None:
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(179)]
    average = {"avg_calls": 3, "avg_connected_calls": 2, "avg_duration": 90}
    slots = [
        {"slot": slot.label, "days_with_no_calls_in_time_slot": 0, "daily_average": average, "day_wise": [
            {"date": f"{day}", "day": "Monday", "total_calls": 3, "total_connected_calls": 2, "total_duration": 90}
            for day in days]}
        for slot in WorkingHours().slots
    ]
    totals = {"total_calls": 1, "total_connected_calls": 1, "total_duration": 1,
              "total_days_with_no_calls_in_time_slot": 0, "daily_average": average}
    body = {"result": {**totals, "time_slots": slots}, "message": "Success"}
    assert len(answered("daywise_analytics", body).day_wise) == 179 * 11
    assert fastest(lambda: answered("daywise_analytics", body)) < 0.05
