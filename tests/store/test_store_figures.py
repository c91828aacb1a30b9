"""Each definition with figures worked out by hand."""

from __future__ import annotations

from callyzer.model import Honour, Page
from tests.builders import ASHA, BINA, RAVI, SITA, TARA, call, days, records
from tests.store.conftest import Stored

DAY = days("2026-11-02")


def winner(honour: Honour | None) -> tuple[str, int]:
    assert honour is not None
    return honour.employee.emp_number, honour.calls


def test_a_call_connects_when_it_is_answered_and_lasts_more_than_two_seconds(stored: Stored) -> None:
    store = stored(
        call("2026-11-02 10:00", "Incoming", 2), call("2026-11-02 10:05", "Incoming", 3),
        call("2026-11-02 10:10", "Outgoing", 2), call("2026-11-02 10:15", "Outgoing", 60),
        call("2026-11-02 10:20", "Missed"), call("2026-11-02 10:25", "Rejected"))
    report = store.summary(DAY)
    assert report.total_connected_calls == 2
    assert report.total_duration == 2 + 3 + 2 + 60
    assert report.total_calls == 6


def test_a_missed_call_followed_by_a_talk_is_not_never_attended(stored: Stored) -> None:
    missed = call("2026-11-02 10:00", "Missed")
    assert stored(missed).summary(DAY).total_never_attended_calls == 1
    assert stored(missed, call("2026-11-02 10:05", "Outgoing", 3)).summary(DAY).total_never_attended_calls == 0


def test_a_talk_before_the_last_missed_call_or_in_its_second_does_not_count(stored: Stored) -> None:
    for talk in ("2026-11-02 09:59", "2026-11-02 10:00"):
        store = stored(call(talk, "Incoming", 60), call("2026-11-02 10:00", "Rejected"))
        assert store.summary(DAY).total_never_attended_calls == 1


def test_an_unanswered_try_or_a_colleagues_talk_or_one_out_of_range_leaves_it_never_attended(stored: Stored) -> None:
    store = stored(
        call("2026-11-02 10:00", "Missed"), call("2026-11-02 10:05", "Outgoing", 2),
        call("2026-11-02 10:10", "Outgoing", 60, emp=BINA), call("2026-11-03 10:00", "Outgoing", 60))
    assert store.summary(DAY).total_never_attended_calls == 1
    assert store.summary(days("2026-11-02", "2026-11-03")).total_never_attended_calls == 0


def test_the_count_of_never_attended_equals_the_rows_of_its_list(stored: Stored) -> None:
    store = stored(
        call("2026-11-02 10:00", "Missed"), call("2026-11-02 10:01", "Missed"),
        call("2026-11-02 10:02", "Missed", emp=BINA), call("2026-11-02 10:03", "Missed", client=SITA))
    report = store.never_attended(DAY)
    assert store.summary(DAY).total_never_attended_calls == 3 == report.total_records
    assert [(row["emp_name"], row["client_name"]) for row in records(report.rows)] == [
        ("Asha", "Sita"), ("Bina", "Ravi"), ("Asha", "Ravi")]
    assert [f"{when:%H:%M}" for when in report.call_logs["call_at"]] == ["10:03", "10:02", "10:01", "10:00"]


def test_not_picked_up_needs_an_outgoing_call_and_no_talk_of_any_direction(stored: Stored) -> None:
    store = stored(
        call("2026-11-02 10:00", client=RAVI),
        call("2026-11-02 10:01", client=SITA), call("2026-11-02 09:00", "Incoming", 30, client=SITA),
        call("2026-11-02 10:02", "Missed", client=TARA))
    report = store.not_pickup_by_client(DAY)
    assert list(report.rows["client_name"]) == ["Ravi"]
    assert store.summary(DAY).total_not_pickup_by_clients_calls == 1


def test_working_hours_run_from_the_first_call_to_the_end_of_the_last_per_employee_and_day(stored: Stored) -> None:
    store = stored(
        call("2026-11-02 10:00", "Missed"), call("2026-11-02 12:00", "Outgoing", 90),
        call("2026-11-03 10:00", "Outgoing", 30), call("2026-11-02 10:00", "Outgoing", 15, emp=BINA))
    assert store.summary(days("2026-11-02", "2026-11-03")).total_working_hours == 7200 + 90 + 30 + 15


def test_a_long_call_that_outlasts_a_later_one_ends_the_working_day(stored: Stored) -> None:
    store = stored(call("2026-11-02 10:00", "Outgoing", 3600), call("2026-11-02 10:30", "Missed"))
    assert store.summary(DAY).total_working_hours == 3600


def test_average_durations_count_connected_calls_only_and_round_half_up(stored: Stored) -> None:
    store = stored(
        call("2026-11-02 10:00", "Incoming", 10), call("2026-11-02 10:01", "Incoming", 15),
        call("2026-11-02 10:02", "Outgoing", 2), call("2026-11-02 10:03", "Outgoing", 20))
    (row,) = records(store.employee_summary(DAY).rows)
    assert row["avg_incoming_duration"] == 13  # 12.5
    assert row["avg_outgoing_duration"] == 20
    assert row["avg_duration_per_call"] == 15


def test_employees_come_with_most_calls_first_then_by_number(stored: Stored) -> None:
    store = stored(
        call("2026-11-02 10:00", emp=BINA), call("2026-11-02 10:01", emp=ASHA),
        call("2026-11-02 10:02", emp="9000000009"), call("2026-11-02 10:03", emp="9000000009"))
    assert list(store.employee_summary(DAY).rows["emp_number"]) == ["9000000009", ASHA, BINA]


