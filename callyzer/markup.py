"""The parts as HTML, for a page of the dashboard and for a file. Pure; every text from outside is escaped here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from urllib.parse import quote

from callyzer.figures.sparkline import sparkline
from callyzer.figures.theme import colour
from callyzer.views.parts import Behind, Card, Change, Note, Pair, Pairs, Theme, Tile
from callyzer.views.trust_strip import Fact

Link = Callable[[Behind], str]
"""The address of the calls behind a figure; a file, which leads nowhere, has none."""

_ARROWS = {"up": "▲", "down": "▼", "flat": "●"}


def facts(given: Iterable[Fact]) -> str:
    """How far the page can be trusted, in a line; what a fact means is told where the pointer rests."""
    items = "".join(
        f'<li class="fact-{fact.kind}" title="{escape(fact.help)}">{escape(fact.text)}</li>' for fact in given)
    return f'<ul class="facts">{items}</ul>'


def hint(text: str, kind: str = "hint") -> str:
    """A small mark that says more where the pointer or the keyboard rests on it."""
    if not text:
        return ""
    said = escape(text)
    return f'<span class="{kind}" tabindex="0" aria-label="{said}"><span role="tooltip">{said}</span></span>'


def notes(given: Sequence[Note]) -> str:
    """Sentences about how far the figures can be trusted."""
    return '<div class="notes">' + "".join(
        f'<p class="note note-{note.kind}">{escape(note.text)}</p>' for note in given) + "</div>"


def behind(text: str, given: Behind | None, link: Link | None) -> str:
    """A figure (HTML) that leads to the calls behind it."""
    if given is None or link is None:
        return text
    return _link(text, link(given), f"Show them: {given.said}")


def _link(text: str, address: str, title: str) -> str:
    return f'<a class="behind" href="{escape(address)}" target="_self" title="{escape(title)}">{text}</a>'


def tiles(given: Sequence[Tile], theme: Theme, link: Link | None, *, compared: bool = True, gap: str = "") -> str:
    """Figures in large type, side by side; `compared` ones with their change and their days below.

    `gap` says what they may lack: they are marked with it.
    """
    return grid("".join(_tile(tile, theme, link, compared, gap) for tile in given), compared)


def grid(inside: str, compared: bool) -> str:
    return f'<div class="tiles{"" if compared else " tiles-plain"}">{inside}</div>'


def _tile(tile: Tile, theme: Theme, link: Link | None, compared: bool, gap: str) -> str:
    value = (behind(escape(tile.value), tile.behind, link) if tile.value else
             '<span class="ghost" role="status" aria-label="Still to come"></span>')
    quiet = " is-quiet" if tile.quiet else ""
    return (
        f'<section class="tile{quiet}" data-tile="{escape(tile.key)}">'
        f"<h3>{hint(gap, 'hint gap')}{escape(tile.label)}{hint(tile.help)}</h3>"
        f'<div class="tile-value">{value}</div>{_detail(tile, theme, link)}'
        f"{_foot(tile, theme) if compared else ''}</section>"
    )


def _detail(tile: Tile, theme: Theme, link: Link | None) -> str:
    """A small line; with a goal there is a bar for it, and a mark where it should be by now."""
    if (goal := tile.progress) is None:
        return f'<div class="tile-detail">{behind(escape(tile.detail), tile.also, link) or "&nbsp;"}</div>'
    said = behind(escape(tile.detail or goal.said), tile.also, link)
    return (f'<div class="tile-detail tile-goal" tabindex="0" title="{escape(goal.help)}"><span>{said}</span>'
            f"{goal_bar(tile, theme)}</div>")


def goal_bar(tile: Tile, theme: Theme) -> str:
    """How much of the goal is reached, with a mark where it should be by now; nothing where there is no goal.

    A reached one has a tick at its end. Of a passed one the bar goes on beyond the goal, where it has a gap.
    """
    if (goal := tile.progress) is None:
        return ""
    whole = max(goal.share, 1.0)
    width, mark = (min(max(part / whole, 0.0), 1.0) * 100 for part in (goal.share, goal.expected))
    gap = f'<u style="left:{100 / whole:.1f}%"></u>' if goal.share > 1 else ""
    return (f'<span class="goal{" is-reached" if goal.share >= 1 else ""}" aria-hidden="true"><i style="width:'
            f'{width:.1f}%;background:{colour(tile.measure, theme)}"></i>{gap}<b style="left:{mark:.1f}%"></b></span>')


def _foot(tile: Tile, theme: Theme) -> str:
    return f'<div class="tile-foot">{_delta(tile)}{_spark(tile, theme)}</div>'


def _delta(tile: Tile) -> str:
    if tile.delta is None:
        waits = tile.delta_waiting or not tile.value
        return '<span class="ghost ghost-small"></span>' if waits else '<span class="delta">no comparison</span>'
    delta = tile.delta
    return (f'<span class="delta delta-{delta.meaning}" tabindex="0" title="{escape(delta.before)}">'
            f'<span aria-hidden="true">{_ARROWS[delta.direction]}</span> {escape(delta.text)}</span>')


def _spark(tile: Tile, theme: Theme) -> str:
    """Streamlit lets no SVG into a page, but pictures of it."""
    if tile.trend is None:
        return ""
    drawing, said = sparkline(tile.trend.values, colour(tile.measure, theme)), escape(tile.trend.said)
    return (f'<img class="spark" alt="{said}" title="{said}" src="data:image/svg+xml,{quote(drawing)}">'
            if drawing else "")


def changes(given: Sequence[Change], link: Link | None) -> str:
    """What changed, each in a sentence beside its size."""
    items = "".join(
        f'<li><span class="delta delta-{change.delta.meaning}"><span aria-hidden="true">'
        f"{_ARROWS[change.delta.direction]}</span> {escape(change.delta.text)}</span>"
        f"<span>{escape(change.sentence)}{_all_behind(change.behind, link)}</span></li>" for change in given)
    return f'<ul class="changes">{items}</ul>'


def pairs(given: Pairs, link: Link | None) -> str:
    """Measures side by side, numbers aligned."""
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in (*given.names, "Difference"))
    rows = "".join(_pair(pair, link) for pair in given.pairs)
    return f'<table class="pairs"><thead><tr><th scope="col"></th>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _pair(pair: Pair, link: Link | None) -> str:
    change = "–" if pair.delta is None else (
        f'{escape(pair.difference)} <span class="delta delta-{pair.delta.meaning}"><span aria-hidden="true">'
        f"{_ARROWS[pair.delta.direction]}</span> {escape(pair.delta.text)}</span>")
    return (f'<tr><th scope="row">{escape(pair.label)}{hint(pair.help)}</th>'
            f"<td>{behind(escape(pair.one), pair.behind_one, link)}</td>"
            f"<td>{behind(escape(pair.other), pair.behind_other, link)}</td><td>{change}</td></tr>")


def _all_behind(given: Sequence[Behind], link: Link | None) -> str:
    said = " · ".join(behind(escape(each.said), each, link) for each in given)
    return f'<span class="change-calls">{said}</span>' if said else ""


def cards(given: Sequence[Card], link: Link | None, link_to_call: Callable[[str], str] | None = None) -> str:
    """Honours side by side."""
    return f'<div class="tiles tiles-cards">{"".join(_card(card, link, link_to_call) for card in given)}</div>'


def _card(card: Card, link: Link | None, link_to_call: Callable[[str], str] | None = None) -> str:
    figure = escape(card.figure)
    if card.call and link_to_call:
        figure = _link(figure, link_to_call(card.call), "Show this call")
    details = "".join(f"<li>{escape(detail)}</li>" for detail in card.details)
    return (
        f'<section class="tile card" data-card="{escape(card.key)}"><h3>{escape(card.title)}{hint(card.help)}</h3>'
        f'<div class="card-name">{escape(card.name)}</div>'
        f'<div class="card-figure">{behind(figure, card.behind, link)}</div>'
        f"<ul>{details}</ul></section>"
    )
