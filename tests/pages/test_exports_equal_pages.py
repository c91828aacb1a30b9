"""Every number of a page is in the files it is exported as, and is the same there: for filters, and choices of what the
parts show, that are drawn by chance."""

from __future__ import annotations

import json
import math
import os
import random
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pandas as pd
import pypdfium2
import pytest
from streamlit.testing.v1 import AppTest

from callyzer.exports.formats import File
from callyzer.exports.page_table import MOST_ROWS
from callyzer.model import CALL_TYPES, WEEKDAYS, CallFilter, EmployeeQuery, Window
from callyzer.model.goals import COUNTED, Goal, Goals
from callyzer.sandbox.server import SandboxOptions
from callyzer.settings import Settings
from callyzer.ui import account
from callyzer.views import overview, people, time_slots
from callyzer.views.document import title_of
from callyzer.views.sides import KINDS
from callyzer.views.topics import EVERY_TOPIC, TOPICS, Topic
from callyzer.wiring import open_goals, open_sandbox
from tests.exports import reading
from tests.exports.drawing import drawing, is_drawn
from tests.exports.reading import Block, agrees
from tests.pages import pairs_shown, standing_shown
from tests.pages.shown import Numbers, Shown, embedded, numbers, rows, shown, tiles
from tests.pages.test_export import pressed
from tests.pages.visits import PAGES, known, settings_changed, settled, visit

OFFERED = {"choice-trend": overview.BY_DAY, "choice-slots": time_slots.BY_DAY, "choice-call-backs": ("due", "pairs"),
           "choice-employee-days": overview.BY_DAY, "choice-not-picked-up": ("unreached", "pairs"),
           "choice-goal": COUNTED}
GOALS = Goals(tuple(Goal("everybody", "", measure, amount) for measure, amount in zip(COUNTED, (30, 15, 1800, 20),
                                                                                         strict=True)))
DAYS, ENOUGH = 16, 120.0
EXACT = 1e-5
"""What is read of spans of time in a workbook is rounded to milliseconds."""
SHARE = 5.1e-5
"""Files keep four decimals of a share of one, of which a page shows three."""
HALF_A_CENT = 0.005
"""A CSV has two decimals where a page has one."""
BARS = "leaders-", "movers-", "explained-"
TIMES = 1, 60, 3600, 86_400, 100
"""A file may keep spans of time in minutes, hours or days, and shares of one in percent."""


@pytest.fixture(scope="module", autouse=True)
def last_day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[date]:
    """Puts the pages in front of a small team whose calls are all in the call store; up to this day."""
    zone = account.settings().zone
    until = datetime.now(zone).date() - timedelta(days=1)
    options = SandboxOptions(employees=9, days=DAYS, until=until, interval=0.0)
    server = open_sandbox(options)
    whole = CallFilter(Window.of_days(until - timedelta(days=DAYS - 1), until, zone))
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("CALLYZER_TOKEN", options.token)
        environment.setenv("CALLYZER_BASE_URL", server.start())
        environment.setenv("CALLYZER_DATA", str(tmp_path_factory.mktemp("data")))
        settings_changed()
        ends = time.monotonic() + ENOUGH
        while account.opened().source.whole_account(whole) is None:
            assert time.monotonic() < ends, "the calls were not synchronised in time"
            time.sleep(0.1)
        open_goals(Settings.read(os.environ)).keep(GOALS, "A lead", Goals())
        yield until
        settings_changed()
    server.stop()


