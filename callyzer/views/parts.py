"""The frozen pieces a page is put together from. A view makes them; the user interface draws them.

Texts are ready to show: rounded, with units, in the words of `views.words`. Names from outside stay as they are in
frames and tiles; only figures hold them escaped, since plotly reads a little HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto
from typing import Any, Generic, Literal, TypeVar

import pandas as pd
import plotly.graph_objects as go

from callyzer.errors import CallyzerError, StillWaiting
from callyzer.figures.axes import Unit
from callyzer.figures.theme import Theme
from callyzer.model import Subset

Meaning = Literal["good", "bad", "neutral"]
Direction = Literal["up", "down", "flat"]
ChangeUnit = Unit | Literal["percent", "points", "times"]
"""What a change is counted in: a difference in the unit of its measure where there was nothing before."""

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

__all__ = [
    "Amount", "Behind", "Card", "Cards", "Change", "ChangeUnit", "Chart", "Column", "ColumnKind", "Delta", "Direction",
    "Later", "Mark", "Marks", "Meaning", "Movers", "Note", "Pair", "Pairs", "Part", "Plot", "Progress", "Reference",
    "RowTable", "Theme", "Tile", "Tiles", "Trend", "soon",
]


MOST_ROWS = 10_000
"""Of a table, in a browser."""


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence beside the figures: how far they can be trusted. `waiting` is for rows that are still to come."""

    kind: Literal["info", "warning", "waiting"]
    text: str


