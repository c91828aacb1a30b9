"""When the team calls: by day and slot, by weekday and slot, and slot by slot.

All of it comes from one `daywise_analytics` answer, the one the overview asks for too. Days are local days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from callyzer.errors import RuleViolation
from callyzer.figures.theme import Theme
from callyzer.model import WEEKDAYS, CallFilter, DaywiseAnalytics, Slot, WorkingHours, weekday
from callyzer.source import Source
from callyzer.views import calendar, daily, periods, spread, trust, words
from callyzer.views.daily import Days
from callyzer.views.definitions import ACTIVE_DAY, MEASURES, Measure
from callyzer.views.link import Selection
from callyzer.views.parts import Chart
from callyzer.views.periods import CUSTOM
from callyzer.views.rhythm import BY_DAY, EMPTY
from callyzer.views.slot_table import height, profile, slots
from callyzer.views.spread import Group

__all__ = ["BY_DAY", "by_day", "by_weekday", "height", "narrowed", "profile", "slots"]

MOST_COLUMNS = 190
"""Longer ranges are drawn by week."""

PLURAL = dict(zip(WEEKDAYS, ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"),
                  strict=True))


def by_day(
    source: Source, question: CallFilter, now: datetime, theme: Theme, measure: str = "total_calls", *, country: str,
) -> Chart:
    """A cell for each day (each week of a very long range) and slot. A click gives customdata for `narrowed`."""
    return _by_day(daily.ask(source, question), question, theme, MEASURES[measure],
                   today=periods.local_day(question, now), country=country)


def by_weekday(
    source: Source, question: CallFilter, now: datetime, theme: Theme, measure: str = "total_calls", *, country: str,
) -> Chart:
    """A cell for each weekday and slot: the average over the active days. A click gives customdata for `narrowed`."""
    return _by_weekday(daily.ask(source, question), question, theme, MEASURES[measure],
                       today=periods.local_day(question, now), country=country)


def narrowed(selection: Selection, cell: Sequence[object]) -> Selection:
    """What a click on a cell filters to: its day (or week, or weekday) and the hours of its slot.

    `cell` is the customdata of the click; the bar above a column has no slot. One that no cell has leaves the
    selection as it is.
    """
    try:
        key, *places = cell
        chosen = _in_days(selection, str(key))
        if not places:
            return chosen
        (place,) = places
        slot = selection.working_hours.slots[int(str(place))]
        return replace(chosen, working_hours=_hours(slot, selection.working_hours))
    except (RuleViolation, ValueError, IndexError):
        return selection


def _in_days(selection: Selection, key: str) -> Selection:
    if key in WEEKDAYS:
        return replace(selection, exclude_days=tuple(day for day in WEEKDAYS if day != key))
    first, _, last = key.partition("/")
    return replace(selection, preset=CUSTOM, first=date.fromisoformat(first), last=date.fromisoformat(last or first))


def _hours(slot: Slot, hours: WorkingHours) -> WorkingHours:
    """Working hours that are the slot. They end within the day, so what is after ends at 11:59 PM."""
    end = min(slot.end, 24 * 60 - 1)
    return WorkingHours(slot.start, end) if slot.start < end else hours


@lru_cache(maxsize=64)
def _by_day(
    report: DaywiseAnalytics, question: CallFilter, theme: Theme, measure: Measure, *, today: date, country: str,
) -> Chart:
    days = daily.current(report, question, today)
    begun = [day for day in question.window.days if day <= today]
    holidays = calendar.marks(begun, country)
    weekly = len(begun) > MOST_COLUMNS

    def group(first: date, last: date) -> Group:
        part = days.only([n for n, day in enumerate(days.days) if first <= day <= last])
        key = f"{first}/{last}" if weekly else first.isoformat()
        name = f"{words.day(first)} – {words.day(last)}" if weekly else words.day(first)
        left_out = not part.days
        mark = "left out" if left_out else "" if weekly else holidays.get(first, "")
        rests = f"Rests on {words.counted(part.active_days, 'active day')}" if weekly and not left_out else ""
        return Group(first, key, name, part, rests=rests, mark=mark, left_out=left_out)

    groups = [group(first, last) for first, last in _spans(begun, 7 if weekly else 1)]
    return _chart(
        question, report, measure, theme, groups, key="by-day", whole=spread.joined(days),
        title=f"{measure.label} by {'week' if weekly else 'day'} and slot",
        meaning="A cell holds the calls that started in it.")


def _spans(days: Sequence[date], length: int) -> list[tuple[date, date]]:
    """From the first day on in steps of `length`; weeks begin on Mondays."""
    spans, start = [], days[0] if days else None
    while start is not None and start <= days[-1]:
        steps = length - start.weekday() if length == 7 else length
        end = min(start + timedelta(days=steps - 1), days[-1])
        spans.append((start, end))
        start = end + timedelta(days=1)
    return spans


@lru_cache(maxsize=64)
def _by_weekday(
    report: DaywiseAnalytics, question: CallFilter, theme: Theme, measure: Measure, *, today: date, country: str,
) -> Chart:
    days = daily.current(report, question, today)
    holidays = calendar.marks(question.window.days, country)
    groups = [_weekday(name, days, question, set(holidays)) for name in WEEKDAYS]
    return _chart(
        question, report, measure, theme, groups, key="by-weekday", whole=spread.joined(days, days.active_days),
        title=f"{measure.label} by weekday and slot", also=_rest_on(groups),
        meaning=f"Averages over the active days of each weekday. {ACTIVE_DAY}")


def _weekday(name: str, days: Days, question: CallFilter, holidays: set[date]) -> Group:
    part = days.only([n for n, day in enumerate(days.days) if weekday(day) == name])
    off = len(holidays.intersection(part.days))
    rests = f"Rests on {words.counted(part.active_days, 'active day')}" + (
        f" of {len(part.days)}" if len(part.days) != part.active_days else "") + (
        f", {words.counted(off, 'holiday')} among them" if off else "")
    excluded = name in question.exclude_days
    return Group(name, name, PLURAL[name], part, max(part.active_days, 1), rests if part.days else "",
                 "left out" if excluded else "", left_out=not part.days)


def _rest_on(groups: Sequence[Group]) -> str:
    """On how many days the cells rest: averages of one day are no averages."""
    counts = sorted({group.days.active_days for group in groups if group.days.active_days})
    if not counts:
        return ""
    many = f"{counts[0]} to " if len(counts) > 1 else ""
    return f"A cell rests on {many}{words.counted(counts[-1], 'active day')}."


def _chart(
    question: CallFilter, report: DaywiseAnalytics, measure: Measure, theme: Theme, groups: Sequence[Group], *,
    key: str, title: str, whole: Group, meaning: str, also: str = "",
) -> Chart:
    figure = spread.draw(groups, whole, measure, theme)
    peak = spread.best(groups, measure)
    said = f"Most on {peak[0].name}, {words.slot_name(whole.days.slots[peak[1]])}." if peak else ""
    said = " ".join(filter(None, (said, also)))
    return Chart(
        f"{key}-{measure.key}", title, said or "When are the calls?", figure, alt=f"{title}. {said}".strip(),
        data=spread.data(groups, measure), plot=spread.plot(groups, measure),
        height=int(figure.layout.height), help=f"{measure.help} {meaning}",
        marks=spread.marks(groups), empty="" if whole.days.active_days else EMPTY,
        notes=trust.notes(question, report.provenance), as_of=report.provenance.as_of,
    )
