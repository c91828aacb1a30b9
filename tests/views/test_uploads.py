"""An upload as a person sees it: before, what is wrong with which row; after, what came of each and what is left."""

from __future__ import annotations

from callyzer.leads.columns import FIELDS, guessed
from callyzer.leads.entries import Entry
from callyzer.leads.results import Result, State
from callyzer.leads.tables import Line, Table, read
from callyzer.leads.upload import Progress
from callyzer.model import LeadDraft
from callyzer.views import uploads
from callyzer.views.csv import csv, saved

HOSTILE = ("=1+1", "<b>x</b>", "$\\frac{1}{2}$", "[x](javascript:1)", "\u202eevil", "x" * 10_000)
TABLE = Table(("Name", "Phone", "Row"), tuple(
    Line(row, (name, f"9198123456{row:02}", "")) for row, name in enumerate(HOSTILE, 2)))
ENTRIES = [Entry(row, LeadDraft(name, (f"91-98123456{row:02}",), price=1200.5, lead_tags=("tv",)))
           for row, name in enumerate(HOSTILE, 2)]


def test_rows_that_cannot_be_sent_come_first_with_every_reason() -> None:
    wrong = Entry(9, LeadDraft("As", ("1",)), (("first_name", "is short"), ("contact_numbers", "is wrong")))
    shown = uploads.preview([*ENTRIES, wrong])
    assert shown.question == "6 leads can be sent, 1 row cannot"
    assert list(shown.frame["row"]) == [9, 2, 3, 4, 5, 6, 7]
    assert list(shown.frame["problem"])[:2] == ["First name: is short; Number: is wrong", ""]
    assert [column.label for column in shown.columns] == [
        "Row", "First name", "To be mended", "Number", "Price", "Tags"]
    assert list(shown.frame["price"])[1] == "1,200.5"


def test_where_all_is_well_that_is_said() -> None:
    assert uploads.preview(ENTRIES).question == "All 6 leads can be sent"
    assert uploads.preview(ENTRIES[:1]).question == "1 lead can be sent"


def told(*states: State) -> dict[int, Result]:
    return {row: Result(state, "Why." if state is not State.SAVED else "", f"id-{row}")
            for row, state in enumerate(states, 2)}


MIXED = told(State.SAVED, State.REFUSED, State.UNCERTAIN, State.READY, State.WRONG, State.THERE)


def test_the_figures_add_up_to_the_rows_and_say_why_it_ended() -> None:
    shown = uploads.tiles(Progress(MIXED, stopped="The connection broke."))
    assert [(tile.label, tile.value) for tile in shown.tiles] == [
        ("Saved", "1"), ("Turned down", "1"), ("Not known", "1"), ("Not sent", "1"), ("Cannot be sent", "1")]
    assert [note.text for note in shown.notes] == ["The connection broke.", "1 row left out: a lead already."]


def test_what_somebody_has_to_look_at_comes_first() -> None:
    shown = uploads.outcome(ENTRIES, MIXED)
    assert list(shown.frame["outcome"]) == [
        "Not known", "Turned down", "Cannot be sent", "A lead already", "Not sent yet", "Saved"]
    assert list(saved(shown).columns) == ["Row", "Outcome", "First name", "Number", "Why", "Lead id"]
    assert dict(zip(saved(shown)["Outcome"], saved(shown)["Lead id"], strict=True))["Saved"] == "id-2"


def test_the_rows_that_are_no_leads_are_saved_as_they_were_and_can_be_uploaded_again() -> None:
    left = uploads.left_over(TABLE, MIXED)
    assert list(left.columns) == ["Name", "Phone", "Row", "Row (2)", "Outcome", "Why"]
    assert list(left["Row (2)"]) == [3, 4, 5, 6]
    again = read("again.csv", csv(left))
    assert [line.cells[:2] for line in again.lines] == [line.cells[:2] for line in TABLE.lines[1:5]]


def test_no_cell_of_that_file_is_a_formula() -> None:
    refused = dict.fromkeys(range(2, 8), Result(State.REFUSED, "=cmd|' /C calc'!A0"))
    text = csv(uploads.left_over(TABLE, refused)).decode("utf-8-sig")
    assert "\n'=1+1,919812345602," in text
    assert ",'=cmd" in text
    assert "919812345602.0" not in text
    assert "x" * 10_000 in text


def test_the_empty_table_is_understood_when_it_comes_back() -> None:
    assert guessed(list(uploads.template().columns)) == tuple(FIELDS)


def test_an_example_is_the_first_thing_in_a_column() -> None:
    table = Table(("A", "B"), (Line(2, ("", "x")), Line(3, ("y", "z"))))
    assert uploads.columns_of(table) == ["y", "x"]


def test_how_long_it_takes_is_told_in_requests() -> None:
    assert uploads.batches(183, 2.0) == "4 requests, about 8 s"
    assert uploads.batches(50, 0.0) == "1 request, about 0 s"


def test_an_upload_of_many_rows_is_laid_out_once() -> None:
    entries = tuple(ENTRIES)
    assert uploads.preview(entries) is uploads.preview(list(entries))
