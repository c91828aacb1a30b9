"""How a scheduled report stands, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from callyzer.model import WorkingHours
from callyzer.model.runs import Run
from callyzer.reporting.entries import entry
from callyzer.reporting.making import Order
from callyzer.views import cover
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
    assert dict(told.facts) == {"Next": "Mon 30 Nov, 8:00 AM",
                                "Calls": "Last week · North · working hours 10 AM – 7 PM",
                                "File": "Excel workbook: Leaderboard", "To": LEAD}
    assert LEAD not in repr(told)


def test_times_of_another_zone_name_it_and_days_are_told_as_days() -> None:
    order = Order(Selection("custom", date(2026, 11, 1), date(2026, 11, 15)))
    facts = dict(entry(schedule(zone=ZoneInfo("Europe/Berlin"), order=order), [], NOW).facts)
    assert facts["Next"] == "Mon 23 Nov, 8:00 AM (Europe/Berlin)"
    assert facts["Calls"] == "1 – 15 Nov 2026 · working hours 10 AM – 7 PM"
    assert facts["File"] == "PowerPoint deck: all sections"


def test_it_names_every_filter_that_the_cover_of_its_file_names() -> None:
    chosen = Selection("last-week", emp_tags=("North",), call_types=("Missed",), duration_grt_than=20,
                       exclude_days=("Sun",), working_hours=WorkingHours.parse("09:30", "18:00"),
                       is_exclude_numbers=False)
    calls = dict(entry(schedule(order=Order(chosen)), [], NOW).facts)["Calls"]
    assert calls == ("Last week · North · Missed · over 20 s · without Sun · excluded numbers included"
                     " · working hours 9:30 AM – 6 PM")
    assert calls.split(" · ")[1:] == list(cover.filters(chosen, str))


def test_how_the_last_one_ended_stands_out_where_something_is_wrong() -> None:
    assert last() == Note("info", "Not sent yet.")
    assert last(replace(RUN, outcome="noted")) == Note("info", "Not sent yet.")
    assert last(replace(RUN, outcome="mailed")) == Note("info", "Mon 23 Nov, 8:01 AM: Mailed.")
    assert last(replace(RUN, outcome="mailed", reason="1 part could not be had.")).kind == "warning"
    assert last(RUN).kind == "waiting"
    assert last(replace(RUN, outcome="failed", reason="No.", passes=True), replace(RUN, outcome="mailed")) == Note(
        "warning", "Mon 23 Nov, 8:01 AM: Failed: No. Tried again at 8:06 AM.")
    assert last(replace(RUN, schedule="Other", outcome="failed")) == Note("info", "Not sent yet.")
