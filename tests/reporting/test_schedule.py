"""The file of the schedules: what is understood, and what is said about what is not."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from callyzer.model import WorkingHours
from callyzer.reporting.schedule import Schedule, ScheduleFile, Schedules, read
from callyzer.views.link import Selection
from callyzer.views.topics import TOPICS
from tests.reporting.schedules import KOLKATA, LEAD, at, schedule

BERLIN = ZoneInfo("Europe/Berlin")
HEAD = f'[[report]]\nname = "Monday"\ncron = "0 8 * * mon"\nrecipients = ["{LEAD}"]\nformat = "xlsx"\n'


def reading(text: str, folder: Path = Path("/nowhere")) -> Schedules:
    return read(text, KOLKATA, folder)


def only(text: str) -> Schedule:
    schedules = reading(text)
    assert schedules.problems == ()
    (found,) = schedules.found
    return found


def test_the_least_that_can_be_written_is_a_report_of_everything_in_the_accounts_zone() -> None:
    found = only(HEAD)
    assert (found.name, found.cron, found.zone, found.recipients) == ("Monday", "0 8 * * MON", KOLKATA, (LEAD,))
    assert found.order.selection == Selection()
    assert (found.order.topics, found.order.format, found.order.template) == (TOPICS, "xlsx", None)
    assert LEAD not in repr(found)


def test_the_keys_are_those_of_the_command() -> None:
    order = only(HEAD + """
        zone = "Europe/Berlin"
        range = "last-week"
        tags = ["North"]
        employees = ["91-9000000001"]
        types = ["Outgoing", "Missed"]
        over = 5
        under = "300"
        working-hours = "09:30-18:00"
        without = ["Sun"]
        include-excluded = true
        topics = ["leaderboard", "overview"]
    """).order
    assert order.selection == Selection(
        "last-week", emp_tags=("North",), emp_numbers=("91-9000000001",), call_types=("Outgoing", "Missed"),
        duration_grt_than=5, duration_les_than=300, working_hours=WorkingHours.parse("09:30", "18:00"),
        exclude_days=("Sun",), is_exclude_numbers=False)
    assert order.topics == ("leaderboard", "overview")


def test_days_are_written_bare_or_in_quotes() -> None:
    selection = only(HEAD + 'from = 2026-11-01\nto = "2026-11-15"').order.selection
    assert (selection.first, selection.last) == (date(2026, 11, 1), date(2026, 11, 15))


def test_a_link_is_taken_as_it_is_and_keys_beside_it_go_before_its_parts() -> None:
    link = 'link = "https://host/leaderboard?range=last-month&tag=North&type=Missed"'
    order = only(f'{HEAD}{link}\ntypes = "Outgoing"').order
    assert order.selection == Selection("last-month", emp_tags=("North",), call_types=("Outgoing",))


def test_what_is_damaged_in_a_link_is_told_and_left_out() -> None:
    schedules = reading(HEAD + 'link = "?range=last-month&over=long"')
    assert schedules.found[0].order.selection == Selection("last-month")
    assert schedules.problems == (
        "“Monday”: The link's “over” was left out: a duration is a whole number of seconds.",)


def test_a_template_lies_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "ours.pptx").touch()
    text = HEAD.replace("xlsx", "pptx") + 'template = "ours.pptx"'
    assert read(text, KOLKATA, tmp_path).found[0].order.template == tmp_path / "ours.pptx"
    assert "template: there is no file ours.pptx beside the schedules." in reading(text).problems[0]


@pytest.mark.parametrize(("changed", "to", "told"), [
    ('cron = "0 8 * * mon"', "", "“Monday”: cron: is missing."),
    ('"0 8 * * mon"', '"0 8 * *"', "cron: must be a cron expression such as"),
    ('"0 8 * * mon"', '"0 0 8 * * mon"', "cron: must be a cron expression"),
    ('"0 8 * * mon"', '"61 8 * * mon"', "cron: must be a cron expression"),
    ('"0 8 * * mon"', '"0 8 31 2 *"', "cron: "),
    (f'["{LEAD}"]', "[]", "recipients: there is nobody to send it to."),
    (f'["{LEAD}"]', f'["{LEAD}", "Asha"]', "recipients: number 2 is no address"),
    ('"xlsx"', '"docx"', "format: must be one of pptx, xlsx"), ('"xlsx"', "7", "format: must be a text in quotes."),
    ('"xlsx"', '"xlsx"\nzone = "Mars"', "zone: must be an IANA zone"),
    ('"xlsx"', '"xlsx"\nzone = "../etc"', "zone: must be an IANA zone"),
    ('"xlsx"', '"xlsx"\ntopics = ["weather"]', "topics: must be any of overview"),
    ('"xlsx"', '"xlsx"\ntopics = []', "topics: must be any of overview"),
    ('"xlsx"', '"xlsx"\ntemplate = "ours.pptx"', "template: is for slides"),
    ('"xlsx"', '"xlsx"\nrecipient = "x"', "recipient: is not known; there are name, cron,"),
    ('"xlsx"', '"xlsx"\nrange = "next-week"', "range: it must be one of today"),
    ('"xlsx"', '"xlsx"\nrange = "today"\nfrom = 2026-11-01', "range: it has either a name or its days."),
    ('"xlsx"', '"xlsx"\nover = true', "over: "), ('"xlsx"', '"xlsx"\ntags = []', "tags: is empty."),
    ('"Monday"', '""', "Report 1: name: must have 1 to 80 letters"),
    ('"Monday"', '"Mon\\nday"', "name: must have 1 to 80 letters, on one line."),
])
def test_a_fault_is_told_with_its_schedule_and_field_and_does_not_stop_the_others(
    changed: str, to: str, told: str,
) -> None:
    schedules = reading(HEAD.replace(changed, to) + HEAD.replace("Monday", "Other"))
    assert [each.name for each in schedules.found] == ["Other"]
    assert told in schedules.problems[0]
    assert schedules.problems[0].endswith("It does not go out.")


def test_two_of_one_name_are_one_too_many() -> None:
    schedules = reading(HEAD + HEAD)
    assert len(schedules.found) == 1
    assert schedules.problems == ("“Monday”: name: another schedule has it already. It does not go out.",)


@pytest.mark.parametrize(("text", "told"), [
    ("[[report]\n", "The file is no TOML: "), ("[report]\nname = 'x'", "Each schedule begins with [[report]]"),
    ("[[reports]]\nname = 'x'", "“reports” is not known: schedules stand under [[report]]."),
    ("report = [7]", "Report 1: report: is no table of keys and values."),
])
def test_what_is_no_file_of_schedules_is_told(text: str, told: str) -> None:
    schedules = reading(text)
    assert schedules.found == ()
    assert told in schedules.problems[0]


def test_the_file_is_read_again_when_it_was_changed(tmp_path: Path) -> None:
    path = tmp_path / "reports.toml"
    book = ScheduleFile(path, KOLKATA)
    assert book.schedules() == Schedules(there=False)
    path.write_text(HEAD)
    assert [each.name for each in book.schedules().found] == ["Monday"]
    path.write_text(HEAD.replace("Monday", "Friday"))
    os.utime(path, ns=(1, 1))
    assert [each.name for each in book.schedules().found] == ["Friday"]
    path.write_bytes(b"\xff")
    assert book.schedules().problems == ("reports.toml cannot be read (UnicodeDecodeError).",)
    path.unlink()
    assert not book.schedules().there


def test_it_is_due_at_the_minute_in_its_own_zone() -> None:
    monday = schedule(zone=BERLIN)
    due = at("2026-11-23 08:00", BERLIN)
    assert monday.last(due - timedelta(seconds=1)) == due - timedelta(days=7)
    assert monday.last(due) == monday.last(due + timedelta(seconds=59)) == due
    assert monday.next(due) == due + timedelta(days=7)


def test_eight_o_clock_stays_eight_o_clock_when_the_clocks_change() -> None:
    daily = schedule(cron="0 8 * * *", zone=BERLIN)
    assert daily.last(at("2026-10-25 09:00", BERLIN)) == datetime(2026, 10, 25, 7, tzinfo=UTC)
    assert daily.last(at("2026-10-24 09:00", BERLIN)) == datetime(2026, 10, 24, 6, tzinfo=UTC)


def test_what_falls_into_the_hour_that_is_left_out_comes_after_it() -> None:
    night = schedule(cron="30 2 * * *", zone=BERLIN)
    assert night.next(at("2026-03-29 01:00", BERLIN)) == at("2026-03-29 03:00", BERLIN)
    assert night.last(at("2026-03-29 04:00", BERLIN)) == at("2026-03-29 03:00", BERLIN)


@given(some.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)),  # noqa: DTZ001 - its zone comes beside it
       some.sampled_from(["0 8 * * MON", "30 2 * * *", "0 9 1 * *", "*/15 9-18 * * 1-5", "0 0 * * *"]),
       some.sampled_from([KOLKATA, BERLIN, ZoneInfo("America/Sao_Paulo")]))
def test_what_is_next_has_come_by_then(when: datetime, cron: str, zone: ZoneInfo) -> None:
    each, now = schedule(cron=cron, zone=zone), when.replace(tzinfo=UTC)
    after = each.next(now)
    assert after is not None
    assert each.last(after) == after
    last = each.last(now)
    assert last is not None
    assert last <= now
