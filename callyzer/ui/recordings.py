"""Playing a call's recording, and removing recordings for good."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from callyzer.errors import CallyzerError
from callyzer.recordings import Recording
from callyzer.ui import account, markup
from callyzer.ui.markup import Frame
from callyzer.ui.screen import Screen
from callyzer.ui.tables import table, untick
from callyzer.views import calls, removal, words
from callyzer.views.parts import RowTable
from callyzer.writes.writer import may_have_happened

FRAME = Frame("recording", "Recording", "", 60)
PLAYED_ON = "Calls"
"""The page on which recordings are played."""

AT_ONCE = 20
"""Recordings that one request may remove."""

_PLAYED, _ASKED, _REMOVED = "_played", "_removal_asked", "_removed"


def player(screen: Screen, call_id: str) -> None:
    """A button that fetches the recording, then the recording itself: the browser is given sound, never its address."""
    held: tuple[str, Recording] | None = st.session_state.get(_PLAYED)
    if held and held[0] == call_id:  # the same element in every run, so that it goes on playing
        st.audio(held[1].sound, format=held[1].kind, autoplay=True, alt="The call's recording")
    elif st.button("Play the recording", key="play", icon=":material/play_arrow:"):
        screen.section(partial(_fetched, screen, call_id), lambda found: _play(call_id, found), FRAME)


def _fetched(screen: Screen, call_id: str) -> Recording:
    with st.spinner("Fetching the recording"):
        return account.recordings().fetch(calls.address_of_recording(screen.source, call_id))


def _play(call_id: str, found: Recording) -> None:
    st.session_state[_PLAYED] = (call_id, found)
    st.rerun()


def forget() -> None:
    """The recording that was played: it is kept no longer than its page is shown."""
    st.session_state.pop(_PLAYED, None)


def removing(screen: Screen, listed: RowTable, chosen: Sequence[int]) -> None:
    """Below a list of calls: what may be done with those that are chosen, and what came of it."""
    if removed := st.session_state.get(_REMOVED):
        _tell(screen, removed)
        return
    if not chosen:
        st.session_state.pop(_ASKED, None)
        return
    recorded = removal.recorded(listed, chosen)
    said = f"{words.counted(len(chosen), 'call')} chosen, {words.count(len(recorded))} with a recording."
    with st.container(key="removal", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(markup.sentence(said))
        if not recorded:
            return
        many = words.counted(len(recorded), "recording")
        if st.session_state.get(_ASKED) != recorded:
            st.button(f"Remove {many} …", key="removal-ask", icon=":material/delete:", on_click=_ask, args=(recorded,))
            return
        st.html(markup.sentence(f"Remove {many} for good? The calls stay; nobody can bring the sound back."))
        confirmed = st.button(f"Remove {many} for good", key="removal-do", type="primary")
        st.button("Keep them", key="removal-keep", on_click=lambda: st.session_state.pop(_ASKED, None))
    if confirmed:
        _remove(recorded)
        st.rerun()


def _ask(recorded: tuple[removal.Chosen, ...]) -> None:
    st.session_state[_ASKED] = recorded


def _remove(recorded: tuple[removal.Chosen, ...]) -> None:
    """Twenty at a time, each request written into the log. After a failure nothing more is sent."""
    results, progress = list[removal.Result](), st.progress(0.0, "Removing recordings")
    try:
        writer = account.writer()
        for start in range(0, len(recorded), AT_ONCE):
            batch = recorded[start:start + AT_ONCE]
            results += [removal.Result(each.status == "Success", each.message)
                        for each in writer.remove_recordings([call.id for call in batch])]
            progress.progress(len(results) / len(recorded), f"{words.count(len(results))} of {len(recorded)} are done")
    except CallyzerError as error:
        unsure = AT_ONCE if may_have_happened(error) else 0
        results += removal.stopped(len(recorded) - len(results), unsure, error.sentence)
    st.session_state.pop(_ASKED, None)
    forget()
    untick("calls")
    st.session_state[_REMOVED] = removal.outcome(recorded, results)


def _tell(screen: Screen, outcome: RowTable) -> None:
    with st.container(key="removed", border=True):
        table(screen, lambda: outcome, Frame("removed", outcome.title, "", 260))
        st.button("Close", key="removed-close", on_click=lambda: st.session_state.pop(_REMOVED, None))
