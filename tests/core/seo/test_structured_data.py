"""Structured data of products, against what search engines require."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalog.models import SellMode
from core.catalog.page_queries import get_published
from core.seo.product import gtin_of, price_valid_until, product_head
from core.shipping.models import Zone
from core.shipping.tariff import tariff_of
from tests.factories.catalog import a_category, a_product, a_vendor, variants_of
from tests.factories.shop import a_delivery_rate
from tests.structured_data import nodes_of, problems

TODAY = date(2026, 11, 21)


@pytest.fixture
async def vendor(session):
    made = await a_vendor(session, name="Olaria")
    made.policies = {"returns_days": 30, "returns": "Within 30 days."}
    made.line1, made.postcode, made.town = "75 Market Square", "4750-000", "Barcelos"
    await a_delivery_rate(session, made, Zone.DOMESTIC, 450)
    await a_delivery_rate(session, made, Zone.EU, 890, free_over_minor=5000)
    await a_delivery_rate(session, made, Zone.WORLD, 1990)
    return made


async def head_of(session, made):
    product = await get_published(session, made.slug, "EUR")
    tariff = await tariff_of(session, made.vendor_id, "EUR")
    return product_head(product, product.variants[0], tariff, today=TODAY)


@pytest.mark.bends_rows
async def test_a_group_of_variants_is_complete(session, vendor):
    home = await a_category(session, "Home")
    made = await a_product(
        session, vendor=vendor, category=await a_category(session, "Vases", parent=home),
        options={"Colour": ["Oat", "Madder"], "Glaze": ["Matte"]}, price=2400, compare_at=3000,
    )  # fmt: skip
    made.rating_count, made.rating_sum = 3, 14
    await session.flush()

    head = await head_of(session, made)

    assert problems(head.json_ld) == []
    [group] = nodes_of(head.json_ld, "ProductGroup")
    assert group["variesBy"] == ["https://schema.org/color"]
    assert group["aggregateRating"]["ratingValue"] == "4.7"
    first = group["hasVariant"][0]
    assert (first["color"], first["inProductGroupWithID"]) == ("Oat", made.slug)
    assert first["additionalProperty"][0]["value"] == "Matte"
    offer = first["offers"]
    assert (offer["price"], offer["priceValidUntil"]) == ("24.00", "2026-12-31")
    assert offer["priceSpecification"]["price"] == "30.00"
    assert [each["@id"] for each in offer["shippingDetails"]] == [
        "#delivery-domestic", "#delivery-eu", "#delivery-world",
    ]  # fmt: skip
    [trail] = nodes_of(head.json_ld, "BreadcrumbList")
    assert trail["itemListElement"][-1]["item"] == head.canonical


async def test_a_piece_without_options_is_one_product(session, vendor):
    made = await a_product(session, vendor=vendor, price=6000)

    head = await head_of(session, made)

    assert problems(head.json_ld) == []
    [product] = nodes_of(head.json_ld, "Product")
    assert "#delivery-eu-free" in str(product["offers"]["shippingDetails"])
    assert "aggregateRating" not in product


async def test_what_is_made_for_a_buyer_takes_its_time_and_is_not_simply_returned(
    session, vendor
):
    made = await a_product(session, vendor=vendor, stock=None)
    [variant] = await variants_of(session, made)
    variant.sell_mode, variant.lead_time_days = SellMode.MADE_TO_ORDER, 21
    await session.flush()

    head = await head_of(session, made)

    [product] = nodes_of(head.json_ld, "Product")
    assert problems(head.json_ld) == []
    assert "hasMerchantReturnPolicy" not in product["offers"]
    near = nodes_of(head.json_ld, "OfferShippingDetails")[0]
    assert near["deliveryTime"]["handlingTime"]["minValue"] == 23


async def test_no_name_breaks_the_data(session, vendor):
    name = '</script><b>كوب 🏺\u202e & "x" \u2028'
    made = await a_product(session, vendor=vendor, title=name)

    head = await head_of(session, made)

    assert "<" not in head.json_ld
    assert problems(head.json_ld) == []
    assert nodes_of(head.json_ld, "Product")[0]["name"] == name


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)))
def test_a_price_is_promised_for_four_weeks_to_two_months(today):
    until = price_valid_until(today)

    assert 28 <= (until - today).days <= 62


@pytest.mark.parametrize(
    ("barcode", "gtin"),
    [("4006381333931", "4006381333931"), ("4006381333932", ""), ("", ""), ("12AB", ""),
     ("٤٠٠٦٣٨١٣٣٣٩٣١", ""), ("96385074", "96385074")],
)  # fmt: skip
def test_only_real_numbers_of_trade_items_are_told(barcode, gtin):
    assert gtin_of(barcode) == gtin
