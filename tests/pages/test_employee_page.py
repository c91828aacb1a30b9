from __future__ import annotations

import re
from datetime import datetime, timedelta
from html import unescape
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from callyzer.model import CallFilter, Number, Window
from callyzer.ui import account
from tests.pages.test_call_backs_page import kept
from tests.pages.visits import PAGES, address, html, settled, visit

PAGE = PAGES["Employee"]


def visited(question: CallFilter, **more: str) -> AppTest:
    return visit(PAGE, **{"from": str(question.window.first_day), "to": str(question.window.last_day), **more})


def first_employee(question: CallFilter) -> tuple[str, str, int]:
    """Number, name and calls of who has the most calls."""
    row = account.opened().source.employee_summary(question).rows.iloc[0]
    return Number(row["emp_country_code"], row["emp_number"]).wire, row["emp_name"], int(row["total_calls"])


def test_an_address_opens_an_employee_with_figures_phone_and_what_is_open() -> None:
    question = kept()
    number, name, calls = first_employee(question)
    test = visited(question, employee=number)
    page = html(test)
    assert not test.exception
    assert f"<h2>{name}</h2>" in page
    assert re.search(rf'data-tile="total_calls".+?<div class="tile-value">(<a [^>]+>)?{calls:,}<', page)
    assert "Last sync" in page
    assert len(test.get("plotly_chart")) == 3
    assert {"Clients", "The longest calls", "Call-backs due"} <= {
        part for part in ("Clients", "The longest calls", "Call-backs due") if f"<h2>{part}</h2>" in page}
    assert address(test)["employee"] == [number]


def test_the_calls_behind_its_figures_are_the_employees_alone() -> None:
    question = kept()
    number, _, _ = first_employee(question)
    test = visited(question, employee=number, tag="North")
    links = [parse_qs(found) for found in re.findall(r'href="calls\?([^"]+)"', unescape(html(test)))]
    assert len(links) >= 5
    assert all(link["emp"] == [number] and "tag" not in link for link in links)
    assert "emp" not in address(test), "whose team it is compared with stays the filter's"


def test_an_unknown_employee_is_taken_out_of_the_address_again() -> None:
    test = visited(kept(), employee="91-6000099999")
    assert "is not known" in html(test)
    test = settled(next(each for each in test.button if each.label == "Reset the filter").click().run())
    assert "Choose an employee above, or click a row." in html(test)


def test_the_filters_single_employee_is_shown_until_another_is_picked() -> None:
    question = kept()
    number, name, _ = first_employee(question)
    test = visited(question, emp=number)
    assert f"<h2>{name}</h2>" in html(test)
    picker = next(each for each in test.selectbox if each.label == "Employee")
    other = next(option for option in picker.options if option != name)
    test = settled(picker.select(other).run())
    assert f"<h2>{name}</h2>" not in html(test)
    assert "emp" not in address(test)


def test_without_an_employee_everybody_is_offered() -> None:
    test = visited(kept(), employee="nobody")
    assert "Choose an employee above, or click a row." in html(test)
    assert len(test.dataframe) == 1
    assert test.get("plotly_chart") == []


@pytest.mark.usefixtures("without_store")
def test_without_a_call_store_the_page_says_what_is_missing() -> None:
    today = datetime.now(account.settings().zone).date()
    week = CallFilter(Window.of_days(today - timedelta(days=7), today - timedelta(days=1), account.settings().zone))
    page = html(test := visited(week, employee=first_employee(week)[0]))
    assert not test.exception
    assert "Callyzer tells the longest call alone" in page
    assert "<h2>Never attended</h2>" in page
    assert "Callyzer lists missed calls for each employee alone." in page
