"""How long calls back take: by length, by slot of the day, and by whose calls they were."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache, partial
from typing import Any

import pandas as pd

from callyzer.figures.bars import ROW, Bar, bars
from callyzer.figures.slot_profile import SlotBar, slot_profile
from callyzer.figures.theme import colour
from callyzer.model import CallFilter, Number, Subset
from callyzer.model.account import CALLED_BACK_WITHIN, TimeToCallBack
from callyzer.source import WholeAccount
from callyzer.views import behind, people, trust, words
from callyzer.views.definitions import SMALL_SAMPLE, TIME_TO_CALL_BACK
from callyzer.views.parts import Behind, Chart, Column, ColumnKind, Mark, Plot, RowTable, Theme
from callyzer.views.rhythm import EMPTY

__all__ = ["TARGETS", "by_employee", "by_slot", "in_time", "lengths"]

TARGETS = {seconds: words.duration(seconds) for seconds in CALLED_BACK_WITHIN}
"""Times within which a team may want to call back."""

HEIGHT = ROW * (len(CALLED_BACK_WITHIN) + 2) + 16
"""Pixels: the slots stand beside the lengths."""

_EMPLOYEES = (
    Column("name", "Employee", ColumnKind.TEXT, pinned=True),
    Column("in_time", "In time", ColumnKind.PERCENT_BAR, "Waits that ended within the target, of all waits."),
    Column("waits", "Waits", ColumnKind.COUNT,
           "Clients left waiting by an unanswered call that this employee missed first."),
    Column("called_back", "Called back", ColumnKind.COUNT, "Waits that ended, whoever called back."),
    Column("average", "On average after", ColumnKind.SECONDS, TIME_TO_CALL_BACK),
)


def lengths(whole: WholeAccount, question: CallFilter, theme: Theme, target: int) -> Chart:
    """How long calls back take; what is within the target in colour."""
    return _lengths(whole.time_to_call_back(question), question, theme, target)


@lru_cache(maxsize=32)
def _lengths(report: TimeToCallBack, question: CallFilter, theme: Theme, target: int) -> Chart:
    counted = _counted(report, target)
    entries = [
        Bar(name, count, f"{words.percent(count / report.waits)}", colour(meaning, theme),
            (name, words.counted(count, "wait"), f"{words.percent(count / report.waits)} of all"), name)
        for name, count, meaning, _ in counted] if report.waits else []
    figure = bars(entries, theme)
    share = words.percent(words.share_of(in_time(report.rows, target), report.waits))
    said = f"{share} of {words.counted(report.waits, 'wait')} ended within {TARGETS[target]}."
    return Chart(
        "lengths", "How long until they were called back", said if report.waits else "How many in time?", figure,
        alt=said if report.waits else EMPTY,
        data=pd.DataFrame([(name, count) for name, count, _, _ in counted], columns=["Time", "Waits"]),
        marks={(name,): Mark(name, _waits(count, subset)) for name, count, _, subset in counted},
        plot=Plot("bars", "Time", ("Waits",), ("connected",), each=tuple(meaning for _, _, meaning, _ in counted)),
        height=int(figure.layout.height), help=TIME_TO_CALL_BACK, empty="" if report.waits else EMPTY,
        notes=trust.notes(question, report.provenance), as_of=report.provenance.as_of,
    )


def _waits(count: int, subset: Subset) -> tuple[Behind, ...]:
    return behind.of(words.counted(count, "wait"), count, subset)


def _counted(report: TimeToCallBack, target: int) -> list[tuple[str, int, str, Subset]]:
    """Every length with its waits, the colour it is drawn in, and the calls behind it."""
    by_length = report.rows.groupby("within")["waits"].sum()
    found, last = list[tuple[str, int, str, Subset]](), 0
    for edge in CALLED_BACK_WITHIN:
        name = f"up to {TARGETS[edge]}" if not last else f"{TARGETS[last]} – {TARGETS[edge]}"
        found.append((name, int(by_length.get(edge, 0)), "connected" if edge <= target else "previous",
                      Subset(pick="waits", over=last, within=edge)))
        last = edge
    longer = report.called_back - sum(count for _, count, _, _ in found)
    return [*found, (f"over {TARGETS[last]}", longer, "previous", Subset(pick="waits", over=last)),
            ("still waiting", report.waits - report.called_back, "missed", Subset(pick="still-waiting"))]


def in_time(rows: pd.DataFrame, target: int) -> int:
    return int(rows.loc[(rows["within"] <= target).fillna(value=False), "waits"].sum())


def by_slot(whole: WholeAccount, question: CallFilter, theme: Theme, target: int) -> Chart:
    """When calls are left unanswered, and how many of them are called back in time."""
    return _by_slot(whole.time_to_call_back(question), question, theme, target)


@lru_cache(maxsize=32)
def _by_slot(report: TimeToCallBack, question: CallFilter, theme: Theme, target: int) -> Chart:
    slots = question.working_hours.slots
    waits = {slot.label: report.rows[report.rows["slot"] == slot.label] for slot in slots}
    counted = [(slot, int(waits[slot.label]["waits"].sum()), in_time(waits[slot.label], target)) for slot in slots]
    figure = slot_profile(
        [SlotBar(words.slot_tick(slot), whole, part, share if whole else "", (
            words.slot_name(slot), words.counted(whole, "wait"), f"{share} within {TARGETS[target]}"), place)
         for place, (slot, whole, part) in enumerate(counted)
         for share in [words.percent(words.share_of(part, whole))]],
        theme, colour_name="connected", height=HEIGHT, names=(f"Within {TARGETS[target]}", "Later or not yet"))
    busiest = max(counted, key=lambda each: each[1])
    said = f"Most calls are left unanswered {words.slot_name(busiest[0])}: {words.count(busiest[1])}."
    return Chart(
        "by-slot", "When they called", said if report.waits else "", figure, alt=said,
        data=pd.DataFrame([(slot.label, whole, part) for slot, whole, part in counted],
                          columns=["Time slot", "Waits", "In time"]),
        height=int(figure.layout.height), empty="" if report.waits else EMPTY,
        plot=Plot("columns", "Time slot", ("Waits", "In time"), ("connected", "connected")),
        marks={(place,): Mark(words.slot_name(slot), _in_all_and_in_time(whole, part, target, **behind.in_slot(slot)))
               for place, (slot, whole, part) in enumerate(counted)},
        help="Clients left waiting, by the time of their first unanswered call.",
        notes=trust.notes(question, report.provenance), as_of=report.provenance.as_of,
    )


def _in_all_and_in_time(waits: int, in_time: int, target: int, **narrower: Any) -> tuple[Behind, ...]:
    every, within = Subset(pick="waits", **narrower), Subset(pick="waits", within=target, **narrower)
    return (*_waits(waits, every), *behind.of(f"{words.count(in_time)} in time", in_time, within))


def by_employee(whole: WholeAccount, question: CallFilter, target: int) -> RowTable:
    """Whose missed calls are called back in time; who has few of them last and in grey."""
    return _by_employee(whole.time_to_call_back(question), question, target)


@lru_cache(maxsize=32)
def _by_employee(report: TimeToCallBack, question: CallFilter, target: int) -> RowTable:
    rows = _people(report.rows, target)
    small = rows["waits"] < SMALL_SAMPLE
    rows = rows.assign(small=small).sort_values(["small", "in_time", "waits"], ascending=[True, False, False])
    rows = rows.reset_index(drop=True)
    return RowTable(
        "by-employee", "Whose missed calls are called back in time", f"Within {TARGETS[target]}, whoever called back",
        rows, _EMPLOYEES,
        caption=f"{words.counted(len(rows), 'employee')}; grey rests on fewer than {SMALL_SAMPLE} waits.",
        alt=f"A row for each of {words.counted(len(rows), 'employee')}.", mark=partial(_mark, target),
        quiet=tuple(rows.index[rows["small"]]), empty="" if len(rows) else EMPTY,
        notes=trust.notes(question, report.provenance), as_of=report.provenance.as_of,
    )


def _mark(target: int, row: Mapping[str, Any], column: str) -> Mark:
    """The waits that ended behind how many they are and how long they took; all, and those in time, behind the rest."""
    who: Any = {"emp_numbers": (str(row["key"]),)}
    if column in {"called_back", "average"}:
        return Mark(str(row["name"]), _waits(row["called_back"], Subset(pick="waits", over=0, **who)))
    return Mark(str(row["name"]), _in_all_and_in_time(row["waits"], row["counted"], target, **who))


def _people(rows: pd.DataFrame, target: int) -> pd.DataFrame:
    keys = ["emp_country_code", "emp_number"]
    counted = rows.assign(in_time=rows["waits"].where((rows["within"] <= target).fillna(value=False), 0))
    sums = counted.groupby(keys, as_index=False).agg({
        "emp_name": "first", "waits": "sum", "called_back": "sum", "seconds": "sum", "in_time": "sum"})
    ended = sums["called_back"].where(sums["called_back"] > 0)
    return sums.assign(
        key=[Number(code, number).wire for code, number in zip(sums[keys[0]], sums[keys[1]], strict=True)],
        name=people.names(sums) if len(sums) else sums["emp_name"],
        counted=sums["in_time"], in_time=100 * sums["in_time"] / sums["waits"],
        average=(sums["seconds"] / ended).round())
