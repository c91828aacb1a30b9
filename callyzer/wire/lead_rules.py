"""The documented rules of leads. The checks give back what may be sent: trimmed, in the documented spelling."""

from __future__ import annotations

from dataclasses import replace

from callyzer.errors import RuleViolation
from callyzer.model import STRATEGIES, Assignment, ExistingLead, LeadBatch, LeadDraft, LeadQuery
from callyzer.wire import rules

LENGTHS = {
    "last_name": (2, 250), "company_name": (3, 250), "address1": (3, 200), "address2": (3, 200), "city": (2, 100),
    "state": (2, 100), "country": (2, 100), "zip": (2, 10), "source": (2, 500),
}
DESCRIPTION_SENT = 500
DESCRIPTION_TAKEN = 1000
"""The documentation says 500 in the table of parameters and 1000 in the rules: send up to the one, take up to the
other."""

REQUIRED = "“First_name”, “strategy” and at least one “contact_numbers” is required."
EITHER_NUMBERS_OR_TAGS = (
    "Please don’t provide ‘emp_numbers’ and ‘emp_tags’ simultaneously. Provide either one individually or none at all.")

_DETAILS = ("Ignore", "Overwrite", "UpdateBlankOnly")
_APPEND = ("Ignore", "Overwrite", "Append")
TEXTS = ("id", "first_name", "email", "description", "lead_status", *LENGTHS)
"""The fields of a lead that are texts."""


def lead(draft: LeadDraft, longest_description: int = DESCRIPTION_SENT) -> LeadDraft:
    """For /lead/save, where the lead names its assignment itself."""
    if draft.assignment is None:
        raise RuleViolation("assignment", "a strategy is required", REQUIRED)
    return lead_of_batch(draft, longest_description)


def lead_of_batch(draft: LeadDraft, longest_description: int = DESCRIPTION_SENT) -> LeadDraft:
    """For one lead of /lead/bulksave, whose assignment may stand beside the leads."""
    draft = replace(
        draft,
        **{name: getattr(draft, name).strip() for name in TEXTS},
        contact_numbers=_texts(draft.contact_numbers),
        lead_tags=_texts(draft.lead_tags),
    )
    _check_name_and_numbers(draft)
    _check_details(draft, longest_description)
    return replace(
        draft,
        assignment=draft.assignment and assignment(draft.assignment),
        existing_lead=draft.existing_lead and existing_lead(draft.existing_lead),
    )


def _check_name_and_numbers(draft: LeadDraft) -> None:
    if not draft.first_name:
        raise RuleViolation("first_name", "is required", REQUIRED)
    rules.length("first_name", draft.first_name, 3, 250)
    if not 1 <= len(draft.contact_numbers) <= 2:
        raise RuleViolation("contact_numbers", "one or two numbers are required", REQUIRED)
    rules.contact_numbers(draft.contact_numbers)


def _check_details(draft: LeadDraft, longest_description: int) -> None:
    for name, (shortest, longest) in LENGTHS.items():
        if text := getattr(draft, name):
            rules.length(name, text, shortest, longest)
    if draft.description:
        rules.length("description", draft.description, 3, longest_description, DESCRIPTION_TAKEN)
    if draft.email:
        rules.email(draft.email)
    if draft.price is not None:
        rules.price(draft.price)
    rules.at_most_100("lead_tags", draft.lead_tags)


def assignment(given: Assignment) -> Assignment:
    numbers, tags = _texts(given.emp_numbers), _texts(given.emp_tags)
    if not given.strategy.strip():
        raise RuleViolation("strategy", "is required", REQUIRED)
    if numbers and tags:
        raise RuleViolation("assignment", "employees or tags, not both", EITHER_NUMBERS_OR_TAGS)
    rules.at_most_100("emp_numbers", numbers)
    rules.at_most_100("emp_tags", tags)
    rules.filter_numbers("emp_numbers", numbers)
    return Assignment(rules.choice("strategy", given.strategy, STRATEGIES), numbers, tags)


def existing_lead(given: ExistingLead) -> ExistingLead:
    return ExistingLead(
        rules.choice("lead_details", given.lead_details, _DETAILS),
        rules.choice("assignee", given.assignee, _APPEND),
        rules.choice("lead_tags", given.lead_tags, _APPEND),
    )


def some_leads(count: int) -> None:
    if not count:
        raise RuleViolation("leads", "at least one lead is required", REQUIRED)


def batch(given: LeadBatch) -> LeadBatch:
    """What stands beside the leads of a batch; each lead is checked by `lead_of_batch`."""
    if given.assignment is None and not all(draft.assignment for draft in given.leads):
        raise RuleViolation("assignment", "a strategy is required", REQUIRED)
    for name in ("lead_tags", "lead_status"):
        if getattr(given, name) and any(getattr(draft, name) for draft in given.leads):
            raise RuleViolation(name, "may stand with each lead or beside all of them, not both",
                                f"Please don’t provide ‘{name}’ for a single lead and for all leads simultaneously.")
    rules.at_most_100("lead_tags", _texts(given.lead_tags))
    return replace(
        given,
        lead_tags=_texts(given.lead_tags),
        lead_status=given.lead_status.strip(),
        assignment=given.assignment and assignment(given.assignment),
        existing_lead=given.existing_lead and existing_lead(given.existing_lead),
    )


def query(given: LeadQuery) -> LeadQuery:
    """For /lead/get."""
    checked = LeadQuery(given.first_name.strip(), given.last_name.strip(), _texts(given.contact_numbers))
    if checked.first_name:
        rules.length("first_name", checked.first_name, 3, 250)
    if checked.last_name:
        rules.length("last_name", checked.last_name, 2, 250)
    rules.at_most_100("contact_numbers", checked.contact_numbers)
    rules.contact_numbers(checked.contact_numbers)
    return checked


def _texts(values: tuple[str, ...]) -> tuple[str, ...]:
    """Trimmed, without blanks and repetitions, in the order given."""
    return tuple(dict.fromkeys(text for value in values if (text := value.strip())))
