"""What a saved SVG draws, read from its shapes: how long its bars are, where its dots lie, how dark its cells are."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pandas as pd
from PIL import Image

NEAR = 0.1
"""Pixels: coordinates have two decimals."""

SHADE = 1
"""Of 255: colours are rounded."""

Points = np.ndarray[Any, np.dtype[np.float64]]


@dataclass
class Drawing:
    """In the order in which they are drawn, of each series: `bars` as width and height, `dots` across and down, both in
    pixels; `cells` are pictures. `texts` are all that it says."""

    bars: list[Points] = field(default_factory=list)
    dots: list[Points] = field(default_factory=list)
    cells: list[Image.Image] = field(default_factory=list)
    texts: set[str] = field(default_factory=set)


def drawing(svg: bytes) -> Drawing:
    root = ET.fromstring(svg)  # noqa: S314 - our own
    found = Drawing(texts={" ".join("".join(each.itertext()).split())
                           for each in root.iter() if each.tag.endswith("}text")})
    for group in root.iter():
        kind = (group.get("class") or "").split()
        if kind[:2] == ["trace", "bars"]:
            found.bars.append(np.array([_extent(path.get("d", "")) for path in _of_class(group, "point", "path")]))
        elif kind[:2] == ["trace", "scatter"]:
            found.dots.append(np.array([_place(path) for path in group.iter()
                                        if "point" in (path.get("class") or "").split()]))
        elif kind == ["hm"]:
            found.cells += [_picture(image) for image in group.iter() if image.tag.endswith("}image")]
    return found


def is_drawn(spec: dict[str, Any], drawn: Drawing) -> bool:
    """Whether all that a figure shows is in a drawing."""
    return all(_agrees(trace, drawn) for trace in spec["data"])


def _agrees(trace: dict[str, Any], drawn: Drawing) -> bool:
    said = {" ".join(text.split()) for text in _flat(trace.get("text") or ()) if text}
    if not said <= drawn.texts:
        return False
    if trace["type"] == "bar":
        lying = trace.get("orientation") == "h"
        lengths = np.nan_to_num(np.array(trace["x" if lying else "y"], dtype=float))
        return any(len(bars) == len(lengths) and _proportional(np.abs(lengths), bars[:, 0 if lying else 1])
                   for bars in drawn.bars)
    if trace["type"] == "heatmap":  # numbers are written by one without colours
        return bool(said) or any(_is_ranked(np.array(trace["z"], dtype=float), picture) for picture in drawn.cells)
    if "markers" in trace.get("mode", ""):
        across, up = (pd.Series(list(trace[axis])) for axis in "xy")
        there = (across.notna() & up.notna()).to_numpy()
        return not there.any() or any(len(dots) == there.sum() and all(_affine(values[there], dots[:, place])
                   for place, values in enumerate((across, up))) for dots in drawn.dots)
    return True


def _proportional(values: Points, lengths: Points) -> bool:
    most = values.max(initial=0)
    return bool(np.allclose(lengths, values * (lengths.max() / most if most else 0), atol=NEAR))


def _affine(values: pd.Series[Any], places: Points) -> bool:
    """Names, and days, have places of their own, which tell no number."""
    if not pd.api.types.is_numeric_dtype(values) or len(values) < 2 or values.nunique() < 2:
        return True
    numbers = values.to_numpy(dtype=float)
    return bool(np.allclose(np.polyval(np.polyfit(numbers, places, 1), numbers), places, atol=NEAR))


def _is_ranked(cells: Points, picture: Image.Image) -> bool:
    """Whether of two cells the one that holds more is the darker one, and those that hold nothing are not drawn."""
    rows, columns = cells.shape
    there = ~np.isnan(cells)
    grey = np.array(picture.convert("LA"), dtype=float)
    middle = grey[np.ix_(_middles(rows, picture.height), _middles(columns, picture.width))]
    light, drawn = middle[..., 0], middle[..., 1] > 0
    ranked = light[there][np.argsort(cells[there], kind="stable")]
    return bool((drawn == there).all() and (np.diff(ranked) <= SHADE).all())


def _middles(count: int, size: int) -> list[int]:
    return [int((place + 0.5) / count * size) for place in range(count)]


def _of_class(group: ET.Element, name: str, tag: str) -> Iterator[ET.Element]:
    for each in group.iter():
        if each.get("class") == name:
            yield from (child for child in each if child.tag.endswith("}" + tag))


def _extent(path: str) -> tuple[float, float]:
    """How wide and how high a bar of straight lines and rounded corners is."""
    across: list[float] = []
    down: list[float] = []
    for command, given in re.findall(r"([MLHVA])([^MLHVAZ]*)", path):
        numbers = [float(each) for each in re.findall(r"-?[\d.]+", given)]
        if command != "V":
            across.append(numbers[-1 if command == "H" else -2])
        if command != "H":
            down.append(numbers[-1])
    return max(across) - min(across), max(down) - min(down)


def _place(path: ET.Element) -> tuple[float, float]:
    across, down = re.findall(r"-?[\d.]+", path.get("transform", ""))
    return float(across), float(down)


def _picture(image: ET.Element) -> Image.Image:
    (source,) = (value for name, value in image.attrib.items() if name.endswith("href"))
    return Image.open(io.BytesIO(base64.b64decode(source.partition(",")[2]))).convert("RGBA")


def _flat(given: Any) -> Iterator[str]:
    for each in given if isinstance(given, Sequence) and not isinstance(given, str) else [given]:
        if isinstance(each, str):
            yield each
        else:
            yield from _flat(each)
