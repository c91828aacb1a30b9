"""`python -m callyzer report`: the figures of the pages as a file, for a meeting or for cron."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from callyzer.errors import RuleViolation
from callyzer.exports.formats import FORMATS, File, Format, in_template
from callyzer.model import CALL_TYPES, WEEKDAYS, Number, WorkingHours
from callyzer.settings import Settings
from callyzer.views import cover, words
from callyzer.views.document import TOPICS, Document, Wanted
from callyzer.views.link import Selection, from_query
from callyzer.views.periods import CUSTOM, PRESETS
from callyzer.wiring import Opened, Priority, open_source

MADE = 0
STDOUT = "-"


def add(commands: Any) -> None:
    command = commands.add_parser(
        "report", help="make a file of the figures",
        description="Makes a file of the figures of the pages, and waits until all are there. Exit status"
                    f" {MADE}: made; 2: wrong usage, nothing to be had, or the account refused; 75: somebody else has"
                    " what it needs, try later.")
    command.add_argument("-o", "--output", required=True, metavar="FILE", help=f"{STDOUT} for standard output")
    command.add_argument("--format", choices=tuple(FORMATS), help="default: as the file's name ends")
    command.add_argument("--template", type=Path, metavar="FILE",
                         help="a deck of the company's own (.pptx), in whose look slides are made")
    command.add_argument("--topics", nargs="+", choices=TOPICS, default=TOPICS, metavar="TOPIC",
                         help=f"which, and in which order: {', '.join(TOPICS)}; default: all")
    command.add_argument("--link", default="", metavar="URL", help="a page's address, whose filter is taken; options"
                                                                   " beside it go before its parts")
    _add_filter(command.add_argument_group("filter", "as on the pages"))
    command.set_defaults(run=run)


def _add_filter(group: Any) -> None:
    group.add_argument("--range", choices=tuple(PRESETS), dest="preset", metavar="RANGE",
                       help=f"{', '.join(PRESETS)}; default: {Selection().preset}")
    group.add_argument("--from", type=_day, dest="first", metavar="DATE", help="the first day, 2026-01-31")
    group.add_argument("--to", type=_day, dest="last", metavar="DATE", help="the last day; alone, that one day")
    group.add_argument("--tags", nargs="+", dest="emp_tags", metavar="TAG")
    group.add_argument("--employees", nargs="+", type=_number, dest="emp_numbers", metavar="NUMBER",
                       help="91-9000000001, or without the country")
    group.add_argument("--types", nargs="+", choices=CALL_TYPES, dest="call_types", metavar="TYPE",
                       help=", ".join(CALL_TYPES))
    group.add_argument("--over", type=int, dest="duration_grt_than", metavar="SECONDS", help="calls that were longer")
    group.add_argument("--under", type=int, dest="duration_les_than", metavar="SECONDS", help="calls that were shorter")
    group.add_argument("--working-hours", type=_hours, metavar="10:00-19:00")
    group.add_argument("--without", nargs="+", choices=WEEKDAYS, dest="exclude_days", metavar="DAY",
                       help="weekdays that are left out: Sat Sun")


def run(parser: argparse.ArgumentParser, given: argparse.Namespace) -> int:
    """Raises CallyzerError where no part of it can be had."""
    logging.getLogger("callyzer").addHandler(logging.NullHandler())  # what concerns the report is told in one line
    wanted, settings = _format(parser, given), Settings.read(os.environ)
    selection = _selection(given)
    with closing(open_source(settings, keeps_current=False)) as account:
        document = _document(account, settings, selection, given, everything=wanted.everything)
    _tell_missing(document)
    file = wanted.file(document)
    _check_ending(parser, given.output, file)
    _write(parser, given.output, file.content)
    if given.output != STDOUT:
        print(f"{given.output}: {words.counted(len(document.sections), 'section')}, {document.cover.days}.")  # noqa: T201 - a command prints
    return MADE


def _document(account: Opened, settings: Settings, selection: Selection, given: argparse.Namespace, *,
              everything: bool) -> Document:
    """Waits for all answers, behind those who look at pages."""
    now = datetime.now(settings.zone).replace(second=0, microsecond=0)
    source = account.source.asking("report", Priority.REFRESH, None)
    question = selection.question(now.date(), settings.zone)
    wanted = Wanted(source, question, now, settings.country, everything=everything)
    return cover.document(wanted, selection, account, given.topics)


def _tell_missing(document: Document) -> None:
    for section in document.sections:
        for sentence in section.missing:
            _say(f"{section.title}: {sentence}")


def _selection(given: argparse.Namespace) -> Selection:
    """The link's choices with those of the options in their place. What is damaged in the link is told and left out."""
    selection, problems = from_query(parse_qs(urlsplit(given.link).query))
    for problem in problems:
        _say(problem)
    return replace(selection, **_days(given), **_chosen(given))


def _days(given: argparse.Namespace) -> Mapping[str, Any]:
    days = [day for day in (given.first, given.last) if day]
    if days and given.preset:
        raise RuleViolation("range", "it has either a name or its days", "Invalid date range.")
    if days:
        return {"preset": CUSTOM, "first": days[0], "last": days[-1]}
    return {"preset": given.preset, "first": None, "last": None} if given.preset else {}


def _chosen(given: argparse.Namespace) -> Mapping[str, Any]:
    several = {name: tuple(value) for name in ("emp_tags", "emp_numbers", "call_types", "exclude_days")
               if (value := getattr(given, name))}
    single = {name: value for name in ("duration_grt_than", "duration_les_than", "working_hours")
              if (value := getattr(given, name)) is not None}
    return several | single


def _format(parser: argparse.ArgumentParser, given: argparse.Namespace) -> Format:
    """Found before anything is asked, as is a folder that is not there."""
    if given.output != STDOUT and not Path(given.output).absolute().parent.is_dir():
        parser.error(f"there is no folder for {given.output}")
    name = given.format or {"zip": "csv"}.get(_ending(given.output), _ending(given.output))
    if name not in FORMATS:
        parser.error(f"--format is needed where the file's name does not end in one of {', '.join(FORMATS)}")
    return _in_template(parser, given.template, name) if given.template else FORMATS[name]


def _in_template(parser: argparse.ArgumentParser, template: Path, name: str) -> Format:
    if name != "pptx":
        parser.error("--template is for slides: --format pptx")
    try:
        return in_template(template.read_bytes())
    except OSError as error:
        parser.error(f"{template} cannot be read: {error.strerror}")


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


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)  # noqa: T201 - a command prints


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day such as 2026-01-31") from None


def _number(text: str) -> str:
    try:
        return Number.parse(text).wire
    except RuleViolation:
        raise argparse.ArgumentTypeError("a number is digits, its country code before a hyphen") from None


def _hours(text: str) -> WorkingHours:
    start, _, end = text.partition("-")
    try:
        return WorkingHours.parse(start, end)
    except RuleViolation as error:
        raise argparse.ArgumentTypeError(f"{text!r}: {error.rule}, such as 10:00-19:00") from None
