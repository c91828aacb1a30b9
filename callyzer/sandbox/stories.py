"""Who calls whom, when, and what comes of it.

A story begins with a call on some day and may go on for a few days: nobody picked up and it is tried again, a call was
missed and somebody returns it. A day's calls are what the stories of that day and of the LOOKBACK days before it put
there, so they are the same whatever range is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from callyzer.sandbox import rhythm
from callyzer.sandbox.clients import STRIDE, reach, won_until
from callyzer.sandbox.draws import Flags, Floats, Integers, Salts, choice, normal, salted, uniform
from callyzer.sandbox.people import Person

INCOMING, OUTGOING, MISSED, REJECTED = range(4)
LOOKBACK = 4
"""Days after which a story is over."""

_ROUNDS = 5
_LONGEST = 2 * 60 * 60
_LAST_SECOND = 24 * 60 * 60 - 300
_PERSISTENCE = (0.5, 0.4, 0.3, 0.2, 0.0)


@dataclass(frozen=True, slots=True)
class Events:
    """Calls about to happen, an array per property. `tried`: how many calls the story had before this one."""

    employee: Integers
    client: Integers
    origin: Integers
    day: Integers
    minute: Floats
    inbound: Flags
    returns: Flags
    salt: Salts
    tried: int

    def __len__(self) -> int:
        return len(self.employee)

    def kept(self, keep: Flags) -> Events:
        return Events(self.employee[keep], self.client[keep], self.origin[keep], self.day[keep], self.minute[keep],
                      self.inbound[keep], self.returns[keep], self.salt[keep], self.tried)


@dataclass(frozen=True, slots=True)
class Calls:
    """Calls that happened. `start` is in seconds from local midnight, `kind` one of the four constants."""

    employee: Integers
    client: Integers
    day: Integers
    start: Integers
    kind: Integers
    duration: Integers
    salt: Salts

    def __len__(self) -> int:
        return len(self.employee)

    def kept(self, keep: Any) -> Calls:
        """Those at the given places, or where the flag is set."""
        return Calls(self.employee[keep], self.client[keep], self.day[keep], self.start[keep], self.kind[keep],
                     self.duration[keep], self.salt[keep])


class Stories:
    """The company's conversations, for any days."""

    def __init__(self, seed: int, staff: Sequence[Person], until: date, country: str) -> None:
        self._seed, self._staff, self._until, self._country = seed, staff, until, country
        self._skill = np.array([person.skill for person in staff])
        self._talk = np.array([person.talk for person in staff])
        self._inbound = np.array([person.inbound for person in staff])
        self._portfolio = np.array([person.portfolio for person in staff])
        self._new = np.array([person.new_clients for person in staff])
        self._won = np.array([won_until(person, 0) for person in staff])
        self._deputy = _deputies(staff)

    def calls(self, first: date, last: date) -> Calls:
        """All calls that start on the local days `first` to `last`, in the order in which they start."""
        days = np.arange(first.toordinal() - LOOKBACK, last.toordinal() + 1)
        duty = rhythm.on_duty(self._staff, days)
        events, happened = self._begun(days, duty), []
        for _ in range(_ROUNDS):
            calls = self._happen(events)
            happened.append(calls)
            events = self._continued(events, calls, days, duty)
        together = Calls(*(np.concatenate(parts) for parts in zip(*map(_arrays, happened), strict=True)))
        return _one_at_a_time(together.kept(together.day >= first.toordinal()))

    def _begun(self, days: Integers, duty: Flags) -> Events:
        """The first call of every story that begins on those days; one generator per seed and day."""
        volume = np.array([person.stories for person in self._staff])
        rates = duty * volume * rhythm.trend(self._staff, days, self._until)
        rates *= rhythm.day_factor(days, self._country, self._seed)[:, None]
        counts, salts = [], []
        for day, rate in zip(days, rates, strict=True):
            generator = np.random.default_rng((self._seed, int(day)))
            counts.append(generator.poisson(rate))
            salts.append(generator.integers(2**64, size=int(counts[-1].sum()), dtype=np.uint64))
        total = np.array([len(part) for part in salts])
        people = np.arange(len(self._staff))
        employee = np.concatenate([np.repeat(people, count) for count in counts])
        return self._opening(employee, np.repeat(days, total), np.concatenate(salts))

    def _opening(self, employee: Integers, day: Integers, salt: Salts) -> Events:
        inbound = uniform(salt, "begins") < self._inbound[employee]
        chance = uniform(salt, "minute")
        minute = np.where(inbound, rhythm.inbound_minute(chance), rhythm.outbound_minute(chance))
        client = self._client(employee, day, inbound, salt)
        return Events(employee, client, day, day, minute + uniform(salt, "second"), inbound,
                      np.zeros(len(salt), dtype=bool), salt, 0)

    def _client(self, employee: Integers, day: Integers, inbound: Flags, salt: Salts) -> Integers:
        """New clients, those won lately, the faithful core (a few of them often), anybody; sometimes a colleague's."""
        owner = np.where(uniform(salt, "colleague's") < 0.03, self._deputy[employee], employee)
        chance, won = uniform(salt, "client"), np.maximum(self._won[owner] + day * self._new[owner], 1.0)
        group = np.where(inbound, choice(salt, "inbound group", (0.12, 0.3, 0.43)),
                         choice(salt, "outbound group", (0.2, 0.3, 0.35)))
        running = np.select(
            [group == 0, group == 1, group == 2],
            [won + chance * self._new[owner], won - chance**1.5 * 12 * self._new[owner],
             self._portfolio[owner] * chance**2.2], won * chance)
        return np.asarray(owner * STRIDE + np.clip(running, 0, STRIDE - 1), dtype=np.int64)

    def _happen(self, events: Events) -> Calls:
        minute, salt = events.minute, events.salt
        picks_up = rhythm.pick_up_rate(minute) * reach(events.client, minute.astype(np.int64), self._seed)
        rate = np.where(events.returns, 0.78, picks_up * self._skill[events.employee])
        talked = uniform(salt, "connects") < np.where(events.inbound, rhythm.answer_rate(minute), rate)
        unanswered = np.where(uniform(salt, "rejects") < 0.22, REJECTED, MISSED)
        kind = np.where(events.inbound, np.where(talked, INCOMING, unanswered), OUTGOING)
        start = (minute * 60).astype(np.int64)
        return Calls(events.employee, events.client, events.day, start, kind,
                     self._duration(events, talked), salt)

    def _duration(self, events: Events, talked: Flags) -> Integers:
        """Log-normal with a long tail; a few calls end within two seconds, which does not count as connected."""
        spread = np.exp(1.15 * normal(events.salt, "talk"))
        seconds = np.clip(3 + 62 * self._talk[events.employee] * spread, 3, _LONGEST).astype(np.int64)
        short = 1 + (uniform(events.salt, "hangs up after") * 2).astype(np.int64)
        hangs_up = uniform(events.salt, "hangs up")
        unconnected = np.where(events.inbound | (hangs_up > 0.04), 0, short)
        connected = np.where(hangs_up > 0.97, short, seconds)
        return np.where(talked, connected, unconnected).astype(np.int64)

    def _continued(self, events: Events, calls: Calls, days: Integers, duty: Flags) -> Events:
        """The next call of the stories that go on, when and by whom."""
        salt = salted(events.salt, "goes on")
        missed = calls.kind >= MISSED
        failed = (calls.kind == OUTGOING) & (calls.duration == 0)
        after_missed = choice(salt, "after a missed call", (0.7, 0.07, 0.12))
        after_failed = choice(salt, "after a vain try", (_PERSISTENCE[events.tried], 0.0, 0.08))
        step = np.where(missed, after_missed, np.where(failed, after_failed, 3))
        day, minute = self._next_time(events, salt, step, missed, days)
        employee = np.where(step == 1, self._deputy[events.employee], events.employee)
        inbound = step == 2
        going = Events(employee, events.client, events.origin, day, minute, inbound,
                       (missed | events.returns) & ~inbound, salt, events.tried + 1)
        in_time = (step < 3) & (day - events.origin <= LOOKBACK) & (day <= days[-1])
        here = np.clip(day - days[0], 0, len(days) - 1)
        return going.kept(in_time & duty[here, employee])

    def _next_time(self, events: Events, salt: Salts, step: Integers, missed: Flags,
                   days: Integers) -> tuple[Integers, Floats]:
        """A client calls again within the hour; missed calls are returned soon, vain tries repeated later."""
        pause = choice(salt, "pause", (0.6, 0.28))
        median = np.where(step == 2, 15.0, np.where(missed, np.where(pause == 0, 13.0, 120.0), 95.0))
        minute = events.minute + 2 + median * np.exp(0.9 * normal(salt, "pause"))
        tomorrow = (step != 2) & np.where(missed, pause == 2, pause > 0)
        works_late = uniform(salt, "works late") < 0.25
        too_late = minute > np.where(step == 2, 22 * 60, np.where(works_late, 21 * 60, rhythm.CLOSES))
        later = tomorrow | too_late
        next_day = self._next_business_day(days)[events.day - days[0]]
        morning = rhythm.outbound_minute(uniform(salt, "minute") ** np.where(missed, 2.0, 1.0))
        return np.where(later, next_day, events.day), np.where(later, morning, minute)

    def _next_business_day(self, days: Integers) -> Integers:
        """For each day the next one on which people work; far away where it is too far for any story."""
        ahead = np.arange(days[0], days[-1] + LOOKBACK + 2)
        business = np.where(rhythm.is_business_day(ahead, self._country), ahead, 10**7)
        return np.minimum.accumulate(business[::-1])[::-1][1:len(days) + 1]


