"""What pages tell machines."""

import json

from core.catalog.models import ProductStatus
from core.content.legal.texts import LEGAL_TEXTS
from core.shipping.models import Zone
from storefront.pages.category.state import CategoryState
from storefront.pages.help.state import HelpState
from storefront.pages.home.state import HomeState
from storefront.pages.legal.state import LegalState
from storefront.pages.product.state import ProductState
from storefront.pages.search.state import SearchState
from storefront.pages.shop.state import ShopState
from storefront.pages.shops.state import ShopsState
from tests.factories.catalog import a_category, a_product, a_vendor
from tests.factories.shop import a_delivery_rate
from tests.mounting import mount


async def test_a_product_page_tells_its_head_to_a_document(session):
    vendor = await a_vendor(session, name="Olaria")
    await a_delivery_rate(session, vendor, Zone.DOMESTIC, 450)
    made = await a_product(
        session, vendor=vendor, title="Bottle vase", options={"Color": ["Oat", "Madder"]}
    )

    page = await mount(ProductState, path=f"/p/{made.slug}", tab="", slug=made.slug)
    await page.load()

    head = page.head
    assert head.title == "Bottle vase · EcoMarket"
    assert head.canonical.endswith(f"/p/{made.slug}")
    assert (head.robots, head.og_type) == ("", "product")
    assert (head.image.width, head.image.height) == (1200, 1500)
    kinds = [node["@type"] for node in json.loads(head.json_ld)["@graph"]]
    assert kinds == [
        "ProductGroup",
        "OfferShippingDetails",
        "Organization",
        "Organization",
        "BreadcrumbList",
    ]


async def test_a_tab_gets_the_head_without_the_data_for_machines(session, browser):
    made = await a_product(session)

    tab = await browser(ProductState, f"/p/{made.slug}", slug=made.slug)

    assert tab.head.title
    assert tab.head.json_ld == ""


async def test_a_withdrawn_piece_is_not_to_be_found(session, browser):
    gone = await a_product(session)
    gone.status = ProductStatus.PAUSED
    await session.flush()

    tab = await browser(ProductState, f"/p/{gone.slug}", slug=gone.slug)

    assert (tab.head.robots, tab.head.json_ld) == ("noindex, follow", "")


def kinds(head) -> list[str]:
    return [node["@type"] for node in json.loads(head.json_ld)["@graph"]]


async def document(state, path, **route):
    page = await mount(state, path=path, tab="", **route)
    await page.load()
    assert page.status == "ready"
    return page.head


async def test_the_home_page_tells_how_to_search(session):
    await a_product(session)

    head = await document(HomeState, "/")

    assert head.title == "EcoMarket"
    assert kinds(head) == ["Organization", "WebSite"]
    assert "{search_term_string}" in head.json_ld


async def test_a_category_is_one_list_however_it_is_narrowed(session):
    vases = await a_category(session, "Vases")
    await a_product(session, category=vases)
    path = f"/c/{vases.slug}"

    whole = await document(CategoryState, path, slug=vases.slug)
    narrowed = await document(CategoryState, f"{path}?instock=1&page=2", slug=vases.slug)
    second = await document(CategoryState, f"{path}?page=2&utm_source=x", slug=vases.slug)

    assert (whole.canonical.endswith(path), whole.robots) == (True, "")
    assert (narrowed.canonical, narrowed.robots) == (whole.canonical, "noindex, follow")
    assert (second.canonical, second.robots) == (f"{whole.canonical}?page=2", "")
    assert second.title == "Vases, page 2 · EcoMarket"
    assert kinds(whole) == ["Organization", "CollectionPage", "BreadcrumbList"]
    assert narrowed.json_ld == ""


async def test_a_workshop_says_who_and_where_it_is(session):
    vendor = await a_vendor(session, name="Olaria")
    vendor.latitude, vendor.longitude = "41.5", "-8.6"
    await session.flush()

    head = await document(ShopState, f"/shop/{vendor.slug}", slug=vendor.slug)

    assert kinds(head)[1] == "LocalBusiness"
    assert head.title == "Olaria · EcoMarket"


async def test_search_results_are_for_people(session):
    head = await document(SearchState, "/search?q=vase&sort=price")

    assert (head.robots, head.json_ld) == ("noindex, follow", "")
    assert head.canonical.endswith("/search?q=vase")


async def test_the_directory_lists_workshops(session):
    vendor = await a_vendor(session, name="Olaria")

    head = await document(ShopsState, "/shops")

    assert f"/shop/{vendor.slug}" in head.json_ld


async def test_an_old_address_moves_on_with_its_query(session, browser):
    made = await a_product(session, sku="VASE")
    before, made.slug = made.slug, "another-name"
    await session.flush()

    tab = await browser(ProductState, f"/p/{before}?variant=VASE", slug=before)

    assert (tab.status, tab.moved_to) == ("loading", "/p/another-name?variant=VASE")
    again = await browser(ProductState, f"/p/{made.slug}", slug=made.slug)
    assert (again.status, again.moved_to) == ("ready", "")


async def test_a_replaced_legal_text_leads_to_the_present_one(session):
    text = LEGAL_TEXTS[0]
    path = f"/legal/{text.slug}"

    present = await document(LegalState, path, slug=text.slug)

    assert (present.canonical.endswith(path), present.robots) == (True, "")
    assert kinds(present) == ["Organization", "WebPage", "BreadcrumbList"]
    assert text.current.day.isoformat() in present.json_ld


async def test_answers_to_one_question_are_not_to_be_found(session):
    whole = await document(HelpState, "/help")
    some = await document(HelpState, "/help?q=return")

    assert (whole.robots, some.robots) == ("", "noindex, follow")
    assert whole.canonical == some.canonical


async def test_a_category_without_an_intro_says_what_it_holds(session):
    category = await a_category(session, "Vases")
    category.intro = ""
    await a_product(session, category=category)

    head = await document(CategoryState, f"/c/{category.slug}", slug=category.slug)

    assert head.description.startswith("Vases from independent workshops: one piece, each with")
    assert ("meta", {"name": "description", "content": head.description}) in head.tags()


async def test_every_search_page_has_a_description(session):
    assert (await document(SearchState, "/search")).description
    assert "“vaze”" in (await document(SearchState, "/search?q=vaze")).description
