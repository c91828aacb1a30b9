"""Each browser gets an id of its own, which no script can read and no file gives away."""

from __future__ import annotations

import re
from http.cookies import SimpleCookie

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from callyzer.ui.browsers import COOKIE, KEPT_FOR, KnownBrowsers


async def page(_request: Request) -> Response:
    return HTMLResponse("<html></html>", headers={"Cache-Control": "no-cache"})


async def text(_request: Request) -> Response:
    return PlainTextResponse("ok")


async def fault(_request: Request) -> Response:
    return HTMLResponse("<html></html>", 500)


@pytest.fixture
def client() -> TestClient:
    return TestClient(KnownBrowsers(Starlette(routes=[Route("/", page), Route("/text", text), Route("/fault", fault)])))


def given(client: TestClient, path: str = "/", **headers: str) -> SimpleCookie:
    return SimpleCookie(client.get(path, headers=headers).headers.get("set-cookie", ""))


def test_a_new_browser_gets_an_id_that_scripts_and_other_sites_do_not_see(client: TestClient) -> None:
    cookie = given(client)[COOKIE]
    assert re.fullmatch("[0-9a-f]{32}", cookie.value)
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert int(cookie["max-age"]) == KEPT_FOR
    client.cookies.clear()
    assert given(client)[COOKIE].value != cookie.value


def test_a_known_browser_keeps_its_id_for_as_long_again(client: TestClient) -> None:
    known = "0123456789abcdef" * 2
    cookie = given(client, cookie=f"{COOKIE}={known}; other=1")[COOKIE]
    assert (cookie.value, int(cookie["max-age"])) == (known, KEPT_FOR)


@pytest.mark.parametrize("value", ["", "short", "G" * 32, "0" * 33, '"a b"'])
def test_an_id_that_is_none_of_ours_is_replaced(client: TestClient, value: str) -> None:
    assert re.fullmatch("[0-9a-f]{32}", given(client, cookie=f"{COOKIE}={value}")[COOKIE].value)


def test_it_travels_encrypted_where_the_page_did(client: TestClient) -> None:
    assert not given(client)[COOKIE]["secure"]
    client.base_url = client.base_url.copy_with(scheme="https")
    assert given(client)[COOKIE]["secure"]


def test_only_a_page_brings_it_and_nobody_in_between_keeps_that(client: TestClient) -> None:
    assert not given(client, "/text")
    assert not given(client, "/fault")
    assert client.get("/").headers["cache-control"] == "private, no-cache"
