"""A page while it is being drawn: whom it asks, what it asks, and what is still to come."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import TypeVar
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from callyzer.errors import CallyzerError, StillWaiting
from callyzer.model import CallFilter
from callyzer.source import Source
from callyzer.ui import account, markup
from callyzer.ui.address import address_of, address_of_calls, start_over
from callyzer.ui.poller import SOON, Probe
from callyzer.ui.states import State, state_of
from callyzer.views.link import Selection
from callyzer.views.parts import Behind, Note, Theme

T = TypeVar("T")
_LOG = logging.getLogger("callyzer.ui")


@dataclass
class Screen:
    """What the sections of a page share. `now` is the same for all of them, in the account's zone;
    `country` has its holidays; `coverage` says in words what is shown. `figures_of` is the selection whose figures they
    are: the one in force, or one employee out of it.

    `gap`: whose calls may be missing from its figures, as a sentence; "" where nobody's, or where it is not known;
    `gone` are the numbers of these employees.
    `banner` is where a reason that concerns the whole page is told. `may_pass`: a part failed for a reason that may be
    over in a while.
    """

    source: Source
    selection: Selection
    figures_of: Selection
    question: CallFilter
    now: datetime
    theme: Theme
    country: str
    coverage: Sequence[str]
    gap: str
    banner: DeltaGenerator
    gone: frozenset[str] = frozenset()
    probes: list[Probe] = field(default_factory=list)
    ages: list[datetime] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    may_pass: bool = False

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last local day."""
        return self.question.window.first_day, self.question.window.last_day

    def link(self, behind: Behind) -> str:
        """The address of the calls behind a figure of this page."""
        return _link(self.figures_of, behind)

    def link_to_call(self, call_id: str) -> str:
        return f"calls?{urlencode({**address_of(self.figures_of), 'call': call_id}, doseq=True)}"

    def section(self, ask: Callable[[], T], place: Callable[[T], None], frame: markup.Frame,
                waiting: Callable[[StillWaiting], str] | None = None) -> None:
        """Draws one part: what `place` makes of the answer; else the wait for it, or why there is none.

        Whatever goes wrong stays inside the part. Waiting takes as much room as the answer will.
        """
        try:
            answer = ask()
            place(answer)
        except StillWaiting as wait:
            self.probes.append(Probe(ask, None, wait.seconds, wait.problem))
            self.source = account.asking(patience=0)  # the rest of the page does not wait for each part once more
            st.html(waiting(wait) if waiting else markup.waiting(frame, wait))
        except Exception as error:  # noqa: BLE001 - a page for people: it never shows a traceback
            self._tell(error, frame)
        else:
            self._note(ask, answer)

    def _note(self, ask: Callable[[], T], answer: T) -> None:
        """Remember how old the answer is, and whether a fuller one is on its way."""
        if (as_of := getattr(answer, "as_of", None)) is not None:
            self.ages.append(as_of)
        notes: Sequence[Note] = getattr(answer, "notes", ())
        if getattr(answer, "waiting", False) or any(note.kind == "waiting" for note in notes):
            self.source = account.asking(patience=0)
            self.probes.append(Probe(ask, answer, SOON))

    def _tell(self, error: Exception, frame: markup.Frame) -> None:
        """What concerns the whole page is told once, at its top; the parts then only say that they are missing."""
        if not isinstance(error, CallyzerError):
            _LOG.exception("%s could not be drawn", frame.title)
        elif error.passes:
            self.may_pass = True
        state = state_of(error)
        if state.concerns == "section":
            st.html(markup.failed(frame, state))
            st.button("Try again", key=f"again-{frame.key}", on_click=account.retry)
            return
        st.html(markup.missing(frame))
        if state.title not in self.told:
            self.told.add(state.title)
            with self.banner.container(key="banner"):
                self._explain(state)

    def _explain(self, state: State) -> None:
        st.html(markup.banner(state))
        with st.container(horizontal=True):
            st.button("Try again", key="again", type="primary", on_click=account.retry)
            if state.concerns == "filter":
                st.button("Reset the filter", key="again-plain", on_click=start_over)


@lru_cache(maxsize=10_000)
def _link(selection: Selection, behind: Behind) -> str:
    """Kept, since a page with many figures makes the same ones in each run."""
    return f"calls?{urlencode(address_of_calls(selection, behind), doseq=True)}"
