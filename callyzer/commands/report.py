"""`python -m callyzer report`: the figures of the pages as a file, for a meeting, for cron, or by mail."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from callyzer.commands import watching
from callyzer.exports.formats import FORMATS, File
from callyzer.mail import Mailer, checked
from callyzer.model import CALL_TYPES, WEEKDAYS
from callyzer.reporting.letters import carrying
from callyzer.reporting.making import Order, Report, report
from callyzer.settings import Settings
from callyzer.views import choices, words
from callyzer.views.document import lacking
from callyzer.views.link import Selection
from callyzer.views.periods import PRESETS
from callyzer.views.topics import EVERY_TOPIC, TOPICS
from callyzer.wiring import open_goals, open_source

MADE = 0
STDOUT = "-"
_SEVERAL: Any = {"action": "extend", "nargs": "+"}
"""--tags North South, or --tags North --tags South."""


def add(commands: Any) -> None:
    command = commands.add_parser(
        "report", help="make a file of the figures, or mail it",
        description="Makes a file of the figures of the pages, and waits until all are there. Exit status"
                    f" {MADE}: made and mailed; 2: wrong usage, nothing to be had, or the account or the mail server"
                    " refused; 75: something is in the way that may pass, try later.")
    command.add_argument("-o", "--output", metavar="FILE", help=f"{STDOUT} for standard output")
    command.add_argument("--mail-to", **_SEVERAL, metavar="ADDRESS", help="send it by mail, over CALLYZER_SMTP_HOST")
    command.add_argument("--watch", action="store_true",
                         help="stay, and send the reports of CALLYZER_REPORTS (reports.toml) when they are due")
    command.add_argument("--format", choices=tuple(FORMATS), help="default: as the file's name ends")
    command.add_argument("--template", type=Path, metavar="FILE",
                         help="a deck of the company's own (.pptx), in whose look slides are made; default:"
                              " CALLYZER_TEMPLATE")
    command.add_argument("--topics", **_SEVERAL, choices=EVERY_TOPIC, metavar="TOPIC",
                         help=f"which, and in which order: {', '.join(EVERY_TOPIC)}; default: {', '.join(TOPICS)}")
    command.add_argument("--link", default="", metavar="URL", help="a page's address, whose filter and choices are"
                                                                   " taken; options beside it go before its parts")
    _add_filter(command.add_argument_group("filter", "as on the pages"))
    command.set_defaults(run=run)


def _add_filter(group: Any) -> None:
    """Each option is called as `choices` calls it."""
    group.add_argument("--range", choices=tuple(PRESETS), metavar="RANGE",
                       help=f"{', '.join(PRESETS)}; default: {Selection().preset}")
    group.add_argument("--from", metavar="DATE", help="the first day, 2026-01-31")
    group.add_argument("--to", metavar="DATE", help="the last day; alone, that one day")
    group.add_argument("--tags", **_SEVERAL, metavar="TAG")
    group.add_argument("--employees", **_SEVERAL, metavar="NUMBER", help="91-9000000001, or without the country")
    group.add_argument("--types", **_SEVERAL, choices=CALL_TYPES, metavar="TYPE", help=", ".join(CALL_TYPES))
    group.add_argument("--over", metavar="SECONDS", help="calls that were longer")
    group.add_argument("--under", metavar="SECONDS", help="calls that were shorter")
    group.add_argument("--working-hours", metavar="10:00-19:00")
    group.add_argument("--without", **_SEVERAL, choices=WEEKDAYS, metavar="DAY",
                       help="weekdays that are left out: Sat Sun")
    group.add_argument("--include-excluded", action="store_const", const=True,
                       help="calls with the numbers that Callyzer excludes, too")


def run(parser: argparse.ArgumentParser, given: argparse.Namespace) -> int:
    """Raises CallyzerError where no part of it can be had, or where it cannot be mailed."""
    settings = Settings.read(os.environ)
    if given.watch:
        return watching.run(settings)
    logging.getLogger("callyzer").addHandler(logging.NullHandler())  # what concerns the report is told in one line
    order, to = _order(parser, given), checked(given.mail_to) if given.mail_to else ()
    mailer = Mailer(settings, lambda: datetime.now(UTC))
    if to:
        mailer.check()
    made = _made(settings, order)
    if given.output:
        _check_ending(parser, given.output, made.file)
        _write(parser, given.output, made.file.content)
    if given.output and given.output != STDOUT:
        _say(f"{given.output}: {_covers(made)}.", sys.stdout)
    if to:
        _mail(mailer, made, to, sys.stderr if given.output == STDOUT else sys.stdout)
    return MADE


def _made(settings: Settings, order: Order) -> Report:
    """With what is missing told, in a line each."""
    goals = open_goals(settings).kept()
    if goals.problem:
        _say(goals.problem)
    order.made_in(settings)  # what is wrong with a template is told before the account is opened
    with closing(open_source(settings, keeps_current=False)) as account:
        made = report(account, settings, order, datetime.now(UTC), goals.goals)
    for sentence in lacking(made.document):
        _say(sentence)
    return made


def _mail(mailer: Mailer, made: Report, to: tuple[str, ...], out: TextIO) -> None:
    refused = mailer.send(carrying(made, to, "Callyzer report"))
    if refused:
        _say(f"{words.counted(refused, 'recipient')} refused by the mail server.")
    _say(f"Mailed to {words.counted(len(to) - refused, 'recipient')}: {_covers(made)}.", out)


def _covers(made: Report) -> str:
    return f"{words.counted(len(made.document.sections), 'section')}, {made.document.cover.days}"


def _order(parser: argparse.ArgumentParser, given: argparse.Namespace) -> Order:
    """Found before anything is asked. What is damaged in the link is told and left out."""
    format_ = _format(parser, given)
    named = {name: getattr(given, name.replace("-", "_")) for name in (*choices.FILTER, *choices.DAYS)}
    selection, problems = choices.selection(given.link, named)
    for problem in problems:
        _say(problem)
    return Order(selection, tuple(given.topics or TOPICS), format_, given.template, given.link)


def _format(parser: argparse.ArgumentParser, given: argparse.Namespace) -> str:
    """As is a folder that is not there."""
    output = given.output or ""
    if not output and not given.mail_to:
        parser.error("where to? -o FILE, --mail-to ADDRESS, or both; --watch for those that go out by themselves")
    if output and output != STDOUT and not Path(output).absolute().parent.is_dir():
        parser.error(f"there is no folder for {output}")
    name: str = given.format or {"zip": "csv"}.get(_ending(output), _ending(output))
    if name not in FORMATS:
        parser.error(f"--format is needed where the file's name does not end in one of {', '.join(FORMATS)}")
    if given.template and name != "pptx":
        parser.error("--template is for slides: --format pptx")
    return name


def _ending(path: str) -> str:
    return Path(path).suffix.removeprefix(".").lower()


def _check_ending(parser: argparse.ArgumentParser, path: str, file: File) -> None:
    """Several tables are no CSV, nor several pictures a PNG: what is given a ZIP under that name cannot open it."""
    if path != STDOUT and _ending(path) in {*FORMATS, "zip"} and _ending(path) != file.ending:
        parser.error(f"{path} would hold a {file.ending.upper()}: let its name end in .{file.ending}")


def _write(parser: argparse.ArgumentParser, path: str, content: bytes) -> None:
    """Whoever reads sees the file of before or the new one, whole."""
    if path == STDOUT:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    beside = Path(path).with_name(f".{Path(path).name}.{os.getpid()}.new")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        parser.error(f"{path} cannot be written: {error.strerror}")


def _say(sentence: str, out: TextIO | None = None) -> None:
    print(sentence, file=out or sys.stderr)
