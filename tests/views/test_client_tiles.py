from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from callyzer.model import UniqueClients
from callyzer.model.account import NewClients
from callyzer.views import client_tiles
from callyzer.views.parts import Tiles
from tests.views.builders import SURE, Holds, Told, asks, client, unique_clients

WEEK = asks(date(2026, 11, 9), date(2026, 11, 15))
CLIENTS = unique_clients(
    client("A", "8000000001", 3, total_connected_calls=1), client("B", "8000000002", 2, total_connected_calls=0),
    client("C", "8000000003", 1, total_connected_calls=1), client("D", "8000000004", 1, total_connected_calls=1))


def shown(report: UniqueClients = CLIENTS, known_from: date | None = date(2026, 7, 25)) -> Tiles:
    new = NewClients(4, 1, known_from, pd.DataFrame(), SURE)
    return client_tiles.tiles(Holds({("unique_clients", WEEK): report}, new=new), WEEK)


def told(tiles: Tiles) -> dict[str, tuple[str, str]]:
    return {tile.key: (tile.value, tile.detail) for tile in tiles.tiles}


def test_clients_are_counted_and_told_apart_where_all_calls_are_at_hand() -> None:
    assert told(shown()) == {
        "clients": ("4", ""), "reached": ("3", "75.0% of clients"), "new": ("1", "25.0%, known since 25 Jul 2026"),
        "returning": ("3", "75.0% of clients")}


def test_nobody_is_called_new_where_nothing_is_known_of_the_time_before() -> None:
    tiles = told(shown(known_from=WEEK.window.first_day))
    assert (tiles["new"], tiles["returning"]) == (("–", "no older calls are kept"),) * 2


def test_without_a_store_the_tiles_keep_their_places_and_the_clients_are_counted_from_their_rows() -> None:
    tiles = client_tiles.tiles(Told({("unique_clients", WEEK): CLIENTS}), WEEK)
    assert (told(tiles)["clients"], told(tiles)["reached"]) == (("4", ""), ("3", "75.0% of clients"))
    assert [tile.label for tile in tiles.tiles] == list(client_tiles.LABELS)
    assert told(tiles)["returning"] == ("–", "not known here yet")


def test_who_was_reached_is_told_once_all_clients_are_there() -> None:
    pending = replace(CLIENTS, total_records=300, provenance=replace(SURE, pending_rows=296))
    tiles = client_tiles.tiles(Told({("unique_clients", WEEK): pending}), WEEK)
    assert told(tiles)["clients"] == ("300", "")
    assert told(tiles)["reached"][0] == ""
    assert tiles.waiting