def test_the_last_call_of_an_employee_is_the_latest_and_of_equals_the_one_with_the_smaller_id(stored: Stored) -> None:
    store = stored(
        call("2026-11-02 10:00", id="a"), call("2026-11-02 11:00", id="c"),
        call("2026-11-02 11:00", id="b", client=SITA))
    (row,) = records(store.employee_summary(DAY).rows)
    assert (row["last_call_log.id"], row["last_call_log.client_name"]) == ("b", "Sita")


def test_never_attended_of_a_client_counts_employees(stored: Stored) -> None:
    store = stored(*(call("2026-11-02 10:00", "Missed", emp=emp) for emp in (ASHA, BINA)))
    (row,) = records(store.unique_clients(DAY).rows)
    assert (row["total_calls"], row["total_never_attended_calls"]) == (2, 2)


def test_clients_with_the_same_number_in_two_countries_are_two(stored: Stored) -> None:
    store = stored(call("2026-11-02 10:00"), call("2026-11-02 10:05", client_country_code="49", id="abroad"))
    assert store.summary(DAY).total_unique_clients == 2
    assert list(store.unique_clients(DAY).rows["client_country_code"]) == ["49", "91"]


def test_a_page_behind_the_last_is_empty_and_still_tells_the_total(stored: Stored) -> None:
    store = stored(call("2026-11-02 10:00"), call("2026-11-02 10:05", client=SITA))
    report = store.unique_clients(DAY, Page(3, 1))
    assert (len(report.rows), report.total_records) == (0, 2)


def test_analysis_divides_the_talk_time_by_active_days(stored: Stored) -> None:
    store = stored(
        call("2026-11-02 10:00", "Incoming", 10), call("2026-11-03 10:00", "Outgoing", 1),
        call("2026-11-04 10:00", "Missed"))
    average = store.analysis(days("2026-11-01", "2026-11-10")).average_duration
    assert (average.total_duration, average.total_days, average.per_day) == (11, 3, 4)
    assert (average.total_calls, average.per_call) == (2, 10)
    assert (average.per_incoming_call, average.per_outgoing_call) == (10, 0)


def test_the_honours_go_to_most_calls_and_ties_to_the_longer_talk_then_the_smaller_number(stored: Stored) -> None:
    store = stored(
        call("2026-11-02 10:00", "Outgoing", 5, emp=ASHA), call("2026-11-02 10:01", "Outgoing", 9, emp=BINA),
        call("2026-11-02 10:02", "Incoming", 4, emp=ASHA), call("2026-11-02 10:03", "Incoming", 2, emp=BINA),
        call("2026-11-02 10:04", "Missed", emp=BINA))
    report = store.analysis(DAY)
    assert winner(report.top_dialer) == (BINA, 1)  # one each, 11 s against 9 s
    assert winner(report.top_answered) == (ASHA, 1)
    assert winner(report.top_caller) == (BINA, 3)
    assert report.highest_total_duration is not None
    assert report.highest_total_duration.total_duration == 11
    assert report.longest_duration is not None
    assert report.longest_duration.call.duration == 9


def test_equal_figures_honour_the_smaller_number(stored: Stored) -> None:
    store = stored(
        call("2026-11-02 10:00", "Outgoing", 5, emp=BINA), call("2026-11-02 10:01", "Outgoing", 5, emp=ASHA))
    report = store.analysis(DAY)
    assert winner(report.top_dialer) == (ASHA, 1)
    assert report.longest_duration is not None
    assert report.longest_duration.employee.emp_number == ASHA  # the later call


def test_nobody_is_honoured_for_nothing(stored: Stored) -> None:
    report = stored(call("2026-11-02 10:00", "Missed")).analysis(DAY)
    assert report.top_caller is not None
    assert [
        report.top_dialer, report.top_answered, report.highest_total_duration, report.longest_duration] == [None] * 4


def test_an_empty_range_gives_zeros_and_empty_rows(stored: Stored) -> None:
    store = stored()
    assert store.summary(DAY).total_calls == 0
    assert store.analysis(DAY).average_duration.total_days == 0
    for ask in (store.employee_summary, store.unique_clients, store.history, store.never_attended):
        report = ask(DAY)
        assert (len(report.rows), report.total_records) == (0, 0)


def test_history_tells_latest_first_and_everything_of_a_call(stored: Stored) -> None:
    one = call("2026-11-02 10:00", "Incoming", 30, note="wants a quote", crm_status="Interested", lead_id="L1")
    two = call("2026-11-02 11:00", call_recording_url="https://media.example/1.mp3", call_mode="Voice")
    told = records(stored(one, two).history(DAY).rows)
    assert [row["call_at"] for row in told] == [two["call_at"], one["call_at"]]
    assert told == [two, one]


def test_calls_are_found_by_id_and_unknown_ids_are_left_out(stored: Stored) -> None:
    store = stored(*(call(f"2026-11-02 {hour}:00", id=name) for hour, name in ((10, "a"), (11, "b"), (12, "c"))))
    report = store.get_calls(["a", "nobody", "c", "a"])
    assert (list(report.rows["id"]), report.total_records) == (["c", "a"], 2)
    assert len(store.get_calls([]).rows) == 0


def test_calls_of_the_same_second_come_by_id(stored: Stored) -> None:
    store = stored(*(call("2026-11-02 10:00", "Missed", id=name) for name in ("b", "c", "a")))
    assert list(store.history(DAY).rows["id"]) == ["a", "b", "c"]
    assert list(store.never_attended(DAY).call_logs["id"]) == ["a", "b", "c"]
    assert list(store.unique_clients(DAY).rows["last_call_log.id"]) == ["a"]
