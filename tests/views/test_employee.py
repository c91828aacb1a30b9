from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from callyzer.errors import ServerFault
from callyzer.model import CallFilter, Employees
from callyzer.model.goals import Goal, Goals
from callyzer.views import employee, periods
from callyzer.views.aims import Aims, Member
from callyzer.views.parts import Chart, Note
from tests.builders import at, employees
from tests.builders import employee as registered
from tests.views.builders import NOW, SURE, Told, asks, person, summary, team

WEEK = asks(date(2026, 11, 9), date(2026, 11, 15))
ASHA, BINA, CHETAN, DEV = "9000000001", "9000000002", "9000000003", "9000000004"
ME = f"91-{ASHA}"
MINE = employee.of_employee(WEEK, ME)
BEFORE = periods.previous(MINE, NOW)

PEOPLE = (
    person("Asha", ASHA, outgoing=40, reached=20, talk=7_200, hours=4, total_unique_clients=30, missed=10,
           total_never_attended_calls=4),
    person("Bina", BINA, outgoing=80, reached=20, talk=3_600, hours=8, total_unique_clients=20, missed=20,
           total_never_attended_calls=2),
    person("Chetan", CHETAN, outgoing=10, reached=10, talk=1_800, hours=2, total_unique_clients=10,
           total_never_attended_calls=1),
    person("Dev", DEV, outgoing=20, reached=4, talk=900, hours=2, total_unique_clients=5,
           total_never_attended_calls=8))
TEAM = team(*PEOPLE)
PAST = team(person("Asha", ASHA, outgoing=25, reached=20, talk=3_600, hours=5, total_unique_clients=20))


def told(more: Mapping[tuple[str, CallFilter], object] | None = None) -> Told:
    return Told({("employee_summary", WEEK): TEAM, ("employee_summary", MINE): team(PEOPLE[0]),
                 ("employee_summary", BEFORE): PAST, **(more or {})})


def chart(source: Told | None = None, number: str = ME) -> Chart:
    return employee.stands(source or told(), WEEK, number, NOW, "light")


def test_a_filter_that_names_the_employee_alone_compares_with_everybody() -> None:
    alone = replace(WEEK, emp_numbers=(ME,))
    assert employee.of_team(alone, ME) == WEEK
    north = replace(WEEK, emp_tags=("North",))
    assert employee.of_team(north, ME) == north
    some = replace(WEEK, emp_numbers=(ME, f"91-{BINA}"))
    assert employee.of_team(some, ME) == some
    assert employee.of_employee(north, ME) == MINE


def test_every_measure_stands_beside_the_median_and_the_time_before() -> None:
    lines = {line[0]: tuple(line[1:]) for line in chart().data.itertuples(index=False)}
    assert lines["Calls"] == (50.0, 25.0, 35.0, 2, 4)  # of 50, 100, 10, 20
    assert lines["Talk time (s)"] == (7_200.0, 3_600.0, 2_700.0, 1, 4)
    assert lines["Unique clients"] == (30.0, 20.0, 15.0, 1, 4)
    assert lines["Never attended"] == (4.0, 0.0, 3.0, 3, 4)  # the fewest first
    assert lines["Connect rate (%)"] == (50.0, 80.0, 25.0, 1, 3)  # Chetan's ten attempts are too few


def test_better_means_more_of_what_is_good_and_less_of_what_is_bad() -> None:
    # worse is never attended, 4 of a median of 3; nobody has pairs that were not picked up
    found = chart()
    assert "Not picked up" not in set(found.data["Measure"])
    assert found.question == "Better than the team's median in 6 of 7 measures."


def test_figures_are_placed_as_multiples_of_the_median() -> None:
    others, _, earlier, now = chart().figure.data
    assert now.name == "Asha"
    assert round(2 ** now.x[0], 3) == round(50 / 35, 3)
    assert round(2 ** earlier.x[0], 3) == round(25 / 35, 3)
    assert len([y for y in others.y if y == 0]) == 3
    assert now.hovertext[0] == "<b>Calls</b><br>50<br>Team median 35<br>Previous period 25<br>2nd of 4"


def test_a_rate_over_few_attempts_is_grey_and_not_ranked() -> None:
    found = employee.stands(Told({("employee_summary", WEEK): TEAM}), WEEK, f"91-{CHETAN}", NOW, "light")
    place = dict(zip(found.data["Measure"], found.data["Place"], strict=True))
    assert place["Connect rate (%)"] != place["Connect rate (%)"]  # NaN: it has none
    assert place["Calls"] == 4
    assert found.waiting


