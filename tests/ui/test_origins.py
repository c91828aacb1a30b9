from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from callyzer.ui.origins import KnownOrigins


@pytest.fixture
def client() -> TestClient:
    async def greet(socket: WebSocket) -> None:
        await socket.accept()
        await socket.send_text("welcome")
        await socket.close()

    return TestClient(KnownOrigins(Starlette(routes=[WebSocketRoute("/stream", greet)])))


@pytest.mark.parametrize("headers", [
    {"host": "calls.example", "origin": "https://calls.example"},
    {"host": "calls.example:8501", "origin": "http://calls.example:8501"},
    {"host": "calls.example"},
])
def test_the_dashboards_own_pages_connect(client: TestClient, headers: dict[str, str]) -> None:
    with client.websocket_connect("/stream", headers=headers) as socket:
        assert socket.receive_text() == "welcome"


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "https://calls.example.evil.example"])
def test_a_page_of_another_site_does_not(client: TestClient, origin: str) -> None:
    with pytest.raises(WebSocketDisconnect), client.websocket_connect(
            "/stream", headers={"host": "calls.example", "origin": origin}):
        pass
