from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from callyzer.model import CallFilter, History, Page, Subset, Window
from callyzer.source import WholeAccount
from callyzer.views import calls
from callyzer.views.csv import saved
from tests.builders import ASHA, BINA, KOLKATA, RAVI, SITA, call
from tests.builders import calls as frame_of
from tests.views.builders import NOW, SURE, Told, asks

WEEK, ALL = asks(date(2026, 11, 16), date(2026, 11, 22)), Subset()


class Logs(Told):
    """A source with these calls, latest first; `holds` says whether a store has all of them."""

    def __init__(self, *logged: dict[str, Any], holds: bool = True, total: int | None = None) -> None:
        super().__init__({})
        self.rows = frame_of(*logged).sort_values("call_at", ascending=False).reset_index(drop=True)
        self.holds, self.total, self.pages = holds, len(logged) if total is None else total, list[Page | None]()
        self.questions = list[CallFilter]()

    def history(self, question: CallFilter, page: Page | None = None) -> History:
        self.pages.append(page)
        self.questions.append(question)
        return History(self.rows.head(page.size) if page else self.rows, self.total, SURE)

    def get_calls(self, unique_ids: Sequence[str]) -> History:
        found = self.rows[self.rows["id"].isin(list(unique_ids))].reset_index(drop=True)
        return History(found, len(found), SURE)

    def whole_account(self, question: CallFilter) -> WholeAccount | None:
        return self if self.holds else None  # type: ignore[return-value]  # only asked whether there is one


TWO = (
    call("2026-11-20 10:00", "Outgoing", 62, client=RAVI, emp=ASHA, id="one", note="<i>late</i>"),
    call("2026-11-21 18:05", "Missed", client=SITA, emp=BINA, id="two"),
)
MANY = tuple(call(f"2026-11-20 {place // 60:02}:{place % 60:02}", id=f"id{place}") for place in range(150))


def test_the_list_holds_the_calls_latest_first_with_their_ids() -> None:
    table = calls.listed(Logs(*TWO), WEEK, ALL)
    assert table.frame["key"].tolist() == ["two", "one"]
    assert table.frame["note"].tolist() == ["", "<i>late</i>"]
    assert table.caption == "2 calls."
    assert list(saved(table).columns) == [
        "When", "Client", "Employee", "Type", "Duration (s)", "Note", "Number", "CRM status", "Recording"]


def test_where_a_store_holds_them_all_calls_are_listed() -> None:
    source = Logs(*MANY)
    assert len(calls.listed(source, WEEK, ALL).frame) == 150
    assert source.pages == [Page(1, 100), None]


def test_where_callyzer_is_asked_the_latest_hundred_come_for_one_request() -> None:
    source = Logs(*MANY, holds=False)
    table = calls.listed(source, WEEK, ALL)
    assert table.caption == "The latest 100 of 150 calls."
    assert source.pages == [Page(1, 100)]
    assert len(calls.listed(source, WEEK, ALL, everything=True).frame) == 150


def test_more_calls_than_can_be_looked_through_are_not_fetched() -> None:
    source = Logs(*MANY, total=100_001)
    assert calls.listed(source, WEEK, ALL, everything=True).caption == (
        "The latest 100 of 100,001 calls. More than 100,000 are not listed: choose fewer days, or some employees.")
    assert source.pages == [Page(1, 100)]


@pytest.mark.parametrize("subset", [Subset(connected=True), Subset(slot=(600, 660), first=WEEK.window.first_day,
                                                                   last=WEEK.window.first_day)])
def test_without_a_store_callyzer_is_asked_for_what_it_has_words_for(subset: Subset) -> None:
    source = Logs(*TWO, holds=False)
    calls.listed(source, WEEK, subset)
    (asked,) = source.questions
    assert asked != WEEK


def test_what_callyzer_has_no_words_for_is_told_and_not_asked() -> None:
    source = Logs(*TWO, holds=False)
    table = calls.listed(source, WEEK, Subset(slot=(600, 660)))
    assert "Callyzer cannot be asked for these calls alone." in table.empty
    assert source.questions == []


def test_a_client_is_meant_by_any_call_with_it_and_its_number_stays_out_of_the_subset() -> None:
    source = Logs(*TWO, holds=False)
    calls.listed(source, WEEK, Subset(client_of="one"))
    assert source.questions[0].client_numbers == (f"91-{RAVI}",)
    assert calls.client_of(source, "one") == "Ravi"
    assert calls.listed(source, WEEK, Subset(client_of="nobody")).empty == "This call is not known any more."


def test_where_no_call_can_be_meant_nobody_is_asked() -> None:
    source = Logs(*TWO, holds=False)
    missed = asks(date(2026, 11, 16), date(2026, 11, 22), call_types=("Missed",))
    assert calls.listed(source, missed, Subset(connected=True)).empty.startswith("No calls match")
    assert source.questions == []


def test_a_call_is_told_in_full_and_what_is_blank_is_left_out() -> None:
    found = calls.detail(Logs(*TWO), "one", NOW)
    assert found
    assert found.client == f"91-{RAVI}"
    facts = dict(found.facts)
    assert (facts["Type"], facts["Started"], facts["Duration"], facts["Note"]) == (
        "Outgoing", "Fri 20 Nov, 10:00 AM", "1 min 2 s", "<i>late</i>")
    assert "CRM status" not in facts
    assert calls.detail(Logs(*TWO), "three", NOW) is None


@pytest.mark.parametrize(("since", "first"), [
    (date(2026, 1, 5), date(2026, 1, 5)), (date(2026, 11, 20), date(2026, 11, 16)), (None, date(2026, 11, 16))])
def test_a_story_reaches_as_far_back_as_calls_are_kept(since: date | None, first: date) -> None:
    source = Logs(*TWO)
    asked = asks(date(2026, 11, 16), date(2026, 11, 22), emp_tags=("North",), call_types=("Missed",))
    table = calls.story(source, asked, f"91-{RAVI}", since)
    assert source.questions == [CallFilter(Window.of_days(first, date(2026, 11, 22), KOLKATA),
                                           client_numbers=(f"91-{RAVI}",), is_exclude_numbers=False)]
    assert table.question == "2 calls with 2 employees, 1 connected, 1 min 2 s of talk."
