"""Two sides over the same measures, and the difference between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache, partial

import pandas as pd

from callyzer.model import EmployeeSummary, Summary
from callyzer.source import Source
from callyzer.views import trust, words
from callyzer.views.behind import MEASURED
from callyzer.views.changes import delta, signed
from callyzer.views.csv import headed, written
from callyzer.views.definitions import MEASURES, SMALL_SAMPLE, Measure
from callyzer.views.overview import figures_of
from callyzer.views.parts import Behind, ChangeUnit, Later, Note, Pair, Pairs, soon
from callyzer.views.rhythm import EMPTY
from callyzer.views.sides import Side, Sides

COMPARED = (
    "total_calls", "total_connected_calls", "connect_rate", "total_duration", "total_unique_clients",
    "total_outgoing_calls", "total_incoming_calls", "total_missed_calls", "total_rejected_calls",
    "total_never_attended_calls", "total_not_pickup_by_clients_calls", "total_working_hours", "calls_per_hour",
    "talk_per_hour",
)
OF_TEAMS = ("employees", "calls_per_employee", "talk_per_employee")


def pairs(source: Source, sides: Sides) -> Pairs:
    """Every measure on both sides. The clients of a whole side may come later."""
    employees = source.employee_summary(sides.one.question), source.employee_summary(sides.other.question)
    summaries = [soon(partial(source.summary, side.question)) for side in (sides.one, sides.other)]
    return _pairs(sides, *employees, *summaries)


@lru_cache(maxsize=32)
def _pairs(sides: Sides, one: EmployeeSummary, other: EmployeeSummary, summary: Later[Summary],
           other_summary: Later[Summary]) -> Pairs:
    values, others = _values(one, summary.value), _values(other, other_summary.value)
    measures = COMPARED if sides.kind == "employees" else (*COMPARED, *OF_TEAMS)
    found = tuple(_pair(MEASURES[name], values, others, sides) for name in measures)
    names = sides.one.name, sides.other.name
    return Pairs(
        names, found, _data(found, sides.columns), waiting=summary.waits or other_summary.waits,
        empty="" if values["total_calls"] or others["total_calls"] else EMPTY,
        notes=(*_cut(sides), *trust.notes(sides.one.question, one.provenance, other.provenance),
               *trust.missing("Without unique clients for now", summary, other_summary)),
        as_of=trust.as_of(one.provenance, other.provenance),
    )


def _cut(sides: Sides) -> Iterator[Note]:
    """That the days of the other side are not counted whole."""
    if not sides.other.question.window.is_whole_days:
        yield Note("info", f"{sides.other.name} is counted up to the same time of day, since {sides.one.name} still"
                           " runs.")


def _values(report: EmployeeSummary, summary: Summary | None) -> Mapping[str, float | None]:
    sums = figures_of(report, summary)
    hours, calling = sums["total_working_hours"] / 3600, int((report.rows["total_calls"] > 0).sum())
    return {
        "total_unique_clients": None, **sums, "employees": calling,
        "connect_rate": words.share_of(sums["total_outgoing_connected_calls"], sums["total_outgoing_calls"]),
        "calls_per_hour": words.share_of(sums["total_calls"], hours),
        "talk_per_hour": words.share_of(sums["total_duration"], hours),
        "calls_per_employee": words.share_of(sums["total_calls"], calling),
        "talk_per_employee": words.share_of(sums["total_duration"], calling),
    }


def _pair(measure: Measure, values: Mapping[str, float | None], others: Mapping[str, float | None],
          sides: Sides) -> Pair:
    one, other = values[measure.key], others[measure.key]
    said = measure.label, measure.help, measure.text(one), measure.text(other)
    if one is None or other is None:
        return Pair(measure.key, *said, "–", None, figures=(one, other))
    attempts = min(values["total_outgoing_calls"] or 0, others["total_outgoing_calls"] or 0)
    # Of two teams or people none got better or worse: the change has a colour between periods only.
    sure = sides.kind == "periods" and (measure.key != "connect_rate" or attempts >= SMALL_SAMPLE)
    change = delta(measure, one, other, f"for {sides.other.name}", sure=sure)
    return Pair(measure.key, *said, "" if measure.unit == "share" else signed(measure, one - other), change,
                _behind(sides.one, measure, values), _behind(sides.other, measure, others), (one, other))


def _behind(side: Side, measure: Measure, values: Mapping[str, float | None]) -> Behind | None:
    """Figures per employee rest on the same calls as those of the whole side; how many call is no count of calls."""
    whole = {"calls_per_employee": "total_calls", "talk_per_employee": "total_duration"}.get(measure.key, measure.key)
    return next(iter(side.behind(whole, values)), None) if whole in MEASURED else None


_CHANGED: Mapping[ChangeUnit, str] = {"percent": "%", "points": "points", "times": "times", "seconds": "s"}


def _data(found: tuple[Pair, ...], sides: tuple[str, str]) -> pd.DataFrame:
    """What the page shows, as numbers: a row's name says what they are counted in, and beside its change stands what
    that is counted in."""
    return pd.DataFrame([_line(pair) for pair in found],
                        columns=["Measure", *sides, "Difference", "Change", "Change in"])


def _line(pair: Pair) -> tuple[object, ...]:
    unit, (one, other), change = MEASURES[pair.key].unit, pair.figures, pair.delta
    apart = None if one is None or other is None else one - other
    return (headed(pair.label, unit), *(written(value, unit) for value in (one, other, apart)),
            change and change.value, _CHANGED.get(change.unit, "") if change else "")
