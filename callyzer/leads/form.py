"""One lead as somebody fills it in: new, or one of the account's with what is changed about it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from callyzer.errors import RuleViolation
from callyzer.leads.entries import Plan, entry
from callyzer.model import ExistingLead, LeadDraft, LeadQuery
from callyzer.wire import lead_rules

CANNOT_BE_EMPTIED = "cannot be emptied from here: Callyzer keeps what is not sent"
NOTHING_CHANGED = "Nothing is different from what Callyzer has."
_DETAILS = ("first_name", "last_name", "email", "company_name", "address1", "address2", "city", "state", "country",
            "zip", "price", "source", "description")
_NAMED = frozenset({"first_name", "number", "second_number"})
"""What every change has to name."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What was filled in: `draft` is what would be sent; `problems` by field are why it is not, "" is the whole."""

    draft: LeadDraft = field(repr=False)
    problems: Mapping[str, str]


def new(cells: Mapping[str, str], tags: Sequence[str], plan: Plan) -> Filled:
    """A new lead out of texts by field (`columns.FIELDS`)."""
    found = entry(0, {name: text.strip() for name, text in cells.items() if text.strip()}, plan)
    draft = replace(
        found.draft, lead_tags=tuple(tags), assignment=plan.assignment, existing_lead=plan.existing_lead,
        is_map_existing_call_logs=plan.is_map_existing_call_logs)
    return Filled(draft, {each.field: each.rule for each in lead_rules.violations(draft)} | dict(found.problems))


def changed(lead: Mapping[str, Any], cells: Mapping[str, str], tags: Sequence[str], plan: Plan) -> Filled:
    """The account's lead (a row of rows.LEADS) with what is different now; only that is sent, and what every change
    must name. `plan.existing_lead` says what becomes of its employees.

    Nothing is overwritten that somebody else changed meanwhile, unless it is changed here too.
    """
    before, now = texts_of(lead), {name: text.strip() for name, text in cells.items()}
    different = {name for name in before if now.get(name, "") != before[name]}
    other_tags = set(tags) != set(lead["lead_tags"])
    assignee = plan.existing_lead.assignee if plan.existing_lead else "Ignore"
    modes = ExistingLead("Overwrite", assignee, "Overwrite" if other_tags else "Ignore")
    sent = {name: text for name, text in now.items() if name in different.union(_NAMED)}
    filled = new({**sent, "id": lead["id"]}, tags if other_tags else (), replace(plan, existing_lead=modes))
    emptied = [name for name in different.difference(_NAMED) if not now.get(name)]
    told = dict.fromkeys([*emptied, *(["lead_tags"] if other_tags and not tags else [])], CANNOT_BE_EMPTIED)
    same = not different and not other_tags and assignee == "Ignore"
    return Filled(filled.draft, {**filled.problems, **told, **({"": NOTHING_CHANGED} if same else {})})


def texts_of(lead: Mapping[str, Any]) -> dict[str, str]:
    """What the account has of a lead, by field."""
    numbers = [*lead["details.contact_numbers"], "", ""]
    return {**{name: lead[f"details.{name}"].strip() for name in _DETAILS}, "number": numbers[0],
            "second_number": numbers[1], "lead_status": lead["status.lead_status"].strip()}


def query_problems(query: LeadQuery) -> dict[str, str]:
    """What of a question for leads breaks a rule, by field."""
    try:
        lead_rules.query(query)
    except RuleViolation as violation:
        return {violation.field: violation.rule}
    return {}
