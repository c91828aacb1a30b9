"""A deck is opened again with python-pptx: its charts, tables and cards hold what the document's parts hold."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import combinations
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pandas as pd
import plotly.graph_objects as go
import pytest
from pptx import Presentation
from pptx.enum.dml import MSO_LINE
from pptx.util import Inches

from callyzer.errors import UnreadableTemplate
from callyzer.exports import units
from callyzer.exports.deck import deck
from callyzer.exports.slides.text import broken, clean, shortened, width
from callyzer.exports.workbook import workbook
from callyzer.figures.axes import Unit
from callyzer.figures.theme import PALETTES
from callyzer.model import CallFilter, Window
from callyzer.store import CallStore
from callyzer.views import differences
from callyzer.views.document import Cover, Document, Section, sections
from callyzer.views.movers import movers
from callyzer.views.parts import Cards, Chart, Pairs, Plot, Reference, RowTable, Tiles
from callyzer.views.periods import previous
from callyzer.views.sides import of_periods
from callyzer.views.topics import Wanted
from callyzer.views.trust_strip import Fact
from tests.builders import call, calls, employee, employees, fixed_clock
from tests.exports import reading
from tests.views.builders import Told, person, team

ZONE = ZoneInfo("Asia/Kolkata")
NOW = datetime(2026, 11, 16, 9, 0, tzinfo=ZONE)
WEEK = CallFilter(Window.of_days(date(2026, 11, 9), date(2026, 11, 15), ZONE))
HOSTILE = ('=HYPERLINK("http://example.com")', "محمد عبد الله", "שרה כהן", "<b>& \x0b]]></b>", "W" * 10_000,
           "Very long " * 1_000, "\u202eevil", "张伟" * 300)
COVER = Cover("Sunrise Sales", "9 – 15 Nov 2026", ("Tag North", "10 AM – 7 PM"), NOW, NOW,
              (Fact("All 2 phones report"), Fact("1 day differs", "warning")), "May lack calls: nothing arrives.")


@lru_cache(maxsize=4)
def document(names: tuple[str, ...] = ("Asha", "Bina"), many: int = 2, days: int = 7) -> Document:
    """Of so many employees, named in turn, of whom the first seven call most."""
    people = {f"90000{place:05}": names[place % len(names)] for place in range(many)}
    numbers = list(people)
    store = CallStore.in_memory(ZONE, clock=fixed_clock())
    store.add_employees(employees(*(employee(number, name) for number, name in people.items()), zone=ZONE))
    start = datetime(2026, 11, 2, 9, 5, tzinfo=ZONE)
    kinds = [("Outgoing", 60), ("Missed", 0), ("Incoming", 30), ("Outgoing", 0), ("Outgoing", 90)]
    made = []
    for place in range(1200):
        kind, talk = kinds[place % 5]
        number = numbers[(place if place % 3 else place % 7) % many]
        made.append(call(start + timedelta(minutes=16 * place), kind, talk, emp=number, emp_name=people[number],
                         client=f"80000{place % 97:05}", client_name=names[place % len(names)], zone=ZONE))
    store.add_calls(calls(*made, zone=ZONE))
    asked = CallFilter(Window.of_days(date(2026, 11, 16) - timedelta(days=days), date(2026, 11, 15), ZONE))
    return Document(COVER, sections(Wanted(store, asked, NOW, "IN")))


def opened(file: bytes) -> Any:
    return Presentation(io.BytesIO(file))


def walked(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        yield shape
        if shape.shape_type == 6:
            yield from walked(shape.shapes)


def by_name(file: bytes, name: str) -> Any:
    return next(shape for slide in opened(file).slides for shape in walked(slide.shapes) if shape.name == name)


def parts(given: Document, kind: type) -> list[Any]:
    return [part for section in given.sections for part in section.parts if isinstance(part, kind)]


def text(shape: Any) -> str:
    return "\n".join(paragraph.text for paragraph in shape.text_frame.paragraphs)


@pytest.fixture(scope="module")
def made() -> bytes:
    return deck(document())


def test_the_first_slide_says_whose_calls_of_which_days_and_as_of_when(made: bytes) -> None:
    told = "\n".join(text(shape) for shape in opened(made).slides[0].shapes)
    for said in ("Sunrise Sales", "9 – 15 Nov 2026", "Tag North · 10 AM – 7 PM", "as of Mon 16 Nov, 9:00 AM",
                 "May lack calls"):
        assert said in told


def test_a_deck_is_wide_and_has_a_slide_for_each_part(made: bytes) -> None:
    file, given = opened(made), document()
    assert file.slide_width / file.slide_height == pytest.approx(16 / 9)
    assert len(file.slides) == 1 + sum(len(section.parts) for section in given.sections)


def test_native_charts_hold_the_numbers_of_the_parts(made: bytes) -> None:
    charts = [part for part in parts(document(), Chart) if part.plot.kind in {"columns", "bars"}]
    assert len(charts) >= 7
    for part in charts:
        drawn = by_name(made, part.key).chart.plots[0]
        for series, column in zip(drawn.series, part.plot.series, strict=True):
            wanted = [None if value != value else value  # noqa: PLR0124 - NaN
                      for value in part.data[column].astype(float)]
            assert list(series.values) == wanted


def test_many_days_are_dates_along_the_axis() -> None:
    given = document(days=14)
    (held,) = [part for part in parts(given, Chart) if part.key == "trend-total_calls"]
    series = by_name(deck(given), held.key).chart.plots[0].series[0]
    assert list(series.values) == held.data["Calls"].tolist()
    places = [int(float(point.text)) for point in series._element.xpath("c:cat//c:pt/c:v")]
    assert [date(1899, 12, 30) + timedelta(days=place) for place in places] == [
        date.fromisoformat(day) for day in held.data["Day"]]


def test_days_before_that_one_request_does_not_reach_are_not_drawn() -> None:
    long = document(days=179)
    (trend,) = by_name(deck(long), "trend-total_calls").chart.plots
    assert [series.name for series in trend.series] == ["Calls"]
    assert sum(trend.series[0].values) == 1200
    assert "Calls before" in {head for block in reading.sheets(workbook(long))["Overview"] for head in block.heads}


def test_points_lie_where_the_data_says(made: bytes) -> None:
    (held,) = [part for part in parts(document(), Chart) if part.key == "concentration"]
    series = by_name(made, "concentration").chart.plots[0].series[0]
    assert list(series.values) == pytest.approx(held.data["Share of calls"].tolist())
    across = [float(point.text) for point in series._element.xpath("c:xVal//c:pt/c:v")]
    assert across == pytest.approx(held.data["Share of clients"].tolist())


def test_dots_that_rest_on_too_little_are_apart() -> None:
    given = document(many=40)
    (held,) = [part for part in parts(given, Chart) if part.key.startswith("compare-total_calls-connect")]
    series = series_of(by_name(deck(given), held.key).chart)
    sure, unsure = series["Connect rate"], series["Too few calls to go by"]
    assert len(list(unsure.values)) == len(held.plot.small) > 0
    assert len(list(sure.values)) + len(list(unsure.values)) == len(held.data)


def series_of(chart: Any) -> dict[str, Any]:
    return {series.name: series for series in chart.plots[0].series}


def points(series: Any) -> list[tuple[float, float]]:
    across = [float(value.text) for value in series._element.xpath("c:xVal//c:v")]
    return list(zip(across, series.values, strict=True))


def two_dots(**plot: Any) -> Chart:
    """Asha has 40 calls and a connect rate of 50%, Bina 60 and 25%."""
    data = pd.DataFrame({"Employee": ["Asha", "Bina"], "Calls": [40, 60], "Connect rate": [0.5, 0.25]})
    held = Plot("dots", "Employee", ("Calls", "Connect rate"), ("connected",), ("count", "share"), **plot)
    return Chart("dots", "Dots", "", go.Figure(), "", data, 300, held)


def test_the_medians_lie_across_the_dots_as_dotted_lines_with_their_names() -> None:
    medians = Reference(50, "median 50", upright=True), Reference(0.375, "median 37.5%", upright=False)
    chart = alone(two_dots(references=medians)).chart
    series = series_of(chart)
    axes = chart.category_axis, chart.value_axis
    # Rooms of 3 calls and 3.75 points, and then to the next tick: 35 to 65 calls, 20 to 60%.
    ticks = [(axis.minimum_scale, axis.maximum_scale, axis.major_unit) for axis in axes]
    assert ticks == [(35, 65, 5), (0.2, 0.6, 0.1)]
    assert points(series["Connect rate"]) == [(40, 0.5), (60, 0.25)]
    assert points(series["median 50"]) == [(50, 0.2), (50, pytest.approx(0.582)), (50, 0.6)]
    assert points(series["median 37.5%"]) == [(35, 0.375), (pytest.approx(37.7), 0.375), (65, 0.375)]
    for name in ("median 50", "median 37.5%"):
        assert series[name].points[1].data_label.text_frame.text == name
        assert series[name].format.line.dash_style == MSO_LINE.ROUND_DOT
    assert not chart.has_legend, "lines say what they are, and there is no other kind of dots"


def test_the_longest_series_comes_first() -> None:
    """LibreOffice would leave it out otherwise."""
    for references in ((), (Reference(50, "median", upright=True),)):
        drawn = alone(two_dots(references=references)).chart.plots[0].series
        counts = [len(list(series.values)) for series in drawn]
        assert counts == sorted(counts, reverse=True)


def test_grey_dots_are_explained_and_lines_are_not() -> None:
    medians = (Reference(40, "median 40", upright=True),)
    chart = alone(two_dots(references=medians, small=frozenset({(1, 0)}))).chart
    assert list(series_of(chart)) == ["median 40", "Connect rate", "Too few calls to go by"]
    left_out = chart.legend._element.xpath("c:legendEntry[c:delete/@val='1']/c:idx/@val")
    assert left_out == ["0"]


@pytest.mark.parametrize(("low", "high", "unit", "ticks"), [
    (-0.9, 47.0, "count", (0, 50, 10)), (37, 63, "count", (35, 65, 5)), (99.1, 100.4, "count", (99, 101, 1)),
    (0.89, 1.04, "share", (0.85, 1, 0.05)), (0, 1e-9, "share", (0, 0.01, 0.01)),
    (0.21, 0.54, "share", (0.2, 0.6, 0.1))])
def test_axes_end_at_round_numbers_beyond_their_values(
    low: float, high: float, unit: Unit, ticks: tuple[float, float, float],
) -> None:
    assert units.ticks(units.scale(unit, high), low, high) == pytest.approx(ticks)


def test_an_axis_of_time_has_steps_of_whole_hours() -> None:
    day = 86_400
    assert units.ticks(units.scale("seconds", 5 * 3600), 3600 / day, 6 * 3600 / day) == pytest.approx(
        (1 / 24, 6 / 24, 1 / 24))


def fills(series: Any) -> list[str]:
    return [f"#{series.points[place].format.fill.fore_color.rgb}".lower() for place in range(len(list(series.values)))]


def test_what_is_a_part_of_a_bar_is_stronger_in_the_same_colour(made: bytes) -> None:
    drawn = by_name(made, "day-shape").chart.plots[0]
    whole, part = (f"#{series.format.fill.fore_color.rgb}".lower() for series in drawn.series)
    assert (whole, part) == ("#c2d0ef", "#2457c5")  # 28% of the blue of calls on white
    assert drawn.overlap == 100


def test_bars_have_the_colours_of_the_page_where_each_means_something_else(made: bytes) -> None:
    (waits,) = by_name(made, "lengths").chart.plots[0].series
    in_time, late, open_ = "#0e9f8e", "#b4bbc6", "#cc3a2b"
    assert fills(waits) == [in_time] * 4 + [late] * 6 + [open_]  # up to 1 h is in time; the last still wait


def with_bars(values: list[float], unit: Unit = "count", of: str = "Difference") -> Chart:
    """The chart of who made the difference, or of something else, with these values."""
    (held,) = [part for part in parts(document(), Chart) if part.key.startswith("explained")]
    data = pd.DataFrame({"Employee": [f"Employee {place}" for place in range(len(values))], of: values})
    chart: Chart = replace(held, data=data, plot=replace(held.plot, series=(of,), units=(unit,), most=0))
    return chart


def alone(chart: Chart) -> Any:
    return by_name(deck(Document(COVER, (Section("compare", "Compare", "", (chart,)),))), chart.key)


def drawn_alone(chart: Chart) -> Any:
    return alone(chart).chart.plots[0]


def test_of_many_bars_the_last_is_all_others_together() -> None:
    drawn = drawn_alone(with_bars([30, -29, 28, -27, 26, -25, 24, -23, 22, -21, 20, -19, 18, -17]))
    assert list(drawn.categories)[-2:] == ["Employee 10", "3 others"]
    assert list(drawn.series[0].values) == [30, -29, 28, -27, 26, -25, 24, -23, 22, -21, 20, -18]


def compared(moved: int, same: int) -> Told:
    """Two weeks: the first has 100 calls more than before, the second 99, and so on; of some nothing changed."""
    numbers = [f"90000000{place:02}" for place in range(moved + same)]
    now = team(*(person(f"E{number[-2:]}", number, outgoing=300 - place if place < moved else 200)
                 for place, number in enumerate(numbers)))
    return Told({("employee_summary", WEEK): now, ("employee_summary", previous(WEEK, NOW)): team(
        *(person(f"E{number[-2:]}", number, outgoing=200) for number in numbers))})


@pytest.mark.parametrize(("moved", "last"), [(33, 27), (7, 1), (6, 0)])
def test_who_moved_a_figure_has_the_bars_of_the_page_and_the_others_are_those_who_changed(
    moved: int, last: int,
) -> None:
    chart = movers(compared(moved, same=3), WEEK, NOW, "light", "total_calls").chart
    page, slide = chart.figure.data[0], drawn_alone(chart)
    assert list(slide.series[0].values) == list(page.x)
    assert list(slide.categories) == list(chart.figure.layout.yaxis.ticktext)
    others = [f"{last} others" if last > 1 else "1 other"] * bool(last)
    assert list(slide.categories) == [*(f"E{place:02}" for place in range(6)), *others]
    assert sum(page.x) == sum(100 - place for place in range(moved))


def test_what_makes_the_difference_has_the_bars_of_the_page() -> None:
    chart = differences.explained(compared(20, same=5), of_periods(WEEK, NOW, "previous"), "light", "total_calls",
                                  "employee")
    slide = drawn_alone(chart)
    assert list(slide.series[0].values) == list(chart.figure.data[0].x)
    assert list(slide.categories)[-2:] == ["E07", "12 others"]
    assert list(slide.series[0].values)[-1] == sum(range(81, 93)), "the ninth has 92 more, the last 81"


def test_shares_are_not_added_up() -> None:
    drawn = drawn_alone(with_bars([0.5] * 14, "share"))
    assert list(drawn.series[0].values) == [0.5] * 12
    assert "others" not in list(drawn.categories)[-1]


def test_spans_of_time_are_written_as_hours_and_minutes() -> None:
    spans = drawn_alone(with_bars([7200, 5400], "seconds", "Talk time"))
    assert list(spans.series[0].values) == [pytest.approx(2 / 24), pytest.approx(1.5 / 24)]
    assert spans.series[0].data_labels.number_format == "[h]:mm"
    differences = drawn_alone(with_bars([7200, -5400], "seconds"))  # a negative span has no such format
    assert list(differences.series[0].values) == [2, -1.5]


def test_differences_show_their_sign_even_where_all_are_more() -> None:
    assert drawn_alone(with_bars([58, 74])).series[0].data_labels.number_format == "+#,##0;−#,##0;0"
    assert drawn_alone(with_bars([58, 74], of="Calls")).series[0].data_labels.number_format == "#,##0"


def test_bars_to_both_sides_leave_their_figures_room_beside_the_names() -> None:
    axis = alone(with_bars([1140, -800])).chart.value_axis
    assert axis.minimum_scale == pytest.approx(-800 - 0.16 * 1940)
    assert axis.maximum_scale == pytest.approx(1140 + 0.16 * 1940)


def test_the_sheet_behind_a_chart_holds_its_values_and_no_formula() -> None:
    file = opened(deck(document(HOSTILE, many=40)))
    for slide in file.slides:
        for shape in slide.shapes:
            if shape.has_chart:
                blob = shape.chart.part.chart_workbook.xlsx_part.blob
                sheet = openpyxl.load_workbook(io.BytesIO(blob)).worksheets[0]
                cells = [cell for row in sheet.iter_rows() for cell in row]
                assert all(cell.data_type != "f" for cell in cells)
                first = shape.chart.plots[0].series[0]
                column = [cell.value for cell in sheet["B"][1:1 + len(list(first.values))]]
                assert column == pytest.approx(list(first.values))


def test_cards_say_what_the_tiles_say(made: bytes) -> None:
    shapes = [shape for slide in opened(made).slides for shape in slide.shapes if shape.shape_type == 6]
    said = [text(part) for shape in shapes for part in walked(shape.shapes) if part.has_text_frame]
    for tiles in parts(document(), Tiles):
        for tile in tiles.tiles:
            card = next(told for told in said if told.startswith(tile.label + "\n"))
            assert tile.value in card
            assert tile.delta is None or tile.delta.text in card
            assert tile.detail in card
    for cards in parts(document(), Cards):
        for card in cards.cards:
            assert any(told.startswith(card.title) and card.name in told and card.figure in told for told in said)


def test_tables_have_the_first_rows_and_tell_of_the_others() -> None:
    given = document(many=40)
    file = deck(given)
    (ranking,) = [part for part in parts(given, RowTable) if part.key == "ranking"]
    table = by_name(file, "ranking").table
    names = [table.cell(row, 1).text for row in range(1, len(table.rows))]
    assert names == ranking.frame["name"].tolist()[:len(names)]
    assert [table.cell(row, 3).text for row in range(1, len(table.rows))] == [
        str(count) for count in ranking.frame["total_calls"].tolist()[:len(names)]]
    slide = next(slide for slide in opened(file).slides if any(shape.name == "ranking" for shape in slide.shapes))
    (caption,) = [text(shape) for shape in slide.shapes if shape.name == "Caption"]
    assert f"The first {len(names)} of {len(ranking.frame)} are shown." in caption


def test_the_pairs_of_a_comparison_stand_beside_each_other(made: bytes) -> None:
    (pairs,) = parts(document(), Pairs)
    table = by_name(made, "pairs").table
    for row, pair in enumerate(pairs.pairs, start=1):
        told = [table.cell(row, column).text for column in range(5)]
        change = pair.delta.text if pair.delta else "–"
        assert told == [pair.label, pair.one, pair.other, pair.difference or change, change]
    rate = next(row for row, pair in enumerate(pairs.pairs, start=1) if pair.key == "connect_rate")
    assert table.cell(rate, 3).text.endswith(" pts"), "the difference of a share is in points, as on the page"


def test_a_heatmap_is_a_table_whose_cells_get_darker_with_their_number(made: bytes) -> None:
    (held,) = [part for part in parts(document(), Chart) if part.key == "by-weekday-total_calls"]
    table = by_name(made, held.key).table
    told = {(row, column): table.cell(row, column) for row in range(1, len(table.rows)) for column in range(1, 8)}
    numbers = {place: float(cell.text) for place, cell in told.items() if cell.text.strip()}
    assert sorted(numbers.values()) == sorted(
        round(value, 1) for value in held.data.drop(columns="Slot").to_numpy().ravel().tolist() if value > 0)
    shade: Callable[[tuple[int, int]], int] = lambda place: sum(told[place].fill.fore_color.rgb)  # noqa: E731 - short
    most, least = max(numbers, key=lambda place: numbers[place]), min(numbers, key=lambda place: numbers[place])
    assert shade(most) < shade(least)


def test_a_share_of_too_few_calls_has_no_colour_and_no_number(made: bytes) -> None:
    (held,) = [part for part in parts(document(), Chart) if part.key == "by-weekday-connected_share"]
    table = by_name(made, held.key).table
    blank = sum(not table.cell(row, column).text.strip()
                for row in range(1, len(table.rows)) for column in range(1, 8))
    known = held.data.drop(columns="Slot").notna().to_numpy()
    kept = sum((row, column) not in held.plot.small and known[row, column]
               for row in range(len(known)) for column in range(7))
    assert held.plot.small
    assert 7 * (len(table.rows) - 1) - blank == kept


def test_notes_say_what_figures_mean_and_as_of_when(made: bytes) -> None:
    slides = list(opened(made).slides)[1:]
    told = [slide.notes_slide.notes_text_frame.text for slide in slides]
    assert all("As of " in notes or "difference" in notes for notes in told)
    assert "Connected: Incoming and outgoing calls that lasted more than 2 seconds." in told[0]


def test_each_foot_tells_the_filter_and_how_far_to_trust_it(made: bytes) -> None:
    for slide in list(opened(made).slides)[1:]:
        (foot,) = [text(shape) for shape in slide.shapes if shape.name == "Foot"]
        assert "Sunrise Sales · 9 – 15 Nov 2026 · as of Mon 16 Nov, 9:00 AM · Tag North · 10 AM – 7 PM" in foot
        assert "May lack calls" in foot
        assert "All 2 phones report" in foot


def template(wide: float = 10, high: float = 7.5, *, keep: tuple[str, ...] = ()) -> bytes:
    """A company's file with a slide in it, of another size, perhaps with some of its layouts only."""
    file: Any = Presentation()
    file.slide_width, file.slide_height = Inches(wide), Inches(high)
    file.slides.add_slide(file.slide_layouts[0]).shapes.title.text = "An example"
    if keep:
        file.slides._sldIdLst.remove(file.slides._sldIdLst[0])
        file.part.drop_rel("rId7")
        for layout in list(file.slide_layouts):
            if layout.name not in keep:
                file.slide_layouts.remove(layout)
    saved = io.BytesIO()
    file.save(saved)
    return saved.getvalue()


