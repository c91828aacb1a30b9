"""What the account says of each write."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from callyzer.model import BulkSaved, LeadError, RemovedRecording, SavedLead
from callyzer.model.rows import Columns, Kind
from callyzer.wire.answer import Answer, Json

_UTC = ZoneInfo("UTC")  # no write answers with a time
_REMOVED: Columns = {"id": Kind.TEXT, "status": Kind.TEXT, "message": Kind.TEXT}
_ERROR: Columns = {"name": Kind.TEXT, "contact_numbers": Kind.TAGS, "errorMessage": Kind.TEXT}


def remove_recordings(body: Any) -> list[RemovedRecording]:
    answer = Answer("remove_recordings", _UTC)
    found = answer.objects(answer.object(body, "the body").get("result"), "result")
    return [RemovedRecording(**answer.fields(row, _REMOVED, f"result[{place}]")) for place, row in enumerate(found)]


def save_lead(body: Any) -> SavedLead:
    """The documentation promises no more than a message: id and numbers are "" and () where they are not told."""
    answer = Answer("save_lead", _UTC)
    result = answer.object(answer.object(body, "the body").get("result") or {}, "result")
    return SavedLead(answer.value(result, "id", Kind.TEXT, "result") if result.get("id") else "",
                     answer.value(result, "contact_numbers", Kind.TAGS, "result"))


def bulk_save_leads(body: Any) -> BulkSaved:
    answer = Answer("bulk_save_leads", _UTC)
    result = answer.object(answer.object(body, "the body").get("result"), "result")
    saved = _listed(answer, result, "savedLeads")
    errors = _listed(answer, result, "errors")
    return BulkSaved(
        tuple(SavedLead(answer.value(row, "id", Kind.TEXT, f"result.savedLeads[{place}]"),
                        answer.value(row, "contact_numbers", Kind.TAGS, f"result.savedLeads[{place}]"))
              for place, row in enumerate(saved)),
        tuple(LeadError(*answer.fields(row, _ERROR, f"result.errors[{place}]").values())
              for place, row in enumerate(errors)),
    )


def _listed(answer: Answer, result: Json, name: str) -> list[Json]:
    """A list that is left out when it is empty."""
    return [] if result.get(name) is None else answer.objects(result[name], f"result.{name}")
