"""What a mail says that carries a report: its figures are the report's, and names stay names."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

from callyzer.exports import letter
from callyzer.views.document import Document
from callyzer.views.parts import Progress, Tile, Tiles
from tests.exports.documents import NASTY, document


class Reader(HTMLParser):
    """The rows of its tables, its text, and whatever it would fetch or run."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.text = ""
        self.tags: set[str] = set()
        self.in_cell = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not {"src", "href", "onerror", "onload"} & {name for name, _ in attrs}
        if tag == "tr":
            self.rows.append([])
        elif tag == "td":
            self.rows[-1].append("")
            self.in_cell = True

    def handle_endtag(self, tag: str) -> None:
        self.in_cell = self.in_cell and tag != "td"

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.in_cell:
            self.rows[-1][-1] += data


def tiles_of(made: Document) -> tuple[Tile, ...]:
    return next(part.tiles for section in made.sections for part in section.parts if isinstance(part, Tiles))


def test_its_figures_are_those_of_the_overview() -> None:
    made = document()
    text, html = letter.text(made, "week.pptx"), Reader(letter.html(made, "week.pptx"))
    assert len(html.rows) == len(tiles_of(made)) == 7
    for tile, row in zip(tiles_of(made), html.rows, strict=True):
        assert tile.delta is not None
        (line,) = [line for line in text.splitlines() if line.startswith(f"{tile.label} ")]
        assert [part for part in (tile.label, tile.value, tile.delta.text) if part not in line] == []
        assert (row[0].startswith(tile.label), row[1], row[2].endswith(tile.delta.text)) == (True, tile.value, True)


def test_it_says_of_which_calls_it_is_and_how_far_it_can_be_trusted() -> None:
    made = document()
    missing = replace(made.sections[0], missing=("Callyzer cannot be reached.",))
    made = Document(made.cover, (missing, *made.sections[1:]))
    for said in (letter.text(made, "week.pptx"), Reader(letter.html(made, "week.pptx")).text):
        for part in ("9 – 15 Nov 2026", "North · 10 AM – 7 PM", "made Mon 16 Nov, 9:00 AM (Asia/Kolkata)",
                     "Overview: Callyzer cannot be reached.", "Phones: 1 silent", made.cover.gap,
                     "Attached: week.pptx (Overview, Time slots,"):
            assert part in said


def test_a_report_without_an_overview_tells_the_first_figures_it_has_or_none() -> None:
    made = document()
    clients = Document(made.cover, tuple(each for each in made.sections if each.topic == "unique-clients"))
    assert [row[0] for row in Reader(letter.html(clients, "a.csv")).rows] == [
        tile.label + tile.detail for tile in tiles_of(clients)]
    assert Reader(letter.html(Document(made.cover, ()), "a.csv")).rows == []
    assert letter.text(Document(made.cover, ()), "a.csv").startswith("Made-up account, 9 – 15 Nov 2026\n")


def test_a_goal_is_called_one() -> None:
    made = document()
    tile = replace(tiles_of(made)[0], progress=Progress(0.5, 0.6, "50.0% of 34", ""))
    section = replace(made.sections[0], parts=(Tiles((tile,)),))
    assert "goal: 50.0% of 34" in letter.text(Document(made.cover, (section,)), "a.csv")


def test_names_from_outside_are_only_text() -> None:
    made = document()
    for name in NASTY:
        cover = replace(made.cover, account=name, filters=(name,), gap=name)
        hostile = Document(cover, (replace(made.sections[0], missing=(name,)),))
        html = Reader(letter.html(hostile, "week.pptx"))
        assert not {"script", "img"} & html.tags
        text = letter.text(hostile, "week.pptx")
        text.encode()
        assert not {"\x00", "\x07", "\u202e"} & set(text)
        assert "\r" not in text
