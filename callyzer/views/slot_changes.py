"""In which slot of the day a change happened: the daywise answer holds both periods."""

from __future__ import annotations

from datetime import date

import numpy as np

from callyzer.model import CallFilter, DaywiseAnalytics
from callyzer.views import daily, words
from callyzer.views.changes import signed
from callyzer.views.daily import Days, Values
from callyzer.views.definitions import Measure

LEAST_PART = 0.25
"""A slot that made less of a change than this does not explain it."""

BY_SLOT = ("total_calls", "total_connected_calls", "total_duration")


def foremost(
    report: DaywiseAnalytics, question: CallFilter, before: CallFilter, today: date, measure: Measure, *,
    change: float,
) -> str:
    """The slot that made most of the measure's change, and how much: "4 – 5 PM (+120)". "" where none stands out.

    `before` is what the question is compared with. While the range runs, both count up to the same time of day, and
    the slot of that time is not named.
    """
    if not change or measure.key not in BY_SLOT or not daily.reaches_back(question):
        return ""
    until = before.window.end.astimezone(before.window.zone)
    minute = until.hour * 60 + until.minute or 24 * 60
    days = daily.current(report, question, today)
    moved = (_by_slot(days, measure.key, min(today, question.window.last_day), minute)
             - _by_slot(daily.previous(report, question), measure.key, before.window.last_day, minute))
    over = np.asarray([not slot.start < minute < slot.end for slot in days.slots])
    part = np.where(over, moved / change, 0)
    top = int(part.argmax())
    return f"{words.slot_name(days.slots[top])} ({signed(measure, moved[top])})" if part[top] >= LEAST_PART else ""


def _by_slot(days: Days, measure: str, last: date, minute: int) -> Values:
    """Sums up to a minute of the last day; of that day only slots that were over by then."""
    ends = np.asarray([slot.end for slot in days.slots])
    counted = np.asarray([ends <= (24 * 60 if day < last else minute if day == last else 0) for day in days.days])
    sums: Values = np.where(counted, days.values(measure), 0).sum(axis=0) if len(days.days) else np.zeros(len(ends))
    return sums
