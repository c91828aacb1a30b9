"""Fetching a call's recording, so that it is played from here and its address never reaches a browser.

The address comes with a call's row, so whoever writes rows could send this server anywhere. It goes only to https on
the usual port, at a host whose addresses are all public ones; the connection is made to the very address that was
checked, so that a name cannot point elsewhere a moment later. Redirections are checked the same way. Where the settings
name hosts, it goes to those alone. The sandbox account's own address, on this machine, is the one exception.
Nothing is sent along: no token, no cookie. Neither an address nor what it answers is written into a log or an error.
"""

from __future__ import annotations

import ipaddress
import logging
import socket
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass

import httpx

from callyzer.errors import RecordingUnavailable

MOST_BYTES = 40_000_000
"""An hour of telephone sound, well coded; more is no single call."""

TIMEOUT = httpx.Timeout(10.0)
LONGEST = 45.0
"""Seconds for all of it, so that a host that trickles keeps nobody."""

REDIRECTIONS = 3
KINDS = ("audio/", "video/mp4", "video/3gpp", "application/octet-stream", "binary/octet-stream", "application/ogg")
"""Phones record into MP4 and 3GP containers too; storages often tell no more than "bytes"."""

Resolve = Callable[[str], Sequence[str]]

logging.getLogger("httpx").setLevel(logging.WARNING)  # it writes each address down


def resolve(host: str) -> list[str]:
    """The IP addresses of a host. Raises OSError where there are none."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)]


@dataclass(frozen=True, slots=True)
class Recording:
    """Sound, and its media type: "audio/wav"."""

    sound: bytes
    kind: str


class Recordings:
    """Fetches recordings. `hosts` are the only ones allowed, empty: any public one; a name stands for what is below it
    too. `own` is where a sandbox account on this machine is ("http://127.0.0.1:8765/api/v2.1"), "" for a real one."""

    def __init__(self, hosts: Iterable[str] = (), own: str = "", *, transport: httpx.BaseTransport | None = None,
                 resolving: Resolve = resolve, clock: Callable[[], float] = time.monotonic) -> None:
        self._hosts, self._own = tuple(hosts), httpx.URL(own) if own else None
        self._client = httpx.Client(timeout=TIMEOUT, trust_env=False, transport=transport)
        self._resolve, self._clock = resolving, clock

    def close(self) -> None:
        self._client.close()

    def fetch(self, address: str) -> Recording:
        """Raises RecordingUnavailable."""
        until = self._clock() + LONGEST
        try:
            url = httpx.URL(address)
            for _ in range(REDIRECTIONS + 1):
                answer = self._ask(url, until)
                if isinstance(answer, Recording):
                    return answer
                url = answer
        except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError):
            raise RecordingUnavailable("could not be fetched: no connection, or no answer in time") from None
        raise RecordingUnavailable("could not be fetched: its host sends from one address to the next")

    def _ask(self, url: httpx.URL, until: float) -> Recording | httpx.URL:
        """The recording, or where it is said to be."""
        with closing(self._client.send(self._request(url), stream=True)) as response:
            if response.is_redirect:
                return url.join(response.headers.get("location", ""))
            if response.status_code in {404, 410}:
                raise RecordingUnavailable("is not there any more")
            if not response.is_success:
                raise RecordingUnavailable(f"could not be fetched: its host answers {response.status_code}")
            return self._read(response, until)

    def _request(self, url: httpx.URL) -> httpx.Request:
        """To the checked address itself; the host's name is told to it, and its certificate must be for that name."""
        headers = {"Accept-Encoding": "identity"}
        if self._own and _origin(url) == _origin(self._own):
            return self._client.build_request("GET", url, headers=headers)
        if url.scheme != "https" or url.port not in {None, 443} or url.userinfo or not self._allows(url.host):
            raise RecordingUnavailable("is at an address that is not fetched: only https, and only from hosts that are"
                                       " allowed")
        addresses = self._resolve(url.host)
        if not addresses or not all(_is_public(each) for each in addresses):
            raise RecordingUnavailable("is at an address that is not fetched: its host is not a public one")
        return self._client.build_request(
            "GET", url.copy_with(host=addresses[0]), headers={**headers, "Host": url.host},
            extensions={"sni_hostname": url.host})

    def _allows(self, host: str) -> bool:
        return bool(host) and (not self._hosts or any(
            host == allowed or host.endswith(f".{allowed}") for allowed in self._hosts))

    def _read(self, response: httpx.Response, until: float) -> Recording:
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if not kind.startswith(KINDS):
            raise RecordingUnavailable("is no sound")
        sound = bytearray()
        for piece in response.iter_raw():
            sound += piece
            if len(sound) > MOST_BYTES:
                raise RecordingUnavailable(f"is larger than {MOST_BYTES // 1_000_000} MB")
            if self._clock() > until:
                raise RecordingUnavailable(f"did not arrive within {LONGEST:.0f} seconds")
        return Recording(bytes(sound), kind)


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _is_public(address: str) -> bool:
    """Whether everybody can reach it; nothing that stands for an address inside, written as one of IPv6."""
    known = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(known, ipaddress.IPv4Address):
        return known.is_global and not known.is_multicast
    return known in _IPV6 and known.is_global and known.sixtofour is None and known.teredo is None


_IPV6 = ipaddress.ip_network("2000::/3")
