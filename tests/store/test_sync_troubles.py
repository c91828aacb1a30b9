from __future__ import annotations

from datetime import timedelta

from callyzer.errors import DeadlineExceeded, Forbidden, Unreachable
from callyzer.store.sync_troubles import Troubles
from tests.store.syncing import NOW

REFUSED = Forbidden("history", 403, "Your subscription has expired.")


def minutes(troubles: Troubles) -> float:
    return (troubles.resting("days", REFUSED, NOW)["days"] - NOW) / timedelta(minutes=1)


def test_what_fails_again_and_again_is_left_alone_longer_but_not_for_ever() -> None:
    troubles, rests = Troubles(), []
    for _ in range(7):
        troubles.happened("days", REFUSED)
        rests.append(minutes(troubles))
    assert rests == [0.5, 1, 2, 4, 8, 10, 10]
    troubles.over("days")
    troubles.happened("days", REFUSED)
    assert minutes(troubles) == 0.5


def test_the_same_trouble_is_news_once() -> None:
    troubles = Troubles()
    assert troubles.happened("days", REFUSED)
    assert not troubles.happened("days", REFUSED)
    assert troubles.happened("days", Unreachable("history", "ConnectError"))
    assert troubles.sentence == "Callyzer cannot be reached."
    troubles.over("days")
    assert troubles.sentence == ""


def test_only_where_nobody_can_be_reached_all_lanes_rest() -> None:
    troubles = Troubles()
    away = DeadlineExceeded("history", 45.0, 7, Unreachable("history", "ConnectError"))
    troubles.happened("days", away)
    assert {"days", "delta", "employees", "leads", "audit", "exclusions"} == set(troubles.resting("days", away, NOW))
    assert set(troubles.resting("days", REFUSED, NOW)) == {"days"}
