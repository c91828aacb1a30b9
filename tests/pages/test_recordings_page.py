"""Playing and removing recordings, without a browser: ticks cannot be set here, so a script draws what stands below."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from callyzer.model import Page, Subset
from callyzer.ui import account
from tests.pages.test_call_backs_page import kept
from tests.pages.visits import PAGES, html, settled, visit

DAYS = 5
"""So many before today have enough calls, whichever of them nobody works on."""


def below_the_list(count: int) -> None:
    import streamlit as st  # noqa: PLC0415 - the test bed runs this function as a script

    from callyzer.model import Subset  # noqa: PLC0415
    from callyzer.ui.page import page  # noqa: PLC0415
    from callyzer.ui.recordings import removing  # noqa: PLC0415
    from callyzer.views import calls  # noqa: PLC0415

    with page("Calls", "Which calls?") as on:
        st.session_state.setdefault("list", calls.listed(on.source, on.question, Subset(recorded=True)))
        removing(on, st.session_state["list"], range(count))


def chosen(count: int) -> AppTest:
    question = kept(DAYS)
    test = AppTest.from_function(below_the_list, args=(count,), default_timeout=60)
    test.query_params["from"], test.query_params["to"] = map(str, (question.window.first_day, question.window.last_day))
    return settled(test.run())


def test_recordings_are_removed_after_a_confirmation_that_names_how_many_and_it_is_logged() -> None:
    before = len(account.writes())
    test = chosen(22)
    assert "22 calls chosen, 22 with a recording." in html(test)
    test.button(key="removal-ask").click().run()
    assert "Remove 22 recordings for good? The calls stay" in html(test)
    test.button(key="removal-do").click().run()
    assert "22 recordings removed." in html(test)
    assert len(test.dataframe[0].value) == 22
    written = account.writes()[:len(account.writes()) - before]
    assert [(each.endpoint, len(each.ids), each.outcome) for each in written] == [
        ("remove_recordings", 2, "done"), ("remove_recordings", 20, "done")]
    question = kept(DAYS)
    gone = account.opened().source.get_calls([*written[0].ids, *written[1].ids]).rows
    assert set(gone["call_recording_url"]) == {""}
    whole = account.opened().source.whole_account(question)
    assert whole
    assert not set(gone["id"]) & set(whole.calls(question, Subset(recorded=True)).rows["id"])


def test_they_may_be_kept_after_all_and_nothing_chosen_draws_nothing() -> None:
    before = len(account.writes())
    test = chosen(1)
    test.button(key="removal-ask").click().run()
    test.button(key="removal-keep").click().run()
    assert "1 call chosen" in html(test)
    assert len(account.writes()) == before
    assert "chosen" not in html(chosen(0))


def test_where_the_dashboard_only_reads_nothing_can_be_ticked(setting: Callable[[str, str], None]) -> None:
    setting("CALLYZER_READ_ONLY", "true")
    test = visit(PAGES["Calls"], range="yesterday")
    assert list(test.dataframe[0].proto.selection_mode) == [2, 4]  # headings and cells, no rows


def test_a_recording_is_played_when_asked_for_and_its_address_stands_nowhere() -> None:
    question = kept()
    whole = account.opened().source.whole_account(question)
    assert whole
    call = whole.calls(question, Subset(recorded=True), Page(1, 1)).rows.iloc[0]
    day = str(question.window.first_day)
    test = visit(PAGES["Calls"], call=call["id"], **{"from": day, "to": day})
    assert not test.get("audio")
    settled(test.button(key="play").click().run())
    (audio,) = test.get("audio")
    assert "/media/" in audio.proto.url
    assert call["call_recording_url"] not in f"{test.main}"
