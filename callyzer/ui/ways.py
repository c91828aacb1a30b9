"""Where a click on a figure or a row leads: the same page or another one, with other choices in force."""

from __future__ import annotations

from callyzer.ui.address import choose, chosen
from callyzer.ui.charts import Point
from callyzer.views.link import Selection


def to_employee(point: Point) -> None:
    """Show the employee whose bar was clicked; the bar of all others together leads nowhere."""
    number = point["customdata"][0]
    if number:
        narrow(chosen().of_employee(number))


def narrow(selection: Selection) -> None:
    """Put narrower choices in force, with a way back."""
    if selection != chosen():
        choose(selection, narrowing=True)
