"""/call-log/hourly-analytics and /call-log/daywise-analytics: figures by time slot."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from callyzer.model import DailyAverage, DaywiseAnalytics, HourlyAnalytics, Provenance
from callyzer.model.rows import DAY_WISE, DAYWISE_SLOTS, TIME_SLOTS, Columns, Kind, frame
from callyzer.wire.answer import Answer, Json

C, S = Kind.COUNT, Kind.SECONDS
_TOTALS: Columns = {"total_calls": C, "total_connected_calls": C, "total_duration": S}
_AVERAGES: Columns = {"avg_calls": C, "avg_connected_calls": C, "avg_duration": S}
_SLOTS = "result.time_slots"
_NO_CALLS = "total_days_with_no_calls_in_time_slot"


def hourly_analytics(body: Any, zone: ZoneInfo, provenance: Provenance) -> HourlyAnalytics:
    answer = Answer("hourly_analytics", zone)
    result, slots = _opened(answer, body)
    return HourlyAnalytics(
        **answer.fields(result, _TOTALS, "result"),
        daily_average=_daily_average(answer, result, "result"),
        time_slots=answer.rows(slots, TIME_SLOTS, _SLOTS),
        provenance=provenance,
    )


def daywise_analytics(body: Any, zone: ZoneInfo, provenance: Provenance) -> DaywiseAnalytics:
    """A day that only some slots mention had no calls in the others: it is filled in, so that every slot has it."""
    answer = Answer("daywise_analytics", zone)
    result, slots = _opened(answer, body)
    time_slots = _time_slots(answer, slots)
    return DaywiseAnalytics(
        **answer.fields(result, {**_TOTALS, _NO_CALLS: C}, "result"),
        daily_average=_daily_average(answer, result, "result"),
        time_slots=time_slots,
        day_wise=_day_wise(answer, slots, time_slots["slot"].tolist()),
        provenance=provenance,
    )


def _opened(answer: Answer, body: Any) -> tuple[Json, list[Json]]:
    result = answer.object(answer.object(body, "the body").get("result"), "result")
    return result, answer.objects(result.get("time_slots"), _SLOTS)


def _daily_average(answer: Answer, row: Json, path: str) -> DailyAverage:
    path = f"{path}.daily_average"
    return DailyAverage(**answer.fields(answer.object(row.get("daily_average"), path), _AVERAGES, path))


def _time_slots(answer: Answer, slots: list[Json]) -> pd.DataFrame:
    rows = []
    for place, slot in enumerate(slots):
        average = _daily_average(answer, slot, f"{_SLOTS}[{place}]")
        rows.append({**slot, **{name: getattr(average, name) for name in _AVERAGES}})
    return answer.rows(rows, DAYWISE_SLOTS, _SLOTS)


def _day_wise(answer: Answer, slots: list[Json], names: list[str]) -> pd.DataFrame:
    """Slot by slot in the order of the day, each with all days in order."""
    days: list[Json] = []
    paths: list[str] = []
    for place, (slot, name) in enumerate(zip(slots, names, strict=True)):
        path = f"{_SLOTS}[{place}].day_wise"
        found = answer.objects(slot.get("day_wise"), path)
        days += [{**day, "slot": name} for day in found]
        paths += [f"{path}[{day}]" for day in range(len(found))]
    data = pd.DataFrame(answer.columns(days, DAY_WISE, paths.__getitem__), columns=list(DAY_WISE))
    return frame(_filled_in(data, names), DAY_WISE, answer.zone)


def _filled_in(data: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """With zeros for a day that other slots mention."""
    every = pd.MultiIndex.from_product([names, sorted(set(data["date"]))], names=["slot", "date"])
    absent = every.difference(pd.MultiIndex.from_frame(data[["slot", "date"]]))
    zeros = absent.to_frame(index=False).assign(**dict.fromkeys(_TOTALS, 0))
    joined = pd.concat([data, zeros], ignore_index=True) if len(absent) else data
    place = joined["slot"].map({name: place for place, name in enumerate(names)})
    ordered = joined.assign(place=place).sort_values(["place", "date"], kind="stable", ignore_index=True)
    return ordered[list(DAY_WISE)]
