"""What a person is told when an answer does not come: what happened, and what to do about it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from callyzer.errors import (
    Abandoned,
    BadRequest,
    BookUnavailable,
    CallyzerError,
    DeadlineExceeded,
    Forbidden,
    GoalsChanged,
    NotFound,
    RangeTooLong,
    RateLimited,
    ReadOnly,
    RecordingUnavailable,
    RuleViolation,
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


@dataclass(frozen=True, slots=True)
class State:
    """`concerns` the whole account, the choices in the filter bar, or just the section that asked."""

    title: str
    happened: str
    advice: str
    concerns: str = "section"


UNEXPECTED = State(
    "This part could not be drawn",
    "An error in the dashboard itself got in the way. It has been written to the log.",
    "The other parts are not affected. Try again, or choose another range.",
)

_STATES: tuple[tuple[type[CallyzerError], State], ...] = (
    (SettingsError, State(
        "A setting needs attention", "", "Correct it in the environment or in .streamlit/secrets.toml, then restart.",
        "account")),
    (Unauthorized, State(
        "Callyzer does not accept the access token", "The token is missing, mistyped or has been replaced.",
        "In Callyzer, an admin finds it under Connectors → API & Webhook → API Config. Set it as CALLYZER_TOKEN and"
        " restart the dashboard.", "account")),
    (Forbidden, State(
        "The Callyzer subscription has expired", "Callyzer answers again as soon as it is renewed.",
        "Ask the account's owner to renew it. Nothing is lost: Callyzer keeps the calls.", "account")),
    (NotFound, State(
        "There is no Callyzer API at this address", "", "Check CALLYZER_BASE_URL and CALLYZER_API_VERSION.",
        "account")),
    (Unreachable, State(
        "Callyzer cannot be reached", "No connection, or no answer in time.",
        "Check this machine's connection. The dashboard goes on trying while the page is open.", "account")),
    (RateLimited, State(
        "The request limit is used up", "Another program asks for the same account, so there is no room left.",
        "Wait a minute and try again. If it happens often, find out who else uses the access token.", "account")),
    (RangeTooLong, State(
        "The range is too long for this part", "", "Choose fewer than 180 days; the other parts can stay.")),
    (UnknownNumbers, State(
        "An employee in the filter is not known", "Callyzer does not know one of the chosen numbers any more.",
        "Choose another employee, or reset the filter.", "filter")),
    (UnknownTags, State(
        "A tag in the filter is not known", "Callyzer does not know one of the chosen tags any more.",
        "Take the tag out of the filter.", "filter")),
    (RuleViolation, State("These choices do not go together", "", "Change them in the filter bar.", "filter")),
    (BadRequest, State(
        "Callyzer does not accept this question", "", "Change the filter, or start again from its defaults.",
        "filter")),
    (UnexpectedAnswer, State(
        "Callyzer's answer cannot be understood", "", "Nothing is shown rather than something wrong. Try again; if it"
        " stays, the API has changed and the dashboard needs an update.")),
    (ServerFault, State(
        "Callyzer had a fault of its own", "It happened while this part was being answered.",
        "Such faults usually pass. Try again in a moment.")),
    (ReadOnly, State(
        "This dashboard only reads", "CALLYZER_READ_ONLY is set, so nothing was changed.",
        "Change it in Callyzer itself, or ask whoever runs the dashboard.")),
    (WriteNotLogged, State(
        "The change could not be logged", "So it was not sent: every change is written down first.",
        "See that CALLYZER_DATA can be written and has room.")),
    (BookUnavailable, State(
        "A file of this dashboard needs attention", "",
        "It stays as it was. See that CALLYZER_DATA can be written and has room.")),
    (GoalsChanged, State("Somebody else changed the goals", "", "Look at them, and make your changes again.")),
    (UncertainWrite, State(
        "It is not known whether this was changed", "",
        "Nothing is sent twice by itself: look whether it arrived before trying again.")),
    (RecordingUnavailable, State(
        "The recording cannot be played", "", "The call itself is not affected. In Callyzer it may still be heard.")),
    (Abandoned, State("This was not asked in the end", "Nobody waited for the answer any more.", "Try again.")),
)


def state_of(error: Exception) -> State:
    """The state for an error; anything that is not a CallyzerError is an error of the dashboard."""
    if isinstance(error, DeadlineExceeded):
        return state_of(error.last)
    for kind, state in _STATES:
        if isinstance(error, kind):
            return state if state.happened else _with_sentence(state, error)
    return UNEXPECTED


def _with_sentence(state: State, error: CallyzerError) -> State:
    return State(state.title, error.sentence, state.advice, state.concerns)
