"""Whom nobody has talked to since they called, and how long they wait."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any

import pandas as pd

from callyzer.model import CallFilter, NeverAttended, Number, Pick, Subset
from callyzer.model.account import CallBacks, TimeToCallBack
from callyzer.model.subset import UNANSWERED
from callyzer.source import Source, WholeAccount
from callyzer.views import behind, clients, people, trust, words
from callyzer.views.call_back_times import TARGETS, in_time
from callyzer.views.definitions import CALL_BACK_DUE, MEASURES, OWNER, SMALL_SAMPLE, TIME_TO_CALL_BACK, WAITING
from callyzer.views.parts import Amount, Behind, Column, ColumnKind, Mark, RowTable, Tile, Tiles
from callyzer.views.working_time import WorkingTime

__all__ = ["LABELS", "STORE_ONLY", "due", "pairs", "tiles"]

LABELS = ("Call-backs due", "Not yet tried", "Longest wait", "Called back in time", "Half were called back within")
STORE_ONLY = ("Callyzer lists missed calls for each employee alone. Who was called back by a colleague can be told once"
              " the calls of these days are kept here: the Data page says how far that is.")
NOBODY = "Nobody is waiting: no missed or rejected call in this range is without a talk since."
_DUE = (
    ("client", "Client", ColumnKind.TEXT, ""), ("number", "Number", ColumnKind.TEXT, ""),
    ("dial", "Call", ColumnKind.PHONE, "Dials the number on a phone, or in the calling app of this computer."),
    ("waiting", "Waiting", ColumnKind.SECONDS_BAR, WAITING), ("waiting_since", "Since", ColumnKind.INSTANT, ""),
    ("unanswered_calls", "Unanswered", ColumnKind.COUNT, "Missed and rejected calls since the last talk."),
    ("attempts", "Tries", ColumnKind.COUNT, "Outgoing calls to the client since then, by anybody."),
    ("last_attempt_at", "Last try", ColumnKind.INSTANT, ""), ("owner", "Whose client", ColumnKind.TEXT, OWNER),
    ("missed_by", "Missed by", ColumnKind.TEXT, "Who missed or rejected the last of these calls."),
    ("note", "Last note", ColumnKind.TEXT, "The last note of any call with the client."),
)
_PAIRS = (
    Column("client", "Client", ColumnKind.TEXT, pinned=True), Column("number", "Number", ColumnKind.TEXT),
    Column("dial", "Call", ColumnKind.PHONE), Column("employee", "Employee", ColumnKind.TEXT),
    Column("unanswered", "Unanswered", ColumnKind.COUNT), Column("last", "Last unanswered", ColumnKind.INSTANT),
    Column("calls", "All calls", ColumnKind.COUNT),
)


def tiles(whole: WholeAccount, question: CallFilter, now: datetime, country: str, target: int) -> Tiles:
    """Who is due, and how quick the team is. `target` is one of TARGETS."""
    report, times = whole.call_backs(question), whole.time_to_call_back(question)
    rows = waiting(report, question, now, country)
    return Tiles((*_due_tiles(rows), *_time_tiles(times, target)), trust.notes(question, report.provenance),
                 as_of=report.provenance.as_of)


def _due_tiles(rows: pd.DataFrame) -> tuple[Tile, ...]:
    untried, longest = int((rows["attempts"] == 0).sum()), rows.head(1).to_dict("records")
    calls = int(rows["unanswered_calls"].sum())
    return (
        Tile("due", LABELS[0], words.count(len(rows)), CALL_BACK_DUE, "missed",
             detail=words.counted(calls, "unanswered call"), behind=_one("client", len(rows), "call-backs"),
             also=_one("unanswered call", calls, "unanswered"), amount=Amount(len(rows))),
        Tile("untried", LABELS[1], words.count(untried), "Of these, clients nobody has called since.", "missed",
             detail=f"of {words.counted(len(rows), 'client')}", behind=_one("client", untried, "untried"),
             amount=Amount(untried)),
        Tile("longest", LABELS[2], words.duration(longest[0]["waiting"]) if longest else "–", WAITING, "missed",
             detail=f"since {words.moment(longest[0]['waiting_since'])}" if longest else "",
             behind=_one("unanswered call", longest[0]["unanswered_calls"], "unanswered", client_of=longest[0]["key"])
             if longest else None, amount=Amount(longest[0]["waiting"], "seconds") if longest else None),
    )


def _one(what: str, count: int, pick: Pick, **more: Any) -> Behind | None:
    return next(iter(behind.of(words.counted(count, what), count, Subset(pick=pick, **more))), None)


def _time_tiles(times: TimeToCallBack, target: int) -> tuple[Tile, ...]:
    share, ended = words.share_of(in_time(times.rows, target), times.waits), times.called_back > 0
    return (
        Tile("in_time", LABELS[3], words.percent(share), f"Waits that ended within {TARGETS[target]}, of all that"
             f" began. {TIME_TO_CALL_BACK}", "connected", quiet=times.waits < SMALL_SAMPLE,
             detail=f"of {words.counted(times.waits, 'wait')}, within {TARGETS[target]}",
             behind=_one("wait", in_time(times.rows, target), "waits", within=target),
             also=_one("wait", times.waits, "waits"), amount=None if share is None else Amount(share, "share")),
        Tile("median", LABELS[4], words.duration(times.median_seconds) if ended else "–", TIME_TO_CALL_BACK,
             "talk_time", detail=f"{words.duration(times.avg_seconds)} on average" if ended else "",
             behind=_one("wait", times.called_back, "waits", over=0),
             amount=Amount(times.median_seconds, "seconds") if ended else None),
    )


def due(whole: WholeAccount, question: CallFilter, now: datetime, country: str) -> RowTable:
    """A row per client who waits, who waits longest first."""
    return _due(whole.call_backs(question), question, now, country)


@lru_cache(maxsize=16)
def _due(report: CallBacks, question: CallFilter, now: datetime, country: str) -> RowTable:
    rows = waiting(report, question, now, country)
    count = words.counted(len(rows), "client")
    columns = tuple(Column(name, label, kind, meaning, _largest(rows, name), pinned=name == "client")
                    for name, label, kind, meaning in _DUE)
    return RowTable(
        "due", "Call-backs due", "Who called, and was not talked to since?", rows, columns,
        caption=f"{count} waiting.", mark=_mark_of_due,
        alt=f"A row for each of {count} waiting, the longest wait first.", empty="" if len(rows) else NOBODY,
        notes=trust.notes(question, report.provenance), as_of=report.provenance.as_of,
    )


@lru_cache(maxsize=16)
def waiting(report: CallBacks, question: CallFilter, now: datetime, country: str) -> pd.DataFrame:
    """The rows with names and `waiting`, the working seconds until now or the end of a range that is over; who waits
    longest first."""
    worked = WorkingTime(question.working_hours, country, question.exclude_days)
    until = min(now, question.window.end.astimezone(now.tzinfo))
    rows = clients.named(report.rows)
    waiting = worked.seconds(rows["waiting_since"], until)
    owners = rows[["owner.emp_name", "owner.emp_country_code", "owner.emp_number"]]
    rows = rows.assign(key=rows["id"], waiting=waiting,
                       owner=people.names_of_calls(owners.rename(columns=lambda name: name.removeprefix("owner."))),
                       missed_by=people.names_of_calls(rows))
    return rows.sort_values(["waiting_since", "number"], kind="stable").reset_index(drop=True)


def _mark_of_due(row: Mapping[str, Any], column: str) -> Mark:
    """The tries behind their column, and the unanswered calls behind all others."""
    found = (behind.of(words.counted(row["attempts"], "try", "tries"), row["attempts"], Subset(pick="tries"))
             if column in {"attempts", "last_attempt_at"} else
             behind.of(words.counted(row["unanswered_calls"], "unanswered call"), row["unanswered_calls"],
                       Subset(pick="unanswered")))
    return Mark(str(row["client"]), tuple(
        replace(each, subset=replace(each.subset, client_of=str(row["key"]))) for each in found), str(row["number"]))


def _mark_of_pair(row: Mapping[str, Any], column: str) -> Mark:
    number = Number(row["emp_country_code"], row["emp_number"]).wire
    pair: Any = {"client_of": str(row["key"]), "emp_numbers": (number,)}
    every = column == "calls"
    count = row["calls"] if every else row["unanswered"]
    return Mark(f"{row['client']}, {row['employee']}", behind.of(
        words.counted(count, "call" if every else "unanswered call"), count,
        Subset(call_types=() if every else UNANSWERED, **pair)), str(row["number"]))


def _largest(rows: pd.DataFrame, name: str) -> float:
    return float(rows[name].max()) if name == "waiting" and len(rows) else 0.0


def pairs(source: Source, question: CallFilter) -> RowTable:
    """/call-log/never-attended as it is: a row per employee and client, even where a colleague called back."""
    return _pairs(source.never_attended(question), question)


@lru_cache(maxsize=16)
def _pairs(report: NeverAttended, question: CallFilter) -> RowTable:
    keys = ["emp_country_code", "emp_number", "client_country_code", "client_number"]
    calls = report.call_logs
    unanswered = calls[calls["call_type"].isin(["Missed", "Rejected"])].groupby(keys)["call_at"]
    counted = pd.DataFrame({"unanswered": unanswered.size(), "last": unanswered.max(),
                            "calls": calls.groupby(keys).size(),
                            "key": calls.groupby(keys)["id"].first()}).reset_index()
    rows = clients.named(report.rows).merge(counted, on=keys, how="left")
    rows = rows.assign(employee=people.names_of_calls(rows), **{
        name: rows[name].fillna(0).astype("int64") for name in ("unanswered", "calls")})
    count = words.counted(report.total_records, "pair")
    return RowTable(
        "pairs", "Never attended", "Which client did each employee not talk to after an unanswered call?", rows, _PAIRS,
        caption=f"{count} of an employee and a client. {MEASURES['total_never_attended_calls'].help}",
        alt=f"A row for each of {count} of an employee and a client.", mark=_mark_of_pair,
        empty="" if len(rows) else NOBODY,
        waiting=bool(report.provenance.pending_rows), notes=trust.notes(question, report.provenance),
        as_of=report.provenance.as_of,
    )
