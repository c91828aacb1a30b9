"""How fast it reads, and how long it will take."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from callyzer.store.sync_meter import Meter
from tests.builders import NOW


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def read(meter: Meter, clock: Clock, *, before: float = 0.0, took: float = 2.0) -> None:
    """A page that took so many seconds, so many after the one before it."""
    clock.now += timedelta(seconds=before)
    meter.begin()
    clock.now += timedelta(seconds=took)
    meter.page()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def meter(clock: Clock) -> Meter:
    return Meter(clock)


def test_before_a_page_nothing_is_told(meter: Meter) -> None:
    assert (meter.pages, meter.pages_per_minute, meter.pages_for(10)) == (0, None, None)


def test_what_is_asked_between_two_pages_takes_its_share(meter: Meter, clock: Clock) -> None:
    read(meter, clock)
    read(meter, clock, before=4)
    assert meter.seconds_per_page == 4.0, "2 s, and 4 s later another 2"
    assert meter.pages_per_minute == 15.0


def test_a_rest_is_no_page(meter: Meter, clock: Clock) -> None:
    read(meter, clock)
    read(meter, clock, before=600)
    assert meter.seconds_per_page == 2.0


def test_days_to_come_are_taken_to_have_as_many_pages_as_those_read(meter: Meter) -> None:
    meter.window(days=1, pages=3)
    meter.window(days=4, pages=9)
    assert meter.pages_for(10) == 24
