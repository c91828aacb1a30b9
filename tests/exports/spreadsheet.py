"""LibreOffice without a window, as a second pair of eyes: it opens what was made and says what it finds there."""

from __future__ import annotations

import shutil
import subprocess
import warnings
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

_MISSING = ("LibreOffice is missing, so nothing proves that a spreadsheet opens the workbooks: install it"
            " (`make libreoffice`, or `apt-get install libreoffice-calc-nogui`).")


_EACH_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,true,false,false,-1"
"""Commas, quotes, UTF-8, cells as they are shown, a file for each sheet."""


def read(content: bytes | Path) -> Workbook:
    """What openpyxl finds. It does not know data bars without gradient and says so, which is no matter here."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "(Unknown|Conditional Formatting) extension is not supported")
        return openpyxl.load_workbook(content if isinstance(content, Path) else BytesIO(content))


def converted(path: Path, ending: str, into: Path) -> Path:
    """The file as another one in the folder `into`."""
    return _made(path, ending, into, f"{path.stem}.{ending}")


def as_csv(path: Path, sheet: str, into: Path) -> Path:
    """A sheet as it is shown."""
    return _made(path, _EACH_SHEET, into, f"{path.stem}-{sheet}.csv")


def _made(path: Path, kind: str, into: Path, name: str) -> Path:
    """A profile of its own lets several run at once."""
    program = shutil.which("soffice")
    if program is None:
        pytest.fail(_MISSING)
    into.mkdir(exist_ok=True)
    done = subprocess.run(  # noqa: S603 - a program of the system, with files of ours
        [program, f"-env:UserInstallation=file://{into}/profile", "--headless", "--convert-to", kind, "--outdir",
         str(into), str(path)], capture_output=True, text=True, check=False, timeout=100)
    made = into / name
    assert made.exists(), f"LibreOffice does not open it: {done.stdout}{done.stderr}"
    return made
