"""A document made by hand: every kind of part, and names as somebody would write them who means harm."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pandas as pd
import plotly.graph_objects as go

from callyzer.views.document import Cover, Document, Section
from callyzer.views.parts import (
    Amount,
    Card,
    Cards,
    Change,
    Chart,
    Column,
    ColumnKind,
    Delta,
    Movers,
    Note,
    Pair,
    Pairs,
    Plot,
    RowTable,
    Tile,
    Tiles,
)
from callyzer.views.topics import Part
from callyzer.views.trust_strip import Fact

KOLKATA = ZoneInfo("Asia/Kolkata")
MADE = datetime(2026, 11, 16, 9, 0, tzinfo=KOLKATA)
CALLED = datetime(2026, 11, 14, 18, 45, 30, tzinfo=KOLKATA)
HOSTILE = (
    "=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "http://example.com/", "internal:'About'!A1",
    "mailto:a@example.com", "{=1+1}", "0123", "1e5",
    "Asha\x00\x07\x1b\x0b Rao", "\ufffe broken", "_x0041_", "\u202eevil\u202c", "x" * 40_000,
    "<script>alert(1)</script>", "'quoted", "  spaces  ", "TRUE", "2026-11-14")
FIGURE = go.Figure(layout={"margin": {"l": 0, "r": 0, "t": 0, "b": 0}})
UP = Delta("+25.0%", "up", "good", "80 calls before", 25.0)


def table(names: tuple[str, ...] = HOSTILE, key: str = "clients", title: str = "Clients") -> RowTable:
    count = len(names)
    frame = pd.DataFrame({
        "client": names, "number": [f"+91 80000{place:05}" for place in range(count)], "dial": "+918000000000",
        "total_calls": range(10, 10 + count), "talk": [3723 * place for place in range(count)], "rate": 62.5,
        "change": [2 - place for place in range(count)], "last": [CALLED] * count,
        "tags": [("North", "Senior")] * count})
    return RowTable(
        key, title, "Who was called?", frame, (
            Column("client", "Client", ColumnKind.TEXT, pinned=True), Column("number", "Number", ColumnKind.TEXT),
            Column("dial", "Call", ColumnKind.PHONE),
            Column("total_calls", "Calls", ColumnKind.BAR, "All calls.", float(9 + count)),
            Column("talk", "Talk time", ColumnKind.SECONDS_BAR, "All talk.", 3723.0 * count),
            Column("rate", "Connect rate", ColumnKind.PERCENT_BAR), Column("change", "±", ColumnKind.CHANGE),
            Column("last", "Last call", ColumnKind.INSTANT), Column("tags", "Tags", ColumnKind.TAGS)),
        quiet=(1,), quiet_columns=("rate",), new=(count - 1,), notes=(Note("warning", "Some rows are late."),))


def chart(kind: str, data: pd.DataFrame, plot: Plot) -> Chart:
    return Chart(kind, f"A chart of {kind}", "What does it show?", FIGURE, "A chart.", data, 300, plot,
                 help=f"What {kind} mean.")


def charts() -> tuple[Chart, ...]:
    slots = ["10:00 AM - 10:59 AM", "11:00 AM - 11:59 AM"]
    return (
        chart("columns", pd.DataFrame({"Day": ["2026-11-09", "2026-11-10"], "Talk time": [3600.0, None],
                                       "Talk time before": [1800.0, 60.0], "Mark": ["", ""]}),
              Plot("columns", "Day", ("Talk time", "Talk time before"), ("talk_time", "previous"), ("seconds",))),
        chart("bars", pd.DataFrame({"Employee": HOSTILE,
                                    "Difference": [-3600 * place for place in range(len(HOSTILE))]}),
              Plot("bars", "Employee", ("Difference",), ("talk_time",), ("seconds",))),
        chart("line", pd.DataFrame({"Share of clients": [0.0, 0.5], "Share of calls": [0.0, 0.8]}),
              Plot("line", "Share of clients", ("Share of calls",), ("clients",), ("share",))),
        chart("cells", pd.DataFrame({"Slot": slots, "2026-11-09": [0.25, None], "2026-11-10": [0.5, 1.0]}),
              Plot("cells", "Slot", colours=("connected",), units=("share",), top=1.0)),
        chart("dots", pd.DataFrame({"Employee": ["Asha", "Bina"], "Calls": [40, 60], "Connect rate": [0.5, 0.25]}),
              Plot("dots", "Employee", ("Calls", "Connect rate"), ("connected",), ("count", "share"))))


def tiles() -> Tiles:
    return Tiles((
        Tile("total_calls", "Calls", "100", "All calls.", "calls", delta=UP, amount=Amount(100, "count", 80)),
        Tile("total_duration", "Talk time", "30 h", "All talk.", "talk_time", amount=Amount(108_000, "seconds")),
        Tile("connect_rate", "Connect rate", "62.5%", "Connected.", "connected", detail="of 40 attempts",
             amount=Amount(0.625, "share")),
        Tile("best", "Best time", "=Tuesday", "", "connected")))


def pairs() -> Pairs:
    return Pairs(
        ("=This week", "Last week"),
        (Pair("total_calls", "Calls", "All calls.", "100", "80", "+20", UP, figures=(100, 80)),
         Pair("total_duration", "Talk time", "All talk.", "1 h", "2 h", "−1 h", None, figures=(3600, 7200)),
         Pair("connect_rate", "Connect rate", "Connected.", "48.6%", "47.8%", "",
              Delta("+0.8 pts", "up", "neutral", "47.8% before", 0.8, "points"), figures=(0.4861, 0.4783)),
         Pair("total_unique_clients", "Unique clients", "Clients.", "70", "–", "–", None, figures=(70, None))),
        pd.DataFrame({"Measure": ["Calls", "Talk time (s)"], "one": [100.0, 3600.0], "other": [80.0, 7200.0],
                      "Difference": [20.0, -3600.0]}))


def movers() -> Movers:
    change = Change("total_calls", "Calls", UP, 20.0, (), 0.0, "Calls rose by 20, led by =Asha.")
    return Movers((change,), charts()[1])


def cards() -> Cards:
    return Cards((Card("top_caller", "Top caller", "=Asha", "40 calls", "Most calls.", ("North",)),))


def document(*parts: Part, title: str = "Overview", missing: tuple[str, ...] = ()) -> Document:
    """One section with these parts; without any with one of each kind."""
    given = parts or (tiles(), *charts(), movers(), cards(), pairs(), table(), table(("Ravi",), "due", "Clients"))
    cover = Cover("Sandbox account", "9 – 15 Nov 2026", ("=North", "Outgoing"), MADE, CALLED,
                  (Fact("Calls kept since 1 Sep 2026", help="Counted here."),), "May lack calls of =Asha.")
    return Document(cover, (Section("overview", title, "How is the team doing?", given, missing),))
