"""An upload under way, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from callyzer.leads.results import State
from callyzer.leads.upload import Upload
from callyzer.ui import account, uploads
from callyzer.ui.downloads import csv_button
from callyzer.ui.labels import plain
from callyzer.ui.layout import card
from callyzer.ui.markup import Frame
from callyzer.ui.screen import Screen
from callyzer.ui.tables import table
from callyzer.ui.tiles import tiles
from callyzer.ui.uploads import Current
from callyzer.views import uploads as view
from callyzer.views import words


def under_way(screen: Screen, found: Current) -> None:
    """How far it is while it works; then what came of each row, and what can be done next."""
    upload = found.upload
    if upload.progress.doing:
        st.fragment(partial(_watch, screen, upload), run_every=1.0)()
        return
    _figures(screen, upload)
    _steps(screen, found)
    with card("upload-outcome"):
        table(screen, lambda: view.outcome(upload.entries, upload.progress.results),
                Frame("outcome", "Row by row", "What Callyzer said of each row", 560), search="Name, number or reason")


def _figures(screen: Screen, upload: Upload) -> None:
    tiles(screen, lambda: view.tiles(upload.progress), view.LABELS, compared=False)


def _watch(screen: Screen, upload: Upload) -> None:
    """How far it is, and the whole page again once it is done."""
    progress = upload.progress
    if not progress.doing:
        st.rerun()
    _figures(screen, upload)
    done = f"{words.count(progress.done)} of {words.counted(progress.total, 'lead')}"
    st.progress(progress.done / progress.total, f"{progress.doing}: {done}. You may leave this page and come back.")
    st.button("Stop after this request", key="upload-stop", icon=":material/stop:", on_click=upload.stop)


def _steps(screen: Screen, found: Current) -> None:
    """What can be done next about the rows that are no leads yet."""
    upload, count = found.upload, found.upload.progress.count
    with st.container(key="upload-steps", horizontal=True, vertical_alignment="center", gap="small"):
        if (unknown := count(State.UNCERTAIN)) and account.may_write():
            st.button(f"Look whether {words.counted(unknown, 'row')} arrived", key="upload-look-again", type="primary",
                      icon=":material/search:", help="Asks Callyzer for their numbers", on_click=_do,
                      args=(upload.look,))
        if (ready := count(State.READY)) and account.may_write():
            st.button(f"Send the {words.counted(ready, 'lead')} not sent yet", key="upload-rest", on_click=_do,
                      args=(upload.send,), type="secondary" if unknown else "primary", icon=":material/upload:")
        if len(left := view.left_over(found.table, upload.progress.results)):
            csv_button(screen, "no-leads", lambda: left, f"{words.counted(len(left), 'row')} not saved, as CSV")
        st.button("Done", key="upload-done", on_click=uploads.forget, args=(found,),
                  help="Forgets what came of it: take along what you need first")
        st.caption(f"Begun by {plain(found.who)}.")


def _do(work: Callable[[], object]) -> None:
    work()
