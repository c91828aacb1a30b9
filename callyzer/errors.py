"""Everything that can go wrong, as one tree.

CallyzerError                  carries data and `.sentence`, what a person is told
├── SettingsError              a setting is missing or cannot be understood
├── RuleViolation              a question breaks a documented rule; found before it costs a slot
│   └── RangeTooLong           180 days or more where the parts cannot be added exactly
├── ApiError                   the API answered, and the answer is no
│   ├── Unauthorized           401: the token is wrong
│   ├── Forbidden              403: the subscription has expired
│   ├── NotFound               404 or 405: the address is not the API
│   ├── BadRequest             400 with one of the documented messages
│   │   ├── UnknownNumbers     … the numbers do not exist
│   │   └── UnknownTags        … the tags do not exist
│   ├── RateLimited            429: somebody else uses the account's slots
│   ├── ServerFault            5xx, or a 400 with a raw database exception: passes
│   └── UnexpectedAnswer       200, but not what the documentation promises
├── Unreachable                no connection, or no answer in time
├── DeadlineExceeded           retried until the time allowed was over
├── UncertainWrite             the connection broke after a write had left: it may or may not have happened
├── ReadOnly                   a write where the settings allow none: nothing was sent
├── WriteNotLogged             the log of writes cannot be written: nothing was sent
├── UnreadableTable            an uploaded file holds no table that can be read
├── UnreadableTemplate         a file given as the template of a deck is none
├── NothingToReport            no part of a report could be had: no file is made
├── MailNotSent                a mail was not sent, and the server or the settings say why
├── UncertainMail              the connection broke after a mail had left: it may or may not have arrived
├── RunNotLogged               the log of scheduled reports cannot be written: nothing was made or sent
├── BookUnavailable            the file of the goals, or of the saved views, cannot be read or written
├── GoalsChanged               somebody else changed the goals meanwhile: nothing was written
├── NameTaken                  a view is to be saved under a name that another one has
├── ViewGone                   a saved view is to be changed that is not there any more
├── StoreUnavailable           the call store's file cannot be opened, read or written
│   ├── StoreInUse             … somebody has it open
│   └── StoreDamaged           … it is damaged, and will be set aside when it is opened next
├── RecordingUnavailable       a recording cannot be played: gone, too large, or at an address that is not fetched
├── BrowserMissing             a picture or a PDF is wanted, and no browser that draws it is installed
├── BrowserFailed              the browser that draws pictures and PDF did not start, or not finish in time
├── KeepsChanging              a list changed whenever it was read: its pages are no whole
├── StillWaiting               not a failure: the answer is queued, and this is how long it will take
└── Abandoned                  nobody waited for the answer any more

A sentence never holds a token, a client's phone number or a recording URL.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as dataclass_field


class CallyzerError(Exception):
    """The root. `sentence` is written for the person who looks at the page."""

    @property
    def sentence(self) -> str:
        return "Something went wrong while asking Callyzer."

    @property
    def passes(self) -> bool:
        """Whether the same question may well succeed a little later."""
        return False

    @property
    def cause(self) -> CallyzerError:
        """The failure itself, without how often it was met."""
        return self

    def __str__(self) -> str:
        return self.sentence


@dataclass(eq=False)
class SettingsError(CallyzerError):
    name: str
    problem: str

    @property
    def sentence(self) -> str:
        return f"The setting {self.name} {self.problem}."


@dataclass(eq=False)
class RuleViolation(CallyzerError):
    """`field` as the API spells it, `rule` as a person would say it, `message` as the API would answer.

    The message may repeat phone numbers, so the repr leaves it out.
    """

    field: str
    rule: str
    message: str = dataclass_field(repr=False)

    @property
    def sentence(self) -> str:
        return f"{self.field}: {self.rule}."


@dataclass(eq=False)
class RangeTooLong(RuleViolation):
    """The range has 180 days or more, and `report` over it is not the sum of reports over its parts."""

    report: str = ""

    @property
    def sentence(self) -> str:
        return f"Callyzer answers {self.report} for up to 179 days at once, and {self.rule}."


@dataclass(eq=False)
class ApiError(CallyzerError):
    """`message` is the API's own. It may repeat phone numbers, so the repr leaves it out."""

    endpoint: str
    status: int
    message: str = dataclass_field(default="", repr=False)

    @property
    def sentence(self) -> str:
        return f"Callyzer refused {self.endpoint} (status {self.status})."


