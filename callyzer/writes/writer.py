"""Changes the account in somebody's name: told in the log before it is sent, and how it ended afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from callyzer.errors import ApiError, CallyzerError, UncertainWrite, UnexpectedAnswer
from callyzer.model import BulkSaved, LeadBatch, LeadDraft, RemovedRecording, SavedLead
from callyzer.model.writes import Write
from callyzer.source import Account
from callyzer.writes.log import WriteLog

T = TypeVar("T")


class Writer:
    """The writes of `callyzer.source.Account`. Each raises, beside what the account raises, WriteNotLogged where the
    log cannot be written: then nothing was sent."""

    def __init__(self, account: Account, log: WriteLog, who: str) -> None:
        self._account, self._log, self._who = account, log, who

    def remove_recordings(self, unique_ids: Sequence[str]) -> list[RemovedRecording]:
        begun = self._log.begin(self._who, "remove_recordings", len(unique_ids), unique_ids)

        def ended(removed: list[RemovedRecording]) -> Write:
            gone = tuple(each.id for each in removed if each.status == "Success")
            return replace(begun, outcome="done", ids=gone, failed=len(unique_ids) - len(gone))

        return self._told(begun, lambda: self._account.remove_recordings(unique_ids), ended)

    def save_lead(self, lead: LeadDraft) -> SavedLead:
        begun = self._log.begin(self._who, "save_lead", 1, filter(None, [lead.id]))
        return self._told(
            begun, lambda: self._account.save_lead(lead),
            lambda saved: replace(begun, outcome="done", ids=tuple(filter(None, [saved.id or lead.id]))))

    def bulk_save_leads(self, batch: LeadBatch, what: str = "") -> BulkSaved:
        """`what` says which leads these are, in words of the dashboard's own."""
        known = [lead.id for lead in batch.leads if lead.id]
        begun = self._log.begin(self._who, "bulk_save_leads", len(batch.leads), known, what)
        return self._told(
            begun, lambda: self._account.bulk_save_leads(batch),
            lambda answer: replace(begun, outcome="done", ids=tuple(each.id for each in answer.saved),
                                   failed=len(answer.errors)))

    def _told(self, begun: Write, send: Callable[[], T], ended: Callable[[T], Write]) -> T:
        try:
            answer = send()
        except BaseException as error:
            uncertain = may_have_happened(error)
            self._log.end(replace(begun, outcome="uncertain" if uncertain else "refused", reason=_reason(error)))
            raise
        self._log.end(ended(answer))
        return answer


def may_have_happened(error: BaseException) -> bool:
    """Whether a write that ended so may have changed the account: it had left, and no answer said no."""
    if isinstance(error, (UncertainWrite, UnexpectedAnswer)):
        return True
    return not isinstance(error, CallyzerError)


def _reason(error: BaseException) -> str:
    """Without numbers: the API's own message may repeat them."""
    if isinstance(error, ApiError) or not isinstance(error, CallyzerError):
        return f"{type(error).__name__} {getattr(error, 'status', '')}".strip()
    return error.sentence
