"""The pieces Streamlit has no element for, as HTML. Pure; every text from outside is escaped here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from callyzer.errors import StillWaiting
from callyzer.figures.theme import PALETTES
from callyzer.markup import Link, behind, cards, changes, facts, goal_bar, grid, hint, notes, pairs, tiles
from callyzer.ui.states import State
from callyzer.views import words
from callyzer.views.parts import Theme

__all__ = [
    "HEADING", "Frame", "Link", "Picture", "banner", "behind", "cards", "changes", "clicked", "definitions", "empty",
    "example", "facts", "failed", "goal_bar", "header", "heading", "legend", "missing", "notes", "pairs", "problem",
    "refused", "sandboxed", "sentence", "tiles", "waiting", "waiting_tiles",
]

HEADING = 60
"""Pixels a section's heading takes above what it heads."""


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


def header(title: str, question: str, said: Iterable[str]) -> str:
    """The page's name, what it answers, and from where, when and for which days its figures are."""
    items = "".join(f"<li>{escape(fact)}</li>" for fact in said)
    return (f'<header class="page-head"><div><h1>{escape(title)}</h1><p>{escape(question)}</p></div>'
            f"<ul>{items}</ul></header>")


@dataclass(frozen=True, slots=True)
class Picture:
    """What a saved chart is called. `chart` is the class of its container; see save_picture.js."""

    chart: str
    name: str
    title: str
    subtitle: str


def heading(title: str, question: str, explanation: str = "", picture: Picture | None = None) -> str:
    """A section's heading; `explanation` is its definition, shown where the pointer or the keyboard rests on it."""
    said = f"<h2>{escape(title)}{hint(explanation)}</h2><p>{escape(question)}</p>"
    return f'<div class="section-head"><div>{said}</div>{_save(picture)}</div>'


def _save(picture: Picture | None) -> str:
    """The buttons that save a chart as a picture."""
    if picture is None:
        return ""
    named = " ".join(f'data-{name}="{escape(text)}"' for name, text in (
        ("chart", picture.chart), ("name", picture.name), ("title", picture.title), ("subtitle", picture.subtitle)))
    return (f'<div class="save" {named}><button type="button" data-kind="png" title="Save as a picture">PNG</button>'
            '<button type="button" data-kind="svg" title="Save as a drawing">SVG</button></div>')


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
    return (f'<div class="over-tiles">{grid(ghosts, compared)}'
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


def clicked(name: str, number: str = "") -> str:
    """What was clicked, in the bar that offers where to go from there, and a number to take along."""
    copy = f'<button type="button" class="copy" data-copy="{escape(number)}">Copy {escape(number)}</button>'
    return f'<p class="clicked" role="status">{escape(name)}</p>{copy if number else ""}'


def sentence(text: str) -> str:
    """A sentence beside buttons."""
    return f'<p class="sentence" role="status">{escape(text)}</p>'


def sandboxed(page: str, title: str) -> str:
    """A whole HTML page inside another one: whatever it holds, it reaches nothing of the dashboard."""
    return ("<!doctype html><style>html,body,iframe{display:block;width:100%;height:100%;margin:0;border:0}</style>"
            f'<iframe sandbox="allow-scripts" title="{escape(title)}" srcdoc="{escape(page)}"></iframe>')
