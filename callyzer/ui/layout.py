"""Placing parts of a page beside each other, and choosing what a part shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager

import streamlit as st


def beside(*widths: int) -> Sequence[AbstractContextManager[object]]:
    """Columns of these relative widths; below each other on a phone."""
    return st.columns(list(widths), gap="small")


@contextmanager
def card(key: str) -> Iterator[AbstractContextManager[object]]:
    """A bordered box, as high as the one beside it. What it is given as lies at its foot: a choice of what it shows."""
    with st.container(key=f"card-{key}", border=True, height="stretch"):
        body = st.container()
        foot = st.container(key=f"foot-{key}")
        with body:
            yield foot


def choice(key: str, label: str, options: Mapping[str, str]) -> str:
    """Which of `options` (names and labels) a part shows; the first at the start. Kept while pages change."""
    chosen = st.segmented_control(label, list(options), key=f"choice-{key}", format_func=options.__getitem__,
                                  label_visibility="collapsed", required=True, persist_state="session",
                                  default=next(iter(options)), wrap=False)
    return chosen if chosen in options else next(iter(options))


def pick(key: str, label: str, options: Mapping[str, str], start: str) -> str:
    """The same for many options, folded up, with the label in front of what is chosen."""
    names = list(options)
    chosen = st.selectbox(label, names, key=f"choice-{key}", format_func=lambda name: f"{label}: {options[name]}",
                          persist_state="session", index=names.index(start), label_visibility="collapsed", width=280)
    return chosen if chosen in options else start


def on_demand(key: str, label: str, price: str) -> bool:
    """Whether a costly part is wanted; `price` says what it costs."""
    return st.toggle(label, key=f"choice-{key}", help=price, persist_state="session")
