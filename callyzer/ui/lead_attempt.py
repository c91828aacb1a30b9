"""One lead on its way to be saved, and what came of it. Nothing is sent twice, however often its button is pressed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from callyzer.errors import CallyzerError, UncertainWrite
from callyzer.leads import looking, results
from callyzer.leads.entries import Entry
from callyzer.leads.form import Filled
from callyzer.model import LeadDraft, SavedLead

_LOG = logging.getLogger("callyzer.ui")


@dataclass
class Attempt:
    """`cells` are what the form shows. `is_confirming`: nothing but the last word is missing. `lead_id` where it was
    saved, `error` why it was not, `seen` what was found when somebody looked."""

    cells: Mapping[str, Any]
    filled: Filled
    is_confirming: bool = True
    began: datetime | None = None
    lead_id: str = ""
    error: CallyzerError | None = None
    seen: str = field(default="", repr=False)

    def send(self, save: Callable[[LeadDraft], SavedLead]) -> None:
        """Once, whoever asks again. What came of it stays here: a page that runs again meanwhile loses nothing."""
        if self.began is not None:
            return
        self.began = datetime.now(UTC)
        try:
            saved = save(self.filled.draft)
        except CallyzerError as error:
            self.error = error
        except Exception as error:  # noqa: BLE001 - it may have left; the words of the error may hold its numbers
            _LOG.error("A lead could not be saved: %s", type(error).__name__)
            self.error = UncertainWrite("save_lead", type(error).__name__)
        else:
            self.lead_id = saved.id or self.filled.draft.id

    def look(self, ask: looking.Ask) -> None:
        """Whether it arrived after all."""
        entry, sent = Entry(0, self.filled.draft), {0: self.began or datetime.now(UTC)}
        try:
            found = looking.leads_with(self.filled.draft.contact_numbers, ask)
        except CallyzerError as error:
            self.seen = error.sentence
            return
        result = results.looked_up([entry], found, sent)[0]
        self.seen = result.reason
        if result.state is results.State.SAVED:
            self.error, self.lead_id = None, result.lead_id
