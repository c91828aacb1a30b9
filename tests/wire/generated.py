"""Made-up filters and reports for the properties."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import pandas as pd
from hypothesis import strategies as st

from callyzer.model import (
    CALL_TYPES,
    WEEKDAYS,
    Analysis,
    AverageDuration,
    Call,
    CallFilter,
    DailyAverage,
    DaywiseAnalytics,
    Employee,
    HighestDuration,
    Honour,
    HourlyAnalytics,
    LongestCall,
    Page,
    Summary,
    Window,
    WorkingHours,
    each_day,
)
from callyzer.model.rows import (
    CALL,
    DAY_WISE,
    DAYWISE_SLOTS,
    PAIR_CALLS,
    PAIRS,
    TIME_SLOTS,
    Columns,
    Kind,
    frame,
)
from tests.wire.samples import PROVENANCE

Report = TypeVar("Report")
ZONES = st.sampled_from([ZoneInfo(name) for name in ("Asia/Kolkata", "Europe/Berlin", "America/Sao_Paulo", "UTC")])
EARLIEST, LATEST = datetime(2016, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)

counts = st.integers(0, 10**9)
texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12).map(str.strip)
names = texts.filter(bool)
codes = st.sampled_from(["91", "49", "1", ""])
phones = st.from_regex(r"[1-9][0-9]{6,11}", fullmatch=True)
wire_numbers = st.tuples(codes, phones).map(lambda parts: "-".join(filter(None, parts)))
tag_lists = st.lists(names, max_size=3).map(tuple)
percents = st.integers(0, 10_000).map(lambda hundredths: hundredths / 100)
pages = st.builds(Page, st.integers(1, 50), st.integers(1, 100))


def instants(zone: ZoneInfo) -> st.SearchStrategy[datetime]:
    """Whole seconds, but for the repeated hour of autumn, which no local time without a zone can tell."""
    moments = st.integers(int(EARLIEST.timestamp()), int(LATEST.timestamp()))
    return moments.map(lambda second: datetime.fromtimestamp(second, zone)).filter(lambda moment: not moment.fold)


@st.composite
def windows(draw: st.DrawFn, longest_days: int = 179) -> Window:
    zone = draw(ZONES)
    first = draw(st.dates(date(2016, 1, 1), date(2026, 12, 31)))
    last = first + timedelta(days=draw(st.integers(0, longest_days - 1)))
    return Window.of_days(first, last, zone)


@st.composite
def working_hours(draw: st.DrawFn) -> WorkingHours:
    start = draw(st.integers(0, 24 * 60 - 2))
    return WorkingHours(start, draw(st.integers(start + 1, 24 * 60 - 1)))


@st.composite
def call_filters(draw: st.DrawFn, accepts: frozenset[str]) -> CallFilter:
    """With those parts that an endpoint accepts."""
    over = draw(st.none() | st.integers(0, 5000))
    under = draw(st.none() | st.integers(1 if over is None else over + 1, 9000))
    parts: dict[str, Any] = {
        "emp_tags": draw(tag_lists), "emp_numbers": tuple(draw(st.lists(wire_numbers, max_size=3))),
        "client_numbers": tuple(draw(st.lists(wire_numbers, max_size=3))),
        "call_types": tuple(draw(st.sets(st.sampled_from(CALL_TYPES)))),
        "duration_grt_than": over, "duration_les_than": under, "working_hours": draw(working_hours()),
        "exclude_days": tuple(draw(st.sets(st.sampled_from(WEEKDAYS)))), "is_exclude_numbers": draw(st.booleans()),
    }
    kept = {name: value for name, value in parts.items() if name in accepts}
    return CallFilter(draw(windows()), draw(st.sampled_from(("call", "synced"))), **kept)


def cell(name: str, kind: Kind, zone: ZoneInfo) -> st.SearchStrategy[Any]:
    special: dict[str, st.SearchStrategy[Any]] = {
        "id": names, "call_type": st.sampled_from(CALL_TYPES), "call_at": instants(zone), "emp_number": phones,
        "client_number": phones, "emp_country_code": codes, "client_country_code": codes,
    }
    by_kind: dict[Kind, st.SearchStrategy[Any]] = {
        Kind.TEXT: texts, Kind.COUNT: counts, Kind.SECONDS: counts, Kind.PERCENT: percents,
        Kind.NUMBER: st.none() | counts, Kind.FLAG: st.none() | st.booleans(), Kind.TAGS: tag_lists,
        Kind.INSTANT: st.none() | instants(zone),
    }
    return special[name] if name in special else by_kind[kind]


ABSENT: dict[Kind, Any] = {Kind.TEXT: "", Kind.SECONDS: 0, Kind.INSTANT: None, Kind.TAGS: ()}


@st.composite
def frames(draw: st.DrawFn, columns: Columns, zone: ZoneInfo, hidden: tuple[str, ...] = ()) -> pd.DataFrame:
    """A row set, where a last call may be absent; `hidden` columns hold nothing: the answer leaves them out."""
    records = []
    for _ in range(draw(st.integers(0, 3))):
        record = {column: draw(cell(column.rpartition(".")[2], kind, zone)) for column, kind in columns.items()}
        if draw(st.booleans()):
            record |= {name: ABSENT[kind] for name, kind in columns.items() if name.startswith("last_call_log.")}
        records.append(record | {name: ABSENT[columns[name]] for name in hidden})
    return frame(records, columns, zone)


@st.composite
def pairs(draw: st.DrawFn, zone: ZoneInfo) -> tuple[pd.DataFrame, pd.DataFrame]:
    key = ("emp_country_code", "emp_number", "client_country_code", "client_number")
    pair = st.fixed_dictionaries({name: cell(name, kind, zone) for name, kind in PAIRS.items()})
    found = draw(st.lists(pair, max_size=3, unique_by=lambda row: tuple(row[name] for name in key)))
    call = st.fixed_dictionaries({name: cell(name, kind, zone) for name, kind in CALL.items()})
    calls = [
        {**{name: row[name] for name in key}, **draw(call)} for row in found for _ in range(draw(st.integers(1, 2)))]
    return frame(found, PAIRS, zone), frame(calls, PAIR_CALLS, zone)


summaries = st.fixed_dictionaries({
    name: counts for name in Summary.__slots__ if name != "provenance"
}).map(lambda fields: Summary(**fields, provenance=PROVENANCE))
averages = st.builds(DailyAverage, counts, counts, counts)
employees = st.builds(Employee, names, texts, codes, phones, tag_lists)
honours = st.none() | st.builds(Honour, employees, counts)


def analyses(zone: ZoneInfo) -> st.SearchStrategy[Analysis]:
    call = st.fixed_dictionaries({
        "client_name": texts, "client_country_code": codes, "client_number": phones,
        **{name: cell(name, kind, zone) for name, kind in CALL.items()},
    }).map(lambda fields: Call(**fields))
    return st.builds(
        Analysis, st.builds(AverageDuration, *[counts] * 9), honours, honours, honours,
        st.none() | st.builds(HighestDuration, employees, counts, counts, counts, counts),
        st.none() | st.builds(LongestCall, employees, call), st.just(PROVENANCE))


def _slot_frame(draw: st.DrawFn, columns: Columns, hours: WorkingHours, zone: ZoneInfo) -> pd.DataFrame:
    return frame([
        {"slot": slot.label, **{name: draw(cell(name, kind, zone)) for name, kind in columns.items() if name != "slot"}}
        for slot in hours.slots
    ], columns, zone)


@st.composite
def hourlies(draw: st.DrawFn, zone: ZoneInfo) -> HourlyAnalytics:
    slots = _slot_frame(draw, TIME_SLOTS, WorkingHours(600, 600 + 60 * draw(st.integers(1, 3))), zone)
    return HourlyAnalytics(draw(counts), draw(counts), draw(counts), draw(averages), slots, PROVENANCE)


@st.composite
def daywises(draw: st.DrawFn, zone: ZoneInfo) -> DaywiseAnalytics:
    hours = WorkingHours(600, 600 + 60 * draw(st.integers(1, 3)))
    first = draw(st.dates(date(2016, 1, 1), date(2026, 12, 1)))
    days = each_day(first, first + timedelta(days=draw(st.integers(0, 3)))) if draw(st.booleans()) else []
    figures = [
        {"slot": slot.label, "date": day, "total_calls": draw(counts), "total_connected_calls": draw(counts),
         "total_duration": draw(counts)}
        for slot in hours.slots for day in days
    ]
    return DaywiseAnalytics(
        draw(counts), draw(counts), draw(counts), draw(counts), draw(averages),
        _slot_frame(draw, DAYWISE_SLOTS, hours, zone), frame(figures, DAY_WISE, zone), PROVENANCE)


def in_zone(made: Callable[[ZoneInfo], st.SearchStrategy[Report]]) -> st.SearchStrategy[tuple[ZoneInfo, Report]]:
    """A report together with the zone its instants are told in."""
    return ZONES.flatmap(lambda zone: st.tuples(st.just(zone), made(zone)))
