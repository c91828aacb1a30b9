"""The pieces Streamlit has no element for, as HTML. Pure; every text from outside is escaped here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from callyzer.errors import StillWaiting
from callyzer.figures.sparkline import sparkline
from callyzer.figures.theme import PALETTES, colour
from callyzer.ui.states import State
from callyzer.views import words
from callyzer.views.parts import Behind, Card, Change, Note, Pair, Pairs, Theme, Tile
from callyzer.views.trust_strip import Fact

Link = Callable[[Behind], str]
"""The address of the calls behind a figure."""

HEADING = 60
"""Pixels a section's heading takes above what it heads."""

_ARROWS = {"up": "▲", "down": "▼", "flat": "●"}


@dataclass(frozen=True, slots=True)
class Frame:
    """The place a part takes: its heading and its height in pixels, known before there is an answer.

    With another `turn`, no row of a table is chosen any more.
    """

    key: str
    title: str
    question: str
    height: int
    turn: int = 0


def header(title: str, question: str, facts: Iterable[str]) -> str:
    """The page's name, what it answers, and from where, when and for which days its figures are."""
    items = "".join(f"<li>{escape(fact)}</li>" for fact in facts)
    return (f'<header class="page-head"><div><h1>{escape(title)}</h1><p>{escape(question)}</p></div>'
            f"<ul>{items}</ul></header>")


def facts(given: Iterable[Fact]) -> str:
    """How far the page can be trusted, in a line; what a fact means is told where the pointer rests."""
    items = "".join(
        f'<li class="fact-{fact.kind}" title="{escape(fact.help)}">{escape(fact.text)}</li>' for fact in given)
    return f'<ul class="facts">{items}</ul>'


@dataclass(frozen=True, slots=True)
class Picture:
    """What a saved chart is called. `chart` is the class of its container; see save_picture.js."""

    chart: str
    name: str
    title: str
    subtitle: str


def heading(title: str, question: str, explanation: str = "", picture: Picture | None = None) -> str:
    """A section's heading; `explanation` is its definition, shown where the pointer or the keyboard rests on it."""
    said = f"<h2>{escape(title)}{_hint(explanation)}</h2><p>{escape(question)}</p>"
    return f'<div class="section-head"><div>{said}</div>{_save(picture)}</div>'


def _save(picture: Picture | None) -> str:
    """The buttons that save a chart as a picture."""
    if picture is None:
        return ""
    named = " ".join(f'data-{name}="{escape(text)}"' for name, text in (
        ("chart", picture.chart), ("name", picture.name), ("title", picture.title), ("subtitle", picture.subtitle)))
    return (f'<div class="save" {named}><button type="button" data-kind="png" title="Save as a picture">PNG</button>'
            '<button type="button" data-kind="svg" title="Save as a drawing">SVG</button></div>')


def _hint(text: str, kind: str = "hint") -> str:
    if not text:
        return ""
    said = escape(text)
    return f'<span class="{kind}" tabindex="0" aria-label="{said}"><span role="tooltip">{said}</span></span>'


def notes(given: Sequence[Note]) -> str:
    """Sentences about how far the figures can be trusted."""
    return '<div class="notes">' + "".join(
        f'<p class="note note-{note.kind}">{escape(note.text)}</p>' for note in given) + "</div>"


def definitions(given: Iterable[tuple[str, str]]) -> str:
    """Names and what they stand for, below each other."""
    items = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in given)
    return f'<dl class="definitions">{items}</dl>'


def waiting(frame: Frame, wait: StillWaiting) -> str:
    """A part without its answer yet: its frame, and the wait in words."""
    return _framed(frame, f'<div class="skeleton" role="status">{_wait(wait)}</div>', "is-waiting")


def waiting_tiles(labels: Iterable[str], theme: Theme, wait: StillWaiting, *, compared: bool = True) -> str:
    """Tiles without their figures yet."""
    ghosts = "".join(
        f'<section class="tile"><h3>{escape(label)}</h3>'
        '<div class="tile-value"><span class="ghost"></span></div></section>' for label in labels)
    return (f'<div class="over-tiles">{_grid(ghosts, compared)}'
            f'<p role="status"><span style="background:{PALETTES[theme].background}">{_wait(wait)}</span></p></div>')


def _wait(wait: StillWaiting) -> str:
    """The wait in words; the style sheet counts its seconds down. After a failure it is not known any more."""
    if wait.problem:
        return f'<span class="wait-words">{escape(wait.sentence)}</span>'
    seconds = max(1, round(wait.seconds))
    place = f"{words.ordinal(wait.ahead + 1)} in line, " if wait.ahead else ""
    return (f'<span class="wait-words">Asking Callyzer: {place}about '
            f'<span class="countdown" style="--from:{seconds};animation-duration:{seconds}s"></span> s</span>')


def failed(frame: Frame, state: State) -> str:
    """A part that has no answer for a reason of its own."""
    body = (f'<div class="state" role="status"><strong>{escape(state.title)}</strong>'
            f"<p>{escape(state.happened)}</p><p>{escape(state.advice)}</p></div>")
    return _framed(frame, body, "has-failed")


def missing(frame: Frame) -> str:
    """A part that has no answer for the reason told at the top of the page."""
    return _framed(frame, '<div class="state state-quiet">Not available for now</div>', "is-missing")


def empty(sentence: str, height: int) -> str:
    """A part whose answer is that there is nothing."""
    return f'<div class="state state-quiet" style="height:{height}px">{escape(sentence)}</div>'


