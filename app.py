"""The front door: `streamlit run app.py`.

The server imports this file and finds `app`; each visit then runs it as a script, which draws the page.
"""

import streamlit as st

if __name__ == "__main__":
    from callyzer.ui.front import open_front_door

    open_front_door()
else:
    from callyzer.ui.server import MIDDLEWARE, lifespan, report_script_error, routes

    app = st.App(__file__, lifespan=lifespan, routes=routes(), middleware=MIDDLEWARE,
                 on_script_error=report_script_error)
