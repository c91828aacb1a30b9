"""What the call store holds and does, and how it compares with Callyzer's own count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Protocol

import pandas as pd

from callyzer.figures import coverage as figure
from callyzer.figures.coverage import Day, State
from callyzer.figures.theme import Theme
from callyzer.model import each_day
from callyzer.model.coverage import AuditedDay, AuditResult, Coverage, Figures
from callyzer.model.progress import SyncProgress
from callyzer.views import words
from callyzer.views.parts import Chart, Column, ColumnKind, Note, RowTable, Tile, Tiles

__all__ = ["STORE", "Happened", "Held", "calendar", "compared", "events", "tiles"]

STORE = ("Calls kept since", "Known until", "Days read", "Compared", "Synchronisation")
STATES: Mapping[State, str] = {
    State.MISSING: "To come", State.PARTLY: "So far", State.COVERED: "Kept", State.DIFFERS: "Differs"}
DOING = {"working": "Working", "resting": "Up to date", "paused": "Paused", "stopped": "Stopped"}


class Happened(Protocol):
    """Something that synchronisation or webhook did: `kind` is a word, `text` a sentence."""

    @property
    def at(self) -> datetime: ...
    @property
    def kind(self) -> str: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Held:
    """A call store at one moment. `audits` hold the latest comparison of every day, `happened` the latest first."""

    coverage: Coverage
    progress: SyncProgress
    audits: tuple[AuditResult, ...] = ()
    happened: tuple[Happened, ...] = ()


def tiles(held: Held, now: datetime) -> Tiles:
    """How far the store reaches, and what is being done about it. `now` is in the account's zone."""
    problem = held.progress.last_error
    return Tiles((_since(held.coverage), _until(held.coverage, now), _read(held.progress),
                  _compared(held.coverage, now), _doing(held.progress)),
                 (Note("warning", problem),) if problem else ())


def _since(coverage: Coverage) -> Tile:
    since, kept = coverage.since, len(coverage.days)
    return Tile("since", STORE[0], words.days(since, since) if since else "–",
                "From this day on every call is here; reports about these days cost no request.", "calls",
                detail=f"{words.counted(kept, 'day')} in all" if kept else "No whole day yet")


def _until(coverage: Coverage, now: datetime) -> Tile:
    known = coverage.known_until.astimezone(now.tzinfo) if coverage.known_until and coverage.days else None
    said = "–" if known is None else words.clock(known) if known.date() == now.date() else words.day(known)
    return Tile("until", STORE[1], said, "Calls that reached Callyzer up to this moment are here.", "calls",
                detail="" if known is None else "today" if known.date() == now.date() else words.clock(known))


def _read(progress: SyncProgress) -> Tile:
    wanted, left = progress.days_wanted, progress.seconds_to_go
    to_go = f", {words.duration(_roughly(left))} to go" if left else ""
    return Tile("read", STORE[2], f"{int(progress.share * 100)}%" if wanted else "–",
                "Days are read from the newest back to the oldest one wanted.", "calls",
                detail=f"{words.count(progress.days_read)} of {words.counted(wanted, 'day')}{to_go}" if wanted else "")


def _roughly(seconds: float) -> float:
    """An estimate has no seconds once it is more than a minute and a half."""
    return round(seconds / 60) * 60 if seconds > 90 else seconds


def _compared(coverage: Coverage, now: datetime) -> Tile:
    differing, at = len(coverage.differing_days), coverage.audited_at
    said = "Not yet" if at is None else f"{words.counted(differing, 'day')} off" if differing else "Equal"
    return Tile("compared", STORE[3], said,
                "Calls, connected calls and seconds of every day against Callyzer's own count of them.", "calls",
                detail=words.moment(at.astimezone(now.tzinfo)) if at else "")


def _doing(progress: SyncProgress) -> Tile:
    pace = progress.pages_per_minute
    has_trouble = progress.state == "resting" and (progress.last_error or progress.days_read < progress.days_wanted)
    return Tile("doing", STORE[4], "Interrupted" if has_trouble else DOING[progress.state],
                "Reads new calls every minute and the days gone by in between; a click never waits behind it.", "calls",
                detail=progress.doing or (f"{words.count(pace)} pages a minute" if pace else ""))


def calendar(held: Held, now: datetime, theme: Theme) -> Chart:
    """A day each: kept, still to come, or not as Callyzer counts it."""
    return _calendar(held.coverage, held.audits, now.date(), theme)


