from __future__ import annotations

import re
from csv import reader
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pandas as pd
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from callyzer.exports.sheets import LONGEST
from callyzer.exports.workbook import workbook
from callyzer.views.document import Document
from callyzer.views.parts import (
    Amount,
    ChangeUnit,
    Chart,
    Delta,
    Plot,
    Progress,
    Reference,
    RowTable,
    Tile,
    Tiles,
)
from tests.exports.handmade import CALLED, HOSTILE, chart, charts, document, movers, pairs, table, tiles
from tests.exports.spreadsheet import as_csv, converted, read

CHARTS = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
          "a": "http://schemas.openxmlformats.org/drawingml/2006/main"}


def opened(given: Document) -> Workbook:
    return read(workbook(given))


@pytest.fixture(scope="module")
def book() -> Workbook:
    return opened(document())


def day(text: str) -> datetime:
    return datetime.fromisoformat(text)


def rows(sheet: Worksheet, first: str) -> list[list[object]]:
    """The rows below the heading whose first cell says this, up to the first empty cell."""
    values: list[list[object]] = [list(row) for row in sheet.iter_rows(values_only=True)]
    begin = next(place for place, row in enumerate(values) if row[0] == first) + 1
    end = next((place for place in range(begin, len(values)) if values[place][0] is None), len(values))
    return values[begin:end]


