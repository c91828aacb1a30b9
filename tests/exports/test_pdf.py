"""A page on paper: every sheet has something on it, in the shape of A4, and no browser means a sentence."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pypdfium2
import pytest

from callyzer.errors import BrowserFailed, BrowserMissing
from callyzer.exports.page import page
from callyzer.exports.pdf import pdf
from callyzer.views.parts import RowTable, Tiles
from tests.exports.documents import document


@pytest.fixture(scope="module")
def printed() -> bytes:
    return pdf(page(document()))


def test_no_sheet_is_blank_and_all_are_a4_across(printed: bytes) -> None:
    sheets = pypdfium2.PdfDocument(printed)
    assert len(sheets) >= len(document().sections)
    for sheet in sheets:
        width, height = sheet.get_size()
        assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (297, 210)
        colours = sheet.render(scale=0.5).to_pil().convert("L").histogram()
        assert sum(colours[:200]) > 200  # dark enough to be read


def test_the_text_of_the_page_is_on_paper_with_the_sheets_numbered(printed: bytes) -> None:
    sheets = [sheet.get_textpage().get_text_bounded() for sheet in pypdfium2.PdfDocument(printed)]
    tiles = next(part for part in document().sections[0].parts if isinstance(part, Tiles))
    assert all(tile.value in sheets[0] for tile in tiles.tiles)
    text = " ".join(sheets)
    assert all(section.title in text and section.question in text for section in document().sections)
    assert all(f"{place} / {len(sheets)}" in sheet for place, sheet in enumerate(sheets, 1))
    foot = "Made-up account · 9 – 15 Nov 2026 · as of Sun 22 Nov 2026, 12:00 PM · North · 10 AM – 7 PM"
    assert all(foot in sheet for sheet in sheets)


def test_a_heading_stands_on_the_sheet_of_what_it_heads(printed: bytes) -> None:
    sheets = [sheet.get_textpage().get_text_bounded() for sheet in pypdfium2.PdfDocument(printed)]
    for section in document().sections:
        (found,) = [sheet for sheet in sheets if section.question in sheet and f"{section.title}\r\n" in sheet]
        first = found.partition(section.question)[2].strip()
        assert not first.startswith("Made-up account"), f"{section.title} stands alone at the foot"


def test_a_section_goes_on_where_the_one_before_ended(printed: bytes) -> None:
    sheets = [sheet.get_textpage().get_text_bounded() for sheet in pypdfium2.PdfDocument(printed)]
    slots = next(part for part in document().sections[1].parts if isinstance(part, RowTable))
    assert any(slots.question in sheet and document().sections[2].question in sheet for sheet in sheets)


def test_charts_are_drawn_as_wide_as_their_cards(printed: bytes) -> None:
    first = pypdfium2.PdfDocument(printed)[0].render(scale=1.0).to_pil()
    right = first.crop((first.width - 130, 300, first.width - 50, first.height - 60)).convert("L")
    assert min(right.tobytes()) < 200


def test_nothing_is_left_behind(printed: bytes) -> None:
    assert printed.startswith(b"%PDF")
    assert not list(Path(tempfile.gettempdir()).glob("callyzer-*"))


def test_without_a_browser_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BrowserMissing, match="none is installed here"):
        pdf(b"", path=str(tmp_path / "nowhere"))


@pytest.mark.parametrize(("does", "told"), [
    ("exit 3", "ended with status 3"), ("exit 0", "printed nothing"), ("sleep 30", "did not finish within 1 s")])
def test_a_browser_that_fails_is_told(tmp_path: Path, does: str, told: str) -> None:
    false = tmp_path / "chromium"
    false.write_text(f"#!/bin/sh\nexec sh -c '{does}'\n")
    false.chmod(0o755)
    with pytest.raises(BrowserFailed, match=told):
        pdf(b"", path=str(false), within=1 if "sleep" in does else 10)
