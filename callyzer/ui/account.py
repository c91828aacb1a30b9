"""The account, opened once per process; each browser tab asks it under a name of its own."""

from __future__ import annotations

import os
from collections.abc import Hashable
from typing import NoReturn, cast
from uuid import uuid4

import streamlit as st

from callyzer.answering import Answering
from callyzer.errors import CallyzerError
from callyzer.model import CallFilter, EmployeeQuery, Employees, Number
from callyzer.model.coverage import Coverage
from callyzer.model.progress import SyncProgress
from callyzer.model.writes import Write
from callyzer.recordings import Recordings
from callyzer.settings import Settings
from callyzer.source import Source
from callyzer.ui.filter_bar import Offered
from callyzer.views import people
from callyzer.views.parts import soon
from callyzer.wiring import Opened, Priority, open_source
from callyzer.writes.writer import Writer

PATIENCE = 0.2
"""Seconds a part of a page waits for its answer before it shows that it waits: a fast account shows no skeletons."""

_REFUSED = "_employees_refused"
SOMEBODY = "somebody on this dashboard"
_LONGEST_NAME = 200


@st.cache_resource(show_spinner=False, on_release=Opened.close)
def opened() -> Opened:
    """The account of the settings. Raises SettingsError; the next call then reads the settings again."""
    return open_source(Settings.read(os.environ))


def asking(patience: float | None, priority: Priority = Priority.FIRST_PAINT) -> Source:
    """The account as this browser tab sees it. Where it cannot be opened, every question raises the reason."""
    try:
        return opened().source.asking(viewer=_viewer(), priority=priority, patience=patience)
    except Exception as error:  # noqa: BLE001 - whatever it is, the page tells it
        return cast(Source, _Closed(error))


def may_write() -> bool:
    """Whether this dashboard may change the account: a page offers no change where it may not."""
    return not settings().read_only


def writer(priority: Priority = Priority.CLICK) -> Writer:
    """Changes the account in the name of whoever looks at the page. Raises SettingsError."""
    return opened().writer(person(), _viewer(), priority)


def recordings() -> Recordings:
    """Fetches recordings. Raises SettingsError."""
    return opened().recordings


def writes() -> tuple[Write, ...]:
    """Whatever was changed from this dashboard, the latest first. Raises SettingsError."""
    return opened().log.writes()


def person() -> str:
    """Who looks at the page: whom Streamlit signed in, or whom the host's proxy names (server.trustedUserHeaders)."""
    claims = st.user.to_dict()  # at once: whatever is read of it reads the secrets again
    for claim in ("email", "name"):
        known = str(claims.get(claim) or "").strip()
        if known and known.isprintable():
            return known[:_LONGEST_NAME]
    return SOMEBODY


def _viewer() -> str:
    """This browser tab, under a name that tells nothing."""
    return str(st.session_state.setdefault("_viewer", uuid4().hex))


def origin() -> str:
    """Who answers: "callyzer", "store" or "sandbox"; "" where the account could not be opened."""
    account = _account()
    return account.origin if account else ""


def settings() -> Settings:
    """The settings in force, the defaults where they cannot be understood: the account then says what is wrong."""
    try:
        return Settings.read(os.environ)
    except CallyzerError:
        return Settings()


def changes() -> int:
    """Grows whenever an answer or a failure arrives, whoever asked."""
    account = _account()
    return account.source.changes if account else 0


def edition(question: CallFilter) -> Hashable | None:
    """What the call store's answer rests on: another value means other figures. None: Callyzer answers."""
    account = _account()
    return account.edition(question) if account else None


def leads_edition() -> Hashable | None:
    """Another value: other leads. None where Callyzer is asked for them."""
    account = _account()
    return account.source.leads_edition() if account and isinstance(account.source, Answering) else None


def callyzer(priority: Priority) -> Source:
    """Callyzer itself, for what has to be as it is there now; waits for its answers. Raises SettingsError."""
    return opened().callyzer(_viewer(), priority)


def retry() -> None:
    """Forget failures, so that the next question is asked again."""
    account = _account()
    if account:
        account.source.retry()


def _account() -> Opened | None:
    try:
        return opened()
    except Exception:  # noqa: BLE001 - told by the first question
        return None


def employees() -> Employees:
    """Everybody in the account. Raises StillWaiting while they are on their way."""
    return asking(patience=0).get_employees(EmployeeQuery())


def known_employees() -> Employees | None:
    """Everybody as far as that is known without asking; where it is known but old, a newer answer is asked for last."""
    account = _account()
    if account is None or not account.source.knows_employees():
        return None
    return soon(lambda: asking(0, Priority.PREFETCH).get_employees(EmployeeQuery())).value


def may_seek_employees() -> bool:
    """Not where the call store will know them without being asked, nor where they cannot be had."""
    account = _account()
    return account is not None and not isinstance(account.source, Answering) and not st.session_state.get(_REFUSED)


def seek_employees() -> bool:
    """Asks for everybody when there is nothing else to do. Whether that is over, one way or the other."""
    answer = soon(lambda: asking(0, Priority.PREFETCH).get_employees(EmployeeQuery()))
    st.session_state[_REFUSED] = bool(answer.problem)
    return not answer.waits


def coverage() -> Coverage | None:
    """What the call store holds; None where there is none."""
    account = _account()
    return account.coverage() if account else None


def progress() -> SyncProgress:
    """How far the synchronisation is; "stopped" where there is none."""
    account = _account()
    return account.progress() if account else SyncProgress()


def without_store() -> str:
    """Why there is no call store; "" where there is one, or where the account could not be opened."""
    account = _account()
    return account.without_store if account else ""


def offered() -> Offered:
    """What the filter bar offers; nothing while the account's employees are not known."""
    answer = soon(employees)
    if answer.value is None:
        return Offered(waits=answer.waits)
    rows = answer.value.rows
    named = zip(rows["emp_country_code"], rows["emp_number"], rows["emp_name"], strict=True)
    return Offered(
        tags=people.tags(answer.value),
        employees={Number(code, number).wire: name for code, number, name in named},
    )


class _Closed:
    """In place of an account that could not be opened."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def __getattr__(self, name: str) -> NoReturn:
        raise self._error
