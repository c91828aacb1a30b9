"""Taking a page along: a file of its section or of all, made when it is asked for, beside the page."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial

import streamlit as st

from callyzer.errors import CallyzerError, NothingToReport
from callyzer.exports.formats import FORMATS, File, Format
from callyzer.model import CallFilter
from callyzer.ui import account, markup
from callyzer.ui.downloads import file_name
from callyzer.ui.screen import Screen
from callyzer.ui.states import UNEXPECTED, State, state_of
from callyzer.ui.tiles import notes
from callyzer.views import cover
from callyzer.views.document import TOPICS, Topic, Wanted, topic_of
from callyzer.views.parts import Note
from callyzer.wiring import Opened, Priority

AT_ONCE = 2
"""So many files are made at the same time, so that the pages stay quick."""

LOOK = 0.5
"""Seconds between two looks whether a file is made."""

_MAKING = "_export"
_LOG = logging.getLogger("callyzer.ui")
_PLACES = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class _Made:
    """A file, and a sentence for each part that could not be had."""

    file: File
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Making:
    """A file that is made, or was: of which question, what a person calls it, and its name without ending."""

    question: CallFilter
    label: str
    name: str
    made: Future[_Made] = field(default_factory=Future)


def export(screen: Screen, title: str) -> None:
    """The button in the head of the page with this title, and what it offers. Nothing is asked before it is pressed."""
    making: _Making | None = st.session_state.get(_MAKING)
    if making and making.question != screen.question:
        making = st.session_state[_MAKING] = None  # made of other calls than those that are looked at
    topic = topic_of(title)
    with st.popover("Export", icon=":material/download:", key="export"):
        busy = making is not None and not making.made.done()
        if topic:
            _offer(screen, "This page", (topic,), busy=busy)
        _offer(screen, "All sections, for a meeting", TOPICS, busy=busy)
        if making:
            _tell(making)


def _offer(screen: Screen, label: str, topics: Sequence[Topic], *, busy: bool) -> None:
    st.caption(label)
    with st.container(horizontal=True, gap="xsmall"):
        for format_ in FORMATS.values():
            name = topics[0] if len(topics) == 1 else "report"
            st.button(format_.label, key=f"export-{name}-{format_.name}", disabled=busy, on_click=_begin,
                      args=(screen, format_, topics, name))


def _begin(screen: Screen, format_: Format, topics: Sequence[Topic], name: str) -> None:
    """Makes the file in a thread, which waits for its answers as a click does."""
    making = _Making(screen.question, format_.label, file_name(name, screen.selection, screen.days))
    wanted = Wanted(account.asking(None, Priority.CLICK), screen.question, screen.now, screen.country,
                    everything=format_.everything)
    make = partial(_make, format_, wanted, screen, topics)
    threading.Thread(target=_fulfil, args=(making.made, make), name="callyzer export", daemon=True).start()
    st.session_state[_MAKING] = making


def _fulfil(made: Future[_Made], make: partial[_Made]) -> None:
    try:
        with _PLACES:
            made.set_result(make())
    except Exception as error:  # noqa: BLE001 - whatever it is, the page tells it
        if not isinstance(error, CallyzerError):
            _LOG.exception("A file could not be made")
        made.set_exception(error)


def _make(format_: Format, wanted: Wanted, screen: Screen, topics: Sequence[Topic]) -> _Made:
    opened: Opened = account.opened()
    document = cover.document(wanted, screen.selection, opened, topics)
    missing = tuple(f"{section.title}: {sentence}" for section in document.sections for sentence in section.missing)
    return _Made(format_.file(document), missing)


def _tell(making: _Making) -> None:
    if not making.made.done():
        st.fragment(partial(_watch, making), run_every=LOOK)()
    elif (error := making.made.exception()) is not None:
        st.html(markup.banner(_state(error)))
    else:
        _hand_over(making, making.made.result())


def _watch(making: _Making) -> None:
    """The page again once the file is made or has failed."""
    if making.made.done():
        st.rerun()
    st.caption(f":material/progress_activity: The {making.label} is being made …")


def _state(error: BaseException) -> State:
    if isinstance(error, NothingToReport):
        return State("No file could be made", error.sentence, "")
    return state_of(error) if isinstance(error, Exception) else UNEXPECTED


def _hand_over(making: _Making, made: _Made) -> None:
    notes(tuple(Note("warning", sentence) for sentence in made.missing))
    # A callable, so that no run of the page hashes the file again.
    st.download_button(f"Save the {making.label}", lambda: made.file.content, f"{making.name}.{made.file.ending}",
                       made.file.media_type, key="export-save", on_click="ignore", type="primary",
                       icon=":material/download:")
