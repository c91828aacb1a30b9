"""Which of a question's calls stand behind a figure: a vocabulary small enough for an address. Pure.

A question (`CallFilter`) is narrowed by who, when and what; what it takes other calls to tell ("never attended") is a
`Pick`. The calls behind a figure are as many as the figure says.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from typing import Literal, get_args

from callyzer.errors import RuleViolation
from callyzer.model.question import CALL_TYPES, CONNECTED_OVER, CallFilter, Number, ordered
from callyzer.model.time import WEEKDAYS, Window, start_of_day

Pick = Literal[
    "clients", "pairs", "new-clients", "known-clients", "called-before", "not-before", "not-after", "top-clients",
    "never-attended", "not-picked-up", "not-reached", "in-vain", "tried-once", "call-backs", "untried", "unanswered",
    "tries", "tries-by-number", "tries-after-pause", "waits", "still-waiting"]
PICKS: tuple[Pick, ...] = get_args(Pick)
NUMBERED: tuple[Pick, ...] = ("called-before", "not-before", "not-after", "top-clients")
"""Picks that need `within`: a number of days, or of clients."""

TRIES: tuple[Pick, ...] = ("tries-by-number", "tries-after-pause")
"""Picks of tries by their place among all of a client's."""

RANGED: tuple[Pick, ...] = ("waits", *TRIES)
"""Picks of what has a length or number: over < it <= within, where these are given."""

ACCOUNT_WIDE: tuple[Pick, ...] = (
    "call-backs", "untried", "unanswered", "tries", "waits", "still-waiting", *TRIES)
"""Picks that look at what everybody did: made among all calls of the question, and narrowed only then."""

TALKED = ("Incoming", "Outgoing")
UNANSWERED = ("Missed", "Rejected")
LONGEST_TEXT = 100
MOST_WITHIN = 1_000_000_000
DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Subset:
    """All of a question's calls, unless a part says otherwise.

    `first` to `last` are local days instead of the question's, the last of them up to `until`. `slot` are minutes of
    the local day [start, end). `client_of` is the id of any call with the client who is meant: an address holds no
    number. `over` and `within` are seconds of waits and pauses (over < wait <= within), the numbers of tries, and
    `within` is what a NUMBERED pick counts. The others are looked for in texts as they are: `text` in names, numbers,
    notes and status.
    """

    first: date | None = None
    last: date | None = None
    until: time | None = None
    weekdays: tuple[str, ...] = ()
    slot: tuple[int, int] | None = None
    emp_numbers: tuple[str, ...] = ()
    client_of: str = ""
    call_types: tuple[str, ...] = ()
    connected: bool | None = None
    pick: Pick | None = None
    over: int | None = None
    within: int | None = None
    recorded: bool | None = None
    noted: bool | None = None
    crm_status: str = ""
    text: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        """Raises RuleViolation where the parts make no sense. Brings equal choices into one spelling."""
        object.__setattr__(self, "emp_numbers", ordered(self.emp_numbers))
        for name, allowed in (("weekdays", WEEKDAYS), ("call_types", CALL_TYPES)):
            chosen = set(getattr(self, name))
            _require(chosen <= set(allowed), name, f"must be any of {', '.join(allowed)}")
            object.__setattr__(self, name, tuple(value for value in allowed if value in chosen))
        for number in self.emp_numbers:
            Number.parse(number)
        self._check_days()
        self._check_pick()

    def _check_days(self) -> None:
        _require((self.first is None) == (self.last is None), "days", "need the first and the last")
        _require(self.first is None or self.last is None or self.first <= self.last, "days", "must be in order")
        _require(self.until is None or self.last is not None, "until", "needs days")
        _require(self.slot is None or 0 <= self.slot[0] < self.slot[1] <= DAY, "slot", "must lie within a day")

    def _check_pick(self) -> None:
        _require(self.pick is None or self.pick in PICKS, "pick", f"must be one of {', '.join(PICKS)}")
        _require((self.within is not None and self.within > 0) or self.pick not in NUMBERED, "pick", "needs a number")
        _require((self.over is None and self.within is None) or self.pick in (*NUMBERED, *RANGED), "pick",
                 "takes no number")
        _require(all(bound is None or 0 <= bound <= MOST_WITHIN for bound in (self.over, self.within)), "pick",
                 "takes no number as large, nor below zero")

    @property
    def is_everything(self) -> bool:
        return self == Subset()

    @property
    def needs_all_calls(self) -> bool:
        """Whether only somebody who holds all of the account's calls can tell which these are, whatever the days."""
        return any((self.pick, self.recorded is not None, self.noted is not None, self.crm_status, self.text))


