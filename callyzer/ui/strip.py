"""Draws the line under a page's head, and finds out what it says without making the page wait."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from callyzer.model import CallFilter
from callyzer.ui import account, markup
from callyzer.ui.front import go_to
from callyzer.views import phones, trust_strip
from callyzer.views.phones import Phone
from callyzer.views.trust_strip import Fact

_TOLD = "_strip"


class Strip:
    """Stands where it is made; what it says of the figures is told when they are drawn.

    `gap` says whose calls may be missing from the figures, `gone` are their numbers, `knows_phones` whether that is
    known. `of_calls`: the page's figures come from calls, so it matters who answers.
    """

    def __init__(self, question: CallFilter, now: datetime, country: str, *, of_calls: bool) -> None:
        self._question, self._now, self._of_calls = question, now, of_calls
        known = account.known_employees()
        team = phones.team(known, question, now, country) if known else ()
        self.knows_phones = known is not None
        self.gap = trust_strip.gap(team, question, now)
        self.gone = frozenset(phone.number.wire for phone in phones.gone(team, question, now))
        with st.container(key="strip", horizontal=True, vertical_alignment="center", gap="xxsmall"):
            self._facts = st.empty()
            before, ages = st.session_state.get(_TOLD, (None, ()))
            self._say(ages if before == question else ())  # so that nothing flickers while the figures are drawn
            _phones(team)

    def tell(self, ages: Sequence[datetime]) -> None:
        """`ages`: when the figures on the page were true."""
        st.session_state[_TOLD] = self._question, tuple(ages)
        self._say(ages)

    def _say(self, ages: Sequence[datetime]) -> None:
        as_of = [trust_strip.as_of(min(ages).astimezone(self._now.tzinfo), self._now)] if ages else []
        self._facts.html(markup.facts([*as_of, *self._store()]))

    def _store(self) -> Sequence[Fact]:
        answers = not self._of_calls or account.edition(self._question) is not None
        return trust_strip.answered(account.coverage(), account.progress(), self._question if self._of_calls else None,
                                    self._now, answers=answers, without_store=account.without_store())


def _phones(team: Sequence[Phone]) -> None:
    fact = trust_strip.team(team)
    if fact and _link(fact):
        go_to("account/handsets")


def _link(fact: Fact) -> bool:
    return st.button(fact.text, key=f"strip-{fact.kind}", type="tertiary", icon=":material/smartphone:",
                     help="Which phones, and since when")
