"""Each oddity of the live API can be switched on, and the client's reader still understands the answer."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Any

import httpx
import pytest

from callyzer.model import Provenance
from callyzer.sandbox.quirks import QUIRKS, chosen
from callyzer.wire import read
from tests.sandbox.asking import IST, Asking, week
from tests.sandbox.conftest import Serve
from tests.sandbox.test_sandbox_app import HOURS, Hand

PLAIN = Provenance(datetime(2026, 11, 20, 10, tzinfo=UTC), "callyzer")


def rows(asking: Asking) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = asking.report("/call-log/history")["result"]
    return found


def statuses(asking: Asking, times: int) -> list[int]:
    return [asking.post("/call-log/summary", week()).status_code for _ in range(times)]


def test_every_quirk_has_a_sentence_and_starts() -> None:
    assert all(quirk.sentence.endswith(".") for quirk in QUIRKS.values())
    assert len(chosen(QUIRKS)) == len(QUIRKS)


@pytest.mark.parametrize("name", ["unheard-of", "slow=soon"])
def test_an_unknown_quirk_or_number_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="quirk"):
        chosen([name])


def test_employees_list(serve: Serve) -> None:
    answer = serve(quirks=("employees-list",)).report("/call-log/employee-summary")
    assert isinstance(answer["result"], list)
    assert len(read.employee_summary(answer, IST, PLAIN).rows) == len(answer["result"]) > 0


def test_database_exception_comes_now_and_then_and_the_next_request_succeeds(serve: Serve) -> None:
    asking = serve(quirks=("database-exception",))
    first = asking.post("/call-log/summary", week())
    assert first.status_code == 400
    assert "SQLException" in first.json()["message"]
    assert statuses(asking, 5) == [200, 200, 400, 200, 200]


def test_html_error_is_no_json(serve: Serve) -> None:
    asking = serve(quirks=("html-error=2",))
    first = asking.post("/call-log/summary", week())
    assert first.status_code == 502
    assert first.headers["content-type"].startswith("text/html")
    assert statuses(asking, 3) == [200, 502, 200]


def test_flaky_connection_breaks_and_the_next_one_holds(serve: Serve) -> None:
    asking = serve(quirks=("flaky-connection=2",))
    with pytest.raises(httpx.RemoteProtocolError):
        asking.post("/call-log/summary", week())
    assert asking.post("/call-log/summary", week()).status_code == 200


def test_an_expired_subscription_answers_nothing_but_403(serve: Serve) -> None:
    asking = serve(quirks=("expired",))
    assert statuses(asking, 3) == [403, 403, 403]
    answer = asking.client.get("/employee/get")
    assert answer.json() == {"result": None, "message": "Your subscription has expired."}


def test_slow_answers_take_the_given_time_longer(serve: Serve) -> None:
    asking = serve(quirks=("slow=0.2",))
    begun = monotonic()
    assert asking.post("/call-log/summary", week()).status_code == 200
    assert monotonic() - begun >= 0.2


def test_a_writing_request_that_fails_by_a_quirk_has_written_nothing(serve: Serve) -> None:
    asking = serve(quirks=("database-exception=2",))
    lead = {"first_name": "Lakshmi", "contact_numbers": ["91-7001234567"], "assignment": {"strategy": "Random"}}
    assert asking.post("/lead/save", lead).status_code == 400
    assert asking.post("/lead/get", {"first_name": "Lakshmi"}).status_code == 200
    assert asking.post("/lead/get").status_code == 400
    found = asking.post("/lead/get").json()["result"]
    assert all("91-7001234567" not in entry["details"]["contact_numbers"] for entry in found)


def test_retry_after_may_be_missing(serve: Serve) -> None:
    asking = serve(monotonic=Hand(), interval=2.0, quirks=("no-retry-after",))
    answers = [asking.post("/call-log/summary", week()) for _ in range(2)]
    assert answers[1].status_code == 429
    assert "retry-after" not in answers[1].headers


def test_retry_after_may_be_a_date(serve: Serve) -> None:
    asking = serve(monotonic=Hand(), interval=60.0, quirks=("http-date-retry-after",))
    answers = [asking.post("/call-log/summary", week()) for _ in range(2)]
    ahead = parsedate_to_datetime(answers[1].headers["retry-after"]) - datetime.now(UTC)
    assert 50 < ahead.total_seconds() <= 60


def test_late_recordings_are_missing_the_first_time(serve: Serve) -> None:
    asking = serve(employees=12, quirks=("late-recordings",))
    first, second = rows(asking), rows(asking)
    assert not any(row["call_recording_url"] for row in first)
    assert any(row["call_recording_url"] for row in second)
    assert [row["id"] for row in first] == [row["id"] for row in second]


def test_ampm_dates(serve: Serve) -> None:
    plain, odd = serve().post("/employee/get").json(), serve(quirks=("ampm-dates",)).post("/employee/get").json()
    assert re.fullmatch(r"\d\d \w{3} \d{4}, \d\d:\d\d [AP]M", odd["result"][0]["last_sync_req_at"])
    told, usual = read.get_employees(odd, IST, PLAIN).rows, read.get_employees(plain, IST, PLAIN).rows
    assert told["registered_at"].equals(usual["registered_at"])  # people register on whole minutes


def test_no_zone(serve: Serve) -> None:
    plain, odd = serve(), serve(quirks=("no-zone",))
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", rows(odd)[0]["synced_at"])
    assert same_history(plain, odd)


@pytest.mark.parametrize("quirk", ["string-numbers", "null-fields", "blank-tags", "plus-country-code"])
def test_these_spellings_of_rows_are_read_as_the_plain_ones(serve: Serve, quirk: str) -> None:
    plain, odd = serve(employees=16), serve(employees=16, quirks=(quirk,))
    told, usual = ([{**row, "call_recording_url": ""} for row in rows(asking)] for asking in (odd, plain))
    assert told != usual
    assert same_history(plain, odd)


def same_history(plain: Asking, odd: Asking) -> bool:
    """Each server plays the recordings itself, so their addresses differ in its host."""
    first, second = (
        read.history(asking.report("/call-log/history"), IST, PLAIN).rows for asking in (plain, odd))
    return bool(first.drop(columns="call_recording_url").equals(second.drop(columns="call_recording_url")) and
                (first["call_recording_url"] == "").equals(second["call_recording_url"] == ""))


def test_string_numbers_are_everywhere_in_a_result(serve: Serve) -> None:
    result = serve(quirks=("string-numbers",)).report("/call-log/summary")["result"]
    assert all(isinstance(value, str) for value in result.values())


def test_no_country_code_leaves_the_number(serve: Serve) -> None:
    row = rows(serve(quirks=("no-country-code",)))[0]
    assert "emp_country_code" not in row
    assert "client_country_code" not in row
    assert row["emp_number"]
    assert row["client_number"]


def test_day_averages_short(serve: Serve) -> None:
    plain, odd = (serve(quirks=quirks).report("/call-log/daywise-analytics", **HOURS)
                  for quirks in ((), ("day-averages-short",)))
    assert "Duration" in str(odd["result"]["time_slots"][0])
    told, usual = (read.daywise_analytics(body, IST, PLAIN) for body in (odd, plain))
    assert told.time_slots.equals(usual.time_slots)


def test_quirks_add_up(serve: Serve) -> None:
    asking = serve(employees=16, quirks=("string-numbers", "plus-country-code", "employees-list"))
    first = asking.report("/call-log/employee-summary")["result"][0]
    assert first["emp_country_code"] == "+91"
    assert first["total_calls"].isdecimal()
