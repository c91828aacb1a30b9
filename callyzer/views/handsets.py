"""Whose phone needs attention, and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

import pandas as pd

from callyzer.model import CallFilter, EmployeeQuery, Employees
from callyzer.source import Source
from callyzer.views import phones, trust, words
from callyzer.views.parts import Column, ColumnKind, RowTable, Tile, Tiles
from callyzer.views.phones import LOW_BATTERY, Phone, Trouble

__all__ = ["LABELS", "rows", "tiles"]

LABELS = ("Handsets", "Silent", "Uninstalled", "Low battery", "Not recording")
NOTHING = len(Trouble)
"""Ranks behind every trouble."""

NAMED = 2
"""So many names fit below a figure."""

HELP: Mapping[Trouble, str] = {
    Trouble.SILENT: "The app is installed, but asked for no synchronisation for more than 24 hours of working days;"
                    " weekends and holidays do not count. Its calls are missing until it does.",
    Trouble.UNINSTALLED: "The app was removed from the phone: no calls arrive any more.",
    Trouble.LOW_BATTERY: f"{LOW_BATTERY}% or less when the phone was last heard.",
    Trouble.NOT_RECORDING: "Calls are counted, but not recorded. It is a setting of each phone.",
}
_TABLE = (
    ("name", "Employee", ColumnKind.TEXT), ("reasons", "Needs attention", ColumnKind.TEXT),
    ("last_sync_ago", "Last sync", ColumnKind.AGO), ("last_sync", "Synced at", ColumnKind.INSTANT),
    ("last_call", "Last call", ColumnKind.INSTANT), ("battery", "Battery", ColumnKind.LEVEL),
    ("recording", "Recording", ColumnKind.TEXT), ("leads", "Lead feature", ColumnKind.TEXT),
    ("app", "App", ColumnKind.TEXT), ("app_version", "Version", ColumnKind.TEXT), ("model", "Phone", ColumnKind.TEXT),
    ("tags", "Tags", ColumnKind.TAGS),
)


def tiles(source: Source, question: CallFilter, now: datetime, country: str) -> Tiles:
    """How many phones there are, and how many have which trouble. Of the question only the employees count."""
    report = source.get_employees(EmployeeQuery())
    return Tiles(_tiles(phones.team(report, question, now, country)), trust.notes(question, report.provenance),
                 as_of=report.provenance.as_of)


def _tiles(team: tuple[Phone, ...]) -> tuple[Tile, ...]:
    well = sum(not phone.troubles for phone in team)
    troubles = (Trouble.SILENT, Trouble.UNINSTALLED, Trouble.LOW_BATTERY, Trouble.NOT_RECORDING)
    return (
        Tile("handsets", LABELS[0], words.count(len(team)), "Phones of the account's employees.", "clients",
             detail=f"{words.count(well)} without any trouble"),
        *(_tile(label, trouble, phones.in_trouble(team, trouble))
          for label, trouble in zip(LABELS[1:], troubles, strict=True)))


def _tile(label: str, trouble: Trouble, having: list[Phone]) -> Tile:
    names = [phone.name for phone in having[:NAMED]]
    more = f" +{len(having) - NAMED}" if len(having) > NAMED else ""
    return Tile(trouble.name.lower(), label, words.count(len(having)), HELP[trouble], "missed",
                detail=", ".join(names) + more)


def rows(source: Source, question: CallFilter, now: datetime, country: str) -> RowTable:
    """A row per phone, those that need attention first. A row's `key` is the employee's number."""
    return _rows(source.get_employees(EmployeeQuery()), question, now, country)


@lru_cache(maxsize=16)
def _rows(report: Employees, question: CallFilter, now: datetime, country: str) -> RowTable:
    team = sorted(phones.team(report, question, now, country), key=_urgency)
    frame = _frame(team, now, report.rows["last_sync_req_at"].dtype)
    needing = sum(bool(phone.troubles) for phone in team)
    columns = tuple(Column(name, label, kind, pinned=name == "name", width="medium" if name == "reasons" else None)
                    for name, label, kind in _TABLE)
    return RowTable(
        "handsets", "Handsets", "Whose phone needs attention, and why?", frame, columns,
        caption=f"{words.counted(len(team), 'handset')}, {words.count(needing)} with something to look at.",
        alt=f"A row for each of {words.counted(len(team), 'handset')}, those that need attention first.",
        quiet=tuple(n for n, phone in enumerate(team) if min(phone.troubles, default=NOTHING) >= Trouble.NOT_RECORDING),
        quiet_columns=("reasons",), empty="" if team else "No employee matches the filter.",
        notes=trust.notes(question, report.provenance), waiting=bool(report.provenance.pending_rows),
        as_of=report.provenance.as_of,
    )


def _urgency(phone: Phone) -> tuple[int, float, int, str]:
    """The worst trouble first; of phones that are gone those gone longest, of low batteries the lowest."""
    worst = min(phone.troubles, default=NOTHING)
    heard = phone.last_sync.timestamp() if phone.last_sync and phone.is_gone else 0.0
    left = phone.battery if worst == Trouble.LOW_BATTERY and phone.battery is not None else 0
    return worst, heard, left, phone.name.casefold()


def _frame(team: list[Phone], now: datetime, instant: Any) -> pd.DataFrame:
    def column(name: str, dtype: Any) -> Any:
        return pd.Series([getattr(phone, name) for phone in team], dtype=dtype)

    return pd.DataFrame({
        "key": pd.Series([phone.number.wire for phone in team], dtype="str"),
        "name": column("name", "str"),
        "reasons": pd.Series([" · ".join(reasons(phone, now)) for phone in team], dtype="str"),
        "last_sync_ago": column("last_sync", instant), "last_sync": column("last_sync", instant),
        "last_call": column("last_call", instant), "battery": column("battery", "Int64"),
        "recording": _said(column("recording", "object"), "On", "Off"),
        "leads": _said(column("leads", "object"), "On", "Off"),
        "app": _said(column("uninstalled", "object"), "Uninstalled", "Installed"),
        "app_version": column("app_version", "str"), "model": column("model", "str"), "tags": column("tags", "object"),
    })


def _said(flags: pd.Series[Any], yes: str, no: str) -> pd.Series[str]:
    return flags.map(lambda flag: "" if flag is None else yes if flag else no).astype("str")


def reasons(phone: Phone, now: datetime) -> list[str]:
    """Its troubles in words: "No sync for 3 days", "Battery 9%"."""
    return [_reason(phone, trouble, now) for trouble in phone.troubles]


def _reason(phone: Phone, trouble: Trouble, now: datetime) -> str:
    if trouble is Trouble.UNINSTALLED:
        return "App uninstalled"
    if trouble is Trouble.LOW_BATTERY:
        return f"Battery {phone.battery}%"
    if trouble is Trouble.NOT_RECORDING:
        return "Recording off"
    if phone.last_sync is None:
        return "Never synced"
    return f"No sync for {words.counted((now.date() - phone.last_sync.date()).days, 'day')}"
