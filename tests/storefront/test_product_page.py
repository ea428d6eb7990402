from datetime import timedelta

import pytest

from core.cart.queries import list_lines
from core.catalog.models import PriceChange, ProductStatus
from core.kernel.clock import utc_now
from core.kernel.principal import GUEST
from core.shipping.models import Zone
from storefront.pages.product.facts import impact_of, materials_of
from storefront.pages.product.state import ProductState
from tests.factories.catalog import a_category, a_product, a_vendor, variants_of
from tests.factories.orders import bag_of
from tests.factories.shop import a_delivery_rate
from tests.mounting import sent_to_browser


def form(tab, quantity: str = "1") -> dict[str, str]:
    """What a browser sends of the page."""
    return {"variant": tab.product.variants[0].id, "quantity": quantity}


async def test_the_page_shows_the_variant_of_its_address(session, browser):
    made = await a_product(
        session,
        title="Bottle vase",
        options={"Color": ["Oat", "Madder"]},
        price=3600,
        sku="VASE",
    )

    tab = await browser(ProductState, f"/p/{made.slug}?variant=VASE-1", slug=made.slug)

    shown = tab.product
    assert (tab.status, shown.title, shown.served) == ("ready", "Bottle vase", "VASE-1")
    assert [(option.name, option.values) for option in shown.options] == [
        ("Color", ["Oat", "Madder"])
    ]
    assert [(each.reference, each.label, each.price) for each in shown.variants] == [
        ("VASE-0", "Oat", "€36.00"),
        ("VASE-1", "Madder", "€36.00"),
    ]


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

    assert first.product.variants[0].delivery.cost == "€4.50 delivery"
    assert first.product.variants[0].delivery.sentence.endswith("in Portugal")
    assert second.product.variants[0].delivery.cost == ""
    assert (
        second.product.variants[0].delivery.sentence
        == "This workshop does not deliver to Portugal."
    )


async def test_adding_puts_the_chosen_number_into_the_bag(session, browser, bag_secret):
    made = await a_product(session, stock=5)
    tab = await browser(ProductState, f"/p/{made.slug}", slug=made.slug)

    async for _ in tab.add_to_bag(form(tab, "3")):
        pass

    cart = await bag_of(session, GUEST, bag_secret)
    assert [line.quantity for line in await list_lines(session, cart.id)] == [3]
    assert (tab.added, tab.refusal, tab.bag_count) == ("It is in your bag.", "", 3)
    assert not tab.is_adding


async def test_more_than_there_is_becomes_what_there_is_with_a_word(session, browser):
    made = await a_product(session, stock=2)
    tab = await browser(ProductState, f"/p/{made.slug}", slug=made.slug)

    async for _ in tab.add_to_bag(form(tab, "9")):
        pass

    assert (tab.added, tab.bag_count) == ("Only 2 available, so 2 are in your bag.", 2)


async def test_a_sold_out_piece_is_refused_on_the_page(session, browser):
    made = await a_product(session, stock=0)
    tab = await browser(ProductState, f"/p/{made.slug}", slug=made.slug)

    async for _ in tab.add_to_bag(form(tab)):
        pass

    assert (tab.added, tab.refusal, tab.bag_count) == ("", "This is sold out.", 0)
    assert tab.product.variants[0].stock == "Sold out"
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


@pytest.mark.parametrize("typed", ["", "0", "-3", "1e9", "nine", "٣", "99999", None])
async def test_a_number_that_makes_no_sense_is_one_piece(session, browser, bag_secret, typed):
    made = await a_product(session)
    tab = await browser(ProductState, f"/p/{made.slug}", slug=made.slug)

    async for _ in tab.add_to_bag({**form(tab), "quantity": typed}):
        pass

    cart = await bag_of(session, GUEST, bag_secret)
    assert [line.quantity for line in await list_lines(session, cart.id)] == [1]


@pytest.mark.parametrize("sent", ["", "not-an-id", "0" * 32, None])
async def test_a_variant_that_does_not_exist_is_refused_on_the_page(session, browser, sent):
    made = await a_product(session)
    tab = await browser(ProductState, f"/p/{made.slug}", slug=made.slug)

    async for _ in tab.add_to_bag({"variant": sent}):
        pass

    assert tab.refusal
    assert (tab.added, tab.bag_count, tab.is_adding) == ("", 0, False)


