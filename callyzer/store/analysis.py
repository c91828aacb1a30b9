"""The analysis report: averages, and who deserves an honour."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from callyzer.model import (
    Analysis,
    AverageDuration,
    Call,
    CallFilter,
    Employee,
    HighestDuration,
    Honour,
    LongestCall,
)
from callyzer.store.arithmetic import half_up
from callyzer.store.frames import texts_of
from callyzer.store.matching import matching_calls
from callyzer.store.reading import Reading

Row = Mapping[str, Any]


def analysis(reading: Reading, question: CallFilter) -> Analysis:
    matching = matching_calls(reading.connection, question, "analysis")
    data = reading.report("analysis", matching)
    data["total_duration"] = data["total_incoming_duration"] + data["total_outgoing_duration"]
    people = _records(data)
    longest = _records(reading.report("longest_call", matching))
    return Analysis(
        average_duration=_average_duration(data),
        top_dialer=_honour(people, "total_outgoing_calls"),
        top_answered=_honour(people, "incoming_connected_calls"),
        top_caller=_honour(people, "total_calls"),
        highest_total_duration=_highest(people),
        longest_duration=LongestCall(_employee(longest[0]), _call(longest[0], reading.zone)) if longest else None,
        provenance=reading.provenance)


def _records(data: pd.DataFrame) -> list[Row]:
    return [{str(name): value for name, value in row.items()} for row in data.to_dict("records")]


def _average_duration(data: pd.DataFrame) -> AverageDuration:
    sums = {name: int(data[name].sum()) for name in data.select_dtypes("number")}
    incoming, outgoing = sums["incoming_connected_duration"], sums["outgoing_connected_duration"]
    incoming_calls, outgoing_calls = sums["incoming_connected_calls"], sums["outgoing_connected_calls"]
    days = int(data["total_days"].iloc[0]) if len(data) else 0
    return AverageDuration(
        total_duration=sums["total_duration"],
        per_call=half_up(incoming + outgoing, incoming_calls + outgoing_calls),
        total_calls=sums["total_incoming_calls"] + sums["total_outgoing_calls"],
        per_day=half_up(sums["total_duration"], days),
        total_days=days,
        per_incoming_call=half_up(incoming, incoming_calls),
        total_incoming_calls=sums["total_incoming_calls"],
        per_outgoing_call=half_up(outgoing, outgoing_calls),
        total_outgoing_calls=sums["total_outgoing_calls"])


def _best(people: list[Row], figure: str) -> Row | None:
    """Who has most; ties go to the longer total duration, then to the smaller number (people come in that order)."""
    best = max(people, key=lambda row: (row[figure], row["total_duration"]), default=None)
    return best if best and best[figure] else None


def _honour(people: list[Row], figure: str) -> Honour | None:
    best = _best(people, figure)
    return Honour(_employee(best), int(best[figure])) if best else None


def _highest(people: list[Row]) -> HighestDuration | None:
    best = _best(people, "total_duration")
    return HighestDuration(
        employee=_employee(best),
        total_duration=int(best["total_duration"]),
        total_calls=int(best["total_incoming_calls"] + best["total_outgoing_calls"]),
        total_incoming_duration=int(best["total_incoming_duration"]),
        total_outgoing_duration=int(best["total_outgoing_duration"]),
    ) if best else None


def _employee(row: Row) -> Employee:
    return Employee(
        row["emp_name"], row["emp_code"], row["emp_country_code"], row["emp_number"], texts_of(row["emp_tags"]))


def _call(row: Row, zone: ZoneInfo) -> Call:
    def instant(name: str) -> datetime | None:
        return None if pd.isna(row[name]) else datetime.fromtimestamp(int(row[name]), UTC).astimezone(zone)

    return Call(
        id=row["id"], client_name=row["client_name"], client_country_code=row["client_country_code"],
        client_number=row["client_number"], duration=int(row["duration"]), call_type=row["call_type"],
        call_at=datetime.fromtimestamp(int(row["call_at"]), UTC).astimezone(zone), note=row["note"],
        call_recording_url="" if pd.isna(row["call_recording_url"]) else row["call_recording_url"],
        synced_at=instant("synced_at"), modified_at=instant("modified_at"))
