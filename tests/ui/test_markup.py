from __future__ import annotations

from callyzer.errors import StillWaiting
from callyzer.model import Subset
from callyzer.ui import markup
from callyzer.ui.markup import Frame
from callyzer.ui.states import State
from callyzer.views.parts import Behind, Card, Change, Delta, Note, Progress, Tile, Trend

NASTY = '<img src=x onerror="alert(1)">'
FRAME = Frame("trend", "Trend", "How did the days run?", 300)


def to(_behind: Behind) -> str:
    return "calls?pick=clients"


def test_no_text_from_outside_becomes_markup() -> None:
    state = State(NASTY, NASTY, NASTY)
    tile = Tile("key", NASTY, NASTY, NASTY, "calls", detail=NASTY, delta=Delta(NASTY, "up", "good", NASTY))
    written = [
        markup.header(NASTY, NASTY, [NASTY]), markup.heading(NASTY, NASTY, NASTY), markup.failed(FRAME, state),
        markup.notes([Note("info", NASTY)]), markup.banner(state), markup.empty(NASTY, 100),
        markup.tiles([tile], "light", to), markup.cards([Card("key", NASTY, NASTY, NASTY, NASTY, (NASTY,))], to, str),
        markup.clicked(NASTY), markup.behind("12", Behind(NASTY, 12, Subset()), lambda _: NASTY),
        markup.changes([Change("key", NASTY, Delta(NASTY, "up", "good", NASTY), 1, (), 1, NASTY,
                               (Behind(NASTY, 1, Subset()),))], to),
        markup.waiting_tiles([NASTY], "light", StillWaiting("summary", 0, 1)),
    ]
    for html in written:
        assert NASTY not in html
        assert "<img src=x" not in html


def test_a_wait_tells_the_place_in_the_line_and_counts_its_seconds_down() -> None:
    html = markup.waiting(FRAME, StillWaiting("summary", 1, 4.2))
    assert "Asking Callyzer: 2nd in line, about" in html
    assert "--from:4" in html


def test_the_first_in_line_is_told_no_place() -> None:
    assert "in line" not in markup.waiting(FRAME, StillWaiting("summary", 0, 2))


def test_a_wait_is_never_told_as_zero_seconds() -> None:
    assert "--from:1" in markup.waiting(FRAME, StillWaiting("summary", 0, 0.1))


def test_a_wait_after_a_failure_says_what_is_wrong_and_promises_no_seconds() -> None:
    html = markup.waiting(FRAME, StillWaiting("summary", 0, 2, "Callyzer cannot be reached."))
    assert "Callyzer cannot be reached. Trying again." in html
    assert "countdown" not in html


def test_places_are_counted_as_people_count() -> None:
    told = [markup.waiting(FRAME, StillWaiting("summary", ahead, 2)) for ahead in (1, 2, 10, 11, 12, 20, 21, 22)]
    places = [html.partition("Callyzer: ")[2].partition(" in line")[0] for html in told]
    assert places == ["2nd", "3rd", "11th", "12th", "13th", "21st", "22nd", "23rd"]


def test_waiting_and_missing_take_the_room_of_the_answer() -> None:
    for html in (markup.waiting(FRAME, StillWaiting("summary", 0, 1)), markup.missing(FRAME)):
        assert "min-height:300px" in html
        assert "How did the days run?" in html


def test_a_tile_without_its_figure_keeps_its_place() -> None:
    html = markup.tiles([Tile("key", "Unique clients", "", "", "clients")], "light", to)
    assert "Unique clients" in html
    assert 'class="ghost"' in html


def test_a_delta_is_coloured_by_its_meaning_not_by_its_direction() -> None:
    fewer = Tile("key", "Never attended", "12", "", "missed", delta=Delta("−20 %", "down", "good", "15 before"))
    assert "delta-good" in markup.tiles([fewer], "light", to)


def test_a_trend_becomes_a_picture_that_says_what_it_shows_and_one_value_none() -> None:
    def drawn(*values: float | None) -> str:
        return markup.tiles([Tile("k", "Calls", "3", "", "calls", trend=Trend(values, NASTY))], "dark", to)

    assert "data:image/svg+xml" in drawn(1.0, None, 2.0)
    assert 'title="&lt;img src=x' in drawn(1.0, 2.0)
    assert "data:image/svg+xml" not in drawn(1.0)


def test_a_figure_leads_to_the_calls_behind_it_and_one_without_calls_nowhere() -> None:
    tile = Tile("k", "Calls", "3", "", "calls", detail="of 7", behind=Behind("3 calls", 3, Subset()))
    assert '<a class="behind" href="calls?pick=clients" target="_self" title="Show them: 3 calls">3</a>' in (
        markup.tiles([tile], "dark", to))
    assert '<div class="tile-detail">of 7</div>' in markup.tiles([tile], "dark", to)


def test_a_passed_goal_looks_other_than_a_full_bar() -> None:
    bars = [markup.goal_bar(Tile("key", "Calls", "5", "", "calls", progress=Progress(share, 1.0, "", "")), "light")
            for share in (0.99, 1.0, 1.25)]
    assert ["is-reached" in bar for bar in bars] == [False, True, True]
    assert ['<u style="left:80.0%">' in bar for bar in bars] == [False, False, True], "where the goal was"
    assert [bar.count("width:100.0%") for bar in bars] == [0, 1, 1]