class Unauthorized(ApiError):
    @property
    def sentence(self) -> str:
        return "Callyzer does not accept the access token."


class Forbidden(ApiError):
    @property
    def sentence(self) -> str:
        return "Callyzer refuses to answer: the subscription has expired."


class NotFound(ApiError):
    @property
    def sentence(self) -> str:
        return f"There is no {self.endpoint} at this address: check the base URL and the API version."


class BadRequest(ApiError):
    @property
    def sentence(self) -> str:
        return f"Callyzer does not accept this question ({self.endpoint})."


@dataclass(eq=False)
class UnknownNumbers(BadRequest):
    """`numbers` are those it names, where it names any; they are never shown."""

    numbers: tuple[str, ...] = dataclass_field(default=(), repr=False)

    @property
    def sentence(self) -> str:
        return "The account does not know one of these employee numbers."


class UnknownTags(BadRequest):
    @property
    def sentence(self) -> str:
        return "The account does not know one of these tags."


@dataclass(eq=False)
class RateLimited(ApiError):
    """`retry_after` in seconds, None where the answer did not say."""

    retry_after: float | None = None

    @property
    def sentence(self) -> str:
        return "The account's request limit is used up by somebody else at the moment."

    @property
    def passes(self) -> bool:
        return True


class ServerFault(ApiError):
    @property
    def sentence(self) -> str:
        return f"Callyzer had a fault of its own while answering {self.endpoint}."

    @property
    def passes(self) -> bool:
        return True


@dataclass(eq=False)
class UnexpectedAnswer(ApiError):
    """`field` is the path inside the answer that cannot be understood."""

    field: str = ""
    problem: str = ""

    @property
    def sentence(self) -> str:
        return f"Callyzer's answer to {self.endpoint} cannot be understood: {self.field} {self.problem}."


@dataclass(eq=False)
class Unreachable(CallyzerError):
    endpoint: str
    reason: str

    @property
    def sentence(self) -> str:
        return "Callyzer cannot be reached."

    @property
    def passes(self) -> bool:
        return True


@dataclass(eq=False)
class DeadlineExceeded(CallyzerError):
    """`seconds` were allowed, `attempts` were made, `last` is why the last of them failed."""

    endpoint: str
    seconds: float
    attempts: int
    last: CallyzerError

    @property
    def sentence(self) -> str:
        return f"{self.last.sentence} Tried {self.attempts} times."

    @property
    def cause(self) -> CallyzerError:
        return self.last

    @property
    def passes(self) -> bool:
        return True


@dataclass(eq=False)
class UncertainWrite(CallyzerError):
    endpoint: str
    reason: str

    @property
    def sentence(self) -> str:
        return "The connection broke after the change had been sent: look whether it arrived before sending it again."


@dataclass(eq=False)
class ReadOnly(CallyzerError):
    endpoint: str

    @property
    def sentence(self) -> str:
        return "This dashboard only reads: CALLYZER_READ_ONLY is set, so nothing was changed."


@dataclass(eq=False)
class WriteNotLogged(CallyzerError):
    problem: str

    @property
    def sentence(self) -> str:
        return "The log of changes in CALLYZER_DATA cannot be written, so nothing was changed."


@dataclass(eq=False)
class UnreadableTable(CallyzerError):
    problem: str

    @property
    def sentence(self) -> str:
        return f"The file {self.problem}."


@dataclass(eq=False)
class UnreadableTemplate(CallyzerError):
    """`problem` goes on from "The template …"."""

    problem: str = "is no PowerPoint file that can be read: save it as .pptx and give that"

    @property
    def sentence(self) -> str:
        return f"The template {self.problem}."


@dataclass(eq=False)
class NothingToReport(CallyzerError):
    """`problem` is why, as a sentence; `temporary`: it may be over in a while."""

    problem: str
    temporary: bool = False

    @property
    def sentence(self) -> str:
        return self.problem

    @property
    def passes(self) -> bool:
        return self.temporary


