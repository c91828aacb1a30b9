"""The fifteen endpoints, and which parts of a filter each of them takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Version = Literal["v2.1", "v2.2"]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """`name` is the client's method; `path` follows the base URL; `writes` to the account when True.

    `accepts`: the parts of a CallFilter, beside the window, that the request can carry.
    """

    name: str
    method: Literal["POST", "GET", "DELETE"]
    path: str
    writes: bool = False
    accepts: frozenset[str] = field(default=frozenset(), repr=False)


WHO = frozenset({"emp_numbers", "emp_tags", "is_exclude_numbers"})
TYPES = WHO | {"call_types"}
DURATIONS = TYPES | {"duration_grt_than", "duration_les_than"}
SLOTS = DURATIONS | {"working_hours"}

_ALL = (
    Endpoint("summary", "POST", "/call-log/summary", accepts=DURATIONS),
    Endpoint("employee_summary", "POST", "/call-log/employee-summary", accepts=DURATIONS),
    Endpoint("analysis", "POST", "/call-log/analysis", accepts=DURATIONS),
    Endpoint("never_attended", "POST", "/call-log/never-attended", accepts=WHO),
    Endpoint("not_pickup_by_client", "POST", "/call-log/not-pickup-by-client", accepts=TYPES),
    Endpoint("unique_clients", "POST", "/call-log/unique-clients", accepts=TYPES),
    Endpoint("hourly_analytics", "POST", "/call-log/hourly-analytics", accepts=SLOTS | {"exclude_days"}),
    Endpoint("daywise_analytics", "POST", "/call-log/daywise-analytics", accepts=SLOTS),
    Endpoint("history", "POST", "/call-log/history", accepts=DURATIONS | {"client_numbers"}),
    Endpoint("get_calls", "POST", "/call-log/get"),
    Endpoint("remove_recordings", "DELETE", "/call-log/call-recording/remove", writes=True),
    Endpoint("save_lead", "POST", "/lead/save", writes=True),
    Endpoint("bulk_save_leads", "POST", "/lead/bulksave", writes=True),
    Endpoint("get_leads", "POST", "/lead/get"),
    Endpoint("get_employees", "GET", "/employee/get"),
)
ENDPOINTS: Mapping[str, Endpoint] = MappingProxyType({endpoint.name: endpoint for endpoint in _ALL})
"""By the name of the client's method."""
