from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from callyzer.errors import StillWaiting
from callyzer.model import Employees
from callyzer.views import handsets
from callyzer.views.csv import saved
from callyzer.views.parts import Tiles
from tests.builders import at, employee, employees
from tests.views.builders import NOW, SURE, Told, asks

WEEK = asks(date(2026, 11, 16), date(2026, 11, 22))
BATTERY, REMOVED = "device_preference.battery_percentage", "device_preference.is_app_uninstalled"
HEARD = at("2026-11-22 15:30")


def phone(name: str, place: int, **more: Any) -> dict[str, Any]:
    return employee(f"900000000{place}", name, **{"last_sync_req_at": HEARD, **more})


TEAM = (
    phone("Asha", 1),
    phone("Bina", 2, is_call_recording_active=False),
    phone("Chetan", 3, **{BATTERY: 12}),
    phone("Dev", 4, **{BATTERY: 9, "is_call_recording_active": False}),
    phone("Esha", 5, last_sync_req_at=at("2026-11-16 21:40")),
    phone("Farid", 6, last_sync_req_at=at("2026-11-06 21:40"), tags=("North",)),
    phone("Gita", 7, last_sync_req_at=at("2026-11-13 21:40"), **{REMOVED: True, BATTERY: None}),
    phone("Hari", 8, last_sync_req_at=None, tags=("North",)),
)


def source(*people: dict[str, Any]) -> Told:
    return Told({}, Employees(employees(*people), len(people), SURE))


def told(tiles: Tiles) -> dict[str, tuple[str, str]]:
    return {tile.label: (tile.value, tile.detail) for tile in tiles.tiles}


def test_what_needs_attention_comes_first_with_its_reason_in_words() -> None:
    table = handsets.rows(source(*TEAM), WEEK, NOW, "IN")
    assert list(zip(table.frame["name"], table.frame["reasons"], strict=True)) == [
        ("Gita", "App uninstalled"),
        ("Hari", "Never synced"),
        ("Farid", "No sync for 16 days"),
        ("Esha", "No sync for 6 days"),
        ("Dev", "Battery 9% · Recording off"),
        ("Chetan", "Battery 12%"),
        ("Bina", "Recording off"),
        ("Asha", ""),
    ]
    assert table.caption.startswith("8 handsets, 7 with something to look at.")
    assert table.quiet == (6, 7)


def test_the_tiles_count_each_trouble_and_name_the_first_phones() -> None:
    assert told(handsets.tiles(source(*TEAM), WEEK, NOW, "IN")) == {
        "Handsets": ("8", "1 without any trouble"),
        "Silent": ("3", "Esha, Farid +1"),
        "Uninstalled": ("1", "Gita"),
        "Low battery": ("2", "Chetan, Dev"),
        "Not recording": ("2", "Bina, Dev"),
    }


def test_a_row_says_what_is_known_and_leaves_out_what_is_not() -> None:
    known = phone("Asha", 1, app_version="4.8", is_lead_active=False,
                  last_call_at=at("2026-11-21 18:02"), **{"device_details.device_model": "Made-up 5"})
    unknown = phone("Bina", 2, is_lead_active=None, is_call_recording_active=None, **{REMOVED: None, BATTERY: None})
    data = saved(handsets.rows(source(known, unknown), WEEK, NOW, "IN"))
    assert list(data.loc[0, ["Version", "Phone", "Recording", "Lead feature", "App", "Battery (%)"]]) == [
        "4.8", "Made-up 5", "On", "Off", "Installed", 80]
    assert data["Synced at"].tolist() == [HEARD, HEARD]
    assert data["Last call"].notna().tolist() == [True, False]
    assert list(data.loc[1, ["Recording", "Lead feature", "App"]]) == ["", "", ""]
    assert data["Battery (%)"].isna().tolist() == [False, True]


def test_only_the_chosen_people_are_counted() -> None:
    north = asks(date(2026, 11, 16), date(2026, 11, 22), emp_tags=("North",))
    assert handsets.rows(source(*TEAM), north, NOW, "IN").frame["name"].tolist() == ["Hari", "Farid"]
    assert told(handsets.tiles(source(*TEAM), north, NOW, "IN"))["Handsets"] == ("2", "0 without any trouble")


def test_nobody_at_all_is_said_in_words() -> None:
    assert handsets.rows(source(), WEEK, NOW, "IN").empty == "No employee matches the filter."


def test_the_page_waits_while_the_employees_are_on_their_way() -> None:
    with pytest.raises(StillWaiting):
        handsets.rows(Told({}), WEEK, NOW, "IN")
