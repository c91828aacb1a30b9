from __future__ import annotations

from callyzer.views.shown import Shown, shown


def test_where_nobody_chose_all_is_as_on_a_first_visit() -> None:
    assert shown(lambda _key: None) == Shown()


def test_what_was_chosen_is_known_by_its_key() -> None:
    chosen = {"ranking": "total_duration", "movers": "total_missed_calls", "compare-y": "total_unique_clients",
              "call-back-target": "900", "call-backs": "pairs", "returning": True}
    assert shown(chosen.get) == Shown(ranking="total_duration", moved="total_missed_calls", up="total_unique_clients",
                                      target=900, call_backs="pairs", returning=True)


def test_what_was_never_offered_counts_as_not_chosen() -> None:
    assert shown(lambda _key: "DROP TABLE calls") == Shown()
    assert shown({"call-back-target": "901", "trend": "", "ranking": 7}.get) == Shown()
