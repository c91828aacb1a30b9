"""New calls arrive when they are due, and never before."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable
from datetime import date, timedelta

import pandas as pd
import pytest

from callyzer.sandbox.account import Company
from callyzer.sandbox.live import Arrivals, Ticker
from tests.sandbox.asking import FRIDAY, IST, NOW

LATE_UPLOADS = timedelta(days=6)


class Notebook:
    """Keeps what it is given: the latest version of each call, as an account does."""

    def __init__(self) -> None:
        self.deliveries: list[pd.DataFrame] = []
        self.employees = pd.DataFrame()
        self.leads = pd.DataFrame()
        self.excluded: list[str] = []
        self.full = False

    def add_calls(self, rows: pd.DataFrame) -> None:
        if self.full:
            raise OSError("full")
        self.deliveries.append(rows)

    def add_employees(self, rows: pd.DataFrame) -> None:
        self.employees = rows

    def add_leads(self, rows: pd.DataFrame) -> None:
        self.leads = rows

    def exclude_numbers(self, numbers: Iterable[str]) -> None:
        self.excluded += numbers

    @property
    def calls(self) -> pd.DataFrame:
        together = pd.concat(self.deliveries, ignore_index=True)
        return together.drop_duplicates("id", keep="last").sort_values(["call_at", "id"], ignore_index=True)


class Setting:
    """A company of ten from the Monday before NOW, its notebook, and a clock moved by hand."""

    def __init__(self, last: date | None = None) -> None:
        self.now = NOW
        self.book = Notebook()
        self.company = Company(7, 10, IST, "IN", FRIDAY)
        self.first = FRIDAY - timedelta(days=4)
        self.arrivals = Arrivals(self.company, self.book, lambda: self.now, self.first, last)
        self.arrivals.begin()

    def proceed(self, **ahead: float) -> pd.DataFrame:
        self.now += timedelta(**ahead)
        return self.arrivals.proceed()


def test_the_account_begins_with_what_has_reached_it_by_now() -> None:
    setting = Setting()
    everything = setting.company.calls(setting.first, FRIDAY)
    assert set(setting.book.calls["id"]) == set(everything.loc[everything["synced_at"] <= NOW, "id"])
    assert len(setting.book.employees) == 9
    assert len(setting.book.leads)
    assert setting.book.excluded == setting.company.excluded_numbers()


def test_nothing_arrives_while_no_time_passes() -> None:
    setting = Setting()
    assert setting.proceed().empty


def test_an_hour_brings_the_calls_synced_in_it_and_no_others() -> None:
    setting = Setting()
    everything = setting.company.calls(setting.first, FRIDAY)
    arrived = setting.proceed(hours=1)
    due = everything[(everything["synced_at"] > NOW) & (everything["synced_at"] <= setting.now)]
    assert len(due) > 10
    assert set(due["id"]) <= set(arrived["id"])
    again = everything[everything["id"].isin(set(arrived["id"]) - set(due["id"]))]
    assert ((again["modified_at"] > NOW) & (again["modified_at"] <= setting.now)).all()


def test_a_recording_and_a_note_come_after_the_call() -> None:
    setting = Setting()
    arrived = pd.concat([setting.proceed(minutes=1) for _ in range(120)])
    first, second = (
        arrived[arrived["id"].duplicated(keep=keep)].set_index("id").sort_index() for keep in ("last", "first"))
    later = ["note", "crm_status", "call_recording_url"]
    assert len(first) > 10
    assert (first[later] == "").all().all()
    assert (second[later] != "").any(axis=1).all()
    assert first["synced_at"].equals(second["synced_at"])
    assert (first["modified_at"] < second["modified_at"]).all()


def test_small_steps_and_one_leap_lead_to_the_same_account() -> None:
    walking, leaping = Setting(), Setting()
    for _ in range(24 * 6):
        walking.proceed(minutes=30)
    leaping.proceed(minutes=24 * 6 * 30)
    assert walking.book.calls.equals(leaping.book.calls)


def test_in_the_end_every_call_is_there_as_finally_known() -> None:
    setting = Setting(last=FRIDAY)
    setting.proceed(hours=5)
    setting.proceed(days=LATE_UPLOADS.days + 2)
    everything = setting.company.calls(setting.first, FRIDAY).sort_values(["call_at", "id"], ignore_index=True)
    assert setting.book.calls.equals(everything)


def test_a_new_day_begins_while_the_account_is_up() -> None:
    setting = Setting()
    arrived = setting.proceed(days=3)
    assert (FRIDAY + timedelta(days=3)) in set(arrived["call_at"].dt.date)


def test_no_call_is_made_after_the_last_day() -> None:
    setting = Setting(last=FRIDAY)
    setting.proceed(days=10)
    assert setting.book.calls["call_at"].dt.date.max() == FRIDAY


def test_what_could_not_be_written_is_written_the_next_time() -> None:
    setting, undisturbed = Setting(), Setting()
    setting.book.full = True
    with pytest.raises(OSError, match="full"):
        setting.proceed(days=1)
    setting.book.full = False
    setting.proceed(minutes=1)
    undisturbed.proceed(days=1, minutes=1)
    assert setting.book.calls.equals(undisturbed.book.calls)


def test_employees_tell_their_latest_call() -> None:
    setting = Setting()
    setting.proceed(minutes=10)
    latest = setting.book.calls.groupby("emp_number")["call_at"].max()
    told = setting.book.employees.set_index("emp_number")["last_call_at"]
    assert told.notna().sum() > 5
    assert told.dropna().equals(latest.reindex(told.dropna().index))


def test_a_ticker_goes_on_after_a_failure_and_logs_no_more_than_its_kind(caplog: pytest.LogCaptureFixture) -> None:
    times = []
    twice = threading.Event()

    def fail() -> None:
        times.append(1)
        if len(times) == 2:
            twice.set()
        raise ValueError("91-7001234567")
    ticker = Ticker(0.001, fail)
    with caplog.at_level(logging.ERROR):
        ticker.start()
        assert twice.wait(10)
        ticker.stop()
    assert "ValueError" in caplog.text
    assert "7001234567" not in caplog.text
