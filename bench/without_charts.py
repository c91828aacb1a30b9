"""The dashboard with an empty box of the same height in place of every chart: what the charts are compared with."""

from __future__ import annotations

from typing import Any

import streamlit as st

if __name__ == "__main__":
    from callyzer.ui.front import open_front_door

    def box(_figure: Any, *, height: int = 300, **_rest: Any) -> None:
        st.html(f'<div class="box" style="height:{height}px"></div>')

    st.plotly_chart = box  # type: ignore[assignment] # in this process only, which serves nothing else
    open_front_door()
else:
    from callyzer.ui import assets

    assets.ANNOUNCED = tuple(part for part in assets.ANNOUNCED if part != "PlotlyChart")
    from callyzer.ui.server import MIDDLEWARE, lifespan, report_script_error

    app = st.App(__file__, lifespan=lifespan, middleware=MIDDLEWARE, on_script_error=report_script_error)
