from __future__ import annotations

from datetime import date
from typing import Any

from callyzer.model import Analysis, AverageDuration, Call, CallFilter, Employee, LongestCall, rows
from callyzer.model.account import LongestCalls
from callyzer.views import longest_calls
from tests.builders import at
from tests.views.builders import SURE, ZONE, Holds, Told, asks

WEEK = asks(date(2026, 11, 16), date(2026, 11, 22))
CALL = Call("id-1", "<b>Ravi</b>", "91", "8000000001", 900, "Incoming", at("2026-11-18 10:00"), "=1+1", "", None, None)


def analysis(call: Call | None) -> Analysis:
    longest = LongestCall(Employee("Asha", "", "91", "9000000001", ()), call) if call else None
    return Analysis(AverageDuration(0, 0, 0, 0, 0, 0, 0, 0, 0), None, None, None, None, longest, SURE)


def kept(call_id: str, duration: int) -> dict[str, Any]:
    return {"emp_name": "Asha", "emp_country_code": "91", "emp_number": "9000000001", "client_name": "",
            "client_country_code": "91", "client_number": "8000000001", "id": call_id, "duration": duration,
            "call_at": at("2026-11-18 10:00"), "call_type": "Outgoing", "note": ""}


class Keeps(Holds):
    def longest_calls(self, question: CallFilter) -> LongestCalls:
        return LongestCalls(rows.frame([kept("a", 900), kept("b", 60)], rows.LONGEST_CALLS, ZONE), SURE)


def test_the_store_tells_the_longest_calls_in_order() -> None:
    table = longest_calls.longest(Keeps({}), WEEK)
    assert table.frame[["key", "client", "duration"]].to_numpy().tolist() == [
        ["a", "+91 8000000001", 900], ["b", "+91 8000000001", 60]]
    assert table.columns[1].maximum == 900
    assert table.notes == ()


def test_without_the_store_callyzer_tells_the_longest_alone() -> None:
    table = longest_calls.longest(Told({("analysis", WEEK): analysis(CALL)}), WEEK)
    assert table.frame[["key", "client", "duration"]].to_numpy().tolist() == [["id-1", "<b>Ravi</b>", 900]]
    assert [note.text for note in table.notes] == [
        "Callyzer tells the longest call alone; the next ones come once these days are kept here."]


def test_where_nothing_was_connected_the_part_says_so() -> None:
    table = longest_calls.longest(Told({("analysis", WEEK): analysis(None)}), WEEK)
    assert (table.empty, table.notes) == ("No call of this range was connected.", ())
