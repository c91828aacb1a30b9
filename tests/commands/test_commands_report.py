"""`python -m callyzer report`, as somebody types it or cron runs it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pptx import Presentation
from pptx.util import Emu

from callyzer.__main__ import main
from callyzer.model.goals import NONE, Goal, Goals
from callyzer.sandbox.server import SandboxOptions
from callyzer.settings import Settings
from callyzer.wiring import open_goals, open_sandbox, open_store
from tests.exports.spreadsheet import read
from tests.store.syncing import FRIDAY, NOW
from tests.views.test_document import ZONE

LAST_DAY = FRIDAY - timedelta(days=1)
OPTIONS = SandboxOptions(employees=4, days=6, until=LAST_DAY, interval=0.0, zone=ZONE)
DAYS = ["--from", f"{LAST_DAY - timedelta(days=3)}", "--to", f"{LAST_DAY}"]


@pytest.fixture(scope="module", autouse=True)
def account(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    server = open_sandbox(OPTIONS, clock=lambda: NOW)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("CALLYZER_TOKEN", OPTIONS.token)
        environment.setenv("CALLYZER_BASE_URL", server.start())
        environment.setenv("CALLYZER_DATA", str(tmp_path_factory.mktemp("data")))
        environment.setenv("CALLYZER_REQUEST_INTERVAL", "0")
        yield
    server.stop()


def status(*arguments: str) -> int:
    try:
        return main(["report", *arguments])
    except SystemExit as end:
        return int(str(end.code))


def test_a_report_is_made_and_said_in_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "week.xlsx"
    assert status(*DAYS, "--topics", "overview", "-o", str(path)) == 0
    said = capsys.readouterr()
    assert said.out.startswith(f"{path}: 1 section, ")
    assert said.err == ""
    assert read(path).sheetnames == ["About", "Overview"]
    assert [each.name for each in tmp_path.iterdir()] == ["week.xlsx"], "nothing is left beside it"


def test_the_options_are_the_filter_of_the_pages(tmp_path: Path) -> None:
    path = tmp_path / "calls.xlsx"
    assert status(*DAYS, "--topics", "overview", "--types", "Outgoing", "--over", "5", "--without", "Sun",
                  "--working-hours", "09:00-18:00", "-o", str(path)) == 0
    said = {cell for row in read(path).worksheets[0].iter_rows(values_only=True) for cell in row}
    assert {"Outgoing", "over 5 s", "without Sun", "working hours 9 AM – 6 PM"} <= said


def test_goals_that_are_set_are_in_it_and_damaged_ones_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str],
) -> None:
    book, path = open_goals(Settings.read(os.environ)), tmp_path / "goals.xlsx"
    book.keep(Goals((Goal("everybody", "", "total_calls", 1),)), "Asha", NONE)
    assert status(*DAYS, "--topics", "overview", "-o", str(path)) == 0
    heads = [cell.value for row in read(path)["Overview"].iter_rows() for cell in row]
    assert "Goal" in heads
    (file,) = Path(os.environ["CALLYZER_DATA"]).glob("goals-*.json")
    file.write_text("{", encoding="utf-8")
    capsys.readouterr()
    assert status(*DAYS, "--topics", "overview", "-o", str(path)) == 0
    assert "The goals cannot be read" in capsys.readouterr().err
    file.unlink()


def test_a_link_is_taken_as_it_is_and_what_is_damaged_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "link.xlsx"
    link = f"https://host/leaderboard?from={LAST_DAY}&to={LAST_DAY}&type=Incoming&over=long"
    assert status("--link", link, "--topics", "overview", "-o", str(path)) == 0
    assert capsys.readouterr().err == "The link's “over” was left out: a duration is a whole number of seconds.\n"
    said = [cell for row in read(path).worksheets[0].iter_rows(values_only=True) for cell in row]
    assert f"{LAST_DAY.day} {LAST_DAY:%b %Y}" in said
    assert "Incoming" in said


def test_a_report_by_a_link_shows_what_its_page_does(tmp_path: Path) -> None:
    path = tmp_path / "link.xlsx"
    link = f"https://host/?from={LAST_DAY}&to={LAST_DAY}&show-leaders=total_duration"
    for given, measure in ((link.partition("&show")[0], "calls"), (link, "talk time")):
        assert status("--link", given, "--topics", "overview", "-o", str(path)) == 0
        said = {cell for row in read(path)["Overview"].iter_rows(values_only=True) for cell in row}
        assert f"Who has the most: {measure}" in said


def template(path: Path, width: int) -> str:
    held = Presentation()
    held.slide_width = Emu(width)
    held.save(str(path))
    return str(path)


def test_slides_are_made_in_the_template_of_the_settings_unless_another_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = tmp_path / "week.pptx"
    monkeypatch.setenv("CALLYZER_TEMPLATE", template(tmp_path / "ours.pptx", 9_144_000))
    assert status(*DAYS, "--topics", "overview", "-o", str(made)) == 0
    assert Presentation(str(made)).slide_width == 9_144_000
    other = template(tmp_path / "other.pptx", 10_000_000)
    assert status(*DAYS, "--topics", "overview", "--template", other, "-o", str(made)) == 0
    assert Presentation(str(made)).slide_width == 10_000_000


def test_a_template_that_is_gone_is_told_and_stops_slides_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CALLYZER_TEMPLATE", str(tmp_path / "gone.pptx"))
    assert status(*DAYS, "--topics", "overview", "-o", str(tmp_path / "week.pptx")) == 2
    assert capsys.readouterr().err == (
        f"callyzer: The template {tmp_path}/gone.pptx cannot be read: No such file or directory.\n")
    assert status(*DAYS, "--topics", "overview", "-o", str(tmp_path / "week.xlsx")) == 0


def test_excluded_numbers_are_left_out_unless_they_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "calls.xlsx"
    for option, told in (([], False), (["--include-excluded"], True)):
        assert status(*DAYS, "--topics", "overview", *option, "-o", str(path)) == 0
        said = {cell for row in read(path).worksheets[0].iter_rows(values_only=True) for cell in row}
        assert ("excluded numbers included" in said) is told


def test_standard_output_holds_the_file_alone(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert status(*DAYS, "--topics", "leaderboard", "--format", "csv", "-o", "-") == 0
    assert capfdbinary.readouterr().out.startswith(b"PK")


@pytest.mark.parametrize(("arguments", "told"), [
    (["-o", "week.docx"], "--format is needed"),
    (["-o", "/no/such/folder/week.xlsx"], "there is no folder"),
    (["--range", "last-week", *DAYS, "-o", "week.xlsx"], "either a name or its days"),
    (["--from", "yesterday", "-o", "week.xlsx"], "a day is written 2026-11-22"),
    (["--from", "2026-11-02", "--to", "2026-11-01", "-o", "week.xlsx"], "must not be after the last"),
    (["--working-hours", "19:00-10:00", "-o", "week.xlsx"], "from must be before to"),
    (["--employees", "Asha", "-o", "week.xlsx"], "a number is digits"),
    ([*DAYS, "--tags", "No such tag", "-o", "week.xlsx"], "The account does not know one of these tags."),
    ([*DAYS, "--topics", "leaderboard", "-o", "week.csv"], "would hold a ZIP"),
])
def test_what_cannot_be_is_refused_in_words_and_leaves_no_file(
    arguments: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert status(*arguments) == 2
    assert told in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_was_there_stays_when_the_account_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "week.xlsx"
    path.write_bytes(b"of last week")
    monkeypatch.setenv("CALLYZER_TOKEN", "wrong")
    assert status(*DAYS, "-o", str(path)) == 2
    assert capsys.readouterr().err == "callyzer: Callyzer does not accept the access token.\n"
    assert path.read_bytes() == b"of last week"


def test_a_store_that_somebody_has_does_not_stop_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLYZER_DATA", str(tmp_path / "data"))
    path = tmp_path / "week.xlsx"


    store = open_store(Settings.read(os.environ))
    assert status(*DAYS, "--topics", "overview", "-o", str(path)) == 0
    store.close()
    assert read(path)["Overview"]["A1"].value == "Overview"
