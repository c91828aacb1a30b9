from __future__ import annotations

import csv as standard
import io

import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from callyzer.views.csv import csv, saved, saved_chart
from callyzer.views.parts import Chart, Column, ColumnKind, Plot, RowTable


def rows(frame: pd.DataFrame) -> list[list[str]]:
    return list(standard.reader(io.StringIO(csv(frame).decode("utf-8-sig"))))


def test_rows_come_with_their_headings_and_without_an_index() -> None:
    assert rows(pd.DataFrame({"Employee": ["Asha"], "Calls": [12]})) == [["Employee", "Calls"], ["Asha", "12"]]


def test_the_file_is_marked_as_utf8_so_that_excel_reads_names_right() -> None:
    assert csv(pd.DataFrame({"Name": ["Zoë"]})).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("formula", ["=1+1", "+SUM(A1)", "-2+3", "@cmd", " =1", '=HYPERLINK("http://x")'])
def test_a_text_that_would_run_as_a_formula_gets_an_apostrophe(formula: str) -> None:
    assert rows(pd.DataFrame({"Note": [formula]}))[1:] == [[f"'{formula}"]]


@pytest.mark.parametrize("harmless", ["+91 9988776655", "+919988776655", "-12", "-0.5", "+3"])
def test_phone_numbers_and_numbers_written_as_text_stay_as_they_are(harmless: str) -> None:
    assert rows(pd.DataFrame({"Value": [harmless]}))[1] == [harmless]


def test_negative_numbers_stay_numbers() -> None:
    assert rows(pd.DataFrame({"Change": [-4, 3]}))[1:] == [["-4"], ["3"]]


def test_whole_numbers_have_no_point_though_one_among_them_is_missing() -> None:
    frame = pd.DataFrame({"Calls": [8968.0, None], "Rate": [62.5, 50.0], "Any": [3.0, "–"]})
    assert rows(frame)[1:] == [["8968", "62.5", "3"], ["", "50", "–"]]


def test_times_stay_as_they_are() -> None:
    assert rows(pd.DataFrame({"At": [pd.Timestamp("2026-11-14 18:45:30+05:30"), pd.NaT], "Calls": [1, 2]}))[1:] == [
        ["2026-11-14 18:45:30+05:30", "1"], ["", "2"]]


def test_a_heading_is_made_harmless_too() -> None:
    assert rows(pd.DataFrame({"=x": [1]}))[0] == ["'=x"]


def test_tags_are_joined_with_commas_and_made_harmless_as_one_text() -> None:
    assert rows(pd.DataFrame({"Tags": [("=North", "Sales")]}))[1] == ["'=North, Sales"]


@pytest.mark.parametrize("broken", ["x\r=1", "x\n=1", "x\t=1", "x\u2028=1"])
def test_a_text_stays_on_its_line_so_that_none_of_it_begins_a_new_cell(broken: str) -> None:
    assert rows(pd.DataFrame({"Note": [broken]}))[1:] == [["x =1"]]


@given(st.text(min_size=1, max_size=20))
def test_no_text_begins_like_a_formula_unless_it_is_a_number(text: str) -> None:
    ((cell,),) = rows(pd.DataFrame({"Text": [f"{text}."]}))[1:]
    assert not cell.lstrip().startswith(("=", "@"))
    assert not cell.lstrip().startswith(("+", "-")) or cell.strip("+-.").replace(".", "").isdigit()


def test_a_tables_file_holds_its_columns_under_their_labels_and_none_that_says_the_same_twice() -> None:
    frame = pd.DataFrame({"number": ["+91 800"], "dial": ["+91800"], "talk": [62], "key": ["not shown"]})
    columns = (Column("number", "Number", ColumnKind.TEXT), Column("dial", "Call", ColumnKind.PHONE),
               Column("talk", "Talk time", ColumnKind.SECONDS))
    table = RowTable("calls", "", "", frame, columns)
    assert saved(table).to_dict("list") == {"Number": ["+91 800"], "Talk time (s)": [62]}


