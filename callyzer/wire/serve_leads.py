"""Leads as they are asked to be saved."""

from __future__ import annotations

from typing import Any

from callyzer.errors import RuleViolation
from callyzer.model import Assignment, ExistingLead, LeadBatch, LeadDraft, LeadError
from callyzer.wire import lead_rules, rules
from callyzer.wire.parameters import NOT_AS_SPECIFIED, Body, flag, has, mapping, text, texts


def lead(body: Any) -> LeadDraft:
    return lead_rules.lead(_draft(mapping(body)), lead_rules.DESCRIPTION_TAKEN)


def lead_batch(body: Any) -> tuple[LeadBatch, tuple[LeadError, ...]]:
    """The leads that can be saved, and why the others cannot; raises where the batch as a whole breaks a rule."""
    given = mapping(body)
    entries = given.get("leads")
    if not isinstance(entries, list):
        raise RuleViolation("leads", "must be a list", NOT_AS_SPECIFIED)
    lead_rules.some_leads(len(entries))
    drafts: list[LeadDraft] = []
    errors: list[LeadError] = []
    for entry in entries:
        lead_entry = mapping(entry, "leads")
        try:
            drafts.append(lead_rules.lead_of_batch(_draft(lead_entry), lead_rules.DESCRIPTION_TAKEN))
        except RuleViolation as violation:
            errors.append(_error(lead_entry, violation))
    return lead_rules.batch(LeadBatch(
        leads=tuple(drafts),
        assignment=_assignment(given),
        existing_lead=_existing_lead(given),
        lead_tags=texts(given, "lead_tags"),
        lead_status=text(given, "lead_status"),
        is_map_existing_call_logs=flag(given, "is_map_existing_call_logs"),
    )), tuple(errors)


def _error(entry: Body, violation: RuleViolation) -> LeadError:
    name = " ".join(str(entry[part]).strip() for part in ("first_name", "last_name") if has(entry, part))
    numbers = entry.get("contact_numbers")
    return LeadError(name, tuple(map(str, numbers)) if isinstance(numbers, list) else (), violation.message)


def _draft(given: Body) -> LeadDraft:
    return LeadDraft(
        **{name: text(given, name) for name in lead_rules.TEXTS},
        contact_numbers=texts(given, "contact_numbers"),
        assignment=_assignment(given),
        price=_price(given),
        lead_tags=texts(given, "lead_tags"),
        existing_lead=_existing_lead(given),
        is_map_existing_call_logs=flag(given, "is_map_existing_call_logs"),
    )


def _assignment(given: Body) -> Assignment | None:
    if not (found := mapping(given.get("assignment"), "assignment")):
        return None
    return Assignment(text(found, "strategy"), texts(found, "emp_numbers"), texts(found, "emp_tags"))


def _existing_lead(given: Body) -> ExistingLead | None:
    if not (found := mapping(given.get("existing_lead"), "existing_lead")):
        return None
    return ExistingLead(*(text(found, name) or "Ignore" for name in ("lead_details", "assignee", "lead_tags")))


def _price(given: Body) -> float | None:
    if not has(given, "price"):
        return None
    try:
        price = float(text(given, "price"))
    except ValueError:
        raise RuleViolation("price", "must be a number", rules.INVALID_PRICE) from None
    rules.price(price)
    return price
