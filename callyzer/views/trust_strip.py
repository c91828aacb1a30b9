"""The line under every page's head: how far what the page shows can be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from callyzer.model import CallFilter
from callyzer.model.coverage import Coverage
from callyzer.model.progress import SyncProgress
from callyzer.views import phones, words
from callyzer.views.phones import Phone, Trouble

NAMED = 4
"""So many names fit into a hover text."""

BEHIND = timedelta(minutes=15)
"""New calls are read every minute: a store that knows none of the last quarter of an hour has fallen behind."""

_COUNTED = {
    Trouble.SILENT: "silent", Trouble.UNINSTALLED: "uninstalled", Trouble.LOW_BATTERY: "low on battery",
    Trouble.NOT_RECORDING: "not recording",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A few words, and for a hover what they mean. A "warning" stands out."""

    text: str
    kind: Literal["info", "warning"] = "info"
    help: str = ""


def as_of(oldest: datetime, now: datetime) -> Fact:
    """When the oldest figure of the page was true. Both in the account's zone."""
    return Fact(f"As of {_when(oldest, now)}", help="When the oldest figure on this page was true.")


def team(given: Sequence[Phone]) -> Fact | None:
    """How many of these phones are silent and so on; None where there are none."""
    if not given:
        return None
    counts = [f"{words.count(len(having))} {said}" for trouble, said in _COUNTED.items()
              if (having := phones.in_trouble(given, trouble))]
    if not counts:
        return Fact("The phone reports" if len(given) == 1 else f"All {words.count(len(given))} phones report")
    return Fact("Phones: " + ", ".join(counts), "warning" if any(phone.is_gone for phone in given) else "info")


def gap(given: Sequence[Phone], question: CallFilter, now: datetime) -> str:
    """Whose calls may be missing from the question's figures, and since when, in a sentence; "" where nobody's."""
    missed = phones.gone(given, question, now)
    if not missed:
        return ""
    named = [f"{words.short(phone.name)} ({phones.since(phone)})" for phone in missed[:NAMED]]
    more = [f"{len(missed) - NAMED} more"] if len(missed) > NAMED else []
    return f"May lack calls: nothing arrives from the phones of {words.listed([*named, *more])}."


def store(coverage: Coverage, progress: SyncProgress, question: CallFilter | None, now: datetime, *,
          answers: bool = True) -> tuple[Fact, ...]:
    """How far back the call store reaches, whether it has fallen behind, and whether its totals equal Callyzer's own.

    `answers`: it answers the question without Callyzer. None is the question of a page that shows no figures of calls.
    """
    if coverage.since is None:
        return (_to_come(progress),)
    reach = _reach(coverage.since, whole=coverage.is_backfilled, answers=answers)
    return reach, *_behind(coverage, progress, now), *_audit(coverage, question, now)


def answered(coverage: Coverage | None, progress: SyncProgress, question: CallFilter | None, now: datetime, *,
             answers: bool = True, without_store: str = "") -> tuple[Fact, ...]:
    """What is known of the call store, or why there is none; nothing where neither is known."""
    if coverage is None:
        return (_no_store(without_store),) if without_store else ()
    return store(coverage, progress, question, now, answers=answers)


def _no_store(reason: str) -> Fact:
    """Where there is none, and why."""
    return Fact("No call store", help=f"Every figure is asked from Callyzer, a little slower. {reason}".strip())


def _when(instant: datetime, now: datetime) -> str:
    """The time of day, with its day where that is not today's."""
    return words.clock(instant) if instant.date() == now.date() else words.moment(instant)


def _to_come(progress: SyncProgress) -> Fact:
    if progress.last_error:
        return Fact("Calls cannot be fetched", "warning", progress.last_error)
    return Fact("Fetching calls is paused" if progress.state == "paused" else "Calls are being fetched",
                help="Until they are here, Callyzer itself answers, a little slower.")


def _behind(coverage: Coverage, progress: SyncProgress, now: datetime) -> list[Fact]:
    """Said where something is in the way; otherwise the next minute mends it."""
    why = "It is paused: see the page Data." if progress.state == "paused" else progress.last_error
    if not why or coverage.known_until is None or now - coverage.known_until < BEHIND:
        return []
    known = coverage.known_until.astimezone(now.tzinfo)
    return [Fact(f"No new calls are read since {_when(known, now)}", "warning", why)]


def _reach(first: date, *, whole: bool, answers: bool) -> Fact:
    since = f"{words.day(first)} {first.year}"
    if not answers:
        return Fact(f"Calls kept since {since}, these figures asked from Callyzer",
                    help="What is not kept, or not brought up to date yet, Callyzer itself answers, a little slower.")
    return Fact(f"Calls kept since {since}" + ("" if whole else " so far"),
                help="Every call since that day is on this machine; the figures are counted here.")


def _audit(coverage: Coverage, question: CallFilter | None, now: datetime) -> list[Fact]:
    """What the last comparison with Callyzer's own count found, above all on the days that are shown."""
    if coverage.audited_at is None:
        return []
    audited = coverage.audited_at.astimezone(now.tzinfo)
    when = words.clock(audited) if audited.date() == now.date() else words.day(audited)
    differing = set(coverage.differing_days)
    here = differing & set(question.window.days) if question else differing
    if here:
        differ, shown = "differs" if len(here) == 1 else "differ", " shown here" if question else ""
        return [Fact(f"{words.counted(len(here), 'day')}{shown} {differ} from Callyzer's count", "warning",
                     f"Compared {when}. Calls came late or were changed; these days are read again.")]
    if differing:
        told = f"Compared {when}, day by day. {words.counted(len(differing), 'other day')} did not: see the page Data."
        return [Fact("These totals equal Callyzer's", help=told)]
    return [Fact(f"Totals equal Callyzer's, {when}", help="The last comparison, day by day, found no difference.")]
