"""The served API over a real socket: every endpoint, every refusal, every change."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from callyzer.errors import StillWaiting
from callyzer.sandbox.app import PREFIXES, create_app
from callyzer.wire.endpoints import ENDPOINTS
from tests.sandbox.asking import IST, Asking, week
from tests.sandbox.conftest import Serve

HOURS = {"working_hour_from": "10:00", "working_hour_to": "19:00"}
REPORTS = (
    "summary", "employee-summary", "analysis", "never-attended", "not-pickup-by-client", "unique-clients",
    "hourly-analytics", "daywise-analytics", "history")
PAGED = ("never-attended", "not-pickup-by-client", "unique-clients", "history")


def message(answer: httpx.Response) -> str:
    """The message of a refusal, which never has a result."""
    body = answer.json()
    assert body["result"] is None
    return str(body["message"])


# What is answered

@pytest.mark.parametrize("report", REPORTS)
def test_every_report_is_a_success_with_a_result(asking: Asking, report: str) -> None:
    answer = asking.report(f"/call-log/{report}", **HOURS)
    assert answer["message"] == "Success"
    assert answer["result"]


@pytest.mark.parametrize("report", PAGED)
def test_paged_reports_say_which_page_of_how_much(asking: Asking, report: str) -> None:
    answer = asking.report(f"/call-log/{report}", page_no=2, page_size=5)
    assert (answer["page_no"], answer["page_size"]) == (2, 5)
    assert len(answer["result"]) == 5
    assert answer["total_records"] > 10


def test_a_page_after_the_last_one_is_an_empty_list(asking: Asking) -> None:
    assert asking.report("/call-log/history", page_no=5000)["result"] == []


def test_employee_summary_holds_its_list_in_employees_and_counts_no_records(asking: Asking) -> None:
    answer = asking.report("/call-log/employee-summary")
    assert set(answer) == {"result", "message"}
    assert sum(row["total_calls"] for row in answer["result"]["employees"]) == (
        asking.report("/call-log/summary")["result"]["total_calls"])


def test_reports_agree_with_each_other_on_the_number_of_calls(asking: Asking) -> None:
    total = asking.report("/call-log/summary")["result"]["total_calls"]
    assert asking.report("/call-log/history")["total_records"] == total
    assert asking.report("/call-log/hourly-analytics", **HOURS)["result"]["total_calls"] == total
    slots = asking.report("/call-log/daywise-analytics", **HOURS)["result"]["time_slots"]
    assert sum(day["total_calls"] for slot in slots for day in slot["day_wise"]) == total


def test_history_holds_calls_of_the_range_only_latest_first(asking: Asking) -> None:
    rows = asking.report("/call-log/history")["result"]
    told = [f"{row['call_date']} {row['call_time']}" for row in rows]
    assert told == sorted(told, reverse=True)
    assert "2026-11-20 09:00:00" < told[0] <= "2026-11-20 15:30:00"
    assert rows[0]["synced_at"].endswith(" IST")


def test_nothing_has_reached_the_account_after_now(asking: Asking) -> None:
    rows = asking.report("/call-log/history", **{"synced_from": 1, "synced_to": 2, **week()} | {
        "synced_from": None, "synced_to": None})["result"]
    assert max(row["synced_at"] for row in rows) <= "2026-11-20 15:30:00 IST"


def test_calls_come_back_by_their_ids(asking: Asking) -> None:
    rows = asking.report("/call-log/history", page_size=3)["result"]
    found = asking.post("/call-log/get", {"unique_ids": [row["id"] for row in rows]}).json()["result"]
    assert found == rows


def test_a_history_of_synced_times_finds_calls_that_were_uploaded_late(asking: Asking) -> None:
    end = datetime(2026, 11, 20, 15, 30, tzinfo=IST)
    answer = asking.post("/call-log/history", {
        "synced_from": int((end - timedelta(hours=2)).timestamp()), "synced_to": int(end.timestamp())})
    synced = [row["synced_at"] for row in answer.json()["result"]]
    assert synced
    assert min(synced) >= "2026-11-20 13:30:00 IST"


@pytest.mark.parametrize("prefix", [prefix for prefix, _ in PREFIXES])
def test_the_path_works_with_and_without_api_and_in_both_versions(asking: Asking, prefix: str) -> None:
    root = asking.base_url.removesuffix("/api/v2.1")
    answer = asking.client.post(f"{root}{prefix}/call-log/history", json=week())
    assert answer.status_code == 200
    assert ("call_method" in answer.json()["result"][0]) == prefix.endswith("v2.2")


# Who asks for employees, and how

def test_employees_can_be_asked_for_in_the_three_ways_integrations_use(asking: Asking) -> None:
    asked: dict[str, Any] = {"emp_tags": ["North"], "page_size": 2}
    with_body = asking.client.request("GET", "/employee/get", json=asked)
    with_query = asking.client.get("/employee/get", params=asked)
    posted = asking.client.post("/employee/get", json=asked)
    assert with_body.json() == with_query.json() == posted.json()
    assert len(with_body.json()["result"]) == 2
    assert all("North" in row["emp_tags"] for row in with_body.json()["result"])


def test_a_query_string_may_repeat_a_name_or_mark_it_as_a_list(asking: Asking) -> None:
    both = asking.client.get("/employee/get", params={"emp_tags": ["North", "South"]}).json()["total_records"]
    marked = asking.client.get("/employee/get", params={"emp_tags[]": ["North", "South"]}).json()["total_records"]
    one = asking.client.get("/employee/get", params={"emp_tags": "North"}).json()["total_records"]
    assert both == marked > one > 0


def test_all_employees_come_without_any_parameter(asking: Asking) -> None:
    assert asking.client.get("/employee/get").json()["total_records"] == 10  # twelve, of whom two have left


# What is changed

def test_a_removed_recording_is_gone(serve: Serve) -> None:
    asking = serve(employees=12)
    rows = [row for page in (1, 2, 3) for row in asking.report("/call-log/history", page_no=page)["result"]]
    recorded = next(row for row in rows if row["call_recording_url"])
    silent = next(row for row in rows if not row["call_recording_url"])
    ids = [recorded["id"], silent["id"], "no-such-call"]
    removed = asking.delete("/call-log/call-recording/remove", {"unique_ids": ids})
    assert [entry["status"] for entry in removed.json()["result"]] == ["Success", "Failed", "Failed"]
    assert [entry["id"] for entry in removed.json()["result"]] == ids
    after = asking.post("/call-log/get", {"unique_ids": [recorded["id"]]}).json()["result"][0]
    assert not after["call_recording_url"]


def lead(**parts: Any) -> dict[str, Any]:
    return {"first_name": "Lakshmi", "contact_numbers": ["91-7001234567"],
            "assignment": {"strategy": "Round Robin"}} | parts


def test_a_saved_lead_comes_back(serve: Serve) -> None:
    asking = serve()
    before = asking.post("/lead/get").json()["total_records"]
    saved = asking.post("/lead/save", lead(last_name="Menon", city="Kochi"))
    assert saved.status_code == 200, saved.text
    found = asking.post("/lead/get", {"contact_numbers": ["91-7001234567"]}).json()
    assert found["total_records"] == 1
    assert found["result"][0]["id"] == saved.json()["result"]["id"]
    assert found["result"][0]["details"]["city"] == "Kochi"
    assert asking.post("/lead/get").json()["total_records"] == before + 1


def test_leads_in_bulk_are_saved_and_the_broken_one_is_told(serve: Serve) -> None:
    asking = serve()
    broken = {"first_name": "X", "contact_numbers": ["91-7001234568"]}
    answer = asking.post("/lead/bulksave", {
        "leads": [{"first_name": "Lakshmi", "contact_numbers": ["91-7001234567"]}, broken],
        "assignment": {"strategy": "Round Robin"}})
    assert answer.status_code == 200, answer.text
    result = answer.json()["result"]
    assert [entry["contact_numbers"] for entry in result["savedLeads"]] == [["91-7001234567"]]
    assert [entry["errorMessage"] for entry in result["errors"]] == [
        "Invalid “first_name”. Length should be between 3 to 250 chars."]
    assert asking.post("/lead/get", {"contact_numbers": ["91-7001234567"]}).json()["total_records"] == 1


def test_the_account_begins_with_leads_that_have_calls(asking: Asking) -> None:
    leads = asking.post("/lead/get").json()["result"]
    called = [entry for entry in leads if entry["last_call_log"]]
    assert called
    assert all(entry["no_of_attempts"] > 0 for entry in called)


# What is refused

REFUSALS = [
    ("summary", {"call_from": None}, "`call_from` and ‘call_to’ are mandatory."),
    ("summary", {"call_from": None, "call_to": None}, "Either ‘call_from’ and ‘call_to’ or ‘synced_from’"),
    ("summary", {"call_from": 1_700_000_000}, "The duration should be less than 180 days."),
    ("summary", {"call_from": "yesterday"}, "Please pass the timestamp in UNIX format."),
    ("summary", {"call_from": -5}, "Please pass the timestamp in UNIX format."),
    ("summary", {"call_from": 1_800_000_000}, "`From` timestamp should be less than `To` timestamp."),
    ("summary", {"call_types": ["Ingoing"]}, "Invalid call_types."),
    ("summary", {"duration_grt_than": -1}, "Value out of range for unsigned long data type."),
    ("summary", {"duration_grt_than": 9, "duration_les_than": 9}, "Invalid duration value."),
    ("summary", {"emp_numbers": ["not a number"]}, "Invalid numbers ‘not a number’."),
    ("summary", {"emp_numbers": ["91-6999999999"]}, "The ‘91-6999999999’ numbers doesn’t exist."),
    ("summary", {"emp_tags": ["Nobody"]}, "The ‘Nobody’ tags doesn’t exist."),
    ("history", {"page_no": 0}, "Value should be greater than zero"),
    ("history", {"page_size": 101}, "The value should be between 1 to 100"),
    ("hourly-analytics", {"working_hour_from": "19:00", "working_hour_to": "10:00"}, "working_hour_from"),
    ("hourly-analytics", HOURS | {"exclude_days": ["Sonntag"]}, "‘ddd’ format"),
]


@pytest.mark.parametrize(("report", "change", "words"), REFUSALS)
def test_a_broken_rule_is_refused_with_its_message(
        asking: Asking, report: str, change: dict[str, Any], words: str) -> None:
    answer = asking.post(f"/call-log/{report}", week() | change)
    assert answer.status_code == 400
    assert words in message(answer)


@pytest.mark.parametrize("path", ["/call-log/get", "/call-log/call-recording/remove"])
@pytest.mark.parametrize("ids", [[], [str(n) for n in range(21)]])
def test_one_to_twenty_ids_may_be_asked_for(asking: Asking, path: str, ids: list[str]) -> None:
    ask = asking.delete if path.endswith("remove") else asking.post
    answer = ask(path, {"unique_ids": ids})
    assert answer.status_code == 400
    assert "Minimum 1 and Maximum 20 ids are allowed." in message(answer)


def test_nobody_with_a_call_is_a_refusal_in_employee_summary(asking: Asking) -> None:
    answer = asking.post("/call-log/employee-summary", {"call_from": 1_600_000_000, "call_to": 1_600_086_399})
    assert answer.status_code == 400
    assert message(answer) == "No employees meet the search criteria."


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff", b'"text"'])
def test_a_body_that_is_no_json_object_is_refused(asking: Asking, content: bytes) -> None:
    answer = asking.client.post("/call-log/summary", content=content)
    assert answer.status_code == 400
    assert "not as per API specification" in message(answer)


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "sandbox"},
                                     {"Authorization": "Bearer sandböx".encode()}])
def test_without_the_token_nothing_is_answered(asking: Asking, headers: Any) -> None:
    answer = httpx.post(f"{asking.base_url}/call-log/summary", json=week(), headers=headers)
    assert answer.status_code == 401
    assert "invalid access credentials" in message(answer)


@pytest.mark.parametrize("path", ["/call-log/unknown", "/", "/employee/get/"])
def test_an_unknown_path_is_404_as_json(asking: Asking, path: str) -> None:
    answer = asking.post(path)
    assert answer.status_code == 404
    assert message(answer) == "Not Found"


@pytest.mark.parametrize("endpoint", ENDPOINTS.values(), ids=lambda endpoint: endpoint.name)
def test_a_wrong_method_is_405_as_json(asking: Asking, endpoint: Any) -> None:
    answer = asking.client.request("PUT", endpoint.path, json={})
    assert answer.status_code == 405
    assert message(answer) == "Method Not Allowed"
    assert endpoint.method in answer.headers["Allow"]


# How often

class Hand:
    """A clock moved by hand."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def test_two_requests_closer_than_the_interval_draw_429_with_the_seconds_to_wait(serve: Serve) -> None:
    hand = Hand()
    asking = serve(monotonic=hand, interval=2.0)
    assert asking.post("/call-log/summary", week()).status_code == 200
    hand.seconds += 0.5
    early = asking.post("/call-log/summary", week())
    assert early.status_code == 429
    assert early.headers["Retry-After"] == "2"
    assert message(early)
    hand.seconds += 1.5
    assert asking.post("/call-log/summary", week()).status_code == 200


