from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from callyzer.model import CallFilter, Window
from callyzer.store import CallStore
from callyzer.views.document import ages, sections
from callyzer.views.parts import Chart, RowTable, Tiles
from callyzer.views.topics import TOPICS, Wanted
from tests.builders import ASHA, BINA, call, calls, employee, employees, fixed_clock

ZONE = ZoneInfo("Asia/Kolkata")
NOW = datetime(2026, 11, 16, 9, 0, tzinfo=ZONE)
WEEK = CallFilter(Window.of_days(date(2026, 11, 9), date(2026, 11, 15), ZONE))


@pytest.fixture(scope="module")
def wanted() -> Wanted:
    store = CallStore.in_memory(ZONE, clock=fixed_clock())
    store.add_employees(employees(employee(ASHA), employee(BINA), zone=ZONE))
    start = datetime(2026, 11, 2, 10, 0, tzinfo=ZONE)
    store.add_calls(calls(*(
        call(start + timedelta(hours=7 * place), kind, talk, emp=emp, client=f"80000{place % 9:05}", zone=ZONE)
        for place, (kind, talk, emp) in enumerate([("Outgoing", 60, ASHA), ("Missed", 0, BINA), ("Incoming", 30, BINA),
                                                   ("Outgoing", 0, ASHA)] * 10)), zone=ZONE))
    return Wanted(store, WEEK, NOW, "IN")


def test_every_topic_has_its_parts_and_the_age_of_its_figures(wanted: Wanted) -> None:
    found = sections(wanted)
    assert [section.topic for section in found] == list(TOPICS)
    assert all(section.parts and not section.missing for section in found)
    assert ages(found)


def test_the_topics_come_in_the_order_asked_for_and_once(wanted: Wanted) -> None:
    assert [section.topic for section in sections(wanted, ["leaderboard", "overview", "leaderboard"])] == [
        "leaderboard", "overview"]


def test_what_a_chart_plots_is_in_its_data(wanted: Wanted) -> None:
    charts = [part for section in sections(wanted) for part in section.parts if isinstance(part, Chart)]
    assert len(charts) >= 12
    for chart in charts:
        assert chart.plot, chart.key
        drawn = [chart.plot.category, *chart.plot.series]
        assert set(drawn) <= set(chart.data.columns), chart.key
        numbers = chart.plot.series or [name for name in chart.data.columns if name != chart.plot.category]
        assert all(pd.api.types.is_numeric_dtype(chart.data[name]) for name in numbers), chart.key
        assert len(chart.plot.units) == (2 if chart.plot.kind == "dots" else 1)


def test_a_part_that_cannot_be_had_is_told_in_its_section(wanted: Wanted) -> None:
    nobody = Wanted(wanted.source, CallFilter(WEEK.window, emp_tags=("No such tag",)), NOW, "IN")
    (section,) = sections(nobody, ["overview"])
    assert not any(isinstance(part, Tiles | Chart | RowTable) for part in section.parts)
    assert section.missing == ("The account does not know one of these tags.",)


def test_somebody_who_waits_hears_how_many_parts_are_answered(wanted: Wanted) -> None:
    heard: list[tuple[int, int]] = []
    sections(wanted, ["leaderboard", "compare"], lambda done, whole: heard.append((done, whole)))
    assert heard == [(place, 6) for place in range(1, 7)]


def test_the_page_of_goals_without_any_says_so(wanted: Wanted) -> None:
    (section,) = sections(wanted, ["goals"])
    assert (section.parts, section.missing) == ((), ("There are no goals for these people.",))


def test_the_section_of_an_employee_is_about_that_employee_beside_the_team(wanted: Wanted) -> None:
    alone = replace(WEEK, emp_numbers=(f"91-{ASHA}",))
    (section,) = sections(replace(wanted, question=alone), ["employee"])
    assert [part.title for part in section.parts if isinstance(part, Chart | RowTable)] == [
        "Beside the team", "Calls by day", "Calls by day and slot", "Clients", "The longest calls", "Call-backs due"]
    (everybody,) = sections(wanted, ["employee"])
    assert [part.key for part in everybody.parts if isinstance(part, RowTable)] == ["ranking"]
