"""The made-up company: always the same, and believable."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from callyzer.model.rows import EMPLOYEES, HISTORY, LEADS, frame
from callyzer.sandbox.account import Company
from tests.sandbox.asking import FRIDAY, IST, NOW

SUNDAY = date(2026, 11, 15)
DIWALI = date(2026, 11, 8)


def local_day(calls: pd.DataFrame) -> Any:
    return calls["call_at"].dt.date


def connect_rate(outgoing: pd.DataFrame) -> float:
    return float((outgoing["duration"] > 2).mean())


def on_plain_days(calls: pd.DataFrame) -> Any:
    return calls[calls["call_at"].dt.day_of_week < 5]


def test_the_same_arguments_give_the_same_calls(company: Company) -> None:
    again = Company(7, 40, IST, "IN", FRIDAY)
    assert_frame_equal(company.calls(FRIDAY, FRIDAY), again.calls(FRIDAY, FRIDAY))


def test_another_seed_gives_other_calls(company: Company) -> None:
    other = Company(8, 40, IST, "IN", FRIDAY).calls(FRIDAY, FRIDAY)
    assert set(other["id"]).isdisjoint(company.calls(FRIDAY, FRIDAY)["id"])


def test_a_day_is_the_same_whatever_range_is_asked(company: Company, calls: pd.DataFrame) -> None:
    day = FRIDAY - timedelta(days=12)
    in_range = calls[local_day(calls) == day].reset_index(drop=True)
    assert_frame_equal(company.calls(day, day), in_range)


def test_chunks_together_are_the_calls_of_the_range(company: Company, calls: pd.DataFrame) -> None:
    chunks = list(company.chunks(FRIDAY - timedelta(days=59), FRIDAY, size=20_000))
    assert len(chunks) == 5
    assert max(map(len, chunks)) < 25_000
    assert_frame_equal(pd.concat(chunks, ignore_index=True), calls)


def test_calls_have_the_declared_columns_and_types(calls: pd.DataFrame) -> None:
    assert_frame_equal(calls.head(500), frame(calls.head(500), HISTORY, IST))


def test_ids_are_unique_and_calls_come_in_the_order_of_time(calls: pd.DataFrame) -> None:
    assert calls["id"].is_unique
    assert calls["call_at"].is_monotonic_increasing


def test_a_day_without_anybody_at_work_has_no_calls() -> None:
    alone = Company(7, 1, IST, "IN", FRIDAY)
    days = alone.calls(FRIDAY - timedelta(days=90), FRIDAY)
    assert set(local_day(days)) < {FRIDAY - timedelta(days=n) for n in range(91)}
    empty = alone.calls(SUNDAY, SUNDAY)
    assert list(empty.columns) == list(HISTORY)


def test_every_call_lies_within_its_local_day_in_a_zone_with_daylight_saving() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    last = date(2026, 10, 27)
    calls = Company(7, 10, berlin, "DE", last).calls(date(2026, 10, 24), last)
    assert set(local_day(calls)) <= {date(2026, 10, day) for day in (24, 25, 26, 27)}
    assert calls["call_at"].dt.hour.between(7, 23).all()
    offsets = {at.utcoffset() for at in calls["call_at"]}
    assert offsets == {timedelta(hours=1), timedelta(hours=2)}


def test_a_person_makes_35_to_55_calls_on_a_working_day(calls: pd.DataFrame) -> None:
    plain = on_plain_days(calls[~local_day(calls).isin([DIWALI])])
    per_day = plain.groupby(["emp_number", local_day(plain)]).size()
    assert 35 <= per_day.median() <= 55


def test_sundays_and_holidays_are_nearly_silent_and_saturdays_half(calls: pd.DataFrame) -> None:
    per_day = calls.groupby(local_day(calls)).size()
    plain = per_day[[day.weekday() < 5 for day in per_day.index]].median()
    assert per_day[SUNDAY] < 0.1 * plain
    assert per_day[date(2026, 10, 2)] < 0.2 * plain  # Gandhi Jayanti, a Friday
    assert 0.35 * plain < per_day[date(2026, 11, 14)] < 0.75 * plain


def test_people_rest_at_lunch_and_are_busiest_in_the_afternoon(calls: pd.DataFrame) -> None:
    by_hour = on_plain_days(calls).groupby(calls["call_at"].dt.hour).size()
    assert by_hour[13] < 0.75 * by_hour[11]
    assert by_hour.idxmax() in {16, 17}
    assert by_hour.reindex(range(7)).fillna(0).sum() == 0


def test_nobody_talks_to_two_clients_at_once(calls: pd.DataFrame) -> None:
    talks = calls[calls["duration"] > 0].sort_values(["emp_number", "call_at"])
    ends = talks["call_at"] + pd.to_timedelta(talks["duration"], unit="s")
    same_person = talks["emp_number"].eq(talks["emp_number"].shift())
    assert (talks["call_at"] >= ends.shift())[same_person].all()


def test_missed_and_rejected_calls_have_no_duration(calls: pd.DataFrame) -> None:
    assert (calls.loc[calls["call_type"].isin(["Missed", "Rejected"]), "duration"] == 0).all()
    assert (calls.loc[calls["call_type"] == "Incoming", "duration"] > 0).all()


def test_clients_pick_up_more_in_the_late_afternoon_than_at_lunch(calls: pd.DataFrame) -> None:
    outgoing = calls[calls["call_type"] == "Outgoing"]
    hour = outgoing["call_at"].dt.hour
    assert connect_rate(outgoing[hour == 17]) > connect_rate(outgoing[hour == 13]) + 0.08


def test_people_differ_in_how_often_they_reach_somebody(calls: pd.DataFrame) -> None:
    outgoing = calls[calls["call_type"] == "Outgoing"]
    rates = outgoing.groupby("emp_number").apply(connect_rate)
    assert rates.max() - rates.min() > 0.15


def test_most_missed_calls_are_followed_by_a_talk_but_not_all(calls: pd.DataFrame) -> None:
    client = calls["client_country_code"] + "-" + calls["client_number"]
    old = calls["call_at"] < datetime.combine(FRIDAY - timedelta(days=7), time(), IST)
    missed = calls[calls["call_type"].isin(["Missed", "Rejected"]) & old]
    talks = calls[calls["duration"] > 2].groupby(client)["call_at"].agg(list)
    returned = [
        any(timedelta(0) < talk - at < timedelta(days=2) for talk in talks.get(who, []))
        for who, at in zip(client[missed.index], missed["call_at"], strict=True)]
    assert 0.6 < np.mean(returned) < 0.92


def test_a_few_missed_calls_are_returned_by_a_colleague(calls: pd.DataFrame) -> None:
    client = calls["client_country_code"] + "-" + calls["client_number"]
    people = calls.groupby(client)["emp_number"].nunique()
    assert 0.005 < (people > 1).mean() < 0.2


def test_a_few_clients_have_many_calls_and_most_have_few(calls: pd.DataFrame) -> None:
    per_client = calls.groupby(["client_country_code", "client_number"]).size().sort_values(ascending=False)
    assert per_client.head(len(per_client) // 10).sum() > 0.3 * len(calls)
    assert per_client.median() <= 2


def test_durations_have_a_long_tail(calls: pd.DataFrame) -> None:
    seconds = calls.loc[calls["duration"] > 2, "duration"]
    assert 40 < seconds.median() < 110
    assert seconds.mean() > 1.5 * seconds.median()
    assert seconds.max() > 1800


def test_the_team_west_declines(company: Company) -> None:
    until = company.until
    def west(first: date, last: date) -> float:
        rows = company.calls(first, last)
        stayed = [p.number for p in company.staff if p.tags == ("West",) and p.left is None]
        everybody = [p.number for p in company.staff if p.tags == ("North",) and p.left is None]
        return rows["emp_number"].isin(stayed).sum() / rows["emp_number"].isin(everybody).sum()
    before = west(until - timedelta(days=100), until - timedelta(days=71))
    assert west(until - timedelta(days=27), until) < 0.85 * before


def test_recordings_come_from_phones_that_record_and_from_connected_calls_only(
        company: Company, calls: pd.DataFrame) -> None:
    recording = {person.number for person in company.staff if person.recording}
    recorded = calls[calls["call_recording_url"] != ""]
    assert 0.2 < len(recording) / 40 < 0.55
    assert set(recorded["emp_number"]) <= recording
    assert (recorded["duration"] > 2).all()
    assert recorded["call_recording_url"].str.match(r"https://recordings\.example\.invalid/[\w-]+\.wav").all()


def test_some_phones_upload_hours_or_days_late(calls: pd.DataFrame) -> None:
    delay = (calls["synced_at"] - calls["call_at"]).dt.total_seconds() - calls["duration"]
    assert delay.min() > 0
    assert 0.01 < (delay > 3600).mean() < 0.1
    assert (delay > 24 * 3600).any()
    assert (calls["modified_at"] >= calls["synced_at"]).all()


def test_notes_statuses_reminders_and_leads_are_there_on_some_calls(calls: pd.DataFrame) -> None:
    assert 0.03 < (calls["note"] != "").mean() < 0.3
    assert 0.03 < (calls["crm_status"] != "").mean() < 0.3
    assert 0.001 < (calls["lead_id"] != "").mean() < 0.1
    reminded = calls[calls["reminder_at"].notna()]
    assert set(reminded["crm_status"]) == {"Call Back", "Follow Up"}
    assert (reminded["reminder_at"] > reminded["call_at"]).all()


def test_client_numbers_are_from_the_made_up_blocks(calls: pd.DataFrame) -> None:
    indian = calls["client_country_code"] == "91"
    assert calls.loc[indian, "client_number"].str.fullmatch(r"700\d{7}").all()
    assert 0.005 < (~indian).mean() < 0.03
    assert calls["emp_number"].str.fullmatch(r"60000\d{5}").all()


def test_names_that_break_careless_pages_are_among_the_clients(calls: pd.DataFrame) -> None:
    assert {"=1+1", "<b>Raj</b>", "Sharma Ji 🙏", ""} <= set(calls["client_name"])


def test_gone_people_have_no_calls_after_their_last_day_and_are_not_listed(
        company: Company, calls: pd.DataFrame) -> None:
    listed = set(company.employees(NOW, {})["emp_number"])
    left = [person for person in company.staff if person.left]
    assert len(left) == 3
    for person in left:
        assert person.number not in listed
        latest = calls.loc[calls["emp_number"] == person.number, "call_at"].max()
        assert pd.isna(latest) or latest.date() <= person.last_day


def test_a_silent_phone_has_not_reported_for_days_and_has_no_calls_since(
        company: Company, calls: pd.DataFrame) -> None:
    last_signs: Any = company.employees(NOW, {}).set_index("emp_number")["last_sync_req_at"]
    silent = [person for person in company.staff if person.silent]
    assert len(silent) == 3
    for person in silent:
        assert NOW - last_signs[person.number] > timedelta(days=5)
        assert calls.loc[calls["emp_number"] == person.number, "call_at"].max() < last_signs[person.number]
    assert company.employees(NOW, {})["device_preference.is_app_uninstalled"].sum() == 1


def test_living_phones_reported_within_a_quarter_of_an_hour(company: Company) -> None:
    employees = company.employees(NOW, {}).set_index("emp_number")
    living = [person.number for person in company.staff if person.silent is None and person.left is None]
    ages = NOW - employees.loc[living, "last_sync_req_at"]
    assert ages.max() < timedelta(minutes=15)
    assert ages.min() >= timedelta(0)


def test_employees_have_the_declared_columns_and_come_by_name(company: Company) -> None:
    employees = company.employees(NOW, {company.staff[0].number: NOW})
    assert_frame_equal(employees, frame(employees, EMPLOYEES, IST))
    assert list(employees["emp_name"]) == sorted(employees["emp_name"])
    first = employees.set_index("emp_number").loc[company.staff[0].number]
    assert first["last_call_at"] == NOW


def test_teams_are_tags_and_somebody_has_two_and_somebody_none(company: Company) -> None:
    tags = [person.tags for person in company.staff]
    teams = {"North", "South", "West", "East", "Key Accounts", "Renewals", "New hires"}
    assert {tag for own in tags for tag in own} == teams
    assert {len(own) for own in tags} == {0, 1, 2}
    assert any(person.code == "" for person in company.staff)


def test_leads_are_clients_with_calls(company: Company, calls: pd.DataFrame) -> None:
    leads = company.leads(NOW)
    assert_frame_equal(leads, frame(leads, LEADS, IST))
    assert set(leads["last_call_log.emp_tags"]) == {()}
    assert leads["id"].is_unique
    assert (leads["modified_at"] <= NOW).all()
    assert leads["modified_at"].is_monotonic_decreasing
    told = calls[(calls["lead_id"] != "") & (calls["call_at"] < datetime.combine(FRIDAY, time(), IST))]
    assert told["lead_id"].isin(leads["id"]).mean() > 0.95
    numbers = leads.set_index("id")["details.contact_numbers"]
    row = told[told["lead_id"].isin(leads["id"])].iloc[0]
    assert numbers[row["lead_id"]] == (f"{row['client_country_code']}-{row['client_number']}",)


def test_excluded_numbers_are_called(company: Company, calls: pd.DataFrame) -> None:
    excluded = company.excluded_numbers()
    assert len(excluded) == 10
    assert set(excluded) & set(calls["client_country_code"] + "-" + calls["client_number"])


@pytest.mark.parametrize("count", [0, 1001])
def test_a_company_has_one_to_a_thousand_people(count: int) -> None:
    with pytest.raises(ValueError, match="1 to 1000"):
        Company(7, count, IST, "IN", FRIDAY)


def test_a_country_without_known_holidays_works_every_weekday() -> None:
    assert len(Company(7, 3, IST, "XX", FRIDAY).calls(FRIDAY, FRIDAY))


def test_five_hundred_people_have_distinct_numbers() -> None:
    staff = Company(7, 500, IST, "IN", FRIDAY).staff
    assert len({person.number for person in staff}) == 500
