"""The file of a deck, as strictly as PowerPoint takes it: what is named is there, once, and in the order of the format.

The orders are those of ECMA-376 for the elements that are written here and not by python-pptx.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from tests.exports.test_deck import CASES

ORDERS = {
    "dateAx": ("axId", "scaling", "delete", "axPos", "majorGridlines", "minorGridlines", "title", "numFmt",
               "majorTickMark", "minorTickMark", "tickLblPos", "spPr", "txPr", "crossAx", "crosses", "crossesAt",
               "auto", "lblOffset", "baseTimeUnit", "majorUnit", "majorTimeUnit", "minorUnit", "minorTimeUnit"),
    "legend": ("legendPos", "legendEntry", "layout", "overlay", "spPr", "txPr"),
    "tcPr": ("lnL", "lnR", "lnT", "lnB", "solidFill"),
    "fld": ("rPr", "pPr", "t"),
}
_RELATED = re.compile(rb'r:(?:id|embed|link)="([^"]+)"')

Parts = dict[str, bytes]


@pytest.fixture(scope="module", params=["month", "hostile", "template", "missing"])
def parts(request: pytest.FixtureRequest) -> Parts:
    with zipfile.ZipFile(io.BytesIO(CASES[request.param]())) as package:
        names = package.namelist()
        assert len(names) == len(set(names))
        return {name: package.read(name) for name in names}


def trees(parts: Parts, kind: str = "") -> Iterator[tuple[str, ET.Element]]:
    for name, content in parts.items():
        if name.startswith(kind) and name.endswith((".xml", ".rels")):
            yield name, ET.fromstring(content)  # noqa: S314 - our own


def test_every_part_is_well_formed_and_has_a_type(parts: Parts) -> None:
    found = dict(trees(parts))
    types = found.pop("[Content_Types].xml")
    named = {each.get("PartName") for each in types} | {each.get("Extension") for each in types}
    for name in set(parts) - {"[Content_Types].xml"}:
        assert f"/{name}" in named or name.rpartition(".")[2] in named, name


def test_every_relationship_leads_to_a_part_and_every_reference_to_a_relationship(parts: Parts) -> None:
    for name, tree in trees(parts):
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        for each in tree:
            if each.get("TargetMode") != "External":
                target = str(each.get("Target"))
                assert posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/") in parts, (name, target)
        ids = [each.get("Id") for each in tree]
        assert len(ids) == len(set(ids))
        source = posixpath.join(folder, posixpath.basename(name).removesuffix(".rels"))
        assert {used.decode() for used in _RELATED.findall(parts.get(source, b""))} <= set(map(str, ids)), source


def test_no_two_shapes_of_a_slide_share_an_id_or_a_name(parts: Parts) -> None:
    for name, tree in trees(parts, "ppt/slides/slide"):
        shapes = tree.findall(".//{*}cNvPr")
        for what in ("id", "name"):
            given = [shape.get(what) for shape in shapes]
            assert len(given) == len(set(given)), (name, what)


def test_axes_are_numbered_as_the_format_wants_and_cross_each_other(parts: Parts) -> None:
    for name, tree in trees(parts, "ppt/charts/chart"):
        ids = [str(each.get("val")) for each in tree.findall(".//{*}plotArea/*/{*}axId")]
        crossed = [each.get("val") for each in tree.findall(".//{*}plotArea/*/{*}crossAx")]
        assert all(given.isdigit() for given in ids), name
        assert ids[:2] == ids[2:] == crossed[::-1], "of the plot, and of its axes"


def test_children_stand_in_the_order_of_the_format(parts: Parts) -> None:
    for name, tree in trees(parts, "ppt/"):
        for kind, order in ORDERS.items():
            for element in tree.iter(f"{{*}}{kind}"):
                places = [order.index(child.tag.rpartition("}")[2]) for child in element]
                assert all(one <= other for one, other in pairwise(places)), (name, kind)


def test_the_workbook_behind_every_chart_opens(parts: Parts) -> None:
    books = [content for name, content in parts.items() if name.endswith(".xlsx")]
    assert len(books) == sum(name.startswith("ppt/charts/chart") for name in parts)
    assert all(openpyxl.load_workbook(io.BytesIO(book)).worksheets for book in books)
