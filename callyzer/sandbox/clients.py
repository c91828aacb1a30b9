"""The clients of the made-up company, worked out from their keys alone.

A client's key is the place of the employee who won the client times STRIDE, plus a running number: low ones are the
old core of the portfolio, higher ones were won later. So there is no table of clients, however many there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from callyzer.sandbox import texts
from callyzer.sandbox.draws import Floats, Integers, below, choice, uniform
from callyzer.sandbox.people import Person

STRIDE = 10_000
EXCLUDED = 0
"""The running number of the client whom every fourth employee calls for private reasons."""

_FOREIGN = ("1", "44", "971", "65")
_FOREIGN_START = ("555", "770", "50", "8")
_MORNINGS, _EVENINGS = 0, 1


def number_parts(keys: Integers) -> tuple[pd.Series[str], pd.Series[str]]:
    """Country codes and national numbers: blocks of made-up numbers, each used once."""
    serial = keys * 6_180_339 % 10_000_000  # the factor has no divisor in common with 10, so no number comes twice
    foreign = choice(keys, "abroad", (0.006, 0.004, 0.003, 0.002))
    codes, starts = np.array([*_FOREIGN, "91"]), np.array([*_FOREIGN_START, "700"])
    digits = _texts((10_000_000 + serial).astype("U8")).str.slice(1)
    return _texts(codes[foreign]), _texts(starts[foreign]) + digits


def client_names(keys: Integers, seed: int) -> pd.Series[str]:
    """Names as the phone of the employee who won the client has them; one in eight has none."""
    salts = _salts(keys, seed)
    first = np.array(texts.FIRST_NAMES, dtype=object)[below(salts, "first name", len(texts.FIRST_NAMES))]
    last = [*texts.LAST_NAMES, *texts.COMPANIES]
    name = _texts(first) + " " + _texts(np.array(last, dtype=object)[below(salts, "last name", len(last))])
    name = name.mask(uniform(salts, "no name") < 0.12, "")
    owner, running = keys // STRIDE, keys % STRIDE
    odd = np.where((running == 1) & (owner < len(texts.ODD_CLIENTS)), owner, -1)
    for place in np.unique(odd[odd >= 0]):
        name = name.mask(odd == place, texts.ODD_CLIENTS[place])
    return name


def reach(keys: Integers, minute: Integers, seed: int) -> Floats:
    """How well each client can be reached at that minute of the day: a factor on the connect rate."""
    salts = _salts(keys, seed)
    factor = np.where(uniform(salts, "unreachable") < 0.06, 0.05, 0.8 + 0.35 * uniform(salts, "reach"))
    habit = choice(salts, "habit", (0.2, 0.2))
    away = np.where(minute >= 14 * 60, habit == _MORNINGS, habit == _EVENINGS)
    return np.asarray(factor * np.where(away, 0.6, np.where(habit < 2, 1.2, 1.0)))


def is_lead(keys: Integers, seed: int) -> NDArray[np.bool_]:
    """Which clients are leads in the account."""
    return uniform(_salts(keys, seed), "lead") < 0.012


def excluded_keys(staff: Sequence[Person]) -> Integers:
    """The clients on the account's exclude list."""
    return np.array([person.place * STRIDE + EXCLUDED for person in staff if person.place % 4 == 1], dtype=np.int64)


def won_until(person: Person, ordinal: Any) -> Any:
    """How many clients somebody has at the start of a day, given as a proleptic ordinal."""
    return person.portfolio + (ordinal - person.joined.toordinal()) * person.new_clients


def _salts(keys: Integers, seed: int) -> NDArray[np.uint64]:
    return keys.astype(np.uint64) + np.uint64((seed & 0xFFFFFFFF) << 32)


def _texts(values: NDArray[Any]) -> pd.Series[str]:
    return pd.Series(values, dtype="str")
