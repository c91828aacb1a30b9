"""Leads that are uploaded: what each row of the file will be, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import pandas as pd

from callyzer.leads.columns import FIELDS, told
from callyzer.leads.entries import Entry
from callyzer.leads.results import Result, State
from callyzer.leads.tables import Table, unique
from callyzer.leads.upload import BATCH, Progress
from callyzer.model import LeadDraft
from callyzer.views import words
from callyzer.views.parts import Column, ColumnKind, Note, RowTable, Tile, Tiles

__all__ = ["LABELS", "batches", "columns_of", "left_over", "outcome", "preview", "price", "template", "tiles"]

LABELS = ("Saved", "Turned down", "Not known", "Not sent", "Cannot be sent")
_TILES = (
    (State.SAVED, "connected", "Callyzer has said that it has them."),
    (State.REFUSED, "missed", "Callyzer has said why it does not take them."),
    (State.UNCERTAIN, "missed", "They were sent, and no answer came. They are never sent again by themselves."),
    (State.READY, "calls", "They break no rule, and were not sent."),
    (State.WRONG, "missed", "They break a rule, and are never sent."),
)
_FIRST = (State.UNCERTAIN, State.REFUSED, State.WRONG, State.THERE, State.READY, State.SENDING, State.SAVED)
"""What somebody has to look at comes first."""

_SHOWN = ("first_name", "last_name", "company_name", "email", "city", "source", "lead_status", "description")
_BEGIN = (Column("row", "Row", ColumnKind.COUNT, "The number of the row in the file.", pinned=True, width=60),)


def preview(entries: Sequence[Entry]) -> RowTable:
    """Every row as it would be sent, and why it is not; those first."""
    return _preview(tuple(entries))


@lru_cache(maxsize=4)
def _preview(entries: tuple[Entry, ...]) -> RowTable:
    wrong = sum(bool(entry.problems) for entry in entries)
    frame = _frame(sorted(entries, key=lambda entry: (not entry.problems, entry.row)))
    frame = frame.assign(problem=pd.Series([told(entry.problems) for entry in frame["entry"]], dtype="str"))
    name, *others = _columns(frame)
    columns = (*_BEGIN, name, Column("problem", "To be mended", ColumnKind.TEXT, width="large"), *others)
    return RowTable(
        "preview", "What will be sent", _sentence(len(entries), wrong), frame.drop(columns="entry"), columns,
        alt=f"A row for each of {words.counted(len(entries), 'lead')}.",
        caption="A row that breaks a rule is not sent. Mend it in the file and choose the file again.", most_rows=5000)


def _sentence(count: int, wrong: int) -> str:
    ready = f"{words.counted(count - wrong, 'lead')} can be sent"
    return f"{ready}, {words.counted(wrong, 'row')} cannot" if wrong else f"All {ready}" if count > 1 else ready


def _frame(entries: Sequence[Entry]) -> pd.DataFrame:
    texts = {name: pd.Series([getattr(entry.draft, name) for entry in entries], dtype="str") for name in _SHOWN}
    return pd.DataFrame({
        "row": pd.Series([entry.row for entry in entries], dtype="int64"), **texts,
        "number": pd.Series([", ".join(entry.draft.contact_numbers) for entry in entries], dtype="str"),
        "lead_tags": pd.Series([entry.draft.lead_tags for entry in entries], dtype="object"),
        "price": pd.Series([price(entry.draft) for entry in entries], dtype="str"),
        "entry": pd.Series(list(entries), dtype="object")})


def _columns(frame: pd.DataFrame) -> tuple[Column, ...]:
    """Name and number, and what else holds something."""
    others = [name for name in (*_SHOWN[1:], "price") if (frame[name] != "").any()]
    given = ("first_name", "number", *others)
    tags = (Column("lead_tags", FIELDS["lead_tags"], ColumnKind.TAGS),) if frame["lead_tags"].map(len).any() else ()
    return (*(Column(name, FIELDS[name], ColumnKind.TEXT) for name in given), *tags)


def price(draft: LeadDraft) -> str:
    """As people write it."""
    return "" if draft.price is None else f"{draft.price:,.15g}"


def tiles(progress: Progress) -> Tiles:
    """How many rows stand where."""
    there = progress.count(State.THERE)
    notes = [Note("info", f"{words.counted(there, 'row')} left out: a lead already.")] if there else []
    stopped = [Note("warning", progress.stopped)] if progress.stopped else []
    return Tiles(tuple(
        Tile(state.name.lower(), label, words.count(progress.count(state)), said, measure,
             quiet=not progress.count(state))
        for label, (state, measure, said) in zip(LABELS, _TILES, strict=True)), (*stopped, *notes))


def outcome(entries: Sequence[Entry], results: Mapping[int, Result]) -> RowTable:
    """What came of every row; what somebody has to look at first."""
    order = {state: place for place, state in enumerate(_FIRST)}
    frame = _frame(sorted(entries, key=lambda entry: (order[results[entry.row].state], entry.row)))
    came = [results[row] for row in frame["row"]]
    frame = frame.drop(columns="entry").assign(
        outcome=pd.Series([each.state.value for each in came], dtype="str"),
        reason=pd.Series([each.reason for each in came], dtype="str"),
        lead_id=pd.Series([each.lead_id for each in came], dtype="str"))
    columns = (
        *_BEGIN, Column("outcome", "Outcome", ColumnKind.TEXT), *_columns(frame)[:2],
        Column("reason", "Why", ColumnKind.TEXT, width="large"), Column("lead_id", "Lead id", ColumnKind.TEXT))
    return RowTable(
        "outcome", "Row by row", "What Callyzer said of each row", frame, columns,
        alt=f"A row for each of {words.counted(len(entries), 'lead')}.", most_rows=5000)


def left_over(table: Table, results: Mapping[int, Result]) -> pd.DataFrame:
    """The rows of the file that are no leads, as they were there, with the reason: to be mended and uploaded again."""
    rows = [(*line.cells, line.number, results[line.number].state.value, results[line.number].reason)
            for line in table.lines if results[line.number].state not in {State.SAVED, State.THERE}]
    frame = pd.DataFrame(rows, columns=range(len(table.headings) + 3), dtype="object")
    frame.columns = pd.Index(unique([*table.headings, "Row", "Outcome", "Why"]), dtype="str")
    return frame


def template() -> pd.DataFrame:
    """A table without rows, with a column for each field."""
    return pd.DataFrame(columns=pd.Index(list(FIELDS.values()), dtype="str"))


def columns_of(table: Table) -> list[str]:
    """What stands in each column, as an example."""
    return [next((line.cells[place] for line in table.lines if line.cells[place]), "")
            for place in range(len(table.headings))]


def batches(count: int, seconds: float) -> str:
    """How long the sending takes, in words."""
    requests = -(-count // BATCH)
    return f"{words.counted(requests, 'request')}, about {words.duration(requests * max(seconds, 0.5))}"
