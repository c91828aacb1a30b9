"""The five honours of `analysis`, as cards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from callyzer.model import Analysis, CallFilter, Employee, Honour, Number, Subset
from callyzer.model.subset import TALKED
from callyzer.source import Source
from callyzer.views import behind, trust, words
from callyzer.views.definitions import HONOURS
from callyzer.views.parts import Behind, Card, Cards

NOBODY = "Nobody yet"
COUNTED: Mapping[str, Subset] = {"top_dialer": Subset(call_types=("Outgoing",)),
                                 "top_answered": Subset(call_types=("Incoming",), connected=True),
                                 "top_caller": Subset()}
"""The calls that earn an honour."""


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
    said = words.counted(honour.calls, what)
    found = behind.of(said, honour.calls, replace(COUNTED[key], emp_numbers=(_number(honour.employee),)))
    return _card(key, honour.employee, said, ", ".join(honour.employee.emp_tags), found=found)


def _most_talk(report: Analysis) -> Card:
    won = report.highest_total_duration
    if won is None:
        return _card("highest_total_duration", None, "")
    outgoing, incoming = words.duration(won.total_outgoing_duration), words.duration(won.total_incoming_duration)
    return _card("highest_total_duration", won.employee, words.duration(won.total_duration),
                 words.counted(won.total_calls, "call"), f"{outgoing} out, {incoming} in",
                 found=behind.of(words.counted(won.total_calls, "call"), won.total_calls, Subset(
                     call_types=TALKED, emp_numbers=(_number(won.employee),))))


def _longest(report: Analysis) -> Card:
    """The client's name is told, the number is not."""
    won = report.longest_duration
    if won is None:
        return _card("longest_duration", None, "")
    call = won.call
    return _card("longest_duration", won.employee, words.duration(call.duration),
                 f"{call.call_type}, {words.moment(call.call_at)}",
                 f"with {call.client_name}" if call.client_name.strip() else "with a client without a name",
                 call=call.id)


def _card(key: str, employee: Employee | None, figure: str, *details: str, found: tuple[Behind, ...] = (),
          call: str = "") -> Card:
    title, meaning = HONOURS[key]
    if employee is None:
        return Card(key, title, "", NOBODY, meaning)
    return Card(key, title, employee.emp_name.strip() or employee.emp_number, figure, meaning,
                tuple(detail for detail in details if detail), _number(employee), found[0] if found else None, call)


def _number(employee: Employee) -> str:
    return Number(employee.emp_country_code, employee.emp_number).wire
