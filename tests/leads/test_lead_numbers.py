"""Phone numbers as people and spreadsheets write them become the ones that requests carry."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callyzer.errors import RuleViolation
from callyzer.leads.numbers import as_sent
from callyzer.model import Number


@pytest.mark.parametrize(("text", "sent"), [
    ("91-9812345678", "91-9812345678"),
    ("+91-9812345678", "91-9812345678"),
    ("+919812345678", "91-9812345678"),
    ("+91 98123 45678", "91-9812345678"),
    ("00919812345678", "91-9812345678"),
    ("919812345678", "91-9812345678"),
    ("919812345678.0", "91-9812345678"),
    ("9812345678", "91-9812345678"),
    ("9812345678.00", "91-9812345678"),
    ("09812345678", "91-9812345678"),
    ("98123-45678", "91-9812345678"),
    ("(0) 98123.45678", "91-9812345678"),
    ("+1 (212) 555-0123", "1-2125550123"),
    ("+353 87 123 4567", "353-871234567"),
    ("+971501234567", "971-501234567"),
    ("\u202b+91\u00a098123\u201145678\u202c", "91-9812345678"),
    ("٩٨١٢٣٤٥٦٧٨", "91-9812345678"),
    ("９８１２３４５６７８", "91-9812345678"),
    ("9112345678", "91-9112345678"),  # ten digits are a whole number, although it begins as the code does
])
def test_a_number_is_sent_as_the_documentation_writes_it(text: str, sent: str) -> None:
    assert as_sent(text, "91") == sent
    assert Number.parse(sent).wire == sent


@pytest.mark.parametrize("text", ["9.19812E+11", "9.19812345678e11", "9,19812E+11"])
def test_a_number_whose_digits_a_spreadsheet_lost_is_refused(text: str) -> None:
    with pytest.raises(RuleViolation, match="digits are lost"):
        as_sent(text, "91")


def test_without_a_country_a_number_stays_bare() -> None:
    assert as_sent("98123 45678") == "9812345678"


@pytest.mark.parametrize("text", ["=1+1", "n/a", "98x12345678", "<b>98</b>", ""])
def test_what_is_no_number_stays_for_the_rules_to_refuse(text: str) -> None:
    assert as_sent(text, "91") == text
    with pytest.raises(RuleViolation):
        Number.parse(text)


@given(st.from_regex(r"[2-9][0-9]{9}", fullmatch=True), st.sampled_from(["", " ", ".", "\u00a0", "/"]),
       st.integers(1, 9), st.sampled_from(["", "+91", "0091", "+91 ", "0", "(0)"]))
def test_however_a_number_is_spaced_and_begun_it_is_the_same(number: str, gap: str, cut: int, begin: str) -> None:
    sent = as_sent(f"{begin}{number[:cut]}{gap}{number[cut:]}", "91")
    assert sent == as_sent(sent, "91") == f"91-{number}"