def _framed(frame: Frame, body: str, kind: str) -> str:
    head = heading(frame.title, frame.question) if frame.title else ""
    return f'<div class="framed {kind}" style="min-height:{frame.height}px">{head}{body}</div>'


def problem(rule: str) -> str:
    """What is wrong with the field above."""
    return f'<p class="problem" role="alert">{escape(rule)}</p>'


def example(text: str) -> str:
    """What stands in a column, in one short line."""
    return f'<p class="example">{escape(text[:200]) or "&nbsp;"}</p>'


def legend(text: str) -> str:
    """What the fields below are about."""
    return f'<p class="legend">{escape(text)}</p>'


def refused(title: str, happened: str, advice: str) -> str:
    """Why something was not done."""
    return (f'<div class="banner" role="alert"><strong>{escape(title)}</strong>'
            f"<p>{escape(happened)} {escape(advice)}</p></div>")


def banner(state: State) -> str:
    """A reason that concerns the whole page."""
    return refused(state.title, state.happened, state.advice)


def behind(text: str, given: Behind | None, link: Link) -> str:
    """A figure (HTML) that leads to the calls behind it."""
    if given is None:
        return text
    return _link(text, link(given), f"Show them: {given.said}")


def _link(text: str, address: str, title: str) -> str:
    return f'<a class="behind" href="{escape(address)}" target="_self" title="{escape(title)}">{text}</a>'


def clicked(name: str, number: str = "") -> str:
    """What was clicked, in the bar that offers where to go from there, and a number to take along."""
    copy = f'<button type="button" class="copy" data-copy="{escape(number)}">Copy {escape(number)}</button>'
    return f'<p class="clicked" role="status">{escape(name)}</p>{copy if number else ""}'


def sentence(text: str) -> str:
    """A sentence beside buttons."""
    return f'<p class="sentence" role="status">{escape(text)}</p>'


def tiles(given: Sequence[Tile], theme: Theme, link: Link, *, compared: bool = True, gap: str = "") -> str:
    """Figures in large type, side by side; `compared` ones with their change and their days below.

    `gap` says what they may lack: they are marked with it.
    """
    return _grid("".join(_tile(tile, theme, link, compared, gap) for tile in given), compared)


def _grid(inside: str, compared: bool) -> str:
    return f'<div class="tiles{"" if compared else " tiles-plain"}">{inside}</div>'


def _tile(tile: Tile, theme: Theme, link: Link, compared: bool, gap: str) -> str:
    value = (behind(escape(tile.value), tile.behind, link) if tile.value else
             '<span class="ghost" role="status" aria-label="Still to come"></span>')
    quiet = " is-quiet" if tile.quiet else ""
    return (
        f'<section class="tile{quiet}" data-tile="{escape(tile.key)}">'
        f"<h3>{_hint(gap, 'hint gap')}{escape(tile.label)}{_hint(tile.help)}</h3>"
        f'<div class="tile-value">{value}</div>{_detail(tile, theme, link)}'
        f"{_foot(tile, theme) if compared else ''}</section>"
    )


def _detail(tile: Tile, theme: Theme, link: Link) -> str:
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


def changes(given: Sequence[Change], link: Link) -> str:
    """What changed, each in a sentence beside its size."""
    items = "".join(
        f'<li><span class="delta delta-{change.delta.meaning}"><span aria-hidden="true">'
        f"{_ARROWS[change.delta.direction]}</span> {escape(change.delta.text)}</span>"
        f"<span>{escape(change.sentence)}{_all_behind(change.behind, link)}</span></li>" for change in given)
    return f'<ul class="changes">{items}</ul>'


def pairs(given: Pairs, link: Link) -> str:
    """Measures side by side, numbers aligned."""
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in (*given.names, "Difference"))
    rows = "".join(_pair(pair, link) for pair in given.pairs)
    return f'<table class="pairs"><thead><tr><th scope="col"></th>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _pair(pair: Pair, link: Link) -> str:
    change = "–" if pair.delta is None else (
        f'{escape(pair.difference)} <span class="delta delta-{pair.delta.meaning}"><span aria-hidden="true">'
        f"{_ARROWS[pair.delta.direction]}</span> {escape(pair.delta.text)}</span>")
    return (f'<tr><th scope="row">{escape(pair.label)}{_hint(pair.help)}</th>'
            f"<td>{behind(escape(pair.one), pair.behind_one, link)}</td>"
            f"<td>{behind(escape(pair.other), pair.behind_other, link)}</td><td>{change}</td></tr>")


def _all_behind(given: Sequence[Behind], link: Link) -> str:
    said = " · ".join(behind(escape(each.said), each, link) for each in given)
    return f'<span class="change-calls">{said}</span>' if said else ""


def cards(given: Sequence[Card], link: Link, link_to_call: Callable[[str], str]) -> str:
    """Honours side by side."""
    return f'<div class="tiles tiles-cards">{"".join(_card(card, link, link_to_call) for card in given)}</div>'


def _card(card: Card, link: Link, link_to_call: Callable[[str], str]) -> str:
    figure = escape(card.figure)
    if card.call:
        figure = _link(figure, link_to_call(card.call), "Show this call")
    details = "".join(f"<li>{escape(detail)}</li>" for detail in card.details)
    return (
        f'<section class="tile card" data-card="{escape(card.key)}"><h3>{escape(card.title)}{_hint(card.help)}</h3>'
        f'<div class="card-name">{escape(card.name)}</div>'
        f'<div class="card-figure">{behind(figure, card.behind, link)}</div>'
        f"<ul>{details}</ul></section>"
    )
