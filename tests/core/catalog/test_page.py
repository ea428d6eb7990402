"""The product page and the cards: what they say, who may see them, what they cost."""

from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.card_queries import (
    cards_by_ids,
    find_matching,
    list_by_vendor,
    more_from_vendor,
    related_to,
)
from core.catalog.errors import ProductGone, ProductNotFound
from core.catalog.models import PriceChange, ProductStatus
from core.catalog.page_queries import get_published, preview
from core.catalog.read_models import Stock
from core.kernel.clock import utc_now
from core.kernel.money import Money
from core.vendors.models import VendorStatus
from tests.factories.catalog import a_category, a_product, a_vendor, variants_of
from tests.statements import recorded_statements

COLORS = {"Color": ["Oat", "Madder"], "Size": ["S", "M"]}


async def test_a_page_tells_everything_of_a_product(session: AsyncSession):
    ceramics = await a_category(session, "Ceramics")
    vases = await a_category(session, "Vases", parent=ceramics)
    vendor = await a_vendor(session, name="Olaria")
    made = await a_product(
        session, vendor=vendor, category=vases, title="Bottle vase", options=COLORS,
        price={"EUR": 3600, "USD": 3900}, attributes={"room": ["Hall", "Kitchen"]}, stock=2,
    )  # fmt: skip

    page = await get_published(session, made.slug, "USD")

    assert page.title == "Bottle vase"
    assert page.workshop.name == "Olaria"
    assert [category.name for category in page.category_path] == ["Ceramics", "Vases"]
    assert [axis.name for axis in page.options] == ["Color", "Size"]
    assert [choice.value for choice in page.options[0].choices] == ["Oat", "Madder"]
    assert [variant.label for variant in page.variants] == [
        "Oat / S", "Oat / M", "Madder / S", "Madder / M",
    ]  # fmt: skip
    assert page.price_from == Money(3900, "USD")
    assert page.variants[0].availability.status is Stock.FEW_LEFT
    assert page.attributes[0].values == ("Hall", "Kitchen")
    assert page.images[0].picture.srcset("avif").count("w") == 3
    assert page.images[0].picture.url(700).endswith(".webp")


async def test_a_page_costs_at_most_eight_statements(
    session: AsyncSession, engine: AsyncEngine
):
    category = await a_category(session, parent=await a_category(session))
    made = await a_product(
        session, category=category, options=COLORS, attributes={"room": ["Hall"]},
        price=2000, compare_at=2500, images=4,
    )  # fmt: skip
    session.expunge_all()

    with recorded_statements(engine) as statements:
        await get_published(session, made.slug, "EUR")

    assert len(statements) <= 8


async def test_cards_cost_at_most_three_statements_and_keep_their_order(
    session: AsyncSession, engine: AsyncEngine
):
    made = [await a_product(session, compare_at=5000, options=COLORS) for _ in range(6)]
    wanted = [product.id for product in reversed(made)]
    session.expunge_all()

    with recorded_statements(engine) as statements:
        cards = await cards_by_ids(session, wanted, "EUR")

    assert [card.id for card in cards] == wanted
    assert len(statements) <= 3
    assert cards[0].variant_count == 4
    assert cards[0].variant_id is None
    assert cards[0].compare_at == Money(5000, "EUR")


async def test_a_card_without_a_choice_names_its_variant(session: AsyncSession):
    made = await a_product(session)
    [variant] = await variants_of(session, made)

    [card] = await cards_by_ids(session, [made.id], "EUR")

    assert card.variant_id == variant.id
    assert card.is_buyable