@pytest.mark.parametrize(("kind", "value", "heading", "cell"), [
    (ColumnKind.PERCENT, 48.64864, "Rate (%)", "48.65"), (ColumnKind.PERCENT_BAR, 50.0, "Rate (%)", "50"),
    (ColumnKind.LEVEL, 81, "Rate (%)", "81"), (ColumnKind.NUMBER, 30.5678, "Rate", "30.57"),
    (ColumnKind.SECONDS, 1234.4, "Rate (s)", "1234"), (ColumnKind.COUNT, 7.0, "Rate", "7")])
def test_a_heading_names_the_unit_and_numbers_are_about_as_long_as_on_the_page(
    kind: ColumnKind, value: float, heading: str, cell: str,
) -> None:
    table = RowTable("calls", "", "", pd.DataFrame({"rate": [value]}), (Column("rate", "Rate", kind),))
    assert rows(saved(table)) == [[heading], [cell]]


def test_a_heading_that_says_percent_itself_says_it_once() -> None:
    table = RowTable("slots", "", "", pd.DataFrame({"part": [4.5]}), (Column("part", "Calls %", ColumnKind.PERCENT),))
    assert list(saved(table)) == ["Calls (%)"]


def charted(frame: pd.DataFrame, plot: Plot | None) -> list[list[str]]:
    return rows(saved_chart(Chart("chart", "", "", go.Figure(), "", frame, 300, plot)))


def test_the_shares_of_a_chart_are_in_percent_as_those_of_a_table() -> None:
    trend = Plot("columns", "Day", ("Connected share",), ("connected",), ("share",))
    assert charted(pd.DataFrame({"Day": ["2026-11-09"], "Connected share": [0.486486]}), trend) == [
        ["Day", "Connected share (%)"], ["2026-11-09", "48.65"]]
    cells = Plot("cells", "Slot", colours=("connected",), units=("share",))
    assert charted(pd.DataFrame({"Slot": ["10 AM", "11 AM"], "Mon": [0.5, 1.0], "Tue": [None, 0.25]}), cells) == [
        ["Slot", "Mon (%)", "Tue (%)"], ["10 AM", "50", ""], ["11 AM", "100", "25"]]


def test_each_side_of_a_chart_of_dots_has_its_own_unit() -> None:
    dots = Plot("dots", "Employee", ("Talk time", "Connect rate"), ("connected",), ("seconds", "share"))
    frame = pd.DataFrame({"Employee": ["Asha"], "Talk time": [3600.0], "Connect rate": [0.625]})
    assert charted(frame, dots) == [["Employee", "Talk time (s)", "Connect rate (%)"], ["Asha", "3600", "62.5"]]


def test_counts_of_a_chart_stay_as_they_are_beside_spans_that_say_so_themselves() -> None:
    frame = pd.DataFrame({"Slot": ["10 AM"], "Calls": [12.0], "Talk time (s)": [90]})
    assert charted(frame, Plot("columns", "Slot", ("Calls",), ("calls",))) == [
        ["Slot", "Calls", "Talk time (s)"], ["10 AM", "12", "90"]]
    assert charted(frame, None)[0] == ["Slot", "Calls", "Talk time (s)"]


def test_who_had_no_place_before_is_new_in_the_file_too() -> None:
    frame = pd.DataFrame({"change": pd.array([2, 7], dtype="Int64")})
    table = RowTable("ranking", "", "", frame, (Column("change", "±", ColumnKind.CHANGE),), new=(1,))
    assert saved(table)["±"].tolist() == [2, "new"]


def test_a_table_without_rows_saves_its_headings() -> None:
    table = RowTable("calls", "", "", pd.DataFrame(), (Column("talk", "Talk time", ColumnKind.SECONDS),))
    assert list(saved(table).columns) == ["Talk time (s)"]
