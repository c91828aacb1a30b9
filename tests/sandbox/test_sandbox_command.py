"""`python -m callyzer sandbox`, as somebody types it."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from callyzer.__main__ import main
from callyzer.sandbox.quirks import QUIRKS
from tests.sandbox.asking import Asking, week

ROOT = Path(__file__).parents[2]


def test_the_command_serves_the_account_until_it_is_interrupted() -> None:
    command = [sys.executable, "-m", "callyzer", "sandbox", "--port", "0", "--employees", "3", "--days", "5",
               "--until", "2026-11-20", "--interval", "0", "--token", "mine", "--quirk", "plus-country-code"]
    with subprocess.Popen(  # noqa: S603  our own command
            command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            lines = [process.stdout.readline() for _ in range(2)]
            url = re.search(r"http://127\.0\.0\.1:\d+/api/v2\.1", lines[1])
            assert url, lines
            asking = Asking(url[0], "mine")
            rows = asking.report("/call-log/history")["result"]
            assert rows[0]["emp_country_code"] == "+91"
            assert httpx.post(f"{url[0]}/call-log/summary", json=week()).status_code == 401
            asking.client.close()
        finally:
            process.send_signal(signal.SIGINT)
        assert process.wait(15) == 0


def test_help_names_every_option_and_every_quirk(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["sandbox", "--help"])
    assert left.value.code == 0
    text = capsys.readouterr().out
    for option in ("--port", "--seed", "--employees", "--days", "--until", "--interval", "--token", "--webhook"):
        assert option in text
    for name, quirk in QUIRKS.items():
        assert f"{name} " in text
        assert quirk.sentence in text


@pytest.mark.parametrize(("arguments", "words"), [
    (["--employees", "0"], "1 to 1000 employees"),
    (["--quirk", "unheard-of"], "there is no quirk 'unheard-of'"),
])
def test_an_account_that_cannot_be_is_refused_with_the_reason(
        arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["sandbox", "--port", "0", *arguments])
    assert left.value.code == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--days", "0"], ["--interval", "-1"], ["--until", "tomorrow"], ["--port", "x"]])
def test_an_option_that_cannot_be_read_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["sandbox", *arguments])
    assert left.value.code == 2
    assert arguments[0] in capsys.readouterr().err


def test_a_port_that_is_taken_is_said(capsys: pytest.CaptureFixture[str], asking: Asking) -> None:
    port = asking.base_url.split(":")[2].partition("/")[0]
    with pytest.raises(SystemExit):
        main(["sandbox", "--port", port, "--employees", "2", "--days", "1"])
    assert f"port {port} cannot be opened: Address already in use" in capsys.readouterr().err
