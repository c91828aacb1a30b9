from __future__ import annotations

from streamlit.testing.v1 import AppTest

SCRIPT = """
import streamlit as st

from callyzer.ui import runs

runs.begin()
st.text(runs.tells_again())
if st.checkbox("Leave early"):
    st.stop()
runs.end()
"""


def said(test: AppTest) -> str:
    assert not test.exception
    return str(test.text[0].value)


def test_nothing_is_told_again_after_runs_that_came_to_their_end() -> None:
    test = AppTest.from_string(SCRIPT).run()
    assert [said(test), said(test.run())] == ["False", "False"]


def test_the_run_after_one_that_was_left_early_tells_it_again_and_the_next_one_no_more() -> None:
    test = AppTest.from_string(SCRIPT).run()
    test.checkbox[0].check().run()
    test.checkbox[0].uncheck().run()
    assert said(test) == "True"
    assert said(test.run()) == "False"
