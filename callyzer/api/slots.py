"""Daywise and hourly analytics: cut out of a daywise answer that is known or queued, where one covers the question."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from callyzer.api import derive, ranges
from callyzer.api.cache import Inquiry
from callyzer.api.desk import Desk, Known, Who
from callyzer.model import CallFilter, DaywiseAnalytics, HourlyAnalytics, Window, weekday
from callyzer.wire import ask, read
from callyzer.wire.endpoints import Version

ANY_DAY = Window(datetime(2000, 1, 1, tzinfo=UTC), datetime(2000, 1, 2, tzinfo=UTC), ZoneInfo("UTC"))
"""Stands for the window in what two daywise questions must have in common for one to be cut from the other."""


@dataclass(frozen=True, slots=True)
class SlotReports:
    """The two reports by time slot. Both apply `exclude_days` by leaving out days of the daywise answer."""

    desk: Desk
    version: Version
    who: Who

    def daywise(self, question: CallFilter) -> DaywiseAnalytics:
        if not question.window.fits_one_request:
            windows = question.window.split()
            parts = ranges.all_parts((replace(question, window=window) for window in windows), self.daywise)
            return self.desk.combined(("daywise", question), tuple(parts), lambda: derive.daywise_of_parts(parts))
        whole = self._covering(question) or self._inquiry(question)
        report = self.desk.answer(whole, self.who)
        if whole.span == question.window.seconds and not question.exclude_days:
            return report
        return self.desk.combined(
            ("daywise", question), report, lambda: derive.daywise_of_days(report, _kept_days(question, report)))

    def hourly(self, question: CallFilter) -> HourlyAnalytics:
        if question.window.fits_one_request:
            own = Inquiry(ask.hourly_analytics(question, self.version), read.hourly_analytics, question.window)
            if self.desk.known(own) is Known.FRESH or self._covering(question) is None:
                return self.desk.answer(own, self.who)
        days = self.daywise(question)
        return self.desk.combined(("hourly", question), days, lambda: derive.hourly(days))

    def _inquiry(self, question: CallFilter) -> Inquiry[DaywiseAnalytics]:
        asked = ask.daywise_analytics(question, self.version)
        family = ask.daywise_analytics(replace(question, window=ANY_DAY), self.version).key
        return Inquiry(asked, read.daywise_analytics, question.window, family, question.window.seconds)

    def _covering(self, question: CallFilter) -> Inquiry[DaywiseAnalytics] | None:
        """The best of the daywise questions that were asked and cover this one; fresh is what is fresh for this one."""
        own, found = self._inquiry(question), []
        # Who looks at a page would rather see something older than wait.
        ranking = [Known.FRESH, Known.OLDER, Known.ASKED] if self.who.older else list(Known)
        for first, last in {own.span, *self.desk.spans(own.family)}:
            window = Window.of_seconds(first, last, question.window.zone)
            if derive.cuts(question.window, window) and (question.by == "call" or (first, last) == own.span):
                whole = replace(self._inquiry(replace(question, window=window)), window=question.window)
                if known := self.desk.known(whole):
                    found.append((ranking.index(known), last - first, whole))
        return min(found, key=lambda candidate: candidate[:2])[2] if found else None


def _kept_days(question: CallFilter, report: DaywiseAnalytics) -> list[date]:
    """The days that are not excluded. A call may reach Callyzer days after it: then the window names none of them."""
    if question.by == "call":
        return question.kept_days
    days = [day.date() for day in report.day_wise["date"].unique()]
    return [day for day in days if weekday(day) not in question.exclude_days]
