"""The call store behind the pages: what is told of it, and the buttons that steer its synchronisation."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache

import streamlit as st

from callyzer.answering import Answering
from callyzer.errors import CallyzerError
from callyzer.model.coverage import AuditResult
from callyzer.ui import account, markup
from callyzer.views.data import Happened, Held
from callyzer.views.queue import Standing

EVENTS = 50
"""The latest ones that are shown."""


def held() -> Held | None:
    """What the store holds and does; None where there is none, or where it cannot be read."""
    try:
        opened = account.opened()
        if not isinstance(opened.source, Answering) or opened.sync is None:
            return None
        audits, happened = _read(opened.source, opened.source.store.versions.latest)
        return Held(opened.source.coverage(), opened.sync.progress, audits, happened)
    except CallyzerError:
        return None


@lru_cache(maxsize=1)
def _read(source: Answering, _written: int) -> tuple[tuple[AuditResult, ...], tuple[Happened, ...]]:
    """Only after something was written."""
    return tuple(source.store.audits()), tuple(source.store.events(EVENTS))


def standing() -> Standing:
    """How queue and cache stand. Raises SettingsError."""
    return account.opened().source.standing()


def stir() -> Hashable | None:
    """Another value: something is different from before. None where the account cannot be opened."""
    try:
        opened = account.opened()
    except CallyzerError:
        return None
    waits = tuple((each.name, each.in_flight) for each in opened.source.standing().waiting)
    return opened.source.changes, opened.sync and opened.sync.progress, waits


def controls() -> None:
    """Buttons to synchronise and to compare at once, and to pause."""
    sync = account.opened().sync
    if sync is None:
        return
    paused = sync.is_paused
    with st.container(key="controls", horizontal=True, gap="small"):
        st.button("Sync now", key="sync-now", icon=":material/sync:", on_click=sync.hurry, disabled=paused,
                  help="Read new calls, people and leads at once")
        st.button("Compare now", key="compare-now", icon=":material/balance:", on_click=sync.audit_now, disabled=paused,
                  help="Compare every day that is here with Callyzer's own count")
        st.button("Resume" if paused else "Pause", key="pause", on_click=sync.resume if paused else sync.pause,
                  icon=":material/play_arrow:" if paused else ":material/pause:",
                  help="Go on reading" if paused else "Leave all slots to the pages until it is resumed")


def without_store() -> None:
    """Says that there is no store, and why."""
    st.html(markup.empty(f"No call store: every figure is asked from Callyzer. {account.without_store()}".strip(), 96))
