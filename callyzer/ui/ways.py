"""Where a click on a figure or a row leads: the same page with narrower choices, and a way back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from callyzer.model import WEEKDAYS
from callyzer.ui.address import chosen, narrow
from callyzer.ui.charts import Point
from callyzer.ui.front import go_to
from callyzer.ui.screen import Screen
from callyzer.views import words
from callyzer.views.not_picked_up import last_try
from callyzer.views.overview import employee
from callyzer.views.parts import RowTable
from callyzer.views.time_slots import narrowed


def to_employee(point: Point) -> None:
    """Show the employee whose bar or dot was clicked; the bar of all others together leads nowhere."""
    number = point["customdata"][0]
    if number:
        narrow(employee(chosen(), number), number)


def to_overview_of_row(table: RowTable, place: int) -> None:
    """Open the overview for the employee of a row."""
    row = table.frame.iloc[place]
    narrow(employee(chosen(), str(row["key"])), str(row["name"]))
    go_to("team/overview")


def to_employee_of_row(table: RowTable, place: int) -> None:
    """Open the page of the employee of a row."""
    go_to("team/employee", employee=str(table.frame.iloc[place]["key"]))


def to_call(table: RowTable, place: int) -> None:
    """Open the call of a row, with its client's story."""
    go_to("clients/calls", call=str(table.frame.iloc[place]["key"]))


def to_last_try(screen: Screen, table: RowTable, place: int) -> None:
    """Open the last call that an employee made to the client of a row."""
    found = last_try(screen.source, screen.question, table.frame.iloc[place].to_dict())
    if found:
        go_to("clients/calls", call=found)


def to_cell(point: Point) -> None:
    """Show the day (or week, or weekday) and the hours of the cell that was clicked."""
    cell: Sequence[object] = point["customdata"]
    selection = chosen()
    slot = selection.working_hours.slots[int(str(cell[1]))]
    narrow(narrowed(selection, cell), f"{_when(str(cell[0]))}, {words.slot_name(slot)}")


def _when(key: str) -> str:
    if key in WEEKDAYS:
        return key
    first, _, last = key.partition("/")
    days = [words.day(date.fromisoformat(day)) for day in (first, last) if day]
    return " – ".join(days)