def drawn(chance: random.Random, last: date) -> dict[str, str | list[str]]:
    """A filter, as an address tells it."""
    first = last - timedelta(days=chance.randint(3, DAYS // 2))
    query: dict[str, str | list[str]] = {"from": str(first), "to": str(last), "off": chance.sample(WEEKDAYS, 1)}
    if chance.random() < 0.5:
        query["type"] = ["Outgoing", chance.choice(CALL_TYPES)]
    elif chance.random() < 0.5:
        query["over"] = "20"
    if chance.random() < 0.5:
        query["hours"] = chance.choice(["09:00-18:00", "11:30-20:00"])
    return query


def chosen(test: AppTest, chance: random.Random) -> AppTest:
    """The page after something was chosen wherever something can be."""
    for name in [str(box.key) for box in test.selectbox if str(box.key).startswith("choice-")]:
        for box in [each for each in test.selectbox if each.key == name]:  # another choice may have taken it away
            test = settled(box.select(chance.choice(box.options)).run())
    for name in [str(each.key) for each in test.button_group if str(each.key) in OFFERED]:
        test = settled(test.button_group(key=name).set_value(chance.choice(OFFERED[name])).run())
    return test


def of_page(topic: str, chance: random.Random) -> dict[str, str | list[str]]:
    """What the address of a page tells beside the filter."""
    if topic == "compare":
        return {"compare": chance.choice(list(KINDS))}
    if topic == "employee":
        return {"employee": chance.choice(sorted(people.by_number(account.opened().source.get_employees(
            EmployeeQuery()))))}
    if topic == "calls":
        return chance.choice([{"connected": "yes"}, {"slot": "10:00-15:00"}, {"kind": "Outgoing"}])
    return {}


def as_in_files(page: Shown, test: AppTest) -> Shown:
    """With its tables under the names that they have in files."""
    goal = next((f"goals-{box.value}" for box in test.button_group if box.key == "choice-goal"), "goals")
    names = {"open": "due", "goals": goal}
    return replace(page, tables={names.get(name, name): table for name, table in page.tables.items()})


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("topic", EVERY_TOPIC)
def test_every_number_of_a_page_is_in_each_of_its_files(topic: Topic, seed: int, last_day: date) -> None:
    chance = random.Random(f"{topic}{seed}")  # noqa: S311 - the same filters in each run
    query = {**drawn(chance, last_day), **of_page(topic, chance)}
    if topic == "goals":  # they count all calls, and say so
        query = {name: value for name, value in query.items() if name not in {"type", "over"}}
    test = chosen(known(PAGES[title_of(topic)], **query), chance)
    page = as_in_files(shown(test), test)
    assert page.tiles or page.tables or page.charts or page.rows
    sheets = reading.sheets(saved(test, topic, "xlsx").content)
    archive, deck = saved(test, topic, "csv").content, reading.slides(saved(test, topic, "pptx").content)
    in_html(page, saved(test, topic, "html").content.decode())
    in_workbook(page, sheets)
    in_csv(page, reading.csvs(archive))
    plainly(reading.csvs(archive, dtype=str))
    in_deck(page, deck)
    if topic == "employee":
        standing_shown.in_files(standing_shown.figures(test), reading.csvs(archive)["employee-standing.csv"],
                                sheets["Employee"], deck)
    if topic == "compare":
        sides = pairs_shown.lines(page.rows)
        pairs_shown.in_csv(sides, reading.csvs(archive)["compare-pairs.csv"])
        pairs_shown.in_workbook(sides, sheets["Compare"])
        pairs_shown.in_deck(sides, deck.tables["pairs"])


@pytest.mark.parametrize("topic", [*TOPICS, "employee", "not-picked-up"])
def test_pictures_draw_what_the_page_does(topic: Topic, last_day: date) -> None:
    chance = random.Random(topic)  # noqa: S311 - the same filters in each run
    query = {**drawn(chance, last_day), **of_page(topic, chance)}
    if topic in {"call-backs", "not-picked-up"}:  # calls of one kind have no charts, nor have the pairs of call-backs
        test = visit(PAGES[title_of(topic)], **{"from": query["from"], "to": query["to"]})
    else:
        test = chosen(visit(PAGES[title_of(topic)], **query), chance)
    page = [json.loads(each.proto.spec) for each in test.get("plotly_chart")]
    drawings = [drawing(svg) for svg in reading.pictures(saved(test, topic, "svg").content)]
    assert page
    for spec in page:
        assert any(is_drawn(spec, each) for each in drawings), spec["data"]


@pytest.mark.parametrize("topic", ["overview", "leaderboard", "compare"])
def test_the_pdf_says_what_the_file_to_read_offline_does(topic: Topic, last_day: date) -> None:
    test = visit(PAGES[title_of(topic)], **{"from": str(last_day - timedelta(days=6)), "to": str(last_day)})
    html = re.sub(r"<details>.*?</details>|<tr class=more>.*?</tr>", "",
                  saved(test, topic, "html").content.decode(), flags=re.DOTALL)  # neither is printed
    sheets = pypdfium2.PdfDocument(saved(test, topic, "pdf").content)
    printed = "".join("".join(sheet.get_textpage().get_text_bounded().split()) for sheet in sheets)
    said = [*tiles(html).values(), *(cell for row in rows(html) for cell in row)]
    figures = [each for each in said if re.search(r"\d", each)]
    assert len(figures) > 6
    assert [each for each in figures if "".join(each.split()) not in printed] == []


def saved(test: AppTest, topic: str, name: str) -> File:
    made = pressed(test, f"export-{topic}-{name}").made.result()
    assert made.missing == ()
    test.run()
    return made.file


def in_html(page: Shown, file: str) -> None:
    assert page.tiles.items() <= tiles(file).items()
    charts, cells = embedded(file), rows(file)
    for chart in page.charts:
        assert chart in charts
    for row in page.rows:
        assert row in cells
    for name, table in page.tables.items():
        columns = {label: values for label, values in table.items() if label != "Call"}
        for place in range(min(len(next(iter(columns.values()))), MOST_ROWS)):
            wanted = {label: values[place] for label, values in columns.items()}
            assert any(_says(row, wanted) for row in cells), (name, wanted)


def _says(row: tuple[str, ...], wanted: Mapping[str, Any]) -> bool:
    return len(row) >= len(wanted) and all(map(agrees, wanted.values(), row))


def in_workbook(page: Shown, sheets: Mapping[str, list[Block]]) -> None:
    blocks = [block for each in sheets.values() for block in each]
    figures = {name: value for block in blocks if block.heads[:2] == ("Figure", "Value")
               for name, value in zip(*block.columns[:2], strict=True)}
    for (_, label), said in page.tiles.items():
        assert said_by(figures[label], said), (label, figures[label], said)
    in_columns(page, [numbers(column) for block in blocks for column in block.columns
                      if all(isinstance(each, int | float | None) for each in column)])
    for name, table in page.tables.items():
        labels = set(table) - {"Call"}
        found = [block for block in blocks if labels <= {head.removesuffix(_HOURS) for head in block.heads}]
        assert found, (name, [block.heads for block in blocks])
        assert any(all(same(table[label], _in_block(block, label)) for label in labels) for block in found), name


_HOURS = " (hours)"
"""How a sheet heads spans of time some of which are negative."""


def _in_block(block: Block, label: str) -> tuple[Any, ...]:
    if label in block.by_head:
        return block.by_head[label]
    return tuple(3600 * hours for hours in block.by_head[label + _HOURS])


def in_csv(page: Shown, files: Mapping[str, pd.DataFrame]) -> None:
    in_columns(page, [numbers(file[column]) for file in files.values() for column in file.columns
                      if pd.api.types.is_numeric_dtype(file[column])], (1, 0.01))
    for name, table in page.tables.items():
        (file,) = (file for file_name, file in files.items() if file_name.endswith(f"{name}.csv") or len(files) == 1)
        for label, values in table.items():
            if any(isinstance(value, int | float) for value in values):
                assert any(all(map(partial(_written, within=within), values, file[head]))
                           for head, within in _headings(label) if head in file.columns), (name, label)


def _headings(label: str) -> list[tuple[str, float]]:
    """How a column may be headed in a CSV, and how far its numbers may be from those of the page."""
    return [(label, HALF_A_CENT), (f"{label} (s)", 0.5), (f"{label.removesuffix(' %')} (%)", HALF_A_CENT)]


def _written(value: Any, kept: Any, within: float) -> bool:
    """Each percentage in percent, each span in seconds."""
    if not isinstance(value, int | float) or pd.isna(value):
        return _equal(value, kept)
    return kept == "new" or math.isclose(float(value), float(kept), abs_tol=within + 1e-9)


def plainly(files: Mapping[str, pd.DataFrame]) -> None:
    """No whole number has a point, and every heading of percentages says so."""
    cells = [cell for file in files.values() for name in file.columns for cell in file[name].dropna()]
    assert [cell for cell in cells if re.fullmatch(r"-?\d+\.0", cell)] == []
    heads = [name for file in files.values() for name in file.columns]
    assert not [name for name in heads if re.search(r"([Ss]hare|rate|goal)$|^Share of \w+$", name)]


def in_deck(page: Shown, deck: reading.Deck) -> None:
    for (name, label), said in page.tiles.items():
        assert deck.cards[name][:2] == [label, said]
    for name, table in page.tables.items():
        heads, *cells = deck.tables[name]
        assert len(heads) >= 2
        assert len(cells) == len(next(iter(table.values()))) or len(cells) >= 8
        for place, row in enumerate(cells):
            for label, said in zip(heads, row, strict=True):
                assert agrees(table[label][place], said), (name, label, table[label][place], said)
    for name, chart in deck.charts.items():
        if name == standing_shown.NAME:
            continue
        drawn = [numbers(series) for series in chart]
        if name.startswith(BARS):
            (bars,) = drawn
            assert any(_bar_by_bar(bars, line) for each in page.charts for line in each), (name, bars)
        assert any(among(series, [line]) or among(line, [series]) for each in page.charts
                   for line in (*each, stacked(each)) for series in drawn), drawn


def _bar_by_bar(bars: Numbers, line: Numbers) -> bool:
    """Whether a slide has the bars of a page, all others together the last of them too."""
    return len(bars) == len(line) and any(all(map(partial(_close, times=times), line, bars)) for times in TIMES)


def stacked(chart: list[Numbers]) -> Numbers:
    """Bars that lie on each other, which a slide draws as one."""
    return tuple(sum(filter(None, values)) for values in zip(*chart, strict=False))


def in_columns(page: Shown, columns: list[Numbers], kept: Sequence[float] = TIMES) -> None:
    for chart in page.charts:
        assert any(among(line, columns, kept) for line in chart), chart


def among(line: Numbers, columns: list[Numbers], kept: Sequence[float] = TIMES) -> bool:
    """Whether a column holds these numbers, the last of which may be all others of it together. Slots before the first
    call and after the last may be there or not. A column of a file may hold those of the page one
    below the other. `kept`: by what its numbers may have to be multiplied."""
    held = [_trimmed(column) for column in columns]
    whole = any(_alike(line, column[start:], times) for column in columns for times in kept
                for start in range(0, len(column), max(len(line), 1)))
    return whole or any(_alike(_trimmed(line), column, times) or (
        _alike(line[:-1], column, times) and _close(line[-1], sum(filter(None, column[len(line) - 1:])), times))
        for column in held for times in kept)


def _trimmed(line: Numbers) -> Numbers:
    some = [place for place, value in enumerate(line) if value]
    return line[some[0]:some[-1] + 1] if some else line


def _alike(line: Numbers, column: Numbers, times: float) -> bool:
    """What a page leaves out between others, since it rests on too little, a file may tell."""
    told = [(one, other) for one, other in zip(line, column, strict=False) if one is not None]
    return 0 < len(line) <= len(column) and len(told) > len(line) / 4 and all(
        _close(one, other, times) for one, other in told)


def _close(one: float | None, other: float | None, times: float) -> bool:
    return one == other or (one is not None and other is not None and math.isclose(
        one, other * times, rel_tol=EXACT, abs_tol=SHARE))


def said_by(value: Any, said: str) -> bool:
    return agrees(value, said) or (said.endswith("%") and agrees(value * 100, said))


def same(values: list[Any], kept: tuple[Any, ...]) -> bool:
    return len(values) == len(kept) and all(map(_equal, values, kept))


def _equal(value: Any, kept: Any) -> bool:
    if isinstance(value, list | tuple):
        return ", ".join(value) == (kept or "")
    if not isinstance(value, str) and pd.isna(value):
        return pd.isna(kept) or kept in {"", "new"}
    if isinstance(value, str):
        return (kept or "") == value
    if isinstance(value, datetime):
        return isinstance(kept, datetime) and abs(value.replace(tzinfo=None) - kept) < timedelta(seconds=1)
    return isinstance(kept, int | float) and any(
        math.isclose(float(value), kept * times, rel_tol=EXACT, abs_tol=1e-9) for times in (1, 100))
