"""Whatever stands in an address, a list is a list and never an error page."""

from urllib.parse import urlencode

import pytest

from core.catalog.guide_models import Material
from storefront.pages.category.state import CategoryState
from storefront.pages.collections.state import CollectionsState
from storefront.pages.compare.state import CompareState
from storefront.pages.material.state import MaterialState
from storefront.pages.search.state import SearchState
from storefront.pages.shop.state import ShopState
from storefront.pages.shops.state import ShopsState
from tests.factories.catalog import a_category, a_product, a_vendor
from tests.mounting import mount

ENDLESS = "a" * 10_000
BAD = {
    "unknown filters": {"colour of magic": "1", "__proto__": "x", "facet[]": "y", "é": "z"},
    "a query without an end": {"q": ENDLESS},
    "control characters": {"q": "va\x00se\x1b[2J\r\n", "material": "\x00", "vendor": "\x07"},
    "half a character": {"q": "\ud800vase", "color": "\udfff", "category": "\ud800"},
    "broken UTF-8 as a browser reads it": {"q": "\ufffd\ufffd", "craft": "\ufffd"},
    "a page before the first": {"page": "-1"},
    "a page beyond the last": {"page": "1000000000"},
    "digits that are none": {"page": "²", "price": "²..³"},
    "an evil order": {"sort": "evil'; drop table products"},
    "prices upside down": {"price": "999999999..-5"},
    "a price form": {"price_from": "1e9", "price_to": "'"},
    "many values": {"material": ",".join(f"v{n}" for n in range(5_000))},
    "markup": {"q": "</script><script>alert(1)</script>", "country": "<b>"},
    "operators of a search language": {"q": '"*~^()[]{}:/\\+-&|! AND OR NOT'},
    "type and currency": {"type": "../../etc", "currency": "XXX", "instock": "yes"},
    "ids": {"ids": f"{ENDLESS},\x00,../,<b>", "only": "everything"},
}


def written(path, query):
    return f"{path}?{urlencode(query, errors='surrogatepass')}"


@pytest.fixture
async def addresses(session):
    """A page of every kind that takes parameters."""
    vases, maker = await a_category(session, "Vases"), await a_vendor(session)
    session.add(Material(slug="clay", name="Clay", names=["Clay"]))
    await a_product(
        session, title="Vase", category=vases, vendor=maker, attributes={"material": ["Clay"]}
    )
    return {
        SearchState: ("/search", ""),
        CategoryState: ("/c", vases.slug),
        ShopState: ("/shop", maker.slug),
        ShopsState: ("/shops", ""),
        MaterialState: ("/materials", "clay"),
        CollectionsState: ("/collections", ""),
        CompareState: ("/compare", ""),
    }


@pytest.mark.parametrize("query", BAD.values(), ids=BAD)
async def test_no_address_breaks_a_list(addresses, query):
    for kind, (path, slug) in addresses.items():
        route = {"slug": slug} if slug else {}
        tab = await mount(
            kind, path=written("/".join(filter(None, (path, slug))), query), **route
        )
        await tab.load()

        assert (kind.__name__, tab.status) == (kind.__name__, "ready")


async def test_bytes_that_are_no_text_break_nothing(addresses):
    tab = await mount(SearchState, path="/search?q=%FF%FE%00&color=%C3%28&page=%F0%9F")
    await tab.load()

    assert tab.status == "ready"


async def test_beyond_the_last_page_there_is_the_last_page(addresses):
    tab = await mount(SearchState, path="/search?page=99999")
    await tab.load()

    assert [card.title for card in tab.listing.cards] == ["Vase"]
