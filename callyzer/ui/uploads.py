"""The upload of this process: one at a time, whoever began it, so that whoever comes back to the page finds it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import streamlit as st

from callyzer.leads.entries import Entry, Plan
from callyzer.leads.tables import Table
from callyzer.leads.upload import Upload
from callyzer.ui import account
from callyzer.wiring import Priority
from callyzer.writes.writer import may_have_happened


@dataclass(frozen=True, slots=True)
class Current:
    """The upload, the file it came from, and who began it."""

    upload: Upload
    table: Table
    who: str


@dataclass
class _Desk:
    lock: threading.Lock = field(default_factory=threading.Lock)
    current: Current | None = None


@st.cache_resource(show_spinner=False)
def _desk() -> _Desk:
    return _Desk()


def current() -> Current | None:
    """The upload that is under way, or was the last; None where there is none."""
    return _desk().current


def begin(table: Table, entries: Sequence[Entry], plan: Plan, start: Callable[[Upload], object]) -> bool:
    """Make these rows the upload in the name of whoever looks at the page, and `start` it. False where another one
    is at work."""
    made = Upload(
        entries, plan, account.writer(Priority.REFRESH).bulk_save_leads, account.callyzer(Priority.SYNC).get_leads,
        may_have_happened=may_have_happened, clock=lambda: datetime.now(UTC), background=_in_a_thread)
    with _desk().lock:
        before = _desk().current
        if before and before.upload.progress.doing:
            return False
        _desk().current = Current(made, table, account.person())
        start(made)
        return True


def forget(shown: Current) -> None:
    """It has been seen; unless it is at work, or another one is there by now."""
    with _desk().lock:
        if _desk().current is shown and not shown.upload.progress.doing:
            _desk().current = None


def _in_a_thread(work: Callable[[], None]) -> None:
    threading.Thread(target=work, name="callyzer upload", daemon=True).start()