def test_a_table_has_a_sheet_under_the_headings_of_the_screen(book: Workbook) -> None:
    sheet = book["Clients"]
    assert [cell.value for cell in sheet[1]] == [
        "Client", "Number", "Calls", "Talk time", "Connect rate", "±", "Last call", "Tags"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == f"A1:H{len(HOSTILE) + 1}"
    assert sheet.max_row == len(HOSTILE) + 1


def test_numbers_times_and_percentages_are_what_they_are_called(book: Workbook) -> None:
    row = book["Clients"][3]  # the second of the rows: 3723 seconds of talk
    number, calls, talk, rate, change, last = (cell.value for cell in row[1:7])
    assert (number, calls, rate, change) == ("+91 8000000001", 11, 0.625, 1)
    assert seconds(talk) == timedelta(hours=1, minutes=2, seconds=3)
    assert last == CALLED.replace(tzinfo=None)
    assert [cell.number_format for cell in row[2:7]] == ["#,##0", "[h]:mm:ss", "0.0%", "+0;-0;0", "d mmm yyyy hh:mm"]
    assert book["Clients"].cell(len(HOSTILE) + 1, 6).value == "new"


def test_what_rests_on_too_little_is_grey_and_only_that(book: Workbook) -> None:
    greys = [[cell.font.color.rgb if cell.font.color else None for cell in row] for row in book["Clients"]["C2:E3"]]
    assert greys[1][2] == "FF5D6878"
    assert greys[0] == greys[0][:1] * 3 != greys[1]


@pytest.mark.parametrize("place", range(len(HOSTILE)))
def test_a_name_stays_a_text(book: Workbook, place: int) -> None:
    name = HOSTILE[place]
    cell = book["Clients"].cell(place + 2, 1)
    assert (cell.data_type, cell.hyperlink) == ("s", None)
    said = "".join(letter for letter in name if letter >= " " and letter != "\ufffe")
    assert cell.value == (said if len(said) <= LONGEST else said[:LONGEST - 1] + "…")


def test_no_sheet_holds_a_formula_or_a_link(book: Workbook) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert len(cells) > 300
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    with ZipFile(BytesIO(workbook(document()))) as archive:
        assert not [name for name in archive.namelist() if "externalLink" in name or "vba" in name]


def test_a_section_begins_with_its_figures_as_numbers(book: Workbook) -> None:
    sheet = book["Overview"]
    figures = rows(sheet, "Figure")
    assert [row[:5] for row in figures] == [
        ["Calls", 100, 0.25, 80, None], ["Talk time", timedelta(hours=30), None, None, None],
        ["Connect rate", 0.625, None, None, "of 40 attempts"], ["Best time", "=Tuesday", None, None, None]]
    assert sheet.cell(next(row[0].row for row in sheet.iter_rows() if row[0].value == "Connect rate"),
                      2).number_format == "0.0%"


def test_a_chart_stands_beside_its_data_drawn_by_the_spreadsheet() -> None:
    given = workbook(document(*charts()))
    with ZipFile(BytesIO(given)) as archive:
        drawn = [archive.read(name).decode() for name in sorted(archive.namelist()) if "charts/chart" in name]
    assert [kind for text in drawn for kind in ("c:barChart", "c:scatterChart") if f"<{kind}>" in text] == [
        "c:barChart", "c:barChart", "c:scatterChart", "c:scatterChart"]
    assert "CF8300" in drawn[0], "talk time has its colour"
    assert 'formatCode="[h]:mm"' in drawn[0]
    assert "Overview!$B$7:$B$8" in drawn[0], "below title, question, an empty row, the chart's own, and the headings"
    sheet = read(given)["Overview"]
    days = rows(sheet, "Day")
    assert [row[:3] for row in days] == [
        [day("2026-11-09"), timedelta(hours=1), timedelta(minutes=30)], [day("2026-11-10"), None, timedelta(minutes=1)]]
    (cells,) = (each for each in sheet.conditional_formatting if each.rules[0].type == "colorScale")
    assert [[cell.value for cell in row] for row in sheet[str(cells.sqref)]] == [[0.25, 0.5], [None, 1]]


def test_a_chart_has_the_colours_of_the_page() -> None:
    data = pd.DataFrame({"Slot": ["10 AM"], "Calls": [4], "Connected": [1]})
    nested = chart("columns", data, Plot("columns", "Slot", ("Calls", "Connected"), ("calls", "calls")))
    own = chart("bars", pd.DataFrame({"Time": ["1 h", "waits"], "Waits": [2, 1]}),
                Plot("bars", "Time", ("Waits",), ("missed",), each=("connected", "missed")))
    dots = charts()[-1]
    assert dots.plot
    small = replace(dots, plot=replace(dots.plot, small=frozenset({(1, 0)})))
    with ZipFile(BytesIO(workbook(document(nested, own, small)))) as archive:
        drawn = [archive.read(f"xl/charts/chart{place}.xml").decode() for place in (1, 2, 3)]
    colours = [re.findall(r'<c:(?:ser|dPt)>.*?srgbClr val="(\w{6})"', each) for each in drawn]
    assert colours[0] == ["C2D0EF", "2457C5"], "28% of the blue of calls on white, and on it the part"
    assert '<c:overlap val="100"/>' in drawn[0]
    assert "0E9F8E" in drawn[1]
    assert "CC3A2B" in drawn[1]
    assert re.search(r'<c:dPt><c:idx val="1"/><c:marker>.*?B4BBC6', drawn[2]), "who has too few calls is grey"


def dots(first: str = "Asha") -> Chart:
    """Two employees, 40 calls at 50% and 60 at 25%, and the medians between them."""
    plain = charts()[-1]
    assert plain.plot
    medians = Reference(50, "median 50", upright=True), Reference(0.375, "median 37.5%", upright=False)
    return replace(plain, data=plain.data.assign(Employee=[first, "Bina"]),
                   plot=replace(plain.plot, references=medians))


def series_of(book: bytes) -> tuple[dict[str, list[list[object]]], list[str]]:
    """The drawn cells of each series, across and up, by the cell of its name; and all that labels say, in their order.
    Where they are, is read from the chart."""
    sheet = read(book)["Overview"]
    with ZipFile(BytesIO(book)) as archive:
        tree = ET.fromstring(archive.read("xl/charts/chart1.xml"))  # noqa: S314 - our own
    found = {}
    for series in tree.iterfind(".//c:ser", CHARTS):
        name, across, up = (series.findtext(f"c:{part}//c:{'v' if part == 'tx' else 'f'}", "", CHARTS)
                            for part in ("tx", "xVal", "yVal"))
        found[name] = [[cell.value for (cell,) in sheet[each.partition("!")[2].replace("$", "")]]
                       for each in (across, up)]
    return found, [str(text.text) for text in tree.iterfind(".//c:dLbl//a:t", CHARTS)]


def test_the_medians_lie_among_the_dots_and_all_say_what_they_are_in_letters() -> None:
    series, labels = series_of(workbook(document(dots())))
    # The axes end at 35 and 65 calls, at 20 and 60%; a name stands 4.5% below the end, or 9% behind the beginning.
    assert series == {
        "median 50": [[50, 50, 50], [0.2, pytest.approx(0.582), 0.6]],
        "median 37.5%": [[35, pytest.approx(37.7), 65], [0.375] * 3],
        "Connect rate": [[40, 60], [0.5, 0.25]]}
    assert sorted(labels) == ["Asha", "Bina", "median 37.5%", "median 50"]


def test_a_measure_against_itself_has_two_medians() -> None:
    given = dots()
    assert given.plot
    same = replace(given, data=given.data[["Employee", "Calls"]], plot=replace(
        given.plot, series=("Calls", "Calls"), units=("count", "count"),
        references=(Reference(50, "median 50", upright=True), Reference(50, "median fifty", upright=False))))
    series, _ = series_of(workbook(document(same)))
    assert series["median 50"] == [[50, 50, 50], [35, pytest.approx(63.65), 65]]
    assert series["median fifty"] == [[35, pytest.approx(37.7), 65], [50, 50, 50]]


def test_a_name_that_looks_like_a_formula_is_a_reference_to_its_cell() -> None:
    book = workbook(document(dots("=1+1")))
    with ZipFile(BytesIO(book)) as archive:
        text = archive.read("xl/charts/chart1.xml").decode()
    assert "1+1" not in text.replace("<c:v>=1+1</c:v>", "")
    assert re.search(r"<c:dLbl><c:idx val=\"0\"/>.*?<c:f>Overview!\$A\$\d+</c:f>", text)
    assert "Bina" in series_of(book)[1]


def test_cells_that_rest_on_too_little_are_not_shaded() -> None:
    cells = charts()[3]
    assert cells.plot
    sheet = opened(document(replace(cells, plot=replace(cells.plot, small=frozenset({(0, 1)})))))["Overview"]
    (shaded,) = sheet.conditional_formatting
    assert sorted(str(shaded.sqref).split()) == ["B7", "B8", "C8"]
    assert [each.val for each in shaded.rules[0].colorScale.cfvo] == [0, 1]


def test_a_span_that_became_shorter_is_told_in_hours() -> None:
    sheet = opened(document(charts()[1]))["Overview"]
    assert next(row for row in sheet.iter_rows(values_only=True) if row[0] == "Employee")[1] == "Difference (hours)"
    assert [row[1] for row in rows(sheet, "Employee")][:3] == [0, -1, -2]


def test_sides_and_changes_are_numbers_with_their_difference() -> None:
    sheet = opened(document(pairs(), movers()))["Overview"]
    calls, talk, rate, clients = rows(sheet, "Measure")[:4]
    assert calls[:5] == ["Calls", 100, 80, 20, 0.25]
    assert talk[:4] == ["Talk time", timedelta(hours=1), timedelta(hours=2), "−1 h"]
    assert rate[:5] == ["Connect rate", 0.4861, 0.4783, 0.8, 0.8]
    assert clients[:5] == ["Unique clients", 70, None, None, None]
    shorter = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "−1 h")
    assert shorter.alignment.horizontal == "right", "a spreadsheet has no negative times: in words, among numbers"
    assert "Calls rose by 20, led by =Asha." in {cell for row in sheet.iter_rows(values_only=True) for cell in row}


