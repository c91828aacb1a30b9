"""Saving leads: new ones, changed ones, and what becomes of a number that is a lead already."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from callyzer.errors import BadRequest
from callyzer.model import BulkSaved, ExistingLead, LeadBatch, LeadDraft, LeadError, SavedLead
from callyzer.store.assignees import Assignees, choose
from callyzer.store.database import Connection
from callyzer.store.lead_rows import Lead, lead_by_id, owners, write_lead

STATUSES = (
    "Positive", "Interested", "Not Interested", "Call Back", "Follow Up", "Converted", "Wrong Number")
"""The account's active lead statuses where nobody says otherwise."""

_DETAILS = (
    "first_name", "last_name", "email", "company_name", "address1", "address2", "city", "state", "country", "zip",
    "source", "description")
_OVERWRITE = ExistingLead("Overwrite", "Overwrite", "Overwrite")
_BLANK: Mapping[str, Any] = {
    **{f"details.{name}": "" for name in (*_DETAILS, "price")}, "details.contact_numbers": (), "status.lead_status": "",
    "status.reminder_at": None, "assigned_to.all_employees": False, "assignees": (), "lead_tags": ()}


@dataclass(frozen=True, slots=True)
class LeadBook:
    """The account's leads inside one transaction; `now` in UTC seconds. Every refusal is raised before a write."""

    connection: Connection
    now: int
    statuses: Sequence[str]
    endpoint: str

    def save(self, draft: LeadDraft) -> SavedLead:
        """Creates the lead, or changes the one with its id or its number."""
        if draft.lead_status and draft.lead_status not in self.statuses:
            raise self._refusal(f"The ‘{draft.lead_status}’ lead status doesn’t exist.")
        known = self._known(draft)
        assignees = choose(self.connection, draft.assignment, self.endpoint) if draft.assignment else None
        if known is None and assignees is None:
            raise self._refusal("“First_name”, “strategy” and at least one “contact_numbers” is required.")
        modes = draft.existing_lead or _OVERWRITE
        base = known or {**_BLANK, "id": secrets.token_urlsafe(24), "created_at": self.now}
        lead = _changed(base, draft, assignees, modes if known else _OVERWRITE)
        if lead != known:
            mapped_from = 0 if draft.is_map_existing_call_logs else lead["created_at"]
            write_lead(self.connection, {**lead, "modified_at": self.now}, mapped_from=mapped_from)
        return SavedLead(lead["id"], lead["details.contact_numbers"])

    def save_all(self, batch: LeadBatch) -> BulkSaved:
        """Each lead on its own: one that is refused does not keep the others from being saved."""
        saved: list[SavedLead] = []
        errors: list[LeadError] = []
        for draft in batch.leads:
            try:
                saved.append(self.save(_of_batch(draft, batch)))
            except BadRequest as refusal:
                name = f"{draft.first_name} {draft.last_name}".strip()
                errors.append(LeadError(name, draft.contact_numbers, refusal.message))
        return BulkSaved(tuple(saved), tuple(errors))

    def _known(self, draft: LeadDraft) -> Lead | None:
        """The lead to change, None where there is one to create."""
        taken = owners(self.connection, draft.contact_numbers)
        if draft.id:
            known = lead_by_id(self.connection, draft.id)
            if known is None:
                raise self._refusal("Invalid “id”.please provide valid id")
            others = [number for number, owner in taken.items() if owner != draft.id]
        else:
            owner = next(iter(taken.values()), None) if draft.existing_lead else None
            known = lead_by_id(self.connection, owner) if owner else None
            others = [number for number, each in taken.items() if each != owner]
        if others:
            raise self._refusal(f"The ‘{', '.join(others)}’ already exists.")
        return known

    def _refusal(self, message: str) -> BadRequest:
        return BadRequest(self.endpoint, 400, message)


def _of_batch(draft: LeadDraft, batch: LeadBatch) -> LeadDraft:
    """The lead with what the batch says for all of them."""
    return replace(
        draft,
        assignment=draft.assignment or batch.assignment,
        existing_lead=draft.existing_lead or batch.existing_lead,
        lead_tags=draft.lead_tags or batch.lead_tags,
        lead_status=draft.lead_status or batch.lead_status,
        is_map_existing_call_logs=draft.is_map_existing_call_logs and batch.is_map_existing_call_logs)


def _changed(lead: Lead, draft: LeadDraft, assignees: Assignees | None, modes: ExistingLead) -> dict[str, Any]:
    """The lead with what the draft gives, as far as the modes let it."""
    changed = {**lead, **_details(lead, draft, modes.lead_details.casefold())}
    tags, mode = lead["lead_tags"], modes.lead_tags.casefold()
    if draft.lead_tags and mode != "ignore":
        changed["lead_tags"] = _joined(tags, draft.lead_tags) if mode == "append" else draft.lead_tags
    mode = modes.assignee.casefold()
    if assignees is not None and mode != "ignore":
        kept = mode == "append"
        changed["assignees"] = _joined(lead["assignees"] if kept else (), assignees.numbers)
        changed["assigned_to.all_employees"] = assignees.everybody or (kept and bool(lead["assigned_to.all_employees"]))
    return changed


def _details(lead: Lead, draft: LeadDraft, mode: str) -> dict[str, Any]:
    if mode == "ignore":
        return {}
    given = {f"details.{name}": getattr(draft, name) for name in _DETAILS}
    given |= {"status.lead_status": draft.lead_status, "details.price": _price(draft.price)}
    numbers, known = draft.contact_numbers, lead["details.contact_numbers"]
    if mode == "updateblankonly":
        given = {name: value for name, value in given.items() if not lead[name]}
        numbers = _joined(known, numbers)[:max(2, len(known))]
    return {name: value for name, value in given.items() if value} | {"details.contact_numbers": numbers or known}


def _price(price: float | None) -> str:
    return "" if price is None else f"{price:.15g}"


def _joined(some: Sequence[str], more: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*some, *more)))