async def test_every_variant_is_in_the_page_until_there_are_very_many(session, browser):
    few = await a_product(
        session, options={"Color": list("ABCDE"), "Size": [str(n) for n in range(10)]}
    )
    many = await a_product(
        session, options={"Color": list("ABCDEF"), "Size": [str(n) for n in range(10)]}
    )

    short = await browser(ProductState, f"/p/{few.slug}", slug=few.slug)
    long = await browser(ProductState, f"/p/{many.slug}", slug=many.slug)

    assert (len(short.product.variants), len(short.product.combinations)) == (50, 50)
    assert (len(long.product.variants), len(long.product.combinations)) == (1, 60)
    assert long.product.variants[0].reference == long.product.served


async def test_a_reduction_names_the_lowest_price_of_thirty_days_from_the_history(
    session, browser
):
    made = await a_product(session, price=2000, compare_at=3000)
    [variant] = await variants_of(session, made)
    for days, minor in ((60, 2900), (20, 2500), (10, 2800)):
        session.add(
            PriceChange(
                variant_id=variant.id, currency="EUR", amount_minor=minor, actor="test",
                created_at=utc_now() - timedelta(days=days),
            )
        )  # fmt: skip
    await session.flush()

    tab = await browser(ProductState, f"/p/{made.slug}", slug=made.slug)

    shown = tab.product.variants[0]
    assert (shown.price, shown.was) == ("€20.00", "€30.00")
    assert shown.lowest == "Lowest price in the 30 days before: €25.00"
    past = tab.product.histories[shown.history]
    assert past.has_chart
    assert [row[2] for row in past.chart.rows] == ["€29.00", "€25.00", "€28.00", "€20.00"]


async def test_what_is_sold_by_measure_has_a_price_per_liter(session, browser):
    made = await a_product(session, price=1250)
    [variant] = await variants_of(session, made)
    variant.content_amount, variant.content_unit = 250, "ml"
    await session.flush()

    tab = await browser(ProductState, f"/p/{made.slug}", slug=made.slug)

    assert tab.product.variants[0].unit_price == "€50.00 per l"


async def test_who_answers_for_a_piece_from_outside_of_the_union_is_named_or_said_to_be_missing(
    session, browser
):
    vendor = await a_vendor(session, name="Mill")
    vendor.country, vendor.line1, vendor.town = "GB", "1 Mill Lane", "Lancaster"
    told = await a_product(session, vendor=vendor)
    told.safety = {"responsible": "Rep BV", "responsible_address": "Delft", "warnings": "Hot."}
    silent = await a_product(session, vendor=vendor)
    await session.flush()

    one = await browser(ProductState, f"/p/{told.slug}", slug=told.slug)
    other = await browser(ProductState, f"/p/{silent.slug}", slug=silent.slug)

    facts = {fact.term: fact.value for fact in one.product.workshop.safety}
    assert facts["Manufacturer"].startswith("Mill, 1 Mill Lane")
    assert facts["Responsible in the EU"] == "Rep BV, Delft"
    assert one.product.workshop.warnings == "Hot."
    missing = {fact.term: fact.value for fact in other.product.workshop.safety}
    assert missing["Responsible in the EU"].startswith("No data")


def test_materials_show_what_was_not_told():
    rows = materials_of([{"name": "clay", "percent": 88}, {"name": "glaze", "percent": "2.5"}])

    assert [(row.name, row.percent) for row in rows] == [
        ("Clay", "88 %"),
        ("Glaze", "2.5 %"),
        ("Not told", "9.5 %"),
    ]
    assert [row.percent for row in materials_of([{"name": "oak"}])] == ["Share: no data"]
    assert materials_of([]) == []


async def test_a_withdrawn_piece_shows_what_comes_closest(session, browser):
    vases, bowls = await a_category(session, "Vases"), await a_category(session, "Bowls")
    gone = await a_product(session, category=vases)
    alike = await a_product(session, category=vases)
    await a_product(session, category=bowls)
    gone.status = ProductStatus.PAUSED
    await session.flush()

    tab = await browser(ProductState, f"/p/{gone.slug}", slug=gone.slug)

    assert (tab.is_gone, tab.has_similar) == (True, True)
    assert [card.slug for card in tab.related] == [alike.slug]
