"""What each endpoint does: a request's JSON in, a question to the account, the documented JSON out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from callyzer.errors import BadRequest
from callyzer.model import BulkSaved, CallFilter, Page
from callyzer.source import Account
from callyzer.wire import render, serve
from callyzer.wire.endpoints import Version

Json = dict[str, Any]
NO_EMPLOYEES = "No employees meet the search criteria."


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: of whom, what, and how it is to be understood."""

    account: Account
    body: Any
    zone: ZoneInfo
    version: Version

    def filter(self, endpoint: str) -> CallFilter:
        return serve.call_filter(endpoint, self.body, self.zone, self.version)

    @property
    def page(self) -> Page:
        return serve.page(self.body)


def _summary(asked: Asked) -> Json:
    return render.summary(asked.account.summary(asked.filter("summary")))


def _employee_summary(asked: Asked) -> Json:
    """Nobody at all is a refusal, as documented; a page after the last one is an empty list."""
    report = asked.account.employee_summary(asked.filter("employee_summary"), asked.page)
    if not report.total_records:
        raise BadRequest("employee_summary", 400, NO_EMPLOYEES)
    return render.employee_summary(report)


def _analysis(asked: Asked) -> Json:
    return render.analysis(asked.account.analysis(asked.filter("analysis")))


def _never_attended(asked: Asked) -> Json:
    page = asked.page
    return render.never_attended(asked.account.never_attended(asked.filter("never_attended"), page), page)


def _not_pickup_by_client(asked: Asked) -> Json:
    page, question = asked.page, asked.filter("not_pickup_by_client")
    return render.not_pickup_by_client(asked.account.not_pickup_by_client(question, page), page)


def _unique_clients(asked: Asked) -> Json:
    page = asked.page
    return render.unique_clients(asked.account.unique_clients(asked.filter("unique_clients"), page), page)


def _hourly_analytics(asked: Asked) -> Json:
    return render.hourly_analytics(asked.account.hourly_analytics(asked.filter("hourly_analytics")))


def _daywise_analytics(asked: Asked) -> Json:
    return render.daywise_analytics(asked.account.daywise_analytics(asked.filter("daywise_analytics")))


def _history(asked: Asked) -> Json:
    page = asked.page
    return render.history(asked.account.history(asked.filter("history"), page), page, asked.version)


def _get_calls(asked: Asked) -> Json:
    return render.get_calls(asked.account.get_calls(serve.unique_ids(asked.body)), asked.version)


def _remove_recordings(asked: Asked) -> Json:
    return render.remove_recordings(asked.account.remove_recordings(serve.unique_ids(asked.body)))


def _save_lead(asked: Asked) -> Json:
    return render.save_lead(asked.account.save_lead(serve.lead(asked.body)))


def _bulk_save_leads(asked: Asked) -> Json:
    """Leads that break a rule are told as errors beside those that are saved."""
    batch, broken = serve.lead_batch(asked.body)
    saved = asked.account.bulk_save_leads(batch) if batch.leads else BulkSaved()
    return render.bulk_save_leads(BulkSaved(saved.saved, (*broken, *saved.errors)))


def _get_leads(asked: Asked) -> Json:
    page = asked.page
    return render.get_leads(asked.account.get_leads(serve.lead_query(asked.body), page), page)


def _get_employees(asked: Asked) -> Json:
    page = asked.page
    return render.get_employees(asked.account.get_employees(serve.employee_query(asked.body), page), page)


ANSWERS: Mapping[str, Callable[[Asked], Json]] = MappingProxyType({
    "summary": _summary,
    "employee_summary": _employee_summary,
    "analysis": _analysis,
    "never_attended": _never_attended,
    "not_pickup_by_client": _not_pickup_by_client,
    "unique_clients": _unique_clients,
    "hourly_analytics": _hourly_analytics,
    "daywise_analytics": _daywise_analytics,
    "history": _history,
    "get_calls": _get_calls,
    "remove_recordings": _remove_recordings,
    "save_lead": _save_lead,
    "bulk_save_leads": _bulk_save_leads,
    "get_leads": _get_leads,
    "get_employees": _get_employees,
})
"""By the endpoint's name. All raise RuleViolation or ApiError with the documented message."""