@pytest.mark.parametrize(
    ("status", "vendor_status", "currency"),
    [
        (ProductStatus.DRAFT, VendorStatus.APPROVED, "EUR"),
        (ProductStatus.IN_REVIEW, VendorStatus.APPROVED, "EUR"),
        (ProductStatus.PUBLISHED, VendorStatus.APPROVED, "USD"),
        (ProductStatus.PUBLISHED, VendorStatus.SUSPENDED, "EUR"),
        (ProductStatus.PAUSED, VendorStatus.APPROVED, "EUR"),
    ],
)
async def test_nobody_sees_what_is_not_for_sale(
    session: AsyncSession, status: ProductStatus, vendor_status: VendorStatus, currency: str
):
    vendor = await a_vendor(session, status=vendor_status)
    made = await a_product(session, vendor=vendor, status=status)

    with pytest.raises((ProductNotFound, ProductGone)):
        await get_published(session, made.slug, currency)

    assert await cards_by_ids(session, [made.id], currency) == []
    assert (await list_by_vendor(session, vendor.id, currency)).total == 0


async def test_a_withdrawn_product_is_gone_and_a_draft_was_never_there(session: AsyncSession):
    paused = await a_product(session)
    paused.status = ProductStatus.PAUSED
    draft = await a_product(session, status=ProductStatus.DRAFT)
    await session.flush()

    with pytest.raises(ProductGone):
        await get_published(session, paused.slug, "EUR")
    with pytest.raises(ProductNotFound):
        await get_published(session, draft.slug, "EUR")


async def test_a_workshop_previews_its_draft_and_nobody_elses(session: AsyncSession):
    draft = await a_product(session, status=ProductStatus.DRAFT)

    assert (await preview(session, draft.id, draft.vendor_id, "EUR")).id == draft.id
    with pytest.raises(ProductNotFound):
        await preview(session, draft.id, (await a_vendor(session)).id, "EUR")


async def test_sold_out_and_uncounted_stock_are_told_apart(session: AsyncSession):
    none_left = await a_product(session, stock=0)
    uncounted = await a_product(session, stock=None)

    sold_out = await get_published(session, none_left.slug, "EUR")
    endless = await get_published(session, uncounted.slug, "EUR")

    assert sold_out.variants[0].availability.status is Stock.SOLD_OUT
    assert endless.variants[0].availability.units is None
    assert endless.is_buyable


async def test_a_reduction_names_the_lowest_price_of_the_thirty_days_before_it(
    session: AsyncSession,
):
    made = await a_product(session, price=2000, compare_at=3000)
    [variant] = await variants_of(session, made)
    now = utc_now()
    for days, minor in [(90, 1500), (60, 3000), (20, 2600), (10, 3000)]:
        session.add(
            PriceChange(
                variant_id=variant.id, currency="EUR", amount_minor=minor, actor="test",
                created_at=now - timedelta(days=days),
            )
        )  # fmt: skip
    await session.flush()

    page = await get_published(session, made.slug, "EUR")
    [card] = await cards_by_ids(session, [made.id], "EUR")

    assert page.variants[0].lowest_30_days == Money(2600, "EUR")
    assert card.lowest_30_days == Money(2600, "EUR")


async def test_related_products_share_category_or_technique(session: AsyncSession):
    vases = await a_category(session, "Vases")
    made = await a_product(session, category=vases, technique="wheel-thrown")
    same_technique = await a_product(session, technique="Wheel-thrown")
    both = await a_product(session, category=vases, technique="wheel-thrown")
    await a_product(session, technique="woven")

    page = await get_published(session, made.slug, "EUR")

    related = [card.id for card in await related_to(session, page)]
    assert related == [both.id, same_technique.id]


async def test_more_from_the_workshop_leaves_out_the_product_itself(session: AsyncSession):
    vendor = await a_vendor(session)
    made = await a_product(session, vendor=vendor)
    other = await a_product(session, vendor=vendor)
    await a_product(session)

    page = await get_published(session, made.slug, "EUR")

    assert [card.id for card in await more_from_vendor(session, page)] == [other.id]


async def test_plain_matching_treats_wildcards_as_letters(session: AsyncSession):
    made = await a_product(session, title="100% wool throw", tags=["winter"])
    await a_product(session, title="1000 wool balls")

    found = await find_matching(
        session, "100% WOOL", "EUR", category_ids=None, vendor_slugs=(), number=1, size=10
    )

    assert found == ([made.id], 1)
