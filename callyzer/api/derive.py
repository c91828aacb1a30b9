"""What one answer gives away for free: exact parts and sums of reports. Pure.

Percentages have two decimals, averages are per active day, and both round half up, as the definitions say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pandas as pd

from callyzer.model import (
    DailyAverage,
    DaywiseAnalytics,
    EmployeeSummary,
    HourlyAnalytics,
    Number,
    Page,
    Provenance,
    Window,
    start_of_day,
)
from callyzer.model.rows import DAY_WISE, DAYWISE_SLOTS, TIME_SLOTS, frame

UTC = ZoneInfo("UTC")  # the frames made here hold no instants
MEASURES = ["total_calls", "total_connected_calls", "total_duration"]
AVERAGES = {
    "total_calls": "avg_calls", "total_connected_calls": "avg_connected_calls", "total_duration": "avg_duration",
}
SHARES = {
    "total_calls": "total_call_perc", "total_connected_calls": "total_connected_calls_perc",
    "total_duration": "total_duration_perc",
}


def cuts(part: Window, whole: Window) -> bool:
    """Whether `part` can be cut out of `whole` day by day: it begins and ends at midnights, or where `whole` does."""
    return (
        whole.start <= part.start and part.end <= whole.end
        and (part.start == whole.start or _is_midnight(part.start, part.zone))
        and (part.end == whole.end or _is_midnight(part.end, part.zone))
    )


def _is_midnight(instant: datetime, zone: ZoneInfo) -> bool:
    return instant == start_of_day(instant.astimezone(zone).date(), zone)


def joined(parts: Iterable[Provenance]) -> Provenance:
    """What can be said of something that rests on all of these: as old as the oldest, as troubled as the worst."""
    every = list(parts)
    return Provenance(
        as_of=min(part.as_of for part in every),
        origin=every[0].origin,
        ignored=tuple(dict.fromkeys(name for part in every for name in part.ignored)),
        pending_rows=sum(part.pending_rows for part in every),
        pending_seconds=max(part.pending_seconds for part in every),
        refreshing=any(part.refreshing for part in every),
        problem=next((part.problem for part in every if part.problem), ""),
    )


def daywise_of_days(report: DaywiseAnalytics, days: Sequence[date]) -> DaywiseAnalytics:
    """The same report over some of its days."""
    kept = report.day_wise[report.day_wise["date"].isin(pd.to_datetime(list(days)))]
    return _daywise(kept, list(report.time_slots["slot"]), report.provenance)


def daywise_of_parts(reports: Sequence[DaywiseAnalytics]) -> DaywiseAnalytics:
    """Reports over adjacent ranges cut at midnights, oldest first, as one."""
    slots = list(reports[0].time_slots["slot"])
    days = pd.concat([report.day_wise for report in reports], ignore_index=True)
    return _daywise(days, slots, joined(report.provenance for report in reports))


def hourly(report: DaywiseAnalytics) -> HourlyAnalytics:
    """The same calls by slot: the sums of each slot's days."""
    slots = list(report.time_slots["slot"])
    sums = report.day_wise.groupby("slot")[MEASURES].sum().reindex(slots, fill_value=0)
    shares = {share: [_percentage(value, int(sums[name].sum())) for value in sums[name]]
              for name, share in SHARES.items()}
    rows = sums.assign(**shares).reset_index(names="slot")
    return HourlyAnalytics(
        report.total_calls, report.total_connected_calls, report.total_duration, report.daily_average,
        frame(rows, TIME_SLOTS, UTC), report.provenance)


def employees(
    report: EmployeeSummary, tags: Sequence[str], numbers: Sequence[str], page: Page | None = None,
) -> EmployeeSummary | None:
    """The rows of employees that have any of `tags` or one of `numbers`.

    None where one of these has no row: only the account knows whether it exists, and refuses it if not.
    """
    rows = report.rows
    if tags:
        if set(tags) - set().union(*rows["emp_tags"]):
            return None
        kept = rows[[not set(tags).isdisjoint(has) for has in rows["emp_tags"]]]
    else:
        wanted = [Number.parse(text) for text in numbers]
        people = [Number(*person) for person in zip(rows["emp_country_code"], rows["emp_number"], strict=True)]
        if not all(any(_same(one, person) for person in people) for one in wanted):
            return None
        kept = rows[[any(_same(one, person) for one in wanted) for person in people]]
    total = len(kept)
    if page:
        kept = kept.iloc[page.offset:page.offset + page.size]
    return EmployeeSummary(kept.reset_index(drop=True), total, report.provenance)


def _same(asked: Number, person: Number) -> bool:
    """A bare number matches any country, and so does a row that does not tell its country."""
    codes = {asked.country_code, person.country_code}
    return asked.number == person.number and (len(codes) == 1 or "" in codes)


def _daywise(days: pd.DataFrame, slots: list[str], provenance: Provenance) -> DaywiseAnalytics:
    per_day = days.groupby("date")[MEASURES].sum()
    active = per_day.index[per_day["total_calls"] > 0]
    grid = pd.MultiIndex.from_product([slots, active], names=["slot", "date"])
    cells = days.groupby(["slot", "date"])[MEASURES].sum().reindex(grid, fill_value=0)
    empty = (cells["total_calls"] == 0).groupby("slot").sum().reindex(slots, fill_value=0)
    sums = cells.groupby("slot").sum().reindex(slots, fill_value=0)
    averages = {average: [_half_up(value, len(active)) for value in sums[name]] for name, average in AVERAGES.items()}
    per_slot = pd.DataFrame({"slot": slots, "days_with_no_calls_in_time_slot": empty.to_numpy(), **averages})
    calls, connected, duration = (int(cells[name].sum()) for name in MEASURES)
    no_calls = (cells["total_calls"] == 0).groupby("date").any().sum()
    return DaywiseAnalytics(
        calls, connected, duration, int(no_calls),
        DailyAverage(*(_half_up(total, len(active)) for total in (calls, connected, duration))),
        frame(per_slot, DAYWISE_SLOTS, UTC), frame(cells.reset_index(), DAY_WISE, UTC), provenance)


def _half_up(total: int, count: int) -> int:
    return (2 * int(total) + count) // (2 * count) if count else 0


def _percentage(part: int, whole: int) -> float:
    """With two decimals, rounded half up exactly; 0 where the whole is 0."""
    return _half_up(int(part) * 10_000, whole) / 100

