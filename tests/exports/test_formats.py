from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import kaleido
import pytest
from pptx import Presentation
from pptx.util import Emu

from callyzer.errors import UnreadableTemplate
from callyzer.exports.formats import FORMATS, named
from callyzer.views.csv import csv, saved, saved_chart
from tests.exports.handmade import charts, document, movers, pairs, table, tiles


@pytest.fixture(scope="module", autouse=True)
def browser() -> Iterator[None]:
    """Ends the one that draws pictures."""
    yield
    kaleido.stop_sync_server(silence_warnings=True)


def test_one_table_is_the_csv_of_the_page() -> None:
    only = table(("=1+1", "Ravi"))
    file = FORMATS["csv"].file(document(tiles(), only))
    assert (file.ending, file.media_type) == ("csv", "text/csv")
    assert file.content == csv(saved(only))
    assert b"'=1+1" in file.content


def test_several_tables_are_a_csv_each() -> None:
    file = FORMATS["csv"].file(document(table(), movers(), pairs(), charts()[3]))
    assert (file.ending, file.media_type) == ("zip", "application/zip")
    with ZipFile(BytesIO(file.content)) as archive:
        assert archive.namelist() == [
            "overview-clients.csv", "overview-bars.csv", "overview-pairs.csv", "overview-cells.csv"]
        assert archive.read("overview-cells.csv") == csv(saved_chart(charts()[3]))
        assert archive.read("overview-pairs.csv") == csv(pairs().data)


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_says_what_it_makes(name: str) -> None:
    format_ = FORMATS[name]
    file = format_.file(document())
    assert format_.name == name
    assert format_.label[0].isupper()
    assert file.content
    assert "/" in file.media_type
    assert not file.ending.startswith(".")


def test_one_chart_is_a_picture_and_several_are_packed() -> None:
    one = FORMATS["svg"].file(document(charts()[0]))
    assert (one.ending, one.media_type) == ("svg", "image/svg+xml")
    assert one.content.startswith(b"<svg")
    several = FORMATS["svg"].file(document(*charts()[:2]))
    assert (several.ending, several.media_type) == ("zip", "application/zip")
    with ZipFile(BytesIO(several.content)) as archive:
        assert archive.namelist() == ["01-overview-columns.svg", "02-overview-bars.svg"]


def test_a_deck_is_made_in_a_template_of_ones_own(tmp_path: Path) -> None:
    template = Presentation()
    template.slide_width = Emu(9_144_000)
    template.save(str(tmp_path / "ours.pptx"))
    file = named("pptx", tmp_path / "ours.pptx").file(document(tiles(), table(("Ravi",))))
    assert Presentation(BytesIO(file.content)).slide_width == 9_144_000
    assert named("pptx") is FORMATS["pptx"]


def test_what_is_wrong_with_a_template_is_told_before_anything_is_made_and_stops_no_other_format(
    tmp_path: Path,
) -> None:
    (tmp_path / "text.pptx").write_bytes(b"no deck")
    with pytest.raises(UnreadableTemplate, match=r"text.pptx is no PowerPoint file"):
        named("pptx", tmp_path / "text.pptx")
    with pytest.raises(UnreadableTemplate, match=r"gone.pptx cannot be read: No such file"):
        named("pptx", tmp_path / "gone.pptx")
    with pytest.raises(UnreadableTemplate, match="cannot be read: Is a directory"):
        named("pptx", tmp_path)
    assert all(named(name, tmp_path / "gone.pptx") is FORMATS[name] for name in FORMATS if name != "pptx")
