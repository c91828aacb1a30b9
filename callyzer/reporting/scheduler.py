"""Sends the reports that are due, one after the other: each once, a missed one too, a failing one with patience."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from callyzer.errors import CallyzerError, RunNotLogged, UncertainMail
from callyzer.mail import Letter
from callyzer.model.runs import Run
from callyzer.reporting import letters, planner
from callyzer.reporting.log import DIED_MAKING, RunLog, dead, is_under_way
from callyzer.reporting.making import Report
from callyzer.reporting.schedule import Schedule, ScheduleFile
from callyzer.reporting.turn import Turn
from callyzer.views import words
from callyzer.views.document import lacking

LOOK = 15.0
"""Seconds between two looks whether something is due."""

Make = Callable[[Schedule, datetime], Report]
"""Makes what a schedule orders, of the day of a moment."""

Send = Callable[[Letter], int]
"""As `Mailer.send`."""

_LOG = logging.getLogger("callyzer.reporting")


class Scheduler:
    """`told` hears of each attempt that ended. Several may stand over one file and log: they take turns."""

    def __init__(self, file: ScheduleFile, log: RunLog, turn: Turn, *, make: Make, send: Send,
                 clock: Callable[[], datetime], told: Callable[[Run], None] = lambda _run: None) -> None:
        self.file, self.log, self.turn = file, log, turn
        self._make, self._send, self.clock, self._told = make, send, clock, told
        self._asked: deque[Schedule] = deque()
        self._stopped, self._wake = threading.Event(), threading.Event()
        self.problem = ""
        """Why nothing can be sent at all, as a sentence."""

    def runs(self) -> tuple[Run, ...]:
        """The attempts, the latest first. What nobody has the turn for is not under way any more."""
        found = self.log.runs()
        if not any(map(is_under_way, found)) or self.turn.is_taken:
            return found
        return tuple(dead(run) if is_under_way(run) else run for run in self.log.runs())

    def send_now(self, schedule: Schedule) -> None:
        """Sends it as soon as it is its turn, whatever was planned."""
        self._asked.append(schedule)
        self._wake.set()

    def run(self, looking: Callable[[], None] = lambda: None) -> None:
        """Until it is stopped; `looking` is called after each look."""
        while not self._stopped.is_set():
            self.step()
            looking()
            self._wake.wait(LOOK)
            self._wake.clear()

    def stop(self) -> None:
        """After the report that is made now."""
        self._stopped.set()
        self._wake.set()

    def step(self) -> None:
        """Sends what is due or was asked for, unless somebody else has the turn. Never fails."""
        try:
            with self.turn.taken() as ours:
                if ours:
                    self._work()
            self.problem = ""
        except (OSError, RunNotLogged) as error:
            problem = error if isinstance(error, RunNotLogged) else RunNotLogged(type(error).__name__)
            if not self.problem:
                _LOG.error("%s", problem.sentence)
            self.problem = problem.sentence

    def _work(self) -> None:
        schedules = self.file.schedules().found
        for run in self.log.settle():
            self._ended(run, next((each for each in schedules if each.name == run.schedule), None))
        self.log.shorten(planner.needed)
        for schedule in planner.new(schedules, self.log.runs()):
            self.log.note(schedule.name, schedule.rule)
        while self._asked and not self._stopped.is_set():
            self._attempt(planner.Due(self._asked.popleft(), self.clock()), asked=True)
        for due in list(planner.due(schedules, self.log.runs(), self.clock())):
            if not self._stopped.is_set():
                self._attempt(due)

    def _attempt(self, due: planner.Due, *, asked: bool = False) -> None:
        run = self.log.begin(due.schedule.name, due.planned, due.attempt, asked=asked)
        try:
            report = self._make(due.schedule, due.planned)
            run = self.log.sending(replace(run, size=len(report.file.content)))
            refused = self._send(letters.carrying(report, due.schedule.recipients, due.schedule.name))
            run = replace(run, outcome="mailed", reason=_remarks(report, refused))
        except UncertainMail as error:
            run = replace(run, outcome="uncertain", reason=error.sentence)
        except CallyzerError as error:
            run = replace(run, outcome="failed", reason=error.sentence, passes=error.passes)
        except Exception:  # noqa: BLE001 - the other reports go on
            _LOG.exception("A report could not be made or sent")
            run = replace(run, outcome="failed", reason="An error in the dashboard itself; it is in its log.")
        if run.outcome == "failed" and self._stopped.is_set():  # what it needs was closed under its hands
            run = replace(run, reason=DIED_MAKING, passes=True)
        self._ended(self.log.end(run), due.schedule)

    def _ended(self, run: Run, schedule: Schedule | None) -> None:
        """Whoever waits for a report that does not come any more is told, where that is possible."""
        self._told(run)
        if schedule is None or run.outcome != "failed" or run.asked or planner.again(run):
            return
        try:
            self._send(letters.instead(run, schedule.recipients, run.planned.astimezone(schedule.zone)))
        except CallyzerError as error:
            _LOG.warning("Nobody could be told that a report does not come: %s", error.sentence)


def _remarks(report: Report, refused: int) -> str:
    missing = len(lacking(report.document))
    return " ".join(filter(None, (
        f"{words.counted(refused, 'recipient')} refused by the mail server." if refused else "",
        f"{words.counted(missing, 'part')} could not be had; the report says which." if missing else "")))
