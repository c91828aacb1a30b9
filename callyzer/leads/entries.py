"""The rows of a table as leads, each with what keeps it from being sent. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from callyzer.errors import RuleViolation
from callyzer.leads import numbers
from callyzer.leads.tables import Line, Table
from callyzer.model import Assignment, ExistingLead, LeadBatch, LeadDraft, Number
from callyzer.wire import lead_rules

_PLAIN = ("id", "first_name", "last_name", "email", "company_name", "address1", "address2", "city", "state", "country",
          "zip", "source", "description", "lead_status")
_GROUPED = re.compile(r"\d{1,3}(,\d{2,3})+(\.\d+)?")
_LIST = re.compile(r"[,;|\n]")


@dataclass(frozen=True, slots=True)
class Plan:
    """What holds for all leads of an upload. `code`: the country of numbers without one."""

    assignment: Assignment
    existing_lead: ExistingLead | None = None
    lead_tags: tuple[str, ...] = ()
    lead_status: str = ""
    is_map_existing_call_logs: bool = True
    code: str = ""

    def batch(self, drafts: Sequence[LeadDraft]) -> LeadBatch:
        return LeadBatch(tuple(drafts), self.assignment, self.existing_lead, self.lead_tags, self.lead_status,
                         self.is_map_existing_call_logs)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the table as a lead. `problems` are rules it breaks, by field: it is not sent."""

    row: int
    draft: LeadDraft = field(repr=False)
    problems: tuple[tuple[str, str], ...] = ()

    @property
    def numbers(self) -> frozenset[Number]:
        return frozenset(map(Number.parse, self.draft.contact_numbers))


def entries(table: Table, chosen: Sequence[str], plan: Plan) -> tuple[Entry, ...]:
    """Every row of the table, `chosen` being the field of each column, "" for none."""
    seen: dict[str, int] = {}
    return tuple(_alone(entry(line.number, _cells(line, chosen), plan), seen) for line in table.lines)


def plan_problems(plan: Plan, chosen: Sequence[str]) -> dict[str, str]:
    """What of the plan breaks a rule, by field; `chosen` are the fields that each lead has for itself."""
    found = {name: "may stand with each lead or here, not both"
             for name in ("lead_tags", "lead_status") if getattr(plan, name) and name in chosen}
    try:
        lead_rules.batch(plan.batch(()))
    except RuleViolation as violation:
        found.setdefault(violation.field, violation.rule)
    return found


def _cells(line: Line, chosen: Sequence[str]) -> dict[str, str]:
    return {name: cell for name, cell in zip(chosen, line.cells, strict=True) if name and cell}


def entry(row: int, cells: Mapping[str, str], plan: Plan) -> Entry:
    """A lead out of texts by field (`columns.FIELDS`)."""
    problems: list[tuple[str, str]] = []
    texts: dict[str, Any] = {name: cells[name] for name in _PLAIN if name in cells}
    draft = LeadDraft(
        **{"first_name": "", **texts},
        contact_numbers=tuple(_numbers(cells, plan.code, problems)),
        price=_price(cells.get("price", ""), problems),
        lead_tags=_listed(cells.get("lead_tags", "")),
        assignment=_assignment(cells, plan, problems),
    )
    broken = [(each.field, each.rule) for each in lead_rules.violations(draft, in_batch=True)]
    told = {name for name, _ in problems}
    return Entry(row, draft, (*problems, *(each for each in broken if each[0] not in told)))


def _numbers(cells: Mapping[str, str], code: str, problems: list[tuple[str, str]]) -> Iterator[str]:
    for name in ("number", "second_number"):
        if text := cells.get(name):
            try:
                yield numbers.as_sent(text, code)
            except RuleViolation as violation:
                problems.append((violation.field, violation.rule))


def _price(text: str, problems: list[tuple[str, str]]) -> float | None:
    """12500, 12,500.50 or 1,25,000; what else there may be is no guess of ours."""
    if not text:
        return None
    try:
        return float(text.replace(",", "") if _GROUPED.fullmatch(text) else text)
    except ValueError:
        problems.append(("price", "must be a number"))
        return None


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _LIST.split(text) if part.strip())


def _assignment(cells: Mapping[str, str], plan: Plan, problems: list[tuple[str, str]]) -> Assignment | None:
    """A row's own employees, by the strategy that holds for all."""
    try:
        given = tuple(numbers.as_sent(text, plan.code) for text in _listed(cells.get("emp_numbers", "")))
    except RuleViolation as violation:
        problems.append(("emp_numbers", violation.rule))
        return None
    return Assignment(plan.assignment.strategy, given) if given else None


def _alone(given: Entry, seen: dict[str, int]) -> Entry:
    """A number can be one lead's only, and the same row twice is a mistake of the table: the first one stands."""
    if given.problems:
        return given
    known = [seen[number.number] for number in given.numbers if number.number in seen]
    for number in given.numbers:
        seen.setdefault(number.number, given.row)
    if not known:
        return given
    return replace(given, problems=(("contact_numbers", f"row {min(known)} has the same number"),))
