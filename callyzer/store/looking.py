"""Looking for what somebody typed: a part of a name or of a number, whatever the case."""

from __future__ import annotations

from typing import Any

CLIENTS = "client_key IN (SELECT client_key FROM clients WHERE {})"
EMPLOYEES = "employee_key IN (SELECT employee_key FROM employees WHERE {})"
LEAST_DIGITS = 3
"""Of a number: fewer would find nearly every client."""


def called(text: str) -> tuple[str, dict[str, Any]]:
    """The condition that a client is called so or has such a number, and its parameters."""
    looked_for = text.strip().lower()
    digits = "".join(letter for letter in looked_for if letter.isdigit())
    texts = ["STRPOS(LOWER(client_name), $looked_for) > 0"]
    if len(digits) >= LEAST_DIGITS:
        texts.append("STRPOS(client_country_code || client_number, $looked_for_digits) > 0")
    return CLIENTS.format(" OR ".join(texts)), {"looked_for": looked_for, "looked_for_digits": digits}
