"""The browser that draws PDF and pictures: where it is, or a sentence that there is none."""

from __future__ import annotations

from pathlib import Path

from choreographer.browsers.chromium import Chromium

from callyzer.errors import BrowserMissing


def found(path: str | None = None) -> str:
    """The file of a browser: this one, or else whichever kaleido would take. Raises BrowserMissing."""
    file = path or Chromium.find_browser(skip_local=False)
    if not file or not Path(file).is_file():
        raise BrowserMissing
    return file