def test_a_template_gives_size_and_layouts_and_loses_its_slides() -> None:
    file = opened(deck(document(), template()))
    assert file.slide_width == Inches(10)
    assert {slide.slide_layout.name for slide in file.slides} == {"Title Slide", "Title Only"}
    assert all(slide.shapes.title.text_frame.text for slide in file.slides)
    assert not any("An example" in text(shape) for slide in file.slides for shape in slide.shapes
                   if shape.has_text_frame)


@pytest.mark.parametrize("keep", ["Blank", "Title and Content", "Picture with Caption"])
def test_a_template_may_lack_layouts(keep: str) -> None:
    file = opened(deck(document(), template(13.333, 7.5, keep=(keep,))))
    assert {slide.slide_layout.name for slide in file.slides} == {keep}
    assert any("Sunrise Sales" in text(shape) for shape in file.slides[0].shapes if shape.has_text_frame)
    for slide in file.slides:
        assert not [holder for holder in slide.placeholders if not holder.has_text_frame or not text(holder)]


@pytest.mark.parametrize("wrong", [b"", b"no file at all", b"PK\x03\x04broken"])
def test_what_is_no_template_is_told_in_a_sentence(wrong: bytes) -> None:
    with pytest.raises(UnreadableTemplate, match=r"save it as \.pptx"):
        deck(document(), wrong)


