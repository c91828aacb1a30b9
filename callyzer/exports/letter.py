"""What a mail says that carries a report: the key figures, what is missing, and how far they can be trusted. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from callyzer.exports.slides.text import clean
from callyzer.figures.theme import PALETTES
from callyzer.views import words
from callyzer.views.document import Cover, Document, lacking
from callyzer.views.parts import Delta, Tile, Tiles

_ARROWS = {"up": "▲", "down": "▼", "flat": "●"}
_INK = PALETTES["light"]
_BODY = (f"margin:0;padding:24px;background:{_INK.background};color:{_INK.text};"
         "font:15px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif")


def text(document: Document, attached: str) -> str:
    """As plain text; `attached` is the file's name."""
    figures, cover = _figures(document), document.cover
    blocks = [[_title(cover), _filters(cover), _age(cover)], [_line(tile, figures) for tile in figures],
              _listed("Not in it:", lacking(document)), _listed("How far it can be trusted:", _trust(cover)),
              [_contents(document, attached)]]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def html(document: Document, attached: str) -> str:
    """The same for mail programs: a table, and styles beside what they are for. It fetches nothing."""
    cover = document.cover
    rows = "".join(map(_row, _figures(document)))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light">'
        f'<title>{escape(_title(cover))}</title></head><body style="{_BODY}">'
        '<div style="max-width:640px;margin:0 auto">'
        f'<h1 style="margin:0;font-size:21px;line-height:1.3">{escape(clean(cover.account))}</h1>'
        f'<p style="margin:2px 0 0;font-size:17px">{escape(cover.days)}</p>'
        f"{_muted(_filters(cover))}{_muted(_age(cover))}"
        f'<table role="presentation" style="width:100%;margin:18px 0;border-collapse:collapse">{rows}</table>'
        f"{_points('Not in it', lacking(document), _INK.bad)}{_points('How far it can be trusted', _trust(cover))}"
        f"{_muted(_contents(document, attached))}</div></body></html>")


def _figures(document: Document) -> Sequence[Tile]:
    """The key figures: the overview's, or else the first there are."""
    overview_first = sorted(document.sections, key=lambda section: section.topic != "overview")
    found = [part.tiles for section in overview_first for part in section.parts if isinstance(part, Tiles)]
    return [tile for tile in found[0] if tile.value] if found else []


def _title(cover: Cover) -> str:
    return clean(f"{cover.account}, {cover.days}")


def _filters(cover: Cover) -> str:
    return clean(" · ".join(cover.filters) or "All calls")


def _age(cover: Cover) -> str:
    zone = cover.made_at.tzinfo
    age = f"Figures as of {words.moment(cover.as_of.astimezone(zone))}, made" if cover.as_of else "Made"
    return f"{age} {words.moment(cover.made_at)} ({zone})"


def _trust(cover: Cover) -> list[str]:
    return [clean(said) for said in (*(fact.text for fact in cover.trust), cover.gap) if said]


def _contents(document: Document, attached: str) -> str:
    return f"Attached: {attached} ({words.listed([section.title for section in document.sections])})."


def _line(tile: Tile, figures: Sequence[Tile]) -> str:
    """Aligned with the others: label, figure, change."""
    label, value = (max(len(getattr(each, name)) for each in figures) for name in ("label", "value"))
    said = " · ".join(_beside(tile))
    return f"{tile.label:<{label}}  {tile.value:>{value}}  {_change(tile.delta)}{'  ' + said if said else ''}".rstrip()


def _beside(tile: Tile) -> list[str]:
    return [clean(said) for said in (tile.detail, f"goal: {tile.progress.said}" if tile.progress else "") if said]


def _change(delta: Delta | None) -> str:
    return f"{_ARROWS[delta.direction]} {delta.text}" if delta else ""


def _listed(heading: str, sentences: Sequence[str]) -> list[str]:
    return [heading, *(f"- {clean(sentence)}" for sentence in sentences)] if sentences else []


def _row(tile: Tile) -> str:
    cell = f"padding:7px 0;border-bottom:1px solid {_INK.line};vertical-align:baseline"
    number = f"{cell};text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums"
    meaning = tile.delta.meaning if tile.delta else "neutral"
    colour = {"good": _INK.good, "bad": _INK.bad, "neutral": _INK.muted}[meaning]
    beside = "".join(f'<br><span style="color:{_INK.muted};font-size:13px">{escape(said)}</span>'
                     for said in _beside(tile))
    return (f'<tr><td style="{cell}">{escape(clean(tile.label))}{beside}</td>'
            f'<td style="{number};padding-left:12px;font-weight:650">{escape(tile.value)}</td>'
            f'<td style="{number};padding-left:16px;color:{colour}">{escape(_change(tile.delta))}</td></tr>')


def _points(heading: str, sentences: Sequence[str], colour: str = _INK.text) -> str:
    items = "".join(f"<li>{escape(clean(sentence))}</li>" for sentence in sentences)
    return (f'<p style="margin:14px 0 0;font-weight:650;color:{colour}">{heading}</p>'
            f'<ul style="margin:4px 0 0;padding-left:20px">{items}</ul>') if sentences else ""


def _muted(said: str) -> str:
    return f'<p style="margin:4px 0 0;color:{_INK.muted};font-size:13px">{escape(said)}</p>'
