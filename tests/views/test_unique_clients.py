from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callyzer.model import RowOrder, UniqueClients
from callyzer.views import unique_clients as view
from callyzer.views.csv import saved
from callyzer.views.parts import MOST_ROWS, Tiles
from tests.views.builders import SURE, Holds, Told, asks, client, unique_clients

WEEK = asks(date(2026, 11, 9), date(2026, 11, 15))
BEFORE = asks(date(2026, 11, 2), date(2026, 11, 8))
PENDING = replace(SURE, pending_rows=250, pending_seconds=6.0)


def source(now: UniqueClients, before: UniqueClients | None = None) -> Told:
    return Told({("unique_clients", WEEK): now} | ({("unique_clients", BEFORE): before} if before else {}))


def many(*calls: int) -> UniqueClients:
    return unique_clients(*(client(f"C{n}", f"80000000{n:02}", count) for n, count in enumerate(calls)))


def test_a_row_says_who_the_client_is_and_who_called() -> None:
    known = client("Sharma & Sons", "8000000001", 5, **{"last_call_log.emp_name": "Asha"})
    table = view.clients(source(unique_clients(known, client(" ", "8000000002", 2))), WEEK)
    assert table.frame["client"].tolist() == ["Sharma & Sons", "+91 8000000002"]
    assert saved(table)["Last by"].tolist() == ["Asha", ""]
    assert table.caption == "2 clients."


def test_where_all_calls_are_kept_a_text_is_looked_for_there() -> None:
    known = unique_clients(client("Asha", "8000000001", 5), client("Bina", "8000000002", 2))
    kept = Holds({("unique_clients", WEEK): known})
    table = view.clients(kept, WEEK, "Bin")
    assert table.frame["client"].tolist() == ["Bina"]
    assert table.caption == "2 clients found."
    nothing = view.clients(kept, WEEK, "Nobody")
    assert (len(nothing.frame), nothing.empty) == (0, ""), "the search stays, so that it can be changed"
    assert view.clients(kept, WEEK, everything=True).frame["client"].tolist() == ["Asha", "Bina"]


def test_of_more_clients_than_a_page_is_sent_those_come_that_are_first_in_the_order() -> None:
    kept = Holds({("unique_clients", WEEK): unique_clients(
        *(client(f"C{n}", f"8{n:09}", 1, total_missed_calls=n) for n in range(MOST_ROWS + 2)))})
    assert view.clients(kept, WEEK).frame["client"].tolist()[:2] == ["C0", "C1"]
    most_missed = view.clients(kept, WEEK, order=RowOrder("total_missed_calls", descending=True))
    assert len(most_missed.frame) == MOST_ROWS
    assert most_missed.frame["client"].tolist()[:2] == ["C10001", "C10000"]
    assert most_missed.caption == "10,002 clients."


def test_the_curve_is_the_same_from_rows_and_from_a_store() -> None:
    report = many(40, 20, 20, 5, 5, 5, 1, 1, 1, 1)
    ours, theirs = (view.concentrated(each, WEEK, "light").data
                    for each in (source(report), Holds({("unique_clients", WEEK): report})))
    assert ours.to_dict("list") == theirs.to_dict("list")
    assert ours["Share of calls"].tolist()[:4] == [0, 40 / 99, 60 / 99, 80 / 99]


def test_bars_are_full_at_the_busiest_client() -> None:
    table = view.clients(source(many(9, 4)), WEEK)
    assert next(column.maximum for column in table.columns if column.name == "total_calls") == 9


def test_rows_that_are_still_to_come_are_said() -> None:
    table = view.clients(source(replace(many(9, 4), provenance=PENDING)), WEEK)
    assert table.waiting
    assert [(note.kind, note.text) for note in table.notes] == [
        ("waiting", "250 rows still to come, in about 6 s; the figures cover what is there so far.")]


def test_the_share_of_the_busiest_clients_is_told_in_a_sentence() -> None:
    calls = [40, 20] + [5] * 8  # one of ten has 40 of 100, two have 60
    chart = view.concentrated(source(many(*calls)), WEEK, "light")
    assert chart.question == (
        "The top 10% of clients hold 40.0% of the calls. The top 20% of clients hold 60.0% of the calls.")


def test_concentration_waits_for_all_clients_since_the_busiest_come_first() -> None:
    chart = view.concentrated(source(replace(many(9, 4), provenance=PENDING)), WEEK, "light")
    assert chart.empty == "Comes when all clients are there: 250 rows to go."
    assert chart.waiting


@settings(max_examples=40)
@given(st.lists(st.integers(1, 200), min_size=1, max_size=99))
def test_the_curve_rises_from_nothing_to_all_and_never_below_equal_shares(calls: list[int]) -> None:
    data = view.concentrated(source(many(*calls)), WEEK, "light").data
    shares, clients = data["Share of calls"], data["Share of clients"]
    assert (shares.iloc[0], clients.iloc[0]) == (0, 0)
    assert (shares.iloc[-1], clients.iloc[-1]) == (1, 1)
    assert shares.is_monotonic_increasing
    assert (shares >= clients - 1e-9).all()


def values(tiles: Tiles) -> dict[str, str]:
    return {tile.key: tile.value for tile in tiles.tiles}


def test_clients_are_of_both_ranges_or_of_one() -> None:
    now = unique_clients(client("A", "8000000001", 6), client("B", "8000000002", 2))
    before = unique_clients(client("A", "8000000001", 1), client("C", "8000000003", 1), client("D", "8000000004", 1))
    tiles = view.returning(source(now, before), WEEK)
    assert values(tiles) == {"both": "1", "now": "1", "before": "2"}
    assert tiles.tiles[0].detail == "50.0% of clients, 75.0% of calls"


def test_the_same_number_in_another_country_is_another_client() -> None:
    now = unique_clients(client("A", "8000000001", 6))
    before = unique_clients(client("A", "8000000001", 6, client_country_code="44"))
    assert values(view.returning(source(now, before), WEEK)) == {"both": "0", "now": "1", "before": "1"}


def test_only_the_comparison_asks_for_the_range_before() -> None:
    told = source(many(3))
    view.tiles(told, WEEK)
    view.clients(told, WEEK)
    view.concentrated(told, WEEK, "light")
    assert told.asked == [("unique_clients", WEEK)]


def test_an_unfinished_range_makes_the_comparison_uncertain() -> None:
    tiles = view.returning(source(many(3), replace(many(1), provenance=PENDING)), WEEK)
    assert tiles.waiting
    assert tiles.notes[-1].text == "A client counts as one of this range only until the other is complete."


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_client_at_all_is_said_in_words(theme: str) -> None:
    nobody = source(unique_clients(), unique_clients())
    assert view.clients(nobody, WEEK).empty
    assert view.concentrated(nobody, WEEK, "dark" if theme == "dark" else "light").empty
    assert values(view.returning(nobody, WEEK)) == {"both": "0", "now": "0", "before": "0"}
