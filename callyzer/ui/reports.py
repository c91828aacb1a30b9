"""The reports that go out by themselves, on a page: how they stand, one looked at beforehand, one sent by hand."""

from __future__ import annotations

import os
import threading
from collections.abc import Hashable, Sequence
from concurrent.futures import Future
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

import streamlit as st

from callyzer.errors import CallyzerError
from callyzer.exports import letter
from callyzer.model.runs import Run
from callyzer.reporting import making
from callyzer.reporting.entries import Entry, entry
from callyzer.reporting.opening import open_scheduler
from callyzer.reporting.schedule import Schedule, Schedules
from callyzer.reporting.scheduler import Scheduler
from callyzer.settings import Settings
from callyzer.ui import account, goals, in_background, markup
from callyzer.ui.layout import beside, card
from callyzer.ui.screen import Screen
from callyzer.ui.tiles import notes
from callyzer.views.document import Tell, lacking
from callyzer.views.parts import Note

EXAMPLE = """\
[[report]]
name = "Monday morning"
cron = "0 8 * * MON"                  # minute, hour, day, month, weekday
recipients = ["lead@example.com"]
format = "pptx"                       # or xlsx, pdf, html, png, svg, csv
range = "last-week"

[[report]]
name = "North, every evening"
cron = "30 18 * * MON-FRI"
recipients = ["north@example.com", "sales@example.com"]
format = "xlsx"
link = "http://your-host/leaderboard?range=today&tag=North"
topics = ["leaderboard", "call-backs"]
"""

SHOWN = {"report": "The report", "mail": "The mail"}
"""What of a preview can be looked at."""

HEIGHT = 760
"""Pixels of a preview."""

_ASKED, _PREVIEW = "_report_asked", "_report_preview"


@dataclass(frozen=True, slots=True)
class _Preview:
    schedule: Schedule
    made: Future[making.Preview] = field(default_factory=Future)
    progress: in_background.Progress = field(default_factory=in_background.Progress)


@st.cache_resource(show_spinner=False)
def scheduler() -> Scheduler:
    """The reports of the settings' account. Raises SettingsError."""
    return open_scheduler(Settings.read(os.environ), lambda: nullcontext(account.opened()), goals.wanted)


def begin() -> None:
    """Sends reports when they are due, in a thread, for as long as the process runs."""
    if account.settings().smtp_host:
        threading.Thread(target=scheduler().run, name="callyzer reports", daemon=True).start()


def end() -> None:
    """What is made at this moment is made up by the next process."""
    if account.settings().smtp_host:
        scheduler().stop()


def runs() -> Sequence[Run]:
    """The attempts, the latest first. Raises SettingsError."""
    return scheduler().runs()


def stir() -> Hashable | None:
    """Another value: a report is under way, or ended. None where the settings cannot be understood."""
    try:
        return scheduler().runs()[:1], scheduler().file.schedules()
    except CallyzerError:
        return None


def schedules(screen: Screen) -> bool:
    """Each with how it stands, and what is wrong. Whether there are any."""
    try:
        given = scheduler().file.schedules()
    except CallyzerError:  # the table below says what is wrong with the settings
        return False
    notes(tuple(_problems(given)))
    if not given.found:
        _none_yet(given)
        return False
    entries = [entry(schedule, runs(), screen.now) for schedule in given.found]
    for start in range(0, len(entries), 2):
        for place, each in zip(beside(1, 1), entries[start:start + 2], strict=False):
            with place:
                _place(each)
    return True


def _problems(given: Schedules) -> list[Note]:
    settings = account.settings()
    unsent = [] if settings.smtp_host else ["This dashboard sends nothing: CALLYZER_SMTP_HOST says no mail server."]
    stopped = [problem] if (problem := scheduler().problem) else []
    return [Note("warning", sentence) for sentence in (*unsent, *stopped, *given.problems)]


def _none_yet(given: Schedules) -> None:
    """An example to copy."""
    path = scheduler().file.path
    where = "has no report that can go out" if given.there else "is not there yet"
    with card("reports-example"):
        st.html(markup.heading("No report goes out by itself", f"{path} {where}. Write it like this, and it is read"
                                                               " within seconds:"))
        st.code(EXAMPLE, language="toml", wrap_lines=True)


def _place(each: Entry) -> None:
    key = each.name
    with card(f"report-{key}") as foot:
        st.html(markup.heading(each.name, each.when) + markup.definitions(each.facts) + markup.notes((each.last,)))
        with foot:
            if st.session_state.get(_ASKED) == each.schedule:
                _confirm(each.schedule)
            else:
                _offer(each.schedule)


def _offer(schedule: Schedule) -> None:
    with st.container(horizontal=True, gap="small"):
        st.button("Preview", key=f"preview-{schedule.name}", icon=":material/visibility:", on_click=_begin,
                  args=(schedule,), help="Make it of what is known now, and look at it here")
        if account.may_write():
            st.button("Send now …", key=f"send-{schedule.name}", icon=":material/send:", on_click=_ask,
                      args=(schedule,), disabled=not account.settings().smtp_host)


def _confirm(schedule: Schedule) -> None:
    st.html(markup.sentence(f"Send it now to {', '.join(schedule.recipients)}?"))
    with st.container(horizontal=True, gap="small"):
        st.button("Send it now", key=f"send-{schedule.name}-do", type="primary", on_click=_send, args=(schedule,))
        st.button("Do not", key=f"send-{schedule.name}-not", on_click=_ask, args=(None,))


def _ask(schedule: Schedule | None) -> None:
    st.session_state[_ASKED] = schedule


def _send(schedule: Schedule) -> None:
    _ask(None)
    scheduler().send_now(schedule)


def _begin(schedule: Schedule) -> None:
    """Makes a preview in a thread."""
    preview = st.session_state[_PREVIEW] = _Preview(schedule)
    in_background.begin(preview.made, partial(_made, schedule, preview.progress.tell))


def _made(schedule: Schedule, tell: Tell) -> making.Preview:
    return making.preview(account.opened(), Settings.read(os.environ), schedule.order, datetime.now(UTC),
                          goals.wanted(), name=schedule.name, tell=tell)


def preview() -> None:
    """The report that was asked for, as it would go out now; nothing where none was."""
    asked: _Preview | None = st.session_state.get(_PREVIEW)
    if asked is None:
        return
    with card("report-preview"):
        st.html(markup.heading(f"Preview: {asked.schedule.name}", "As it would go out now"))
        found = in_background.followed(asked.made, f"“{asked.schedule.name}”", asked.progress)
        if found is not None:
            _show(asked.schedule, found)
        st.button("Close", key="preview-close", on_click=lambda: st.session_state.pop(_PREVIEW, None))


def _show(schedule: Schedule, found: making.Preview) -> None:
    made = found.report
    notes(tuple(Note("warning", sentence) for sentence in lacking(made.document)))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        what = st.segmented_control("What is shown", list(SHOWN), key="preview-shown", format_func=SHOWN.__getitem__,
                                    label_visibility="collapsed", required=True, default="report", wrap=False)
        st.download_button(f"Save the {schedule.order.label}", lambda: made.file.content, made.name,
                           made.file.media_type, key="preview-save", on_click="ignore", icon=":material/download:")
    page = found.page if what == "report" else letter.html(made.document, made.name)
    st.iframe(markup.sandboxed(page, f"Preview of {schedule.name}"), height=HEIGHT, alt=f"Preview of {schedule.name}")
