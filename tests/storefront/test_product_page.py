from core.cart.queries import list_lines
from core.catalog.models import ProductStatus
from core.kernel.principal import GUEST
from core.shipping.models import Zone
from storefront.pages.product.facts import impact_of
from storefront.pages.product.state import ProductState
from tests.factories.catalog import a_product, a_vendor
from tests.factories.orders import bag_of
from tests.factories.shop import a_delivery_rate
from tests.mounting import sent_to_browser


async def test_the_page_shows_the_variant_of_its_address(session, browser):
    made = await a_product(
        session,
        title="Bottle vase",
        options={"Color": ["Oat", "Madder"]},
        price=3600,
        sku="VASE",
    )

    tab = await browser(ProductState, f"/p/{made.slug}?variant=VASE-1", slug=made.slug)

    assert (tab.status, tab.product.title, tab.product.offer.price) == (
        "ready",
        "Bottle vase",
        "€36.00",
    )
    choices = tab.product.options[0].choices
    assert [(choice.value, choice.is_chosen) for choice in choices] == [
        ("Oat", False),
        ("Madder", True),
    ]
    assert choices[0].href == f"/p/{made.slug}?variant=VASE-0"


async def test_an_unknown_address_is_a_missing_page(browser):
    tab = await browser(ProductState, "/p/nothing", slug="nothing")

    assert (tab.status, tab.shown_path) == ("missing", "/p/nothing")


async def test_a_withdrawn_piece_is_said_to_be_gone_and_others_are_offered(session, browser):
    gone = await a_product(session, title="Old jug")
    gone.status = ProductStatus.PAUSED
    await a_product(session, title="New jug")

    tab = await browser(ProductState, f"/p/{gone.slug}", slug=gone.slug)

    assert tab.is_gone
    assert [card.title for card in tab.related] == ["New jug"]


async def test_delivery_says_cost_and_days_or_that_there_is_none(session, browser):
    near, far = await a_vendor(session), await a_vendor(session)
    await a_delivery_rate(session, near, Zone.DOMESTIC, 450)
    there = await a_product(session, vendor=near)
    nowhere = await a_product(session, vendor=far)

    first = await browser(ProductState, f"/p/{there.slug}", slug=there.slug)
    second = await browser(ProductState, f"/p/{nowhere.slug}", slug=nowhere.slug)

    assert first.product.delivery.cost == "€4.50 delivery"
    assert first.product.delivery.sentence.endswith("in Portugal")
    assert second.product.delivery.cost == ""
    assert second.product.delivery.sentence == "This workshop does not deliver to Portugal."


async def test_adding_puts_the_chosen_number_into_the_bag(session, browser, bag_secret):
    made = await a_product(session, stock=5)
    tab = await browser(ProductState, f"/p/{made.slug}", slug=made.slug)
    tab.set_quantity(3)

    async for _ in tab.add_to_bag():
        pass

    cart = await bag_of(session, GUEST, bag_secret)
    assert [line.quantity for line in await list_lines(session, cart.id)] == [3]
    assert (tab.added, tab.refusal, tab.bag_count) == ("It is in your bag.", "", 3)
    assert not tab.is_adding


async def test_more_than_there_is_becomes_what_there_is_with_a_word(session, browser):
    made = await a_product(session, stock=2)
    tab = await browser(ProductState, f"/p/{made.slug}", slug=made.slug)
    tab.set_quantity(9)

    async for _ in tab.add_to_bag():
        pass

    assert (tab.added, tab.bag_count) == ("Only 2 available, so 2 are in your bag.", 2)


async def test_a_sold_out_piece_is_refused_on_the_page(session, browser):
    made = await a_product(session, stock=0)
    tab = await browser(ProductState, f"/p/{made.slug}", slug=made.slug)

    async for _ in tab.add_to_bag():
        pass

    assert (tab.added, tab.refusal, tab.bag_count) == ("", "This is sold out.", 0)
    assert tab.product.offer.stock == "Sold out"
    assert not tab.is_adding


async def test_the_browser_learns_no_ids_of_the_core(session, browser):
    made = await a_product(session)

    tab = await browser(ProductState, f"/p/{made.slug}", slug=made.slug)

    sent = await sent_to_browser(tab)
    assert made.title in sent
    assert str(made.vendor_id) not in sent
    assert str(made.id) not in sent


def test_impact_says_who_says_so_and_what_nobody_knows():
    rows, summary = impact_of(
        [
            {"label": "Carbon", "value": 3.5, "low": 2.8, "high": 4.4, "unit": "kg",
             "evidence": "verified", "source": {"kind": "report", "issuer": "Lab"}},
            {"label": "Repair", "value": "free", "evidence": "statement"},
            {"label": "Water", "value": None, "evidence": "missing"},
            {"label": "Labor", "value": 3, "evidence": "our word"},
        ]
    )  # fmt: skip

    assert [(row.value, row.evidence, row.source) for row in rows] == [
        ("3.5 kg (2.8–4.4)", "Verified", "report, Lab"),
        ("Free", "Maker’s statement", ""),
        ("No data", "No data", ""),
        ("No data", "No data", ""),
    ]
    assert summary == "2 of 4 data points, 1 verified"
