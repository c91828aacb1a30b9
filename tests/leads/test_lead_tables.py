"""A table out of a file: every cell as the text that somebody wrote, whatever the file calls itself."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from callyzer.errors import UnreadableTable
from callyzer.leads import tables
from callyzer.leads.tables import Line, Table, read
from callyzer.views.csv import csv
from tests.leads.tables import workbook

HOSTILE = ["=1+1", "<b>x</b>", "$\\frac{1}{2}$", "[x](javascript:1)", "\u202eevil", "x" * 10_000]


def test_a_csv_is_read_with_the_numbers_of_its_rows() -> None:
    table = read("leads.csv", b"Name,Phone\nAsha,919812345678\n\n , \nBina,+91-9812345679\n")
    assert table == Table(("Name", "Phone"), (Line(2, ("Asha", "919812345678")), Line(5, ("Bina", "+91-9812345679"))))


@pytest.mark.parametrize("content", [
    "\ufeffName;Phone\r\nZoë;91\r\n".encode(), "Name\tPhone\nZoë\t91\n".encode("utf-16"),
    "Name|Phone\nZoë|91".encode("cp1252"), '\n"Name","Phone"\n"Zoë","91"\n'.encode(),
])
def test_whatever_a_spreadsheet_makes_of_a_csv_is_read(content: bytes) -> None:
    table = read("LEADS.CSV", content)
    assert (table.headings, [line.cells for line in table.lines]) == (("Name", "Phone"), [("Zoë", "91")])


def test_numbers_of_a_workbook_stay_whole() -> None:
    content = workbook(("Name", "Phone", "Price", "Paid", "Since"), ("Asha", 919812345678, 12.5, True, None),
                       (None, None, None, None, None),
                       ("Bina", 919812345678.0, 3.0, False, datetime(2026, 11, 2, tzinfo=UTC).replace(tzinfo=None)))
    table = read("leads.xlsx", content)
    assert [(line.number, line.cells) for line in table.lines] == [
        (2, ("Asha", "919812345678", "12.5", "true", "")), (4, ("Bina", "919812345678", "3", "false", "2026-11-02"))]


def test_a_column_without_a_heading_is_called_as_the_spreadsheet_calls_it() -> None:
    assert read("x.csv", b"Name,,\nAsha,1,2,3\n").headings == ("Name", "Column B", "Column C", "Column D")
    assert tables._letters(27) == "AB"


@pytest.mark.parametrize(("name", "content", "problem"), [
    ("x.csv", b"", "holds no rows"), ("x.csv", b"Name,Phone\n", "holds no rows"),
    ("x.xlsx", b"Name,Phone\nAsha,1\n", "cannot be read as a workbook"),
    ("x.xlsx", b"PK\x03\x04 torn", "cannot be read as a workbook"),
    ("x.csv", b"a\n" + b"1\n" * 20_001, "more than 20,000 rows"),
    ("x.csv", b"a" + b"," * 200 + b"\n1\n", "more than 200 columns"),
    ("x.csv", b'a,b\n"' + b"x" * 1_000_001 + b'",1\n', "cannot be read as CSV"),
])
def test_a_file_that_holds_no_table_says_why(name: str, content: bytes, problem: str) -> None:
    with pytest.raises(UnreadableTable, match=problem):
        read(name, content)


def test_a_workbook_that_unpacks_into_too_much_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_UNPACKED", 1000)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 2000)
    with pytest.raises(UnreadableTable, match="too large"):
        read("x.xlsx", stream.getvalue())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_cells_are_read_as_they_are_from_both_kinds_of_file(text: str) -> None:
    saved = pd.DataFrame({"Name": [text], "Phone": ["1"]}).to_csv(index=False).encode()
    assert read("x.csv", saved).lines[0].cells == (text, "1")
    if not text.startswith("="):  # a workbook made by a program holds a formula without its value
        assert read("x.xlsx", workbook(("Name", "Phone"), (text, "1"))).lines[0].cells == (text, "1")


texts = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=12).filter(
    lambda text: not text.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "'")))


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=5))
def test_what_a_table_of_this_dashboard_saves_can_be_uploaded_again(rows: list[tuple[str, str]]) -> None:
    saved = csv(pd.DataFrame(rows, columns=["Name", "Note"], dtype="str"))
    assert [line.cells for line in read("x.csv", saved).lines] == rows
