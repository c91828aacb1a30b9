"""A document as an XLSX workbook: a sheet about it, then a sheet for each section and each of its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO

from xlsxwriter import Workbook

from callyzer.exports import fields, native
from callyzer.exports.fields import Field
from callyzer.exports.sheets import Sheet, Styles, number, plain
from callyzer.figures.axes import Unit
from callyzer.views import words
from callyzer.views.csv import columns_saved
from callyzer.views.definitions import MEASURES
from callyzer.views.document import Document, Section
from callyzer.views.parts import Cards, Chart, Column, ColumnKind, Movers, Note, Pairs, RowTable, Tiles
from callyzer.views.topics import Part

LONGEST_NAME = 31
ABOUT = "About"
_LINE, _LETTERS = 15, 92
"""Points a line is high, and letters of a definition that fit into it."""

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_UNITS: dict[Unit, str] = {"count": "number", "seconds": "time, h:mm:ss", "share": "percentage",
                           "per_hour": "for each hour"}
_COLUMN_UNITS = {ColumnKind.SECONDS: "time, h:mm:ss", ColumnKind.SECONDS_BAR: "time, h:mm:ss",
                 ColumnKind.PERCENT: "percentage", ColumnKind.PERCENT_BAR: "percentage", ColumnKind.LEVEL: "percentage",
                 ColumnKind.COUNT: "number", ColumnKind.BAR: "number", ColumnKind.NUMBER: "number",
                 ColumnKind.INSTANT: "date and time", ColumnKind.CHANGE: "places"}


def workbook(document: Document) -> bytes:
    """Everything of the document; a part without anything to show says so in a sentence."""
    content = BytesIO()
    with Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": f"Callyzer, {plain(document.cover.days)}", "created": document.cover.made_at})
        styles, names = Styles(book), _Names()
        about = Sheet(book.add_worksheet(names.free(ABOUT)), styles)
        sheets = [(made.name, title, question) for section in document.sections
                  for made, title, question in _sheets(book, styles, names, section)]
        _about(about, document, sheets)
    return content.getvalue()


class _Names:
    """Names of sheets, each given once; spreadsheets keep "History" for themselves."""

    def __init__(self) -> None:
        self._taken = {"history"}

    def free(self, title: str) -> str:
        """The title as a sheet's name, cut between words where it is too long."""
        wanted = _FORBIDDEN.sub(" ", plain(title)).strip(" '") or "Sheet"
        turn, name = 1, _cut(wanted, LONGEST_NAME)
        while name.casefold() in self._taken:
            turn += 1
            name = f"{_cut(wanted, LONGEST_NAME - 3 - len(str(turn)))} ({turn})"
        self._taken.add(name.casefold())
        return name


