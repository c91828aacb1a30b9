"""The charts of a workbook: drawn by the spreadsheet itself from the cells beside them, in the project's colours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from callyzer.exports.fields import Field, Kind
from callyzer.exports.ink import of_bars
from callyzer.exports.plane import Plane, plane
from callyzer.exports.sheets import FORMATS, Sheet, pale
from callyzer.exports.spots import Place
from callyzer.figures.slot_profile import REST
from callyzer.figures.theme import PALETTES, colour
from callyzer.views import words
from callyzer.views.parts import Chart, Plot

MOST_BARS = 20
"""So many bars lie readable below each other."""

ROW_PIXELS = 20
_ALT = 255
_WIDTH, _LEAST, _BAR = 640, 300, 22
_LINE = 3
"""Points of a line at a median, at whose second its name stands."""
_AXES = "across", "up"
_LONGEST = 20
_NO_LABEL = {"delete": True}
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

    def cells(self, name: str, first: int = 0, rows: int | None = None) -> list[Any]:
        """The drawn cells of a column, as XlsxWriter wants them: `rows` of them, all from the `first` on."""
        column, top = list(self.fields).index(name), self.head + 1 + first
        return [self.sheet, top, column, top + (self.rows if rows is None else rows) - 1, column]

    def heading(self, name: str) -> list[Any]:
        return [self.sheet, self.head, list(self.fields).index(name)]


def draw(book: Workbook, on: Sheet, chart: Chart, fields: Mapping[str, Field], head: int) -> int:
    """Draws a chart beside its data, whose headings are in the row `head`; returns the rows it takes."""
    rows = len(chart.plotted)
    if chart.plot is None or not rows:
        return 0
    if chart.plot.kind == "cells":
        _shade(on, _Data(on.name, chart.plot, fields, head, rows))
        return 0
    shown = min(rows, MOST_BARS) if chart.plot.kind == "bars" else rows
    data = _Data(on.name, chart.plot, fields, head, shown)
    drawn = _dots(book, on, data, chart) if chart.plot.kind == "dots" else _chart(book, data)
    drawn.set_title({"name": f"{chart.title}, the first {shown}" if shown < rows else chart.title, "overlay": False,
                     "name_font": {"size": 12, "bold": True, "color": _PALETTE.text}})
    height = max(_LEAST, 90 + _BAR * shown) if chart.plot.kind == "bars" else _LEAST
    drawn.set_size({"width": _WIDTH, "height": height})
    on.sheet.insert_chart(head, len(fields) + 1, drawn, {"description": chart.alt[:_ALT]})
    return max(height // ROW_PIXELS + 1, on.row - head)


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


def _plain(book: Workbook, data: _Data) -> Any:
    drawn = book.add_chart(_TYPES[data.plot.kind])
    drawn.set_chartarea({"border": {"none": True}})
    drawn.set_legend({"none": True})
    return drawn


def _chart(book: Workbook, data: _Data) -> Any:
    drawn = _plain(book, data)
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


def _dots(book: Workbook, on: Sheet, data: _Data, chart: Chart) -> Any:
    """A dot for each row, grey where it rests on too little, with the names that stand on the page too, and the lines
    among them. LibreOffice leaves out a first series that has fewer points than another: the longest is the first."""
    drawn, lie = _plain(book, data), plane(chart.plotted, data.plot, "right")
    lines = _lines(on, data, lie)
    for series in (*lines, _dotted(data, lie)) if data.rows < _LINE else (_dotted(data, lie), *lines):
        drawn.add_series(series)
    for side, set_axis in enumerate((drawn.set_x_axis, drawn.set_y_axis)):
        name, (low, high, step) = data.plot.series[side], lie.ticks[side]
        set_axis({**_measuring(data.fields[name].kind), **_named(name), "min": low, "max": high, "major_unit": step})
    return drawn


def _dotted(data: _Data, plane: Plane) -> dict[str, Any]:
    (across, up), named = data.plot.series, plane.named
    names = [_label(data, data.plot.category, row) if row in named else _NO_LABEL for row in range(data.rows)]
    grey = {"fill": {"color": _PALETTE.previous}, "border": {"color": "#ffffff"}}
    return {
        "name": up, "categories": data.cells(across), "values": data.cells(up),
        "marker": {"type": "circle", "size": 7, "fill": {"color": colour(data.plot.colours[0], "light")},
                   "border": {"color": "#ffffff"}},
        "points": [grey if row in plane.small else None for row in range(data.rows)],
        "data_labels": _labels(names, "right")}


def _lines(on: Sheet, data: _Data, plane: Plane) -> list[dict[str, Any]]:
    """The lines at the medians, whose points stand in cells below the dots' own."""
    texts, places = list[str](), list[Place]()
    for reference, line in plane.lines:
        texts += [reference.text] * _LINE
        places += line
    if not places:
        return []
    on.row += 1
    measures = (data.fields[name] for name in data.plot.series)
    given = {"name": Field("Dotted line", "text", texts)} | {
        axis: Field(measure.label, measure.kind, [place[side] * plane.scales[side].by for place in places])
        for side, (axis, measure) in enumerate(zip(_AXES, measures, strict=True))}
    below = replace(data, fields=given, head=on.table(list(given.values())), rows=len(places))
    return [_line(below, turn * _LINE, upright=reference.upright) for turn, (reference, _) in enumerate(plane.lines)]


def _line(data: _Data, first: int, *, upright: bool) -> dict[str, Any]:
    across, up = (data.cells(axis, first, _LINE) for axis in _AXES)
    names = [_NO_LABEL, _label(data, "name", first + 1), _NO_LABEL]
    return {"name": data.cells("name", first)[:3], "categories": across, "values": up, "marker": {"type": "none"},
            "line": {"color": _PALETTE.muted, "width": 1, "dash_type": "round_dot"},
            "data_labels": _labels(names, "right" if upright else "above")}


def _label(data: _Data, name: str, row: int) -> dict[str, Any]:
    """What a cell says, beside its point: as a text, which every program draws, unless XlsxWriter would take that for a
    formula."""
    text = words.short(str(data.fields[name].values[row]), _LONGEST)
    if not text.startswith("="):
        return {"value": text}
    sheet, first, column, *_ = data.cells(name)
    return {"value": f"={quote_sheetname(sheet)}!{xl_rowcol_to_cell(first + row, column, True, True)}"}


def _labels(names: list[dict[str, Any]], position: str) -> dict[str, Any]:
    return {"custom": names, "value": True, "position": position, "font": {"size": 8, "color": _PALETTE.muted}}


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
