"""Whether the store counts what Callyzer counts, day by day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from callyzer.model import CallFilter, DaywiseAnalytics, Window
from callyzer.model.coverage import AuditedDay, AuditResult, Figures
from callyzer.source import Source

FIGURES = ("total_calls", "total_connected_calls", "total_duration")


def audit(
    ours: Source, theirs: Source, days: Collection[date], zone: ZoneInfo, at: datetime, *,
    exclude_numbers: bool = False,
) -> AuditResult:
    """Both are asked for the same days (under 180); `theirs` first, so that what comes meanwhile is counted here too.

    With `exclude_numbers` both leave the account's excluded numbers out, as far as they know them.
    """
    question = CallFilter(Window.of_days(min(days), max(days), zone), is_exclude_numbers=exclude_numbers)
    counted_there = figures_by_day(theirs.daywise_analytics(question))
    return compared(days, figures_by_day(ours.daywise_analytics(question)), counted_there, at)


def figures_by_day(report: DaywiseAnalytics) -> dict[date, Figures]:
    """The sums over the slots of each day that has calls."""
    sums = report.day_wise.groupby("date")[list(FIGURES)].sum()
    return {day.date(): Figures(*(int(value) for value in row))
            for day, row in zip(sums.index, sums.to_numpy(), strict=True)}


def compared(
    days: Iterable[date], ours: Mapping[date, Figures], theirs: Mapping[date, Figures], at: datetime,
) -> AuditResult:
    nothing = Figures()
    return AuditResult(at, tuple(
        AuditedDay(day, ours.get(day, nothing), theirs.get(day, nothing)) for day in sorted(days)))


def in_words(result: AuditResult) -> str:
    """What a person is told."""
    differing = [each for each in result.days if each.differs]
    if not differing:
        return f"{len(result.days)} days were compared with Callyzer's own count: every day is equal."
    worst = max(differing, key=lambda each: abs(each.theirs.total_calls - each.ours.total_calls))
    return (f"{len(result.days)} days were compared with Callyzer's own count: {len(differing)} differ, most"
            f" {worst.day:%d %b %Y} ({worst.ours.total_calls} calls here, {worst.theirs.total_calls} there).")
