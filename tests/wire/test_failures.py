"""What each refusal means, over every message of the documentation."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from callyzer.errors import (
    ApiError,
    BadRequest,
    Forbidden,
    NotFound,
    RateLimited,
    ServerFault,
    Unauthorized,
    UnknownNumbers,
    UnknownTags,
)
from callyzer.wire.endpoints import ENDPOINTS
from callyzer.wire.failures import decoded, failure, masked
from tests.wire.samples import sample

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SUMMARY = ENDPOINTS["summary"]


def failed(status: int, body: Any = None, *, headers: dict[str, str] | None = None, name: str = "summary") -> ApiError:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    error = failure(ENDPOINTS[name], status, headers or {}, content, NOW)
    assert error is not None
    return error


def said(message: str, name: str = "summary") -> ApiError:
    return failed(400, {"result": None, "message": message}, name=name)


CALL_LOG_RULES = [
    "Either ‘call_from’ and ‘call_to’ or ‘synced_from’ and ‘synced_to’ are mandatory."
    " The duration should be less than 180 days.",
    "The duration should be less than 180 days.",
    "Invalid . Please pass the timestamp in UNIX format.",
    "Invalid call_from. Please pass the timestamp in UNIX format.",
    "`call_from` and ‘call_to’ are mandatory. The duration should be less than 180 days.",
    "`synced_from` and ‘synced_to’ are mandatory. The duration should be less than 180 days.",
    "Invalid date range. `From` timestamp should be less than `To` timestamp.",
    "Invalid call_types. Valid call types are Incoming or Outgoing or Missed or Rejected.",
    "Value out of range for unsigned long data type.",
    "Invalid duration value. The value of ‘duration_les_than’ should be greater than value of ‘duration_grt_than’",
    "Invalid numbers ‘98x, 12’.",
    "Either “call_from” and “call_to” or “synced_from” and “synced_to” are mandatory.",
    "Error while parsing UNIX timestamp. Invalid call_to. Please pass the timestamp in UNIX format.",
    "Invalid value. Value should be greater than zero and within range of unsigned integer data type.",
    "Invalid value. The value should be between 1 to 100",
    "Invalid value. The value should be between 1 to 100.",
    "The “working_hour_from” and “working_hour_to” are mandatory. The value should be in HH:mm format.",
    "The “working_hour_from” / “working_hour_to” is not valid. The value should be in HH:mm format.",
    "The “working_hour_from” should not be less than “working_hour_to”.",
    "The “working_hour_from” should not be greater than “working_hour_to”.",
    "Invalid value. The days should be in ‘ddd’ format i.e. Mon",
    "Invalid no of unique ids. Minimum 1 and Maximum 20 ids are allowed.",
]
LEAD_RULES = [
    "Invalid “id”.please provide valid id",
    "“First_name”, “strategy” and at least one “contact_numbers” is required.",
    "Invalid “first_name”. Length should be between 3 to 250 chars.",
    "Invalid “last_name”. Length should be between 2 to 250 chars.",
    "Invalid “contact_numbers”. Country code should be separated by hyphen(-), if present.",
    "The ‘91-9000000201’ already exists.",
    "Invalid “strategy”. It should be either ‘Assign to All Selected’ or ‘Minimum Leads’ or ‘Random’ or ‘Round Robin’.",
    "Invalid no of “emp_numbers”. Maximum 100 numbers are allowed.",
    "Invalid no of “emp_tags”. Maximum 100 tags are allowed.",
    "Invalid “email”. Length should be between 5 to 100 chars.",
    "Invalid “company_name”. Length should be between 3 to 250 chars.",
    "Invalid “address1”. Length should be between 3 to 200 chars.",
    "Invalid “address2”. Length should be between 3 to 200 chars.",
    "Invalid “city”. Length should be between 2 to 100 chars.",
    "Invalid “state”. Length should be between 2 to 100 chars.",
    "Invalid “country”. Length should be between 2 to 100 chars.",
    "Invalid “zip”. Length should be between 2 to 10 chars.",
    "Invalid “price”. Value should be numeric and within range of double data type.",
    "Invalid “source”. Length should be between 2 to 500 chars.",
    "Invalid “description”. Length should be between 3 to 1000 chars.",
    "Invalid no of “lead_tags”. Maximum 100 tags are allowed.",
    "Invalid “lead_details”. It should be either ‘Ignore’ or ‘Overwrite’ or ‘UpdateBlankOnly’.",
    "Invalid “assignee”. It should be either ‘Ignore’ or ‘Overwrite’ or ‘Append’.",
    "Invalid “lead_tags”. It should be either ‘Ignore’ or ‘Overwrite’ or ‘Append’.",
    "Invalid “is_map_existing_call_logs”. It should be either true or false.",
    "Please don’t provide ‘emp_numbers’ and ‘emp_tags’ simultaneously."
    " Provide either one individually or none at all.",
    "The ‘Positive’ lead status doesn’t exist.",
    "Invalid no of “contact_numbers”. Maximum 100 numbers are allowed.",
    "Invalid 98x.",
    "Invalid “emp_name”. Employee doesn’t exist for a given name.",
    "Invalid no of “emp_codes”. Maximum 100 numbers are allowed.",
]


@pytest.mark.parametrize("message", CALL_LOG_RULES + LEAD_RULES)
def test_a_documented_rule_is_a_bad_request(message: str) -> None:
    error = said(message)
    assert type(error) is BadRequest
    assert not error.passes


@pytest.mark.parametrize(("name", "message", "kind"), [
    ("summary", "The ‘9000000001, 91-9000000002’ numbers doesn’t exist.", UnknownNumbers),
    ("summary", "The '9000000001' numbers doesn't exist", UnknownNumbers),
    ("employee_summary", "Invalid numbers ‘9000000001’ numbers doesn’t exist.", UnknownNumbers),
    ("summary", "The ‘North, South’ tags doesn’t exist.", UnknownTags),
    ("summary", "The ‘Deadlock’ tags doesn’t exist.", UnknownTags),
    ("summary", "The ‘O'Brien's’ tags doesn’t exist.", UnknownTags),
    ("save_lead", "The ‘9000000001’ doesn’t exist.", UnknownNumbers),
    ("save_lead", "The ‘North’ doesn’t exist.", UnknownTags),
    ("bulk_save_leads", "The ‘North’ doesn’t exist.", UnknownTags),
    ("get_leads", "The ‘91-9000000201’ doesn’t exist.", UnknownNumbers),
    ("get_employees", "The ‘+91-9000000001, 9000000002’ doesn’t exist.", UnknownNumbers),
    ("get_employees", "The ‘011’ doesn’t exist.", BadRequest),  # a code or a tag: nobody can tell
])
def test_what_does_not_exist(name: str, message: str, kind: type[ApiError]) -> None:
    assert type(said(message, name)) is kind


def test_employee_summary_without_employees_is_no_failure() -> None:
    content = json.dumps(sample("oddities/employee_summary_empty")).encode()
    assert failure(ENDPOINTS["employee_summary"], 400, {}, content) is None


def test_an_answer_is_no_failure() -> None:
    assert failure(SUMMARY, 200, {}, b"{}") is None


@pytest.mark.parametrize(("status", "message", "kind", "passes"), [
    (401, "The API call was made with invalid access credentials. Check your AccessKey and SecretKey.",
     Unauthorized, False),
    (403, "Your subscription has expired.", Forbidden, False),
    (404, "Not found", NotFound, False),
    (405, "Method not allowed", NotFound, False),
    (408, "Timeout", ServerFault, True),
    (422, "Unprocessable", BadRequest, False),
    (429, "Too Many Requests", RateLimited, True),
    (500, "Internal server error", ServerFault, True),
    (503, "", ServerFault, True),
])
def test_a_status_has_its_error(status: int, message: str, kind: type[ApiError], passes: bool) -> None:
    error = failed(status, {"result": None, "message": message})
    assert type(error) is kind
    assert (error.status, error.message, error.endpoint, error.passes) == (status, message, "summary", passes)


@pytest.mark.parametrize("status", [401, 403, 404, 429, 502])
def test_a_status_has_its_error_whatever_the_body(status: int) -> None:
    json_kind = type(failed(status, {"result": None, "message": "no"}))
    assert type(failed(status, b"<html>no</html>")) is json_kind


def test_a_redirection_leads_away_from_the_api() -> None:
    assert type(failed(302, b"")) is NotFound


@pytest.mark.parametrize("content", [b"", b"<html>Bad Request</html>", b'{"message": "cut', b"[]", b"\xff\xfe"])
def test_a_400_that_is_not_the_apis_own_is_a_fault_that_passes(content: bytes) -> None:
    assert type(failed(400, content)) is ServerFault


@pytest.mark.parametrize("message", [
    "could not extract ResultSet; nested exception is org.hibernate.exception.GenericJDBCException",
    "org.hibernate.exception.LockAcquisitionException: could not execute statement",
    "Could not open JDBC Connection for transaction",
    "java.sql.SQLTransientConnectionException: HikariPool-1 - Connection is not available",
    "SQL Exception: Deadlock found when trying to get lock; try restarting transaction",
    "Lock wait timeout exceeded",
    "Table 'callyzer.call_log' doesn't exist; nested exception is java.sql.SQLSyntaxErrorException",
])
def test_a_database_exception_passes(message: str) -> None:
    error = said(message)
    assert type(error) is ServerFault
    assert error.passes


def test_the_database_exception_somebody_saw_passes() -> None:
    assert type(failed(400, sample("oddities/database_exception"))) is ServerFault


@pytest.mark.parametrize(("written", "seconds"), [
    ("2", 2.0), (" 1.5 ", 1.5), ("0", 0.0), ("3600", 3600.0),
    ("Sun, 22 Nov 2026 09:00:30 GMT", 30.0), ("Sun, 22 Nov 2026 08:00:00 GMT", 0.0),
    ("Mon, 23 Nov 2026 09:00:00 GMT", None), ("soon", None), ("", None), ("-4", None), ("3601", None), ("nan", None),
    ("inf", None), ("1e400", None),
])
def test_how_long_to_wait(written: str, seconds: float | None) -> None:
    error = failed(429, {"message": "Too Many Requests"}, headers={"Retry-After": written})
    assert isinstance(error, RateLimited)
    assert error.retry_after == seconds


def test_how_long_to_wait_may_not_be_said_or_not_be_understood_without_a_clock() -> None:
    silent = failure(SUMMARY, 429, {}, b"", NOW)
    dated = failure(SUMMARY, 429, {"retry-after": "Sun, 22 Nov 2026 09:00:30 GMT"}, b"")
    assert isinstance(silent, RateLimited)
    assert isinstance(dated, RateLimited)
    assert silent.retry_after is dated.retry_after is None


@pytest.mark.parametrize("message", [
    "The ‘9000000001, +91-9000000002’ numbers doesn’t exist.", "Invalid numbers ‘91 90000 00001’.",
    "The ‘9000000001’ already exists.", "no file at https://media.example/9000000001.mp3 today",
])
def test_an_error_never_shows_a_number_or_an_address(message: str) -> None:
    error = said(message)
    shown = f"{error} {error!r} {error.sentence} {error.message} {error.args}"
    assert "00000" not in shown
    assert "media.example" not in shown


def test_masking_leaves_the_words_and_short_numbers() -> None:
    assert masked("The ‘91-9000000001, 9000000002’ numbers doesn’t exist.") == "The ‘…, …’ numbers doesn’t exist."
    assert masked("Length should be between 3 to 1000 chars.") == "Length should be between 3 to 1000 chars."
    assert len(masked("x" * 5000)) == 200


def test_an_answer_is_decoded() -> None:
    assert decoded(SUMMARY, 200, b'{"result": {}}') == {"result": {}}


@pytest.mark.parametrize("content", [b"", b"<html>", b'{"result": {"total_calls": 5', b'{"result": NaN}', b"\xff",
                                     b"[" * 100_000])
def test_an_answer_that_is_no_json_is_a_fault_that_passes(content: bytes) -> None:
    with pytest.raises(ServerFault):
        decoded(SUMMARY, 200, content)
