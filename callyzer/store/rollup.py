"""Counting days and months that no longer change once and for all.

A rolled-up answer equals the one counted from the calls: whoever changes a call of a rolled-up day takes the day, and
its month, off the roll-up in the same transaction.
"""

from __future__ import annotations

from datetime import date, timedelta

from callyzer.store.database import Connection, sql

SETTLING = timedelta(days=8)
"""Handsets upload late, and notes and recordings follow: younger days are counted from the calls."""

_AT_ONCE = 31
_ROLLED = (
    "SELECT DISTINCT CAST(local_day AS DATE) FROM ({days}) AS changed"
    " WHERE local_day IN (SELECT local_day FROM rolled_days)"
    " OR date_trunc('month', local_day) IN (SELECT month FROM rolled_months)")


def roll_up(connection: Connection, today: date) -> int:
    """Rolls up to a month's worth of settled days, newest first, and the months that they complete. How many days."""
    last = today - SETTLING
    missing = connection.tuples(
        "SELECT MIN(local_day) FROM calls WHERE local_day <= $last", {"last": last})[0][0]
    if missing is None:
        return 0
    rolled = {day for (day,) in connection.tuples("SELECT local_day FROM rolled_days")}
    count = (last - missing).days + 1
    due = [day for back in range(count) if (day := last - timedelta(days=back)) not in rolled][:_AT_ONCE]
    for first, final in runs(sorted(due)):
        _roll_days(connection, first, final)
    for month in sorted({day.replace(day=1) for day in due}):
        _roll_month(connection, month, rolled | set(due), missing)
    return len(due)


def runs(days: list[date]) -> list[tuple[date, date]]:
    """Sorted days as unbroken runs, first and last day of each."""
    found: list[tuple[date, date]] = []
    for day in days:
        if found and found[-1][1] + timedelta(days=1) == day:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def last_of_month(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _roll_days(connection: Connection, first: date, last: date) -> None:
    span = {"first": first, "last": last}
    connection.run("DELETE FROM quarter_tallies WHERE local_day BETWEEN $first AND $last", span)
    connection.run(sql("writes/roll_days"), span)
    connection.run(
        "INSERT INTO rolled_days SELECT CAST(day AS DATE) FROM"
        " generate_series(CAST($first AS TIMESTAMP), CAST($last AS TIMESTAMP), INTERVAL 1 DAY) AS days (day)", span)


def _roll_month(connection: Connection, month: date, rolled: set[date], oldest: date) -> None:
    """If every day of it is rolled up; days before the oldest call are empty."""
    last = last_of_month(month)
    days = [month + timedelta(days=n) for n in range((last - month).days + 1)]
    if not all(day in rolled for day in days if day >= oldest):
        return
    connection.run("DELETE FROM pair_months WHERE month = $month", {"month": month})
    connection.run(sql("writes/roll_month"), {"first": month, "last": last})
    connection.run("INSERT INTO rolled_months VALUES ($month)", {"month": month})


def forget(connection: Connection, days: str) -> None:
    """Takes the days that the query `days` selects off the roll-up, and their months."""
    # Nearly every page changes young days only, which are not rolled up: to ask is cheaper than to delete nothing.
    rolled = {day for (day,) in connection.tuples(_ROLLED.format(days=days))}
    if rolled:
        connection.run(f"DELETE FROM rolled_months WHERE month IN ({_listed({day.replace(day=1) for day in rolled})})")
        connection.run(f"DELETE FROM rolled_days WHERE local_day IN ({_listed(rolled)})")


def _listed(days: set[date]) -> str:
    return ", ".join(f"DATE '{day}'" for day in sorted(days))