def lines(given: Document, sheet: str, folder: Path) -> list[list[str]]:
    """The cells of a sheet as a spreadsheet shows them."""
    path = folder / "given.xlsx"
    path.write_bytes(workbook(given))
    return list(reader(StringIO(as_csv(path, sheet, folder / "csv").read_text(encoding="utf-8"))))


def changed(value: float, unit: ChangeUnit = "percent") -> Tile:
    return Tile("key", f"{value} {unit}", "5", "", "calls", delta=Delta("", "up", "good", "", value, unit),
                amount=Amount(5))


def test_changes_are_numbers_that_show_their_sign_and_what_they_are_counted_in(tmp_path: Path) -> None:
    told = Tiles((changed(12.5), changed(-2.1), changed(0), changed(0.8, "points"), changed(-25, "points"),
                  changed(12, "times"), changed(1042, "count"), changed(5400, "seconds"), changed(0, "seconds"),
                  changed(4.75, "per_hour"),
                  Tile("new", "New", "5", "", "calls", delta=Delta("no calls before", "up", "good", ""))))
    cells = rows(opened(document(told))["Overview"], "Figure")
    assert [row[2] for row in cells] == [
        0.125, -0.021, 0, 0.8, -25, 12, 1042, timedelta(minutes=90), timedelta(0), 4.75, "no calls before"]
    shown = lines(document(told), "Overview", tmp_path)
    assert [row[2] for row in shown if row[1] == "5"] == [
        "+12.5%", "-2.1%", "0.0%", "+0.8 pts", "-25.0 pts", "×12", "+1,042", "+1:30:00", "0:00:00", "+4.8",
        "no calls before"]


