"""Pictures of charts, made on the server."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import kaleido
import pytest
from PIL import Image

from callyzer.errors import BrowserMissing
from callyzer.exports.pictures import HEAD, MARGIN, SCALE, WIDTH, picture, pictures, zipped
from callyzer.views.document import Document
from callyzer.views.parts import Chart
from tests.exports.documents import NASTY, document


@pytest.fixture(scope="module", autouse=True)
def browser() -> Iterator[None]:
    yield
    kaleido.stop_sync_server(silence_warnings=True)


def charts(given: Document) -> list[Chart]:
    return [part for section in given.sections for part in section.parts if isinstance(part, Chart)]


def texts(svg: bytes) -> str:
    return " ".join("".join(element.itertext()) for element in ET.fromstring(svg).iter()  # noqa: S314 - our own
                    if element.tag.endswith("}text"))


def test_a_picture_has_the_charts_size_and_is_not_blank() -> None:
    chart = charts(document())[0]
    drawn = Image.open(io.BytesIO(picture(chart, document().cover)))
    assert drawn.size == (WIDTH * SCALE, (chart.height + HEAD + 2 * MARGIN) * SCALE)
    assert len(drawn.convert("RGB").getcolors(maxcolors=1 << 24) or []) > 20


def test_it_says_what_it_shows_of_whom_and_as_of_when() -> None:
    chart, cover = charts(document())[1], document().cover
    said = texts(picture(chart, cover, "svg"))
    assert all(each in said for each in (chart.title, chart.question, cover.account, cover.days, *cover.filters))
    assert "as of " in said


def test_hostile_names_are_only_names() -> None:
    cover = document().cover
    for name in NASTY:
        drawn = picture(charts(document())[0], replace(cover, account=name), "svg")
        assert b"<script" not in drawn
        assert b"<a " not in drawn
        assert ET.fromstring(drawn).get("width") == str(WIDTH)  # noqa: S314 - our own


def test_a_document_has_a_picture_of_each_chart_and_they_fit_into_one_file() -> None:
    two = replace(document(), sections=document().sections[2:4])
    found = pictures(two)
    assert [name.partition("-")[2].rsplit("-", 1)[0][:11] for name in found] == ["leaderboard", "unique-clie"]
    with zipfile.ZipFile(io.BytesIO(zipped(found))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == found


def test_without_a_browser_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BrowserMissing, match="none is installed here"):
        picture(charts(document())[0], document().cover, path=str(tmp_path / "nowhere"))