@dataclass(frozen=True, slots=True)
class Behind:
    """The calls behind a figure: what it counts in words ("62 calls", "14 missed"), how many calls they are, and which
    of the question's. `team` (tags and numbers) is whom the question is about instead of the filter's people."""

    said: str
    calls: int
    subset: Subset
    team: tuple[tuple[str, ...], tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """What can be clicked: its name ("Tue 3 Nov, 10 – 11 AM"), and the calls behind each of its figures. `number` is a
    client's, who may be dialled on another phone; "" where it is no client."""

    name: str
    behind: tuple[Behind, ...]
    number: str = ""


Marks = Mapping[tuple[object, ...], Mark]
"""The marks of a figure by the customdata of a click."""


@dataclass(frozen=True, slots=True)
class Delta:
    """A change against the previous period.

    `text` is short ("+12.5 %", "−2.1 pts"); `meaning` is what colours it: fewer never attended is good.
    `before` is a sentence for the hover: "1,204 calls from 8 to 14 Nov". `value` is the number in the text (12.5 or
    −2.1), counted in `unit`; None where there is none.
    """

    text: str
    direction: Direction
    meaning: Meaning
    before: str
    value: float | None = None
    unit: ChangeUnit = "percent"


@dataclass(frozen=True, slots=True)
class Trend:
    """The days of a figure in small: a value for each, None where it rests on too little. `said`: what it shows."""

    values: tuple[float | None, ...]
    said: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure as a number, for where it is reckoned with: seconds, a share of 1; `before` is the previous period's."""

    value: float
    unit: Unit = "count"
    before: float | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a goal is reached, as parts of one; `expected` of it by now. Passed goals have more than one. `said` is
    short, `help` for the hover; `wanted` is the goal itself."""

    share: float
    expected: float
    said: str
    help: str
    wanted: Amount | None = None


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure in large type; `behind` it lie calls, and `also` behind its detail.

    `value` is "" while the figure itself is still to come, and then the tile keeps its place. `detail` is a second,
    small line (the sample of a rate). `quiet` figures rest on too little and are drawn in grey. `delta` is None where
    there is none; `delta_waiting` says that it will come. `trend` is None where the answers give none, and `measure`
    names its colour for `figures.theme.colour`. `progress` is None where nobody set a goal. `amount` is None where the
    figure is no number or is not known.
    """

    key: str
    label: str
    value: str
    help: str
    measure: str
    detail: str = ""
    quiet: bool = False
    delta: Delta | None = None
    delta_waiting: bool = False
    trend: Trend | None = None
    progress: Progress | None = None
    behind: Behind | None = None
    also: Behind | None = None
    amount: Amount | None = None


@dataclass(frozen=True, slots=True)
class Tiles:
    """A row of tiles. `waiting`: some of them get more when it is asked again."""

    tiles: tuple[Tile, ...]
    notes: tuple[Note, ...] = ()
    waiting: bool = False
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A line at a value of the axis across (`upright`) or of the one up, and what it is called ("median 52.4%")."""

    value: float
    text: str
    upright: bool


@dataclass(frozen=True, slots=True)
class Plot:
    """How a chart's `data` is drawn where its reader can change it, in a slide or a sheet.

    `category` is the column along the axis, `series` are those that are drawn, in these `colours` (names for
    `figures.theme.colour`), all in one `unit`. In "cells" a row is a line of cells and every other column holds one of
    each; in "dots" the two series lie across and up, each in its own of the `units`.

    `each` are the colours of single bars, where they differ; `most` is how many of them the page draws before it puts
    all others together, 0 where it never does. Of differences, `better` is +1 where more is good, −1
    where it is bad and 0 where it depends. Of cells, `top` is the value of the strongest colour. `small` are the cells
    (row and column) that rest on too little to have any, and the dots (row and 0) that are grey for that; `references`
    lie among the dots. `axis` says what the values are, where the title does not.
    """

    kind: Literal["columns", "bars", "line", "cells", "dots"]
    category: str
    series: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    units: tuple[Unit, ...] = ("count",)
    each: tuple[str, ...] = ()
    most: int = 0
    better: int = 0
    top: float = 0.0
    small: frozenset[tuple[int, int]] = frozenset()
    references: tuple[Reference, ...] = ()
    axis: str = ""

    @property
    def differs(self) -> bool:
        """Whether the values are differences, which show their sign."""
        return self.series == ("Difference",)

    @property
    def nested(self) -> bool:
        """Whether the second series is a part of the first, which is drawn paler behind it."""
        return self.kind == "columns" and len(self.series) == 2 and "previous" not in self.colours


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """A figure with what belongs around it.

    `question` is what it answers, as a subtitle; `help` the definition for the hover; `alt` the figure in words;
    `data` what it is drawn from, and `plot` how that is drawn natively, None where it is not, or how `native` is, where
    `data` says more than is drawn; `height` in pixels; `marks` what a click on it means. `empty` is a sentence to show
    instead of the figure where there is nothing to draw.
    """

    key: str
    title: str
    question: str
    figure: go.Figure
    alt: str
    data: pd.DataFrame
    height: int
    plot: Plot | None = None
    native: pd.DataFrame | None = None
    help: str = ""
    marks: Marks = field(default_factory=dict)
    empty: str = ""
    notes: tuple[Note, ...] = ()
    waiting: bool = False
    as_of: datetime | None = None

    @property
    def plotted(self) -> pd.DataFrame:
        """What `plot` draws."""
        return self.data if self.native is None else self.native

    @property
    def data_plot(self) -> Plot | None:
        """What tells the units of `data`; None where its headings do."""
        return self.plot if self.native is None else None


class ColumnKind(Enum):
    """How the cells of a column are drawn."""

    TEXT = auto()
    PHONE = auto()  # a number behind a sign that dials it: "+919876543210"
    COUNT = auto()
    SECONDS = auto()  # whole seconds, drawn as a duration
    PERCENT = auto()  # 0 … 100
    NUMBER = auto()  # with one decimal, may be missing
    BAR = auto()  # a count as a bar from 0 to `maximum`
    SECONDS_BAR = auto()  # seconds as a bar from 0 to `maximum`
    PERCENT_BAR = auto()  # a percentage as a bar from 0 to 100
    CHANGE = auto()  # places up (positive) or down; 0 is told as unchanged
    TREND = auto()  # a list of numbers
    SPREAD = auto()  # a list of counts, drawn as small bars
    TAGS = auto()  # a list of texts
    INSTANT = auto()  # a time in the account's zone
    AGO = auto()  # the same, told as how long ago it was
    LEVEL = auto()  # a whole percentage as a bar, may be missing


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: `name` in the frame, `label` in the head. `maximum` is where a bar is full."""

    name: str
    label: str
    kind: ColumnKind
    help: str = ""
    maximum: float = 0.0
    pinned: bool = False
    width: Literal["small", "medium", "large"] | int | None = None  # a number is in pixels

    @property
    def full(self) -> float | None:
        """Where a bar in its cells is full, in the unit of the frame; None where there is none."""
        return {ColumnKind.BAR: self.maximum, ColumnKind.SECONDS_BAR: self.maximum, ColumnKind.PERCENT_BAR: 100.0,
                ColumnKind.LEVEL: 100.0}.get(self.kind)


@dataclass(frozen=True, slots=True, eq=False)
class RowTable:
    """Rows to look through. `frame` holds the declared columns and perhaps more; `columns` says which are shown.
    `caption` is said below them, on a page with the `hint`, which is what a click leads to.

    `quiet` are the positions of rows that rest on too small a sample, drawn in grey in `quiet_columns` (in all of them
    where that is empty). `new` are the positions of rows whose CHANGE cell says that there was nothing before; its
    number only sorts it. The column `key`, where there is one, says what a row is.
    `mark` tells what lies behind the cell of a row in a column. A browser is sent `most_rows` at most; a search looks
    through all. Where `frame` holds the first of them only, `total_records` says how many there are.
    """

    key: str
    title: str
    question: str
    frame: pd.DataFrame
    columns: tuple[Column, ...]
    caption: str = ""
    hint: str = ""
    alt: str = ""
    quiet: tuple[int, ...] = ()
    quiet_columns: tuple[str, ...] = ()
    new: tuple[int, ...] = ()
    empty: str = ""
    notes: tuple[Note, ...] = ()
    waiting: bool = False
    as_of: datetime | None = None
    most_rows: int = MOST_ROWS
    total_records: int = 0
    mark: Callable[[Mapping[str, Any], str], Mark | None] | None = None

    def grey(self, column: str) -> frozenset[int]:
        """The positions of the rows whose cell in this column is grey."""
        return frozenset(self.quiet if not self.quiet_columns or column in self.quiet_columns else ())


@dataclass(frozen=True, slots=True)
class Part:
    """What one employee did to a change: `text` is signed ("+42"), `emp_number` as on the wire."""

    name: str
    emp_number: str
    value: float
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A measure that changed. `parts` are the employees who moved it most, `rest` is what all others did together:
    parts and rest add up to `difference`. `sentence` says it in words; `behind` lie the calls of now and before."""

    key: str
    label: str
    delta: Delta
    difference: float
    parts: tuple[Part, ...]
    rest: float
    sentence: str
    behind: tuple[Behind, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Movers:
    """What changed most, the largest relative change first, and the figure of who moved the chosen measure."""

    changes: tuple[Change, ...]
    chart: Chart
    notes: tuple[Note, ...] = ()
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """A measure on both sides of a comparison, in words. `difference` is "" where `delta` says it already, which is
    None where one side is not known. `figures` are those of both as numbers, None where not known."""

    key: str
    label: str
    help: str
    one: str
    other: str
    difference: str
    delta: Delta | None
    behind_one: Behind | None = None
    behind_other: Behind | None = None
    figures: tuple[float | None, float | None] = (None, None)

    @property
    def difference_said(self) -> str:
        """The difference where it stands apart from the change: that of a share is in points, as its change is."""
        return self.difference or (self.delta.text if self.delta else "")


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Measures side by side under the `names` of the sides, which may come from outside. `data`: what its CSV holds."""

    names: tuple[str, str]
    pairs: tuple[Pair, ...]
    data: pd.DataFrame
    notes: tuple[Note, ...] = ()
    waiting: bool = False
    empty: str = ""
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """An honour: `title` ("Top dialer"), `name`, the `figure` that earned it, and small `details` below it; `behind` it
    lie calls, or it is the `call` with this id."""

    key: str
    title: str
    name: str
    figure: str
    help: str
    details: tuple[str, ...] = ()
    emp_number: str = ""
    behind: Behind | None = None
    call: str = ""


@dataclass(frozen=True, slots=True)
class Cards:
    cards: tuple[Card, ...]
    notes: tuple[Note, ...] = ()
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class Later(Generic[T_co]):
    """An answer a page can do without for now: its `value`, or None since it `waits` or because of a `problem`,
    which may be over in a while where it `passes`."""

    value: T_co | None = None
    waits: bool = False
    problem: str = ""
    passes: bool = False


def soon(ask: Callable[[], T]) -> Later[T]:
    """Asks for something a page can be shown without. Neither waiting nor a failure reaches the page as an error."""
    try:
        return Later(ask())
    except StillWaiting:
        return Later(waits=True)
    except CallyzerError as error:
        return Later(problem=error.cause.sentence, passes=error.passes)
