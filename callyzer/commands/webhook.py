"""`python -m callyzer webhook`: takes Callyzer's webhooks into the call store, without a dashboard."""

from __future__ import annotations

import argparse
import os
from contextlib import ExitStack, closing
from typing import Any

import uvicorn
from starlette.applications import Starlette

from callyzer import webhook
from callyzer.errors import SettingsError
from callyzer.settings import Settings
from callyzer.wiring import deliver_into, open_store, rolled_up


def add(commands: Any) -> None:
    command = commands.add_parser(
        "webhook", help="take webhooks into the call store",
        description="Takes Callyzer's webhooks into the call store of CALLYZER_TOKEN, as the dashboard does while it"
                    " runs: one of the two at a time.")
    command.add_argument("--port", type=int, default=8766, help="default: %(default)s; 0 takes a free one")
    command.add_argument("--host", default="127.0.0.1", help="the address to listen at; default: %(default)s")
    command.set_defaults(run=run)


def run(_parser: argparse.ArgumentParser, given: argparse.Namespace) -> None:
    """Until it is interrupted. Raises SettingsError and StoreUnavailable."""
    settings = Settings.read(os.environ)
    if not settings.webhook_secret:
        raise SettingsError("CALLYZER_WEBHOOK_SECRET", "is needed: Callyzer sends it with its webhooks")
    lock = webhook.Lock(settings.webhook_secret, settings.webhook_header)
    with ExitStack() as parts:
        store = parts.enter_context(closing(open_store(settings)))
        parts.enter_context(rolled_up(store))
        application = Starlette(routes=webhook.routes(lock, deliver_into(store, settings.zone)))
        server = uvicorn.Server(uvicorn.Config(
            application, host=given.host, port=given.port, log_level="warning", access_log=False))
        listening = parts.enter_context(closing(server.config.bind_socket()))
        port = listening.getsockname()[1]
        print(f"Taking webhooks at http://{given.host}:{port}/webhook. Ctrl+C ends it.", flush=True)  # noqa: T201 - a command prints
        server.run(sockets=[listening])
