"""What a request looks like on its way."""

from __future__ import annotations

import json

import httpx
import pytest

from callyzer.api.exchange import Exchange
from callyzer.errors import SettingsError
from callyzer.model import EmployeeQuery, Page
from callyzer.wire import ask
from callyzer.wire.ask import Question
from tests.api.account import BASE, TOKEN


def sent(question: Question) -> httpx.Request:
    requests: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return httpx.Response(200, json={"result": [], "total_records": 0})

    exchange = Exchange(BASE, TOKEN, transport=httpx.MockTransport(answer))
    exchange(question)
    exchange.close()
    return requests[0]


def test_the_token_travels_in_its_header_and_nowhere_else() -> None:
    request = sent(ask.get_employees(EmployeeQuery(emp_name="Asha"), Page()))
    assert request.headers["authorization"] == f"Bearer {TOKEN}"
    assert TOKEN not in str(request.url)
    assert TOKEN.encode() not in request.content


def test_what_is_asked_travels_in_the_body_whatever_the_method() -> None:
    employees = sent(ask.get_employees(EmployeeQuery(emp_name="Asha"), Page()))
    assert (employees.method, str(employees.url)) == ("GET", f"{BASE}/employee/get")
    assert json.loads(employees.content)["emp_name"] == "Asha"
    removal = sent(ask.remove_recordings(["call-1"]))
    assert (removal.method, str(removal.url)) == ("DELETE", f"{BASE}/call-log/call-recording/remove")
    assert json.loads(removal.content) == {"unique_ids": ["call-1"]}


@pytest.mark.parametrize(("url", "token"), [(BASE, "to\nken"), (BASE, "tokén"), ("http://callyzer:port", "secret")])
def test_an_address_or_token_that_cannot_be_one_is_refused_without_repeating_it(url: str, token: str) -> None:
    with pytest.raises(SettingsError) as refused:
        Exchange(url, token)
    assert token not in repr(refused.value)
