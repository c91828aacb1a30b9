"""Where a click on a figure or a row may lead beside the calls behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from callyzer.model import WEEKDAYS
from callyzer.ui.address import chosen, narrow
from callyzer.ui.front import go_to
from callyzer.ui.offers import Way, offer
from callyzer.ui.screen import Screen
from callyzer.views import words
from callyzer.views.not_picked_up import last_try, tries
from callyzer.views.overview import employee
from callyzer.views.parts import RowTable
from callyzer.views.time_slots import narrowed

Point = Mapping[str, Any]


def _to_employee(point: Point) -> None:
    """Show the employee whose bar or dot was clicked; the bar of all others together leads nowhere."""
    number = point["customdata"][0]
    if number:
        narrow(employee(chosen(), number), number)


def _to_employee_of_row(table: RowTable, place: int) -> None:
    """Open the page of the employee of a row."""
    go_to("team/employee", employee=str(table.frame.iloc[place]["key"]))


def _to_call(table: RowTable, place: int) -> None:
    """Open the call of a row, with its client's story."""
    go_to("clients/calls", call=str(table.frame.iloc[place]["key"]))


def offer_tries(screen: Screen, element: str, table: RowTable, place: int) -> None:
    """Offer the calls that an employee made to the client of a row, and the last one of them."""
    row = table.frame.iloc[place].to_dict()
    found = last_try(screen.source, screen.question, row)
    if found:
        offer(element, tries(row, found), Way("Open the last try", partial(go_to, "clients/calls", call=found)))


def _to_cell(point: Point) -> None:
    """Show the day (or week, or weekday) and the hours of the cell that was clicked."""
    cell: Sequence[object] = point["customdata"]
    selection = chosen()
    slots = [words.slot_name(selection.working_hours.slots[int(str(place))]) for place in cell[1:]]
    narrow(narrowed(selection, cell), ", ".join([_when(str(cell[0])), *slots]))


def _when(key: str) -> str:
    if key in WEEKDAYS:
        return key
    first, _, last = key.partition("/")
    days = [words.day(date.fromisoformat(day)) for day in (first, last) if day]
    return " – ".join(days)


to_employee = Way("Show this employee only", _to_employee)
to_cell = Way("Show this time only", _to_cell)
to_call = Way("Open the client's story", _to_call)
to_employee_of_row = Way("Open the employee's page", _to_employee_of_row)
