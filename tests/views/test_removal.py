from __future__ import annotations

import pandas as pd
import pytest

from callyzer.model import Subset
from callyzer.views import calls, removal
from callyzer.views.removal import Result
from tests.builders import RAVI, SITA, call
from tests.views.test_calls import WEEK, Logs

TABLE = calls.listed(Logs(
    call("2026-11-20 10:00", "Outgoing", 62, client=RAVI, id="one", call_recording_url="https://r.example/1.mp3"),
    call("2026-11-20 11:00", "Outgoing", 62, client=SITA, id="two", call_recording_url="https://r.example/2.mp3"),
    call("2026-11-21 18:05", "Missed", client=SITA, id="three")), WEEK, Subset())
"""Latest first: three, two, one."""


def test_of_the_chosen_calls_those_with_a_recording_are_meant() -> None:
    assert [each.id for each in removal.recorded(TABLE, [0, 2])] == ["one"]
    assert removal.recorded(TABLE, []) == ()
    assert [each.client for each in removal.recorded(TABLE, [1, 2, 99])] == ["Sita", "Ravi"]


def test_no_address_of_a_recording_is_kept_with_what_is_chosen() -> None:
    assert "r.example" not in repr(removal.recorded(TABLE, [1, 2]))


def test_what_came_of_each_is_told_and_what_went_wrong_comes_first() -> None:
    table = removal.outcome(removal.recorded(TABLE, [1, 2]), [
        Result(gone=True, message="Successfully deleted"), Result(gone=False, message="Couldn’t delete")])
    assert table.title == "1 recording removed, 1 not removed."
    assert table.frame[["client", "done", "message"]].to_numpy().tolist() == [
        ["Ravi", "Still there", "Couldn’t delete"], ["Sita", "Removed", "Successfully deleted"]]
    assert isinstance(table.frame["call_at"].dtype, pd.DatetimeTZDtype)


@pytest.mark.parametrize(("unsure", "gone"), [(0, [False] * 3), (2, [None, None, False]), (20, [None] * 3)])
def test_after_a_failure_it_is_said_which_may_be_gone_and_which_were_not_sent(
        unsure: int, gone: list[bool | None]) -> None:
    assert [each.gone for each in removal.stopped(3, unsure, "No connection.")] == gone


def test_what_is_not_known_is_told_as_such() -> None:
    table = removal.outcome(removal.recorded(TABLE, [1, 2]), removal.stopped(2, 1, "No connection."))
    assert table.title == "0 recordings removed, 1 not removed, of 1 it is not known: look before trying again."
