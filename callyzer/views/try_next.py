"""When to try a client next, as far as calls can tell. Pure arithmetic; definitions.TRY_NEXT says it in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from callyzer.model.account import wilson
from callyzer.views import words
from callyzer.views.definitions import SMALL_SAMPLE

_wilson = lru_cache(maxsize=4096)(wilson)
"""Thousands of clients share the rates of a few slots."""


@dataclass(frozen=True, slots=True)
class Rate:
    """`hits` of `tries` connected."""

    tries: int
    hits: int

    @property
    def enough(self) -> bool:
        """Whether it rests on enough to go by."""
        return self.tries >= SMALL_SAMPLE

    @property
    def share(self) -> float | None:
        return words.share_of(self.hits, self.tries)

    @property
    def bounds(self) -> tuple[float, float]:
        """Of the 95 % Wilson interval, as shares of 1."""
        return _wilson(self.hits, self.tries)

    @property
    def interval(self) -> str:
        """In words: "41.2 – 48.5%"."""
        lower, upper = self.bounds
        return f"{lower * 100:.1f} – {upper * 100:.1f}%"

    @property
    def text(self) -> str:
        """With its interval: "44.8% (41.2 – 48.5%)"."""
        return f"{words.percent(self.share)} ({self.interval})" if self.tries else "–"


@dataclass(frozen=True, slots=True)
class Next:
    """The place of a slot, and what speaks for it: a rate, the client's `own` or that of clients like it."""

    place: int
    rate: Rate
    own: bool


def surest(rates: Sequence[Rate]) -> int | None:
    """The place of the rate that is highest even at the lower end of its interval; None where none rests on enough."""
    enough = [place for place, rate in enumerate(rates) if rate.enough]
    return max(enough, key=lambda place: rates[place].bounds[0], default=None)


def next_slot(like: Sequence[Rate], own: Sequence[Rate], tried: Sequence[int]) -> Next | None:
    """The slot to try next: `like` are the rates of clients like this one, `own` its own, `tried` how often it was
    tried in vain in each slot. None where there are not enough calls."""
    rates = [mine if mine.enough else theirs for mine, theirs in zip(own, like, strict=True)]
    best = surest(rates)
    if best is None:
        return None
    hoped = rates[best].share or 0.0
    as_good = [place for place, rate in enumerate(rates)
               if place == best or (rate.enough and rate.bounds[1] >= hoped)]
    place = min(as_good, key=lambda place: (tried[place], -rates[place].bounds[0], place))
    return Next(place, rates[place], own=own[place].enough)
