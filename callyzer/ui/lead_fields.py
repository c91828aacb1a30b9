"""The fields of a lead as widgets, with what is wrong with each beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from callyzer.leads.columns import FIELDS, NEEDED
from callyzer.leads.entries import Plan
from callyzer.model import STRATEGIES, Assignment, ExistingLead
from callyzer.ui import account, markup
from callyzer.ui.filter_bar import Offered
from callyzer.ui.poller import SOON, Probe
from callyzer.ui.screen import Screen
from callyzer.ui.tiles import notes
from callyzer.views.leads import Known
from callyzer.views.parts import Note

EVERYBODY = "Everybody whose lead feature is on"
SECTIONS: Mapping[str, Sequence[tuple[str, str]]] = {
    "Who": (("first_name", "last_name"), ("number", "second_number"), ("email", "company_name")),
    "Where": (("address1", "address2"), ("city", "zip"), ("state", "country")),
    "What": (("price", "source"),),
}
TEXTS = (*(name for lines in SECTIONS.values() for line in lines for name in line), "description", "lead_status")
_HELP = {
    "first_name": "3 to 250 characters", "number": "With its country: +91 98765 43210 or 91-9876543210",
    "second_number": "With its country, as the first one", "price": "12500, 12,500.50 or 1,25,000",
}
_EXISTING: Mapping[str, tuple[str, str] | None] = {
    "Refuse it": None, "Leave it as it is": ("Ignore", "Ignore"), "Overwrite it": ("Overwrite", "Overwrite"),
    "Fill only what is blank": ("UpdateBlankOnly", "Append")}
"""What becomes of a lead that is there already: its details; its employees and tags."""

_JOINING = {"Leave them as they are": "Ignore", "Add to them": "Append", "Replace them": "Overwrite"}


@dataclass(frozen=True, slots=True)
class Fields:
    """The widgets of one form, whose keys begin with `prefix`. `shown`: what they show at first, by field;
    `problems`: what is wrong, by the documentation's names."""

    prefix: str
    shown: Mapping[str, Any]
    problems: Mapping[str, str]
    needed: Collection[str] = NEEDED

    def key(self, name: str) -> str:
        return f"{self.prefix}-{name}"

    def tell(self, *names: str) -> None:
        """What is wrong with the field above."""
        for name in names:
            if rule := self.problems.get(name):
                st.html(markup.problem(rule))

    def text(self, name: str) -> None:
        label = FIELDS[name] + (" *" if name in self.needed else "")
        st.text_input(label, self.shown.get(name, ""), key=self.key(name), help=_HELP.get(name))
        self.tell("contact_numbers" if name == "number" else name)

    def pick(self, name: str, label: str, options: Sequence[str]) -> None:
        """One of a few; the first at the start."""
        st.selectbox(label, options, options.index(self.shown.get(name, options[0])), key=self.key(name))

    def some(self, name: str, label: str, options: Sequence[str], placeholder: str, **more: Any) -> None:
        """Any of them."""
        given = self.shown.get(name, [])
        st.multiselect(label, [*options, *(each for each in given if each not in options)], given, key=self.key(name),
                       placeholder=placeholder, **more)


def lead_fields(of: Fields, known: Known, offered: Offered, *, is_new: bool) -> None:
    """Every field that the documentation has for one lead."""
    of.tell("")
    for heading, lines in SECTIONS.items():
        st.html(markup.legend(heading))
        for line in lines:
            for place, name in zip(st.columns(len(line)), line, strict=True):
                with place:
                    of.text(name)
    st.text_area(FIELDS["description"], of.shown.get("description", ""), key=of.key("description"), height=80,
                 help="3 to 500 characters")
    of.tell("description")
    labels(of, known)
    st.html(markup.legend("Whose"))
    if not is_new:
        of.pick("joining", "Employees it is assigned to", list(_JOINING))
    assigning(of, offered)
    if is_new:
        existing(of)
    earlier_calls(of)


def labels(of: Fields, known: Known) -> None:
    """Status and tags: those that leads have, or new ones."""
    left, right = st.columns(2)
    with left:
        given = of.shown.get("lead_status") or None
        statuses = [*known.statuses, *([given] if given and given not in known.statuses else [])]
        st.selectbox("Status", statuses, statuses.index(given) if given else None, key=of.key("lead_status"),
                     accept_new_options=True, placeholder="Positive",
                     help="Where none is given, Callyzer takes Positive")
        of.tell("lead_status")
    with right:
        of.some("lead_tags", "Tags", known.tags, "None", accept_new_options=True)
        of.tell("lead_tags")


def assigning(of: Fields, offered: Offered) -> None:
    """To whom leads go: a strategy, and employees or tags."""
    of.pick("strategy", "Assign by", STRATEGIES)
    of.tell("strategy")
    left, right = st.columns(2)
    people = offered.employees or {}
    with left:
        of.some("employees", "Employees", sorted(people, key=lambda number: people[number].casefold()), "Everybody",
                format_func=offered.name, help=f"Nobody chosen means: {EVERYBODY.lower()}")
        of.tell("emp_numbers", "assignment")
    with right:
        of.some("tags", "or those with a tag", offered.tags, "None")
        of.tell("emp_tags")


def existing(of: Fields) -> None:
    of.pick("existing", "If a number is a lead already", list(_EXISTING))
    of.tell("lead_details", "assignee")


def earlier_calls(of: Fields) -> None:
    st.toggle("Earlier calls count as the lead's", of.shown.get("map", True), key=of.key("map"))


def plan_of(cells: Mapping[str, Any], code: str) -> Plan:
    """What was chosen for a lead beside its own fields, or for all leads of an upload."""
    if joining := cells.get("joining"):
        modes: ExistingLead | None = ExistingLead(assignee=_JOINING[joining])
    else:
        chosen = _EXISTING[cells["existing"]]
        modes = ExistingLead(chosen[0], chosen[1], chosen[1]) if chosen else None
    assignment = Assignment(cells["strategy"], tuple(cells["employees"]), tuple(cells["tags"]))
    return Plan(assignment, modes, is_map_existing_call_logs=cells["map"], code=code)


def offered_on(screen: Screen) -> Offered:
    """Whom leads can be assigned to. While that is on its way it is said, and the page runs again once it is here."""
    offered = account.offered()
    if offered.waits:
        notes((Note("waiting", "The account's employees are on their way."),))
        screen.probes.append(Probe(account.employees, None, SOON))
    return offered


def code_of(offered: Offered) -> str:
    """The country of numbers without one: most employees'."""
    codes = Counter(number.partition("-")[0] for number in offered.employees or {} if "-" in number)
    return codes.most_common(1)[0][0] if codes else ""


def cells_of(prefix: str) -> dict[str, Any]:
    """What the widgets whose keys begin so hold, by field."""
    start = f"{prefix}-"
    return {str(name).removeprefix(start): value for name, value in st.session_state.items()
            if str(name).startswith(start)}