def _cut(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    return (text[:length + 1].rpartition(" ")[0] or text[:length]).strip(" '")


def _sheets(book: Workbook, styles: Styles, names: _Names, section: Section) -> Iterator[tuple[Sheet, str, str]]:
    """The sheet of the section itself, where it has more than tables, and one for each table."""
    tables = [part for part in section.parts if isinstance(part, RowTable)]
    others = [part for part in section.parts if not isinstance(part, RowTable)]
    if others or section.missing or not tables:
        on = Sheet(book.add_worksheet(names.free(section.title)), styles)
        _section(book, on, section, others)
        yield on, section.title, section.question
    for table in tables:
        title = f"{table.title} table" if table.title == section.title else table.title
        on = Sheet(book.add_worksheet(names.free(title)), styles)
        _table(on, table)
        yield on, table.title, table.question


def _table(on: Sheet, table: RowTable) -> None:
    """Headings in the first row, so that it can be filtered, sorted and counted as it is."""
    if table.empty:
        on.line(table.title, on.styles.title())
        on.line(table.empty, on.styles.quiet)
        on.sheet.set_column(0, 0, 60)
        return
    given = fields.of_table(table)
    on.widths(given)
    on.table(given)
    rows, pinned = len(table.frame), [place for place, column in enumerate(table.columns) if column.pinned]
    on.sheet.freeze_panes(1, max(pinned, default=-1) + 1)
    if given:
        on.sheet.autofilter(0, 0, max(rows, 1), len(given) - 1)
    on.sheet.set_row(0, 32)
    on.sheet.repeat_rows(0)


def _section(book: Workbook, on: Sheet, section: Section, parts: Sequence[Part]) -> None:
    on.sheet.set_column(0, 0, 34)
    on.sheet.set_column(1, 60, 18)
    on.line(section.title, on.styles.title(16))
    on.line(section.question, on.styles.quiet)
    on.sheet.freeze_panes(on.row, 1)
    for sentence in section.missing:
        on.line(f"Missing: {sentence}", on.styles.missing)
    for part in parts:
        on.row += 1
        _part(book, on, part)


def _part(book: Workbook, on: Sheet, part: Part) -> None:
    if isinstance(part, Chart):
        _chart(book, on, part)
    elif isinstance(part, Tiles):
        _rows(on, "Figures", "", fields.of_tiles(part))
    elif isinstance(part, Cards):
        _rows(on, "Honours", "", fields.of_cards(part))
    elif isinstance(part, Pairs):
        _rows(on, "Side by side", part.empty, fields.of_pairs(part))
    elif isinstance(part, Movers):
        nothing = "" if part.changes else "Nothing changed."
        _rows(on, "What changed most against the previous period", nothing, fields.of_changes(part))
        on.row += 1
        _chart(book, on, part.chart)


def _rows(on: Sheet, title: str, empty: str, given: list[Field]) -> None:
    on.line(title, on.styles.title())
    if empty:
        on.line(empty, on.styles.quiet)
    else:
        on.table(given)


def _chart(book: Workbook, on: Sheet, chart: Chart) -> None:
    """Its title, what it answers, its data, and beside that the drawing."""
    on.line(chart.title, on.styles.title())
    on.line(chart.empty or chart.question, on.styles.quiet)
    if chart.empty:
        return
    given = fields.of_chart(chart)
    head = on.table(list(given.values()))
    on.row = max(on.row, head + native.draw(book, on, chart, given, head))


def _about(on: Sheet, document: Document, sheets: Sequence[tuple[str, str, str]]) -> None:
    """What the workbook covers, what is in it, and what its words mean."""
    cover, look = document.cover, on.styles
    on.sheet.set_column(0, 0, 30)
    on.sheet.set_column(1, 1, 46)
    on.sheet.set_column(2, 2, 96)
    on.line(cover.account, look.title(18))
    on.line(cover.days, look.title())
    on.row += 1
    for label, moment in (("Made", cover.made_at), ("As of", cover.as_of)):
        if moment is not None:
            on.sheet.write_string(on.row, 0, label, look.quiet)
            on.sheet.write_number(on.row, 1, number(moment, "instant"),
                                  look.get(num_format="d mmm yyyy hh:mm", align="left"))
            on.row += 1
    _lines(on, "Filter", [(text, "") for text in cover.filters] or [("All calls of these days", "")])
    _lines(on, "Trust", [*((fact.text, fact.help) for fact in cover.trust), *([(cover.gap, "")] if cover.gap else [])])
    _lines(on, "To be known", [(title, text) for title, text in _notes(document)])
    _headed(on, ("Sheet", "Shows", "Answers"), sheets)
    _headed(on, ("Measure", "Unit", "Definition"), _definitions(document))


def _lines(on: Sheet, label: str, rows: Sequence[tuple[str, str]]) -> None:
    for place, texts in enumerate(rows):
        for column, text in enumerate(("" if place else label, *texts)):
            if not text:
                continue
            on.sheet.write_string(on.row, column, plain(text), on.styles.get() if column == 1 else on.styles.quiet)
        on.row += 1


def _headed(on: Sheet, labels: Sequence[str], rows: Sequence[tuple[str, str, str]]) -> None:
    on.row += 1
    head = on.table([Field(label, "text", [row[place] for row in rows]) for place, label in enumerate(labels)],
                    wrapped=True)
    for place, row in enumerate(rows):
        on.sheet.set_row(head + 1 + place, _LINE * (len(row[-1]) // _LETTERS + 1))


def _notes(document: Document) -> list[tuple[str, str]]:
    """What has to be said beside figures, with the part it concerns; rows that are left out too."""
    found: list[tuple[str, str]] = []
    for section in document.sections:
        found += [(section.title, f"Missing: {sentence}") for sentence in section.missing]
        for part in section.parts:
            title = getattr(part, "title", section.title)
            given: tuple[Note, ...] = part.notes
            found += [(title, note.text) for note in given]
            if isinstance(part, RowTable) and part.total_records > len(part.frame):
                found.append((title, f"The first {words.count(len(part.frame))} of"
                                     f" {words.count(part.total_records)} rows."))
    return list(dict.fromkeys(found))


def _definitions(document: Document) -> list[tuple[str, str, str]]:
    """Every measure that is shown, once."""
    found = [line for section in document.sections for part in section.parts for line in _defined(part) if line[2]]
    return list(dict.fromkeys(found))


def _defined(part: Part) -> Iterator[tuple[str, str, str]]:
    if isinstance(part, Tiles):
        yield from ((tile.label, _UNITS[tile.amount.unit] if tile.amount else "", tile.help) for tile in part.tiles)
    elif isinstance(part, RowTable):
        yield from map(_of_column, columns_saved(part))
    elif isinstance(part, Pairs):
        yield from ((pair.label, _UNITS[MEASURES[pair.key].unit], pair.help) for pair in part.pairs)
    elif isinstance(part, Cards):
        yield from ((card.title, "", card.help) for card in part.cards)
    else:
        chart = part.chart if isinstance(part, Movers) else part
        unit = _UNITS[chart.plot.units[-1]] if chart.plot else ""
        yield chart.title, unit, chart.help


def _of_column(column: Column) -> tuple[str, str, str]:
    return column.label, _COLUMN_UNITS.get(column.kind, "text"), column.help
