"""What became of a scheduled report, as the log of reports tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

RunOutcome = Literal["noted", "making", "sending", "mailed", "failed", "uncertain"]
RUN_OUTCOMES: tuple[RunOutcome, ...] = get_args(RunOutcome)


@dataclass(frozen=True, slots=True)
class Run:
    """One attempt at the report that the schedule of this name `planned` for that time; all times in UTC.

    `rule` is when the schedule was due. A "noted" one is no attempt: from then on the schedule has this rule. Of a
    "failed" one `reason` tells why and `passes` whether another attempt may succeed; a "mailed" one may have a reason
    too, where something is to be said about it. "uncertain": it had left, and nobody knows whether it arrived.
    `asked`: somebody wanted it then; it is in nobody's stead. It never holds an address. `size` is in bytes.
    """

    key: str
    schedule: str
    planned: datetime
    began: datetime
    rule: str = ""
    attempt: int = 1
    outcome: RunOutcome = "making"
    ended: datetime | None = None
    reason: str = ""
    passes: bool = False
    asked: bool = False
    size: int = 0
