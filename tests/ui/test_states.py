from __future__ import annotations

import pytest

from callyzer import errors
from callyzer.errors import (
    CallyzerError,
    DeadlineExceeded,
    Forbidden,
    RangeTooLong,
    RateLimited,
    ReadOnly,
    ServerFault,
    SettingsError,
    Unauthorized,
    UncertainWrite,
    UnexpectedAnswer,
    UnknownNumbers,
    UnknownTags,
    Unreachable,
    WriteNotLogged,
)
from callyzer.ui.states import UNEXPECTED, state_of

EXAMPLES: list[tuple[CallyzerError, str, str]] = [
    (Unauthorized("summary", 401), "Callyzer does not accept the access token", "account"),
    (Forbidden("summary", 403), "The Callyzer subscription has expired", "account"),
    (Unreachable("summary", "timed out"), "Callyzer cannot be reached", "account"),
    (RateLimited("summary", 429), "The request limit is used up", "account"),
    (SettingsError("CALLYZER_TIMEZONE", "must be an IANA zone"), "A setting needs attention", "account"),
    (UnknownNumbers("summary", 400), "An employee in the filter is not known", "filter"),
    (UnknownTags("summary", 400), "A tag in the filter is not known", "filter"),
    (RangeTooLong("range", "clients cannot be added up", "", "unique_clients"), "The range is too long for this part",
     "section"),
    (UnexpectedAnswer("summary", 200, field="result", problem="is missing"),
     "Callyzer's answer cannot be understood", "section"),
    (ReadOnly("save_lead"), "This dashboard only reads", "section"),
    (WriteNotLogged("OSError"), "The change could not be logged", "section"),
    (UncertainWrite("save_lead", "ReadError"), "It is not known whether this was changed", "section"),
    (ServerFault("summary", 502), "Callyzer had a fault of its own", "section"),
]


@pytest.mark.parametrize(("error", "title", "concerns"), EXAMPLES, ids=lambda value: type(value).__name__)
def test_each_error_has_a_state_that_says_what_happened_and_what_to_do(
    error: CallyzerError, title: str, concerns: str,
) -> None:
    state = state_of(error)
    assert (state.title, state.concerns) == (title, concerns)
    assert state.happened
    assert state.advice


def classes(kind: type[CallyzerError]) -> list[type[CallyzerError]]:
    return [kind, *(found for child in kind.__subclasses__() for found in classes(child))]


def test_every_refusal_of_the_api_has_a_state() -> None:
    for kind in classes(errors.ApiError):
        if kind is not errors.ApiError:
            assert state_of(kind("summary", 400)) is not UNEXPECTED, kind


def test_what_was_tried_often_is_told_by_its_last_failure() -> None:
    error = DeadlineExceeded("summary", 60, 5, Unreachable("summary", "refused"))
    assert state_of(error).title == "Callyzer cannot be reached"


def test_an_error_of_the_dashboard_is_told_calmly() -> None:
    assert state_of(ZeroDivisionError("division by zero")) is UNEXPECTED
