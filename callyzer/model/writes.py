"""What was changed in the account, as the log of writes tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Outcome = Literal["under way", "done", "refused", "uncertain"]
OUTCOMES: tuple[Outcome, ...] = ("under way", "done", "refused", "uncertain")


@dataclass(frozen=True, slots=True)
class Write:
    """One request that changes the account. `at`: when it was begun, in UTC; `endpoint` as in wire/endpoints.

    It was about `rows` leads or calls, `what` says which where no ids can. `ids` are those that were changed, or were
    to be changed while it is not done. Of a "done" one `failed` rows were turned down one by one; of the others
    `reason` tells why. "uncertain": it had left, and nobody knows whether it happened.
    It never holds a client's number, a note or the address of a recording.
    """

    key: str
    at: datetime
    who: str
    endpoint: str
    rows: int
    ids: tuple[str, ...] = ()
    what: str = ""
    outcome: Outcome = "under way"
    failed: int = 0
    reason: str = ""