def test_another_kind_of_archive_is_no_template() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("text.txt", "not slides")
    with pytest.raises(UnreadableTemplate):
        deck(document(), held.getvalue())


CASES: dict[str, Callable[[], bytes]] = {
    "ours": lambda: deck(document()),
    "month": lambda: deck(document(days=14)),
    "hostile": lambda: deck(Document(
        replace(COVER, account="Account " * 500, gap="W" * 10_000, filters=HOSTILE), document(HOSTILE, 200).sections)),
    "template": lambda: deck(document(HOSTILE, 200), template()),
    "low": lambda: deck(document(), template(10, 5.625)),
    "large": lambda: deck(document(), template(20, 11.25, keep=("Blank",))),
    "missing": lambda: deck(Document(COVER, (Section("compare", "Compare", "What is different?", (), HOSTILE),))),
}


@pytest.mark.parametrize("case", CASES)
def test_every_shape_lies_inside_its_slide_and_on_no_other(case: str) -> None:
    file = opened(CASES[case]())
    for number, slide in enumerate(file.slides, start=1):
        boxes = [(shape.name, shape.left, shape.top, shape.left + shape.width, shape.top + shape.height)
                 for shape in slide.shapes]
        for name, left, top, right, bottom in boxes:
            assert left >= 0, (number, name)
            assert top >= 0, (number, name)
            assert right <= file.slide_width + 9000, (number, name)
            assert bottom <= file.slide_height + 9000, (number, name)
        for one, other in combinations(boxes, 2):
            across = min(one[3], other[3]) - max(one[1], other[1])
            down = min(one[4], other[4]) - max(one[2], other[2])
            assert across <= 9000 or down <= 9000, (number, one[0], other[0])