def test_a_goal_is_a_number_and_so_is_how_far_it_is_reached(tmp_path: Path) -> None:
    given = document(Tiles((
        Tile("talk", "Talk time", "5 h", "", "talk_time", amount=Amount(18_000, "seconds"),
             progress=Progress(0.4, 0.5, "40.0% of 12 h 30 min", "", Amount(45_000, "seconds"))),
        Tile("calls", "Calls", "5", "", "calls", amount=Amount(5)))))
    assert rows(opened(given)["Overview"], "Figure") == [
        ["Talk time", timedelta(hours=5), timedelta(hours=12.5), 0.4], ["Calls", 5, None, None]]
    assert ["Talk time", "5:00:00", "12:30:00", "40.0%"] in lines(given, "Overview", tmp_path)


def test_the_difference_of_a_share_is_told_in_points_as_on_the_page(tmp_path: Path) -> None:
    shown = {row[0]: row[1:5] for row in lines(document(pairs()), "Overview", tmp_path) if row}
    assert shown["Connect rate"] == ["48.6%", "47.8%", "+0.8 pts", "+0.8 pts"]
    assert shown["Calls"] == ["100", "80", "+20", "+25.0%"]


def test_the_first_sheet_says_what_is_covered_and_what_it_means(book: Workbook) -> None:
    sheet = book.worksheets[0]
    assert sheet.title == "About"
    said = [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
    assert said[:2] == ["Sandbox account", "9 – 15 Nov 2026"]
    assert {"=North", "Outgoing", "Calls kept since 1 Sep 2026", "May lack calls of =Asha.",
            "Some rows are late.", CALLED.replace(tzinfo=None)} <= set(said)
    defined = {str(row[0]): (row[1], row[2]) for row in rows(sheet, "Measure")}
    assert defined["Talk time"] == ("time, h:mm:ss", "All talk.")
    assert "Call" not in defined, "a column that is not there needs no definition"


def test_sheets_have_names_that_every_spreadsheet_takes() -> None:
    titles = ("Clients", "clients", "A/B: [c]*?", "'quoted'", "History", "Whose missed calls are called back in time",
              "", "x" * 60, "x" * 61)
    names = opened(document(*(table(("Ravi",), title=title) for title in titles))).sheetnames
    assert names == ["About", "Clients", "clients (2)", "A B   c", "quoted", "History (2)",
                     "Whose missed calls are called", "Sheet", "x" * 31, "x" * 27 + " (2)"]


def test_what_is_empty_or_missing_says_so() -> None:
    nobody = RowTable("due", "Due", "Who waits?", pd.DataFrame(), (), empty="Nobody is waiting.")
    given = opened(document(nobody, missing=("Callyzer cannot be reached.",)))
    assert given["Due"]["A2"].value == "Nobody is waiting."
    assert given["Overview"]["A3"].value == "Missing: Callyzer cannot be reached."
    assert opened(document(tiles())).sheetnames == ["About", "Overview"]


def test_rows_that_are_left_out_are_counted() -> None:
    cut = RowTable("clients", "Clients", "Who?", table().frame, table().columns, total_records=12_345)
    said = [cell for row in opened(document(cut)).worksheets[0].iter_rows(values_only=True) for cell in row]
    assert f"The first {len(HOSTILE)} of 12,345 rows." in said


def test_a_spreadsheet_opens_it_and_finds_the_same(tmp_path: Path) -> None:
    path = tmp_path / "week.xlsx"
    path.write_bytes(workbook(document()))
    again = read(converted(path, "xlsx", tmp_path / "again"))
    book = read(path)
    assert again.sheetnames == book.sheetnames
    assert compared(book) == compared(again)


def compared(book: Workbook) -> dict[tuple[str, str], object]:
    """Every cell that is not empty; times to the second."""
    return {(sheet.title, cell.coordinate): seconds(cell.value)
            for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}


def seconds(value: object) -> object:
    if isinstance(value, timedelta):
        return timedelta(seconds=round(value.total_seconds()))
    return round(value, 9) if isinstance(value, float) else value


def test_a_spreadsheet_shows_spans_shares_and_texts_as_they_are_meant(tmp_path: Path) -> None:
    path = tmp_path / "clients.xlsx"
    path.write_bytes(workbook(document(table(("=1+1", "Ravi")))))
    lines = as_csv(path, "Clients", tmp_path / "csv").read_text(encoding="utf-8").splitlines()
    assert lines[1] == '=1+1,+91 8000000000,10,0:00:00,62.5%,+2,14 Nov 2026 18:45,"North, Senior"'
    assert lines[2] == 'Ravi,+91 8000000001,11,1:02:03,62.5%,new,14 Nov 2026 18:45,"North, Senior"'
