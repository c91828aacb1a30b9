"""Reports that go out by themselves, with a clock, a maker and a mail server of the test's own."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from callyzer.errors import CallyzerError, MailNotSent, NothingToReport, UncertainMail, Unreachable
from callyzer.exports.formats import File
from callyzer.mail import Letter
from callyzer.model.runs import Run
from callyzer.reporting.log import RunLog
from callyzer.reporting.making import Report
from callyzer.reporting.schedule import Schedule, ScheduleFile
from callyzer.reporting.scheduler import Scheduler
from callyzer.reporting.turn import Turn
from tests.exports.documents import document
from tests.reporting.schedules import KOLKATA, LEAD, at

FILE = f'[[report]]\nname = "Monday"\ncron = "0 8 * * MON"\nrecipients = ["{LEAD}"]\nformat = "xlsx"\n'
DUE = at("2026-11-23 08:00")


class Office:
    """Everything around a scheduler: `now` can be set, and what is made or sent can be made to fail."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.now = folder, DUE - timedelta(hours=1)
        self.made: list[datetime] = []
        self.sent: list[Letter] = []
        self.told: list[Run] = []
        self.refused = 0
        self.failing: list[Exception | None] = []
        self.unable: list[Exception | None] = []
        (folder / "reports.toml").write_text(FILE)

    def scheduler(self) -> Scheduler:
        return Scheduler(
            ScheduleFile(self.folder / "reports.toml", KOLKATA), RunLog(self.folder / "log.jsonl", lambda: self.now),
            Turn(self.folder / "lock"), make=self._make, send=self._send, clock=lambda: self.now,
            told=self.told.append)

    def look(self, when: datetime) -> Scheduler:
        """What another process does that was begun just now."""
        self.now = when
        scheduler = self.scheduler()
        scheduler.step()
        return scheduler

    def _make(self, schedule: Schedule, planned: datetime) -> Report:
        self.made.append(planned)
        if self.failing and (error := self.failing.pop(0)):
            raise error
        return Report(document(), File(b"PK" * 1000, "xlsx", "application/zip"), f"{schedule.name}.xlsx")

    def _send(self, letter: Letter) -> int:
        if self.unable and (error := self.unable.pop(0)):
            raise error
        self.sent.append(letter)
        return self.refused


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Set up an hour before the first report is due."""
    office = Office(tmp_path)
    office.look(office.now)
    assert office.made == []
    return office


def outcomes(office: Office) -> list[tuple[str, int, str]]:
    return [(run.outcome, run.attempt, run.reason) for run in office.told]


def test_it_goes_out_at_its_time_once_and_with_its_file(office: Office) -> None:
    for minutes in (0, 1, 600):
        office.look(DUE + timedelta(minutes=minutes))
    assert office.made == [DUE]
    (letter,) = office.sent
    assert letter.to == (LEAD,)
    assert letter.subject == "Monday: 9 – 15 Nov 2026"
    assert [each.name for each in letter.attachments] == ["Monday.xlsx"]
    assert [(run.outcome, run.planned, run.size) for run in office.told] == [("mailed", DUE, 2000)]


def test_what_was_missed_is_made_up_once_of_the_day_it_was_due(office: Office) -> None:
    office.look(DUE + timedelta(days=17))
    office.look(DUE + timedelta(days=17, hours=1))
    assert office.made == [DUE + timedelta(days=14)]


def test_what_fails_for_a_reason_that_may_pass_is_tried_again_and_arrives(office: Office) -> None:
    office.failing = [Unreachable("summary", "no route"), None]
    for minutes in (0, 4, 5, 6):
        office.look(DUE + timedelta(minutes=minutes))
    assert outcomes(office) == [("failed", 1, "Callyzer cannot be reached."), ("mailed", 2, "")]
    assert office.made == [DUE, DUE]
    assert [letter.subject for letter in office.sent] == ["Monday: 9 – 15 Nov 2026"]


def test_what_goes_on_failing_is_told_to_those_who_wait_for_it_once(office: Office) -> None:
    office.failing = [Unreachable("summary", "no route")] * 9
    for minutes in range(0, 300, 2):
        office.look(DUE + timedelta(minutes=minutes))
    assert len(office.made) == 4
    (letter,) = office.sent
    assert (letter.to, letter.subject, letter.attachments) == ((LEAD,), "Monday: no report this time", ())
    assert "due Mon 23 Nov, 8:00 AM, could not be made or sent after 4 attempts: Callyzer cannot be reached." in (
        letter.text)


def test_what_can_not_be_is_told_at_once(office: Office) -> None:
    office.failing = [NothingToReport("The account does not know one of these tags.")]
    office.look(DUE)
    office.look(DUE + timedelta(hours=1))
    assert len(office.made) == 1
    assert "after 1 attempt: The account does not know one of these tags." in office.sent[0].text


def test_a_mail_server_that_is_away_is_tried_again_and_then_nobody_can_be_told(
    office: Office, caplog: pytest.LogCaptureFixture,
) -> None:
    office.unable = [MailNotSent("The mail server cannot be reached", temporary=True)] * 9
    for minutes in (0, 5, 20, 80, 200):
        office.look(DUE + timedelta(minutes=minutes))
    assert [run.attempt for run in office.told] == [1, 2, 3, 4]
    assert office.sent == []
    assert "Nobody could be told that a report does not come" in caplog.text
    assert LEAD not in caplog.text


@pytest.mark.parametrize("error", [UncertainMail()])
def test_what_may_have_arrived_is_not_sent_again(office: Office, error: CallyzerError) -> None:
    office.unable = [error]
    office.look(DUE)
    office.look(DUE + timedelta(hours=2))
    assert outcomes(office) == [("uncertain", 1, error.sentence)]
    assert office.sent == []


def test_an_error_of_our_own_costs_only_its_report(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    office.folder.joinpath("reports.toml").write_text(FILE + FILE.replace("Monday", "Other"))
    office.look(DUE - timedelta(minutes=1))
    office.failing = [ValueError("91-9000000000"), None]
    office.look(DUE)
    assert [run.outcome for run in office.told] == ["failed", "mailed"]
    assert "9000000000" not in office.told[0].reason
    assert "A report could not be made or sent" in caplog.text


def test_a_run_whose_process_died_is_made_up_unless_it_may_have_left(office: Office) -> None:
    log = office.scheduler().log
    office.now = DUE
    log.begin("Monday", DUE)
    office.look(DUE + timedelta(minutes=1))
    assert outcomes(office) == [("failed", 1, "The process that made it ended before it was done.")]
    office.look(DUE + timedelta(minutes=6))
    assert outcomes(office)[1:] == [("mailed", 2, "")]
    log.sending(log.begin("Monday", DUE + timedelta(days=7)))
    office.look(DUE + timedelta(days=7, hours=1))
    assert office.told[-1].outcome == "uncertain"
    assert len(office.sent) == 1


def test_what_nobody_is_making_is_not_shown_as_under_way(office: Office) -> None:
    scheduler = office.scheduler()
    scheduler.log.begin("Monday", DUE)
    with Turn(office.folder / "lock").taken():
        assert scheduler.runs()[0].outcome == "making"
    assert scheduler.runs()[0].outcome == "failed"
    assert scheduler.log.runs()[0].outcome == "making", "only who has the turn ends it"


def test_while_somebody_else_has_the_turn_nothing_is_sent(office: Office) -> None:
    with Turn(office.folder / "lock").taken() as ours:
        assert ours
        office.look(DUE)
        assert office.made == []
    office.look(DUE + timedelta(minutes=1))
    assert office.made == [DUE]


def test_many_at_once_send_each_report_once(office: Office) -> None:
    office.now = DUE
    start = threading.Barrier(8)

    def look(scheduler: Scheduler) -> None:
        start.wait()
        for _ in range(5):
            scheduler.step()

    threads = [threading.Thread(target=look, args=(office.scheduler(),)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert office.made == [DUE]
    assert len(office.sent) == 1


def test_sent_by_hand_it_goes_out_at_once_and_again_at_its_time(office: Office) -> None:
    scheduler = office.scheduler()
    (schedule,) = scheduler.file.schedules().found
    scheduler.send_now(schedule)
    scheduler.step()
    office.look(DUE)
    assert [(run.asked, run.planned) for run in office.told] == [(True, DUE - timedelta(hours=1)), (False, DUE)]
    assert len(office.sent) == 2


def test_what_fails_by_hand_is_told_on_the_page_and_to_nobody_else(office: Office) -> None:
    office.failing = [Unreachable("summary", "no route")]
    scheduler = office.scheduler()
    scheduler.send_now(scheduler.file.schedules().found[0])
    scheduler.step()
    office.look(DUE - timedelta(minutes=50))
    assert outcomes(office) == [("failed", 1, "Callyzer cannot be reached.")]
    assert office.sent == []


def test_what_is_to_be_said_about_a_mailed_report_is_said(office: Office) -> None:
    office.refused = 1
    office.look(DUE)
    assert office.told[0].reason == "1 recipient refused by the mail server."


def test_where_nothing_can_be_logged_nothing_is_sent_and_that_is_told(
    office: Office, caplog: pytest.LogCaptureFixture,
) -> None:
    blocked = office.folder / "a file"
    blocked.touch()
    office.now = DUE
    scheduler = office.scheduler()
    scheduler.log = RunLog(blocked / "log.jsonl", lambda: DUE)
    scheduler.step()
    scheduler.step()
    assert scheduler.problem == "The log of reports in CALLYZER_DATA cannot be written, so nothing was sent."
    assert caplog.text.count("cannot be written") == 1
    assert office.made == []
    scheduler.log = RunLog(None, lambda: DUE)
    scheduler.step()
    assert scheduler.problem == ""


def test_what_is_broken_off_when_the_process_ends_is_made_up_by_the_next(office: Office) -> None:
    scheduler = office.scheduler()
    office.now = DUE

    def closing(schedule: Schedule, planned: datetime) -> Report:
        scheduler.stop()
        raise ValueError(schedule.name, planned)

    scheduler._make = closing
    scheduler.step()
    assert office.sent == []
    office.look(DUE + timedelta(minutes=5))
    assert [run.outcome for run in office.told] == ["failed", "mailed"]


def test_it_looks_until_it_is_stopped(office: Office) -> None:
    scheduler, looks = office.scheduler(), list[str]()

    def looking() -> None:
        looks.append(scheduler.problem)
        scheduler.stop()

    thread = threading.Thread(target=scheduler.run, args=(looking,))
    thread.start()
    thread.join(10)
    assert not thread.is_alive()
    assert looks == [""]
