import pytest

from core.search.engine import Sort
from core.search.index_products import rebuild
from core.search.service import engine
from core.settings import settings
from core.shipping.models import Zone
from storefront.listing.parameters import Parameters
from storefront.listing.price_form import with_price
from storefront.pages.category.state import CategoryState
from storefront.pages.search.state import SearchState
from tests.factories.catalog import a_category, a_product
from tests.factories.shop import a_delivery_rate, a_workshop


@pytest.fixture
def index(monkeypatch, tmp_path):
    monkeypatch.setattr(settings(), "home", tmp_path)
    engine.cache_clear()
    yield
    engine.cache_clear()


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


async def test_more_is_put_below_what_is_there_and_the_address_says_so(session, browser):
    vases = await a_category(session, "Vases")
    for number in range(30):
        await a_product(session, title=f"Vase {number}", category=vases)
    path = f"/c/{vases.slug}"

    first = (await browser(CategoryState, path, slug=vases.slug)).listing
    longer = (await browser(CategoryState, first.longer_href, slug=vases.slug)).listing

    assert (len(first.cards), first.more) == (24, "Show 6 more of 30")
    assert (first.more_href, first.longer_href) == (f"{path}?page=2", f"{path}?upto=2")
    assert [card.slug for card in longer.cards[:24]] == [card.slug for card in first.cards]
    assert (len(longer.cards), longer.more, longer.offset) == (30, "", 0)
    assert longer.pager.summary == "30 pieces"


def test_at_most_four_pages_stand_below_each_other():
    assert Parameters.read({"upto": "99"}).upto == 4
    assert Parameters.read({"upto": "3", "page": "2"}).href("/search") == "/search?page=2"
    assert Parameters.read({"upto": "3"}).toggled("color", "red").upto == 1


async def test_what_is_not_sent_to_the_shopper_can_be_left_out(session, browser, index):
    vases = await a_category(session, "Vases")
    near, far = await a_workshop(session), await a_workshop(session)
    await a_delivery_rate(session, near, Zone.DOMESTIC, 900)
    await a_delivery_rate(session, far, Zone.EU, 400)
    sent = await a_product(session, vendor=near, category=vases)
    await a_product(session, vendor=far, category=vases)
    await rebuild()
    path = f"/c/{vases.slug}"

    listing = (await browser(CategoryState, path, slug=vases.slug)).listing
    narrowed = (await browser(CategoryState, listing.ships.href, slug=vases.slug)).listing

    assert (listing.total, listing.ships.label, listing.ships.count) == (
        2,
        "Ships to Portugal",
        "1",
    )
    assert listing.ships.href == f"{path}?ships=pt"
    assert [card.slug for card in narrowed.cards] == [sent.slug]
    assert [chip.label for chip in narrowed.chips] == ["Ships to Portugal"]
    assert narrowed.chips[0].href == path