@dataclass(eq=False)
class MailNotSent(CallyzerError):
    """`problem` is the first half of a sentence, without addresses; `temporary`: it may be over in a while."""

    problem: str
    temporary: bool = False

    @property
    def sentence(self) -> str:
        return f"{self.problem}, so no mail was sent."

    @property
    def passes(self) -> bool:
        return self.temporary


@dataclass(eq=False)
class UncertainMail(CallyzerError):
    @property
    def sentence(self) -> str:
        return ("The connection to the mail server broke while it took the mail: it may have arrived, so it is not sent"
                " again.")


@dataclass(eq=False)
class RunNotLogged(CallyzerError):
    problem: str

    @property
    def sentence(self) -> str:
        return "The log of reports in CALLYZER_DATA cannot be written, so nothing was sent."


@dataclass(eq=False)
class BookUnavailable(CallyzerError):
    """`what` it keeps ("goals"), and `problem` as the sentence's second half."""

    what: str
    problem: str

    @property
    def sentence(self) -> str:
        return f"The {self.what} {self.problem}."


@dataclass(eq=False)
class GoalsChanged(CallyzerError):
    """`who` changed them."""

    who: str

    @property
    def sentence(self) -> str:
        return f"{self.who or 'Somebody'} changed the goals meanwhile: look at them, and make your changes again."


@dataclass(eq=False)
class NameTaken(CallyzerError):
    name: str

    @property
    def sentence(self) -> str:
        return f"There is a view “{self.name}” already."


class ViewGone(CallyzerError):
    @property
    def sentence(self) -> str:
        return "This view is not there any more: somebody deleted it."


@dataclass(eq=False)
class StoreUnavailable(CallyzerError):
    """`path` of the file, "" where it has none or it does not matter, and `problem` as the sentence's second half."""

    path: str
    problem: str

    @property
    def sentence(self) -> str:
        return " ".join(filter(None, ("The call store", self.path, self.problem))) + "."


class StoreInUse(StoreUnavailable):
    """Only one at a time may have it open."""


class StoreDamaged(StoreUnavailable):
    """A part of it cannot be read any more."""


@dataclass(eq=False)
class RecordingUnavailable(CallyzerError):
    """`problem` goes on from "The recording …"."""

    problem: str

    @property
    def sentence(self) -> str:
        return f"The recording {self.problem}."


@dataclass(eq=False)
class BrowserMissing(CallyzerError):
    @property
    def sentence(self) -> str:
        return ("PDF and pictures are drawn by Chromium or Chrome, and none is installed here: install it, or name its"
                " file in BROWSER_PATH.")


@dataclass(eq=False)
class BrowserFailed(CallyzerError):
    """`problem` goes on from "The browser that draws PDF and pictures …"."""

    problem: str

    @property
    def sentence(self) -> str:
        return f"The browser that draws PDF and pictures {self.problem}."

    @property
    def passes(self) -> bool:
        return True


@dataclass(eq=False)
class KeepsChanging(CallyzerError):
    endpoint: str
    readings: str

    @property
    def sentence(self) -> str:
        return f"Callyzer's answers to {self.endpoint} changed while they were read, {self.readings}."

    @property
    def passes(self) -> bool:
        return True


@dataclass(eq=False)
class StillWaiting(CallyzerError):
    """`ahead` questions are served first; the answer is expected in `seconds`.

    `problem`: why the tries so far came to nothing, as a sentence, where there have been some.
    """

    endpoint: str
    ahead: int
    seconds: float
    problem: str = ""

    @property
    def sentence(self) -> str:
        if self.problem:
            return f"{self.problem} Trying again."
        wait = "a moment" if self.seconds < 1.5 else f"about {round(self.seconds)} s"
        return f"Asking Callyzer: {wait} to wait."

    @property
    def passes(self) -> bool:
        return True


@dataclass(eq=False)
class Abandoned(CallyzerError):
    endpoint: str

    @property
    def sentence(self) -> str:
        return "Nobody waited for this answer any more."

    @property
    def passes(self) -> bool:
        return True
