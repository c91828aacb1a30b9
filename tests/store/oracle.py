"""Every report recomputed from the rows, plainly, from the definitions and from nothing of the store's.

Calls are dicts with the keys of rows.HISTORY, employees dicts with those of rows.EMPLOYEES. Answers are dicts; what is
a frame in a report is a list of dicts here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from callyzer.model import CallFilter, rows

Record = dict[str, Any]
Person = tuple[str, str]
K = TypeVar("K")

EMPLOYEE, CLIENT, CALL = tuple(rows.EMPLOYEE), tuple(rows.CLIENT), tuple(rows.CALL)
TALKS = ("Incoming", "Outgoing")
UNANSWERED = ("Missed", "Rejected")


def half_up(value: Fraction) -> int:
    return int(value + Fraction(1, 2))


def mean(values: Sequence[int]) -> int:
    return half_up(Fraction(sum(values), len(values))) if values else 0


def per_day(total: int, active_days: int) -> int:
    return half_up(Fraction(total, active_days)) if active_days else 0


def share(part: int, whole: int) -> float:
    return half_up(Fraction(10_000 * part, whole)) / 100 if whole else 0.0


def is_connected(call: Record) -> bool:
    return call["call_type"] in TALKS and call["duration"] > 2


def of_type(calls: Iterable[Record], *types: str) -> list[Record]:
    return [call for call in calls if call["call_type"] in types]


def talk(calls: Iterable[Record]) -> int:
    return sum(call["duration"] for call in of_type(calls, *TALKS))


def connected_durations(calls: Iterable[Record]) -> list[int]:
    return [call["duration"] for call in calls if is_connected(call)]


def emp_of(call: Record) -> Person:
    return call["emp_country_code"], call["emp_number"]


def client_of(call: Record) -> Person:
    return call["client_country_code"], call["client_number"]


def pair_of(call: Record) -> tuple[Person, Person]:
    return emp_of(call), client_of(call)


def grouped(calls: Iterable[Record], key: Callable[[Record], K]) -> dict[K, list[Record]]:
    groups: dict[K, list[Record]] = {}
    for call in calls:
        groups.setdefault(key(call), []).append(call)
    return groups


def latest_first(calls: Iterable[Record]) -> list[Record]:
    by_id = sorted(calls, key=lambda call: call["id"])
    return sorted(by_id, key=lambda call: call["call_at"], reverse=True)


def is_never_attended(calls: Iterable[Record]) -> bool:
    calls = list(calls)
    unanswered = of_type(calls, *UNANSWERED)
    if not unanswered:
        return False
    last = max(call["call_at"] for call in unanswered)
    return not any(is_connected(call) and call["call_at"] > last for call in calls)


def is_not_picked_up(calls: Iterable[Record]) -> bool:
    calls = list(calls)
    return bool(of_type(calls, "Outgoing")) and not any(map(is_connected, calls))


def pairs_where(calls: Iterable[Record], holds: Callable[[list[Record]], bool]) -> int:
    return sum(holds(group) for group in grouped(calls, pair_of).values())


def picked(record: Record, names: Iterable[str], prefix: str = "") -> Record:
    return {prefix + name: record[name] for name in names}


def fits(wanted: Iterable[str], person: Person) -> bool:
    code, number = person
    return any(text in (number, f"{code}-{number}") for text in wanted)


@dataclass(frozen=True)
class Oracle:
    """An account: its calls (one version of each), its registered employees, and the numbers it excludes."""

    calls: Sequence[Record]
    employees: Sequence[Record]
    excluded: Sequence[str]
    zone: ZoneInfo

    def labelled(self) -> list[Record]:
        """The calls with the labels people have now: the registered ones, or those last learned."""
        registered = {emp_of(each): picked(each, EMPLOYEE) for each in self.employees}
        learned = {emp_of(call): picked(call, EMPLOYEE) for call in self._by_news("emp_name")}
        names: dict[Person, str] = {}
        for call in self._by_news("client_name"):
            names[client_of(call)] = call["client_name"] or names.get(client_of(call), "")
        return [
            call | registered.get(emp_of(call), learned[emp_of(call)]) | {"client_name": names[client_of(call)]}
            for call in self.calls]

    def _by_news(self, label: str) -> list[Record]:
        return sorted(self.calls, key=lambda call: (
            call["modified_at"] or call["synced_at"] or call["call_at"], call[label]))

    def local_day(self, call: Record) -> date:
        return call["call_at"].astimezone(self.zone).date()  # type: ignore[no-any-return]  # a datetime

    def matching(self, asked: CallFilter) -> list[Record]:
        return [call for call in self.labelled() if self._matches(call, asked)]

    def _matches(self, call: Record, asked: CallFilter) -> bool:
        instant = call["call_at"] if asked.by == "call" else call["synced_at"]
        return all((
            instant is not None and asked.window.start <= instant < asked.window.end,
            not asked.emp_numbers or fits(asked.emp_numbers, emp_of(call)),
            not asked.emp_tags or bool(set(asked.emp_tags) & set(call["emp_tags"])),
            not asked.client_numbers or fits(asked.client_numbers, client_of(call)),
            not asked.call_types or call["call_type"] in asked.call_types,
            asked.duration_grt_than is None or call["duration"] > asked.duration_grt_than,
            asked.duration_les_than is None or call["duration"] < asked.duration_les_than,
            self.local_day(call).strftime("%a") not in asked.exclude_days,
            not (asked.is_exclude_numbers and fits(self.excluded, client_of(call))),
        ))

    def working_seconds(self, calls: Iterable[Record]) -> int:
        shifts = grouped(calls, lambda call: (emp_of(call), self.local_day(call))).values()
        total = timedelta(0)
        for shift in shifts:
            ends = [call["call_at"] + timedelta(seconds=call["duration"]) for call in shift]
            total += max(ends) - min(call["call_at"] for call in shift)
        return int(total.total_seconds())

    def summary(self, asked: CallFilter) -> Record:
        calls = self.matching(asked)
        return {
            **self._counts(calls),
            "total_never_attended_calls": pairs_where(calls, is_never_attended),
            "total_not_pickup_by_clients_calls": pairs_where(calls, is_not_picked_up),
            "total_unique_clients": len({client_of(call) for call in calls}),
            "total_working_hours": self.working_seconds(calls),
        }

    def _counts(self, calls: list[Record]) -> Record:
        return {
            "total_incoming_calls": len(of_type(calls, "Incoming")),
            "total_incoming_duration": talk(of_type(calls, "Incoming")),
            "total_outgoing_calls": len(of_type(calls, "Outgoing")),
            "total_outgoing_duration": talk(of_type(calls, "Outgoing")),
            "total_missed_calls": len(of_type(calls, "Missed")),
            "total_rejected_calls": len(of_type(calls, "Rejected")),
            "total_calls": len(calls),
            "total_duration": talk(calls),
            "total_connected_calls": len(connected_durations(calls)),
        }

    def employee_summary(self, asked: CallFilter) -> Record:
        groups = grouped(self.matching(asked), emp_of)
        people = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0][1], item[0][0]))
        return {"rows": [self._employee(calls) for _, calls in people], "total_records": len(people)}

    def _employee(self, calls: list[Record]) -> Record:
        incoming, outgoing = of_type(calls, "Incoming"), of_type(calls, "Outgoing")
        last = latest_first(calls)[0]
        return {
            **picked(last, EMPLOYEE), **self._counts(calls),
            "total_incoming_connected_calls": len(connected_durations(incoming)),
            "total_outgoing_connected_calls": len(connected_durations(outgoing)),
            "total_never_attended_calls": pairs_where(calls, is_never_attended),
            "total_not_pickup_by_clients_calls": pairs_where(calls, is_not_picked_up),
            "total_unique_clients": len({client_of(call) for call in calls}),
            "total_working_hours": self.working_seconds(calls),
            "avg_duration_per_call": mean(connected_durations(calls)),
            "avg_incoming_duration": mean(connected_durations(incoming)),
            "avg_outgoing_duration": mean(connected_durations(outgoing)),
            **picked(last, CLIENT + CALL, "last_call_log."),
        }

    def unique_clients(self, asked: CallFilter) -> Record:
        groups = grouped(self.matching(asked), client_of)
        clients = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
        return {"rows": [self._client(calls) for _, calls in clients], "total_records": len(clients)}

    def _client(self, calls: list[Record]) -> Record:
        last = latest_first(calls)[0]
        return {
            **picked(last, CLIENT), **self._counts(calls),
            "total_never_attended_calls": pairs_where(calls, is_never_attended),
            "total_not_pickup_by_clients_calls": pairs_where(calls, is_not_picked_up),
            **picked(last, EMPLOYEE + CALL, "last_call_log."),
        }

    def never_attended(self, asked: CallFilter) -> Record:
        return self._pairs(asked, is_never_attended)

    def not_pickup_by_client(self, asked: CallFilter) -> Record:
        return self._pairs(asked, is_not_picked_up)

    def _pairs(self, asked: CallFilter, holds: Callable[[list[Record]], bool]) -> Record:
        groups = [latest_first(group) for group in grouped(self.matching(asked), pair_of).values() if holds(group)]
        groups.sort(key=lambda group: (
            -group[0]["call_at"].timestamp(), group[0]["emp_number"], group[0]["emp_country_code"],
            group[0]["client_number"], group[0]["client_country_code"]))
        return {
            "rows": [picked(group[0], EMPLOYEE + CLIENT) for group in groups],
            "call_logs": [picked(call, tuple(rows.PAIR_CALLS)) for group in groups for call in group],
            "total_records": len(groups),
        }

    def history(self, asked: CallFilter) -> Record:
        calls = latest_first(self.matching(asked))
        return {"rows": [picked(call, tuple(rows.HISTORY)) for call in calls], "total_records": len(calls)}

    def analysis(self, asked: CallFilter) -> Record:
        calls = self.matching(asked)
        incoming, outgoing = of_type(calls, "Incoming"), of_type(calls, "Outgoing")
        active_days = len({self.local_day(call) for call in calls})
        longest = max((call["duration"] for call in calls), default=0)
        return {
            "average_duration": {
                "total_duration": talk(calls), "per_call": mean(connected_durations(calls)),
                "total_calls": len(incoming) + len(outgoing), "per_day": per_day(talk(calls), active_days),
                "total_days": active_days, "per_incoming_call": mean(connected_durations(incoming)),
                "total_incoming_calls": len(incoming), "per_outgoing_call": mean(connected_durations(outgoing)),
                "total_outgoing_calls": len(outgoing)},
            "top_dialer": honour(calls, lambda mine: len(of_type(mine, "Outgoing"))),
            "top_answered": honour(calls, lambda mine: len(connected_durations(of_type(mine, "Incoming")))),
            "top_caller": honour(calls, len),
            "highest_total_duration": highest(calls),
            "longest_duration": next(
                ({"employee": picked(call, EMPLOYEE), "call": picked(call, CLIENT + CALL)}
                 for call in latest_first(calls) if call["duration"] == longest), None) if longest else None,
        }

    def hourly_analytics(self, asked: CallFilter) -> Record:
        calls = self.matching(asked)
        slots = [(label, self._totals(inside)) for label, inside in self._by_slot(calls, asked)]
        whole = self._totals(calls)
        return {
            **whole, "daily_average": self._daily_average(calls),
            "time_slots": [{
                "slot": label, **figures,
                "total_call_perc": share(figures["total_calls"], whole["total_calls"]),
                "total_connected_calls_perc": share(figures["total_connected_calls"], whole["total_connected_calls"]),
                "total_duration_perc": share(figures["total_duration"], whole["total_duration"]),
            } for label, figures in slots]}

    def daywise_analytics(self, asked: CallFilter) -> Record:
        calls = self.matching(asked)
        active = sorted({self.local_day(call) for call in calls})
        slots = self._by_slot(calls, asked)
        cells = {
            (label, day): [call for call in inside if self.local_day(call) == day]
            for label, inside in slots for day in active}
        return {
            **self._totals(calls), "daily_average": self._daily_average(calls),
            "total_days_with_no_calls_in_time_slot": sum(
                any(not cells[label, day] for label, _ in slots) for day in active),
            "time_slots": [{
                "slot": label, "days_with_no_calls_in_time_slot": sum(not cells[label, day] for day in active),
                **self._averages(inside, len(active))} for label, inside in slots],
            "day_wise": [
                {"slot": label, "date": day, **self._totals(inside)} for (label, day), inside in cells.items()]}

    def _by_slot(self, calls: list[Record], asked: CallFilter) -> list[tuple[str, list[Record]]]:
        def minute(call: Record) -> int:
            local = call["call_at"].astimezone(self.zone)
            return int(local.hour * 60 + local.minute)

        return [
            (slot.label, [call for call in calls if slot.start <= minute(call) < slot.end])
            for slot in asked.working_hours.slots]

    def _totals(self, calls: list[Record]) -> dict[str, int]:
        return {"total_calls": len(calls), "total_connected_calls": len(connected_durations(calls)),
                "total_duration": talk(calls)}

    def _daily_average(self, calls: list[Record]) -> dict[str, int]:
        return self._averages(calls, len({self.local_day(call) for call in calls}))

    def _averages(self, calls: list[Record], active_days: int) -> dict[str, int]:
        return {
            f"avg_{name.removeprefix('total_')}": per_day(total, active_days)
            for name, total in self._totals(calls).items()}


def best(calls: list[Record], figure: Callable[[list[Record]], int]) -> list[Record] | None:
    """The calls of who has most; ties go to the longer total duration, then to the smaller number."""
    people = sorted(grouped(calls, emp_of).items(), key=lambda item: (
        -figure(item[1]), -talk(item[1]), item[0][1], item[0][0]))
    return people[0][1] if people and figure(people[0][1]) else None


def honour(calls: list[Record], figure: Callable[[list[Record]], int]) -> Record | None:
    mine = best(calls, figure)
    return {"employee": picked(mine[0], EMPLOYEE), "calls": figure(mine)} if mine else None


def highest(calls: list[Record]) -> Record | None:
    mine = best(calls, talk)
    return {
        "employee": picked(mine[0], EMPLOYEE), "total_duration": talk(mine), "total_calls": len(of_type(mine, *TALKS)),
        "total_incoming_duration": talk(of_type(mine, "Incoming")),
        "total_outgoing_duration": talk(of_type(mine, "Outgoing")),
    } if mine else None