def test_two_people_are_no_team() -> None:
    found = chart(Told({("employee_summary", WEEK): team(*PEOPLE[:2]), ("employee_summary", BEFORE): PAST}))
    assert found.empty == "There are too few colleagues with calls in this range to compare with."


def test_who_had_no_calls_has_nothing_to_compare() -> None:
    assert "No calls match the filter" in chart(number="91-9000000009").empty


def test_what_is_missing_of_the_time_before_is_told() -> None:
    fault = ServerFault("employee_summary", 500)
    found = chart(Told({("employee_summary", WEEK): TEAM, ("employee_summary", BEFORE): fault}))
    assert [note.text.startswith("No comparison for now") for note in found.notes] == [True]
    assert found.data["Previous period"].isna().all()


def test_the_tiles_are_the_overviews_with_the_medians() -> None:
    source = told({("summary", MINE): summary(clients=30, never=4, hours=4.0)})
    found = {tile.key: tile for tile in employee.tiles(source, WEEK, ME, NOW).tiles}
    assert (found["total_calls"].value, found["total_calls"].detail) == ("50", "median 35")
    assert (found["connect_rate"].value, found["connect_rate"].detail) == ("50.0%", "of 40, median 25.0%")
    assert found["total_never_attended_calls"].detail == "median 3"
    assert found["total_calls"].delta
    assert found["total_calls"].delta.text == "+100.0%"


def test_a_goal_of_the_employee_stands_on_its_tile() -> None:
    goals = Goals((Goal("everybody", "", "total_calls", 20),))  # Monday to Friday, none of them a holiday
    source = told({("summary", MINE): summary(clients=30, never=4, hours=4.0)})
    aims = Aims(goals, (Member(ME, "Asha", ()),), "IN")
    found = {tile.key: tile for tile in employee.tiles(source, WEEK, ME, NOW, aims).tiles}
    assert found["total_calls"].progress
    assert found["total_calls"].progress.said == "50.0% of 100"


PHONES = Employees(employees(
    registered(ASHA, "Asha", ("North",), last_sync_req_at=at("2026-11-22 15:30"), last_call_at=at("2026-11-22 15:00"),
               **{"device_details.device_model": "Phone 1", "app_version": "2.4"}),
    registered(BINA, "Bina", (), **{"device_preference.is_app_uninstalled": True})), 2, SURE)


def test_the_phone_is_told_with_what_is_wrong_with_it() -> None:
    asha = employee.person(Told({}, PHONES), ME, NOW, "IN")
    assert asha.name == "Asha"
    assert asha.notes == ()
    assert dict(asha.facts) == {
        "Number": ME, "Tags": "North", "Phone": "Phone 1 · 2.4", "Last sync": "Sun 22 Nov, 3:30 PM",
        "Last call": "Sun 22 Nov, 3:00 PM", "Battery": "80%", "Recording": "On"}
    bina = employee.person(Told({}, PHONES), BINA, NOW, "IN")  # a link without the country code
    assert bina.notes == (Note("warning", "App uninstalled."),)


def test_who_left_the_account_is_told_as_such() -> None:
    gone = employee.person(Told({}, PHONES), "91-9000000009", NOW, "IN")
    assert gone.name == "91-9000000009"
    assert [note.text for note in gone.notes] == ["The account does not know this employee any more."]


def test_everybody_with_calls_can_be_chosen_by_name() -> None:
    assert list(employee.choices(told(), WEEK).items())[:2] == [(ME, "Asha"), (f"91-{BINA}", "Bina")]


def test_a_damaged_address_names_nobody() -> None:
    assert [employee.number_of(text) for text in ("", "x", "91-9000000001", "+91-9000000001", "<b>")] == [
        "", "", ME, ME, ""]


def test_who_is_shown_goes_by_a_name_though_there_is_no_call() -> None:
    offered = employee.choices(told(), WEEK)
    everybody = Employees(employees(registered("9000000007", "Esha")), 1, SURE)
    assert employee.shown(ASHA, offered, None) == (ME, "Asha"), "a link may leave the country out"
    assert employee.shown("91-9000000007", offered, everybody) == ("91-9000000007", "Esha")
    assert employee.shown("91-9000000007", offered, None) == ("91-9000000007", "91-9000000007")