@pytest.mark.parametrize("case", ["ours", "hostile", "template"])
def test_texts_fit_their_boxes(case: str) -> None:
    for slide in opened(CASES[case]()).slides:
        for shape in walked(slide.shapes):
            if shape.has_text_frame:
                assert needed(shape) <= shape.height.pt + 1, (shape.name, text(shape)[:60])


def needed(shape: Any) -> float:
    """The height of a shape's lines, in points."""
    room, total = shape.width.pt + 1, 0.0
    for paragraph in shape.text_frame.paragraphs:
        runs = [run for run in paragraph.runs if run.font.size]
        if runs:
            size, bold = max(run.font.size.pt for run in runs), bool(runs[0].font.bold)
            total += len(broken(paragraph.text, room, size, bold=bold)) * size * 1.2
            total += paragraph.space_before.pt if paragraph.space_before is not None else 0
    return total


def test_hostile_names_stay_texts() -> None:
    file = opened(CASES["hostile"]())
    told = [cell.text for slide in file.slides for shape in slide.shapes if shape.has_table
            for row in shape.table.rows for cell in row.cells]
    for start in ("=HYPERLINK", "محمد", "שרה", "<b>&", "WWW", "Very long", "evil", "张伟"):
        assert any(cell.startswith(start) for cell in told), start
    assert not any(letter in cell for cell in told for letter in "\x0b\u202e")


