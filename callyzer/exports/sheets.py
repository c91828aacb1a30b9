"""What is written into the cells of a workbook, and how it looks there. A name stays a text, whatever it looks like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from callyzer.exports.fields import Field, Kind, Signed, heading
from callyzer.figures.theme import PALETTES, colour, paler
from callyzer.views import words
from callyzer.views.parts import Amount, Meaning

LONGEST = 32_767
"""Characters a cell holds."""

FORMATS = {"count": "#,##0", "seconds": "[h]:mm:ss", "hours": '#,##0.00" h"', "share": "0.0%", "level": "0%",
           "per_hour": "#,##0.0", "places": "+0;-0;0", "day": "ddd d mmm yyyy", "instant": "d mmm yyyy hh:mm",
           "percent": "+0.0%;-0.0%;0.0%", "points": '+0.0" pts";-0.0" pts";0.0" pts"', "times": '"×"#,##0',
           "more": "+#,##0;-#,##0;0", "more_seconds": "+[h]:mm:ss;;[h]:mm:ss",
           "more_per_hour": "+#,##0.0;-#,##0.0;0.0"}
"""How a cell of each kind is written."""

_PALETTE = PALETTES["light"]
_EPOCH = datetime(1899, 12, 30, tzinfo=UTC).replace(tzinfo=None)
_DAY = 86_400
_WIDTHS = {"instant": 18.0, "day": 17.0, "text": 12.0}
_NARROWEST, _WIDEST, _LOOKED_AT = 9.0, 44.0, 300
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Not allowed in XML, or control characters without a meaning there."""


def plain(text: str) -> str:
    """A text as a cell can hold it."""
    written = _UNWRITABLE.sub("", text)
    return words.short(written, LONGEST)


class Styles:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def get(self, **wanted: object) -> Format:
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({"font_name": "Calibri", "font_size": 11, "valign": "top",
                                                     **wanted})
        return self._made[key]

    def of(self, kind: Kind, *, muted: bool = False, wrapped: bool = False) -> Format:
        look: dict[str, object] = {"font_color": _PALETTE.muted} if muted else {}
        if wrapped:
            look["text_wrap"] = True
        if kind == "text":
            return self.get(align="left", indent=1, **look)
        return self.get(num_format=FORMATS[kind], align="left" if kind == "day" else "right",
                        indent=int(kind == "day"), **look)

    def head(self, *, left: bool) -> Format:
        return self.get(bold=True, bottom=1, bottom_color=_PALETTE.muted, bg_color=_PALETTE.surface, text_wrap=True,
                        valign="vcenter", align="left" if left else "right", indent=int(left))

    def title(self, size: int = 12) -> Format:
        return self.get(bold=True, font_size=size, font_color=_PALETTE.text)

    @property
    def missing(self) -> Format:
        return self.get(font_color=_PALETTE.bad)

    @property
    def quiet(self) -> Format:
        return self.get(font_color=_PALETTE.muted)

    def change(self, kind: Kind, meaning: Meaning | None) -> Format:
        shades = {"good": _PALETTE.good, "bad": _PALETTE.bad, "neutral": _PALETTE.muted}
        shade = {"font_color": shades[meaning]} if meaning else {}
        return self.get(num_format=FORMATS[kind], align="right", **shade)


class Sheet:
    """A sheet that is written from the top; `row` is the first free one."""

    def __init__(self, sheet: Worksheet, styles: Styles) -> None:
        self.sheet, self.styles, self.row = sheet, styles, 0
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # phone numbers are meant to be texts

    @property
    def name(self) -> str:
        return str(self.sheet.get_name())

    def line(self, text: str, look: Format) -> None:
        """A text across the sheet, in a row of its own."""
        self.sheet.set_row(self.row, look.font_size * 1.5)
        self.sheet.write_string(self.row, 0, plain(text), look)
        self.row += 1

    def table(self, fields: Sequence[Field], *, wrapped: bool = False) -> int:
        """Headings and the rows below them; returns the row of the headings."""
        head = self.row
        for column, field in enumerate(fields):
            self.sheet.write_string(head, column, plain(heading(field.label)), self.styles.head(left=_is_left(field)))
            self._values(head + 1, column, field, wrapped=wrapped)
            if field.full is not None and field.values:
                self._bars(head + 1, column, field)
        self.row = head + 1 + max((len(field.values) for field in fields), default=0)
        return head

    def _values(self, first: int, column: int, field: Field, *, wrapped: bool) -> None:
        look, muted = self.styles.of(field.kind, wrapped=wrapped), self.styles.of(field.kind, muted=True)
        among_numbers = look if _is_left(field) else self.styles.get(align="right")
        for row, value in enumerate(field.values):
            if value is not None and value != "":
                plainly = among_numbers if isinstance(value, str) else look
                self._cell(first + row, column, value, field.kind, muted if row in field.muted else plainly)

    def _cell(self, row: int, column: int, value: Any, kind: Kind, look: Format) -> None:
        if isinstance(value, str):
            self.sheet.write_string(row, column, plain(value), look)
        elif isinstance(value, Amount):
            self._cell(row, column, value.value, value.unit, self.styles.of(value.unit))
        elif isinstance(value, Signed):
            self._cell(row, column, value.value, value.kind, self.styles.change(value.kind, value.meaning))
        else:
            self.sheet.write_number(row, column, number(value, kind), look)

    def _bars(self, first: int, column: int, field: Field) -> None:
        self.sheet.conditional_format(first, column, first + len(field.values) - 1, column, {
            "type": "data_bar", "data_bar_2010": True, "bar_solid": True, "bar_color": pale(field.measure),
            "min_type": "num", "min_value": 0, "max_type": "num",
            "max_value": number(field.full or 1, field.kind), "bar_border_color": pale(field.measure)})

    def widths(self, fields: Sequence[Field]) -> None:
        for column, field in enumerate(fields):
            self.sheet.set_column(column, column, _width(field))


def _is_left(field: Field) -> bool:
    """Whether its cells are texts, or days, which are read as such."""
    return field.kind == "day" or (
        field.kind == "text" and not any(isinstance(value, Amount | Signed) for value in field.values))


def number(value: Any, kind: Kind) -> float:
    """As a spreadsheet counts: spans and times of day in days, in the zone they are told in."""
    if kind == "instant":
        return float((value.replace(tzinfo=None) - _EPOCH).total_seconds()) / _DAY
    if kind == "day" and isinstance(value, date):
        return float((value - _EPOCH.date()).days)
    return float(value) / {"seconds": _DAY, "more_seconds": _DAY, "hours": 3600, "percent": 100}.get(kind, 1)


def pale(measure: str, strength: float = 0.45) -> str:
    """A measure's colour behind numbers that stay readable."""
    return paler(colour(measure, "light"), _PALETTE.background, strength)


def _width(field: Field) -> float:
    """For the longest of the first values; a heading of several words may take two lines."""
    longest = max((len(word) for word in field.label.split()), default=0) + 3.0  # the filter's button
    texts = [len(value) for value in field.values[:_LOOKED_AT] if isinstance(value, str)]
    return min(max(_NARROWEST, longest, _WIDTHS.get(field.kind, 0.0), max(texts, default=0) + 2.0), _WIDEST)
