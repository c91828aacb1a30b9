"""The calls behind figures: which they are for each measure, and in words. In addresses: `views.calls_link`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from typing import Any

from callyzer.model import Pick, Slot, Subset, Window
from callyzer.model.subset import DAY, RANGED, TALKED
from callyzer.views import words
from callyzer.views.parts import Behind

__all__ = ["chips", "explained", "in_slot", "of", "of_days", "of_measure"]

ALL = Subset()
BOTH_WAYS = ("total_incoming_calls", "total_outgoing_calls")
MEASURED: Mapping[str, tuple[Subset, tuple[str, ...], str]] = {
    "total_calls": (ALL, ("total_calls",), "call"),
    "total_connected_calls": (Subset(connected=True), ("total_connected_calls",), "connected call"),
    "connect_rate": (Subset(call_types=("Outgoing",)), ("total_outgoing_calls",), "outgoing call"),
    "total_duration": (Subset(call_types=TALKED), BOTH_WAYS, "incoming or outgoing call"),
    "total_unique_clients": (Subset(pick="clients"), ("total_unique_clients",), "client"),
    "total_never_attended_calls": (
        Subset(pick="never-attended"), ("total_never_attended_calls",), "never attended"),
    "total_not_pickup_by_clients_calls": (
        Subset(pick="not-picked-up"), ("total_not_pickup_by_clients_calls",), "not picked up"),
    "total_working_hours": (ALL, ("total_calls",), "call"),
    "total_incoming_calls": (Subset(call_types=("Incoming",)), ("total_incoming_calls",), "incoming call"),
    "total_outgoing_calls": (Subset(call_types=("Outgoing",)), ("total_outgoing_calls",), "outgoing call"),
    "total_incoming_connected_calls": (
        Subset(call_types=("Incoming",), connected=True), ("total_incoming_connected_calls",), "connected call"),
    "total_outgoing_connected_calls": (
        Subset(call_types=("Outgoing",), connected=True), ("total_outgoing_connected_calls",), "connected call"),
    "total_incoming_duration": (Subset(call_types=("Incoming",)), ("total_incoming_calls",), "incoming call"),
    "total_outgoing_duration": (Subset(call_types=("Outgoing",)), ("total_outgoing_calls",), "outgoing call"),
    "total_missed_calls": (Subset(call_types=("Missed",)), ("total_missed_calls",), "missed call"),
    "total_rejected_calls": (Subset(call_types=("Rejected",)), ("total_rejected_calls",), "rejected call"),
    "avg_duration_per_call": (Subset(connected=True), ("total_connected_calls",), "connected call"),
    "calls_per_hour": (ALL, ("total_calls",), "call"),
    "talk_per_hour": (Subset(call_types=TALKED), BOTH_WAYS, "incoming or outgoing call"),
    "connected_share": (ALL, ("total_calls",), "call"),
}
"""For each measure the calls it counts or rests on, the columns whose sum is their number, and what they are."""

_MANY = {"never attended": "never attended", "not picked up": "not picked up"}

PICKED: Mapping[Pick, tuple[str, str]] = {
    "clients": ("Each client's last call", "A call for each client: the last one that matches."),
    "pairs": ("Each employee's clients", "The last call of each pair of an employee and a client."),
    "new-clients": ("New clients", "The last call of each client whose first call of all lies in these days."),
    "known-clients": ("Returning clients", "The last call of each client with whom there were calls before."),
    "called-before": ("Clients of both periods", "The last call of each client with calls in the period before too."),
    "not-before": ("Only in this period", "The last call of each client without a call in the period before."),
    "not-after": ("Not any more", "The last call of each client without a call in the period after."),
    "top-clients": ("Top clients", "All calls of the clients with the most of them."),
    "never-attended": ("Never attended", "The last missed or rejected call of each pair of an employee and a client"
                       " that was not followed by a connected one."),
    "not-picked-up": ("Not picked up", "The last try of each pair of an employee and a client without any connected"
                      " call."),
    "not-reached": ("Clients not reached", "The last try of each client whom an employee called and did not talk to."),
    "in-vain": ("Tries in vain", "Outgoing calls of each pair of an employee and a client without any connected call."),
    "tried-once": ("Tried once only", "The try of each pair of an employee and a client with a single one, not"
                   " connected."),
    "call-backs": ("Call-backs due", "The last unanswered call of each client whom nobody has talked to since."),
    "untried": ("Not yet tried", "The last unanswered call of each client whom nobody has called since."),
    "unanswered": ("Unanswered since the last talk", "The missed and rejected calls of clients whom nobody has talked"
                   " to since."),
    "tries": ("Tries to call back", "Outgoing calls, by anybody, to clients who wait, since their first unanswered"
              " call."),
    "tries-by-number": ("Tries", "Outgoing calls by which try they were since anybody in the team talked to the client;"
                        " tries of up to 30 days before the range count."),
    "tries-after-pause": ("Further tries", "Outgoing calls by the time since the try before, whoever made it; first"
                          " tries have none."),
    "waits": ("Waits", "The call with which each wait for a call back began."),
    "still-waiting": ("Still waiting", "The call with which each wait began that has not ended."),
}


def of(said: str, calls: float, subset: Subset) -> tuple[Behind, ...]:
    """The calls behind a figure; nothing where there is none."""
    return (Behind(said, int(calls), subset),) if calls else ()


def of_measure(measure: str, figures: Mapping[str, Any], **narrower: Any) -> tuple[Behind, ...]:
    """The calls behind a measure whose figures these are, perhaps of some employees or days alone."""
    subset, columns, noun = MEASURED[measure]
    calls = sum(int(figures[column]) for column in columns)
    return of(words.counted(calls, noun, _MANY.get(noun, "")), calls, replace(subset, **narrower))


def of_days(window: Window) -> dict[str, Any]:
    """The parts of a subset that mean a window from local midnight to some time of a local day."""
    end = window.end.astimezone(window.zone)
    whole = window.is_whole_days
    return {"first": window.first_day, "last": window.last_day, "until": None if whole else end.time()}


def in_slot(slot: Slot) -> dict[str, Any]:
    return {"slot": (slot.start, slot.end)}


def chips(subset: Subset, names: Callable[[str], str], client: str) -> list[tuple[str, Subset]]:
    """What the subset narrows to, part by part in words, each with the subset that goes without it."""
    told: list[tuple[str, Mapping[str, Any]]] = [
        (_picked(subset), {"pick": None, "over": None, "within": None}),
        (_either(subset.connected, "Connected", "Not connected"), {"connected": None}),
        (" or ".join(subset.call_types), {"call_types": ()}),
        (_days(subset.first, subset.last, subset.until), {"first": None, "last": None, "until": None}),
        (words.listed(subset.weekdays) if subset.weekdays else "", {"weekdays": ()}),
        (_slot(*subset.slot) if subset.slot else "", {"slot": None}),
        (_people([names(number) for number in subset.emp_numbers]), {"emp_numbers": ()}),
        (client if subset.client_of else "", {"client_of": ""}),
        (_either(subset.recorded, "With recording", "Without recording"), {"recorded": None}),
        (_either(subset.noted, "With note", "Without note"), {"noted": None}),
        (subset.crm_status, {"crm_status": ""}),
    ]
    return [(text, replace(subset, **without)) for text, without in told if text]


def _either(flag: bool | None, yes: str, no: str) -> str:
    return "" if flag is None else yes if flag else no


def explained(subset: Subset) -> str:
    """Which calls a pick means, as a sentence; "" without one."""
    return PICKED[subset.pick][1] if subset.pick else ""


def _picked(subset: Subset) -> str:
    if subset.pick is None:
        return ""
    if subset.pick == "top-clients":
        return f"Top {words.counted(subset.within or 0, 'client')}"
    if subset.pick not in RANGED or (subset.over is None and subset.within is None):
        return PICKED[subset.pick][0]
    return _RANGED[subset.pick](subset.over or 0, subset.within)


def _called_back(over: int, within: int | None) -> str:
    if within is None:
        return f"Called back after {words.duration(over)}" if over else "Called back"
    return f"Called back {f'{words.duration(over)} – ' if over else 'within '}{words.duration(within)}"


def _numbered(over: int, within: int | None) -> str:
    return f"{words.ordinal(over + 1)}{'' if within else ' and later'} tries"


def _paused(over: int, within: int | None) -> str:
    return f"Further tries after {words.between(over, within)}"


_RANGED: Mapping[Pick, Callable[[int, int | None], str]] = {
    "waits": _called_back, "tries-by-number": _numbered, "tries-after-pause": _paused}


def _days(first: date | None, last: date | None, until: time | None) -> str:
    if first is None or last is None:
        return ""
    days = f"{words.day(first)}" if first == last else f"{words.day(first)} – {words.day(last)}"
    return f"{days}, until {words.minute(until.hour * 60 + until.minute)}" if until else days


def _slot(start: int, end: int) -> str:
    if not start or end == DAY:
        return f"before {words.minute(end)}" if not start else f"after {words.minute(start)}"
    return words.slot_name(Slot(start, end, ""))


def _people(names: Sequence[str]) -> str:
    if not names:
        return ""
    return words.listed(names) if len(names) <= 2 else f"{names[0]} and {len(names) - 1} others"
