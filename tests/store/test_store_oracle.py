"""Every report of the store against the oracle, over generated accounts and questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from callyzer.model import CALL_TYPES, WEEKDAYS, CallFilter, Page, Window, WorkingHours
from callyzer.store import CallStore
from tests.builders import (
    ASHA,
    BERLIN,
    BINA,
    CHETAN,
    KOLKATA,
    RAVI,
    SITA,
    TARA,
    Record,
    call,
    calls,
    employee,
    employees,
    fixed_clock,
    records,
)
from tests.store.oracle import Oracle

REPORTS = (
    "summary", "employee_summary", "analysis", "never_attended", "not_pickup_by_client", "unique_clients",
    "hourly_analytics", "daywise_analytics", "history",
)
PAGED = ("employee_summary", "never_attended", "not_pickup_by_client", "unique_clients", "history")
MIDNIGHT = {KOLKATA: datetime(2026, 10, 24, 18, 30, tzinfo=UTC), BERLIN: datetime(2026, 10, 24, 22, 0, tzinfo=UTC)}
"""The start of Sunday, 25 October 2026, on which Berlin's clocks go back."""

PEOPLE = [employee(ASHA, tags=("North", "Field")), employee(BINA, tags=("South",))]
EXCLUDED = (TARA, f"49-{SITA}")


def plain(answer: Any) -> Any:
    """A report as the oracle tells it: dicts, lists, and instants in UTC."""
    if isinstance(answer, pd.DataFrame):
        return [{**row, "date": row["date"].date()} if "date" in row else row for row in records(answer)]
    if is_dataclass(answer):
        return {part.name: plain(getattr(answer, part.name)) for part in fields(answer) if part.name != "provenance"}
    if isinstance(answer, np.ndarray):
        return answer.tolist()
    return answer.astimezone(UTC) if isinstance(answer, datetime) else answer


@st.composite
def accounts(draw: st.DrawFn, zone: ZoneInfo) -> list[Record]:
    # Few instants, numbers and durations, so that ties and repeated pairs happen all the time; ids in no order.
    seconds = st.one_of(st.integers(-30 * 3600, 60 * 3600), st.integers(-8, 16).map(lambda hours: hours * 1800))
    talks = st.sampled_from([0, 1, 2, 3, 60, 61, 7200])
    drawn = draw(st.lists(st.tuples(
        seconds, st.sampled_from(CALL_TYPES), talks, st.sampled_from([ASHA, BINA, CHETAN]),
        st.sampled_from([RAVI, SITA, TARA]), st.sampled_from(["91", "49"]), st.sampled_from(["", "Ravi", "R. Kumar"]),
        st.sampled_from([None, 60, 86_400])), max_size=14))
    return [
        call(MIDNIGHT[zone] + timedelta(seconds=start), kind, talk if kind in CALL_TYPES[:2] else 0, emp=emp,
             client=client, id=f"id-{place * 11 % 17:02}", client_country_code=code, client_name=name,
             emp_tags=("Left",) if emp == CHETAN else (),
             synced_at=None if late is None else MIDNIGHT[zone] + timedelta(seconds=start + late),
             modified_at=None if late is None else MIDNIGHT[zone] + timedelta(seconds=start + late))
        for place, (start, kind, talk, emp, client, code, name, late) in enumerate(drawn)]


@st.composite
def questions(draw: st.DrawFn, zone: ZoneInfo) -> CallFilter:
    def some(values: Sequence[str]) -> tuple[str, ...]:
        return tuple(draw(st.one_of(st.just([]), st.lists(st.sampled_from(values), max_size=2))))

    first = draw(st.integers(23, 26))
    over = draw(st.sampled_from([None, 0, 2, 59]))
    return CallFilter(
        Window.of_days(date(2026, 10, first), date(2026, 10, draw(st.integers(first, 28))), zone),
        by=draw(st.sampled_from(["call", "call", "synced"])),
        emp_numbers=some([ASHA, f"91-{BINA}"]), emp_tags=some(["North", "South"]),
        client_numbers=some([RAVI, f"91-{SITA}", f"49-{TARA}", "123456"]), call_types=some(CALL_TYPES),
        duration_grt_than=over,
        duration_les_than=draw(st.sampled_from([None, (over or 0) + 2, 61])) if over != 59 else None,
        working_hours=draw(st.sampled_from([
            WorkingHours(), WorkingHours(0, 150), WorkingHours(570, 1135), WorkingHours(90, 1439)])),
        exclude_days=some(WEEKDAYS), is_exclude_numbers=draw(st.booleans()))


@pytest.mark.parametrize("zone", [KOLKATA, BERLIN], ids=str)
@settings(max_examples=20, deadline=None, phases=set(Phase) - {Phase.explain})
@given(data=st.data())
def test_every_report_equals_the_definitions(zone: ZoneInfo, data: st.DataObject) -> None:
    account = data.draw(accounts(zone))
    store = CallStore.in_memory(zone, clock=fixed_clock())
    store.exclude_numbers(EXCLUDED)
    store.add_employees(employees(*PEOPLE, zone=zone))
    store.add_calls(calls(*account, zone=zone))
    oracle = Oracle(account, PEOPLE, EXCLUDED, zone)
    question = data.draw(questions(zone))
    for name in REPORTS:
        assert plain(getattr(store, name)(question)) == getattr(oracle, name)(question), name
    name = data.draw(st.sampled_from(PAGED))
    whole, page = getattr(oracle, name)(question), plain(getattr(store, name)(question, Page(2, 2)))
    assert page["rows"] == whole["rows"][2:4], name
    assert page["total_records"] == whole["total_records"], name
    store.close()
