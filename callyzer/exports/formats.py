"""The formats a document can be had in, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pandas as pd

from callyzer.errors import UnreadableTemplate
from callyzer.exports.deck import deck
from callyzer.exports.page import page
from callyzer.exports.pdf import pdf
from callyzer.exports.pictures import Kind, pictures, zipped
from callyzer.exports.slides.template import opened
from callyzer.exports.workbook import workbook
from callyzer.views.csv import csv, saved, saved_chart
from callyzer.views.document import Document
from callyzer.views.parts import Chart, Movers, Pairs, RowTable


@dataclass(frozen=True, slots=True)
class File:
    """`ending` without its dot."""

    content: bytes
    ending: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Format:
    """`label` is what a person calls it; `file` makes it. `everything`: it holds the rows of long tables that a page
    leaves out."""

    name: str
    label: str
    file: Callable[[Document], File]
    everything: bool = False


def _always(make: Callable[[Document], bytes], ending: str, media_type: str) -> Callable[[Document], File]:
    return lambda document: File(make(document), ending, media_type)


def _csv(document: Document) -> File:
    """What has a CSV on the pages: one as it is, several in a ZIP."""
    tables = dict(_tables(document))
    if len(tables) == 1:
        return File(csv(next(iter(tables.values()))()), "csv", "text/csv")
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for name, rows in tables.items():
            archive.writestr(f"{name}.csv", csv(rows()))
    return File(content.getvalue(), "zip", "application/zip")


def _tables(document: Document) -> Iterator[tuple[str, Callable[[], pd.DataFrame]]]:
    for section in document.sections:
        for part in section.parts:
            shown = part.chart if isinstance(part, Movers) else part
            if isinstance(shown, RowTable):
                yield f"{section.topic}-{shown.key}", partial(saved, shown)
            elif isinstance(shown, Chart):
                yield f"{section.topic}-{shown.key}", partial(saved_chart, shown)
            elif isinstance(shown, Pairs):
                yield f"{section.topic}-pairs", partial(pd.DataFrame, shown.data)


def _pdf(document: Document) -> bytes:
    return pdf(page(document))


def _pictures(kind: Kind, document: Document) -> File:
    """One as it is, several in a ZIP."""
    found = pictures(document, kind)
    if len(found) == 1:
        return File(next(iter(found.values())), kind, {"png": "image/png", "svg": "image/svg+xml"}[kind])
    return File(zipped(found), "zip", "application/zip")


_SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

FORMATS: Mapping[str, Format] = {format_.name: format_ for format_ in (
    Format("pptx", "PowerPoint deck", _always(deck, "pptx", _SLIDES)),
    Format("xlsx", "Excel workbook", _always(
        workbook, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), everything=True),
    Format("pdf", "PDF", _always(_pdf, "pdf", "application/pdf")),
    Format("html", "Page to read offline", _always(page, "html", "text/html")),
    Format("png", "Pictures (PNG)", partial(_pictures, "png")),
    Format("svg", "Pictures (SVG)", partial(_pictures, "svg")),
    Format("csv", "CSV tables", _csv, everything=True),
)}


def named(name: str, template: Path | None = None) -> Format:
    """The format with this name; slides are made in the look of a company's own deck (.pptx) where one is given.

    Raises UnreadableTemplate where slides are wanted and its file cannot be read or is no deck.
    """
    if name != "pptx" or template is None:
        return FORMATS[name]
    return replace(FORMATS[name], file=_always(partial(deck, template=_read(template)), "pptx", _SLIDES))


def _read(template: Path) -> bytes:
    """Looked into before the account is asked for everything that would go into it."""
    try:
        content = template.read_bytes()
    except OSError as error:
        raise UnreadableTemplate(f"{template} cannot be read: {error.strerror}") from error
    try:
        opened(content)
    except UnreadableTemplate as error:
        raise UnreadableTemplate(f"{template} {error.problem}") from error
    return content
