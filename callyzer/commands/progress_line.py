"""A synchronisation's progress on a terminal, or in a log."""

from __future__ import annotations

import shutil
from typing import TextIO

from callyzer.model.progress import SyncProgress

BAR = 24


class Display:
    """On a terminal one line that is written over and over; elsewhere a line whenever something else begins."""

    def __init__(self, out: TextIO, is_terminal: bool, columns: int | None = None) -> None:
        self._out, self._is_terminal = out, is_terminal
        self._columns = columns or shutil.get_terminal_size().columns
        self._last = ""

    def show(self, progress: SyncProgress) -> None:
        if self._is_terminal:
            text = f"{bar(progress.share)} {in_short(progress)}"[:self._columns - 1]
            self._write(f"\r{text:<{self._columns - 1}}")
            return
        subject = progress.doing.partition(", page ")[0]
        if subject != self._last:
            self._last = subject
            self._write(f"{told(progress)}\n")

    def line(self, text: str) -> None:
        """A line of its own, unless there is nothing to say."""
        if text:
            self._write(f"\r{text:<{self._columns - 1}}\n" if self._is_terminal else f"{text}\n")

    def _write(self, text: str) -> None:
        self._out.write(text)
        self._out.flush()


def bar(share: float) -> str:
    done = int(share * BAR)
    return f"[{'#' * done}{'.' * (BAR - done)}] {share:4.0%}"


def told(progress: SyncProgress) -> str:
    """What is done, how fast, and how long it will take."""
    return " · ".join(filter(None, (
        progress.doing, f"{progress.days_read} of {progress.days_wanted} days", _pace(progress), _to_go(progress),
        progress.last_error)))


def in_short(progress: SyncProgress) -> str:
    """The same for a narrow line: what is cut off at its end matters least."""
    return " · ".join(filter(None, (progress.last_error, _to_go(progress), _pace(progress), progress.doing)))


def _pace(progress: SyncProgress) -> str:
    return f"{progress.pages_per_minute:.0f} pages/min" if progress.pages_per_minute and progress.pages_to_go else ""


def _to_go(progress: SyncProgress) -> str:
    return f"about {duration(progress.seconds_to_go)} to go" if progress.seconds_to_go else ""


def duration(seconds: float) -> str:
    """ "40 s", "12 min", "3 h 20 min" or "2 days"."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours < 48 else f"{round(hours / 24)} days"
