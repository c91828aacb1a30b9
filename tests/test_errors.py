"""The tree of errors is the one drawn, and every sentence is fit for a person."""

from __future__ import annotations

import re

import pytest

from callyzer import errors
from callyzer.errors import (
    Abandoned,
    ApiError,
    BadRequest,
    BookUnavailable,
    BrowserFailed,
    BrowserMissing,
    CallyzerError,
    DeadlineExceeded,
    Forbidden,
    GoalsChanged,
    KeepsChanging,
    MailNotSent,
    NameTaken,
    NotFound,
    NothingToReport,
    RangeTooLong,
    RateLimited,
    ReadOnly,
    RecordingUnavailable,
    RuleViolation,
    RunNotLogged,
    ServerFault,
    SettingsError,
    StillWaiting,
    StoreDamaged,
    StoreInUse,
    StoreUnavailable,
    Unauthorized,
    UncertainMail,
    UncertainWrite,
    UnexpectedAnswer,
    UnknownNumbers,
    UnknownTags,
    Unreachable,
    UnreadableTable,
    UnreadableTemplate,
    ViewGone,
    WriteNotLogged,
)

API_ERRORS = (Unauthorized, Forbidden, NotFound, BadRequest, UnknownNumbers, UnknownTags, RateLimited, ServerFault)
PASSING = [
    RateLimited("summary", 429, retry_after=2.0), ServerFault("summary", 503), Unreachable("summary", "no route"),
    DeadlineExceeded("summary", 60.0, 3, Unreachable("summary", "no route")), StillWaiting("summary", 2, 5.0),
    Abandoned("summary"), KeepsChanging("history", "3 times"), BrowserFailed("did not start"),
    MailNotSent("The mail server does not answer", temporary=True),
]
LASTING = [
    SettingsError("CALLYZER_TOKEN", "is missing"),
    RuleViolation("page_no", "must be greater than zero", "Invalid value."),
    RangeTooLong("call_to", "unique clients of two parts are not the sum", "The duration…", report="summary"),
    Unauthorized("summary", 401), Forbidden("summary", 403), NotFound("summary", 404), BadRequest("summary", 400),
    UnknownNumbers("summary", 400), UnknownTags("summary", 400), UncertainWrite("save_lead", "connection reset"),
    UnexpectedAnswer("summary", 200, field="result.total_calls", problem="is missing"),
    ReadOnly("save_lead"), WriteNotLogged("OSError"), UnreadableTable("cannot be read as CSV"),
    UnreadableTemplate(), NothingToReport("Callyzer cannot be reached."),
    BookUnavailable("goals", "cannot be written"), GoalsChanged("asha@example.com"),
    RecordingUnavailable("is not there any more"), BrowserMissing(), NameTaken("North"), ViewGone(),
    MailNotSent("The mail server refuses the login"), UncertainMail(), RunNotLogged("OSError"),
    *(error("calls.duckdb", "cannot be written") for error in (StoreUnavailable, StoreInUse, StoreDamaged)),
]


def drawn() -> dict[str, str]:
    """The tree of the module's docstring: each class and the one above it."""
    parents: dict[str, str] = {}
    above: list[str] = []
    for line in (errors.__doc__ or "").splitlines():
        if match := re.match(r"([│ ]*[├└]── )?(\w+)  +", line):
            depth = len(match[1] or "") // 4
            above[depth:] = [match[2]]
            parents[match[2]] = above[depth - 1] if depth else "Exception"
    return parents


def test_the_tree_is_the_one_drawn() -> None:
    built = {
        name: value.__bases__[0].__name__ for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, CallyzerError)}
    assert drawn() == built


def test_every_error_is_tested_here() -> None:
    tested = {type(error) for error in PASSING + LASTING} | {ApiError, CallyzerError}
    assert {error.__name__ for error in tested} == set(drawn())


@pytest.mark.parametrize("error", PASSING, ids=lambda error: type(error).__name__)
def test_what_may_succeed_a_little_later(error: CallyzerError) -> None:
    assert error.passes


@pytest.mark.parametrize("error", LASTING, ids=lambda error: type(error).__name__)
def test_what_will_not_succeed_by_waiting(error: CallyzerError) -> None:
    assert not error.passes


@pytest.mark.parametrize("error", PASSING + LASTING, ids=lambda error: type(error).__name__)
def test_a_sentence_is_a_sentence_and_what_the_error_shows(error: CallyzerError) -> None:
    assert re.fullmatch(r"[A-Za-z].*\.", error.sentence)
    assert str(error) == error.sentence
    assert type(error).__name__ in repr(error)


def test_errors_of_one_kind_are_caught_together() -> None:
    for kind in API_ERRORS:
        with pytest.raises(ApiError):
            raise kind("summary", 400)


def test_an_error_keeps_the_apis_message_but_does_not_show_it() -> None:
    violation = RuleViolation("emp_numbers", "a number is digits", "Invalid numbers ‘98x0000001’.")
    assert violation.message == "Invalid numbers ‘98x0000001’."
    refusal = BadRequest("save_lead", 400, "The ‘9000000201’ already exists.")
    assert refusal.message == "The ‘9000000201’ already exists."
    assert not re.search("98x|9000", f"{violation} {violation!r} {refusal} {refusal!r}")


def test_a_wait_is_told_in_seconds() -> None:
    assert StillWaiting("summary", 0, 0.4).sentence == "Asking Callyzer: a moment to wait."
    assert StillWaiting("summary", 4, 9.6).sentence == "Asking Callyzer: about 10 s to wait."


def test_a_deadline_tells_why_the_last_attempt_failed() -> None:
    error = DeadlineExceeded("summary", 60.0, 3, Unreachable("summary", "no route"))
    assert error.sentence == "Callyzer cannot be reached. Tried 3 times."


def test_an_answer_that_cannot_be_understood_names_endpoint_and_field() -> None:
    error = UnexpectedAnswer("summary", 200, field="result.total_calls", problem="is missing")
    assert error.sentence == "Callyzer's answer to summary cannot be understood: result.total_calls is missing."
