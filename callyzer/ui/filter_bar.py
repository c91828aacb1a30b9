"""The filter bar: which days, whose calls, which calls. The same on every page, and always what the address says."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

import streamlit as st

from callyzer.errors import RuleViolation
from callyzer.model import CALL_TYPES, WEEKDAYS, WorkingHours
from callyzer.ui.address import choose, link_problems, narrowing
from callyzer.ui.labels import plain
from callyzer.ui.runs import tells_again
from callyzer.views.link import EARLIEST, LATEST, Selection
from callyzer.views.periods import CUSTOM, PRESETS

SHORT = {"last-7-days": "7 days", "last-30-days": "30 days", "last-90-days": "90 days", CUSTOM: "Custom"}
TEAM = "filter-team"
_IN_TEAM = ("filter-tags", "filter-employees")
_SHOWN, _PROBLEM = "_filter_shown", "_filter_problem"
_Values = Mapping[str, Any]
"""What each widget shows, by its key."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be chosen: the account's tags, and its employees' names by number; None while they are not known.

    `waits`: they are on their way.
    """

    tags: tuple[str, ...] = ()
    employees: Mapping[str, str] | None = None
    waits: bool = False

    @property
    def missing(self) -> str:
        """Why nobody can be chosen, as a sentence; "" where the employees are known."""
        if self.employees is not None:
            return ""
        return f"The account's tags and employees are {'on their way' if self.waits else 'not known for now'}."

    def name(self, number: str) -> str:
        return (self.employees or {}).get(number, number)


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the widgets show at the moment."""

    page: str
    selection: Selection
    today: date


def needs_names(selection: Selection) -> bool:
    """Whether the bar has to know the account's tags and employees: they cost a request, most visits need none."""
    return bool(selection.emp_numbers) or bool(st.session_state.get(TEAM))


def filter_bar(page: str, selection: Selection, offered: Offered, today: date) -> None:
    """Draws the bar. A choice is put in force by its callback, before the page runs again.

    Each widget has what is chosen as its default too: what lies in a closed popover is drawn when that is opened, and a
    browser may fetch the code of a widget later than the run that told it.
    """
    values = _follow(page, selection, today)
    with st.container(key="filter-bar", horizontal=True, vertical_alignment="center", gap="small"):
        _range(values)
        _team(selection, offered)
        _calls(selection, values)
        _hours(selection, values)
        if (narrowed := narrowing()) is not None:
            st.button(f"{plain(offered.name(narrowed.label))} · clear", key="filter-back", on_click=choose,
                      args=(narrowed.before,), icon=":material/ads_click:",
                      help="Filtered by a click on a chart: back to what was shown before")
        elif selection != Selection():
            st.button("Reset", key="filter-reset", type="tertiary", on_click=choose, args=(Selection(),),
                      help="Back to the last 7 days of the whole team")
    _remarks()


def team_bar(page: str, selection: Selection, offered: Offered, today: date) -> None:
    """The part of the bar that chooses people, for a page that is not about calls."""
    _follow(page, selection, today)
    with st.container(key="filter-bar", horizontal=True, vertical_alignment="center", gap="small"):
        _team(selection, offered)
    _remarks()


def _range(values: _Values) -> None:
    st.pills("Range", [*PRESETS, CUSTOM], default=values["filter-range"], key="filter-range", required=True,
             label_visibility="collapsed", format_func=_range_label, on_change=_range_chosen, wrap=False)
    if values["filter-range"] == CUSTOM:
        st.date_input("Days", values["filter-days"], key="filter-days", min_value=EARLIEST, max_value=LATEST,
                      format="DD/MM/YYYY", label_visibility="collapsed", on_change=_days_chosen, width=230)


def _range_label(name: str) -> str:
    return SHORT.get(name) or PRESETS[name].label


def _team(selection: Selection, offered: Offered) -> None:
    chosen = [plain(name) for name in (*selection.emp_tags, *map(offered.name, selection.emp_numbers))]
    with st.popover(_summary("Team", chosen), key=TEAM, help="Whose calls", on_change="rerun"):
        _choices("Tags", offered.tags, selection.emp_tags, "filter-tags",
                 explanation="Employees with any of these tags")
        _choices("Employees", offered.employees or (), selection.emp_numbers, "filter-employees", name=offered.name,
                 explanation="Only these employees")
        if offered.employees is None:
            st.caption("The account's tags and employees are on their way." if offered.waits else
                       "The account's tags and employees are not known for now.")


def _choices(label: str, options: Collection[str], chosen: Collection[str], key: str, *,
             name: Callable[[str], str] = str, explanation: str) -> None:
    st.multiselect(label, sorted({*options, *chosen}, key=lambda option: name(option).casefold()), chosen, key=key,
                   format_func=name, help=explanation, placeholder="All", on_change=_team_chosen)


def _calls(selection: Selection, values: _Values) -> None:
    with st.popover(_summary("Calls", _calls_chosen(selection)), key="filter-calls", help="Which calls"):
        st.pills("Call types", CALL_TYPES, selection_mode="multi", default=values["filter-types"], key="filter-types",
                 on_change=_rest_chosen, help="None chosen means all four")
        longer, shorter = st.columns(2)
        longer.number_input("Longer than (s)", 0, 86_400, values["filter-over"], 1, key="filter-over",
                            placeholder="Any", on_change=_rest_chosen, help="The bound itself is left out")
        shorter.number_input("Shorter than (s)", 0, 86_400, values["filter-under"], 1, key="filter-under",
                             placeholder="Any", on_change=_rest_chosen, help="The bound itself is left out")
        st.toggle("Include excluded numbers", values["filter-excluded"], key="filter-excluded", on_change=_rest_chosen,
                  help="Numbers the account has on its exclude list, such as colleagues and suppliers")


