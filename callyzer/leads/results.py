"""What came of each row of an upload. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

from callyzer.errors import BadRequest, CallyzerError
from callyzer.leads import columns
from callyzer.leads.entries import Entry
from callyzer.leads.looking import Lead
from callyzer.model import BulkSaved, Number

UNMENTIONED = "Callyzer's answer does not mention it."
NOT_CHANGED = "A lead with its number was there before, and was not changed since."
CLOCKS_DIFFER = timedelta(minutes=5)
"""By so much Callyzer's clock may be behind."""


class State(Enum):
    """Where a row stands. Only one that is READY is ever sent."""

    READY = "Not sent yet"
    WRONG = "Cannot be sent"
    THERE = "A lead already"
    SENDING = "On its way"
    SAVED = "Saved"
    REFUSED = "Turned down"
    UNCERTAIN = "Not known"


@dataclass(frozen=True, slots=True)
class Result:
    """`reason` is a sentence, Callyzer's own where it gave one: it may repeat numbers."""

    state: State
    reason: str = field(default="", repr=False)
    lead_id: str = ""


Results = Mapping[int, Result]
"""By row."""


def before(entry: Entry) -> Result:
    """Before anything was sent."""
    if not entry.problems:
        return Result(State.READY)
    return Result(State.WRONG, columns.told(entry.problems))


def answered(sent: Sequence[Entry], answer: BulkSaved) -> dict[int, Result]:
    """What a batch's answer says of each of its rows, which are told apart by their numbers, else by their names."""
    results = {entry.row: Result(State.UNCERTAIN, UNMENTIONED) for entry in sent}
    for saved in answer.saved:
        for row in _rows_of(sent, saved.contact_numbers):
            results[row] = Result(State.SAVED, lead_id=saved.id)
    for error in answer.errors:
        rows = _rows_of(sent, error.contact_numbers) or _rows_named(sent, error.name)
        for row in rows:
            results[row] = Result(State.REFUSED, error.message)
    return results


def failed(sent: Sequence[Entry], error: CallyzerError, *, uncertain: bool) -> dict[int, Result]:
    """A batch without an answer of its own. What had not left may be sent later, what was refused may not."""
    if uncertain:
        result = Result(State.UNCERTAIN, error.sentence)
    elif isinstance(error, BadRequest):
        result = Result(State.REFUSED, error.message or error.sentence)
    else:
        result = Result(State.READY, error.sentence)
    return {entry.row: result for entry in sent}


def looked_up(entries: Sequence[Entry], leads: Sequence[Lead], sent_at: Mapping[int, datetime]) -> dict[int, Result]:
    """What the account's leads say of rows. `sent_at` tells by row when it was sent, if ever."""
    return {entry.row: _seen(_lead_of(entry, leads), sent_at.get(entry.row)) for entry in entries}


def _seen(lead: Lead | None, since: datetime | None) -> Result:
    if lead is None:
        return Result(State.READY, "It did not arrive." if since else "")
    if since is None:
        return Result(State.THERE, lead_id=lead["id"])
    if lead["modified_at"] >= since - CLOCKS_DIFFER:
        return Result(State.SAVED, "Found at Callyzer.", lead["id"])
    return Result(State.UNCERTAIN, NOT_CHANGED, lead["id"])


def _lead_of(entry: Entry, leads: Iterable[Lead]) -> Lead | None:
    return next((lead for lead in leads if _same(entry, lead["details.contact_numbers"])), None)


def _rows_of(sent: Sequence[Entry], numbers: Sequence[str]) -> list[int]:
    return [entry.row for entry in sent if _same(entry, numbers)]


def _rows_named(sent: Sequence[Entry], name: str) -> list[int]:
    """Only where a name is one row's alone."""
    rows = [entry.row for entry in sent
            if f"{entry.draft.first_name} {entry.draft.last_name}".strip().casefold() == name.strip().casefold()]
    return rows if len(rows) == 1 else []


def _same(entry: Entry, texts: Iterable[str]) -> bool:
    """Whether they name the same phone; a number without its country's code may be any country's."""
    return any(_matches(mine, text) for mine in entry.numbers for text in texts)


def _matches(mine: Number, text: str) -> bool:
    code, _, number = text.strip().removeprefix("+").rpartition("-")
    return number == mine.number and (not code or not mine.country_code or code == mine.country_code)
