"""The filter of the pages where somebody writes it down: as options of a command, or as keys of a file."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

from callyzer.errors import RuleViolation
from callyzer.views import employee
from callyzer.views.link import Selection, from_query, with_choice, with_days

FILTER: Mapping[str, str] = {
    "range": "range", "tags": "tag", "employees": "emp", "types": "type", "over": "over", "under": "under",
    "working-hours": "hours", "without": "off", "include-excluded": "excluded"}
"""What is written, and the parameter of an address that says the same."""

DAYS = ("from", "to")
EMPLOYEE_PAGE = "/employee"
"""How the address of the page ends whose figures are of one employee alone."""


def selection(link: str, given: Mapping[str, object]) -> tuple[Selection, list[str]]:
    """A link's choices (a page's address or ""), with those that are `given` under the names of FILTER and DAYS in
    their place; and a sentence for each part of the link that cannot be understood and is left out.

    Values are what an option or a TOML file holds: texts, numbers, days, yes or no, or lists of them; None counts as
    not given. Raises RuleViolation, whose field is the name of what cannot be understood, or "link".
    """
    query = _query(link)
    chosen, problems = from_query(query)
    if urlsplit(link).path.endswith(EMPLOYEE_PAGE):
        chosen = employee.only(chosen, query.get(employee.PARAMETER, [""])[-1])
    written = {name: _texts(name, value) for name, value in given.items() if value is not None}
    days = [written[name][-1] for name in DAYS if name in written]
    if days and "range" in written:
        raise RuleViolation("range", "it has either a name or its days", "Invalid date range.")
    for name in filter(written.__contains__, FILTER):
        try:
            chosen = with_choice(chosen, FILTER[name], written[name])
        except RuleViolation as error:
            raise RuleViolation(name, error.rule, error.message) from None
    return (with_days(chosen, days[0], days[-1]) if days else chosen), problems


def _query(link: str) -> dict[str, list[str]]:
    """What the link says. The short link of a saved view says nothing: the dashboard alone knows what it means."""
    parts = urlsplit(link)
    if not parts.query:
        if parts.path.rpartition("/")[2].startswith("view-"):
            raise RuleViolation("link", "is the short one of a saved view: open it, and give the address it then has",
                                "Invalid link.")
        if link and not (parts.scheme in {"http", "https"} and parts.netloc):
            raise RuleViolation("link", "is no address of a page", "Invalid link.")
    return parse_qs(parts.query)


def _texts(name: str, value: object) -> list[str]:
    if isinstance(value, bool) and name == "include-excluded":
        return [str(int(value))]
    texts = [str(each).strip() for each in (value if isinstance(value, list | tuple) else [value])]
    if not texts or not all(texts):
        raise RuleViolation(name, "is empty", "Invalid value.")
    return texts
