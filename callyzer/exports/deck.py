"""A document as slides: a message each, with figures that can be edited, in the company's own template or ours."""

from __future__ import annotations

import io
from functools import partial

from callyzer.exports.slides import cover, heat, parts
from callyzer.exports.slides.notes import notes
from callyzer.exports.slides.page import page
from callyzer.exports.slides.template import Template, opened
from callyzer.exports.slides.text import clean
from callyzer.views import words
from callyzer.views.document import Document, Section
from callyzer.views.parts import Chart
from callyzer.views.topics import Part


def deck(document: Document, template: bytes | None = None) -> bytes:
    """The document as a PowerPoint file. Raises UnreadableTemplate where the template is none."""
    made, saved = opened(template), io.BytesIO()
    cover.draw(made, document.cover)
    for section in document.sections:
        _draw(made, document, section)
    made.deck.core_properties.title = clean(f"{document.cover.account}, {document.cover.days}")[:255]
    made.deck.save(saved)
    return saved.getvalue()


def _draw(made: Template, document: Document, section: Section) -> None:
    """A slide for each part that has a figure; one with the reasons where others have none."""
    new = partial(page, made, document.cover)
    drawn = [part for part in section.parts if not parts.nothing(part) and not _too_wide(made, part)]
    for part in drawn:
        name, title = parts.named(section, part)
        stage = new(name, title, notes(part, _left_out(made, section), document.cover.made_at.tzinfo))
        parts.draw(stage, part, document.cover.made_at)
    reasons = _reasons(section, alone=not drawn)
    if reasons:
        stage = new(section.title, "Without a figure" if drawn else section.question, "\n".join(map(clean, reasons)))
        parts.message(stage, reasons)


def _reasons(section: Section, *, alone: bool) -> list[str]:
    """Why parts have no figure, once each; with what they are where there are figures of others."""
    empty: dict[str, list[str]] = {}
    for part in section.parts:
        if parts.nothing(part):
            empty.setdefault(parts.nothing(part), []).append(parts.named(section, part)[0].rpartition(" · ")[2])
    told = [reason if alone else f"{words.listed(names)}: {reason}" for reason, names in empty.items()]
    found = [*section.missing, *told]
    return found or ([parts.NOTHING] if alone else [])


def _too_wide(made: Template, part: Part) -> bool:
    """Whether a part is a heatmap with more columns than a slide can hold legibly."""
    return (isinstance(part, Chart) and part.plot is not None and part.plot.kind == "cells" and not part.empty
            and heat.size_in(made, part, part.plot, made.body) is None)


def _left_out(made: Template, section: Section) -> list[str]:
    return [f"Not in these slides: {part.title}, since it has {len(part.plotted.columns) - 1} columns."
            for part in section.parts if isinstance(part, Chart) and _too_wide(made, part)]
