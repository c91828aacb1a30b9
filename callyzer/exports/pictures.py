"""Charts as pictures, each with its title, its question, what it covers and as of when: for reports without a page."""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Iterator, Mapping
from queue import Empty, SimpleQueue
from typing import Any, Literal

import kaleido
import plotly.graph_objects as go

from callyzer.errors import BrowserFailed
from callyzer.exports import browser
from callyzer.figures.labels import safe
from callyzer.figures.theme import PALETTES
from callyzer.views import words
from callyzer.views.document import Cover, Document
from callyzer.views.parts import Chart, Movers

Kind = Literal["png", "svg"]

WIDTH, MARGIN, HEAD = 1048, 24, 76
"""Pixels of a picture, of the room around its figure, and of the lines above it."""

SCALE = 2
"""Dots of a PNG in a pixel."""

WITHIN = 30.0
"""Seconds a picture may take."""

_LETTERS = 150
"""So many fit into a line."""

_one_at_a_time = threading.Lock()


def pictures(document: Document, kind: Kind = "png", *, path: str | None = None) -> dict[str, bytes]:
    """A picture of every chart under the name of a file, in the document's order. Raises as `picture` does."""
    charts = (found for section in document.sections for found in _charts(section.topic, section.parts))
    return {f"{place:02}-{topic}-{chart.key}.{kind}": picture(chart, document.cover, kind, path=path)
            for place, (topic, chart) in enumerate(charts, 1)}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files in one."""
    together = io.BytesIO()
    with zipfile.ZipFile(together, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return together.getvalue()


def picture(chart: Chart, cover: Cover, kind: Kind = "png", *, path: str | None = None) -> bytes:
    """A chart as the page's own buttons save it. `path` is the browser's file where it is not to be looked for.

    One browser is started with the first picture and kept. Raises BrowserMissing and BrowserFailed.
    """
    size = {"format": kind, "width": WIDTH, "height": _height(chart), "scale": SCALE if kind == "png" else 1}
    return _drawn(_with_head(chart, cover), size, browser.found(path))


def _charts(topic: str, parts: Any) -> Iterator[tuple[str, Chart]]:
    for part in parts:
        chart = part.chart if isinstance(part, Movers) else part
        if isinstance(chart, Chart) and not chart.empty:
            yield topic, chart


def _height(chart: Chart) -> int:
    return chart.height + HEAD + 2 * MARGIN


def _with_head(chart: Chart, cover: Cover) -> go.Figure:
    """The figure on the page's ground, moved down under its lines."""
    palette, figure = PALETTES["light"], go.Figure(chart.figure)
    margin = figure.layout.margin
    figure.update_layout(
        width=WIDTH, height=_height(chart), paper_bgcolor=palette.background,
        margin={"l": margin.l + MARGIN, "r": margin.r + MARGIN, "t": margin.t + MARGIN + HEAD, "b": margin.b + MARGIN},
        title={"text": _lines(chart, cover), "x": 0, "xref": "container", "xanchor": "left",
               "y": 1, "yref": "container", "yanchor": "top", "pad": {"l": MARGIN, "t": MARGIN},
               "font": {"size": 18, "color": palette.text}})
    return figure


def _lines(chart: Chart, cover: Cover) -> str:
    """In plotly's own small HTML; what comes from outside is made safe for it."""
    as_of = f"as of {words.moment(cover.as_of.astimezone(cover.made_at.tzinfo))}" if cover.as_of else ""
    covers = " · ".join(filter(None, (cover.account, cover.days, *cover.filters, as_of)))
    small = f'<span style="font-size:13px;color:{PALETTES["light"].muted}">'
    return (f"<b>{safe(chart.title, _LETTERS)}</b><br>{small}{safe(chart.question, _LETTERS)}</span>"
            f"<br>{small}{safe(covers, _LETTERS)}</span>")


def _drawn(figure: go.Figure, size: Mapping[str, Any], executable: str) -> bytes:
    """Kaleido hands out answers in the order they come, to whoever waits: so there is never more than one who does."""
    answers: SimpleQueue[bytes | Exception] = SimpleQueue()
    with _one_at_a_time:
        threading.Thread(target=_ask, args=(answers, figure, dict(size), executable), daemon=True).start()
        try:
            answer = answers.get(timeout=WITHIN)
        except Empty:  # kaleido waits for ever for a browser that did not start
            raise BrowserFailed(f"did not finish a picture within {WITHIN:.0f} s") from None
    if isinstance(answer, Exception):
        raise BrowserFailed("could not draw a picture") from answer
    return answer


def _ask(answers: SimpleQueue[bytes | Exception], figure: go.Figure, size: dict[str, Any], executable: str) -> None:
    try:
        kaleido.start_sync_server(n=1, timeout=WITHIN, mathjax=False, path=executable, silence_warnings=True)
        answers.put(bytes(kaleido.calc_fig_sync(figure, size)))
    except Exception as error:  # noqa: BLE001 - whatever went wrong inside: the next one starts a browser of its own
        kaleido.stop_sync_server(silence_warnings=True)
        answers.put(error)
