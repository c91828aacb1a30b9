"""`python -m callyzer report --watch`: sends the reports that are due until it is stopped, a line for each."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from datetime import datetime

from callyzer.errors import SettingsError
from callyzer.model.goals import Goals
from callyzer.reporting.opening import open_scheduler
from callyzer.reporting.scheduler import Scheduler
from callyzer.settings import Settings
from callyzer.views import runs, words
from callyzer.wiring import Opened, open_goals, open_source

STOPPED = 0


def run(settings: Settings) -> int:
    """Raises SettingsError where there is nobody to mail them. A signal ends it after the report that is made."""
    if not settings.smtp_host:
        raise SettingsError("CALLYZER_SMTP_HOST", "is needed: reports go out by mail")

    def opened() -> AbstractContextManager[Opened]:
        return closing(open_source(settings, keeps_current=False))

    def goals() -> Goals:
        return open_goals(settings).kept().goals

    scheduler = open_scheduler(settings, opened, goals, told=lambda run: _say(runs.line(run, settings.zone)))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: scheduler.stop())
    # In a thread of its own: a signal that comes while this one waits for the same lock would wait for ever.
    watching = threading.Thread(target=watch, args=(scheduler, lambda: datetime.now(settings.zone), _say))
    watching.start()
    watching.join()
    return STOPPED


def watch(scheduler: Scheduler, clock: Callable[[], datetime], say: Callable[[str], None]) -> None:
    """Runs it, and says what it watches: at first, and again whenever the file or what is in the way changes."""
    said: list[object] = []

    def looking() -> None:
        now = [scheduler.file.schedules(), scheduler.problem]
        if now != said:
            for sentence in standing(scheduler, clock()):
                say(sentence)
        said[:] = now

    scheduler.run(looking)
    say("Stopped.")


def standing(scheduler: Scheduler, now: datetime) -> list[str]:
    """Which reports go out when, and what is wrong; `now` is in the account's zone."""
    schedules = scheduler.file.schedules()
    if not schedules.there:
        return [f"There is no {scheduler.file.path} yet; it is read as soon as there is."]
    problem = [scheduler.problem] if scheduler.problem else []
    return [*(f"{each.name}: {words.counted(len(each.recipients), 'recipient')}, next {_next(each.next(now), now)}"
              for each in schedules.found), *schedules.problems, *problem]


def _next(when: datetime | None, now: datetime) -> str:
    return words.dated(when.astimezone(now.tzinfo), now) if when else "never"


def _say(sentence: str) -> None:
    print(sentence, flush=True)  # noqa: T201 - a command prints
