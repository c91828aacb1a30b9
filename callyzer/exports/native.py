"""The charts of a workbook: drawn by the spreadsheet itself from the cells beside them, in the project's colours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from callyzer.exports.fields import Field, Kind
from callyzer.exports.ink import of_bars
from callyzer.exports.sheets import FORMATS, Sheet, pale
from callyzer.figures.comparison import with_room
from callyzer.figures.slot_profile import REST
from callyzer.figures.theme import PALETTES, colour
from callyzer.views.parts import Chart, Plot

MOST_BARS = 20
"""So many bars lie readable below each other."""

ROW_PIXELS = 20
_ALT = 255
_WIDTH, _LEAST, _BAR = 640, 300, 22
_PALETTE = PALETTES["light"]
_TYPES: dict[str, dict[str, str]] = {
    "columns": {"type": "column"}, "bars": {"type": "bar"}, "line": {"type": "scatter", "subtype": "straight"},
    "dots": {"type": "scatter"}}


@dataclass(frozen=True, slots=True)
class _Data:
    """Where the data of a chart stands: on which sheet, below which row of headings, and how many rows are drawn."""

    sheet: str
    plot: Plot
    fields: Mapping[str, Field]
    head: int
    rows: int

    def cells(self, name: str) -> list[Any]:
        """The drawn cells of a column, as XlsxWriter wants them."""
        column = list(self.fields).index(name)
        return [self.sheet, self.head + 1, column, self.head + self.rows, column]

    def heading(self, name: str) -> list[Any]:
        return [self.sheet, self.head, list(self.fields).index(name)]


def draw(book: Workbook, on: Sheet, chart: Chart, fields: Mapping[str, Field], head: int) -> int:
    """Draws a chart beside its data, whose headings are in the row `head`; returns the rows it takes."""
    rows = len(chart.data)
    if chart.plot is None or not rows:
        return 0
    if chart.plot.kind == "cells":
        _shade(on, _Data(on.name, chart.plot, fields, head, rows))
        return 0
    shown = min(rows, MOST_BARS) if chart.plot.kind == "bars" else rows
    drawn = _chart(book, _Data(on.name, chart.plot, fields, head, shown))
    drawn.set_title({"name": f"{chart.title}, the first {shown}" if shown < rows else chart.title, "overlay": False,
                     "name_font": {"size": 12, "bold": True, "color": _PALETTE.text}})
    height = max(_LEAST, 90 + _BAR * shown) if chart.plot.kind == "bars" else _LEAST
    drawn.set_size({"width": _WIDTH, "height": height})
    on.sheet.insert_chart(head, len(fields) + 1, drawn, {"description": chart.alt[:_ALT]})
    return height // ROW_PIXELS + 1


def _shade(on: Sheet, data: _Data) -> None:
    """From nothing to the page's strongest colour; what rests on too little has none, as there."""
    first, last, columns = data.head + 1, data.head + data.rows, len(data.fields) - 1
    shown = [xl_rowcol_to_cell(first + row, column + 1) for row in range(data.rows) for column in range(columns)
             if (row, column) not in data.plot.small]
    if shown:
        on.sheet.conditional_format(first, 1, last, columns, {
            "type": "2_color_scale", "min_type": "num", "min_value": 0, "max_type": "num", "max_value": data.plot.top,
            "min_color": "#ffffff", "max_color": pale(data.plot.colours[0], 0.6),
            **({"multi_range": " ".join(shown)} if data.plot.small else {})})


def _chart(book: Workbook, data: _Data) -> Any:
    drawn = book.add_chart(_TYPES[data.plot.kind])
    drawn.set_chartarea({"border": {"none": True}})
    drawn.set_legend({"none": True})
    if data.plot.kind == "dots":
        _dots(drawn, data)
        return drawn
    _series(drawn, data)
    _axes(drawn, data)
    if len(data.plot.series) > 1:
        drawn.set_legend({"position": "bottom"})
    return drawn


