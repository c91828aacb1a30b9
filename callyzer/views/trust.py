"""How far the figures of a section can be trusted, in sentences."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from callyzer.model import CallFilter, DaywiseAnalytics, Provenance
from callyzer.views import daily, words
from callyzer.views.parts import Later, Note

FEW_DAYS = 4
"""So many days in a row without a call may be a holiday and the weekend beside it."""

_PARTS = {"exclude_days": "excluded days", "is_exclude_numbers": "excluded numbers"}


def notes(question: CallFilter, *provenances: Provenance) -> tuple[Note, ...]:
    """What has to be said beside figures with these provenances; nothing where all is well."""
    found = [note for provenance in provenances for note in _notes(question, provenance)]
    return tuple(dict.fromkeys(found))


def missing(what: str, *answers: Later[object]) -> tuple[Note, ...]:
    """A note where something that can be done without could not be had."""
    return tuple(dict.fromkeys(Note("warning", f"{what}: {answer.problem}") for answer in answers if answer.problem))


@lru_cache(maxsize=64)
def uneven(question: CallFilter, report: DaywiseAnalytics | None) -> tuple[Note, ...]:
    """A note where the account's calls begin so late that the previous range holds few of them, or none.

    `report` is the daywise answer over both ranges. A handful of days without calls is a holiday, not the beginning.
    """
    if report is None:
        return ()
    days = report.day_wise.loc[report.day_wise["total_calls"] > 0, "date"]
    looked_at = max(question.window.previous().first_day, daily.with_previous(question).window.first_day)
    first = looked_at if days.empty else days.min().date()
    if (first - looked_at).days <= FEW_DAYS:
        return ()
    return (Note("warning", f"There are no calls before {words.day(first)} {first.year}, so the previous period is"
                            " only partly there: read the changes with care."),)


def as_of(*provenances: Provenance) -> datetime:
    """When all of the figures were true: the oldest of their times."""
    return min(provenance.as_of for provenance in provenances)


def _notes(question: CallFilter, provenance: Provenance) -> Iterable[Note]:
    if "exclude_days" in provenance.ignored:
        days = words.listed(question.exclude_days)
        yield Note("warning", f"Callyzer cannot leave weekdays out of these figures: they include {days}.")
    if others := [name for name in provenance.ignored if name != "exclude_days"]:
        names = words.listed([_PARTS.get(name, name.replace("_", " ")) for name in others])
        yield Note("warning", f"This part of the filter could not be applied here: {names}.")
    if provenance.pending_rows:
        rows, wait = words.counted(provenance.pending_rows, "row"), words.duration(provenance.pending_seconds)
        yield Note("waiting", f"{rows} still to come, in about {wait}; the figures cover what is there so far.")
    if provenance.problem:
        time = words.moment(provenance.as_of.astimezone(question.window.zone))
        yield Note("warning", f"These figures are from {time}. {provenance.problem}")
    elif provenance.refreshing:
        yield Note("waiting", "A newer answer is on its way.")
