"""Bringing a page up to date by itself: quickly while answers are on their way, rarely after that."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import streamlit as st

from callyzer.errors import CallyzerError, StillWaiting
from callyzer.ui import account

SOONEST, LATEST = 0.5, 3.0
"""Seconds between two looks: a long wait is looked at less often, so that 200 waiting tabs cost little."""

RENEW = 3.0
"""Seconds after which a waiting question is asked again: the queue drops what nobody asks about."""

SOON = 2.0
"""Seconds in which an answer is expected where nobody says more."""

REFRESH = 60.0
"""Seconds after which figures of a day that still runs are asked for again, where only asking tells what is new."""

LOOK, LOOK_BACK = 3.0, 15.0
"""Seconds between two looks whether the call store has new calls of days that still run, and of days gone by. A look
takes Streamlit 3 ms of CPU and the question itself less than 0.1 ms: 200 live tabs, a fifth of a core."""


@dataclass(frozen=True, slots=True)
class Probe:
    """A part that is not complete: how to `ask` for it, what it `had`, and in how many `seconds` more is expected.

    `problem` is what was told about the tries that failed.
    """

    ask: Callable[[], object]
    had: object | None
    seconds: float
    problem: str = ""

    def has_news(self) -> bool:
        """Whether there is another answer now, a failure instead of one, or something else to say of the wait."""
        try:
            return self.ask() != self.had
        except StillWaiting as wait:
            return wait.problem != self.problem
        except CallyzerError:
            return True


def keep_up(
    probes: Sequence[Probe], *, live: bool, edition: Callable[[], Hashable | None], shown: Hashable | None,
) -> None:
    """Run the page again once there is news. A complete page of days gone by costs nothing but a look at a counter.

    `edition` changes with what the page shows; None where nobody can tell without asking. `shown` is what it was before
    the page was drawn: what changed meanwhile may be missing from it.
    """
    if probes:
        every = min(max(min(probe.seconds for probe in probes) / 4, SOONEST), LATEST)
        st.fragment(_look_for_news(probes), run_every=every)()
    elif shown is not None:
        st.fragment(_look_at(edition, shown), run_every=LOOK if live else LOOK_BACK)()
    elif live:
        st.fragment(_ask_again(), run_every=REFRESH)()


def keep_time() -> None:
    """Run the page again every minute, whether there is news or not: what is wanted by now grows with the time."""
    st.fragment(_ask_again(), run_every=REFRESH)()


def _look_for_news(probes: Sequence[Probe]) -> Callable[[], None]:
    seen, renewed = account.changes(), time.monotonic()
    started = False

    def look() -> None:
        nonlocal seen, renewed, started
        if not started:  # the first run belongs to the page itself
            started = True
            return
        if account.changes() == seen and time.monotonic() - renewed < RENEW:
            return
        seen, renewed = account.changes(), time.monotonic()
        news = [probe.has_news() for probe in probes]  # all of them: asking is what keeps a question in the queue
        if any(news):
            st.rerun()

    return look


def _look_at(edition: Callable[[], Hashable | None], shown: Hashable) -> Callable[[], None]:
    started = False

    def look() -> None:
        nonlocal started
        if started and edition() != shown:
            st.rerun()
        started = True  # not in the page's own run: where much changes, it would never come to rest

    return look


def _ask_again() -> Callable[[], None]:
    started = False

    def again() -> None:
        nonlocal started
        if started:
            st.rerun()
        started = True

    return again
