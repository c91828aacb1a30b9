"""What was changed: who, what and what came of it, in the account's time, in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from callyzer.model.writes import Write
from callyzer.views import changes_made
from callyzer.views.changes_made import outcome
from callyzer.views.csv import saved
from tests.builders import KOLKATA, NOW

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
LOCAL = NOW.astimezone(KOLKATA)
REMOVED = Write("1", AT, "asha@example.invalid", "remove_recordings", 20, ("c1", "c2"), outcome="done", failed=18)
SAVED = Write("2", AT, "=1+1", "bulk_save_leads", 50, what="rows 1 to 50 of 80")


@pytest.mark.parametrize(("write", "said"), [
    (REMOVED, "2 done, 18 turned down"),
    (SAVED, "Under way"),
    (Write("3", AT, "", "save_lead", 1, outcome="done"), "1 done"),
    (Write("4", AT, "", "save_lead", 1, outcome="refused", reason="BadRequest 400"), "Refused: BadRequest 400"),
    (Write("5", AT, "", "save_lead", 1, outcome="uncertain", reason="No answer."),
     "Not known, it may have happened: No answer."),
])
def test_what_came_of_a_change_is_a_sentence(write: Write, said: str) -> None:
    assert outcome(write) == said


def test_each_change_is_a_row_with_who_when_and_which() -> None:
    rows = saved(changes_made.listed([SAVED, REMOVED], LOCAL)).to_dict("records")
    assert [(row["Who"], row["What"], row["Which"], row["Ids"]) for row in rows] == [
        ("=1+1", "Save leads in bulk", "rows 1 to 50 of 80", ()),
        ("asha@example.invalid", "Remove recordings", "20 calls", ("c1", "c2"))]
    assert {f"{row['When']:%H:%M}" for row in rows} == {"09:30"}


def test_only_the_changes_of_some_endpoints_where_they_are_named() -> None:
    assert len(changes_made.listed([SAVED, REMOVED], LOCAL, ["remove_recordings"]).frame) == 1
    assert "Nothing was changed" in changes_made.listed([SAVED], LOCAL, ["remove_recordings"]).empty