def test_what_could_not_be_had_is_told_on_a_slide() -> None:
    missing = Section("compare", "Compare", "What is different?", (), ("Callyzer did not answer.",))
    slide = opened(deck(Document(COVER, (missing,)))).slides[1]
    assert slide.shapes.title.text_frame.text == "What is different?"
    assert any("Callyzer did not answer." in text(shape) for shape in slide.shapes)


def test_without_a_call_a_section_says_so_once() -> None:
    store = CallStore.in_memory(ZONE, clock=fixed_clock())
    found = sections(Wanted(store, WEEK, NOW, "IN"), ["time-slots"])
    first, only = opened(deck(Document(COVER, found))).slides
    assert first.shapes.title.text_frame.text == "Sunrise Sales"
    (message,) = [text(shape) for shape in only.shapes if shape.name == "Message"]
    assert message.startswith("No calls match the filter")
    assert "\n" not in message


def test_a_text_is_shortened_to_its_room_with_an_ellipsis() -> None:
    for given in (*HOSTILE, "\ud800 a lone surrogate"):
        short = shortened(given, 100, 12, lines=2)
        lines = broken(short, 100, 12)
        assert len(lines) <= 2
        assert all(width(line, 12) <= 100 for line in lines)
        assert short == clean(given) or short.endswith("…")
    assert shortened("Asha", 100, 12) == "Asha"


def colours(made: bytes, name: str) -> list[str]:
    series = by_name(made, name).chart.plots[0].series[0]
    return [str(series.points[place].format.fill.fore_color.rgb) for place in range(len(list(series.values)))]


def test_waits_that_ended_in_time_have_another_colour_than_those_that_did_not(made: bytes) -> None:
    ink = [PALETTES["light"].connected, PALETTES["light"].previous, PALETTES["light"].missed]
    in_time, late, open_ = (code[1:].upper() for code in ink)
    drawn = colours(made, "lengths")
    assert drawn == [in_time] * 4 + [late] * (len(drawn) - 5) + [open_], "within the hour"


def test_what_got_better_and_worse_has_its_colour() -> None:
    drawn = drawn_alone(with_bars([3.0, -2.0])).series[0]
    assert [str(drawn.points[place].format.fill.fore_color.rgb) for place in (0, 1)] == [
        PALETTES["light"].good[1:].upper(), PALETTES["light"].bad[1:].upper()]
