"""An account whose calls of two years are in the call store. Callyzer does not answer: all figures are counted here."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from bench import reports
from bench.dashboard import free_port
from callyzer.model.goals import Goal, Goals
from callyzer.settings import Settings
from callyzer.store import CallStore
from callyzer.store.ledger import LedgerStep
from callyzer.wiring import open_goals, open_store

GOALS = Goals((Goal("everybody", "", "total_calls", 60), Goal("everybody", "", "total_duration", 7200)))


def account(folder: Path) -> dict[str, str]:
    """Its settings, as environment variables."""
    return {"CALLYZER_TOKEN": "made-up", "CALLYZER_BASE_URL": f"http://127.0.0.1:{free_port()}/api/v2.1",
            "CALLYZER_DATA": str(folder)}


def fill(given: dict[str, str], calls: int) -> None:
    """Puts so many calls into its store."""
    store = open_store(Settings.read(given))
    store.keep_employees(reports.people())
    for frame in reports.frames(calls):
        store.add_calls(frame)
    reports.roll_up(store)
    _complete(store)
    store.close()
    open_goals(Settings.read(given)).keep(GOALS, "bench", Goals())


def _complete(store: CallStore) -> None:
    """Tells the store that it holds every call of the two years."""
    days = tuple(reports.LAST_DAY - timedelta(days=back) for back in range(reports.DAYS))
    until = datetime.combine(reports.LAST_DAY, time(23, 59), UTC)
    store.move_ledger(LedgerStep(completed_days=days, completed_at=until, synced_from=until, synced_until=until,
                                 backfill_end=days[-1], exclusions_since=days[-1]))