def _series(drawn: Any, data: _Data) -> None:
    plot = data.plot
    for place, (name, measure) in enumerate(zip(plot.series, plot.colours, strict=True)):
        shade = {"color": pale(measure, REST) if plot.nested and place == 0 else colour(measure, "light")}
        look = {"line": {**shade, "width": 2.25}} if plot.kind == "line" else {
            "fill": shade, "border": {"none": True}, "gap": 45, "overlap": 100 if plot.nested else 0}
        values = data.fields[name].values[:data.rows]
        each = [{"fill": {"color": code}} for code in of_bars(plot, values, "light")]
        drawn.add_series({"name": data.heading(name), "categories": data.cells(data.plot.category),
                          "values": data.cells(name), **look, **({"points": each} if each else {})})


def _dots(drawn: Any, data: _Data) -> None:
    """A dot for each row, grey where it rests on too little, with the names that stand on the page too."""
    (across, up), plot = data.plot.series, data.plot
    sheet, first, column = data.cells(plot.category)[:3]
    small = {row for row, _ in plot.small}
    middle = {each.upright: each.value for each in plot.references}
    named = with_room(list(zip(data.fields[across].values, data.fields[up].values, strict=True)), small,
                      (middle.get(True, 0.0), middle.get(False, 0.0)))
    names = [{"value": f"={quote_sheetname(sheet)}!{xl_rowcol_to_cell(first + row, column, True, True)}"}
             if row in named else {"delete": True} for row in range(data.rows)]
    grey = {"fill": {"color": _PALETTE.previous}, "border": {"color": "#ffffff"}}
    labels = {"custom": names, "value": True, "position": "right", "font": {"size": 8, "color": _PALETTE.muted}}
    drawn.add_series({
        "name": up, "categories": data.cells(across), "values": data.cells(up),
        "marker": {"type": "circle", "size": 7, "fill": {"color": colour(plot.colours[0], "light")},
                   "border": {"color": "#ffffff"}},
        "points": [grey if row in small else None for row in range(data.rows)], "data_labels": labels})
    drawn.set_x_axis({**_measuring(data.fields[across].kind), **_named(across)})
    drawn.set_y_axis({**_measuring(data.fields[up].kind), **_named(up)})


def _axes(drawn: Any, data: _Data) -> None:
    plot, category = data.plot, data.fields[data.plot.category].kind
    measured = _measuring(data.fields[plot.series[0]].kind) | _from_zero(data)
    told = {"text_axis": True, "num_font": {"color": _PALETTE.muted}, "label_position": "low",
            "interval_unit": 1 if plot.kind == "bars" else None,
            **({"num_format": "ddd d mmm"} if category == "day" else {})}
    if plot.kind == "bars":
        drawn.set_x_axis({**measured, "label_position": "high"})  # below: what is reversed is told from its end
        drawn.set_y_axis({**told, "reverse": True, "major_gridlines": {"visible": False}})
    elif plot.kind == "line":
        whole = {"max": 1} if category == "share" else {}
        drawn.set_x_axis({**_measuring(category), **_named(plot.category), **whole})
        drawn.set_y_axis({**measured, **_named(plot.series[0]), **whole})
    else:
        drawn.set_x_axis(told)
        drawn.set_y_axis(measured)


def _from_zero(data: _Data) -> dict[str, Any]:
    values = [value for name in data.plot.series for value in data.fields[name].values if value is not None]
    return {} if any(value < 0 for value in values) else {"min": 0}


def _named(name: str) -> dict[str, Any]:
    return {"name": name, "name_font": {"bold": False, "color": _PALETTE.muted}}


def _measuring(kind: Kind) -> dict[str, Any]:
    written = {"seconds": "[h]:mm", "share": "0%"}.get(kind, FORMATS.get(kind, "General"))
    return {"num_format": written, "num_font": {"color": _PALETTE.muted}, "line": {"none": True},
            "major_gridlines": {"visible": True, "line": {"color": _PALETTE.line, "width": 0.75}}}
