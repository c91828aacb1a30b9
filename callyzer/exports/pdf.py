"""A page as PDF, printed by a browser without a window."""

from __future__ import annotations

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from callyzer.errors import BrowserFailed
from callyzer.exports import browser

WITHIN = 60.0
"""Seconds a document has to be printed."""

DRAWN_WITHIN = 10_000
"""Milliseconds of the page's own time its charts may take. They pass as fast as there is nothing left to do."""

_ARGUMENTS = (
    "--headless", "--disable-gpu", "--disable-extensions", "--disable-background-networking", "--disable-sync",
    "--disable-component-update", "--disable-dev-shm-usage", "--no-first-run", "--no-pdf-header-footer",
    "--no-sandbox",  # neither root nor most containers can start it otherwise; the page is our own and fetches nothing
    "--host-resolver-rules=MAP * ~NOTFOUND",
    f"--virtual-time-budget={DRAWN_WITHIN}",
)


def pdf(html: bytes, *, path: str | None = None, within: float = WITHIN) -> bytes:
    """What `page` made, in the proportions of A4. `path` is the browser's file where it is not to be looked for.

    Raises BrowserMissing and BrowserFailed. Nothing is left behind.
    """
    executable = browser.found(path)
    with TemporaryDirectory(prefix="callyzer-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "page.html").write_bytes(html)
        _run([executable, *_ARGUMENTS, f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={folder / 'page.pdf'}",
              f"{(folder / 'page.html').as_uri()}#paper"], within)
        try:
            return (folder / "page.pdf").read_bytes()
        except FileNotFoundError:
            raise BrowserFailed("printed nothing") from None


def _run(command: list[str], within: float) -> None:
    try:
        subprocess.run(command, check=True, timeout=within, stdin=subprocess.DEVNULL, capture_output=True)  # noqa: S603 - a browser's file and our own arguments
    except subprocess.TimeoutExpired:
        raise BrowserFailed(f"did not finish within {within:.0f} s") from None
    except subprocess.CalledProcessError as error:
        raise BrowserFailed(f"ended with status {error.returncode}") from error
    except OSError as error:
        raise BrowserFailed("could not be started") from error
