"""Which recordings are to be removed, and what came of each. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from callyzer.views import words
from callyzer.views.parts import Column, ColumnKind, RowTable

_COLUMNS = (
    Column("call_at", "When", ColumnKind.INSTANT, pinned=True), Column("client", "Client", ColumnKind.TEXT),
    Column("done", "Recording", ColumnKind.TEXT, width=110), Column("message", "Callyzer says", ColumnKind.TEXT),
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A call with a recording; the client's name is for the person who chose it."""

    id: str
    client: str
    call_at: datetime


@dataclass(frozen=True, slots=True)
class Result:
    """Whether a recording is gone (None: nobody knows), and what was said of it."""

    gone: bool | None
    message: str


def recorded(listed: RowTable, chosen: Sequence[int]) -> tuple[Chosen, ...]:
    """Of the chosen rows of the list of calls those with a recording."""
    rows = listed.frame.iloc[[row for row in chosen if row < len(listed.frame)]]
    rows = rows[rows["recording"] != ""]
    return tuple(Chosen(*row) for row in zip(rows["key"], rows["client"], rows["call_at"], strict=True))


def stopped(rest: int, unsure: int, reason: str) -> list[Result]:
    """Of the `rest` after a failure the first `unsure` may be gone; the others were not sent."""
    return [*[Result(None, reason)] * min(unsure, rest), *[Result(False, f"Not removed. {reason}")] * (rest - unsure)]


def outcome(recorded: Sequence[Chosen], results: Sequence[Result]) -> RowTable:
    """A row per call with what came of it; those that are not gone first."""
    rows = pd.DataFrame({
        "call_at": [each.call_at for each in recorded],
        "client": pd.Series([each.client for each in recorded], dtype="str"),
        "done": pd.Series([_DONE[each.gone] for each in results], dtype="str"),
        "message": pd.Series([each.message for each in results], dtype="str"),
        "order": [_ORDER[each.gone] for each in results]}).sort_values("order", kind="stable").reset_index(drop=True)
    gone, unsure = sum(each.gone is True for each in results), sum(each.gone is None for each in results)
    said = [f"{words.counted(gone, 'recording')} removed",
            f"{words.count(len(results) - gone - unsure)} not removed" if len(results) > gone + unsure else "",
            f"of {words.count(unsure)} it is not known: look before trying again" if unsure else ""]
    return RowTable("removed", ", ".join(filter(None, said)) + ".", "What came of each", rows, _COLUMNS,
                    alt=f"A row for each of {words.counted(len(results), 'call')}.")


_DONE = {True: "Removed", False: "Still there", None: "Not known"}
_ORDER = {None: 0, False: 1, True: 2}
