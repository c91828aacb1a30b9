"""Taking a page along: a file of its section or of all, made when it is asked for, beside the page."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from uuid import uuid4

import streamlit as st

from callyzer.exports.formats import FORMATS, File, Format, named
from callyzer.ui import account, goals, in_background
from callyzer.ui.calls import subset_in_force
from callyzer.ui.compare import sides_of
from callyzer.ui.layout import chosen
from callyzer.ui.screen import Screen
from callyzer.ui.tiles import notes
from callyzer.views import cover
from callyzer.views.document import Tell, lacking, topic_of
from callyzer.views.file_name import file_name
from callyzer.views.link import Selection
from callyzer.views.parts import Note
from callyzer.views.shown import Shown, shown
from callyzer.views.topics import TOPICS, Topic, Wanted
from callyzer.wiring import Opened, Priority

AT_ONCE_WITHIN = 1.0
"""Seconds in which most files are made: waiting so long spares drawing the page again when it is there."""

_MAKING = "_export"
POPOVER = "export"


@dataclass(frozen=True, slots=True)
class _Made:
    """A file, and a sentence for each part that could not be had."""

    file: File
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Making:
    """A file that is made, or was: what the page showed then, what a person calls it, and its name without ending. Its
    `key` tells it from others."""

    of: Hashable
    label: str
    name: str
    made: Future[_Made] = field(default_factory=Future)
    progress: in_background.Progress = field(default_factory=in_background.Progress)
    key: str = field(default_factory=lambda: uuid4().hex)


@st.fragment
def export(screen: Screen, title: str) -> None:
    """The button in the head of the page with this title, and what it offers. Nothing is asked before it is pressed,
    and a press draws only this again."""
    making: _Making | None = st.session_state.get(_MAKING)
    if making and making.of != _of(screen):
        making = st.session_state[_MAKING] = None  # it shows something else than the pages by now
    drawer = st.popover("Export", icon=":material/download:", key=POPOVER, on_change="rerun")
    if drawer.open or (making and not making.made.done()):  # what is made is saved though it was closed meanwhile
        with drawer:
            _fill(screen, title, making)
    if making and making.made.done() and making.made.exception() is None:
        _save_file(key="save-file", height=1, data={"made": making.key})


def _fill(screen: Screen, title: str, making: _Making | None) -> None:
    if making:
        wait([making.made], AT_ONCE_WITHIN)
    _offers(screen, topic_of(title), busy=making is not None and not making.made.done())
    if making:
        _tell(making)


def _offers(screen: Screen, topic: Topic | None, *, busy: bool) -> None:
    if topic:
        _offer(screen, "This page", (topic,), busy=busy)
    _offer(screen, "All sections, for a meeting", TOPICS, busy=busy)


def _offer(screen: Screen, label: str, topics: Sequence[Topic], *, busy: bool) -> None:
    st.caption(label)
    with st.container(horizontal=True, gap="xsmall"):
        for format_ in FORMATS.values():
            name = topics[0] if len(topics) == 1 else "report"
            st.button(format_.label, key=f"export-{name}-{format_.name}", disabled=busy, on_click=_begin,
                      args=(screen, format_, topics, name))


def _begin(screen: Screen, format_: Format, topics: Sequence[Topic], name: str) -> None:
    """Makes the file in a thread, which waits for its answers as a click does. A page's own is about those whom its
    figures are about."""
    selection = screen.figures_of if len(topics) == 1 else screen.selection
    making = _Making(_of(screen), format_.label, file_name(name, selection, screen.days))
    question = selection.question(screen.now.date(), screen.question.window.zone)
    wanted = Wanted(account.asking(None, Priority.CLICK), question, screen.now, screen.country, shown=_shown(screen),
                    team=screen.question, everything=format_.everything)
    in_background.begin(making.made, partial(_make, format_, wanted, selection, topics, making.progress.tell))
    st.session_state[_MAKING] = making


def _of(screen: Screen) -> Hashable:
    return screen.question, screen.figures_of, _shown(screen)


def _shown(screen: Screen) -> Shown:
    """What the pages show at the moment, so that a file shows the same."""
    return shown(chosen, sides_of(screen.question), subset_in_force(screen))


def _make(format_: Format, wanted: Wanted, selection: Selection, topics: Sequence[Topic], tell: Tell) -> _Made:
    wanted_format = named(format_.name, account.settings().template)
    opened: Opened = account.opened()
    document = cover.document(wanted, selection, opened, topics, goals=goals.wanted(), tell=tell)
    return _Made(wanted_format.file(document), lacking(document))


def _tell(making: _Making) -> None:
    if (made := in_background.followed(making.made, f"the {making.label}", making.progress)) is not None:
        _hand_over(making, made)


def _hand_over(making: _Making, made: _Made) -> None:
    name = f"{making.name}.{made.file.ending}"
    notes((*(Note("warning", sentence) for sentence in made.missing),
           Note("info", f"Your browser saves {name}. If it does not:")))
    # A callable, so that no run of the page hashes the file again.
    st.download_button(f"Save the {making.label}", lambda: made.file.content, name, made.file.media_type,
                       key="export-save", on_click="ignore", icon=":material/download:")


_save_file = st.components.v2.component(
    "callyzer_save_file", js=(Path(__file__).parent / "save_file.js").read_text(encoding="utf-8"))
