"""The five honours of `analysis`, as cards."""

from __future__ import annotations

from functools import lru_cache

from callyzer.model import Analysis, CallFilter, Employee, Honour
from callyzer.source import Source
from callyzer.views import trust, words
from callyzer.views.definitions import HONOURS
from callyzer.views.parts import Card, Cards

NOBODY = "Nobody yet"


def honours(source: Source, question: CallFilter) -> Cards:
    """Top dialer, answered and caller, most talk time and the longest call. A card without a name has no winner."""
    report = source.analysis(question)
    return Cards(_cards(report), trust.notes(question, report.provenance), report.provenance.as_of)


@lru_cache(maxsize=64)
def _cards(report: Analysis) -> tuple[Card, ...]:
    return (
        _counted("top_dialer", report.top_dialer, "outgoing call"),
        _counted("top_answered", report.top_answered, "answered call"),
        _counted("top_caller", report.top_caller, "call"),
        _most_talk(report),
        _longest(report),
    )


def _counted(key: str, honour: Honour | None, what: str) -> Card:
    if honour is None:
        return _card(key, None, "")
    return _card(key, honour.employee, words.counted(honour.calls, what), ", ".join(honour.employee.emp_tags))


def _most_talk(report: Analysis) -> Card:
    won = report.highest_total_duration
    if won is None:
        return _card("highest_total_duration", None, "")
    outgoing, incoming = words.duration(won.total_outgoing_duration), words.duration(won.total_incoming_duration)
    return _card("highest_total_duration", won.employee, words.duration(won.total_duration),
                 words.counted(won.total_calls, "call"), f"{outgoing} out, {incoming} in")


def _longest(report: Analysis) -> Card:
    """The client's name is told, the number is not."""
    won = report.longest_duration
    if won is None:
        return _card("longest_duration", None, "")
    call = won.call
    return _card("longest_duration", won.employee, words.duration(call.duration),
                 f"{call.call_type}, {words.moment(call.call_at)}",
                 f"with {call.client_name}" if call.client_name.strip() else "with a client without a name")


def _card(key: str, employee: Employee | None, figure: str, *details: str) -> Card:
    title, meaning = HONOURS[key]
    if employee is None:
        return Card(key, title, "", NOBODY, meaning)
    number = f"{employee.emp_country_code}-{employee.emp_number}" if employee.emp_country_code else employee.emp_number
    return Card(key, title, employee.emp_name.strip() or employee.emp_number, figure, meaning,
                tuple(detail for detail in details if detail), number)
