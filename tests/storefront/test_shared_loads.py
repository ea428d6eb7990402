"""A tab gets what was loaded for a stranger at the same address, as if it had loaded it
itself.
"""

import json
from importlib import import_module

import pytest

from core.catalog.models import ProductStatus
from core.db.page_purge import Purge
from core.kernel.page_tags import product_tag
from core.ui.rendering.shared_loads import SharedLoads, share
from storefront.pages.category.state import CategoryState
from storefront.pages.home.state import HomeState
from storefront.pages.product.state import ProductState
from storefront.pages.search.state import SearchState
from storefront.pages.shops.state import ShopsState
from storefront.routes import RENDERED
from tests.factories.catalog import a_product
from tests.mounting import mount, sent_to_browser
from tests.statements import recorded_statements


@pytest.fixture
def loads():
    import_module("storefront.app")  # registers the pages
    made = SharedLoads(RENDERED)
    share(made)
    yield made
    share(None)


async def opened(kind, path, *, cookies=None, **route):
    tab = await mount(kind, path=path, cookies=cookies, **route)
    await tab.load()
    return tab


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        (HomeState, "/"),
        (ShopsState, "/shops?sort=name"),
        (SearchState, "/search?q=vase&sort=price"),
        (ProductState, "/p/{slug}?variant=JUG-1"),
    ],
)
async def test_a_copy_is_what_the_tab_would_have_loaded(session, engine, loads, kind, path):
    jug = await a_product(session, title="Jug", sku="JUG", options={"Color": ["Oat", "Madder"]})
    route = {"slug": jug.slug} if "{slug}" in path else {}
    address = path.format(slug=jug.slug)
    share(None)
    own = json.loads(await sent_to_browser(await opened(kind, address, **route)))
    share(loads)
    await opened(kind, address, **route)

    with recorded_statements(engine) as statements:
        copied = json.loads(await sent_to_browser(await opened(kind, address, **route)))

    name = kind.get_full_name()
    assert copied[name] == own[name]
    assert statements == []


async def test_what_one_tab_changes_stays_its_own(session, loads):
    await a_product(session)
    first = await opened(HomeState, "/")
    first.cards.clear()

    assert len((await opened(HomeState, "/")).cards) == 1


async def test_a_change_is_in_the_next_copy(session, loads):
    jug = await a_product(session, title="Jug")
    await opened(ProductState, f"/p/{jug.slug}", slug=jug.slug)
    jug.title = "Tall jug"
    await session.flush()

    loads.cache.apply(Purge(dropped=frozenset({product_tag(jug.id)})))

    tab = await opened(ProductState, f"/p/{jug.slug}", slug=jug.slug)
    assert tab.product.title == "Tall jug"


async def test_a_postcode_is_not_for_everyone(session, loads):
    jug = await a_product(session)
    cookies = {"ecomarket_postcode": "10969"}
    tab = await opened(ProductState, f"/p/{jug.slug}", slug=jug.slug, cookies=cookies)

    assert tab.postcode == "10969"
    assert (await opened(ProductState, f"/p/{jug.slug}", slug=jug.slug)).postcode == ""


async def test_missing_and_gone_are_told_as_ever(session, loads):
    jug = await a_product(session)
    jug.status = ProductStatus.PAUSED
    await session.flush()

    assert (await opened(CategoryState, "/c/nothing", slug="nothing")).status == "missing"
    gone = await opened(ProductState, f"/p/{jug.slug}", slug=jug.slug)
    assert (gone.status, gone.is_gone) == ("ready", True)
