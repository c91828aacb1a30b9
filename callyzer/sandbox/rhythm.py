"""When people call: the shape of a day, of a week and of a season, and when clients pick up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import holidays
import numpy as np

from callyzer.sandbox.draws import Flags, Floats, Integers, normal, salted, uniform
from callyzer.sandbox.people import Person

OPENS, CLOSES = 9 * 60 + 30, 19 * 60 + 30
"""The working day in minutes from local midnight."""

_SATURDAY, _SUNDAY = 0.5, 0.03
_HOLIDAY = 0.04
_DECLINING_TEAM, _DECLINE_WEEKS = "West", 10
_RAMP_UP = 42

# Minutes from midnight, and how busy they are beside each other.
_OUTBOUND = ((540, 0), (570, 3), (615, 9), (690, 10), (760, 8), (795, 3), (840, 3), (880, 8), (960, 11), (1035, 12),
             (1100, 9), (1150, 5), (1180, 2), (1260, 0))
_INBOUND = ((450, 0), (540, 3), (600, 8), (690, 10), (780, 7), (840, 6), (900, 8), (1020, 10), (1110, 8), (1200, 4),
            (1290, 2), (1350, 0))
_PICK_UP = ((540, 0.42), (600, 0.54), (660, 0.62), (720, 0.58), (780, 0.42), (840, 0.44), (930, 0.55), (1020, 0.64),
            (1110, 0.66), (1170, 0.55), (1260, 0.4))
_ANSWER = ((480, 0.35), (570, 0.7), (690, 0.82), (780, 0.62), (840, 0.64), (900, 0.84), (1080, 0.82), (1170, 0.66),
           (1260, 0.3))


def outbound_minute(chance: Floats) -> Floats:
    """The minute of the day when somebody dials, for even draws."""
    return _along(_OUTBOUND, chance)


def inbound_minute(chance: Floats) -> Floats:
    """The minute of the day when a client calls, for even draws."""
    return _along(_INBOUND, chance)


def pick_up_rate(minute: Floats | Integers) -> Floats:
    """How often a plain client picks up a plain caller at that minute."""
    return _at(_PICK_UP, minute)


def answer_rate(minute: Floats | Integers) -> Floats:
    """How often an incoming call is answered at that minute."""
    return _at(_ANSWER, minute)


def is_business_day(ordinals: Integers, country: str) -> Flags:
    """Monday to Saturday without the country's public holidays; days are proleptic ordinals."""
    days = [date.fromordinal(int(ordinal)) for ordinal in ordinals]
    years = sorted({day.year for day in days})
    try:
        closed = holidays.country_holidays(country, years=years)
    except NotImplementedError:  # a country the package does not know: a company without public holidays
        closed = holidays.HolidayBase()
    return np.array([day.weekday() < 6 and day not in closed for day in days], dtype=bool)


def day_factor(ordinals: Integers, country: str, seed: int) -> Floats:
    """How much of a plain working day's calls each day has."""
    weekday = (ordinals + 6) % 7
    plain = np.select([weekday == 6, weekday == 5], [_SUNDAY, _SATURDAY], np.where(weekday == 0, 1.06, 1.0))
    business = is_business_day(ordinals, country)
    season = 1.0 + 0.06 * normal(salted(ordinals // 7, f"season {seed}"), "week")
    return np.asarray(np.where(business | (weekday == 6), plain, _HOLIDAY) * season)


def on_duty(staff: Sequence[Person], ordinals: Integers) -> Flags:
    """Who has calls on which day (days × people): employed, phone alive, neither on leave nor ill."""
    joined = np.array([person.joined.toordinal() for person in staff])
    last = np.array([person.last_day.toordinal() for person in staff])
    salts = np.array([person.salt for person in staff], dtype=np.uint64)
    days = ordinals[:, None]
    employed = (days >= joined) & (days <= last)
    weeks = salts + (days // 7).astype(np.uint64)
    on_leave = uniform(weeks.ravel(), "leave").reshape(employed.shape) < 0.03
    ill = uniform((salts + days.astype(np.uint64)).ravel(), "ill").reshape(employed.shape) < 0.025
    return np.asarray(employed & ~on_leave & ~ill)


def trend(staff: Sequence[Person], ordinals: Integers, until: date) -> Floats:
    """How a person's calls change over time (days × people): newcomers ramp up, one team declines."""
    joined = np.array([person.joined.toordinal() for person in staff])
    declining = np.array([person.team == _DECLINING_TEAM for person in staff])
    days = ordinals[:, None]
    ramp = np.clip(0.4 + 0.6 * (days - joined) / _RAMP_UP, 0.4, 1.0)
    weeks = np.clip(_DECLINE_WEEKS - (until.toordinal() - days) / 7, 0.0, _DECLINE_WEEKS)
    growth = 1.0 - 0.001 * np.clip((until.toordinal() - days) / 7, 0, 200)
    return np.asarray(ramp * growth * np.where(declining, 1.0 - 0.035 * weeks, 1.0))


def _along(profile: Sequence[tuple[int, float]], chance: Floats) -> Floats:
    """The minute up to which `chance` of the profile's area lies."""
    knots = np.array(profile, dtype=float)
    minutes = np.arange(knots[0, 0], knots[-1, 0] + 1)
    area = np.cumsum(np.interp(minutes, knots[:, 0], knots[:, 1]))
    return np.asarray(np.interp(chance, area / area[-1], minutes))


def _at(curve: Sequence[tuple[int, float]], minute: Floats | Integers) -> Floats:
    knots = np.array(curve, dtype=float)
    return np.asarray(np.interp(minute, knots[:, 0], knots[:, 1]))