def _calls_chosen(selection: Selection) -> list[str]:
    bounds = ((selection.duration_grt_than, "over"), (selection.duration_les_than, "under"))
    durations = [f"{word} {bound} s" for bound, word in bounds if bound is not None]
    return [*selection.call_types, *durations, *([] if selection.is_exclude_numbers else ["excluded numbers too"])]


def _hours(selection: Selection, values: _Values) -> None:
    with st.popover(_summary("Hours", _hours_chosen(selection)), key="filter-hours", help="Working hours and days off"):
        start, end = st.columns(2)
        start.time_input("Working hours from", values["filter-from"], key="filter-from", step=1800, format="12h",
                         on_change=_rest_chosen, help="They cut the day into slots and leave no call out")
        end.time_input("to", values["filter-to"], key="filter-to", step=1800, format="12h", on_change=_rest_chosen)
        st.pills("Days left out", WEEKDAYS, selection_mode="multi", default=values["filter-off"], key="filter-off",
                 on_change=_rest_chosen)


def _hours_chosen(selection: Selection) -> list[str]:
    hours = selection.working_hours
    chosen = [] if hours == WorkingHours() else ["–".join(hours.texts)]
    return [*chosen, *(f"no {day}" for day in selection.exclude_days)]


def _summary(label: str, chosen: list[str]) -> str:
    """What a closed popover says about what is set inside."""
    if not chosen:
        return label
    more = f" +{len(chosen) - 2}" if len(chosen) > 2 else ""
    return f"{label}: {', '.join(chosen[:2])}{more}"


def _remarks() -> None:
    """What a link did not say clearly, and what does not go together."""
    problems = [*link_problems(), *filter(None, [st.session_state.get(_PROBLEM)])]
    if problems:
        st.warning(" ".join(problems), icon=":material/link_off:")


def _values(selection: Selection, today: date) -> _Values:
    """What each widget shows for a selection."""
    hours = selection.working_hours
    return {
        "filter-range": selection.preset,
        "filter-days": selection.days(today),
        "filter-tags": list(selection.emp_tags),
        "filter-employees": list(selection.emp_numbers),
        "filter-types": list(selection.call_types),
        "filter-over": selection.duration_grt_than,
        "filter-under": selection.duration_les_than,
        "filter-from": time(*divmod(hours.start, 60)),
        "filter-to": time(*divmod(hours.end, 60)),
        "filter-off": list(selection.exclude_days),
        "filter-excluded": not selection.is_exclude_numbers,
    }


def _follow(page: str, selection: Selection, today: date) -> _Values:
    """Make the widgets show a selection that did not come from them: a link, another page, a click on a chart. Gives
    what they show.

    Otherwise what somebody is in the middle of choosing is left alone, such as the first day of a range, and an open
    list in which a name may be looked for.
    """
    state = st.session_state
    shown, values = _Shown(page, selection, today), _values(selection, today)
    if state.get(_SHOWN) != shown:
        state.update(values)
        state[_PROBLEM] = ""
    elif tells_again():
        state.update({name: value for name, value in values.items()
                      if state.get(name) == value and not (name in _IN_TEAM and state.get(TEAM))})
    state[_SHOWN] = shown
    return values


def _range_chosen() -> None:
    """A custom range starts from the days that were shown. That none is chosen only a browser tells that missed a
    run."""
    preset, shown = st.session_state["filter-range"], _shown()
    if preset is None:
        st.session_state["filter-range"] = shown.selection.preset
    elif preset == CUSTOM:
        days = st.session_state["filter-days"] = shown.selection.days(shown.today)
        _put_in_force(preset=preset, first=days[0], last=days[1])
    else:
        _put_in_force(preset=preset, first=None, last=None)


def _days_chosen() -> None:
    """A range of days comes in two clicks, and the script runs after the first one too."""
    days = st.session_state["filter-days"]
    if len(days) == 2:
        _put_in_force(preset=CUSTOM, first=days[0], last=days[1])


def _team_chosen() -> None:
    state = st.session_state
    _put_in_force(emp_tags=tuple(state["filter-tags"]), emp_numbers=tuple(state["filter-employees"]))


def _rest_chosen() -> None:
    state = st.session_state
    begins, ends = state["filter-from"], state["filter-to"]
    try:
        hours = WorkingHours(begins.hour * 60 + begins.minute, ends.hour * 60 + ends.minute)
    except RuleViolation as violation:
        state[_PROBLEM] = f"The working hours stay as they were: {violation.rule}."
        return
    _put_in_force(
        call_types=tuple(state["filter-types"]), duration_grt_than=state["filter-over"],
        duration_les_than=state["filter-under"], working_hours=hours, exclude_days=tuple(state["filter-off"]),
        is_exclude_numbers=not state["filter-excluded"],
    )


def _put_in_force(**changes: Any) -> None:
    """Choices that make no question stay in their widgets, with the reason beside them, and change nothing."""
    state, shown = st.session_state, _shown()
    try:
        selection = replace(shown.selection, **changes)
    except RuleViolation as violation:
        state[_PROBLEM] = f"The filter stays as it was: {violation.rule}."
        return
    state[_PROBLEM], state[_SHOWN] = "", replace(shown, selection=selection)
    choose(selection)


def _shown() -> _Shown:
    shown: _Shown = st.session_state[_SHOWN]
    return shown
