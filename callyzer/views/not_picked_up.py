"""Whom we dialled and never reached, and when to try them next."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from callyzer.model import CallFilter, NotPickupByClient, Number, Page, Pick, Subset, WorkingHours, start_of_day
from callyzer.model.account import LOOK_BACK_DAYS, MOST_PAIRS, MOST_TRIES, ConnectRates, NotPickedUp, Table, TryRates
from callyzer.source import Source, WholeAccount
from callyzer.views import behind, clients, connect_rates, people, trust, words
from callyzer.views.definitions import BEST_TIME, MEASURES, TRY_NEXT
from callyzer.views.parts import Behind, Column, ColumnKind, Mark, RowTable, Tile, Tiles
from callyzer.views.try_next import Next, Rate, next_slot

__all__ = ["LABELS", "STORE_ONLY", "last_try", "listed", "pairs", "tiles"]

LABELS = ("Not picked up", "Clients", "Tries", "Tried once only", "Surest time to try")
STORE_ONLY = ("Callyzer lists whom each employee did not reach. Whose client it is, whether a colleague reached it, and"
              " when clients pick up can be told once the calls of these days are kept here: the Data page says how far"
              " that is.")
NOBODY = "Everybody who was called in this range was talked to, or nobody was called."
REACHED = "Everybody who did not pick up was talked to by somebody since."
NOT_ENOUGH = "not enough calls"
TITLE, QUESTION = "Clients to try again", "The latest call first"

_TRIED = (
    Column("client", "Client", ColumnKind.TEXT, pinned=True, width=150),
    Column("dial", "Call", ColumnKind.PHONE, "Dials the number on a phone, or in the calling app of this computer."),
    Column("name", "Tried by", ColumnKind.TEXT, "Who called, and did not talk to the client in the range.", width=140),
    Column("attempts", "Tries", ColumnKind.COUNT, "Outgoing calls of this employee to this client in the range.",
           width=56),
    Column("spread", "Over the day", ColumnKind.SPREAD, "These tries by time of day, a bar for each hour.", width=104),
    Column("last_attempt_at", "Last try", ColumnKind.INSTANT, width=156),
)
_NEXT = (
    Column("next", "Try next", ColumnKind.TEXT, TRY_NEXT, width=124),
    Column("chance", "Picks up", ColumnKind.TEXT, "The connect rate of that hour with its 95% interval.", width=160),
    Column("basis", "Rests on", ColumnKind.TEXT, "Whose calls the rate comes from, and how many.", width=144),
    Column("owner", "Whose client", ColumnKind.TEXT, "Who talked to the client last, in 90 days or in the range.",
           width=140),
    Column("last_talk_at", "Last talk", ColumnKind.INSTANT, "When that was; with anybody in the team.", width=156),
)
_MORE = (
    Column("tried_at", "Tried at", ColumnKind.TEXT, "The tries by time of day in words."),
    Column("number", "Number", ColumnKind.TEXT),
)


def tiles(whole: WholeAccount, question: CallFilter) -> Tiles:
    """How many were not reached, how often they were tried, and the hour in which most pick up."""
    report, rates = whole.not_picked_up(question), whole.connect_rates(question)
    return Tiles(_tiles(report, rates, question), trust.notes(question, report.provenance, rates.provenance),
                 as_of=trust.as_of(report.provenance, rates.provenance))


@lru_cache(maxsize=32)
def _tiles(report: NotPickedUp, rates: ConnectRates, question: CallFilter) -> tuple[Tile, ...]:
    pairs = report.total_records
    once = words.share_of(report.tried_once, pairs)
    each = f"{words.decimal(report.total_attempts / pairs)} for each pair" if pairs else ""
    return (
        Tile("pairs", LABELS[0], words.count(pairs), MEASURES["total_not_pickup_by_clients_calls"].help, "missed",
             detail="pairs of employee and client",
             behind=_behind(pairs, "not-picked-up", "not picked up", "not picked up")),
        Tile("clients", LABELS[1], words.count(report.total_clients), "Different clients among these pairs.", "missed",
             detail="different ones",
             behind=_behind(report.total_clients, "not-reached", "client", "clients")),
        Tile("tries", LABELS[2], words.count(report.total_attempts), "Outgoing calls of these pairs.", "missed",
             detail=each, behind=_behind(report.total_attempts, "in-vain", "try in vain", "tries in vain")),
        Tile("once", LABELS[3], words.percent(once), "Pairs with a single try in the range, of all pairs.", "missed",
             detail=f"{words.count(report.tried_once)} of {words.counted(pairs, 'pair')}" if pairs else "",
             behind=_behind(report.tried_once, "tried-once", "tried once only", "tried once only")),
        _best(rates, question),
    )


def _best(rates: ConnectRates, question: CallFilter) -> Tile:
    best = connect_rates.best_time(rates, question)
    if best is None:
        return Tile("best", LABELS[4], "–", BEST_TIME, "connected", detail=NOT_ENOUGH, quiet=True)
    (day, place), rate = best
    slot = question.working_hours.slots[place]
    tries = words.counted(rate.tries, "try", "tries")
    found = behind.of(tries, rate.tries, Subset(
        call_types=("Outgoing",), weekdays=(day,), **behind.in_slot(slot)))
    return Tile("best", LABELS[4], f"{day}, {words.slot_tick(slot)}", BEST_TIME, "connected",
                detail=f"{rate.text} of {tries}", behind=found[0])


def _behind(calls: int, pick: Pick, one: str, many: str) -> Behind | None:
    return next(iter(behind.of(words.counted(calls, one, many), calls, Subset(pick=pick))), None)


def listed(source: Source, whole: WholeAccount, question: CallFilter, *, everybody: bool) -> RowTable:
    """A row per pair, the latest call first; without those whom somebody has talked to since the range began, unless
    `everybody`. A row's `key` is the employee's number, its `pair` both numbers as on the wire."""
    wide = _widened(question)
    wider = source.whole_account(wide)
    rates = wider.try_rates(wide) if wider else whole.try_rates(question)
    return _listed(whole.not_picked_up(question), rates, question, everybody=everybody)


def _widened(question: CallFilter) -> CallFilter:
    """Of the same length or of 30 days: what to try next should not rest on yesterday alone."""
    window = question.window
    first = min(window.first_day, window.last_day - timedelta(days=LOOK_BACK_DAYS - 1))
    return replace(question, window=replace(window, start=start_of_day(first, window.zone)))


@lru_cache(maxsize=16)
def _listed(report: NotPickedUp, rates: TryRates, question: CallFilter, *, everybody: bool) -> RowTable:
    rows = _told(report, rates, question)
    reached = rows["last_talk_at"] >= question.window.start
    shown = rows if everybody else rows[~reached].reset_index(drop=True)
    few = f"The latest {words.count(MOST_PAIRS)} of {words.counted(report.total_records, 'pair')} were looked at. " if (
        report.total_records > len(rows)) else ""
    others = words.count(int(reached.sum()))
    shown_pairs = words.counted(len(shown), "pair")
    caption = (f"{shown_pairs}, {others} of them talked to by somebody since the range began." if everybody else
               f"{shown_pairs}; {others} more were talked to by somebody since the range began.")
    return _table(shown, (*_TRIED, *_NEXT, *_MORE), question, report, caption=few + caption,
                  empty=NOBODY if rows.empty else REACHED)


def _told(report: NotPickedUp, rates: TryRates, question: CallFilter) -> pd.DataFrame:
    """The pairs with names, the spread of their tries and what to try next."""
    rows = _tried(report.rows, report.attempts, question.working_hours)
    owners = rows[["owner.emp_name", "owner.emp_country_code", "owner.emp_number"]]
    return rows.assign(
        owner=people.names_of_calls(owners.rename(columns=lambda name: name.removeprefix("owner."))),
        **_next(report, rates, question))


def _tried(rows: pd.DataFrame, attempts: Table, hours: WorkingHours) -> pd.DataFrame:
    rows = clients.named(rows)
    ticks = [words.slot_tick(slot) for slot in hours.slots]
    key, client = (people.keys(rows, who) for who in ("emp", "client"))
    return rows.assign(
        key=key, pair=key + "|" + client, name=people.names_of_calls(rows),
        spread=pd.Series(attempts.tolist(), index=rows.index, dtype="object"),
        tried_at=pd.Series([_spread(ticks, line) for line in attempts.tolist()], index=rows.index, dtype="str"))


def _spread(ticks: Sequence[str], tries: Sequence[int]) -> str:
    """"10 AM ×2, 4 PM"."""
    tried = [(tick, count) for tick, count in zip(ticks, tries, strict=True) if count]
    return ", ".join(f"{tick} ×{count}" if count > 1 else tick for tick, count in tried)


def _next(report: NotPickedUp, rates: TryRates, question: CallFilter) -> dict[str, pd.Series[str]]:
    """What to try next for each row, in words."""
    slots = question.working_hours.slots
    inside = [place for place, slot in enumerate(slots) if connect_rates.is_working(slot.label)]
    tables = [table[:, inside].tolist() for table in (report.attempts, report.tries, report.hits)]
    alike = {number: _alike(rates, question, number, inside) for number in range(1, MOST_TRIES + 1)}
    found = []
    for since, tried, *own in zip(report.rows["since_talk"].tolist(), *tables, strict=True):
        like, name = alike[min(since + 1, MOST_TRIES)]
        chosen = next_slot(like, list(map(Rate, *own)), tried)
        found.append(_said(chosen, name, [words.slot_name(slots[place]) for place in inside]))
    told = pd.DataFrame(found, columns=["next", "chance", "basis"], index=report.rows.index, dtype="str")
    return {str(name): told[name] for name in told}


def _alike(
    rates: TryRates, question: CallFilter, number: int, inside: Sequence[int],
) -> tuple[Sequence[Rate], str]:
    """The rates of clients at the same try and what they are called; of all tries where those are too few."""
    every = connect_rates.like(rates, question, number)
    same = [every[place] for place in inside]
    if any(rate.enough for rate in same):
        more = " and later" if number == MOST_TRIES else ""
        return same, f"{words.ordinal(number)}{more} tries"
    every = connect_rates.like(rates, question)
    return [every[place] for place in inside], "tries of all clients"


def _said(chosen: Next | None, alike: str, names: Sequence[str]) -> tuple[str, str, str]:
    if chosen is None:
        return NOT_ENOUGH, "", ""
    basis = "this client's own calls" if chosen.own else alike
    return names[chosen.place], chosen.rate.text, f"{words.count(chosen.rate.tries)} {basis}"


def pairs(source: Source, question: CallFilter) -> RowTable:
    """/call-log/not-pickup-by-client as it is, with the tries of each pair counted. `key` as in `listed`; `last_id` is
    the call of its last try."""
    return _pairs(source.not_pickup_by_client(question), question)


@lru_cache(maxsize=16)
def _pairs(report: NotPickupByClient, question: CallFilter) -> RowTable:
    keys = ["emp_country_code", "emp_number", "client_country_code", "client_number"]
    tries = report.call_logs[report.call_logs["call_type"] == "Outgoing"]
    places = report.rows[keys].assign(line=range(len(report.rows)))
    lines = tries[[*keys, "call_at", "id"]].merge(places, on=keys).sort_values("call_at", kind="stable")
    starts = [slot.start for slot in question.working_hours.slots]
    minute = lines["call_at"].dt.hour * 60 + lines["call_at"].dt.minute
    attempts = np.zeros((len(places), len(starts)), dtype=np.int64)
    np.add.at(attempts, (lines["line"].to_numpy(), np.searchsorted(starts, minute, side="right") - 1), 1)
    last = lines.groupby("line").last().reindex(places["line"])
    rows = _tried(report.rows, attempts, question.working_hours).assign(
        attempts=attempts.sum(axis=1), last_attempt_at=last["call_at"], last_id=last["id"])
    caption = f"{words.counted(report.total_records, 'pair')} of an employee and a client."
    return _table(rows, (*_TRIED, *_MORE), question, report, caption=caption, empty=NOBODY)


def _table(
    rows: pd.DataFrame, columns: tuple[Column, ...], question: CallFilter,
    report: NotPickedUp | NotPickupByClient, *, caption: str, empty: str,
) -> RowTable:
    missing = rows.index[rows["next"] == NOT_ENOUGH] if "next" in rows else ()
    return RowTable(
        "not-picked-up", TITLE, QUESTION, rows, columns,
        caption=caption, hint="A click on a row leads to its tries.",
        alt=f"A row for each of {words.counted(len(rows), 'pair')}, the latest call first.",
        quiet=tuple(missing), quiet_columns=("next",), empty="" if len(rows) else empty,
        waiting=bool(report.provenance.pending_rows), notes=trust.notes(question, report.provenance),
        as_of=report.provenance.as_of,
    )


def tries(row: Mapping[Hashable, Any], last_id: str) -> Mark:
    """The tries of a row's pair, whose last one has this id."""
    employee = Number(row["emp_country_code"], row["emp_number"]).wire
    mine = Subset(client_of=last_id, emp_numbers=(employee,), call_types=("Outgoing",))
    return Mark(str(row["client"]), behind.of(words.counted(row["attempts"], "try", "tries"), row["attempts"], mine),
                str(row["number"]))


def last_try(source: Source, question: CallFilter, row: Mapping[Hashable, Any]) -> str:
    """The id of the last outgoing call of a row's pair that matches; "" where there is none any more."""
    if "last_id" in row:
        return str(row["last_id"])
    employee, client = row["pair"].split("|")
    asked = replace(question, emp_numbers=(employee,), emp_tags=(), client_numbers=(client,), call_types=("Outgoing",))
    rows = source.history(asked, Page(1, 1)).rows
    return str(rows["id"].iloc[0]) if len(rows) else ""