def _deputies(staff: Sequence[Person]) -> Integers:
    """Who returns calls for whom: the next person of the same team."""
    deputies = np.arange(len(staff))
    for team in {person.team for person in staff}:
        members = [person.place for person in staff if person.team == team]
        deputies[members] = members[1:] + members[:1]
    return deputies


def _arrays(calls: Calls) -> tuple[Any, ...]:
    return (calls.employee, calls.client, calls.day, calls.start, calls.kind, calls.duration, calls.salt)


def _one_at_a_time(calls: Calls) -> Calls:
    """Nobody talks to two clients at once: a talk waits for the end of the one before. Missed calls wait for nobody."""
    calls = calls.kept(np.lexsort((calls.salt, calls.start, calls.employee, calls.day)))
    talks = calls.kind <= OUTGOING
    busy = np.where(talks, calls.duration + 12, 0)
    group = np.cumsum(np.diff(calls.day * 10_000 + calls.employee, prepend=-1) != 0)
    before = np.cumsum(busy) - busy
    # The latest of "start less the time taken before it" within each person's day; groups lie far apart.
    distance = group * 10**10
    earliest = np.maximum.accumulate(np.where(talks, calls.start - before, -(10**9)) + distance) - distance
    start = np.where(talks, earliest + before, calls.start)
    waited = Calls(calls.employee, calls.client, calls.day, start, calls.kind, calls.duration, calls.salt)
    waited = waited.kept(start + calls.duration < _LAST_SECOND)
    return waited.kept(np.lexsort((waited.salt, waited.start, waited.day)))
