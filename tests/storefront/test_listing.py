import pytest

from core.search.engine import Sort
from storefront.listing.parameters import Parameters
from storefront.listing.price_form import with_price
from storefront.pages.category.state import CategoryState
from storefront.pages.search.state import SearchState
from tests.factories.catalog import a_category, a_product

ADDRESS = "/c/vases?color=celadon,ivory&instock=1&page=2&price=20..80&sort=-price"
QUERY = {
    "color": "ivory,celadon",
    "instock": "1",
    "page": "2",
    "price": "20..80",
    "sort": "-price",
}


def test_an_address_and_its_parameters_are_two_forms_of_one_thing():
    chosen = Parameters.read(QUERY)

    assert chosen.href("/c/vases") == ADDRESS
    search = chosen.search("EUR", 24, category="vases")
    assert search.facets == {"color": ("celadon", "ivory")}
    assert (search.price_from, search.price_to, search.sort) == (2000, 8000, Sort.PRICE_DOWN)
    assert (search.is_in_stock, search.number, search.category) == (True, 2, "vases")


@pytest.mark.parametrize(
    "junk",
    [
        {"price": "cheap"},
        {"price": ".."},
        {"page": "-3"},
        {"page": "99999999"},
        {"sort": "drop table"},
        {"instock": "yes"},
        {"<script>": "1"},
        {"color": ",,"},
    ],
)
def test_what_makes_no_sense_is_left_out(junk):
    assert Parameters.read(junk).href("/search") == "/search"


def test_a_value_is_switched_on_and_off_and_starts_at_the_first_page():
    chosen = Parameters.read({"color": "ivory", "page": "3"})

    more = chosen.toggled("color", "celadon")
    none = chosen.toggled("color", "IVORY")

    assert more.href("/c/vases") == "/c/vases?color=celadon,ivory"
    assert none.href("/c/vases") == "/c/vases"


def test_commas_and_percent_signs_within_a_value_survive_the_address():
    value = "glaze (ash, quartz) 12 %2C"
    written = Parameters().toggled("material", value).query()["material"]

    assert Parameters.read({"material": str(written)}).facets == {"material": (value,)}


def test_two_numbers_become_a_price_range():
    chosen = Parameters.read({"page": "4"})

    assert with_price(chosen, {"price_from": "€80", "price_to": "20,90"}).price == (80, 20)
    assert Parameters.read({"price": "80..20"}).price == (20, 80)
    assert with_price(chosen, {"price_from": "x", "price_to": ""}).price == (None, None)


async def test_a_category_shows_its_pieces_and_what_lies_below(session, browser):
    ceramics = await a_category(session, "Ceramics")
    vases = await a_category(session, "Vases", parent=ceramics)
    await a_product(session, title="Bottle vase", category=vases)
    await a_product(session, title="Elsewhere")

    tab = await browser(CategoryState, f"/c/{ceramics.slug}", slug=ceramics.slug)

    assert tab.status == "ready"
    assert [card.title for card in tab.listing.cards] == ["Bottle vase"]
    assert [(child.label, child.count) for child in tab.category.children] == [("Vases", "1")]


async def test_an_unknown_category_is_a_missing_page(browser):
    tab = await browser(CategoryState, "/c/nothing", slug="nothing")

    assert tab.status == "missing"


async def test_nothing_found_offers_the_filter_to_remove(session, browser):
    await a_product(session, title="Bottle vase")

    tab = await browser(SearchState, "/search?q=vase&vendor=nobody")

    assert (tab.listing.total, tab.words) == (0, "vase")
    assert tab.listing.remedy == "Remove “nobody” (1)"
    assert tab.listing.remedy_href == "/search?q=vase"
