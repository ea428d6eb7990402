"""What the shop answers when a document is asked for: statuses, headers, whose content."""

import asyncio
import json
from importlib import import_module

import pytest
from httpx import ASGITransport, AsyncClient
from starlette.responses import PlainTextResponse

from core.catalog.events import PriceChanged
from core.catalog.models import ProductStatus
from core.db.page_purge import Purge
from core.db.session import transaction
from core.events.outbox import emit
from core.identity.cookies import session_cookie
from core.settings import AppName
from core.ui.rendering.page_cache import PageCache
from core.ui.rendering.rendered_pages import RenderedPages
from core.ui.rendering.shared_loads import SharedLoads
from storefront.routes import RENDERED
from tests.factories.catalog import a_product
from tests.factories.identity import a_session, a_user


class StandIn:
    """Answers like the renderer, on its kind of socket: the state it got, as a document."""

    def __init__(self):
        self.asked = []

    async def answer(self, reader, writer):
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = next(
            int(line.split(":")[1])
            for line in head.split("\r\n")
            if line.lower().startswith("content-length")
        )
        state = await reader.readexactly(length)
        self.asked.append(json.loads(state))
        body = b"<html><head></head><body><main>page</main></body></html>"
        writer.write(
            b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: %d\r\n\r\n%s"
            % (len(body), body)
        )
        await writer.drain()
        writer.close()


@pytest.fixture
def pages():
    return PageCache()


@pytest.fixture
async def renderer(tmp_path):
    stand_in = StandIn()
    server = await asyncio.start_unix_server(stand_in.answer, tmp_path / "renderer.sock")
    yield stand_in
    server.close()


@pytest.fixture
def loads():
    import_module("storefront.app")  # registers the pages
    return SharedLoads(RENDERED)


@pytest.fixture
def shop(tmp_path, loads, pages):
    plain = PlainTextResponse("the compiled page")
    wrapped = RenderedPages(plain, loads, lambda: tmp_path / "renderer.sock", pages)
    return AsyncClient(transport=ASGITransport(wrapped), base_url="http://localhost:3000")


async def test_a_document_brings_its_content_its_head_and_its_state(session, shop, renderer):
    cup = await a_product(session, title="A </script><b> cup 🏺 كوب")

    answer = await shop.get(f"/p/{cup.slug}")

    assert answer.status_code == 200
    html = answer.text
    assert html.index('<script type="application/ld+json">') < html.index("</head>")
    assert html.count("</script>") == 2  # neither data ends its element early
    served = html.split('id="served-state">')[1].split("</script>")[0]
    assert "A </script><b> cup 🏺 كوب" in json.dumps(json.loads(served), ensure_ascii=False)
    assert "<b>" not in html


async def test_headers_let_shared_caches_keep_it_and_browsers_ask(session, shop, renderer):
    first = await shop.get("/")
    again = await shop.get("/", headers={"if-none-match": first.headers["etag"]})

    assert first.headers["cache-control"] == "public, max-age=0, must-revalidate"
    assert first.headers["vary"] == "accept-encoding, cookie"
    assert "set-cookie" not in first.headers
    assert (again.status_code, again.content) == (304, b"")
    assert len(renderer.asked) == 1


async def test_missing_is_404_and_withdrawn_is_410(session, shop, renderer):
    gone = await a_product(session, title="Old jug")
    gone.status = ProductStatus.PAUSED
    await session.flush()

    assert (await shop.get("/p/nothing-here")).status_code == 404
    assert (await shop.get(f"/p/{gone.slug}")).status_code == 410


async def test_an_address_with_a_slash_too_many_moves_to_its_own(shop):
    answer = await shop.get("/shops/?sort=name")

    assert (answer.status_code, answer.headers["location"]) == (301, "/shops?sort=name")


async def test_who_is_signed_in_gets_the_page_of_a_stranger(session, shop, renderer):
    shopper = await a_user(session)
    shop.cookies.set(session_cookie(AppName.STOREFRONT).name, await a_session(session, shopper))
    signed_in = await shop.get("/")
    shop.cookies.clear()
    stranger = await shop.get("/")

    assert signed_in.text == stranger.text
    assert shopper.email not in signed_in.text
    assert len(renderer.asked) == 1


async def test_currencies_have_pages_of_their_own(session, shop, renderer):
    cup = await a_product(session)

    euros = (await shop.get(f"/p/{cup.slug}")).text
    shop.cookies.set("ecomarket_currency", "USD")
    dollars = (await shop.get(f"/p/{cup.slug}")).text

    assert euros != dollars


async def test_a_new_price_is_on_the_next_page(
    session, shop, renderer, loads, pages, monkeypatch
):
    cup = await a_product(session)
    told = []

    async def tell(dropped, aged):
        told.append(Purge(frozenset(dropped), frozenset(aged)))

    monkeypatch.setattr("core.db.page_purge.purge_pages", tell)
    await shop.get(f"/p/{cup.slug}")
    await shop.get(f"/p/{cup.slug}")
    async with transaction() as change:
        await emit(change, PriceChanged(product_id=cup.id, variant_ids=[]))
    for purge in told:
        loads.cache.apply(purge)
        pages.apply(purge)
    await shop.get(f"/p/{cup.slug}")

    assert len(renderer.asked) == 2


async def test_without_a_renderer_the_compiled_page_is_served_and_not_kept(session, shop):
    answer = await shop.get("/")

    assert (answer.text, answer.headers["cache-control"]) == ("the compiled page", "no-store")


@pytest.mark.parametrize(
    "path", ["/cart", "/checkout", "/account", "/orders/EM-1", "/assets/x.js"]
)
async def test_pages_of_one_visitor_are_never_rendered(shop, path):
    assert (await shop.get(path)).text == "the compiled page"


@pytest.mark.parametrize(
    "address",
    [
        "/search?q=" + "x" * 10_000,
        "/search?page=-1&sort=evil&q=%00%1b%08",
        "/c/ceramics?page=1000000000&colour=%ff%fe&unknown=1",
        "/search?q=%f0%28%8c%28&price=..&price=9999999999999999999..1",
        "/p/%ff%fe", "/shops?page=abc&craft=%3Cscript%3E",
        "/search?" + "&".join(f"k{i}=v" for i in range(500)),
    ],
)  # fmt: skip
async def test_no_address_breaks_a_page(session, shop, renderer, address):
    answer = await shop.get(address, headers={"cookie": "x=" + "y" * 7000})

    assert answer.status_code in {200, 404}
    assert "<script>" not in answer.text
