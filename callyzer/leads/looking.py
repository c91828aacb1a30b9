"""Which of some numbers are leads of the account, asked number by number only where nothing better can be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from callyzer.errors import BadRequest
from callyzer.model import LeadQuery, Leads, Number

MOST_NUMBERS = 100
"""Contact numbers that one request may name."""

Lead = Mapping[Any, Any]
"""A row of rows.LEADS."""

Ask = Callable[[LeadQuery], Leads]


def leads_with(numbers: Sequence[str], ask: Ask) -> list[Lead]:
    """The leads that have any of the numbers. Raises what `ask` raises.

    /lead/get refuses a question in which any number is no lead's, and names those: it is asked again without them.
    Where it names none, the numbers are halved until it answers.
    """
    found: list[Lead] = []
    for start in range(0, len(numbers), MOST_NUMBERS):
        found += _asked(tuple(numbers[start:start + MOST_NUMBERS]), ask)
    return found


def _asked(numbers: tuple[str, ...], ask: Ask) -> list[Lead]:
    if not numbers:
        return []
    try:
        return [*ask(LeadQuery(contact_numbers=numbers)).rows.to_dict("records")]
    except BadRequest as refusal:
        if len(numbers) == 1:
            return []
        known = _others(numbers, refusal)
        if len(known) < len(numbers):
            return _asked(known, ask)
        half = len(numbers) // 2
        return [*_asked(numbers[:half], ask), *_asked(numbers[half:], ask)]


def _others(numbers: tuple[str, ...], refusal: BadRequest) -> tuple[str, ...]:
    """Those the refusal does not name."""
    named = {Number.parse(text).number for text in getattr(refusal, "numbers", ())}
    return tuple(number for number in numbers if Number.parse(number).number not in named)
