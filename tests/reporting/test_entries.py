"""How a scheduled report stands, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from callyzer.model.runs import Run
from callyzer.reporting.entries import entry
from callyzer.reporting.making import Order
from callyzer.views.link import Selection
from callyzer.views.parts import Note
from tests.reporting.schedules import KOLKATA, LEAD, at, schedule

DUE = at("2026-11-23 08:00")
NOW = DUE.astimezone(KOLKATA) + timedelta(hours=1)
RUN = Run("1", "Monday", DUE, DUE, ended=DUE + timedelta(minutes=1))


def last(*runs: Run) -> Note:
    return entry(schedule(), runs, NOW).last


def test_it_says_what_goes_to_whom_and_when() -> None:
    told = entry(schedule(order=Order(Selection("last-week", emp_tags=("North",)), ("leaderboard",), "xlsx")), [], NOW)
    assert (told.name, told.when) == ("Monday", "At 8 AM on Monday")
    assert dict(told.facts) == {"Next": "Mon 30 Nov, 8:00 AM", "Calls": "Last week · North",
                                "File": "Excel workbook: Leaderboard", "To": LEAD}
    assert LEAD not in repr(told)


def test_times_of_another_zone_name_it_and_days_are_told_as_days() -> None:
    order = Order(Selection("custom", date(2026, 11, 1), date(2026, 11, 15)))
    facts = dict(entry(schedule(zone=ZoneInfo("Europe/Berlin"), order=order), [], NOW).facts)
    assert facts["Next"] == "Mon 23 Nov, 8:00 AM (Europe/Berlin)"
    assert facts["Calls"] == "1 – 15 Nov 2026"
    assert facts["File"] == "PowerPoint deck: all sections"


def test_how_the_last_one_ended_stands_out_where_something_is_wrong() -> None:
    assert last() == Note("info", "Not sent yet.")
    assert last(replace(RUN, outcome="noted")) == Note("info", "Not sent yet.")
    assert last(replace(RUN, outcome="mailed")) == Note("info", "Mon 23 Nov, 8:01 AM: Mailed.")
    assert last(replace(RUN, outcome="mailed", reason="1 part could not be had.")).kind == "warning"
    assert last(RUN).kind == "waiting"
    assert last(replace(RUN, outcome="failed", reason="No.", passes=True), replace(RUN, outcome="mailed")) == Note(
        "warning", "Mon 23 Nov, 8:01 AM: Failed: No. Tried again at 8:06 AM.")
    assert last(replace(RUN, schedule="Other", outcome="failed")) == Note("info", "Not sent yet.")
