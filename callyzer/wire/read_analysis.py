"""/call-log/analysis: averages and honours."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from callyzer.model import (
    Analysis,
    AverageDuration,
    Call,
    Employee,
    HighestDuration,
    Honour,
    LongestCall,
    Provenance,
)
from callyzer.model.rows import CALL, CLIENT, EMPLOYEE, Columns, Kind
from callyzer.wire import values
from callyzer.wire.answer import Answer, Json

C, S = Kind.COUNT, Kind.SECONDS
_AVERAGE: Columns = {
    "total_duration": S, "per_call": S, "total_calls": C, "per_day": S, "total_days": C,
    "per_incoming_call": S, "total_incoming_calls": C, "per_outgoing_call": S, "total_outgoing_calls": C,
}
_HIGHEST: Columns = {
    "total_duration": S, "total_calls": C, "total_incoming_duration": S, "total_outgoing_duration": S,
}


def analysis(body: Any, zone: ZoneInfo, provenance: Provenance) -> Analysis:
    answer = Answer("analysis", zone)
    result = answer.object(answer.object(body, "the body").get("result"), "result")
    average = answer.object(result.get("average_duration"), "result.average_duration")
    return Analysis(
        AverageDuration(**answer.fields(average, _AVERAGE, "result.average_duration")),
        _honour(answer, result, "top_dialer", "total_outgoing_calls"),
        _honour(answer, result, "top_answered", "total_incoming_calls"),
        _honour(answer, result, "top_caller", "total_calls"),
        _highest(answer, result),
        _longest(answer, result),
        provenance,
    )


def _holder(answer: Answer, result: Json, title: str) -> tuple[Json, Employee] | None:
    """The object under `title` and its employee; None where nobody holds the title."""
    if result.get(title) is None:
        return None
    found = answer.object(result[title], f"result.{title}")
    if all(values.is_missing(found.get(name)) for name in ("emp_name", "emp_number")):
        return None
    return found, Employee(**answer.fields(found, EMPLOYEE, f"result.{title}"))


def _honour(answer: Answer, result: Json, title: str, measure: str) -> Honour | None:
    if not (held := _holder(answer, result, title)):
        return None
    found, employee = held
    return Honour(employee, answer.value(found, measure, C, f"result.{title}"))


def _highest(answer: Answer, result: Json) -> HighestDuration | None:
    if not (held := _holder(answer, result, "highest_total_duration")):
        return None
    found, employee = held
    return HighestDuration(employee, **answer.fields(found, _HIGHEST, "result.highest_total_duration"))


def _longest(answer: Answer, result: Json) -> LongestCall | None:
    if not (held := _holder(answer, result, "longest_duration")):
        return None
    found, employee = held
    path = "result.longest_duration.call_log"
    read = answer.fields(answer.object(found.get("call_log"), path), {**CLIENT, **CALL}, path)
    for name, kind in CALL.items():
        if kind is Kind.INSTANT and read[name]:
            read[name] = read[name].astimezone(answer.zone)
    return LongestCall(employee, Call(**read))