def test_a_request_without_the_token_uses_no_slot(serve: Serve) -> None:
    asking = serve(monotonic=Hand(), interval=2.0)
    httpx.post(f"{asking.base_url}/call-log/summary", json=week())
    assert asking.post("/call-log/summary", week()).status_code == 200


def test_an_interval_of_zero_lifts_the_limit(serve: Serve) -> None:
    asking = serve(monotonic=Hand(), interval=0.0)
    assert {asking.post("/call-log/summary", week()).status_code for _ in range(5)} == {200}


# When the account itself fails

class Failing:
    """An account whose every method fails in a way that nobody foresaw."""

    def __getattr__(self, _name: str) -> Any:
        raise StillWaiting("summary", 1, 2.0)


def test_a_fault_is_500_as_json_and_says_nothing_about_the_request(caplog: pytest.LogCaptureFixture) -> None:
    app = create_app(Failing(), token="t", zone=IST, interval=0.0, clock=Hand())
    client = TestClient(app, raise_server_exceptions=False)
    answer = client.post("/v2.1/call-log/summary", json=week() | {"emp_numbers": ["91-6000000000"]},
                         headers={"Authorization": "Bearer t"})
    assert answer.status_code == 500
    assert answer.json()["message"] == "Internal Server Error"
    assert "6000000000" not in caplog.text