@lru_cache(maxsize=16)
def _calendar(coverage: Coverage, audits: tuple[AuditResult, ...], today: date, theme: Theme) -> Chart:
    audited = {each.day: each for result in audits for each in result.days}
    days = [_day(day, coverage, audited.get(day), today) for day in _wanted(coverage, today)]
    drawn = figure.coverage(days or [Day(today, State.MISSING, ("Today",))], theme, names=list(STATES.values()))
    counts = {state: sum(day.state is state for day in days) for state in STATES}
    said = ", ".join(f"{words.count(counts[state])} {_said(state, counts[state])}"
                     for state in reversed(list(STATES)) if counts[state])
    return Chart(
        "coverage", "Days", f"Of {words.counted(len(days), 'day')}: {said}" if days else "Which days are here?", drawn,
        alt=f"A calendar of {words.counted(len(days), 'day')}: {said}.", data=_data(days, audited),
        height=int(drawn.layout.height), empty="" if days else "Nothing was read yet.",
        help="A day that differs from Callyzer's own count is read again; if it still differs, it stays marked.")


def _said(state: State, days: int) -> str:
    return "differ" if state is State.DIFFERS and days > 1 else STATES[state].lower()


def _wanted(coverage: Coverage, today: date) -> list[date]:
    """From the oldest day that is here or shall be, up to today."""
    ends = [*([coverage.backfill_end] if coverage.backfill_end else []), *coverage.days]
    return each_day(min(ends), today) if ends else []


def _day(day: date, coverage: Coverage, audited: AuditedDay | None, today: date) -> Day:
    state = State.MISSING
    if day in coverage.days:
        differs = day in coverage.differing_days
        state = State.DIFFERS if differs else State.PARTLY if day == today else State.COVERED
    return Day(day, state, (f"{words.day(day)} {day.year}", STATES[state], *(_against(audited) if audited else ())))


def _against(audited: AuditedDay) -> tuple[str, ...]:
    ours, theirs = (words.counted(each.total_calls, "call") for each in (audited.ours, audited.theirs))
    return (f"Here {ours}, at Callyzer {theirs}",) if audited.differs else (f"{ours}, as Callyzer counts",)


def _data(days: Sequence[Day], audited: Mapping[date, AuditedDay]) -> pd.DataFrame:
    none = AuditedDay(date.min, Figures(), Figures())
    figures = [audited.get(day.day, none) for day in days]
    return pd.DataFrame({
        "Day": [day.day.isoformat() for day in days], "State": [STATES[day.state] for day in days],
        "Compared": ["yes" if day.day in audited else "no" for day in days],
        "Calls here": [each.ours.total_calls for each in figures],
        "Calls at Callyzer": [each.theirs.total_calls for each in figures]})


_FIGURES = (("total_calls", "Calls", ColumnKind.COUNT), ("total_connected_calls", "Connected", ColumnKind.COUNT),
            ("total_duration", "Talk time", ColumnKind.SECONDS))


def compared(held: Held) -> RowTable:
    """The days that differ from Callyzer's own count, the latest first."""
    return _differing(held.audits)


@lru_cache(maxsize=16)
def _differing(audits: tuple[AuditResult, ...]) -> RowTable:
    every = [each for result in audits for each in result.days]
    differing = sorted((each for each in every if each.differs), key=lambda each: each.day, reverse=True)
    frame = pd.DataFrame({
        "day": pd.Series([f"{words.day(each.day)} {each.day.year}" for each in differing], dtype="str"),
        **{f"{name}_{whose}": pd.Series([getattr(getattr(each, whose), name) for each in differing], dtype="int64")
           for name, _, _ in _FIGURES for whose in ("ours", "theirs")}})
    columns = (Column("day", "Day", ColumnKind.TEXT, pinned=True), *(
        Column(f"{name}_{whose}", f"{label} {where}", kind) for name, label, kind in _FIGURES
        for whose, where in (("ours", "here"), ("theirs", "at Callyzer"))))
    differ = "differs" if len(differing) == 1 else "differ"
    equal = f"{words.counted(len(every), 'day')} compared, all equal to Callyzer's own count."
    return RowTable(
        "compared", "Days that differ", "Where do our totals differ from Callyzer's own?", frame, columns,
        caption=f"{words.counted(len(every), 'day')} compared, {words.count(len(differing))} of them {differ}."
        if differing else "",
        alt="A row for each day that differs from Callyzer's own count.",
        empty="" if differing else equal if every else "Nothing was compared yet.")


def events(held: Held, now: datetime) -> RowTable:
    """What synchronisation, audits and webhook did last."""
    frame = pd.DataFrame({
        "at": pd.to_datetime(pd.Series([each.at for each in held.happened], dtype="object"), utc=True).dt.tz_convert(
            now.tzinfo),
        "kind": pd.Series([each.kind for each in held.happened], dtype="str"),
        "text": pd.Series([each.text for each in held.happened], dtype="str")})
    columns = (Column("at", "When", ColumnKind.INSTANT), Column("kind", "Who", ColumnKind.TEXT, width="small"),
               Column("text", "What", ColumnKind.TEXT, width="large"))
    return RowTable(
        "events", "What happened", "The latest first", frame, columns,
        alt="A row for each of the latest events.", empty="" if held.happened else "Nothing out of the ordinary.")
