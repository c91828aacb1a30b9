"""When, at which try and after which pause clients pick up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import pandas as pd

from callyzer.figures.heatmap import Cell, Column, heatmap
from callyzer.figures.rates import RateBar
from callyzer.figures.rates import rates as draw_rates
from callyzer.figures.theme import colour
from callyzer.model import WEEKDAYS, CallFilter, Subset
from callyzer.model.account import MOST_TRIES, PAUSES, ConnectRates, TryRates
from callyzer.source import WholeAccount
from callyzer.views import behind, trust, words
from callyzer.views.csv import written
from callyzer.views.definitions import CONNECT_RATE_CELL, SMALL_SAMPLE, TRY_NUMBER, TRY_PAUSE
from callyzer.views.parts import Chart, Mark, Plot, Theme
from callyzer.views.rhythm import EMPTY
from callyzer.views.time_slots import PLURAL
from callyzer.views.try_next import Rate, surest

__all__ = ["best_time", "by_number", "by_pause", "by_weekday", "like"]

NOT_ENOUGH = f"Not enough calls: no hour of the week has {SMALL_SAMPLE} tries yet."
_TRIES, _HITS = "total_outgoing_calls", "total_outgoing_connected_calls"
Key = tuple[str, int]
"""A weekday and the place of a slot."""


def by_weekday(whole: WholeAccount, question: CallFilter, theme: Theme) -> Chart:
    """A cell for each weekday and slot, those that rest on too little in brackets and without colour."""
    return _by_weekday(whole.connect_rates(question), question, theme)


@lru_cache(maxsize=32)
def _by_weekday(report: ConnectRates, question: CallFilter, theme: Theme) -> Chart:
    slots, cells = question.working_hours.slots, _cells(report, question)
    shares = [rate.share for rate in cells.values() if rate.enough and rate.share]
    figure = heatmap(
        [_column(day, cells, question) for day in WEEKDAYS], [words.slot_tick(slot) for slot in slots],
        [[_cell((day, place), cells[day, place], question) for day in WEEKDAYS] for place in range(len(slots))],
        theme, colour_code=colour("connected", theme), top=(top := max(shares, default=1.0)),
        row_totals=[_short(_sum(cells, place=place)) for place in range(len(slots))],
        scale_ends=("0%", f"{top:.0%}"))
    tried = any(rate.tries for rate in cells.values())
    said = _said(best_time(report, question), question)
    return Chart(
        "by-weekday", "When clients pick up", said if tried else "", figure,
        alt=f"Connect rate by weekday and time. {said}",
        data=report.rows.rename(columns={
            "weekday": "Weekday", "slot": "Time slot", _TRIES: "Tries", _HITS: "Connected",
            "connect_rate": "Connect rate (%)", "lower": "From (%)", "upper": "To (%)"}),
        native=pd.DataFrame({"Slot": [slot.label for slot in slots], **{
            day: pd.Series([cells[day, place].share for place in range(len(slots))], dtype="float64")
            for day in WEEKDAYS}}),
        plot=Plot("cells", "Slot", colours=("connected",), units=("share",), top=top, small=_small(cells, len(slots))),
        height=int(figure.layout.height), help=CONNECT_RATE_CELL, empty="" if tried else EMPTY,
        marks={key: _mark(key, rate, question) for key, rate in cells.items()},
        notes=trust.notes(question, report.provenance), as_of=report.provenance.as_of,
    )


def _small(cells: Mapping[Key, Rate], slots: int) -> frozenset[tuple[int, int]]:
    """The cells, by slot and weekday, that rest on too little."""
    return frozenset((place, column) for column, day in enumerate(WEEKDAYS) for place in range(slots)
                     if not cells[day, place].enough)


def _mark(key: Key, rate: Rate, question: CallFilter) -> Mark:
    (day, place), slots = key, question.working_hours.slots
    subset = Subset(call_types=("Outgoing",), weekdays=(day,), **behind.in_slot(slots[place]))
    return _of_tries(f"{day}, {words.slot_name(slots[place])}", rate, subset)


def _of_tries(name: str, rate: Rate, subset: Subset) -> Mark:
    """The tries behind a rate, and those of them that were connected."""
    tries = behind.of(words.counted(rate.tries, "try", "tries"), rate.tries, subset)
    hits = behind.of(words.counted(rate.hits, "connected call"), rate.hits, replace(subset, connected=True))
    return Mark(name, (*tries, *hits))


@lru_cache(maxsize=32)
def _cells(report: ConnectRates, question: CallFilter) -> Mapping[Key, Rate]:
    places = {slot.label: place for place, slot in enumerate(question.working_hours.slots)}
    columns = (report.rows[name] for name in ("weekday", "slot", _TRIES, _HITS))
    return {(day, places[slot]): Rate(tries, hits) for day, slot, tries, hits in zip(*columns, strict=True)}


def best_time(report: ConnectRates, question: CallFilter) -> tuple[Key, Rate] | None:
    """The weekday and slot of the working hours with the surest rate; None where none rests on enough."""
    slots = question.working_hours.slots
    inside = [(key, rate) for key, rate in _cells(report, question).items() if is_working(slots[key[1]].label)]
    place = surest([rate for _, rate in inside])
    return None if place is None else inside[place]


def is_working(label: str) -> bool:
    return not label.startswith(("Before", "After"))


def _said(best: tuple[Key, Rate] | None, question: CallFilter) -> str:
    if best is None:
        return NOT_ENOUGH
    (day, place), rate = best
    when = f"{PLURAL[day]}, {words.slot_name(question.working_hours.slots[place])}"
    return f"Surest on {when}: {rate.text} of {words.counted(rate.tries, 'try', 'tries')}."


def _column(day: str, cells: Mapping[Key, Rate], question: CallFilter) -> Column:
    whole, left_out = _sum(cells, day=day), day in question.exclude_days
    lines = (PLURAL[day], "Left out by the filter") if left_out else (PLURAL[day], *_lines(whole))
    return Column(day, whole.share or 0.0, lines, "left out" if left_out else "", left_out)


def _sum(cells: Mapping[Key, Rate], *, day: str = "", place: int = -1) -> Rate:
    """Of one weekday or of one slot."""
    found = [rate for key, rate in cells.items() if day == key[0] or place == key[1]]
    return Rate(sum(rate.tries for rate in found), sum(rate.hits for rate in found))


def _cell(key: Key, rate: Rate, question: CallFilter) -> Cell:
    lines = (f"{PLURAL[key[0]]}, {words.slot_name(question.working_hours.slots[key[1]])}", *_lines(rate))
    return Cell(rate.share if rate.enough else None, lines, key, _short(rate) if rate.tries else "")


def _lines(rate: Rate) -> tuple[str, ...]:
    if not rate.tries:
        return ("Nobody was called",)
    tries = words.counted(rate.tries, "try", "tries")
    return (f"{words.percent(rate.share)} connected: {words.count(rate.hits)} of {tries}",
            f"95% interval {rate.interval}", "" if rate.enough else "Not enough calls to go by")


def _short(rate: Rate) -> str:
    if rate.share is None:
        return "–"
    return f"{rate.share:.0%}" if rate.enough else f"({rate.share:.0%})"


def like(report: TryRates, question: CallFilter, number: int | None = None) -> tuple[Rate, ...]:
    """The rate in each slot: of tries of this number (MOST_TRIES: and after it), or of all tries."""
    rows = report.rows if number is None else report.rows[report.rows["number"] == number]
    sums = rows.groupby("slot")[[_TRIES, _HITS]].sum().to_dict("index")
    found = [sums.get(slot.label, {_TRIES: 0, _HITS: 0}) for slot in question.working_hours.slots]
    return tuple(Rate(int(each[_TRIES]), int(each[_HITS])) for each in found)


def by_number(whole: WholeAccount, question: CallFilter, theme: Theme) -> Chart:
    """First, second, third … try since the client was last talked to."""
    return _by_number(whole.try_rates(question), question, theme)


@lru_cache(maxsize=32)
def _by_number(report: TryRates, question: CallFilter, theme: Theme) -> Chart:
    found = [_numbered(report, number) for number in range(1, MOST_TRIES + 1)]
    each = [f"{words.percent(tried.rate.share)} at the {tried.name} try" for tried in found if tried.rate.enough]
    said = f"{each[0]}, {each[-1]}." if len(each) > 1 else ""
    return _chart(report, question, theme, found, key="by-number", title="At which try", said=said, what="Try",
                  meaning=TRY_NUMBER)


@dataclass(frozen=True, slots=True)
class _Tried:
    """A bar: tries of one kind, and which of the calls they are."""

    name: str
    rate: Rate
    subset: Subset


def _numbered(report: TryRates, number: int) -> _Tried:
    last = number == MOST_TRIES
    return _Tried(words.ordinal(number) + ("+" if last else ""), _rate(report.rows[report.rows["number"] == number]),
                  Subset(pick="tries-by-number", over=number - 1, within=None if last else number))


def by_pause(whole: WholeAccount, question: CallFilter, theme: Theme) -> Chart:
    """After which pause a further try connects."""
    return _by_pause(whole.try_rates(question), question, theme)


@lru_cache(maxsize=32)
def _by_pause(report: TryRates, question: CallFilter, theme: Theme) -> Chart:
    again = report.rows[report.rows["number"] > 1]
    found = [_paused(again, over, within) for over, within in zip((None, *PAUSES), (*PAUSES, None), strict=True)]
    best = surest([tried.rate for tried in found])
    said = "" if best is None else f"Surest after {found[best].name}: {found[best].rate.text}."
    return _chart(report, question, theme, found, key="by-pause", title="After which pause", said=said, what="Pause",
                  meaning=TRY_PAUSE)


def _paused(again: pd.DataFrame, over: int | None, within: int | None) -> _Tried:
    rows = again[again["pause"].isna() if within is None else (again["pause"] == within).fillna(value=False)]
    return _Tried(words.between(over or 0, within), _rate(rows),
                  Subset(pick="tries-after-pause", over=over, within=within))


def _rate(rows: pd.DataFrame) -> Rate:
    return Rate(int(rows[_TRIES].sum()), int(rows[_HITS].sum()))


def _chart(
    report: TryRates, question: CallFilter, theme: Theme, found: Sequence[_Tried], *, key: str, title: str,
    said: str, what: str, meaning: str,
) -> Chart:
    figure = draw_rates(_bars(found), theme, unit="tries")
    empty = "" if any(tried.rate.tries for tried in found) else EMPTY
    told = said or f"Not enough calls: {SMALL_SAMPLE} tries are needed to go by."
    return Chart(
        key, title, told, figure, alt=f"Connect rate: {title.lower()}. {told}",
        data=pd.DataFrame([(tried.name, tried.rate.tries, tried.rate.hits, written(tried.rate.share, "share"),
                            *(written(bound, "share") for bound in tried.rate.bounds)) for tried in found],
                          columns=[what, "Tries", "Connected", "Connect rate (%)", "From (%)", "To (%)"]),
        height=int(figure.layout.height), help=meaning, empty=empty,
        native=pd.DataFrame({what: [tried.name for tried in found],
                             "Connect rate": pd.Series([tried.rate.share for tried in found], dtype="float64")}),
        plot=Plot("columns", what, ("Connect rate",), ("connected",), ("share",)),
        marks={(place,): _of_tries(f"{what} {tried.name}", tried.rate, tried.subset)
               for place, tried in enumerate(found)},
        notes=trust.notes(question, report.provenance), as_of=report.provenance.as_of,
    )


def _bars(found: Sequence[_Tried]) -> Sequence[RateBar]:
    return [RateBar(tried.name, words.count(rate.tries), rate.share, *rate.bounds,
                    f"{rate.share:.0%}" if rate.share is not None else "", (tried.name, *_lines(rate)),
                    quiet=not rate.enough)
            for tried in found for rate in [tried.rate]]
