"""Leads looked through, created and changed on the page, in front of the sandbox account."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from callyzer.errors import ReadOnly
from callyzer.model import Assignment, LeadDraft, LeadQuery, Number
from callyzer.ui import account
from callyzer.wiring import Priority
from tests.builders import soon
from tests.pages.visits import PAGES, address, html, settled, visit, waits

PAGE = PAGES["Leads"]


def press(test: AppTest, label: str) -> AppTest:
    return settled(next(button for button in test.button if button.label == label).click().run())


def filled_in(test: AppTest, **values: Any) -> AppTest:
    """Fills in the open form, fields by the end of their keys, and checks it."""
    soon(lambda: any(button.label == "Check" for button in test.button) or not test.run())
    for name, value in values.items():
        widgets = [*test.text_input, *test.text_area, *test.selectbox, *test.multiselect]
        next(widget for widget in widgets if str(widget.key).startswith("lead-") and str(widget.key).endswith(
            f"-{name}")).set_value(value)
    return press(test, "Check")


def lead_of(number: str) -> Mapping[Any, Any]:
    """What the account has at this number by now."""
    found = account.opened().callyzer("test", Priority.SYNC).get_leads(LeadQuery(contact_numbers=(number,)))
    return found.rows.to_dict("records")[0]


def test_a_lead_is_created_after_every_rule_was_checked_and_is_told_with_its_id() -> None:
    test = press(visit(PAGE), "New lead")
    test = filled_in(test, first_name="As", number="9.1E+11", zip="1")
    assert html(test).count('class="problem"') == 4, "three fields, and how many there are"
    assert "digits are lost" in html(test)
    test = filled_in(test, first_name="<b>Asha</b> $x$", number="072222 00001", zip="411001", description="=1+1")
    assert "&lt;b&gt;Asha&lt;/b&gt; $x$" in html(test)
    assert "91-7222200001" in html(test)
    test = press(test, "Save")
    lead = lead_of("91-7222200001")
    assert (lead["details.first_name"], lead["details.zip"]) == ("<b>Asha</b> $x$", "411001")
    assert address(test)["lead"] == [lead["id"]]
    latest = account.opened().log.writes()[0]
    assert (latest.endpoint, latest.outcome, latest.ids) == ("save_lead", "done", (lead["id"],))
    assert not test.exception


def test_of_a_lead_only_what_was_changed_is_overwritten() -> None:
    source = account.opened().callyzer("test", Priority.SYNC)
    saved = account.opened().writer("test", "test").save_lead(
        LeadDraft("Bina", ("91-7222200002",), Assignment("Round Robin"), city="Pune", lead_tags=("tv",)))
    before = lead_of("91-7222200002")
    test = visit(PAGE, lead=saved.id)
    if "not among those listed" in html(test):
        pytest.fail("the latest lead leads the list")
    test = press(test, "Edit")
    assert "Nothing is different" in html(filled_in(test))
    account.opened().writer("test", "test").save_lead(LeadDraft(
        "Bina", ("91-7222200002",), Assignment("Random"), id=saved.id, state="Goa"))
    press(filled_in(test, city="Nagpur", source="Fair"), "Save")
    after = lead_of("91-7222200002")
    assert (after["details.city"], after["details.source"]) == ("Nagpur", "Fair")
    assert after["details.state"] == "Goa", "what somebody else changed meanwhile stays"
    assert (after["lead_tags"], source.get_leads(LeadQuery(first_name="Bina")).total_records) == (("tv",), 1)
    assert before["id"] == after["id"]


def test_a_number_that_is_a_lead_already_is_told_in_callyzers_words_and_the_form_keeps_what_it_held() -> None:
    account.opened().writer("test", "test").save_lead(LeadDraft("Chetan", ("91-7222200003",), Assignment("Random")))
    test = filled_in(press(visit(PAGE), "New lead"), first_name="Another", number="91-7222200003")
    test = press(test, "Save")
    assert "The ‘…’ already exists." in html(test)
    assert "Another" in [field.value for field in test.text_input]


def test_leads_are_found_by_the_documented_question() -> None:
    account.opened().writer("test", "test").save_lead(
        LeadDraft("Dinesh", ("91-7222200004",), Assignment("Random"), last_name="Zutshi"))
    test = visit(PAGE)
    for key, value in (("find-first_name", "Di"), ("find-last_name", "zutshi")):
        test.text_input(key=key).set_value(value)
    test = press(test, "Find")
    assert "must be 3 to 250 characters long" in html(test)
    test.text_input(key="find-first_name").set_value("dinesh")
    test = press(test, "Find")
    assert list(test.dataframe[0].value["lead"]) == ["Dinesh Zutshi"]
    test.text_area(key="find-numbers").set_value("7222299999")
    assert "Callyzer knows no lead with one of these numbers." in html(press(test, "Find"))
    assert len(press(test, "Show all").dataframe[0].value) > 1


def test_where_all_is_read_only_nothing_is_offered_and_nothing_leaves(setting: Callable[[str, str], None]) -> None:
    setting("CALLYZER_READ_ONLY", "true")
    test = visit(PAGE)
    soon(lambda: len(test.dataframe) > 0 or not test.run())
    assert not {"New lead", "Edit"} & {button.label for button in test.button}
    assert any("only reads" in caption.value for caption in test.caption)
    with pytest.raises(ReadOnly):
        account.opened().writer("test", "test").save_lead(LeadDraft("Elan", ("7222200005",), Assignment("Random")))


@pytest.mark.usefixtures("without_store")
def test_without_a_call_store_a_hundred_are_listed_and_what_cannot_be_logged_is_not_sent() -> None:
    test = visit(PAGE)
    assert len(test.dataframe[0].value) == 100
    assert any("List all leads" in toggle.label for toggle in test.toggle)
    test = press(filled_in(press(test, "New lead"), first_name="Farah", number="7222200006"), "Save")
    assert "The change could not be logged" in html(test)
    assert not waits(test)
    assert Number.parse("7222200006").wire not in str(account.opened().log.writes())
