"""Puts together what sends an account's reports: its schedules, their log, who makes them and who mails them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

from callyzer.mail import Letter, Mailer
from callyzer.model.goals import Goals
from callyzer.model.runs import Run
from callyzer.reporting.log import RunLog
from callyzer.reporting.making import Report, report
from callyzer.reporting.schedule import Schedule, ScheduleFile
from callyzer.reporting.scheduler import Scheduler
from callyzer.reporting.turn import Turn
from callyzer.settings import Settings
from callyzer.wiring import Opened, account_of

Open = Callable[[], AbstractContextManager[Opened]]


def utc_now() -> datetime:
    return datetime.now(UTC)


def open_scheduler(settings: Settings, opened: Open, goals: Callable[[], Goals], *,
                   clock: Callable[[], datetime] = utc_now,
                   told: Callable[[Run], None] = lambda _run: None) -> Scheduler:
    """The reports of the settings' account, which is `opened` for each of them; not yet begun."""
    name = account_of(settings)

    def make(schedule: Schedule, planned: datetime) -> Report:
        with opened() as account:
            return report(account, settings, schedule.order, clock(), goals(), name=schedule.name,
                          today=planned.astimezone(settings.zone).date())

    def send(letter: Letter) -> int:
        return Mailer(settings, clock).send(letter)

    return Scheduler(
        ScheduleFile(settings.reports, settings.zone), RunLog(settings.data / f"reports-{name}.jsonl", clock),
        Turn(settings.data / f"reports-{name}.lock"), make=make, send=send, clock=clock, told=told)
