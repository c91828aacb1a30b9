"""Placing parts of a page beside each other, and choosing what a part shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager

import streamlit as st

from callyzer.ui.address import arrivals, choice_in_address, is_saved_view, put_choice
from callyzer.ui.runs import tells_again


def beside(*widths: int) -> Sequence[AbstractContextManager[object]]:
    """Columns of these relative widths; below each other on a phone."""
    return st.columns(list(widths), gap="small")


@contextmanager
def card(key: str) -> Iterator[AbstractContextManager[object]]:
    """A bordered box, as high as the one beside it. What it is given as lies at its foot: a choice of what it shows."""
    whole = st.container(key=f"card-{key}", border=True, height="stretch")
    with whole, st.container():
        yield _foot(whole, key)


@contextmanager
def _foot(card: AbstractContextManager[object], key: str) -> Iterator[None]:
    with card, st.container(key=f"foot-{key}"):
        yield


def choice(key: str, label: str, options: Mapping[str, str]) -> str:
    """Which of `options` (names and labels) a part shows; the first at the start. Kept while pages change, and told by
    the address."""
    start = next(iter(options))
    now = _follow(key, options, start)
    chosen = st.segmented_control(label, list(options), default=now, key=f"choice-{key}",
                                  format_func=options.__getitem__, label_visibility="collapsed", required=True,
                                  persist_state="session", wrap=False)
    return _told(key, chosen if chosen and chosen in options else start, start)


def pick(key: str, label: str, options: Mapping[str, str], start: str) -> str:
    """The same for many options, folded up, with the label in front of what is chosen."""
    offered = list(options)
    now = _follow(key, options, start)
    chosen = st.selectbox(label, offered, offered.index(now), key=f"choice-{key}",
                          format_func=lambda name: f"{label}: {options[name]}", persist_state="session",
                          label_visibility="collapsed", width=280)
    return _told(key, chosen if chosen in options else start, start)


def chosen(key: str) -> object:
    """What was chosen under this key, on whichever page; None where nobody did."""
    return st.session_state.get(f"choice-{key}")


def _follow(key: str, options: Mapping[str, str], start: str) -> str:
    """Chooses what the address says, where somebody came by it or changed it. What a way from another page leaves out
    stays as it was. What is chosen now, for a browser that draws the widget later than the run that told it."""
    arrival, last = st.session_state.get(f"_told-{key}", (0, start))
    came = arrival != arrivals()
    given = choice_in_address(key) or (last if came and not is_saved_view() else start)
    name = f"choice-{key}"
    if came or given != last:
        st.session_state[name] = given if given in options else start
    elif tells_again() and st.session_state.get(name) == last:
        st.session_state[name] = last
    now = st.session_state.get(name)
    return str(now) if now in options else start


def _told(key: str, chosen: str, start: str) -> str:
    st.session_state[f"_told-{key}"] = arrivals(), chosen
    put_choice(key, chosen, start)
    return chosen


def on_demand(key: str, label: str, price: str) -> bool:
    """Whether a costly part is wanted; `price` says what it costs."""
    return st.toggle(label, key=f"choice-{key}", help=price, persist_state="session")
