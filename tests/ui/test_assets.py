from __future__ import annotations

import asyncio
import gzip
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit import file_util

from callyzer.ui.assets import ANNOUNCED, Assets, CompressedAssets


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    scripts = tmp_path / "static" / "js"
    scripts.mkdir(parents=True)
    (tmp_path / "index.html").write_text('<html><head><link href="./static/js/shared.1.js"></head></html>')
    (scripts / "PlotlyChart.9.js").write_text('import{a}from"./helper.2.js";import"./shared.1.js";' + "x" * 5000)
    (scripts / "helper.2.js").write_text('import{b}from"./shared.1.js";')
    (scripts / "shared.1.js").write_text("export{}")
    (tmp_path / "static" / "font.woff2").write_bytes(b"font")
    return tmp_path


@pytest.fixture
def client(folder: Path) -> TestClient:
    async def page(_request: object) -> HTMLResponse:
        return HTMLResponse("<html>Streamlit's own</html>", headers={"ETag": "old"})

    async def data(_request: object) -> JSONResponse:
        return JSONResponse({"fine": True})

    inner = Starlette(routes=[Route("/data", data), Route("/{path:path}", page)])
    return TestClient(CompressedAssets(inner, folder))


def test_a_script_leaves_compressed_and_may_be_kept_for_a_year(client: TestClient) -> None:
    answer = client.get("/static/js/PlotlyChart.9.js", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["cache-control"] == "public, immutable, max-age=31536000"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.text.endswith("x" * 5000)
    assert int(answer.headers["content-length"]) < 500


def test_a_script_below_a_base_path_is_found_too(client: TestClient) -> None:
    answer = client.get("/callyzer/static/js/helper.2.js", headers={"Accept-Encoding": "gzip"})
    assert answer.text == 'import{b}from"./shared.1.js";'


def test_who_cannot_unpack_gets_streamlits_own_answer(client: TestClient) -> None:
    answer = client.get("/static/js/helper.2.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in answer.headers


def test_nothing_outside_the_folder_is_served(client: TestClient) -> None:
    for path in ("/static/../index.html", "/static/js/%2e%2e/%2e%2e/index.html", "/static//etc/passwd"):
        assert "export" not in client.get(path).text


def test_the_page_announces_what_charts_need_and_nothing_twice(client: TestClient) -> None:
    answer = client.get("/team/overview")
    assert '<link rel="modulepreload" crossorigin href="./static/js/PlotlyChart.9.js">' in answer.text
    assert '<link rel="modulepreload" crossorigin href="./static/js/helper.2.js">' in answer.text
    assert answer.text.count("shared.1.js") == 1
    assert answer.headers["cache-control"] == "no-cache"
    assert "etag" not in answer.headers


def test_the_page_is_the_same_with_and_without_compression(client: TestClient) -> None:
    zipped = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert zipped.headers["content-encoding"] == "gzip"
    assert client.get("/", headers={"Accept-Encoding": "identity"}).text == zipped.text


def test_other_answers_pass_unchanged(client: TestClient) -> None:
    assert client.get("/data").json() == {"fine": True}


def test_a_file_is_compressed_once_however_many_ask(folder: Path) -> None:
    async def ask_together() -> list[bytes]:
        assets = Assets(folder / "static")
        return await asyncio.gather(*(assets.compressed("js/PlotlyChart.9.js") for _ in range(20)))

    with ThreadPoolExecutor(1) as thread:  # of its own, since the browser's driver has a loop in the main one
        answers = thread.submit(lambda: asyncio.run(ask_together())).result()
    assert all(answer is answers[0] for answer in answers)
    assert gzip.decompress(answers[0]).endswith(b"x" * 5000)


def test_streamlit_still_has_every_part_that_is_announced() -> None:
    assets = Assets(Path(file_util.get_static_dir()) / "static")
    for part in ANNOUNCED:
        assert assets.needed_by([part]), part
