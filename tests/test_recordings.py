"""Where the server goes for a recording, and where it never goes."""

from __future__ import annotations

import io
import wave
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime

import httpx
import pytest

from callyzer.errors import RecordingUnavailable
from callyzer.recordings import LONGEST, MOST_BYTES, Recording, Recordings
from callyzer.sandbox.recordings import LONGEST as LONGEST_MADE_UP
from callyzer.sandbox.server import SandboxOptions, SandboxServer
from callyzer.store import CallStore
from tests.builders import KOLKATA, days

Answer = Callable[[httpx.Request], httpx.Response]
NAMES: Mapping[str, list[str]] = {
    "media.example.com": ["93.184.216.34"], "other.example.net": ["2606:2800:220:1::1"],
    "inside.example.com": ["10.0.0.7"], "both.example.com": ["93.184.216.34", "127.0.0.1"],
    "cloud.example.com": ["169.254.169.254"], "mapped.example.com": ["::ffff:127.0.0.1"],
    "nat64.example.com": ["64:ff9b::a00:7"], "sixto4.example.com": ["2002:7f00:1::"],
    "0x7f000001": ["127.0.0.1"], "multi.example.com": ["224.0.0.1"], "shared.example.com": ["100.64.0.1"],
    "local.example.com": ["::1"],
}
NOW = datetime(2026, 11, 20, 13, 0, tzinfo=UTC)


def sound(*pieces: bytes, kind: str = "audio/mpeg") -> httpx.Response:
    return httpx.Response(200, headers={"Content-Type": kind}, content=iter(pieces or (b"so", b"und")))


def resolved(host: str) -> list[str]:
    return NAMES.get(host, [host] if host[0].isdigit() or ":" in host else [])


def fetching(answer: Answer, *hosts: str, own: str = "", clock: Callable[[], float] = lambda: 0.0) -> Recordings:
    return Recordings(hosts, own, transport=httpx.MockTransport(answer), resolving=resolved, clock=clock)


class Asked:
    """Answers with sound, and remembers what it was asked."""

    def __init__(self, *answers: httpx.Response) -> None:
        self.requests, self._answers = list[httpx.Request](), list(answers)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return self._answers.pop(0) if self._answers else sound()


def moved(address: str) -> httpx.Response:
    return httpx.Response(302, headers={"Location": address})


def test_it_goes_to_the_address_that_was_checked_under_the_hosts_name_and_takes_nothing_along() -> None:
    asked = Asked()
    assert fetching(asked).fetch("https://media.example.com/a.mp3?k=1") == Recording(b"sound", "audio/mpeg")
    (request,) = asked.requests
    assert str(request.url) == "https://93.184.216.34/a.mp3?k=1"
    assert request.headers["host"] == "media.example.com"
    assert request.extensions["sni_hostname"] == "media.example.com"
    assert not {"authorization", "cookie"} & set(request.headers)


@pytest.mark.parametrize("address", [
    "http://media.example.com/a.mp3", "https://media.example.com:8443/a.mp3", "https://me:secret@media.example.com/a.mp3",
    "ftp://media.example.com/a", "file:///etc/passwd", "//media.example.com/a", "", "https://", "https://[::1]/",
    "nonsense", "https://127.0.0.1/a", "https://0x7f000001/", "https://localhost/a", "https://unknown.example.com/a",
    *(f"https://{name}/a" for name in NAMES if "." in name and name not in {"media.example.com", "other.example.net"})])
def test_it_never_goes_to_an_internal_address_because_a_calls_row_said_so(address: str) -> None:
    asked = Asked()
    with pytest.raises(RecordingUnavailable) as refused:
        fetching(asked).fetch(address)
    assert asked.requests == []
    assert "example" not in refused.value.sentence


@pytest.mark.parametrize("to", ["https://cloud.example.com/latest", "http://media.example.com/a", "http://127.0.0.1:80/"])
def test_a_redirection_is_checked_as_the_first_address(to: str) -> None:
    asked = Asked(moved(to))
    with pytest.raises(RecordingUnavailable):
        fetching(asked).fetch("https://media.example.com/a.mp3")
    assert len(asked.requests) == 1


def test_a_redirection_to_another_public_host_is_followed_and_an_endless_one_is_not() -> None:
    asked = Asked(moved("https://other.example.net/b"))
    assert fetching(asked).fetch("https://media.example.com/a").sound == b"sound"
    assert asked.requests[1].headers["host"] == "other.example.net"
    with pytest.raises(RecordingUnavailable, match="from one address to the next"):
        fetching(lambda _: moved("/again")).fetch("https://media.example.com/a")


def test_named_hosts_are_the_only_ones_and_stand_for_what_is_below_them() -> None:
    assert fetching(Asked(), "example.com").fetch("https://media.example.com/a").sound
    for address in ("https://other.example.net/a", "https://badexample.com/a"):
        with pytest.raises(RecordingUnavailable, match="hosts that are allowed"):
            fetching(Asked(), "example.com").fetch(address)


@pytest.mark.parametrize(("answer", "why"), [
    (httpx.Response(404), "not there any more"), (httpx.Response(503), "answers 503"),
    (sound(b"<html>", kind="text/html"), "is no sound"),
    (sound(b"x" * MOST_BYTES, b"x"), "larger than 40 MB")])
def test_what_is_no_recording_is_not_played(answer: httpx.Response, why: str) -> None:
    with pytest.raises(RecordingUnavailable, match=why):
        fetching(lambda _: answer).fetch("https://media.example.com/a")


def test_a_host_that_trickles_is_left_and_one_that_cannot_be_reached_is_told_without_its_address() -> None:
    times = iter([0.0, LONGEST + 1])
    with pytest.raises(RecordingUnavailable, match="within 45 seconds"):
        fetching(lambda _: sound(), clock=lambda: next(times)).fetch("https://media.example.com/a")

    def broken(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no route to 93.184.216.34", request=request)

    with pytest.raises(RecordingUnavailable, match="no connection") as failed:
        fetching(broken).fetch("https://media.example.com/a")
    assert "93.184" not in failed.value.sentence
    assert failed.value.__cause__ is None


@pytest.fixture
def account() -> Iterator[CallStore]:
    """A sandbox account that is served; the store is its own."""
    with closing(CallStore.in_memory(KOLKATA, clock=lambda: NOW, origin="sandbox")) as store:
        server = SandboxServer(store, SandboxOptions(employees=6, days=3, until=NOW.date(), interval=0.0), lambda: NOW)
        server.start()
        yield store
        server.stop()


def test_the_sandbox_account_plays_made_up_sound_as_long_as_the_call_until_it_is_removed(account: CallStore) -> None:
    rows = account.history(days("2026-11-19", "2026-11-20")).rows
    call = rows[rows["call_recording_url"] != ""].iloc[0]
    own = str(httpx.URL(call["call_recording_url"]).copy_with(path="", query=None))
    recordings = Recordings(own=own)
    found = recordings.fetch(call["call_recording_url"])
    with wave.open(io.BytesIO(found.sound)) as sound:
        assert sound.getnframes() == min(call["duration"], LONGEST_MADE_UP) * sound.getframerate()
    account.remove_recordings([call["id"]])
    with pytest.raises(RecordingUnavailable, match="not there any more"):
        recordings.fetch(call["call_recording_url"])
    recordings.close()


def test_without_its_own_address_known_not_even_the_sandbox_is_asked(account: CallStore) -> None:
    rows = account.history(days("2026-11-19", "2026-11-20")).rows
    with pytest.raises(RecordingUnavailable, match="not fetched"):
        Recordings().fetch(rows["call_recording_url"].max())
