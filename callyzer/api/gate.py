"""When the next request may leave. One gate per account, shared by every process on the machine.

The account may send one request per interval. The stamp of a request is written before it leaves, so a crash between
the two costs a slot and never shortens the spacing. Stamps are CLOCK_MONOTONIC seconds, the same for all processes of
one boot. A stamp of another boot, one from the future and one that cannot be read count as "just now": each delays
by one spacing, neither more nor less.
"""

from __future__ import annotations

import fcntl
import hashlib
import logging
import math
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

log = logging.getLogger("callyzer.api")

MARGIN = 0.04
"""Seconds on top of the interval, for what the network does to the distance between two requests."""

LONGEST_PAUSE = 120.0
"""No Retry-After closes the gate for longer than these seconds."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """When the last request left, and the moment before which none may leave. Monotonic seconds."""

    sent: float
    not_before: float = -math.inf

    def due(self, spacing: float) -> float:
        return max(self.sent + spacing, self.not_before)

    def sane(self, now: float) -> Stamp:
        """Without what cannot be true at `now`, so that no stamp closes the gate for good."""
        return Stamp(min(self.sent, now), min(self.not_before, now + LONGEST_PAUSE))


NEVER = Stamp(-math.inf)
JUST_NOW = Stamp(math.inf)


@dataclass(slots=True)
class Sheet:
    """What a board shows while it is held. What is put here is kept."""

    stamp: Stamp = NEVER


class Board(Protocol):
    """Where the stamp is written. Nobody else reads or writes while it is held."""

    @contextmanager
    def held(self) -> Iterator[Sheet]: ...


class MemoryBoard:
    """For the threads of one process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sheet = Sheet()

    @contextmanager
    def held(self) -> Iterator[Sheet]:
        with self._lock:
            yield self._sheet


class FileBoard:
    """For all processes that can lock the same file. As long as that fails, for the threads of this one."""

    def __init__(self, path: Path, boot: str) -> None:
        self._path, self._boot = path, boot
        self._own = MemoryBoard()
        self._complained = False

    @contextmanager
    def held(self) -> Iterator[Sheet]:
        with self._own.held() as sheet, self._locked() as descriptor:
            if descriptor is None:
                yield sheet
                return
            # The own memory counts too: somebody may have removed or truncated the file.
            sheet.stamp = _later(sheet.stamp, self._read(descriptor))
            yield sheet
            self._write(descriptor, sheet.stamp)

    @contextmanager
    def _locked(self) -> Iterator[int | None]:
        descriptor = None
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        except OSError as error:
            self._complain(error)
        try:
            yield descriptor
        finally:
            if descriptor is not None:
                os.close(descriptor)  # which unlocks

    def _read(self, descriptor: int) -> Stamp:
        try:
            text = os.pread(descriptor, 200, 0).decode("ascii")
            if not text:
                return NEVER
            boot, sent, not_before = text.split()
            stamp = Stamp(float(sent), float(not_before))
        except (OSError, ValueError):
            return JUST_NOW
        return stamp if boot == self._boot and not math.isnan(stamp.sent + stamp.not_before) else JUST_NOW

    def _write(self, descriptor: int, stamp: Stamp) -> None:
        # Of fixed length and written at once: there is no moment at which it is empty, or half old and half new.
        line = f"{self._boot} {stamp.sent:<24.6f} {stamp.not_before:<24.6f}\n".encode("ascii")
        try:
            os.pwrite(descriptor, line, 0)
        except OSError as error:
            self._complain(error)

    def _complain(self, error: OSError) -> None:
        if not self._complained:
            log.warning("other processes cannot see this one's requests: %s", type(error).__name__)
        self._complained = True


def _later(one: Stamp, other: Stamp) -> Stamp:
    return Stamp(max(one.sent, other.sent), max(one.not_before, other.not_before))


class Gate:
    """`interval` in seconds, 0 lifts the limit; `spacing` is what is kept from send to send."""

    def __init__(self, interval: float, board: Board, clock: Callable[[], float] = time.monotonic) -> None:
        self.spacing = interval + MARGIN if interval > 0 else 0.0
        self._board, self._clock = board, clock

    def claim(self) -> float:
        """0 when the slot is yours from now on, else the seconds until it is worth asking again."""
        with self._board.held() as sheet:
            now = self._clock()
            stamp = sheet.stamp.sane(now)
            wait = max(0.0, stamp.due(self.spacing) - now)
            sheet.stamp = stamp if wait else Stamp(now, stamp.not_before)
        return wait

    def postpone(self, seconds: float) -> None:
        """Close the gate for everybody, at most for LONGEST_PAUSE. Never opens it earlier."""
        with self._board.held() as sheet:
            now = self._clock()
            stamp = sheet.stamp.sane(now)
            until = now + min(max(seconds, 0.0), LONGEST_PAUSE)
            sheet.stamp = Stamp(stamp.sent, max(stamp.not_before, until))


def fingerprint(base_url: str, token: str) -> str:
    """Names an account in file names without giving its token away."""
    return hashlib.sha256(f"{base_url}\n{token}".encode()).hexdigest()[:16]


def boot_id() -> str:
    """Differs after a restart of the machine, where the system tells."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip() or "-"
    except OSError:
        return "-"


def open_gate(interval: float, folder: Path | None, account: str) -> Gate:
    """The gate of an account (its fingerprint), shared through `folder`; without one, of this process alone."""
    board = FileBoard(folder / f"gate-{account}", boot_id()) if folder else MemoryBoard()
    return Gate(interval, board)
