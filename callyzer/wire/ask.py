"""What is sent: one function per endpoint, from the model to a checked request.

Every documented business rule that can be known beforehand is checked here, so that no question the API would refuse
costs a slot. All functions raise RuleViolation.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from callyzer.errors import RuleViolation
from callyzer.model import (
    Assignment,
    CallFilter,
    EmployeeQuery,
    ExistingLead,
    LeadBatch,
    LeadDraft,
    LeadQuery,
    Number,
    Page,
)
from callyzer.model.question import ordered
from callyzer.wire import lead_rules, rules
from callyzer.wire.endpoints import ENDPOINTS, Endpoint, Version

Body = dict[str, Any]
DEFAULTS: Mapping[str, Any] = {"page_no": 1, "page_size": 100, "is_exclude_numbers": True}
CALL_METHODS = ("PhoneCall", "WhatsAppCall")
CALL_MODES = ("Voice", "Video")


@dataclass(frozen=True, slots=True)
class Question:
    """A request. `body` is what is sent, to be taken as read-only; two questions with one `key` have one answer.

    `body` and `key` stay out of the repr: they hold phone numbers.
    """

    endpoint: Endpoint
    body: Mapping[str, Any] = field(compare=False, repr=False)
    key: str = field(repr=False)

    @classmethod
    def of(cls, name: str, body: Body) -> Question:
        return cls(ENDPOINTS[name], body, canonical(body))


def canonical(body: Mapping[str, Any]) -> str:
    """The body as JSON without nulls and documented defaults, its lists sorted and without repetitions."""
    kept = {name: _canonical(value) for name, value in body.items()
            if value is not None and DEFAULTS.get(name) != value}
    return json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _canonical(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return sorted(set(value))
    return value


def ignored(name: str, question: CallFilter) -> tuple[str, ...]:
    """The parts of the filter that this endpoint cannot apply, and that would leave calls out."""
    parts = ("client_numbers", "call_types", "duration_grt_than", "duration_les_than", "exclude_days")
    return tuple(part for part in parts
                 if getattr(question, part) not in (None, ()) and part not in ENDPOINTS[name].accepts)


def summary(question: CallFilter, version: Version = "v2.1") -> Question:
    return _calls("summary", question, version)


def employee_summary(question: CallFilter, page: Page, version: Version = "v2.1") -> Question:
    return _calls("employee_summary", question, version, page)


def analysis(question: CallFilter, version: Version = "v2.1") -> Question:
    return _calls("analysis", question, version)


def never_attended(question: CallFilter, page: Page, version: Version = "v2.1") -> Question:
    return _calls("never_attended", question, version, page)


def not_pickup_by_client(question: CallFilter, page: Page, version: Version = "v2.1") -> Question:
    return _calls("not_pickup_by_client", question, version, page)


def unique_clients(question: CallFilter, page: Page, version: Version = "v2.1") -> Question:
    return _calls("unique_clients", question, version, page)


def hourly_analytics(question: CallFilter, version: Version = "v2.1") -> Question:
    return _calls("hourly_analytics", question, version)


def daywise_analytics(question: CallFilter, version: Version = "v2.1") -> Question:
    return _calls("daywise_analytics", question, version)


def history(question: CallFilter, page: Page, version: Version = "v2.1") -> Question:
    return _calls("history", question, version, page)


def get_calls(unique_ids: Sequence[str]) -> Question:
    return Question.of("get_calls", {"unique_ids": _ids(unique_ids)})


def remove_recordings(unique_ids: Sequence[str]) -> Question:
    return Question.of("remove_recordings", {"unique_ids": _ids(unique_ids)})


def save_lead(lead: LeadDraft) -> Question:
    return Question.of("save_lead", _lead(lead_rules.lead(lead)) | _mapping(lead.is_map_existing_call_logs))


def bulk_save_leads(batch: LeadBatch) -> Question:
    """A violation inside a lead names it: `leads[2].first_name`."""
    lead_rules.some_leads(len(batch.leads))
    checked = lead_rules.batch(batch)
    leads = [_lead(_lead_of_batch(place, draft)) for place, draft in enumerate(batch.leads)]
    return Question.of("bulk_save_leads", {
        "leads": leads,
        **_given({"lead_tags": list(checked.lead_tags), "lead_status": checked.lead_status}),
        **_assigned(checked.assignment, checked.existing_lead),
        **_mapping(checked.is_map_existing_call_logs),
    })


def get_leads(query: LeadQuery, page: Page) -> Question:
    checked = lead_rules.query(query)
    return Question.of("get_leads", _given({
        "first_name": checked.first_name, "last_name": checked.last_name,
        "contact_numbers": _wire(checked.contact_numbers),
    }) | _paged(page))


def get_employees(query: EmployeeQuery, page: Page) -> Question:
    lists = {name: ordered(getattr(query, name)) for name in ("emp_numbers", "emp_tags", "emp_codes")}
    for name, values in lists.items():
        rules.at_most_100(name, values)
    rules.employee_numbers(lists["emp_numbers"])
    return Question.of("get_employees", _given({
        "emp_numbers": _wire(lists["emp_numbers"]), "emp_tags": list(lists["emp_tags"]),
        "emp_name": query.emp_name.strip(), "emp_codes": list(lists["emp_codes"]),
    }) | _paged(page))


@lru_cache(maxsize=4096)  # a long list is asked for page by page at every rerun of its page
def _calls(name: str, question: CallFilter, version: Version, page: Page | None = None) -> Question:
    accepts = ENDPOINTS[name].accepts
    rules.time_range(question.by, question.window)
    first, last = question.window.seconds
    body: Body = {f"{question.by}_from": first, f"{question.by}_to": last}
    body |= {part: value for part, value in _filters(question).items() if part in accepts}
    if "working_hours" in accepts:
        body["working_hour_from"], body["working_hour_to"] = question.working_hours.texts
    if version == "v2.2":
        body |= {"call_method": list(CALL_METHODS), "call_mode": list(CALL_MODES)}
    return Question.of(name, body | (_paged(page) if page else {}))


def _filters(question: CallFilter) -> Body:
    given = _given({
        "call_types": list(question.call_types), "emp_tags": list(question.emp_tags),
        "emp_numbers": _wire(question.emp_numbers), "client_numbers": _wire(question.client_numbers),
        "exclude_days": list(question.exclude_days),
        "duration_grt_than": question.duration_grt_than, "duration_les_than": question.duration_les_than,
    })
    return given if question.is_exclude_numbers else given | {"is_exclude_numbers": False}


def _lead_of_batch(place: int, draft: LeadDraft) -> LeadDraft:
    try:
        return lead_rules.lead_of_batch(draft)
    except RuleViolation as violation:
        raise RuleViolation(f"leads[{place}].{violation.field}", violation.rule, violation.message) from violation


def _lead(draft: LeadDraft) -> Body:
    return _given({
        **{name: getattr(draft, name) for name in lead_rules.TEXTS},
        "price": draft.price,
        "contact_numbers": _wire(draft.contact_numbers),
        "lead_tags": list(draft.lead_tags),
    }) | _assigned(draft.assignment, draft.existing_lead) | (
        {} if draft.is_map_existing_call_logs else _mapping(False))


def _assigned(assignment: Assignment | None, existing: ExistingLead | None) -> Body:
    return {
        **({"assignment": _given({
            "strategy": assignment.strategy, "emp_numbers": _wire(assignment.emp_numbers),
            "emp_tags": list(assignment.emp_tags),
        })} if assignment else {}),
        **({"existing_lead": {
            "lead_details": existing.lead_details, "assignee": existing.assignee, "lead_tags": existing.lead_tags,
        }} if existing else {}),
    }


def _mapping(is_map_existing_call_logs: bool) -> Body:
    return {"is_map_existing_call_logs": is_map_existing_call_logs}


def _ids(unique_ids: Sequence[str]) -> list[str]:
    ids = list(dict.fromkeys(text for given in unique_ids if (text := given.strip())))
    rules.unique_ids(ids)
    return ids


def _wire(numbers: Iterable[str]) -> list[str]:
    return [Number.parse(number).wire for number in numbers]


def _paged(page: Page) -> Body:
    return {"page_no": page.number, "page_size": page.size}


def _given(values: Body) -> Body:
    """Without nulls and blanks, which the API ignores."""
    return {name: value for name, value in values.items() if value not in (None, "", [])}
