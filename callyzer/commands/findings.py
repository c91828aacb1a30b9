"""What an examination finds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """`words` say how it is and, where it is wrong, what to do."""

    level: Literal["ok", "note", "wrong"]
    name: str
    words: str

    @property
    def is_wrong(self) -> bool:
        return self.level == "wrong"

    @property
    def line(self) -> str:
        return f"{self.level:<6}{self.name:<14}{self.words}"


good, note, wrong = partial(Finding, "ok"), partial(Finding, "note"), partial(Finding, "wrong")
