"""Whether the browser was told all that a run of a page had to tell: one that ends early tells a part of it."""

from __future__ import annotations

import streamlit as st

_ENDED, _IN_VAIN = "_run_ended", "_run_before_in_vain"


def begin() -> None:
    """A run of a page begins."""
    st.session_state[_IN_VAIN] = not st.session_state.get(_ENDED, True)
    st.session_state[_ENDED] = False


def end() -> None:
    """It has told everything."""
    st.session_state[_ENDED] = True


def tells_again() -> bool:
    """Whether this run has to say again what the one before may have told nobody. To say it in every run would draw
    each widget twice."""
    return bool(st.session_state.get(_IN_VAIN))
