from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

import kaleido
import pytest
from pptx import Presentation
from pptx.util import Emu

from callyzer.errors import UnreadableTemplate
from callyzer.exports.formats import FORMATS, in_template
from callyzer.views.csv import csv, saved
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
        assert archive.read("overview-cells.csv") == csv(charts()[3].data)


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_says_what_it_makes(name: str) -> None:
    format_ = FORMATS[name]
    file = format_.file(document())
    assert format_.name == name
    assert format_.label[0].isupper()
    assert file.content
    assert "/" in file.media_type
    assert not file.ending.startswith(".")


def test_a_deck_is_made_in_a_template_of_ones_own() -> None:
    template = Presentation()
    template.slide_width = Emu(9_144_000)
    held = BytesIO()
    template.save(held)
    file = in_template(held.getvalue()).file(document(tiles(), table(("Ravi",))))
    assert Presentation(BytesIO(file.content)).slide_width == 9_144_000
    with pytest.raises(UnreadableTemplate):
        in_template(b"no deck").file(document())
