"""Who looks at the page: whom the host's sign-in names, else nobody in particular."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from callyzer.ui.account import SOMEBODY


def shown_person() -> None:
    import streamlit as st  # noqa: PLC0415 - the test bed runs this function as a page of its own

    from callyzer.ui.account import person  # noqa: PLC0415 - as above

    st.text(person())


@pytest.mark.parametrize(("user", "name"), [
    ({"email": "asha@example.invalid", "name": "Asha"}, "asha@example.invalid"),
    ({"email": None, "name": " Asha "}, "Asha"),
    ({"email": "two\nlines"}, SOMEBODY),
    ({"email": "x" * 500}, "x" * 200),
    ({"email": ""}, SOMEBODY),
])
def test_a_person_has_the_name_the_sign_in_gives(user: dict[str, str | None], name: str) -> None:
    test = AppTest.from_function(shown_person)
    for claim, value in user.items():
        test.user[claim] = value
    assert test.run().text[0].value == name
