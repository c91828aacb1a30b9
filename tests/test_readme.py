"""The README tells the truth: its settings, commands and files exist as it says."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from callyzer.reporting import schedule
from callyzer.settings import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SETTINGS = dict(re.findall(r"^\| `(CALLYZER_\w+)` \| ([^|]+?) \|", README, re.MULTILINE))
FIELDS = {"TIMEZONE": "zone"}


def test_every_setting_is_described() -> None:
    names = [name.removeprefix("CALLYZER_") for name in SETTINGS]
    described = {FIELDS.get(name, name.lower()) for name in names}
    assert described == {field.name for field in fields(Settings)}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, text in SETTINGS.items() if text.startswith("`")])
def test_the_default_of_a_setting_is_the_described_one(name: str, text: str) -> None:
    described = Settings.read({name: text.strip("`")}, Path("/nonexistent"))
    assert described == Settings.read({}, Path("/nonexistent"))


@pytest.mark.parametrize("target", sorted(set(re.findall(r"make (\w+)", README))))
def test_every_make_command_exists(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("path", re.findall(r"\]\(([^)h][^)]*)\)", README))
def test_every_linked_file_exists(path: str) -> None:
    assert (ROOT / path).is_file()


def test_the_top_level_holds_only_what_is_meant_to_be_there() -> None:
    meant = {
        "app.py", "pages", "callyzer", "tests", "requirements.txt", ".streamlit", "README.md", "Makefile",
        "pyproject.toml", "LICENSE", "CHANGELOG.md", ".ci", "bench", ".gitignore",
    }
    ignored = {line.strip("/\n") for line in (ROOT / ".gitignore").read_text().splitlines()} | {".git"}
    assert {path.name for path in ROOT.iterdir()} - ignored <= meant


def test_the_example_of_scheduled_reports_is_understood() -> None:
    example = re.search(r"```toml\n(\[\[report\]\].*?)```", README, re.DOTALL)
    assert example
    schedules = schedule.read(example[1], ZoneInfo("Asia/Kolkata"), ROOT)
    assert (len(schedules.found), schedules.problems) == (2, ())
