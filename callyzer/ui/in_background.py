"""Making a file beside the page: in a thread, while the page can be used, and told when it is there."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from functools import partial
from typing import Any, TypeVar

import streamlit as st

from callyzer.errors import BrowserFailed, BrowserMissing, CallyzerError, NothingToReport, UnreadableTemplate
from callyzer.ui import markup
from callyzer.ui.labels import plain
from callyzer.ui.states import UNEXPECTED, State, state_of
from callyzer.views import words

T = TypeVar("T")
AT_ONCE = 2
"""So many files are made at the same time, so that the pages stay quick."""

LOOK = 0.5
"""Seconds between two looks whether a file is made."""

_LOG = logging.getLogger("callyzer.ui")
_PLACES = threading.BoundedSemaphore(AT_ONCE)


class Progress:
    """How far the answers are that a file is made of."""

    def __init__(self) -> None:
        self._done = self._whole = 0

    def tell(self, done: int, whole: int) -> None:
        """So many of the parts are answered."""
        self._done, self._whole = done, whole

    @property
    def so_far(self) -> str:
        left = self._done < self._whole
        return f", {self._done} of {words.counted(self._whole, 'part')} answered" if left else ""


def begin(made: Future[T], make: Callable[[], T]) -> None:
    """Makes it in a thread, which waits for its answers as a click does."""
    threading.Thread(target=_fulfil, args=(made, make), name="callyzer export", daemon=True).start()


def followed(made: Future[T], what: str, progress: Progress) -> T | None:
    """What was made, once it is there; until then the page says how far it is, and why where it fails."""
    if not made.done():
        st.fragment(partial(_watch, made, what, progress), run_every=LOOK)()
    elif (error := made.exception()) is not None:
        st.html(markup.banner(_state(error)))
    else:
        return made.result()
    return None


def _fulfil(made: Future[T], make: Callable[[], T]) -> None:
    try:
        with _PLACES:
            made.set_result(make())
    except Exception as error:  # noqa: BLE001 - whatever it is, the page tells it
        if not isinstance(error, CallyzerError):
            _LOG.exception("A file could not be made")
        made.set_exception(error)


def _watch(made: Future[Any], what: str, progress: Progress) -> None:
    """The page again once the file is made or has failed."""
    if made.done():
        st.rerun()
    st.caption(f":material/progress_activity: Making {plain(what)}{progress.so_far} …")


_ADVICE: Mapping[type[CallyzerError], str] = {
    NothingToReport: "",
    UnreadableTemplate: "Correct CALLYZER_TEMPLATE. The other formats do not need it.",
    BrowserMissing: "The other formats need none.",
    BrowserFailed: "Try again. The other formats need none.",
}


def _state(error: BaseException) -> State:
    for kind, advice in _ADVICE.items():
        if isinstance(error, kind):
            return State("No file could be made", error.sentence, advice)
    return state_of(error) if isinstance(error, Exception) else UNEXPECTED
