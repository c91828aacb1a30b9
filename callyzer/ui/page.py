"""What is the same on every page: its head, the filter bar, the banner, and keeping itself up to date."""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Literal

import streamlit as st

from callyzer.model import CallFilter
from callyzer.ui import account, keeping, markup, reports, runs
from callyzer.ui.address import page_in_force, put_figures_of, selection_in_force
from callyzer.ui.exports import export
from callyzer.ui.filter_bar import Offered, filter_bar, needs_names, team_bar
from callyzer.ui.offers import show_offer
from callyzer.ui.poller import SOON, Probe, keep_up
from callyzer.ui.recordings import PLAYED_ON, forget
from callyzer.ui.saved_popover import saved_views
from callyzer.ui.screen import Screen
from callyzer.ui.states import UNEXPECTED
from callyzer.ui.strip import Strip
from callyzer.views import cover, words
from callyzer.views.link import Selection
from callyzer.views.parts import Theme

LOG = logging.getLogger("callyzer.ui")
About = Literal["calls", "people", "leads", "account", "reports", "wall"]


@contextmanager
def page(title: str, question: str, *, about: About = "calls",
         figures_of: Callable[[Selection], Selection] | None = None) -> Iterator[Screen]:
    """Opens a page: what is drawn inside stands below the filter bar. `question` is what the page answers.

    Where it is `about` people as they are today, the bar chooses only whom; a page about leads or the account has none,
    nor has a wall, which shows today for those whom the address names. `figures_of` says of whom the figures are, where
    that is not everybody in the selection.
    """
    runs.begin()
    zone = account.settings().zone
    now = datetime.now(zone).replace(second=0, microsecond=0)  # one answer of a view serves a minute
    today = now.date()
    selection, country = selection_in_force(title), account.settings().country
    shown = _shown(selection, about)
    of = figures_of(shown) if figures_of else shown
    put_figures_of(figures_of(selection) if figures_of else selection)
    asked, of_calls = shown.question(today, zone), about in {"calls", "wall"}
    edition = _edition(asked, about)
    before = edition()
    with st.container(key="page-head", horizontal=True, vertical_alignment="bottom", gap="small", wrap=False):
        st.html(markup.header(title, question, _facts(asked, about)))
        tools = st.container(width="content", horizontal=True, gap="small") if about in {"calls", "people"} else None
    show_offer()
    if title != PLAYED_ON:
        forget()
    strip = Strip(asked, now, country, of_calls=of_calls)
    offered = account.offered() if needs_names(of) or needs_names(selection) else Offered()
    if about in {"calls", "people"}:
        (filter_bar if about == "calls" else team_bar)(page_in_force(), selection, offered, today)
    screen = Screen(account.asking(account.PATIENCE), shown, of, asked, now, _theme(), country,
                    _coverage(of, asked, offered), strip.gap if of_calls else "", st.empty(),
                    gone=strip.gone if of_calls else frozenset())
    if tools:
        with tools:
            views = st.container(key="views-place", width="content")
            if about == "calls":
                with st.container(key="export-place", width="content"):
                    export(screen, title)
    if offered.waits:
        screen.probes.append(Probe(account.employees, None, SOON))
    try:
        yield screen
    except Exception:
        LOG.exception("%s could not be drawn", title)
        st.html(markup.failed(markup.Frame("page", "", "", 200), UNEXPECTED))
    if tools:
        with views:
            saved_views(title)  # after the page has written its own part of the address
    strip.tell(screen.ages)
    screen.source = account.asking(patience=0)  # what looks for news never blocks
    if not screen.probes and not strip.knows_phones and account.may_seek_employees():
        screen.probes.append(Probe(account.seek_employees, False, SOON))
    keep_up(screen.probes, live=asked.window.end > now or screen.may_pass, edition=edition, shown=before)
    runs.end()


def _edition(asked: CallFilter, about: About) -> Callable[[], Hashable | None]:
    """What tells whether the page would show something else by now."""
    by_subject = {"leads": account.leads_edition, "account": keeping.stir, "reports": reports.stir}
    return by_subject.get(about) or partial(account.edition, asked)


def _shown(selection: Selection, about: About) -> Selection:
    """What of the selection in force the page is about."""
    if about == "calls":
        return selection
    today = Selection("today")
    if about in {"leads", "account", "reports"}:
        return today
    return replace(today, emp_tags=selection.emp_tags, emp_numbers=selection.emp_numbers)


def _theme() -> Theme:
    return "dark" if st.context.theme.type == "dark" else "light"


def _facts(asked: CallFilter, about: About) -> list[str]:
    origin = cover.ORIGINS.get(account.origin())
    days = words.days(asked.window.first_day, asked.window.last_day) if about in {"calls", "wall"} else None
    return [fact for fact in (origin, days) if fact]


def _coverage(selection: Selection, asked: CallFilter, offered: Offered) -> list[str]:
    """What a saved picture says about what it shows."""
    window = asked.window
    return [words.days(window.first_day, window.last_day), *cover.chosen(selection, offered.name)]
