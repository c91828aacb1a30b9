"""Which calls are meant, in the address of the page of calls: a link shows the calls behind a figure to others too."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from typing import Any

from callyzer.errors import RuleViolation
from callyzer.model import Number, Subset
from callyzer.model.subset import LONGEST_TEXT, PICKS
from callyzer.views.link import Query

__all__ = ["PARAMETERS", "from_query", "to_query"]


def to_query(subset: Subset) -> Query:
    """The parameters of the address; `text` stays out of it, since it may be a client's number."""
    days = [day.isoformat() for day in (subset.first, subset.last) if day]
    slot = [f"{minute // 60:02}:{minute % 60:02}" for minute in subset.slot or ()]
    query: Query = {
        "day": "/".join(dict.fromkeys(days)), "until": f"{subset.until:%H:%M}" if subset.until else "",
        "weekday": list(subset.weekdays), "slot": "-".join(slot), "who": list(subset.emp_numbers),
        "client": subset.client_of, "kind": list(subset.call_types), "connected": _said(subset.connected),
        "pick": _pick(subset), "recorded": _said(subset.recorded), "noted": _said(subset.noted),
        "status": subset.crm_status}
    return {name: value for name, value in query.items() if value}


def _said(flag: bool | None) -> str:
    return "" if flag is None else "yes" if flag else "no"


def _pick(subset: Subset) -> str:
    """"waits:900:1800"; without the numbers where there are none."""
    if subset.pick is None or (subset.over is None and subset.within is None):
        return subset.pick or ""
    return ":".join([subset.pick, *("" if bound is None else str(bound) for bound in (subset.over, subset.within))])


def from_query(mapping: Mapping[str, Sequence[str]]) -> tuple[Subset, list[str]]:
    """The subset an address holds, and a sentence for each part that cannot be understood. Never raises."""
    subset, problems = Subset(), list[str]()
    for name, read in _READERS.items():
        values = [value.strip() for value in mapping.get(name, ()) if value.strip() and value.isprintable()
                  and len(value) <= 2 * LONGEST_TEXT]
        if not values:
            continue
        try:
            subset = replace(subset, **read(values))
        except (RuleViolation, ValueError, OverflowError) as error:
            why = error.rule if isinstance(error, RuleViolation) else str(error)
            problems.append(f"The link's “{name}” was left out: {why}.")
    return subset, problems


def _read_days(values: Sequence[str]) -> dict[str, Any]:
    first, _, last = values[-1].partition("/")
    return {"first": date.fromisoformat(first), "last": date.fromisoformat(last or first)}


def _read_slot(values: Sequence[str]) -> dict[str, Any]:
    start, _, end = values[-1].partition("-")
    return {"slot": (_minutes(start), _minutes(end))}


def _minutes(text: str) -> int:
    hour, colon, minute = text.partition(":")
    if not (colon and hour.isdecimal() and minute.isdecimal() and len(hour) <= 2 and len(minute) == 2):
        raise ValueError("a time is written 14:00")
    return int(hour) * 60 + int(minute)


def _read_pick(values: Sequence[str]) -> dict[str, Any]:
    name, *bounds = values[-1].split(":")
    if name not in PICKS or len(bounds) not in {0, 2}:
        raise ValueError(f"it must be one of {', '.join(PICKS)}")
    over, within = (int(bound) if bound else None for bound in bounds or ("", ""))
    return {"pick": name, "over": over, "within": within}


def _flag(name: str) -> Callable[[Sequence[str]], dict[str, Any]]:
    def read(values: Sequence[str]) -> dict[str, Any]:
        if values[-1] not in {"yes", "no"}:
            raise ValueError("it must be yes or no")
        return {name: values[-1] == "yes"}

    return read


_READERS: Mapping[str, Callable[[Sequence[str]], dict[str, Any]]] = {
    "day": _read_days, "until": lambda values: {"until": time.fromisoformat(values[-1])},
    "weekday": lambda values: {"weekdays": tuple(values)}, "slot": _read_slot,
    "who": lambda values: {"emp_numbers": tuple(Number.parse(value).wire for value in values)},
    "client": lambda values: {"client_of": values[-1]}, "kind": lambda values: {"call_types": tuple(values)},
    "connected": _flag("connected"), "pick": _read_pick, "recorded": _flag("recorded"), "noted": _flag("noted"),
    "status": lambda values: {"crm_status": values[-1]},
}
PARAMETERS = tuple(_READERS)
"""The names of the parameters of a subset; none is one of the filter bar's."""
