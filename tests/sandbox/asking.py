"""Requests to a sandbox account, and the moment at which it stands still."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx

IST = ZoneInfo("Asia/Kolkata")
FRIDAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 15, 30, tzinfo=IST)


def week() -> dict[str, int]:
    """The seven local days that end with FRIDAY, in UNIX seconds."""
    end = datetime(2026, 11, 21, tzinfo=IST)
    return {"call_from": int((end - timedelta(days=7)).timestamp()), "call_to": int(end.timestamp()) - 1}


class Asking:
    """Requests to a sandbox account, with its token."""

    def __init__(self, base_url: str, token: str) -> None:
        self.base_url = base_url
        self.client = httpx.Client(base_url=base_url, headers={"Authorization": f"Bearer {token}"}, timeout=30)

    def post(self, path: str, body: Any = None) -> httpx.Response:
        return self.client.post(path, json=body or {})

    def report(self, path: str, **body: Any) -> Any:
        """The decoded answer about the last seven days, today included."""
        answer = self.post(path, week() | body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def employees(self, **body: Any) -> Any:
        answer = self.post("/employee/get", body)
        assert answer.status_code == 200, answer.text
        return answer.json()["result"]

    def delete(self, path: str, body: Any) -> httpx.Response:
        return self.client.request("DELETE", path, json=body)
