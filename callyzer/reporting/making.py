"""Makes a report of an account: the same for the command, for those that go out by themselves, and for a preview."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from callyzer.exports.formats import FORMATS, File, Format, named
from callyzer.model import CallFilter, EmployeeQuery
from callyzer.model.goals import NONE, Goals
from callyzer.settings import Settings
from callyzer.source import Source
from callyzer.views import calls_link, cover, sides
from callyzer.views.document import Document, Tell
from callyzer.views.file_name import file_name
from callyzer.views.link import Selection
from callyzer.views.parts import soon
from callyzer.views.shown import PARAMETER, Shown, shown
from callyzer.views.topics import TOPICS, Topic, Wanted
from callyzer.wiring import Opened, Priority

VIEWER = "report"


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted: of which calls, which topics, as a file of which format. `template` is a deck in whose look
    slides are made, where it is not that of the settings; `link` a page's address, whose choices the parts follow."""

    selection: Selection = field(default_factory=Selection)
    topics: tuple[Topic, ...] = TOPICS
    format: str = "pptx"
    template: Path | None = None
    link: str = ""

    @property
    def label(self) -> str:
        """What a person calls its format."""
        return FORMATS[self.format].label

    def made_in(self, settings: Settings) -> Format:
        """Raises UnreadableTemplate."""
        return named(self.format, self.template or settings.template)


@dataclass(frozen=True, slots=True)
class Report:
    """`name` is the file's, with its ending."""

    document: Document
    file: File
    name: str


def report(account: Opened, settings: Settings, order: Order, now: datetime, goals: Goals = NONE, *,
           today: date | None = None, name: str = VIEWER, tell: Tell | None = None) -> Report:
    """Waits for all answers, behind those who look at pages. `today` is the day that ranges such as "yesterday" are
    meant on, where it is not that of `now`. Raises CallyzerError where it cannot be made."""
    format_ = order.made_in(settings)  # before anything is asked
    meant = today or now.astimezone(settings.zone).date()
    source = account.source.asking(VIEWER, Priority.REFRESH, None)
    question = order.selection.question(meant, settings.zone)
    local = now.astimezone(settings.zone).replace(second=0, microsecond=0)
    wanted = Wanted(source, question, local, settings.country, shown=_shown(order.link, source, question, local),
                    everything=format_.everything)
    document = cover.document(wanted, order.selection, account, order.topics, goals=goals, tell=tell)
    file = format_.file(document)
    return Report(document, file, f"{file_name(name, order.selection, order.selection.days(meant))}.{file.ending}")


def _shown(link: str, source: Source, question: CallFilter, now: datetime) -> Shown:
    """What the address tells of what its page shows. Everybody is asked for where it compares tags or employees."""
    query = parse_qs(urlsplit(link).query)
    known = soon(lambda: source.get_employees(EmployeeQuery())).value if "compare" in query else None
    subset, _ = calls_link.from_query(query)
    both = sides.from_query(query, question, now, known)
    found = shown(lambda key: query.get(PARAMETER + key, [""])[-1], both, subset)
    return replace(found, all_calls=True)  # nobody waits for it


@dataclass(frozen=True, slots=True)
class Preview:
    """A report as it would go out now, and the same as a page to look at."""

    report: Report
    page: str


def preview(account: Opened, settings: Settings, order: Order, now: datetime, goals: Goals = NONE, *,
            name: str = VIEWER, tell: Tell | None = None) -> Preview:
    """Raises CallyzerError where it cannot be made."""
    shown = report(account, settings, replace(order, format="html"), now, goals, name=name, tell=tell)
    format_ = order.made_in(settings)
    if format_.everything:  # of which a page would leave most out
        made = report(account, settings, order, now, goals, name=name)
    else:
        file = format_.file(shown.document)
        made = Report(shown.document, file, f"{shown.name.removesuffix('html')}{file.ending}")
    return Preview(made, shown.file.content.decode())
