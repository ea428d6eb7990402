"""Pieces alike in kind, price and size."""

from core.catalog.comparable_queries import comparable_to
from core.catalog.page_queries import get_published
from tests.factories.catalog import a_category, a_product, a_vendor, variants_of


async def sized(session, made, height_mm):
    for variant in await variants_of(session, made):
        variant.height_mm = height_mm
    await session.flush()
    return made


async def test_the_nearest_in_price_of_other_workshops_comes_first(session):
    vases, bowls = await a_category(session, "Vases"), await a_category(session, "Bowls")
    vendor = await a_vendor(session)
    made = await sized(
        session, await a_product(session, vendor=vendor, category=vases, price=5000), 300
    )
    further = await sized(session, await a_product(session, category=vases, price=6400), 300)
    near = await sized(session, await a_product(session, category=vases, price=4900), 280)
    await sized(session, await a_product(session, category=vases, price=5000), 600)
    await sized(session, await a_product(session, category=vases, price=9000), 300)
    await sized(session, await a_product(session, category=bowls, price=5000), 300)
    await sized(
        session, await a_product(session, vendor=vendor, category=vases, price=5000), 300
    )
    product = await get_published(session, made.slug, "EUR")

    found = await comparable_to(session, product, product.variants[0])

    assert [card.id for card in found] == [near.id, further.id]
