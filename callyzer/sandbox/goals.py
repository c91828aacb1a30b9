"""What the lead of the made-up team wants of it."""

from __future__ import annotations

from callyzer.model.goals import CALLED_BACK, Goal, Goals

MADE_UP = Goals(
    goals=(
        Goal("everybody", "", "total_calls", 45), Goal("everybody", "", "total_connected_calls", 26),
        Goal("everybody", "", "total_duration", 60 * 60), Goal("tag", "Key Accounts", "total_duration", 75 * 60),
        Goal("everybody", "", CALLED_BACK, 60, within=3600),
    ),
    weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat"),
)
