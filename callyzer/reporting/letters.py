"""The letters about reports: one that carries a report, and one that says that a report does not come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape

from callyzer.exports import letter
from callyzer.mail import Attachment, Letter
from callyzer.model.runs import Run
from callyzer.reporting.making import Report
from callyzer.views import words


def carrying(report: Report, to: Sequence[str], name: str) -> Letter:
    """`name` is what the report is called."""
    return Letter(
        tuple(to), f"{name}: {report.document.cover.days}", letter.text(report.document, report.name),
        letter.html(report.document, report.name),
        (Attachment(report.name, report.file.content, report.file.media_type),))


def instead(run: Run, to: Sequence[str], planned: datetime) -> Letter:
    """For those who wait for it; `planned` is when it was due, in the zone of its schedule."""
    said = (f"The report “{run.schedule}”, due {words.moment(planned)}, could not be made or sent after"
            f" {words.counted(run.attempt, 'attempt')}: {run.reason}")
    advice = "It is not tried again. Whoever runs the dashboard finds the report on its page Reports, and can send it."
    return Letter(tuple(to), f"{run.schedule}: no report this time", f"{said}\n\n{advice}\n",
                  f"<p>{escape(said)}</p><p>{escape(advice)}</p>")
