"""An upload under way: its rows are sent in batches from a thread of its own, whoever looks at it or not."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from callyzer.errors import BadRequest, CallyzerError
from callyzer.leads import looking, results
from callyzer.leads.entries import Entry, Plan
from callyzer.leads.results import Result, Results, State
from callyzer.model import BulkSaved, LeadBatch

BATCH = 50
"""Leads that are sent at once: the numbers of so many can be looked up in one request."""

_LOG = logging.getLogger("callyzer.leads")

Save = Callable[[LeadBatch, str], BulkSaved]
"""Sends a batch, with words that say which rows it holds."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an upload is. `doing` is a sentence while it works, `stopped` why it ended before its end."""

    results: Results = field(repr=False)
    doing: str = ""
    done: int = 0
    total: int = 0
    stopped: str = ""

    def count(self, *states: State) -> int:
        return sum(result.state in states for result in self.results.values())


class Upload:
    """Rows of a table on their way. `save` and `ask` wait for the account; `may_have_happened` tells whether a write
    that failed with this error may have changed it.

    A batch is sent once. One of which nobody knows whether it arrived ends the sending: what it held is told, and
    what comes after it stays unsent until somebody has looked.
    """

    def __init__(
        self, entries: Sequence[Entry], plan: Plan, save: Save, ask: looking.Ask, *,
        may_have_happened: Callable[[BaseException], bool], clock: Callable[[], datetime],
        background: Callable[[Callable[[], None]], None], who: str = "",
    ) -> None:
        self.entries, self.plan, self.who = tuple(entries), plan, who
        self._save, self._ask, self._may_have_happened = save, ask, may_have_happened
        self._clock, self._background = clock, background
        self._lock = threading.Lock()
        self._results = {entry.row: results.before(entry) for entry in entries}
        self._sent_at: dict[int, datetime] = {}
        self._doing, self._stopped, self._done, self._total, self._is_ending = "", "", 0, 0, False

    @property
    def progress(self) -> Progress:
        with self._lock:
            return Progress(MappingProxyType(dict(self._results)), self._doing, self._done, self._total, self._stopped)

    def send(self) -> bool:
        """Send all rows that are ready. False where it is at work already."""
        return self._begin("Sending", State.READY, self._send_all)

    def look(self) -> bool:
        """Ask which rows are leads by now: those nobody knows of, else those that are ready. False where it works."""
        unknown = self.progress.count(State.UNCERTAIN)
        return self._begin("Looking", State.UNCERTAIN if unknown else State.READY, self._look_at_all)

    def stop(self) -> None:
        """End after the batch that is on its way."""
        self._is_ending = True

    def _begin(self, doing: str, state: State, work: Callable[[Sequence[Entry]], None]) -> bool:
        with self._lock:
            chosen = [entry for entry in self.entries if self._results[entry.row].state is state]
            if self._doing or not chosen:
                return False
            self._doing, self._stopped, self._is_ending = doing, "", False
            self._done, self._total = 0, len(chosen)
        self._background(lambda: self._work(chosen, work))
        return True

    def _work(self, chosen: Sequence[Entry], work: Callable[[Sequence[Entry]], None]) -> None:
        """Batch by batch. Whatever goes wrong is told of the rows it concerns, and ends it."""
        stopped = ""
        try:
            for start in range(0, len(chosen), BATCH):
                if self._is_ending:
                    stopped = "Stopped."
                    break
                batch = chosen[start:start + BATCH]
                work(batch)
                with self._lock:
                    self._done += len(batch)
        except CallyzerError as error:
            stopped = error.sentence
        except Exception as error:  # noqa: BLE001 - whatever it is, the page must hear of it; its words may hold numbers
            _LOG.error("An upload failed: %s", type(error).__name__)
            stopped = "An error in the dashboard itself got in the way."
        with self._lock:
            self._doing, self._stopped = "", stopped

    def _send_all(self, batch: Sequence[Entry]) -> None:
        now = self._clock()
        with self._lock:
            self._sent_at.update(dict.fromkeys((entry.row for entry in batch), now))
        self._tell(dict.fromkeys((entry.row for entry in batch), Result(State.SENDING)))
        try:
            answer = self._save(self.plan.batch([entry.draft for entry in batch]), self._which(batch))
        except BadRequest as refusal:
            self._tell(results.failed(batch, refusal, uncertain=False))  # the rows after it may well be right
        except CallyzerError as error:
            self._tell(results.failed(batch, error, uncertain=self._may_have_happened(error)))
            raise
        except BaseException:
            self._tell(results.failed(batch, CallyzerError(), uncertain=True))
            raise
        else:
            self._tell(results.answered(batch, answer))

    def _which(self, batch: Sequence[Entry]) -> str:
        return f"rows {batch[0].row} to {batch[-1].row} of an upload of {len(self.entries)}"

    def _look_at_all(self, batch: Sequence[Entry]) -> None:
        numbers = [number for entry in batch for number in entry.draft.contact_numbers]
        self._tell(results.looked_up(batch, looking.leads_with(numbers, self._ask), self._sent_at))

    def _tell(self, told: Mapping[int, Result]) -> None:
        with self._lock:
            self._results.update(told)
