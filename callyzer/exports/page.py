"""A document as one HTML file: interactive charts, readable without a network, printed cleanly. Pure."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from html import escape
from pathlib import Path

from plotly.offline import get_plotlyjs

from callyzer import markup
from callyzer.exports import page_parts
from callyzer.views import words
from callyzer.views.document import Cover, Document, Section
from callyzer.views.parts import Chart, Movers, Note, Pairs, RowTable, Tiles
from callyzer.views.topics import Part

_HERE = Path(__file__).parent
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""No HTML may hold them, and no encoding takes half a pair."""
_FOOT = 150
"""Letters at the foot of a sheet of paper."""


def page(document: Document) -> bytes:
    """The whole file, in UTF-8. It asks nobody for anything: a browser is told not to let it."""
    title = f"{document.cover.account}, {document.cover.days}"
    head = (f'<!doctype html><html lang="en"><head><meta charset="utf-8">'
            f'<meta http-equiv="Content-Security-Policy" content="{_policy()}">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{escape(title)}</title><style>{_file('page.css')}{_on_each_page(document.cover)}</style></head>")
    scripts = "".join(f"<script>{script}</script>" for script in _scripts())
    return (_clean(head + _body(document)) + scripts + "</body></html>").encode()


@lru_cache(maxsize=1)
def _scripts() -> tuple[str, str]:
    return get_plotlyjs(), _file("page.js")


@lru_cache(maxsize=1)
def _policy() -> str:
    """Nothing is fetched, and no script runs but the two of this file. Plotly writes styles; heatmaps are pictures."""
    digests = (b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in _scripts())
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    return (f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
            " form-action 'none'")


@lru_cache(maxsize=4)
def _file(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _clean(html: str) -> str:
    return _CONTROLS.sub("", html)


def _on_each_page(cover: Cover) -> str:
    """Whose figures, of when and of which calls, at the foot of every sheet of paper. Escaped as a string of CSS."""
    as_of = f"as of {_dated(cover.as_of.astimezone(cover.made_at.tzinfo))}" if cover.as_of else ""
    told = (words.short(cover.account, 40), words.short(cover.days, 40), as_of, *cover.filters)
    said = words.short(" · ".join(filter(None, told)), _FOOT)
    text = "".join(letter if letter.isalnum() and letter.isascii() else f"\\{ord(letter):x} " for letter in said)
    return f'@page{{@bottom-left{{content:"{text}"}}}}'


def _body(document: Document) -> str:
    sections = "".join(_section(section, document.cover.made_at) for section in document.sections)
    links = "".join(f'<li><a href="#{section.topic}">{escape(section.title)}</a></li>' for section in document.sections)
    return (f'<body><a class="skip" href="#content">Skip to the figures</a>{_cover(document.cover)}'
            f'<nav aria-label="Contents"><ul>{links}</ul></nav>'
            f'<main id="content">{sections or "<p class=empty>There is nothing in this document.</p>"}</main>'
            f"{_definitions(document)}"
            "<noscript><p>The charts need JavaScript; their numbers are below each of them.</p></noscript>")


def _cover(cover: Cover) -> str:
    filters = "".join(f"<li>{escape(one)}</li>" for one in cover.filters)
    gap = markup.notes([Note("warning", cover.gap)]) if cover.gap else ""
    return (f'<header class="cover"><h1>{escape(cover.account)}</h1><p class="days">{escape(cover.days)}</p>'
            f'<ul class="filters" aria-label="Filters">{filters or "<li>All calls</li>"}</ul>'
            f'{markup.facts(cover.trust)}{gap}<p class="made">{escape(_ages(cover))}</p></header>')


def _ages(cover: Cover) -> str:
    made = _dated(cover.made_at)
    if cover.as_of is None:
        return f"Made {made}"
    return f"Figures as of {_dated(cover.as_of.astimezone(cover.made_at.tzinfo))}, made {made}"


def _dated(when: datetime) -> str:
    return f"{words.day(when)} {when.year}, {words.clock(when)}"


def _section(section: Section, now: datetime) -> str:
    cards = [card for part in section.parts for card in page_parts.drawn(part, now)]
    missing = markup.notes([Note("warning", sentence) for sentence in section.missing]) if section.missing else ""
    nothing = "" if cards or missing else '<p class="empty">There is nothing to show.</p>'
    name = f"{section.topic}-title"
    return (f'<section class="topic" id="{section.topic}" aria-labelledby="{name}"><header class="topic-head">'
            f'<h2 id="{name}">{escape(section.title)}</h2><p>{escape(section.question)}</p></header>'
            f"{page_parts.side_by_side(cards)}{missing}{nothing}</section>")


def _definitions(document: Document) -> str:
    """What every figure means, for those who have it on paper and nothing to point at."""
    found = dict(pair for section in document.sections for part in section.parts for pair in _defined(part) if pair[1])
    items = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(text)}</dd></div>" for name, text in found.items())
    return ('<section class="topic" id="definitions" aria-labelledby="definitions-title"><header class="topic-head"><h2'
            f' id="definitions-title">What the figures mean</h2></header><dl>{items}</dl></section>' if items else "")


def _defined(part: Part) -> Iterator[tuple[str, str]]:
    if isinstance(part, Tiles):
        yield from ((tile.label, tile.help) for tile in part.tiles)
    elif isinstance(part, RowTable):
        yield from ((column.label, column.help) for column in part.columns)
    elif isinstance(part, Pairs):
        yield from ((pair.label, pair.help) for pair in part.pairs)
    elif isinstance(part, Chart | Movers):
        chart = part.chart if isinstance(part, Movers) else part
        yield chart.title, chart.help
