"""Pages run by Streamlit's own test bed, in front of the sandbox account over a real socket without a limit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from callyzer.sandbox.server import SandboxOptions
from callyzer.wiring import open_sandbox
from tests.pages.refusing import Refusal, refusing
from tests.pages.visits import ROOT, SANDBOX_DAYS, settings_changed


@pytest.fixture(scope="session", autouse=True)
def sandbox() -> Iterator[None]:
    """The settings of a fresh checkout, but with fewer days and no limit of one request in two seconds."""
    with pytest.MonkeyPatch.context() as environment:
        for name in ("CALLYZER_TOKEN", "CALLYZER_BASE_URL"):
            environment.delenv(name, raising=False)
        environment.setenv("CALLYZER_REQUEST_INTERVAL", "0")
        environment.setenv("CALLYZER_SANDBOX_DAYS", SANDBOX_DAYS)
        environment.chdir(ROOT)
        settings_changed()
        yield
        settings_changed()


@pytest.fixture
def setting(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, str], None]]:
    """Puts a setting in the place of another until the test ends."""

    def put(name: str, value: str) -> None:
        monkeypatch.setenv(name, value)
        settings_changed()

    yield put
    monkeypatch.undo()
    settings_changed()


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[[Refusal], None]]:
    """Puts the pages in front of an account that answers every question with a refusal."""
    with refusing() as server:

        def put(refusal: Refusal) -> None:
            server.refusal = refusal
            monkeypatch.setenv("CALLYZER_TOKEN", "made-up-token")
            monkeypatch.setenv("CALLYZER_BASE_URL", server.url)
            monkeypatch.setenv("CALLYZER_DATA", str(tmp_path))
            settings_changed()

        yield put
        settings_changed()


@pytest.fixture
def without_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Puts the pages in front of an account of its own that has no call store: nothing can be written."""
    options = SandboxOptions(days=20, interval=0.0)
    server = open_sandbox(options)
    blocked = tmp_path / "a file"
    blocked.touch()
    monkeypatch.setenv("CALLYZER_TOKEN", options.token)
    monkeypatch.setenv("CALLYZER_BASE_URL", server.start())
    monkeypatch.setenv("CALLYZER_DATA", str(blocked / "data"))
    settings_changed()
    yield
    settings_changed()
    server.stop()