def scope(question: CallFilter, subset: Subset, client: Number | None = None) -> CallFilter:
    """The question about the subset's days and the client who is meant: what a pick is made among."""
    if subset.first and subset.last:
        window = Window.of_days(subset.first, subset.last, question.window.zone, subset.until)
        question = replace(question, window=window)
    return replace(question, client_numbers=(client.wire,)) if client else question


def narrowed(question: CallFilter, subset: Subset) -> CallFilter | None:
    """The question narrowed by who and what, and to weekdays; None where no call can be meant."""
    people = _people(question, subset)
    types = [kind for kind in question.call_types or CALL_TYPES
             if kind in (subset.call_types or CALL_TYPES) and (kind in TALKED or not subset.connected)]
    over, under = _durations(question, subset.connected)
    if people is None or not types or (over is not None and under is not None and under <= over + 1):
        return None
    off = [day for day in WEEKDAYS if day in question.exclude_days or (subset.weekdays and day not in subset.weekdays)]
    found = replace(question, emp_numbers=people, call_types=tuple(types), duration_grt_than=over,
                    duration_les_than=under, exclude_days=tuple(off))
    return found if found.kept_days else None


def _people(question: CallFilter, subset: Subset) -> tuple[str, ...] | None:
    """The numbers that are asked for; a bare one means that of any country. None where nobody is left."""
    if not subset.emp_numbers or not question.emp_numbers:
        return subset.emp_numbers or question.emp_numbers
    asked = set(question.emp_numbers)  # a bare number among them is found by the bare number
    return tuple(each for each in subset.emp_numbers if asked & {each, Number.parse(each).number}) or None


def _durations(question: CallFilter, connected: bool | None) -> tuple[int | None, int | None]:
    """Connected calls last longer than CONNECTED_OVER; those that are not are no longer (missed ones: 0)."""
    over, under = question.duration_grt_than, question.duration_les_than
    if connected:
        return max(over or 0, CONNECTED_OVER), under
    if connected is False:
        return over, min(CONNECTED_OVER + 1 if under is None else under, CONNECTED_OVER + 1)
    return over, under


def askable(question: CallFilter, subset: Subset) -> CallFilter | None:
    """The same calls as a question that the API can answer (`question` narrowed); None where it has no words for it.

    A slot is a range of instants where there is one day of 24 hours; weekdays cannot be left out of a list of calls.
    """
    if subset.needs_all_calls or (subset.weekdays and len(question.window.days) > 1):
        return None
    if subset.weekdays:
        question = replace(question, exclude_days=())  # its one day is meant
    if subset.slot is None or subset.slot == (0, DAY):
        return question
    window = question.window
    day = window.first_day
    begins, ends = start_of_day(day, window.zone), start_of_day(day + timedelta(days=1), window.zone)
    if window != Window(begins, ends, window.zone) or ends - begins != timedelta(days=1):
        return None
    start, end = (begins + timedelta(minutes=minute) for minute in subset.slot)
    return replace(question, window=Window(start, end, window.zone))


def _require(holds: bool, name: str, rule: str) -> None:
    if not holds:
        raise RuleViolation(name, rule, f"Invalid {name}.")
