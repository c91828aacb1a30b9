"""The dashboard as `make run` starts it, on a port of its own, for as long as a benchmark lasts."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

ROOT = Path(__file__).parent.parent
START_WITHIN = 60.0


class Dashboard:
    """A context: `address` is where the script is served. Settings are environment variables."""

    def __init__(self, script: str | Path = "app.py", **settings: str) -> None:
        self._script, self._settings = str(script), settings
        self._data = tempfile.TemporaryDirectory()
        self._port = free_port()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def most_memory(self) -> int:
        """Bytes: the most that it held at once so far."""
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii")
        return int(status.split("VmHWM:")[1].split()[0]) * 1024

    def __enter__(self) -> Self:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("CALLYZER_")}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", self._script, "--server.port", str(self._port),
             "--server.headless", "true"],
            cwd=ROOT, env={**environment, "CALLYZER_DATA": self._data.name, "PYTHONPATH": str(ROOT), **self._settings},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        wait_for(f"{self.address}/_stcore/health")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.terminate()
        self._process.wait(timeout=20)
        self._data.cleanup()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(url: str) -> None:
    until = time.monotonic() + START_WITHIN
    while time.monotonic() < until:
        try:
            if httpx.get(url).is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise TimeoutError(f"{url} did not answer within {START_WITHIN:.0f} s")
