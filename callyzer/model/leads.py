"""What is written: leads, and what the account says of each write."""

from __future__ import annotations

from dataclasses import dataclass, field

STRATEGIES = ("Assign to All Selected", "Minimum Leads", "Random", "Round Robin")


@dataclass(frozen=True, slots=True)
class Assignment:
    """To whom leads go: employees or tags, not both; neither means everybody whose lead feature is on."""

    strategy: str
    emp_numbers: tuple[str, ...] = ()
    emp_tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExistingLead:
    """What happens when a contact number is a lead already."""

    lead_details: str = "Ignore"
    assignee: str = "Ignore"
    lead_tags: str = "Ignore"


@dataclass(frozen=True, slots=True)
class LeadDraft:
    """A lead to create, or to change where `id` is given. "" and () mean: not given. Lengths: see the documentation.

    In a batch, `assignment` and `existing_lead` may be given for all leads at once instead.
    """

    first_name: str
    contact_numbers: tuple[str, ...] = field(repr=False)
    assignment: Assignment | None = None
    id: str = ""
    last_name: str = ""
    email: str = ""
    company_name: str = ""
    address1: str = ""
    address2: str = ""
    city: str = ""
    state: str = ""
    country: str = ""
    zip: str = ""
    price: float | None = None
    source: str = ""
    description: str = ""
    lead_tags: tuple[str, ...] = ()
    lead_status: str = ""
    existing_lead: ExistingLead | None = None
    is_map_existing_call_logs: bool = True


@dataclass(frozen=True, slots=True)
class LeadBatch:
    """Leads for `/lead/bulksave`. Tags and status are given for each lead or for all, never both."""

    leads: tuple[LeadDraft, ...]
    assignment: Assignment | None = None
    existing_lead: ExistingLead | None = None
    lead_tags: tuple[str, ...] = ()
    lead_status: str = ""
    is_map_existing_call_logs: bool = True


@dataclass(frozen=True, slots=True)
class SavedLead:
    id: str
    contact_numbers: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class LeadError:
    """A lead of a batch that was not saved, and the account's reason, which may repeat its numbers."""

    name: str
    contact_numbers: tuple[str, ...] = field(repr=False)
    message: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class BulkSaved:
    saved: tuple[SavedLead, ...] = ()
    errors: tuple[LeadError, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class RemovedRecording:
    """What happened to one recording: `status` is "Success" or "Failed"."""

    id: str
    status: str
    message: str
