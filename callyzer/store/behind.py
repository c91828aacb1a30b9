"""The calls behind a figure: a question's calls narrowed by a `Subset`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from callyzer.model import CallFilter, History, Page, Pick, Subset, Window, rows
from callyzer.model.account import LOOK_BACK_DAYS
from callyzer.model.subset import ACCOUNT_WIDE, MOST_WITHIN, TRIES, narrowed
from callyzer.store.database import sql
from callyzer.store.frames import row_set
from callyzer.store.looking import EMPLOYEES, called
from callyzer.store.matching import CallMatching, matching_calls
from callyzer.store.reading import Reading
from callyzer.store.whole_account import anybodys, beside_anyone


def calls(reading: Reading, question: CallFilter, subset: Subset, page: Page | None) -> History:
    """The calls, latest first. `question` is about the subset's days and client (`scope`)."""
    wanted = narrowed(anybodys(question) if subset.pick == "tries" else question, subset)
    if wanted is None:
        return History(rows.frame([], rows.HISTORY, reading.zone), 0, reading.provenance)
    matching = matching_calls(reading.connection, wanted, "history")
    if subset.slot:
        matching.narrow("local_minute >= $slot_start AND local_minute < $slot_end",
                        slot_start=subset.slot[0], slot_end=subset.slot[1])
    if subset.pick:
        text, parameters = _picked(reading, question, matching, subset, subset.pick)
        matching.narrow(f"id IN ({text})", **parameters)
    _look_for(matching, subset)
    data, total = reading.page("history", matching, page)
    return History(row_set(data, rows.HISTORY, reading.zone), total, reading.provenance)


def _picked(reading: Reading, question: CallFilter, matching: CallMatching, subset: Subset, pick: Pick,
            ) -> tuple[str, dict[str, Any]]:
    """The SQL text of the ids that are picked, and its parameters."""
    if pick in ACCOUNT_WIDE:  # among the question's calls; their parameters are others than the narrowed question's
        among = beside_anyone(reading, question, timedelta(days=LOOK_BACK_DAYS if pick in TRIES else 0))
        among.parameters.update(over=subset.over or 0, within=MOST_WITHIN if subset.within is None else subset.within)
        _fill_wide(among, subset)
        return among.apart(sql(f"picks/{_WIDE[pick]}"), "among")
    matching.parameters["within"] = subset.within
    if pick in _FILES:
        matching.fill("which", _IN_VAIN.get(pick, ""))
        return matching.into(sql(f"picks/{_FILES[pick]}")), {}
    wanted, parameters = _WANTED[pick](reading, matching, question, subset)
    matching.fill("whose", "employee_key, client_key" if pick == "pairs" else "client_key")
    return matching.into(sql("picks/clients").replace("{wanted}", wanted)), parameters


_WIDE: Mapping[Pick, str] = {"call-backs": "call_backs", "untried": "call_backs", "unanswered": "unanswered",
                             "tries": "tries", "waits": "waits", "still-waiting": "waits",
                             "tries-by-number": "tries_by_number", "tries-after-pause": "tries_after_pause"}
_FILES: Mapping[Pick, str] = {
    "top-clients": "top_clients", "never-attended": "never_attended", "not-picked-up": "not_picked_up",
    "not-reached": "not_picked_up", "in-vain": "not_picked_up", "tried-once": "not_picked_up"}
_IN_VAIN: Mapping[Pick, str] = {
    "not-picked-up": "place = 1", "not-reached": "place_of_client = 1", "in-vain": "1 = 1", "tried-once": "tries = 1"}


def _fill_wide(among: CallMatching, subset: Subset) -> None:
    """What the account-wide picks are put together from."""
    among.fill("due", among.into(sql("sources/due")))
    among.fill("told", among.into(sql("sources/tried")))
    among.fill("tried", "tries = 0" if subset.pick == "untried" else "1 = 1")
    bounds = [bound for bound, given in (("seconds > $over", subset.over), ("seconds <= $within", subset.within))
              if given is not None]
    among.fill("length", " AND ".join(bounds) or ("seconds IS NULL" if subset.pick == "still-waiting" else "1 = 1"))


def _all(*_: Any) -> tuple[str, dict[str, Any]]:
    return "1 = 1", {}


def _new(wanted: bool) -> Callable[..., tuple[str, dict[str, Any]]]:
    """Clients with a call of the question on the day of their first call of all, or those without."""
    def clients(_reading: Reading, matching: CallMatching, *_: Any) -> tuple[str, dict[str, Any]]:
        firsts = ("SELECT called.client_key FROM (SELECT client_key, local_day FROM calls WHERE"
                  f" {matching.condition}) AS called INNER JOIN (SELECT client_key, MIN(local_day) AS first_day"
                  " FROM calls GROUP BY client_key) AS firsts ON called.client_key = firsts.client_key"
                  " WHERE local_day = first_day")
        return f"client_key {'' if wanted else 'NOT '}IN ({firsts})", {}

    return clients


def _beside(*, before: bool, wanted: bool) -> Callable[..., tuple[str, dict[str, Any]]]:
    """Clients with a call of the same question in the days before, or after; or those without."""
    def clients(reading: Reading, _matching: CallMatching, question: CallFilter, subset: Subset,
                ) -> tuple[str, dict[str, Any]]:
        other = narrowed(replace(question, window=_neighbour(question.window, subset.within or 1, before=before)),
                         subset)
        if other is None:
            return "1 = 0" if wanted else "1 = 1", {}
        calls = matching_calls(reading.connection, other, "history")
        text, parameters = calls.apart("{matching}", "beside")
        return f"client_key {'' if wanted else 'NOT '}IN (SELECT client_key FROM calls WHERE {text})", parameters

    return clients


def _neighbour(window: Window, days: int, *, before: bool) -> Window:
    first, last = ((window.first_day - timedelta(days=days), window.first_day - timedelta(days=1)) if before else
                   (window.last_day + timedelta(days=1), window.last_day + timedelta(days=days)))
    return Window.of_days(first, last, window.zone)


_WANTED: Mapping[Pick, Callable[..., tuple[str, dict[str, Any]]]] = {
    "clients": _all, "pairs": _all, "new-clients": _new(wanted=True), "known-clients": _new(wanted=False),
    "called-before": _beside(before=True, wanted=True), "not-before": _beside(before=True, wanted=False),
    "not-after": _beside(before=False, wanted=False),
}


def _look_for(matching: CallMatching, subset: Subset) -> None:
    for condition, wanted in (("COALESCE(call_recording_url, '') <> ''", subset.recorded),
                              ("note <> ''", subset.noted)):
        if wanted is not None:
            matching.narrow(f"{'' if wanted else 'NOT '}({condition})")
    if subset.crm_status:
        matching.narrow("crm_status = $crm_status", crm_status=subset.crm_status)
    if subset.text.strip():
        condition, parameters = called(subset.text)
        texts = ["STRPOS(LOWER(note), $looked_for) > 0", "STRPOS(LOWER(crm_status), $looked_for) > 0", condition,
                 EMPLOYEES.format("STRPOS(LOWER(emp_name), $looked_for) > 0")]
        matching.narrow(f"({' OR '.join(texts)})", **parameters)
