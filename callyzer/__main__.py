"""The command line: `python -m callyzer sandbox` serves the made-up account, `webhook` takes calls into the store,
`sync` fills it, `report` makes a file of its figures or mails it, `doctor` says what is wrong."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from callyzer.commands import doctor, report, sync, webhook
from callyzer.errors import CallyzerError, StoreInUse
from callyzer.sandbox.quirks import QUIRKS
from callyzer.sandbox.server import SandboxOptions
from callyzer.wiring import open_sandbox

FAILED, BUSY = 2, 75
"""Exit statuses: it cannot be done; something is in the way that may pass, such as somebody else who has the call store
(EX_TEMPFAIL: try later)."""

Commands = Any
"""What argparse calls the place where commands are added; its name there is private."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command; returns the exit status."""
    parser = _parser()
    given = parser.parse_args(arguments)
    try:
        with suppress(KeyboardInterrupt):  # what Ctrl+C is for
            return int(given.run(parser, given) or 0)
    except CallyzerError as error:
        busy = error.passes or isinstance(error, StoreInUse)
        parser.exit(BUSY if busy else FAILED, f"{parser.prog}: {error.sentence}\n")
    return 0


def _sandbox(parser: argparse.ArgumentParser, given: argparse.Namespace) -> None:
    try:
        server = open_sandbox(_options(given))
    except ValueError as error:
        parser.error(str(error))
    print(f"Making up {given.employees} employees and their calls over {given.days} days …", flush=True)
    try:
        server.run(lambda url: print(f"Serving {url} with the token {given.token}. Ctrl+C ends it.", flush=True))
    except OSError as error:
        parser.error(f"port {given.port} cannot be opened: {error.strerror}")


def _options(given: argparse.Namespace) -> SandboxOptions:
    return SandboxOptions(
        seed=given.seed, employees=given.employees, days=given.days, until=given.until, interval=given.interval,
        token=given.token, quirks=tuple(given.quirk), port=given.port, webhook=given.webhook,
        webhook_secret=given.webhook_secret)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="callyzer", description="The call-analytics dashboard for Callyzer.")
    commands = parser.add_subparsers(dest="command", required=True)
    _add_sandbox(commands)
    webhook.add(commands)
    sync.add(commands)
    report.add(commands)
    doctor.add(commands)
    return parser


def _add_sandbox(commands: Commands) -> None:
    usual = SandboxOptions()
    sandbox = commands.add_parser(
        "sandbox", help="serve a made-up account", epilog=_quirks(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Serves a made-up account with the documented API. The same seed and end give the same account.")
    sandbox.add_argument("--port", type=int, default=8765, help="default: %(default)s; 0 takes a free one")
    sandbox.add_argument("--seed", type=int, default=usual.seed, help="default: %(default)s")
    sandbox.add_argument("--employees", type=int, default=usual.employees, help="default: %(default)s")
    sandbox.add_argument("--days", type=_positive, default=usual.days, help="days of calls; default: %(default)s")
    sandbox.add_argument("--until", type=date.fromisoformat, metavar="DATE",
                         help="the last day with calls, 2026-11-22; default: new calls keep arriving")
    sandbox.add_argument("--interval", type=_seconds, default=usual.interval,
                         help="seconds between two requests, 0 for no limit; default: %(default)s")
    sandbox.add_argument("--token", default=usual.token, help="the access token; default: %(default)s")
    sandbox.add_argument("--webhook", default="", metavar="URL", help="tell this URL of every new call")
    sandbox.add_argument("--webhook-secret", default="", metavar="S", help="sent as x-callyzer-signature")
    sandbox.add_argument("--quirk", action="append", default=[], metavar="NAME", help="an oddity of the live API")
    sandbox.set_defaults(run=_sandbox)


def _quirks() -> str:
    width = max(map(len, QUIRKS))
    return "quirks:\n" + "\n".join(f"  {name:<{width}}  {quirk.sentence}" for name, quirk in QUIRKS.items())


def _positive(text: str) -> int:
    if (number := int(text)) < 1:
        raise ValueError
    return number


def _seconds(text: str) -> float:
    if not 0 <= (seconds := float(text)) <= 3600:
        raise ValueError
    return seconds


if __name__ == "__main__":
    sys.exit(main())
