"""Schedules in one line."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from callyzer.reporting.schedule import Schedule

KOLKATA = ZoneInfo("Asia/Kolkata")
LEAD = "lead@example.invalid"


def schedule(name: str = "Monday", cron: str = "0 8 * * MON", zone: ZoneInfo = KOLKATA, **more: Any) -> Schedule:
    return Schedule(name, cron, zone, (LEAD,), **more)


def at(text: str, zone: ZoneInfo = KOLKATA) -> datetime:
    """A local time such as "2026-11-23 08:00", in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)
