import httpx
import pytest
from starlette.applications import Starlette
from starlette.staticfiles import StaticFiles

from core.ui.static_pages import SafeHeaders, StaticPages


@pytest.fixture
async def pages(tmp_path):
    for name in ("orders/index.html", "assets/app-1f.js", "fonts/text.woff2"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    reflex = Starlette()
    reflex.mount("", StaticFiles(directory=tmp_path, html=True))
    app = SafeHeaders(StaticPages(reflex, tmp_path))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
        yield client


async def test_a_page_answers_without_a_redirect(pages):
    answer = await pages.get("/orders?view=new")

    assert (answer.status_code, answer.text) == (200, "orders/index.html")
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["/assets/app-1f.js", "/fonts/text.woff2"])
async def test_fingerprinted_files_are_kept_for_good(pages, path):
    answer = await pages.get(path)

    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


async def test_a_missing_file_is_not_kept(pages):
    answer = await pages.get("/assets/old-2e.js")

    assert answer.status_code == 404
    assert "cache-control" not in answer.headers


@pytest.mark.parametrize("path", ["/orders", "/assets/app-1f.js", "/nowhere"])
async def test_no_answer_can_be_framed_or_sniffed(pages, path):
    headers = (await pages.get(path)).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
