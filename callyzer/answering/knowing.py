"""What the call store knows of a question. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import cast

from callyzer.model import CallFilter, Window
from callyzer.model.coverage import Coverage
from callyzer.store.versions import Part, Versions

LAG = timedelta(minutes=5)
"""The store answers alone while it knows everything up to so long ago: a delta and a busy queue take less."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows of a question: everything up to `as_of`. `lags`: Callyzer should know more by now."""

    as_of: datetime
    version: int
    lags: bool = False


def known(question: CallFilter, coverage: Coverage, versions: Versions, now: datetime) -> Known | None:
    """None where calls of the question may be missing from the store, or numbers to be left out are not known."""
    window = question.window
    if question.by != "call" or not coverage.covers(window, now.astimezone(window.zone).date()):
        return None
    if question.is_exclude_numbers and not coverage.knows_exclusions(_earliest(window, coverage)):
        return None
    known_until = cast(datetime, coverage.known_until)
    version = versions.of(_parts(window))
    return Known(_as_of(window, known_until), version, lags=min(window.end, now) - known_until > LAG)


def kept_days(question: CallFilter, coverage: Coverage, now: datetime) -> frozenset[date]:
    """The days of the question that the store knows and has not fallen behind on."""
    if question.by != "call" or coverage.known_until is None:
        return frozenset()
    today, known_day = (instant.astimezone(question.window.zone).date() for instant in (now, coverage.known_until))
    lags = now - coverage.known_until > LAG
    return frozenset(day for day in question.window.days
                     if (coverage.holds(day) or day > today) and (day < known_day or not lags)
                     and (not question.is_exclude_numbers or coverage.knows_exclusions(day)))


def _earliest(window: Window, coverage: Coverage) -> date:
    """The first day of the window on which the account may have had calls; the last one where it had none."""
    return min(max(window.first_day, coverage.begins or window.first_day), window.last_day)


def _parts(window: Window) -> Iterable[Part]:
    return [*window.days, "reports"]


def _as_of(window: Window, known_until: datetime) -> datetime:
    """Days that are over hardly change: their reports are told as of a full hour, so as to last that long."""
    if window.end > known_until:
        return known_until
    return max(window.end, known_until.astimezone(UTC).replace(minute=0, second=0, microsecond=0))
