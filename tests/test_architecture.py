"""Who may import whom. The table is the plan of the house; an import outside it fails here."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BASE = {"errors", "model"}
MAY_IMPORT = {
    "errors": set[str](),
    "model": {"errors"},
    "source": {"model", "errors"},
    "settings": {"errors"},
    "recordings": {"errors"},
    "files": set[str](),
    "journal": {"files"},
    "mail": {"errors", "settings"},
    "wire": BASE,
    "api": BASE | {"wire", "source"},
    "store": BASE | {"source"},
    "sandbox": BASE | {"wire", "source"},
    "figures": BASE,
    "views": BASE | {"source", "figures", "leads"},
    "markup": BASE | {"views", "figures"},
    "exports": BASE | {"views", "figures", "markup"},
    "answering": BASE | {"source", "api", "store"},
    "leads": BASE | {"wire"},
    "writes": BASE | {"source", "journal"},
    "book": {"errors", "files"},
    "goals": BASE | {"book"},
    "saved": BASE | {"book"},
    "wiring": BASE | {
        "recordings", "answering", "writes", "book", "goals", "saved", "wire", "api", "store", "sandbox", "settings",
        "source"},
    "webhook": {"errors"},
    "reporting": BASE | {"wiring", "source", "mail", "journal", "views", "exports", "settings"},
    "ui": BASE | {
        "recordings", "wiring", "writes", "leads", "book", "goals", "answering", "webhook", "views", "figures",
        "markup", "exports", "reporting", "mail", "settings", "source"},
    "commands": BASE | {
        "wiring", "api", "store", "webhook", "reporting", "mail", "settings", "source", "views", "exports"},
    "__main__": BASE | {"commands", "wiring", "sandbox"},
}


def modules() -> list[tuple[str, Path]]:
    return [
        (path.relative_to(ROOT / "callyzer").parts[0].removesuffix(".py"), path)
        for path in sorted((ROOT / "callyzer").rglob("*.py"))
    ]


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the arrow"
            module = node.module or ""
            names.update(f"{module}.{alias.name}" if module == "callyzer" else module for alias in node.names)
    return names


@pytest.mark.parametrize(("room", "path"), modules(), ids=lambda value: str(value).rpartition("callyzer/")[2])
def test_a_room_imports_only_from_the_rooms_it_may(room: str, path: Path) -> None:
    if room == "__init__":
        return
    used = {name.split(".")[1] for name in imported(path) if name.startswith("callyzer.")}
    assert used - {room} <= MAY_IMPORT[room]


@pytest.mark.parametrize(("room", "path"), modules(), ids=lambda value: str(value).rpartition("callyzer/")[2])
def test_only_the_user_interface_imports_streamlit(room: str, path: Path) -> None:
    assert room == "ui" or not any(name.split(".")[0] == "streamlit" for name in imported(path))


def test_pages_use_the_user_interface_and_views_only() -> None:
    pages = list((ROOT / "pages").rglob("*.py"))
    assert pages
    for path in pages:
        used = {name.split(".")[1] for name in imported(path) if name.startswith("callyzer.")}
        assert used <= {"ui", "views", "model"}, path


def test_pages_lie_one_folder_down_so_that_a_deep_link_runs_the_front_door() -> None:
    assert list((ROOT / "pages").glob("*.py")) == []
