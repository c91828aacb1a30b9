"""The documented rules of leads. The checks give back what may be sent: trimmed, in the documented spelling."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

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

Check = Callable[[], object]
_DETAILS = ("Ignore", "Overwrite", "UpdateBlankOnly")
_APPEND = ("Ignore", "Overwrite", "Append")
TEXTS = ("id", "first_name", "email", "description", "lead_status", *LENGTHS)
"""The fields of a lead that are texts."""


def lead(draft: LeadDraft, longest_description: int = DESCRIPTION_SENT) -> LeadDraft:
    """For /lead/save, where the lead names its assignment itself."""
    _has_assignment(draft)
    return lead_of_batch(draft, longest_description)


def lead_of_batch(draft: LeadDraft, longest_description: int = DESCRIPTION_SENT) -> LeadDraft:
    """For one lead of /lead/bulksave, whose assignment may stand beside the leads."""
    draft = _trimmed(draft)
    for check in _checks(draft, longest_description):
        check()
    return replace(
        draft,
        assignment=draft.assignment and assignment(draft.assignment),
        existing_lead=draft.existing_lead and existing_lead(draft.existing_lead),
    )


def violations(draft: LeadDraft, *, in_batch: bool = False) -> list[RuleViolation]:
    """Every rule the lead breaks, not the first alone: at most one for a field. `in_batch`: see `lead_of_batch`."""
    draft = _trimmed(draft)
    beside: list[Check] = [] if in_batch else [partial(_has_assignment, draft)]
    checks = [*beside, *_checks(draft, DESCRIPTION_SENT)]
    found = [violation for check in checks if (violation := _violation(check))]
    return list({violation.field: violation for violation in reversed(found)}.values())[::-1]


def _violation(check: Check) -> RuleViolation | None:
    try:
        check()
    except RuleViolation as violation:
        return violation
    return None


def _trimmed(draft: LeadDraft) -> LeadDraft:
    return replace(
        draft,
        **{name: getattr(draft, name).strip() for name in TEXTS},
        contact_numbers=_texts(draft.contact_numbers),
        lead_tags=_texts(draft.lead_tags),
    )


def _checks(draft: LeadDraft, longest_description: int) -> Iterator[Check]:
    """The rules of a lead, in the order in which the documentation lists them."""
    yield partial(_first_name, draft.first_name)
    yield partial(_contact_numbers, draft.contact_numbers)
    for name, (shortest, longest) in LENGTHS.items():
        if text := getattr(draft, name):
            yield partial(rules.length, name, text, shortest, longest)
    if draft.description:
        yield partial(rules.length, "description", draft.description, 3, longest_description, DESCRIPTION_TAKEN)
    if draft.email:
        yield partial(rules.email, draft.email)
    if draft.price is not None:
        yield partial(rules.price, draft.price)
    yield partial(rules.at_most_100, "lead_tags", draft.lead_tags)
    if draft.assignment:
        yield partial(assignment, draft.assignment)
    if draft.existing_lead:
        yield partial(existing_lead, draft.existing_lead)


def _has_assignment(draft: LeadDraft) -> None:
    if draft.assignment is None:
        raise RuleViolation("assignment", "a strategy is required", REQUIRED)


def _first_name(text: str) -> None:
    if not text:
        raise RuleViolation("first_name", "is required", REQUIRED)
    rules.length("first_name", text, 3, 250)


def _contact_numbers(numbers: tuple[str, ...]) -> None:
    if not 1 <= len(numbers) <= 2:
        raise RuleViolation("contact_numbers", "one or two numbers are required", REQUIRED)
    rules.contact_numbers(numbers)


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
