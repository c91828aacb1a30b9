"""What changed most against the previous period, and what moved it: employees, a type of call, a slot of the day. The
employees' parts always add up to the whole."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import pandas as pd

from callyzer.figures.bars import Bar, bars
from callyzer.figures.theme import PALETTES
from callyzer.model import CallFilter, DaywiseAnalytics, EmployeeSummary
from callyzer.source import Source
from callyzer.views import behind, daily, people, periods, slot_changes, trust, words
from callyzer.views.changes import delta, signed
from callyzer.views.definitions import MEASURES, PREVIOUS, SMALL_SAMPLE, Measure
from callyzer.views.parts import Behind, Change, Chart, Mark, Movers, Part, Plot, Theme, soon

MOVING = ("total_calls", "total_connected_calls", "total_duration", "total_outgoing_calls", "total_incoming_calls",
          "total_missed_calls", "total_rejected_calls", "total_never_attended_calls",
          "total_not_pickup_by_clients_calls", "total_working_hours")
"""Measures that add up over employees, so that a change can be told apart into theirs."""

NAMED, DRAWN, SHOWN = 2, 6, 5


def movers(source: Source, question: CallFilter, now: datetime, theme: Theme, measure: str = "") -> Movers:
    """The changes, largest first, and the figure for `measure` (by default the one that changed most).

    A click on a bar gives the employee's number (`customdata[0]`, "" for all others together).
    """
    employees = source.employee_summary(question)
    before = periods.previous(question, now)
    earlier = source.employee_summary(before)
    days = soon(lambda: daily.ask(source, question)).value
    exact = None if employees.provenance.ignored else days  # the two answers then count the same calls
    compared = Compared(question, before, periods.local_day(question, now), employees, earlier, exact)
    changes, chart = _movers(compared, theme, measure)
    return Movers(changes, chart, trust.notes(question, employees.provenance, earlier.provenance),
                  employees.provenance.as_of)


@dataclass(frozen=True, slots=True)
class Compared:
    """Two periods; `days` is the daywise answer over both, where it is there and counts the same calls."""

    question: CallFilter
    before: CallFilter
    today: date
    employees: EmployeeSummary
    earlier: EmployeeSummary
    days: DaywiseAnalytics | None

    def totals(self, measure: str) -> tuple[int, int]:
        """Now and before."""
        return people.totals(self.employees)[measure], people.totals(self.earlier)[measure]


@lru_cache(maxsize=64)
def _movers(compared: Compared, theme: Theme, measure: str) -> tuple[tuple[Change, ...], Chart]:
    window = compared.before.window
    period = "in the previous period, " + words.days(window.first_day, window.last_day)
    ordered = sorted(MOVING, key=lambda name: _weight(name, compared), reverse=True)
    changed = [name for name in ordered if len(set(compared.totals(name))) > 1][:SHOWN]
    changes = tuple(_change(MEASURES[name], compared, period) for name in changed)
    return changes, _chart(MEASURES[measure or ordered[0]], compared, theme)


def _weight(name: str, compared: Compared) -> tuple[bool, float]:
    """Larger relative changes first, those of small numbers last: from 1 to 3 is nothing to talk about."""
    new, old = compared.totals(name)
    least = SMALL_SAMPLE * 60 if MEASURES[name].unit == "seconds" else SMALL_SAMPLE
    return max(new, old) >= least, abs(new - old) / (old or 1)


def _change(measure: Measure, compared: Compared, period: str) -> Change:
    now, before = compared.totals(measure.key)
    parts = _parts(measure, people.differences(compared.employees, compared.earlier, measure.key))
    change = delta(measure, now, before, period)
    went = "rose" if now > before else "fell"
    said = [f"{measure.label} {went} by {measure.text(abs(now - before))} ({change.text}) to {measure.text(now)}",
            _mostly(measure, compared), _slot(measure, compared), _led_by(parts, now - before)]
    rest = now - before - sum(part.value for part in parts)
    return Change(measure.key, measure.label, change, now - before, parts, rest, ", ".join(filter(None, said)) + ".",
                  _behind(measure.key, people.totals(compared.employees), people.totals(compared.earlier), compared))


def _behind(measure: str, now: Mapping[str, Any], before: Mapping[str, Any], compared: Compared, **who: Any,
            ) -> tuple[Behind, ...]:
    """The calls of both periods, where these are their figures."""
    found = [replace(each, said=f"{each.said} now") for each in behind.of_measure(measure, now, **who)]
    days = behind.of_days(compared.before.window)
    return (*found, *(replace(each, said=f"{each.said} before")
                      for each in behind.of_measure(measure, before, **who, **days)))


def _led_by(parts: Sequence[Part], change: float) -> str:
    moved = [f"{part.name} ({part.text})" for part in parts[:NAMED] if part.value * change > 0]
    return f"led by {words.listed(moved)}" if moved else ""


def _slot(measure: Measure, compared: Compared) -> str:
    if compared.days is None:
        return ""
    now, before = compared.totals(measure.key)
    slot = slot_changes.foremost(
        compared.days, compared.question, compared.before, compared.today, measure,
        change=now - before)
    return slot and f"above all {slot}"


def _mostly(measure: Measure, compared: Compared) -> str:
    """The type of call that made at least half of the change of all calls."""
    if measure.key != "total_calls":
        return ""
    whole = compared.totals("total_calls")[0] - compared.totals("total_calls")[1]
    for name in ("total_outgoing_calls", "total_incoming_calls", "total_missed_calls", "total_rejected_calls"):
        part = compared.totals(name)[0] - compared.totals(name)[1]
        if part * whole > 0 and 2 * abs(part) >= abs(whole):
            return f"mostly {MEASURES[name].label.lower()} ({signed(MEASURES[name], part)})"
    return ""


def _parts(measure: Measure, differences: pd.DataFrame) -> tuple[Part, ...]:
    moved = differences[differences["difference"] != 0].head(DRAWN)
    return tuple(Part(name, key, float(value), signed(measure, float(value)))
                 for name, key, value in zip(moved["name"], moved["key"], moved["difference"], strict=True))


def _chart(measure: Measure, compared: Compared, theme: Theme) -> Chart:
    table = people.differences(compared.employees, compared.earlier, measure.key)
    moved = table[table["difference"] != 0]
    groups = [[key] for key in moved["key"].head(DRAWN)]
    whole = float(table["difference"].sum())
    entries = [_bar(measure, theme, row) for row in moved.head(DRAWN).to_dict("records")]
    if len(moved) > DRAWN:
        others = moved.iloc[DRAWN:][["before", "now", "difference"]].sum().to_dict()
        name = words.counted(len(moved) - DRAWN, "other", "others")
        entries.append(_bar(measure, theme, {"name": name, "key": "", **others}))
        groups.append(list(moved["key"].iloc[DRAWN:]))
    figure = bars(entries, theme)
    said = f"Together {signed(measure, whole)}" if entries else "Nobody did"
    return Chart(
        f"movers-{measure.key}", f"{measure.label}: who moved it", said, figure,
        alt=f"{said}: " + words.listed([f"{entry.name} {entry.text}" for entry in entries]) if entries else said,
        data=moved.rename(columns={"name": "Employee", "now": measure.label, "before": f"{measure.label} before",
                                   "difference": "Difference"}).drop(columns="key"),
        height=int(figure.layout.height), empty="" if entries else "Nothing changed.",
        plot=Plot("bars", "Employee", ("Difference",), (measure.colour,), (measure.unit,),
                  most=DRAWN, better=measure.better),
        marks={(entry.key,): Mark(entry.name, _of_people(measure.key, keys, compared))
               for entry, keys in zip(entries, groups, strict=True)},
        help=f"{measure.help} Each bar is what one employee did more or less than in the previous period; together"
             f" they are the team's change. Previous period: {PREVIOUS[0].lower()}{PREVIOUS[1:]}",
    )


def _of_people(measure: str, keys: Sequence[str], compared: Compared) -> tuple[Behind, ...]:
    """The calls of these employees in both periods."""
    now, before = (people.sums(report, keys) for report in (compared.employees, compared.earlier))
    return _behind(measure, now, before, compared, emp_numbers=tuple(keys))


def _bar(measure: Measure, theme: Theme, row: Mapping[Hashable, Any]) -> Bar:
    name, key, difference, palette = row["name"], row["key"], float(row["difference"]), PALETTES[theme]
    good = difference * measure.better
    shade = palette.good if good > 0 else palette.bad if good < 0 else palette.muted
    return Bar(name, difference, signed(measure, difference), shade if key else palette.previous,
               (name, f"{measure.label}: {signed(measure, difference)}",
                f"{measure.text(row['now'])} after {measure.text(row['before'])} in the previous period"), key)
