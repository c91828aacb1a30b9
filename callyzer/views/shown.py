"""What the parts of the pages show where somebody chose: the address tells it, a session keeps it, files follow it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from callyzer.model import Subset
from callyzer.views import call_back_times, differences, leaderboard, movers, overview, time_slots
from callyzer.views.sides import Sides

PARAMETER = "show-"
"""What the parameters of an address that tell it begin with; after that comes the key of the choice."""

TARGET = 3600
"""Seconds within which a call-back is in time, where nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Measures as on the pages, within how many seconds (`target`) a call-back is in time, which `sides` are compared
    (None: the period with the one before), of which calls (`subset`) the list is, and whether it is whole where each
    hundred of them is a request (`all_calls`). Where nobody chose, as on a first visit."""

    trend: str = "total_calls"
    moved: str = ""
    leaders: str = "total_calls"
    slots: str = "total_calls"
    ranking: str = "total_calls"
    across: str = "total_calls"
    up: str = "connect_rate"
    returning: bool = False
    target: int = TARGET
    call_backs: str = "due"
    sides: Sides | None = None
    explained: str = "total_calls"
    way: str = ""
    days: str = "total_calls"
    not_picked_up: str = "unreached"
    subset: Subset = field(default_factory=Subset)
    all_calls: bool = False


_CHOSEN: Mapping[str, tuple[str, Collection[str]]] = {
    "trend": ("trend", overview.BY_DAY), "moved": ("movers", movers.MOVING), "leaders": ("leaders", overview.LEADING),
    "slots": ("slots", time_slots.BY_DAY), "ranking": ("ranking", leaderboard.MEASURED),
    "across": ("compare-x", leaderboard.MEASURED), "up": ("compare-y", leaderboard.MEASURED),
    "call_backs": ("call-backs", ("due", "pairs")), "explained": ("compare-measure", differences.EXPLAINED),
    "way": ("compare-way", differences.WAYS), "days": ("employee-days", overview.BY_DAY),
    "not_picked_up": ("not-picked-up", ("unreached", "pairs"))}
"""The key under which each is kept, and what may be chosen there."""


def shown(told: Callable[[str], object], sides: Sides | None = None, subset: Subset | None = None) -> Shown:
    """`told` says what was chosen under a key; what was never offered counts as not chosen."""
    chosen: dict[str, Any] = {name: told(key) for name, (key, offered) in _CHOSEN.items() if told(key) in offered}
    if (target := str(told("call-back-target"))) in map(str, call_back_times.TARGETS):
        chosen["target"] = int(target)
    return Shown(**chosen, returning=told("returning") is True, all_calls=told("all-calls") is True, sides=sides,
                 subset=subset or Subset())
