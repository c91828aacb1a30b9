"""What became of reports, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from callyzer.model.runs import Run
from callyzer.views.runs import line, listed, outcome
from tests.builders import KOLKATA, at

DUE = at("2026-11-23 08:00")
MAILED = Run("1", "Monday", DUE, DUE, outcome="mailed", ended=DUE + timedelta(seconds=7), size=123_456)


def test_an_outcome_is_a_sentence() -> None:
    assert outcome(MAILED) == "Mailed."
    assert outcome(replace(MAILED, reason="1 part could not be had.")) == "Mailed. 1 part could not be had."
    assert outcome(replace(MAILED, outcome="failed", reason="No.")) == "Failed: No."
    assert outcome(replace(MAILED, outcome="uncertain", reason="It broke.")) == "Not known: It broke."
    assert outcome(replace(MAILED, outcome="making")) == "Under way: being made."
    assert outcome(replace(MAILED, outcome="sending")) == "Under way: being sent."


def test_a_line_says_when_which_and_how() -> None:
    assert line(MAILED, KOLKATA) == "Mon 23 Nov, 8:00 AM  Monday: Mailed. (123 kB)"
    failed = replace(MAILED, outcome="failed", reason="No.", attempt=3, size=2_500_000)
    assert line(failed, KOLKATA) == "Mon 23 Nov, 8:00 AM  Monday: Failed: No. (attempt 3, 2.5 MB)"


def test_the_table_has_a_row_for_each_attempt_and_none_for_what_was_only_noted() -> None:
    runs = (replace(MAILED, asked=True), replace(MAILED, outcome="making", ended=None, size=0),
            replace(MAILED, outcome="noted"))
    table = listed(runs, DUE)
    assert list(table.frame["schedule"]) == ["Monday", "Monday"]
    assert list(table.frame["attempt"]) == ["By hand", "1st"]
    assert list(table.frame["planned"]) == [DUE, DUE]
    assert list(table.frame["size"]) == ["123 kB", ""]
    assert table.frame["seconds"].tolist()[0] == 7
    assert table.frame["seconds"].isna().tolist() == [False, True]
    assert listed((), DUE).empty == "No report went out yet."
