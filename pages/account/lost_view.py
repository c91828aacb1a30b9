"""What became of a saved view?"""

import streamlit as st

from callyzer.ui import markup, saved
from callyzer.ui.front import go_to
from callyzer.ui.page import page

GONE = "This view was deleted, or somebody keeps it to themselves. The filter of its link is in force on every page."

with page("Saved view", "Where is it?", about="account"):
    st.html(markup.empty(saved.problem() or GONE, 96))
    if st.button("Open the overview", key="overview", icon=":material/home:"):
        go_to("team/overview")
