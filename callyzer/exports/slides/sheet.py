"""The sheet behind a native chart: what PowerPoint opens for "Edit data". No cell of it is a formula."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

import xlsxwriter

Row = Sequence[str | float | date | None]


def sheet(rows: Sequence[Row], number_format: str) -> bytes:
    """A workbook with these rows. Texts stay texts, whatever they begin with."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    page, numbers = book.add_worksheet(), book.add_format({"num_format": number_format})
    days = book.add_format({"num_format": "d mmm yyyy"})
    page.set_column(0, 0, 28)
    for line, row in enumerate(rows):
        for place, value in enumerate(row):
            if isinstance(value, str):
                page.write_string(line, place, value)
            elif isinstance(value, date):
                page.write_datetime(line, place, value, days)
            elif value is not None:
                page.write_number(line, place, value, numbers)
    book.close()
    return made.getvalue()
